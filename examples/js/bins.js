// The clean table, sensor by sensor, as report and picture need it.

/** What can be wrong with a bin, the most telling first. */
export const KINDS = ["dead", "stuck", "spike", "missing", "partial", "filled"];

/** All bins of all sensors; `clean` are the rows that `clean_counts` gives, `flags` the bits of its flags by name. */
export function binsOf(clean, flags) {
  const bits = KINDS.map((kind) => flags[kind]);
  const repaired = flags.filled | flags.unfilled;
  const names = [...new Set(clean.map((row) => row.sensor))];
  // Every sensor has a row for every bin of the common grid.
  const length = clean.length / Math.max(1, names.length);
  const own = clean.slice(0, length);
  const walls = own.map((row) => new Date(row.local_start.slice(0, 16) + "Z"));
  const starts = own.map((row) => row.start.getTime());
  const end = own.length ? own.at(-1).end.getTime() : 0;
  if (own.length) walls.push(new Date(walls.at(-1).getTime() + end - starts.at(-1)));
  const sensors = names.map((name, sensor) => ({
    name,
    bins: clean.slice(sensor * length, (sensor + 1) * length).map((row) => ({
      hours: (row.end - row.start) / 3.6e6,
      recorded: row.entries_raw,
      clean: row.entries === null ? null : [row.entries, row.entries_low, row.entries_high],
      kind: row.flags & repaired ? KINDS[bits.findIndex((bit) => row.flags & bit)] : undefined,
      conflict: (row.flags & flags.conflict) !== 0,
    })),
  }));
  return { sensors, starts, end, walls };
}

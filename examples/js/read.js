// The file as it came: one row per hour and one column per sensor, or one row per sensor and interval.

/** The rows of a CSV file, cells as texts. */
export function csvRows(text) {
  const rows = [[""]];
  let quoted = false;
  for (const part of text.replace(/^\uFEFF/, "").match(/""|"|,|\r?\n|[^",\r\n]+|\r/g) ?? []) {
    const row = rows.at(-1);
    if (part === '"') quoted = !quoted;
    else if (part === '""') row[row.length - 1] += quoted ? '"' : "";
    else if (quoted || !/^(,|\r?\n)$/.test(part)) row[row.length - 1] += part;
    else if (part === ",") row.push("");
    else rows.push([""]);
  }
  return rows.filter((cells) => cells.length > 1 || cells[0].trim() !== "");
}

/** Hours before this one belong to the calendar day after the date of their row. */
const DAY_STARTS = 6;

/** The table `counts` of a wide file: times as text, on the wall clock. */
export function wideCounts([heading, ...rows]) {
  const counts = { sensor: [], start: [], end: [], entries: [] };
  for (const [date, hour, ...values] of rows) {
    const number = Number.parseInt(hour, 10);
    const day = Date.parse(`${date}T00:00Z`) + (number < DAY_STARTS ? 86_400_000 : 0);
    const [start, end] = [number, number + 1].map((hour) => new Date(day + hour * 3_600_000).toISOString().slice(0, 16));
    values.forEach((value, i) => {
      counts.sensor.push(heading[i + 2]);
      counts.start.push(start);
      counts.end.push(end);
      // "89.0" is 89 persons; nothing is no record, which is not the same as 0.
      counts.entries.push(value === "" ? null : Number(value));
    });
  }
  return counts;
}

/** The table `counts` of a long file, whose columns are named sensor, start, end, entries and exits. */
export function longCounts([heading, ...rows]) {
  const names = heading.map((name) => name.trim().toLowerCase());
  const column = (name) => rows.map((row) => row[names.indexOf(name)] ?? "");
  const number = (value) => (value === "" ? null : Number(value));
  const counts = { sensor: column("sensor"), start: column("start") };
  if (names.includes("end")) counts.end = column("end");
  for (const name of ["entries", "exits"]) if (names.includes(name)) counts[name] = column(name).map(number);
  return counts;
}

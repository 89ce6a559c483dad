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

/**
 * The table `counts` of a wide file, times as text on the wall clock.
 *
 * Where the hours of a date begin at 6 and end with 5, the date names a counting day and the small hours belong
 * to the next calendar day: `dayStart` says when such a day begins.
 */
export function wideCounts([heading, ...rows]) {
  const hourOf = (row) => Number.parseInt(row[1], 10);
  const first = hourOf(rows[0] ?? ["", "0"]);
  const begins = rows.some((row) => row[0] === rows[0][0] && hourOf(row) < first) ? first : 0;
  const counts = { sensor: [], start: [], end: [], entries: [] };
  for (const row of rows) {
    const day = Date.parse(`${row[0].trim()}T00:00Z`) + (hourOf(row) < begins ? 86_400_000 : 0);
    const [start, end] = [hourOf(row), hourOf(row) + 1].map((hour) => wall(day + hour * 3_600_000) ?? row.slice(0, 2).join(" "));
    row.slice(2).forEach((value, i) => {
      counts.sensor.push(heading[i + 2]);
      counts.start.push(start);
      counts.end.push(end);
      // "89.0" is 89 persons; nothing is no record, which is not the same as 0.
      counts.entries.push(value.trim() === "" ? null : Number(value));
    });
  }
  return { counts, dayStart: `${String(begins).padStart(2, "0")}:00` };
}

function wall(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 16) : undefined;
}

/** The columns of a long file, in English or Chinese. */
const NAMES = {
  sensor: ["sensor", "传感器"], start: ["start", "开始时间"], end: ["end", "结束时间"],
  entries: ["entries", "进店人次"], exits: ["exits", "出店人次"],
};

/** The table `counts` of a long file. */
export function longCounts([heading, ...rows]) {
  const found = heading.map((name) => name.trim().toLowerCase());
  const number = (value) => (value.trim() === "" ? null : Number(value));
  const counts = {};
  for (const [name, known] of Object.entries(NAMES)) {
    const place = found.findIndex((heading) => known.includes(heading));
    if (place < 0) continue;
    const cells = rows.map((row) => row[place] ?? "");
    counts[name] = name === "entries" || name === "exits" ? cells.map(number) : cells;
  }
  return { counts, dayStart: "00:00", ...(counts.end ? {} : { intervalS: usualStep(counts.start) }) };
}

/** Seconds between one start and the next: a file without ends leaves that to the reader. */
function usualStep(starts) {
  const times = [...new Set(starts)].map((start) => Date.UTC(...(start.match(/\d+/g) ?? []).slice(0, 6).map((n, i) => n - (i === 1))));
  const steps = times.filter(Number.isFinite).sort((a, b) => a - b).slice(1).map((time, i) => (time - times[i]) / 1000);
  const often = new Map();
  for (const step of steps) often.set(step, (often.get(step) ?? 0) + 1);
  return [...often].reduce((best, next) => (next[1] > best[1] ? next : best), [3600, 0])[0];
}

/** The table `counts` of either kind of file, or nothing where it is neither. */
export function countsOf(rows) {
  const heading = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  if (rows.length < 2) return undefined;
  if (heading[0] === "date" && heading[1] === "hour") return wideCounts(rows);
  const named = (name) => heading.some((cell) => NAMES[name].includes(cell));
  return named("sensor") && named("start") ? longCounts(rows) : undefined;
}

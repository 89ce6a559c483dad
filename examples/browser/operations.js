// Every operation once, in a page. Serve it with: node tests/js/node_modules/vite/bin/vite.js examples/browser

import init, { cleanCounts, countQuality, countTotals, flagNames, powerHours, regularCounts, rows } from "keliu-wasm";

const HOUR_MS = 3_600_000;
const monday = Date.parse("2026-03-02T00:00+08:00");
const timeZone = "Asia/Shanghai";

/** Counts of uneven length, out of order and sent twice, on quarters of an hour. */
function regular() {
  const counts = [
    { sensor: "north door", start: "2026-03-02 09:00", end: "2026-03-02 09:30", entries: 7 },
    { sensor: "north door", start: "2026-03-02 09:45", end: "2026-03-02 10:00", entries: 4 },
    { sensor: "north door", start: "2026-03-02 10:00", end: "2026-03-02 10:30", entries: 12 },
    { sensor: "north door", start: "2026-03-02 09:00", end: "2026-03-02 09:30", entries: 9 }, // the first row, revised
  ];
  return rows(regularCounts(counts, { intervalS: 900, timeZone })).map((bin) => `${bin.local_start}  ${bin.entries}`);
}

/** Four weeks of a door: a sensor that was off for ten hours, and three hours without a record. */
function clean() {
  const hours = Array.from({ length: 28 * 24 }, (_, hour) => hour).filter((hour) => hour < 400 || hour >= 403);
  const off = (hour) => hour >= 300 && hour < 310;
  const counts = {
    sensor: hours.map(() => "north door"),
    start: hours.map((hour) => monday + hour * HOUR_MS),
    end: hours.map((hour) => monday + (hour + 1) * HOUR_MS),
    entries: hours.map((hour) => (off(hour) ? 0 : 100 + 8 * (hour % 24) + (hour % 7))),
  };
  const filled = rows(cleanCounts(counts, { timeZone })).filter((bin) => flagNames(bin.flags).includes("filled"));
  return filled.map((bin) => {
    const [value, low, high] = [bin.entries, bin.entries_low, bin.entries_high].map((persons) => Math.floor(persons + 0.5));
    return `${bin.local_start}  ${bin.entries_raw} -> ${value} (${low} to ${high})  ${flagNames(bin.flags).join(" ")}`;
  });
}

/** How far each day of a door can be trusted: a good one, one with a gap, one mostly missing. */
function quality() {
  // Hours since 1970: all of the first day, 20 of the second, 5 of the third and its last.
  const hours = [...Array(44).keys(), 48, 49, 50, 51, 52, 71];
  const counts = hours.map((hour) => (
    { sensor: "north door", start: hour * HOUR_MS, end: (hour + 1) * HOUR_MS, entries: 10 + (hour % 24) }
  ));
  const days = rows(countQuality(regularCounts(counts)));
  return days.map((day, number) => `day ${number}  ${day.verdict}  ${day.coverage.toFixed(3)}  ${day.missing} missing`);
}

/** Two doors added up to weeks of all doors together. */
function totals() {
  const counts = Array.from({ length: 2 * 10 * 24 }, (_, row) => ({
    sensor: ["north door", "south door"][row % 2],
    start: monday + Math.floor(row / 2) * HOUR_MS,
    end: monday + Math.floor(row / 2 + 1) * HOUR_MS,
    entries: row % 48,
  }));
  const weeks = rows(countTotals(regularCounts(counts), { period: "week", group: "all", timeZone }));
  return weeks.map((week) => `${week.period}  ${week.entries}  ${week.coverage.toFixed(3)}`);
}

/** The hours of a Monday that carry half of its visitors. */
function power() {
  const counts = Array.from({ length: 24 }, (_, hour) => (
    { sensor: "north door", start: monday + hour * HOUR_MS, end: monday + (hour + 1) * HOUR_MS, entries: hour }
  ));
  const hours = rows(powerHours(regularCounts(counts), { share: 0.5, timeZone })).filter((row) => row.power);
  return hours.map((row) => `${row.hour}  ${row.persons_per_h}  ${row.cumulative_share.toFixed(3)}`);
}

await init();
document.getElementById("printed").textContent = [regular, clean, quality, totals, power]
  .map((example) => example().map((line) => `${line}\n`).join(""))
  .join("\n");

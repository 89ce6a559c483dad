// A shop whose door misses persons on their way out: how many are inside.

import { occupancy, regularCounts, rows } from "keliu";

const HOUR_MS = 3_600_000;
const monday = Date.parse("2026-03-02T00:00+08:00");
const entries = [40, 60, 90, 120, 80, 70, 60, 90, 140, 130, 70, 10];
const exits = [5, 35, 70, 100, 85, 70, 60, 70, 100, 130, 105, 80];
const counts = entries.map((count, at) => ({
  sensor: "door",
  start: monday + (at + 9) * HOUR_MS,
  end: monday + (at + 10) * HOUR_MS,
  entries: count,
  exits: exits[at],
}));

const result = occupancy(regularCounts(counts), {
  openHours: "Mon-Sun 09:00-21:00",
  timeZone: "Asia/Shanghai",
  capacity: 150,
});

let running = 0;
for (const [at, row] of rows(result.occupancy).entries()) {
  running += entries[at] - exits[at];
  console.log(`${String(at + 10).padStart(2, "0")}:00  ${row.occupancy} inside, the counts alone say ${running}`);
}
const [day] = rows(result.occupancyDays);
console.log(`drift ${day.drift} persons, peak ${day.peak}, mean ${day.mean.toFixed(1)}`);

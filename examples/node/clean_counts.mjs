// Four weeks of a door: a sensor that was off for ten hours, and three hours without a record.

import { cleanCounts, flagNames, rows } from "keliu";

const monday = Date.parse("2026-03-02T00:00+08:00");
const hours = Array.from({ length: 28 * 24 }, (_, hour) => hour).filter((hour) => hour < 400 || hour >= 403);
const off = (hour) => hour >= 300 && hour < 310;
const counts = {
  sensor: hours.map(() => "north door"),
  start: hours.map((hour) => monday + hour * 3_600_000),
  end: hours.map((hour) => monday + (hour + 1) * 3_600_000),
  entries: hours.map((hour) => (off(hour) ? 0 : 100 + 8 * (hour % 24) + (hour % 7))),
};
const clean = cleanCounts(counts, { timeZone: "Asia/Shanghai" });

for (const bin of rows(clean)) {
  const found = flagNames(bin.flags);
  if (!found.includes("filled")) continue;
  const [value, low, high] = [bin.entries, bin.entries_low, bin.entries_high].map((persons) => Math.floor(persons + 0.5));
  console.log(`${bin.local_start}  ${bin.entries_raw} -> ${value} (${low} to ${high})  ${found.join(" ")}`);
}

// The hours of a Monday that carry half of its visitors.

import { powerHours, regularCounts, rows } from "keliu";

const monday = Date.parse("2026-03-02T00:00+08:00");
const counts = Array.from({ length: 24 }, (_, hour) => ({
  sensor: "north door",
  start: monday + hour * 3_600_000,
  end: monday + (hour + 1) * 3_600_000,
  entries: hour,
}));
const hours = powerHours(regularCounts(counts), { share: 0.5, timeZone: "Asia/Shanghai" });

for (const row of rows(hours).filter((row) => row.power)) {
  console.log(`${row.hour}  ${row.persons_per_h}  ${row.cumulative_share.toFixed(3)}`);
}

// Two doors added up to weeks of all doors together.

import { countTotals, regularCounts, rows } from "keliu";

const monday = Date.parse("2026-03-02T00:00+08:00");
const counts = Array.from({ length: 2 * 10 * 24 }, (_, row) => ({
  sensor: ["north door", "south door"][row % 2],
  start: monday + Math.floor(row / 2) * 3_600_000,
  end: monday + Math.floor(row / 2 + 1) * 3_600_000,
  entries: row % 48,
}));
const weeks = countTotals(regularCounts(counts), { period: "week", group: "all", timeZone: "Asia/Shanghai" });

for (const week of rows(weeks)) console.log(`${week.period}  ${week.entries}  ${week.coverage.toFixed(3)}`);

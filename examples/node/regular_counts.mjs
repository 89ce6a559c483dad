// Counts of uneven length, out of order and sent twice, on quarters of an hour.

import { regularCounts, rows } from "keliu";

const counts = [
  { sensor: "north door", start: "2026-03-02 09:00", end: "2026-03-02 09:30", entries: 7 },
  { sensor: "north door", start: "2026-03-02 09:45", end: "2026-03-02 10:00", entries: 4 },
  { sensor: "north door", start: "2026-03-02 10:00", end: "2026-03-02 10:30", entries: 12 },
  { sensor: "north door", start: "2026-03-02 09:00", end: "2026-03-02 09:30", entries: 9 }, // the first row, revised
];
const bins = regularCounts(counts, { intervalS: 900, timeZone: "Asia/Shanghai" });
for (const bin of rows(bins)) console.log(`${bin.local_start}  ${bin.entries}`);

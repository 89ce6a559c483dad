// Four persons come, one a minute, and leave after them: how long they stayed, and what cannot be told.

import { dwellFromCounts, rows } from "keliu";

const MINUTE_MS = 60_000;
const ten = Date.parse("2026-03-02T10:00+08:00");
const bins = [1, 2, 3, 4, 3, 2, 1, 0].map((occupancy, minute) => ({
  site: "shop",
  start: ten + minute * MINUTE_MS,
  end: ten + (minute + 1) * MINUTE_MS,
  entries: minute < 4 ? 1 : 0,
  exits: minute < 4 ? 0 : 1,
  occupancy,
}));
const [dwell] = rows(dwellFromCounts(bins).dwellFromCounts);

const [mean, least, most] = [dwell.mean_s, dwell.sd_fifo_s, dwell.sd_lifo_s].map((seconds) => (seconds / 60).toFixed(2));
console.log(`mean ${mean} min, standard deviation between ${least} and ${most} min`);
console.log(`median: ${dwell.median_s === null ? "null" : "known"}`);

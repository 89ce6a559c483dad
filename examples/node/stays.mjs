// Eight visits to a shelf, two of them lost from sight: how long visitors stay, and how many stand there.

import { dwellSummary, rows, zoneOccupancy } from "keliu";

const ten = Date.parse("2026-03-02T10:00+08:00");
const fromS = [0, 20, 50, 100, 130, 200, 240, 300];
const stayS = [12, 45, 30, 90, 20, 60, 16, 75];
const visits = fromS.map((from, at) => ({
  track: at + 1,
  zone: "shelf",
  enter: ten + from * 1000,
  exit: ten + (from + stayS[at]) * 1000,
  end_seen: at !== 3 && at !== 5,
}));

const [dwell] = rows(dwellSummary(visits, { tauS: 60 }).dwellSummary);
console.log(`half of ${dwell.visits} visits last ${dwell.median_s.toFixed(0)} s or less; ${dwell.cut} were cut`);
console.log(`mean up to a minute: ${dwell.rmst_s.toFixed(1)} s`);
console.log(`naive means: ${dwell.mean_s.toFixed(1)} s of all, ${dwell.mean_whole_s.toFixed(1)} s of whole visits`);

for (const [slot, row] of rows(zoneOccupancy(visits, { intervalS: 300 }).zoneOccupancy).entries()) {
  const minute = String(5 * slot).padStart(2, "0");
  console.log(`10:${minute}  ${row.mean.toFixed(2)} persons in the mean, ${row.max} at most`);
}

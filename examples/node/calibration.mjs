// A door that misses one person in twenty: audited with a clicker, judged, corrected.

import { applyCalibration, calibrateSensors, deviceAcceptance, regularCounts, rows } from "keliu";

const HOUR_MS = 3_600_000;
const monday = Date.parse("2026-03-02T00:00+08:00");

// Six sessions of an hour: persons seen to enter, and what the device counted.
const seen = [[104, 99], [211, 200], [96, 92], [158, 150], [187, 179], [120, 114]];
const audits = seen.map(([manual, device], day) => ({
  sensor: "north door",
  start: monday + (24 * day + 11) * HOUR_MS,
  end: monday + (24 * day + 12) * HOUR_MS,
  manual_entries: manual,
  device_entries: device,
}));

const factors = calibrateSensors(audits);
const [door] = rows(factors);
console.log(`factor ${door.factor.toFixed(3)} (${door.low.toFixed(3)} to ${door.high.toFixed(3)})  ${door.verdict}`);

const [judged] = rows(deviceAcceptance(audits, { margin: 0.03 }));
console.log(`bias ${(100 * judged.bias).toFixed(1)} %, margin 3 %  ${judged.verdict}`);

const weekAfter = monday + 7 * 24 * HOUR_MS;
const counts = [{ sensor: "north door", start: weekAfter, end: weekAfter + HOUR_MS, entries: 200 }];
const [bin] = rows(applyCalibration(regularCounts(counts), factors));
const [low, persons, high] = [bin.entries_low, bin.entries, bin.entries_high].map((value) => value.toFixed(0));
console.log(`200 counted, ${persons} entered (${low} to ${high})`);

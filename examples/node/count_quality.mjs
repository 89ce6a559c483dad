// How far each day of a door can be trusted: a good one, one with a gap, one that is mostly missing.

import { countQuality, regularCounts, rows } from "keliu";

// Hours since 1970: all of the first day, 20 of the second, 5 of the third and its last.
const hours = [...Array(44).keys(), 48, 49, 50, 51, 52, 71];
const counts = hours.map((hour) => ({
  sensor: "north door", start: hour * 3_600_000, end: (hour + 1) * 3_600_000, entries: 10 + (hour % 24),
}));
const days = countQuality(regularCounts(counts));

rows(days).forEach((day, number) => {
  console.log(`day ${number}  ${day.verdict}  ${day.coverage.toFixed(3)}  ${day.missing} missing`);
});

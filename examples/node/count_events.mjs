// A concert and a closed morning in eight ordinary weeks of a door.

import { countEvents, regularCounts, rows } from "keliu";

const HOUR_MS = 3_600_000;
const monday = Date.parse("2026-03-02T00:00+08:00");

function persons(hour) {
  if (hour >= 800 && hour < 804) return 1;
  const usual = 10 + 2 * (hour % 24) + (hour % 5);
  return hour >= 690 && hour < 693 ? usual + 90 : usual;
}

const counts = Array.from({ length: 8 * 168 }, (_, hour) => ({
  sensor: "north door",
  start: monday + hour * HOUR_MS,
  end: monday + (hour + 1) * HOUR_MS,
  entries: persons(hour),
}));
const found = countEvents(regularCounts(counts), { timeZone: "Asia/Shanghai" }).countEvents;

for (const event of rows(found)) {
  const hour = (event.start - monday) / HOUR_MS;
  const lasts = (event.end - event.start) / HOUR_MS;
  console.log(`hour ${hour}, ${lasts} h  ${event.kind}  ${Math.round(event.extra / 10) * 10} persons`);
}

// A door that counts half as much again from its second month on: found, looked at, accepted.

import { cleanCounts, countProposals, rows } from "keliu";

const DAY_MS = 86_400_000;
const monday = Date.parse("2026-03-02T00:00Z");
const counts = [];
for (const [sensor, size] of [["east", 2], ["west", 4], ["north", 6]]) {
  for (let day = 0; day < 60; day++) {
    // Good and bad days are those of all doors; a little is each door's own.
    const usual = size * (200 + ((37 * day) % 101) + ((day * day + size) % 7));
    const entries = sensor === "north" && day >= 30 ? Math.floor((usual * 3) / 2) : usual;
    counts.push({ sensor, start: monday + day * DAY_MS, end: monday + (day + 1) * DAY_MS, entries });
  }
}

const proposals = countProposals(counts);
for (const row of rows(proposals)) {
  const day = (row.start - monday) / DAY_MS;
  console.log(`${row.sensor}: ${row.kind} of ${row.value.toFixed(2)} from day ${day} on`);
}

// Whoever has looked at them hands over those that are right.
const clean = rows(cleanCounts(counts, { proposals }));
const last = clean.filter((row) => row.sensor === "north").at(-1);
console.log(`last day: ${last.entries_raw} counted, ${last.entries.toFixed(0)} entered`);

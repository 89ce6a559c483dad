// A hall with one door and a stair to the floor above: four counts that cannot all be right.

import { networkFlows, regularCounts, rows } from "keliu";

const start = Date.parse("2026-03-02T00:00Z");
const end = start + 3_600_000;
const counts = [
  { sensor: "door", start, end, entries: 100, exits: 90 },
  { sensor: "stair", start, end, entries: 40, exits: 36 },
];
const edges = [
  { sensor: "door", from_zone: "outside", to_zone: "hall" },
  { sensor: "stair", from_zone: "hall", to_zone: "upstairs" },
];
const result = networkFlows(regularCounts(counts), edges);

for (const row of rows(result.networkFlows)) {
  console.log(`${row.from_zone} to ${row.to_zone}: ${row.flow_raw} counted, ${row.flow.toFixed(3)} agree`);
}

// Three zones of a shop: who comes, who stops, which zone is hot, and which zones go together.

import { rows, zoneMetrics } from "keliu";

const ten = Date.parse("2026-03-02T10:00+08:00");
const visits = [
  [1, "door", 0, 2],
  [2, "door", 10, 4],
  [3, "door", 20, 2],
  [4, "door", 30, 8],
  [1, "fruit", 5, 40],
  [2, "fruit", 16, 20],
  [3, "wine", 25, 4],
].map(([track, zone, at, stay]) => ({ track, zone, enter: ten + at * 1000, exit: ten + (at + stay) * 1000 }));
const zones = [
  { zone: "door", polygon: "POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))" },
  { zone: "fruit", polygon: "POLYGON ((4 0, 8 0, 8 2, 4 2, 4 0))" },
  { zone: "wine", polygon: "POLYGON ((8 0, 12 0, 12 2, 8 2, 8 0))" },
];

const result = zoneMetrics(visits, { zones });

for (const row of rows(result.zoneMetrics)) {
  const rates = `penetration ${row.penetration.toFixed(2)}, stop rate ${row.stop_rate.toFixed(2)}`;
  console.log(`${row.zone}: ${rates}, heat ${row.heat_index.toFixed(1)}, place ${row.rank}`);
}
for (const row of rows(result.zonePairs)) {
  console.log(`${row.zone_a} and ${row.zone_b}: ${row.both} visitors, lift ${row.lift.toFixed(2)}`);
}

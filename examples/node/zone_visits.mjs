// Two persons in a shop: who was at the till, and what the door counts.

import { gateCrossings, rows, zoneVisits } from "keliu";

const ten = Date.parse("2026-03-02T10:00+08:00");
// One walks to the till, stays, and walks on; one comes in and turns round.
const walks = [
  [-1, 0, 1, 2, 3, 4, 4, 4, 5, 6],
  [-1, 1, 1, -1],
];
const points = walks.flatMap((walk, person) =>
  walk.map((x, second) => ({ track: person + 1, time: ten + second * 1000, x, y: 1 })),
);
const zones = [{ zone: "till", polygon: "POLYGON((3 0, 5 0, 5 4, 3 4, 3 0))" }];
const gates = [{ gate: "door", line: "LINESTRING(0 0, 0 4)" }];

const stays = zoneVisits(points, zones);
for (const visit of rows(stays.zoneVisits)) {
  console.log(`person ${visit.track} at the ${visit.zone} for ${visit.dwell_s.toFixed(0)} s`);
}
const [till, outside] = rows(stays.zoneTime);
console.log(
  `all together ${till.exclusive_s.toFixed(0)} s at the till, ${outside.exclusive_s.toFixed(0)} s elsewhere`,
);

const [door] = rows(gateCrossings(points, gates).gateTotals);
console.log(`door: ${door.gross_in} in, ${door.gross_out} out, ${door.u_turns} U-turn`);
console.log(`net: ${door.net_in} in, ${door.net_out} out`);

// From crossings to visitors: who turns round in the door, who works there, who comes back, who comes together.

import { rows, uturnNetting, visitorEstimates } from "keliu";

const ten = Date.parse("2026-03-02T10:00+08:00");

// From 10:00 a person enters every 25 seconds; every tenth one turns round after three.
const crossings = [];
for (let person = 0; person < 120; person++) {
  const time = ten + 25_000 * person;
  crossings.push({ sensor: "shop", time, direction: 1 });
  if (person % 10 === 9) crossings.push({ sensor: "shop", time: time + 3_000, direction: -1 });
}
const net = uturnNetting(crossings);
const sum = (column) => rows(net).reduce((whole, row) => whole + row[column], 0);
console.log(`${sum("gross_entries")} entries, ${sum("uturns")} turned round, ${sum("entries")} stayed`);

const [day] = rows(visitorEstimates(net, {
  staff: [{ site: "shop", start: ten, end: ten + 3_600_000, staff: 2 }],
  staffPassesPerH: 4,
  reentryShare: 0.1,
  groupSize: 1.8,
  timeZone: "Asia/Shanghai",
}));
console.log(`${day.visitors.toFixed(0)} visitors, ${day.buying_units.toFixed(0)} buying units`);

// What was wrong, in stretches of time and in lines of a report.

import { KINDS } from "./bins.js";

/** Neighboring bins of one sensor with the same fault, sensor by sensor. */
export function stretchesOf({ sensors }) {
  const found = [];
  sensors.forEach(({ bins }, sensor) => bins.forEach((bin, place) => {
    if (!bin.kind) return;
    const last = found.at(-1);
    if (last?.sensor === sensor && last.kind === bin.kind && last.to === place) {
      last.to += 1;
      last.hours += bin.hours;
      last.people = sum(last.people, bin.clean);
    } else {
      found.push({ sensor, kind: bin.kind, from: place, to: place + 1, hours: bin.hours, people: bin.clean });
    }
  }));
  return found;
}

/** Nothing where one of the two could not be estimated. */
function sum(a, b) {
  return a && b && a.map((value, i) => value + b[i]);
}

/** Stretches of one sensor and kind together, and those that all sensors share as one; the worst first. */
export function troublesOf({ sensors }, stretches) {
  const alike = grouped(stretches, ({ kind, from, to }) => `${KINDS.indexOf(kind)} ${from} ${to}`);
  const lines = [...alike.values()].flatMap((shared) => (
    shared.length > 1 && shared.length === sensors.length
      ? [{ ...shared[0], sensor: undefined, people: shared.slice(1).reduce((all, one) => sum(all, one.people), shared[0].people) }]
      : shared
  ));
  const order = (stretch) => (stretch.sensor ?? -1) * KINDS.length + KINDS.indexOf(stretch.kind);
  lines.sort((a, b) => order(a) - order(b) || a.from - b.from);
  const troubles = [...grouped(lines, order).values()].map((stretches) => ({
    stretches,
    hours: stretches.reduce((hours, stretch) => hours + stretch.hours, 0),
    people: stretches.slice(1).reduce((all, one) => sum(all, one.people), stretches[0].people),
    longest: stretches.reduce((longest, stretch) => (stretch.hours > longest.hours ? stretch : longest)),
  }));
  const size = ({ people }) => people?.[0] ?? Number.MAX_VALUE;
  return troubles.sort((a, b) => size(b) - size(a));
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** Bins that were recorded several times with different numbers, and by which sensors. */
export function conflictsOf({ sensors, starts }) {
  const which = (place) => [...sensors.keys()].filter((sensor) => sensors[sensor].bins[place].conflict);
  return starts.map((_, place) => ({ place, which: which(place) })).filter((found) => found.which.length > 0);
}

// What the report says, as numbers.

import { stretchesOf, troublesOf } from "./troubles.js";

/** The verdicts of a day, the best first. */
export const VERDICTS = ["good", "repaired", "doubtful", "incomplete", "lost", "closed"];

/** All tables are rows; `totals` are those of weeks per sensor, and of weeks, days and hours of all sensors. */
export function factsOf(bins, quality, totals) {
  const stretches = stretchesOf(bins);
  // The hours that a sum of an hour of the week covers, all sensors together.
  const times = (row) => row.expected_s / 3600 / bins.sensors.length;
  return {
    sensors: bins.sensors.map((sensor) => sensorFacts(bins, sensor, quality, totals)),
    stretches,
    troubles: troublesOf(bins, stretches),
    busiestHour: largest(totals.hoursOfWeek.filter((row) => row.entries !== null)
      .map((row) => ({ label: row.period, people: row.entries / times(row) }))),
    busiestDay: largest(full(bins, totals.days)),
    weeks: full(bins, totals.weeks),
  };
}

/** Days of a sensor that are neither good nor repaired nor closed. */
export function daysInDoubt(sensor) {
  return sensor.days.doubtful + sensor.days.incomplete + sensor.days.lost;
}

function sensorFacts(all, { name, bins }, quality, totals) {
  const facts = { name, recorded: 0, clean: [0, 0, 0], estimated: 0, measured: 0, change: undefined };
  for (const bin of bins) {
    const value = bin.clean ?? [0, 0, 0];
    facts.recorded += bin.recorded ?? 0;
    facts.clean = facts.clean.map((sum, i) => sum + value[i]);
    facts.estimated += bin.kind ? value[0] : 0;
  }
  const days = quality.filter((day) => day.sensor === name);
  facts.days = Object.fromEntries(VERDICTS.map((verdict) => [verdict, days.filter((day) => day.verdict === verdict).length]));
  facts.measured = days.reduce((sum, day) => sum + day.coverage, 0) / Math.max(1, days.length);
  const [before, last] = full(all, totals.weeksOfSensors.filter((week) => week.sensor === name)).slice(-2);
  if (last && before.people > 0) facts.change = last.people / before.people - 1;
  return facts;
}

/** First bin and persons of each period that the file covers from end to end. */
function full({ starts, end }, table) {
  const places = new Map(starts.map((start, place) => [start, place]));
  return table.filter((row) => row.entries !== null && places.has(row.start.getTime()) && row.end.getTime() <= end)
    .map((row) => ({ place: places.get(row.start.getTime()), people: row.entries }));
}

/** The first of the largest. */
function largest(values) {
  return values.reduce((best, value) => (best && best.people >= value.people ? best : value), undefined);
}

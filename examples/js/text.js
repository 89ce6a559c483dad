// The report on one screen.

import { VERDICTS, daysInDoubt } from "./facts.js";
import { conflictsOf } from "./troubles.js";
import { hours, pad, people, width } from "./words.js";

/** Faults that fit on the screen; the files have them all. */
const MOST_FAULTS = 7;

/** Weeks that are listed. */
const MOST_WEEKS = 4;

/** The whole report. */
export function report(facts, bins, words, file, zone) {
  const lines = [words.fill("title", { file })];
  if (bins.walls.length) {
    const [from, to] = [bins.walls[0], bins.walls.at(-1)].map((wall) => words.longMoment(wall));
    lines.push(words.fill("period", { from, to, zone, sensors: facts.sensors.length }));
  }
  lines.push(verdict(facts, words), "", ...overview(facts, words));
  lines.push("", words.word("what_was_wrong"), ...faults(facts, bins, words));
  lines.push("", words.word("trust"), ...trust(facts, words));
  lines.push("", words.word("when"), ...rhythm(facts, bins, words));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** One sentence for those who read no further. */
export function verdict({ sensors }, words) {
  const doubted = sensors.filter((sensor) => daysInDoubt(sensor) > 0);
  if (doubted.length === 0) return words.word("verdict_good");
  return words.fill("verdict_check", {
    good: sensors.length - doubted.length,
    sensors: sensors.length,
    names: doubted.map((sensor) => sensor.name).join(words.word("list")),
    days: doubted.reduce((days, sensor) => days + daysInDoubt(sensor), 0),
  });
}

/** Label, number and the rest of the line. */
export function overviewRows({ sensors }, words) {
  const sum = (value) => sensors.reduce((all, sensor) => all + value(sensor), 0);
  const [clean, low, high] = [0, 1, 2].map((i) => sum((sensor) => sensor.clean[i]));
  const share = clean > 0 ? sum((sensor) => sensor.estimated) / clean : 0;
  const measured = words.percent(sum((sensor) => sensor.measured) / Math.max(1, sensors.length));
  return [
    ["recorded", people(sum((sensor) => sensor.recorded)), words.word("people")],
    ["clean", people(clean), words.fill("between", { low: people(low), high: people(high) })],
    ["estimated", words.percent(share), words.fill("measured", { share: measured })],
  ];
}

function overview(facts, words) {
  return overviewRows(facts, words)
    .map(([label, number, rest]) => `  ${pad(words.word(label), 12)}${pad(number, 12, true)} ${rest}`);
}

function sensorNames({ sensors }, which, words) {
  if (which.length === 1) return sensors[which[0]].name;
  const key = which.length === sensors.length ? "all_sensors" : "some_sensors";
  return words.fill(key, { some: which.length, sensors: sensors.length });
}

/** What was wrong, a sentence and its estimate per line. */
export function faults(facts, bins, words) {
  const lines = facts.troubles.slice(0, MOST_FAULTS).flatMap((trouble) => fault(facts, bins, words, trouble));
  const conflicts = conflictsOf(bins);
  const rest = Math.max(1, MOST_FAULTS - facts.troubles.length);
  for (const { which, place } of conflicts.slice(0, rest)) {
    const from = words.moment(bins.walls[place]);
    lines.push(words.fill("conflict", { sensor: sensorNames(facts, which, words), from }));
  }
  const left = Math.max(0, facts.troubles.length - MOST_FAULTS) + Math.max(0, conflicts.length - rest);
  if (left > 0) lines.push(words.fill("more", { lines: left }));
  if (lines.length === 0) lines.push(words.word("nothing_wrong"));
  return lines.map((line) => `  ${line}`);
}

function fault(facts, bins, words, { stretches, longest, hours: all, people: estimate }) {
  const moment = (place) => words.moment(bins.walls[place]);
  const which = longest.sensor === undefined ? [...facts.sensors.keys()] : [longest.sensor];
  const line = words.fill(stretches.length === 1 ? "once" : "often", {
    sensor: sensorNames(facts, which, words),
    what: words.word(longest.kind),
    times: stretches.length,
    from: moment(stretches[0].from),
    to: moment(stretches.at(-1).to),
    hours: hours(all),
  });
  let rest = words.word("no_estimate");
  if (estimate) {
    const [value, low, high] = estimate.map(people);
    rest = words.fill("estimate", { people: value, low, high });
  }
  if (stretches.length > 1) rest += words.fill("longest", { hours: hours(longest.hours), from: moment(longest.from) });
  return [line, `  ${rest}`];
}

/** One row per sensor; verdicts that no day has are left out. */
function trust({ sensors }, words) {
  const used = VERDICTS.filter((verdict) => sensors.some((sensor) => sensor.days[verdict] > 0));
  const heading = (verdict) => words.word(verdict === "good" ? "good_days" : verdict);
  const rows = [[
    ...["sensor", "recorded", "clean", "measured_share", "last_week"].map((key) => words.word(key)), ...used.map(heading),
  ]];
  for (const sensor of sensors) {
    const change = sensor.change === undefined ? "-" : words.change(sensor.change);
    const days = used.map((verdict) => String(sensor.days[verdict]));
    rows.push([sensor.name, people(sensor.recorded), people(sensor.clean[0]), words.percent(sensor.measured), change, ...days]);
  }
  const longest = Math.max(19, ...rows.map(([name]) => width(name)));
  const columns = (i) => (i === 0 ? longest + 1 : 11);
  const lines = rows.map((row) => `  ${row.map((cell, i) => pad(cell, columns(i), i > 0)).join("")}`);
  return [...lines, `  ${words.word("legend")}`];
}

/** When people come: labels and what stands beside them. */
export function rhythmRows(facts, bins, words) {
  const rows = [];
  if (facts.busiestHour) {
    const { label, people: mean } = facts.busiestHour;
    rows.push([words.word("busiest_hour"), words.fill("hour", { ...words.hourOfWeek(label), people: people(mean) })]);
  }
  if (facts.busiestDay) {
    const date = words.longDate(bins.walls[facts.busiestDay.place]);
    rows.push([words.word("busiest_day"), words.fill("day", { date, people: people(facts.busiestDay.people) })]);
  }
  facts.weeks.slice(-MOST_WEEKS).forEach((week, i, last) => {
    const before = facts.weeks[facts.weeks.length - last.length + i - 1];
    let text = pad(people(week.people), 9, true);
    if (before?.people > 0) text += pad(words.change(week.people / before.people - 1), 10, true);
    rows.push([words.fill("week", { date: words.date(bins.walls[week.place]) }), text]);
  });
  return rows;
}

function rhythm(facts, bins, words) {
  return rhythmRows(facts, bins, words).map(([label, text]) => `  ${pad(label, 24)}${text}`);
}

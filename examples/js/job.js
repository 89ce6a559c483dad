// The job: counts in; bins, facts and tidy tables out.

import { binsOf } from "./bins.js";
import { factsOf } from "./facts.js";

/** Cleans counts and gathers what a report needs; `keliu` is the package of Node or of the browser. */
export function job(keliu, counts, { timeZone, dayStart = "00:00", ...options }) {
  const days = { timeZone, dayStart };
  const clean = keliu.cleanCounts(counts, { ...days, ...options });
  const quality = keliu.countQuality(clean, days);
  const totals = (period, group) => keliu.rows(keliu.countTotals(clean, { ...days, period, group }));
  const bins = binsOf(keliu.rows(clean), keliu.FLAGS);
  const qualityRows = keliu.rows(quality);
  const facts = factsOf(bins, qualityRows, {
    weeksOfSensors: totals("week", "sensor"),
    weeks: totals("week", "all"),
    days: totals("day", "all"),
    hoursOfWeek: totals("hour_of_week", "all"),
  });
  return { clean, quality, qualityRows, bins, facts };
}

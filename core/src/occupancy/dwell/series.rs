//! The bins of one site in order of time, and the days among them that can be used.

use crate::calendar::LocalClock;
use crate::error::{Error, Result};
use crate::table::OccupancyBins;
use std::ops::Range;

/// What is left of a sum of fractions where nobody is inside.
const NOBODY: f64 = 1e-6;

/// The bins of one site in order of time; unknown values are 0 and lie in days that are not used.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Series {
    pub(crate) start_us: Vec<i64>,
    pub(crate) end_us: Vec<i64>,
    pub(crate) entries: Vec<f64>,
    pub(crate) exits: Vec<f64>,
    pub(crate) occupancy: Vec<f64>,
    pub(crate) days: Vec<Day>,
}

/// A counting day of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day {
    /// Days since 1970-01-01.
    pub(crate) number: i64,
    pub(crate) bins: Range<usize>,
    /// Every bin is known and none is absent between the first and the last.
    pub(crate) complete: bool,
}

impl Series {
    /// Reads the rows of one site.
    ///
    /// # Errors
    /// `KELIU_BINS_REPEATED` where two bins overlap, `KELIU_TIME_OUT_OF_RANGE`.
    pub(crate) fn new(
        bins: &OccupancyBins<'_>,
        mut rows: Vec<u32>,
        clock: &mut LocalClock,
    ) -> Result<Self> {
        rows.sort_by_key(|&row| bins.start.us[row as usize]);
        let mut series = Self::default();
        for row in rows {
            let row = row as usize;
            let (start, end) = (bins.start.us[row], bins.end.us[row]);
            let at = series.start_us.len();
            let before = series.end_us.last().copied();
            if before.is_some_and(|before| before > start) {
                return Err(Error::BinsRepeated {
                    sensor: bins.site.name(row).to_owned(),
                    period: crate::time::utc_label(start),
                });
            }
            let values = [&bins.entries, &bins.exits, &bins.occupancy].map(|column| column.at(row));
            let known = values.iter().all(Option::is_some);
            let day = clock.at(start).day;
            match series.days.last_mut() {
                Some(last) if last.number == day => {
                    last.bins.end = at + 1;
                    last.complete &= known && before == Some(start);
                }
                _ => series.days.push(Day { number: day, bins: at..at + 1, complete: known }),
            }
            let [entries, exits, occupancy] = values.map(Option::unwrap_or_default);
            series.start_us.push(start);
            series.end_us.push(end);
            series.entries.push(entries);
            series.exits.push(exits);
            series.occupancy.push(occupancy);
        }
        Ok(series)
    }

    /// The days that can be used.
    pub(crate) fn complete(&self) -> impl Iterator<Item = &Day> {
        self.days.iter().filter(|day| day.complete)
    }

    /// Stretches of usable days that follow each other without a break.
    pub(crate) fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for day in self.complete() {
            match runs.last_mut() {
                Some(run)
                    if run.end == day.bins.start
                        && self.end_us[run.end - 1] == self.start_us[day.bins.start] =>
                {
                    run.end = day.bins.end;
                }
                _ => runs.push(day.bins.clone()),
            }
        }
        runs
    }

    /// Persons inside when a bin starts, by its own flows.
    pub(crate) fn before(&self, bin: usize) -> f64 {
        let persons = self.occupancy[bin] - self.entries[bin] + self.exits[bin];
        if persons > NOBODY { persons } else { 0.0 }
    }

    /// Share of the time of all days that usable days cover.
    pub(crate) fn coverage(&self) -> f64 {
        let length = |day: &Day| self.end_us[day.bins.end - 1] - self.start_us[day.bins.start];
        let whole: i64 = self.days.iter().map(length).sum();
        let used: i64 = self.complete().map(length).sum();
        if whole > 0 { used as f64 / whole as f64 } else { 0.0 }
    }

    /// The length that all bins of usable days have, or nothing where they differ.
    pub(crate) fn width_us(&self) -> Option<i64> {
        let mut bins = self.complete().flat_map(|day| day.bins.clone());
        let first = bins.next()?;
        let width = self.end_us[first] - self.start_us[first];
        bins.all(|bin| self.end_us[bin] - self.start_us[bin] == width).then_some(width)
    }
}

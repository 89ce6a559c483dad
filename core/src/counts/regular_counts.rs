//! Counts of any shape on a regular grid.

use super::bins::Bins;
use super::grid::{Grid, GridOptions};
use super::intervals::{Interval, Intervals as State};
use super::sentinels;
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{
    self, CountBins, Counts, Dates, Instants, Labels, Nullable, Numbers, Times, table,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub(crate) use super::intervals::Intervals;

/// Options of [`regular_counts`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RegularCountsOptions {
    /// The grid.
    #[serde(flatten)]
    pub grid: GridOptions,
}

table! {
    /// One row per sensor and bin, from the first to the last record of all sensors.
    pub struct RegularCounts = "regular_counts", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Start of the bin on the local clock, with its offset.
        local_start: Labels<'static>, "", "当地时间";
        /// Counting day to which the bin belongs.
        day: Dates, "", "营业日";
        /// Persons who entered; null where no record covers the bin.
        entries: Nullable<i64>, "persons", "进店人次";
        /// Persons who left; null where no record covers the bin.
        exits: Nullable<i64>, "persons", "出店人次";
        /// Share of the bin that records cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// What was found about the bin, one bit each.
        flags: Vec<u32>, "", "标记";
    }
    report = summary;
}

/// Sensors that are laid on the grid together: enough work for a thread, little memory in flight.
pub(crate) const BLOCK: usize = 64;

#[doc = include_str!("regular_counts.md")]
pub fn regular_counts(
    counts: &Counts<'_>,
    options: &RegularCountsOptions,
) -> Result<RegularCounts> {
    run(counts, options, &Watch::none())
}

pub(crate) fn run(
    counts: &Counts<'_>,
    options: &RegularCountsOptions,
    watch: &Watch<'_>,
) -> Result<RegularCounts> {
    let mut state = State::new(options)?;
    state.update(counts, options, watch)?;
    state.finish(options, watch)
}

impl Accumulate for Intervals {
    type Input<'a> = Counts<'a>;
    type Options = RegularCountsOptions;
    type Output = RegularCounts;

    fn new(options: &RegularCountsOptions) -> Result<Self> {
        options.grid.validate()?;
        Ok(Self::empty(options.grid.duplicates))
    }

    fn check_part(counts: &Counts<'_>) -> Result<()> {
        if counts.start.zoned {
            return Ok(());
        }
        // The repeated hour of autumn is told apart by the order of a sensor's rows, which a cut would hide.
        let partition = "sensor whose times have no zone".to_owned();
        Err(Error::NotFoldable { operation: "regular_counts".to_owned(), partition })
    }

    fn update(
        &mut self,
        counts: &Counts<'_>,
        options: &RegularCountsOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        self.join(Self::collect(counts, &options.grid, watch)?);
        Ok(())
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        self.join(other);
        Ok(())
    }

    fn finish(self, options: &RegularCountsOptions, watch: &Watch<'_>) -> Result<RegularCounts> {
        let grid = self.grid(&options.grid)?;
        let rows = grid.bins() * self.sensors.len();
        let labels: Vec<String> =
            grid.cuts.iter().take(grid.bins()).map(|&start| grid.zone.iso_label(start)).collect();
        let mut result = RegularCounts::with_capacity(rows);
        result.sensor.names = self.sensors.keys().cloned().collect();
        result.local_start.names = labels;
        // The records of a block are freed once they are laid: the result grows as the state shrinks.
        let mut sensors = self.sensors.into_iter().enumerate();
        loop {
            let part: Vec<(usize, (String, Vec<Interval>))> =
                sensors.by_ref().take(BLOCK).collect();
            if part.is_empty() {
                break;
            }
            let laid = parallel::map(part.len(), watch, |i| {
                let (_, (name, intervals)) = &part[i];
                Bins::lay(name, intervals, &grid, &options.grid)
            })?;
            for ((sensor, _), bins) in part.iter().zip(laid) {
                result.push_sensor(*sensor, &grid, &bins);
            }
        }
        Ok(result)
    }

    fn write(&self, out: &mut Writer) {
        out.unsigned(self.policy as u128);
        out.unsigned(self.sensors.len() as u128);
        for (name, intervals) in &self.sensors {
            out.text(name);
            out.unsigned(intervals.len() as u128);
            // Times as differences: regular records take two or three bytes each.
            let mut last = (0, 0);
            for interval in intervals {
                let length = interval.end - interval.start;
                out.signed(i128::from(interval.start) - i128::from(last.0));
                out.signed(i128::from(length) - i128::from(last.1));
                out.signed(i128::from(interval.entries));
                out.signed(i128::from(interval.exits));
                out.unsigned(u128::from(interval.flags));
                last = (interval.end, length);
            }
        }
        out.unsigned(self.extent.lengths.len() as u128);
        for (&length, &times) in &self.extent.lengths {
            out.signed(i128::from(length));
            out.unsigned(u128::from(times));
        }
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let policy = match input.unsigned()? {
            0 => super::Duplicates::Last,
            1 => super::Duplicates::First,
            2 => super::Duplicates::Max,
            3 => super::Duplicates::Sum,
            _ => return Err(broken("rules for duplicates")),
        };
        let mut state = Self::empty(policy);
        for _ in 0..input.count(2)? {
            let name = input.text()?;
            let mut intervals: Vec<Interval> = Vec::with_capacity(input.count(5)?);
            let mut last = (0i64, 0i64);
            for _ in 0..intervals.capacity() {
                let start = checked(last.0, input.number()?)?;
                let length = checked(last.1, input.number()?)?;
                let end = checked(start, length)?;
                crate::calendar::check_instants(&[start, end])?;
                let interval = Interval {
                    start,
                    end,
                    entries: sentinels::stored(input.number()?),
                    exits: sentinels::stored(input.number()?),
                    flags: u32::try_from(input.unsigned()?).map_err(|_| broken("flags"))?,
                };
                let sorted =
                    intervals.last().is_none_or(|before| (before.start, before.end) < (start, end));
                if length <= 0 || !sorted {
                    return Err(broken("intervals"));
                }
                state.extent.span = Some(
                    state
                        .extent
                        .span
                        .map_or((start, end), |(from, to)| (from.min(start), to.max(end))),
                );
                intervals.push(interval);
                last = (end, length);
            }
            state.sensors.insert(name, intervals);
        }
        for _ in 0..input.count(2)? {
            let length = input.number()?;
            let times = u64::try_from(input.unsigned()?).map_err(|_| broken("lengths"))?;
            state.extent.lengths.insert(length, times);
        }
        Ok(state)
    }
}

fn broken(what: &str) -> Error {
    Error::StateInvalid { reason: format!("its {what} break their rules") }
}

fn checked(a: i64, b: i64) -> Result<i64> {
    a.checked_add(b).ok_or_else(|| broken("times"))
}

impl RegularCounts {
    /// The bins as input of another operation; counts are copied, for bins hold numbers.
    pub fn bins(&self) -> CountBins<'_> {
        let numbers = |column: &Nullable<i64>| table::Direction {
            value: Some(Numbers::from_options(
                column.iter().map(|count| count.map(|count| count as f64)),
            )),
            low: None,
            high: None,
        };
        CountBins {
            sensor: Labels {
                codes: Cow::Borrowed(&self.sensor.codes),
                names: self.sensor.names.clone(),
            },
            start: Times { us: Cow::Borrowed(&self.start.0), zoned: true },
            end: Times { us: Cow::Borrowed(&self.end.0), zoned: true },
            entries: numbers(&self.entries),
            exits: numbers(&self.exits),
            coverage: Some(Numbers { values: Cow::Borrowed(&self.coverage), nulls: None }),
            flags: Some(Cow::Borrowed(&self.flags)),
        }
    }

    fn with_capacity(rows: usize) -> Self {
        Self {
            sensor: Labels { codes: Cow::Owned(Vec::with_capacity(rows)), names: Vec::new() },
            start: Instants(Vec::with_capacity(rows)),
            end: Instants(Vec::with_capacity(rows)),
            local_start: Labels { codes: Cow::Owned(Vec::with_capacity(rows)), names: Vec::new() },
            day: Dates(Vec::with_capacity(rows)),
            entries: Nullable::with_capacity(rows),
            exits: Nullable::with_capacity(rows),
            coverage: Vec::with_capacity(rows),
            flags: Vec::with_capacity(rows),
        }
    }

    fn push_sensor(&mut self, sensor: usize, grid: &Grid, bins: &Bins) {
        let n = grid.bins();
        self.sensor.codes.to_mut().extend(std::iter::repeat_n(sensor as i32, n));
        self.start.0.extend_from_slice(&grid.cuts[..n]);
        self.end.0.extend_from_slice(&grid.cuts[1..=n]);
        self.local_start.codes.to_mut().extend(0..n as i32);
        self.day.0.extend_from_slice(&grid.day);
        let observed = |count: i64| (count >= 0).then_some(count);
        bins.entries.iter().for_each(|&count| self.entries.push(observed(count)));
        bins.exits.iter().for_each(|&count| self.exits.push(observed(count)));
        for bin in 0..n {
            let length = grid.cuts[bin + 1] - grid.cuts[bin];
            self.coverage.push(bins.covered_us[bin] as f64 / length as f64);
        }
        self.flags.extend_from_slice(&bins.flags);
    }
}

fn summary(result: &RegularCounts) -> String {
    use crate::table::Flags;
    let count = |flag: Flags| result.flags.iter().filter(|&&flags| Flags(flags).any(flag)).count();
    let total = |name: &str, column: &Nullable<i64>| {
        let persons = column.iter().flatten().map(i128::from).sum::<i128>();
        column.valid.contains(&true).then(|| format!("{persons} {name}"))
    };
    // A direction that no record tells is not reported as nobody.
    let totals = [total("entries", &result.entries), total("exits", &result.exits)];
    let totals: Vec<String> = totals.into_iter().flatten().collect();
    format!(
        "regular_counts: {} bins of {} sensors, {} without a record, {} repeated ({} in conflict){}{}",
        result.flags.len(),
        result.sensor.names.len(),
        count(Flags::MISSING),
        count(Flags::REPEATED),
        count(Flags::CONFLICT),
        if totals.is_empty() { "" } else { "; " },
        totals.join(", "),
    )
}

#[cfg(test)]
#[path = "regular_counts_tests.rs"]
mod tests;

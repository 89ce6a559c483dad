//! How far the counts of each sensor and day can be trusted.

use super::tally::{Bin, Tally, split_by_sensor};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::calendar::{LocalClock, TimeZone, parse_day_start};
use crate::error::{Error, Result};
use crate::table::{CountBins, Dates, Flags, Labels, Nullable, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Options of [`count_quality`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CountQualityOptions {
    /// Time zone of days: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
    /// Coverage below which a repaired day is called doubtful, 0 to 1.
    pub completeness: f64,
}

impl Default for CountQualityOptions {
    fn default() -> Self {
        Self { time_zone: None, day_start: "00:00".to_owned(), completeness: 0.8 }
    }
}

impl CountQualityOptions {
    /// Refuses an unknown zone, a day start that no clock shows, and a share outside 0 to 1.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        crate::check::within("completeness", self.completeness, 0.0, 1.0)
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per sensor and counting day.
    pub struct CountQuality = "count_quality", sorted by "sensor, day" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Counting day.
        day: Dates, "", "营业日";
        /// How far the day can be trusted, in one word: good, repaired, doubtful, incomplete, lost or closed.
        verdict: Labels<'static>, "", "结论";
        /// Share of the open time that was measured, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// Share of the persons that was estimated, 0 to 1; null where there are no persons.
        imputed_share: Nullable<f64>, "", "补数占比";
        /// Bins of the day.
        bins: Vec<u64>, "bins", "时段数";
        /// Bins without a record.
        missing: Vec<u64>, "bins", "缺失";
        /// Bins in which the sensor was off.
        dead: Vec<u64>, "bins", "停机";
        /// Bins in which the sensor repeated one value.
        stuck: Vec<u64>, "bins", "卡值";
        /// Bins with an impossible count.
        spike: Vec<u64>, "bins", "尖峰";
        /// Bins over which a total that came late in one lump was split.
        lump: Vec<u64>, "bins", "合并补传";
        /// Bins that repeat an earlier block.
        copied: Vec<u64>, "bins", "复制块";
        /// Bins with a record that holds a number by which a device says that it knows nothing.
        sentinel: Vec<u64>, "bins", "哨兵值";
        /// Bins in which the site was closed.
        closed: Vec<u64>, "bins", "闭店";
        /// Bins that were estimated.
        filled: Vec<u64>, "bins", "已补";
        /// Bins that have no value.
        unfilled: Vec<u64>, "bins", "未补";
        /// Bins whose interval was recorded more than once.
        repeated: Vec<u64>, "bins", "重复";
        /// Bins whose records disagreed.
        conflict: Vec<u64>, "bins", "冲突";
    }
}

/// The flags that have a column, in the order of the columns.
const COUNTED: [Flags; 12] = [
    Flags::MISSING,
    Flags::DEAD,
    Flags::STUCK,
    Flags::SPIKE,
    Flags::LUMP,
    Flags::COPIED,
    Flags::SENTINEL,
    Flags::CLOSED,
    Flags::FILLED,
    Flags::UNFILLED,
    Flags::REPEATED,
    Flags::CONFLICT,
];

/// From this coverage a day counts as measured: two bins of a quarter of an hour may be lost.
const GOOD: f64 = 0.98;

#[doc = include_str!("count_quality.md")]
pub fn count_quality(
    clean_counts: &CountBins<'_>,
    options: &CountQualityOptions,
) -> Result<CountQuality> {
    run(clean_counts, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    options: &CountQualityOptions,
    watch: &Watch<'_>,
) -> Result<CountQuality> {
    let mut state = QualityState::new(options)?;
    state.update(bins, options, watch)?;
    state.finish(options, watch)
}

/// One record per sensor and day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QualityState {
    sensors: BTreeMap<String, BTreeMap<i32, Day>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Day {
    bins: u64,
    length_us: i128,
    closed_us: i128,
    empty: u64,
    flags: [u64; COUNTED.len()],
    tally: Tally,
}

impl Day {
    fn add(&mut self, bins: &CountBins<'_>, row: usize) {
        let bin = Bin::of(bins, row);
        self.bins += 1;
        self.length_us += i128::from(bin.length_us);
        if bin.flags.any(Flags::CLOSED) {
            self.closed_us += i128::from(bin.length_us);
        }
        self.empty += u64::from(bin.entries.is_none() && bin.exits.is_none());
        for (count, flag) in self.flags.iter_mut().zip(COUNTED) {
            *count += u64::from(bin.flags.any(flag));
        }
        self.tally.add(bins, row);
    }

    fn join(&mut self, other: &Self) {
        self.bins = self.bins.saturating_add(other.bins);
        self.length_us = self.length_us.saturating_add(other.length_us);
        self.closed_us = self.closed_us.saturating_add(other.closed_us);
        self.empty = self.empty.saturating_add(other.empty);
        for (count, more) in self.flags.iter_mut().zip(other.flags) {
            *count = count.saturating_add(more);
        }
        self.tally.join(&other.tally);
    }

    fn coverage(&self) -> f64 {
        let open_us = self.length_us.saturating_sub(self.closed_us);
        if open_us <= 0 {
            1.0
        } else {
            self.tally.measured_us.saturating_sub(self.closed_us) as f64 / open_us as f64
        }
    }

    fn verdict(&self, completeness: f64) -> usize {
        let coverage = self.coverage();
        let word = if self.closed_us >= self.length_us {
            "closed"
        } else if self.empty > 0 {
            if coverage > 0.0 { "incomplete" } else { "lost" }
        } else if coverage >= GOOD {
            "good"
        } else if coverage >= completeness {
            "repaired"
        } else {
            "doubtful"
        };
        VERDICTS.iter().position(|verdict| *verdict == word).unwrap_or(0)
    }
}

const VERDICTS: [&str; 6] = ["good", "repaired", "doubtful", "incomplete", "lost", "closed"];

impl Accumulate for QualityState {
    type Input<'a> = CountBins<'a>;
    type Options = CountQualityOptions;
    type Output = CountQuality;

    fn new(options: &CountQualityOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        bins: &CountBins<'_>,
        options: &CountQualityOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let Some((from, to)) = bins.span() else { return Ok(()) };
        let clock =
            LocalClock::new(&options.zone()?, parse_day_start(&options.day_start)?, from, to)?;
        let counted = split_by_sensor(bins, watch, |rows| {
            let mut clock = clock.clone();
            let mut days: BTreeMap<i32, Day> = BTreeMap::new();
            for &row in rows {
                let day = clock.at(bins.start.us[row as usize]).day as i32;
                days.entry(day).or_default().add(bins, row as usize);
            }
            Ok(days)
        })?;
        self.join(counted.into_iter());
        Ok(())
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        self.join(other.sensors.into_iter());
        Ok(())
    }

    fn finish(self, options: &CountQualityOptions, _watch: &Watch<'_>) -> Result<CountQuality> {
        let mut result = CountQuality::default();
        result.verdict.names = VERDICTS.map(str::to_owned).to_vec();
        let mut verdicts = Vec::new();
        let mut sensors = Vec::new();
        for (code, (name, days)) in self.sensors.into_iter().enumerate() {
            result.sensor.names.push(name);
            for (number, day) in days {
                sensors.push(code as i32);
                result.day.0.push(number);
                verdicts.push(day.verdict(options.completeness) as i32);
                result.coverage.push(day.coverage());
                result.imputed_share.push(day.tally.imputed_share());
                result.bins.push(day.bins);
                let columns = [
                    &mut result.missing,
                    &mut result.dead,
                    &mut result.stuck,
                    &mut result.spike,
                    &mut result.lump,
                    &mut result.copied,
                    &mut result.sentinel,
                    &mut result.closed,
                    &mut result.filled,
                    &mut result.unfilled,
                    &mut result.repeated,
                    &mut result.conflict,
                ];
                columns.into_iter().zip(day.flags).for_each(|(column, count)| column.push(count));
            }
        }
        result.sensor.codes = Cow::Owned(sensors);
        result.verdict.codes = Cow::Owned(verdicts);
        Ok(result)
    }

    fn write(&self, out: &mut Writer) {
        out.unsigned(self.sensors.len() as u128);
        for (name, days) in &self.sensors {
            out.text(name);
            out.unsigned(days.len() as u128);
            for (&number, day) in days {
                out.signed(i128::from(number));
                out.unsigned(u128::from(day.bins));
                out.signed(day.length_us);
                out.signed(day.closed_us);
                out.unsigned(u128::from(day.empty));
                day.flags.iter().for_each(|&count| out.unsigned(u128::from(count)));
                day.tally.write(out);
            }
        }
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let unsigned = |input: &mut ByteReader<'_>| {
            u64::try_from(input.unsigned()?).map_err(|_| Error::StateInvalid {
                reason: "a number of bins is out of range".to_owned(),
            })
        };
        let mut state = Self::default();
        for _ in 0..input.count(2)? {
            let name = input.text()?;
            let mut days = BTreeMap::new();
            for _ in 0..input.count(27)? {
                let number = input.number()?;
                let mut day = Day { bins: unsigned(input)?, ..Day::default() };
                day.length_us = input.signed()?;
                day.closed_us = input.signed()?;
                day.empty = unsigned(input)?;
                for count in &mut day.flags {
                    *count = unsigned(input)?;
                }
                day.tally = Tally::read(input)?;
                days.insert(number, day);
            }
            state.sensors.insert(name, days);
        }
        Ok(state)
    }
}

impl QualityState {
    fn join(&mut self, sensors: impl Iterator<Item = (String, BTreeMap<i32, Day>)>) {
        for (name, days) in sensors {
            let mine = self.sensors.entry(name).or_default();
            for (&number, day) in &days {
                mine.entry(number).or_default().join(day);
            }
        }
    }
}

#[cfg(test)]
#[path = "count_quality_tests.rs"]
mod tests;

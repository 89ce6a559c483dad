//! The common time grid of a table of counts, and the options that decide it.

use crate::calendar::{LocalClock, SECOND_US, TimeZone, cuts, parse_day_start};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Most bins that can be asked for: what more would hold is beyond the memory of any machine.
pub(super) const MOST_BINS: u64 = 1_000_000_000;

/// Which of several records of one interval is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// The last one that observed something: a later upload revises an earlier one.
    #[default]
    Last,
    /// The first one that observed something.
    First,
    /// The largest count of each direction.
    Max,
    /// All of them added: the device writes one row per event or per lane.
    Sum,
}

/// What happens where two records of one sensor overlap without naming the same interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Overlaps {
    /// They are refused.
    #[default]
    Error,
    /// The time covered twice is counted once: the record that starts later keeps its share of the rest.
    Trim,
}

/// How a record longer than a bin is spread over bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// In proportion to the weekly profile of the sensor where the record covers more than two bins.
    #[default]
    Profile,
    /// In proportion to time.
    Even,
}

/// What time without a record means, between the first and the last record of a sensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Nobody knows: the sensor or its upload failed.
    #[default]
    Unknown,
    /// Nobody came: the device writes no row for an interval without persons. A row with null stays unknown.
    Zero,
}

/// The grid on which counts are laid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GridOptions {
    /// Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most frequent length among the records.
    pub interval_s: Option<i64>,
    /// Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone are read as its wall clock. By default UTC, and times without a zone are refused.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
    /// Which of several records of one interval is taken.
    pub duplicates: Duplicates,
    /// What happens where two records of one sensor overlap without naming the same interval.
    pub overlaps: Overlaps,
    /// How a record longer than a bin is spread over bins.
    pub spread: Spread,
    /// What time without a record means, between the first and the last record of a sensor.
    pub absent: Absent,
    /// Largest number of bins of all sensors together, 1 to 1,000,000,000.
    pub max_bins: u64,
}

impl Default for GridOptions {
    fn default() -> Self {
        Self {
            interval_s: None,
            time_zone: None,
            day_start: "00:00".to_owned(),
            duplicates: Duplicates::default(),
            overlaps: Overlaps::default(),
            spread: Spread::default(),
            absent: Absent::default(),
            max_bins: 20_000_000,
        }
    }
}

impl GridOptions {
    /// Refuses what no grid can have.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        self.day_start_us()?;
        if let Some(interval_s) = self.interval_s {
            check_interval(interval_s, interval_s.to_string())?;
        }
        if !(1..=MOST_BINS).contains(&self.max_bins) {
            return Err(Error::OptionRange {
                option: "max_bins".to_owned(),
                found: self.max_bins.to_string(),
                expected: format!("1 to {MOST_BINS}"),
            });
        }
        Ok(())
    }

    pub(crate) fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    pub(crate) fn day_start_us(&self) -> Result<i64> {
        parse_day_start(&self.day_start)
    }
}

fn check_interval(interval_s: i64, found: String) -> Result<()> {
    const DAY_S: i64 = 86_400;
    if (1..=DAY_S).contains(&interval_s) && DAY_S % interval_s == 0 {
        return Ok(());
    }
    let expected =
        "seconds that divide a day, such as 60, 300, 900, 1800, 3600 or 86400".to_owned();
    Err(Error::OptionRange { option: "interval_s".to_owned(), found, expected })
}

/// The common grid: cuts in UTC with their local labels.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) cuts: Vec<i64>,
    pub(crate) day: Vec<i32>,
    /// Slot of the week on the wall clock, `0..slots`.
    pub(crate) slot: Vec<u16>,
    pub(crate) slots: usize,
    pub(crate) zone: TimeZone,
}

impl Grid {
    /// The grid that covers all intervals of a table.
    pub(crate) fn cover(extent: &Extent, options: &GridOptions) -> Result<Self> {
        let zone = options.zone()?;
        let day_start_us = options.day_start_us()?;
        let Some((from, to)) = extent.span else {
            return Ok(Self {
                cuts: Vec::new(),
                day: Vec::new(),
                slot: Vec::new(),
                slots: 0,
                zone,
            });
        };
        let interval_s = match options.interval_s {
            Some(interval_s) => interval_s,
            None => extent.most_frequent_s()?,
        };
        let sensors = extent.sensors.max(1) as u64;
        let max_bins = options.max_bins / sensors;
        let cuts = cuts(&zone, day_start_us, interval_s * SECOND_US, from, to, max_bins).map_err(
            |error| match error {
                // The grid is the same for every sensor; what is limited is the table.
                Error::LimitBins { found, .. } => Error::LimitBins {
                    found: found.saturating_mul(sensors),
                    limit: options.max_bins,
                },
                other => other,
            },
        )?;
        // Finer than a quarter of an hour the week has more slots than weeks can fill.
        let slot_s = interval_s.clamp(900, 86_400) as u32;
        let mut clock = LocalClock::new(&zone, day_start_us, from, to)?;
        let bins = cuts.len().saturating_sub(1);
        let (mut day, mut slot) = (Vec::with_capacity(bins), Vec::with_capacity(bins));
        for &start in &cuts[..bins] {
            let local = clock.at(start);
            day.push(local.day as i32);
            slot.push(local.slot(slot_s) as u16);
        }
        Ok(Self { cuts, day, slot, slots: (7 * 86_400 / slot_s) as usize, zone })
    }

    pub(crate) fn bins(&self) -> usize {
        self.day.len()
    }
}

/// What decides the grid: the span of the records, their lengths, and how many sensors there are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) span: Option<(i64, i64)>,
    pub(crate) lengths: std::collections::BTreeMap<i64, u64>,
    pub(crate) sensors: usize,
}

impl Extent {
    pub(crate) fn add(&mut self, start_us: i64, end_us: i64) {
        self.span = Some(
            self.span.map_or((start_us, end_us), |(from, to)| (from.min(start_us), to.max(end_us))),
        );
        *self.lengths.entry(end_us - start_us).or_default() += 1;
    }

    pub(crate) fn join(&mut self, other: &Self) {
        if let Some((start, end)) = other.span {
            self.span =
                Some(self.span.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
        }
        for (&length, &times) in &other.lengths {
            let known = self.lengths.entry(length).or_default();
            // A state from outside may claim any number of rows.
            *known = known.saturating_add(times);
        }
    }

    /// The most frequent length, the shorter one where two are as frequent.
    fn most_frequent_s(&self) -> Result<i64> {
        let most =
            self.lengths.iter().max_by_key(|&(&length, &times)| (times, std::cmp::Reverse(length)));
        let us = most.map_or(3_600 * SECOND_US, |(&length, _)| length);
        let found = format!("not given, and most records last {} s", us as f64 / SECOND_US as f64);
        if us % SECOND_US != 0 {
            check_interval(0, found)?;
        } else {
            check_interval(us / SECOND_US, found)?;
        }
        Ok(us / SECOND_US)
    }
}

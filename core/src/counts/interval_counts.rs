//! Counts between the readings of cumulative registers.

use super::readings::{Label, Passage, Raw, Reason, Rules, follow};
use super::rows::{check_rows, rows_by_sensor};
use crate::calendar::{HOUR_US, Localizer, SECOND_US, TimeZone};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{Counts, Instants, Labels, Nullable, Readings, Times, Whole, table, tables};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Options of [`interval_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct IntervalCountsOptions {
    /// Most persons per hour that one register can count, 1 to 1000000. The default is a turnstile at 1.2 persons a second; for an open door take 1.5 persons a second and meter of width.
    pub rate_max_per_h: f64,
    /// The number at which registers start again at 0, where it is known, such as 1000000: 10 to 1000000000000. By default 2^16, 2^24, 2^32 and the powers of ten from 10^4 to 10^12 are tried.
    pub modulus: Option<i64>,
    /// Longest interval in seconds whose count still belongs to a time of day, 1 to 31536000. A longer one keeps its total and is marked coarse.
    pub max_gap_s: i64,
    /// Time zone of times that name none: an IANA name, "UTC" or an offset. By default times without a zone are refused.
    pub time_zone: Option<String>,
}

impl Default for IntervalCountsOptions {
    fn default() -> Self {
        Self { rate_max_per_h: 4_320.0, modulus: None, max_gap_s: 129_600, time_zone: None }
    }
}

impl IntervalCountsOptions {
    /// Refuses numbers outside their ranges and an unknown zone.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        crate::check::within("rate_max_per_h", self.rate_max_per_h, 1.0, 1e6)?;
        crate::check::within("max_gap_s", self.max_gap_s as f64, 1.0, 31_536_000.0)?;
        if let Some(modulus) = self.modulus {
            crate::check::within("modulus", modulus as f64, 10.0, 1e12)?;
        }
        self.zone().map(drop)
    }

    fn zone(&self) -> Result<Option<TimeZone>> {
        self.time_zone.as_deref().map(TimeZone::parse).transpose()
    }

    fn rules(&self) -> Rules {
        let rate_max = self.rate_max_per_h / HOUR_US as f64;
        Rules::new(rate_max, self.modulus, self.max_gap_s * SECOND_US)
    }
}

table! {
    /// One row per sensor and interval between two readings that follow each other; it can be given as counts to other operations.
    pub struct CountedIntervals = "interval_counts", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// The earlier reading; it belongs to the interval.
        start: Instants, "", "开始时间";
        /// The later reading; it does not belong to the interval.
        end: Instants, "", "结束时间";
        /// Persons who entered; null where the registers do not tell.
        entries: Nullable<i64>, "persons", "进店人次";
        /// Persons who left; null where the registers do not tell.
        exits: Nullable<i64>, "persons", "出店人次";
        /// Lower end of the 90 % interval of entries: after a reset what is certain.
        entries_low: Nullable<i64>, "persons", "进店下限";
        /// Upper end of the 90 % interval of entries.
        entries_high: Nullable<i64>, "persons", "进店上限";
        /// Lower end of the 90 % interval of exits: after a reset what is certain.
        exits_low: Nullable<i64>, "persons", "出店下限";
        /// Upper end of the 90 % interval of exits.
        exits_high: Nullable<i64>, "persons", "出店上限";
        /// What the register of entries did: normal, reversed, rollover, reset, jump, or missing.
        entries_label: Labels<'static>, "", "进店判定";
        /// What the register of exits did: normal, reversed, rollover, reset, jump, or missing.
        exits_label: Labels<'static>, "", "出店判定";
        /// True for an interval longer than `max_gap_s`: its total is known, its course is not.
        coarse: Vec<bool>, "", "粗略";
    }
}

table! {
    /// One row per reading that begins and ends no interval, with the reason.
    pub struct DroppedReadings = "dropped_readings", sorted by "sensor, time" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// When the registers were read.
        time: Instants, "", "时间";
        /// What the register of entries showed.
        entries_total: Nullable<i64>, "persons", "累计进店";
        /// What the register of exits showed.
        exits_total: Nullable<i64>, "persons", "累计出店";
        /// Why: duplicate, superseded, `no_value`, incomplete, alien, or alone.
        reason: Labels<'static>, "", "原因";
    }
}

tables! {
    /// Counts between readings, and the readings that were left out.
    pub struct IntervalCounts {
        /// The counts.
        interval_counts: CountedIntervals;
        /// The readings left out.
        dropped_readings: DroppedReadings;
    }
    report = summary;
}

/// Sensors that are followed together: enough work for a thread, little memory in flight.
const BLOCK: usize = 64;

#[doc = include_str!("interval_counts.md")]
pub fn interval_counts(
    readings: &Readings<'_>,
    options: &IntervalCountsOptions,
) -> Result<IntervalCounts> {
    run(readings, options, &Watch::none())
}

pub(crate) fn run(
    readings: &Readings<'_>,
    options: &IntervalCountsOptions,
    watch: &Watch<'_>,
) -> Result<IntervalCounts> {
    options.validate()?;
    check_rows("readings", readings.len())?;
    let times = instants(readings, options)?;
    let (rules, late) = (options.rules(), readings.afterwards());
    let names = &readings.sensor.names;
    let pieces = rows_by_sensor(&readings.sensor.codes, names.len());
    let mut sensors: Vec<usize> =
        (0..names.len()).filter(|&sensor| !pieces.rows(sensor).is_empty()).collect();
    sensors.sort_unstable_by_key(|&sensor| &names[sensor]);
    let mut result = IntervalCounts::default();
    result.name(sensors.iter().map(|&sensor| names[sensor].clone()).collect());
    let totals = |row: u32| {
        [&readings.entries_total, &readings.exits_total].map(|column| column.at(row as usize))
    };
    for (block, sensors) in sensors.chunks(BLOCK).enumerate() {
        let followed = parallel::map(sensors.len(), watch, |at| {
            let raw = |&row: &u32| Raw {
                row,
                time: times[row as usize],
                totals: totals(row),
                late: readings
                    .kind
                    .as_ref()
                    .is_some_and(|kind| late[kind.codes[row as usize] as usize]),
            };
            Ok(follow(pieces.rows(sensors[at]).iter().map(raw).collect(), &rules))
        })?;
        for (at, (passages, mut dropped)) in followed.into_iter().enumerate() {
            let code = (block * BLOCK + at) as i32;
            for passage in &passages {
                result.interval_counts.push(code, passage);
            }
            dropped.sort_unstable_by_key(|&(row, reason)| {
                (times[row as usize], totals(row), reason, row)
            });
            for (row, reason) in dropped {
                result.dropped_readings.push(code, times[row as usize], totals(row), reason);
            }
        }
    }
    Ok(result)
}

/// The times as instants; those without a zone are read as the wall clock of the option.
fn instants<'a>(
    readings: &'a Readings<'_>,
    options: &IntervalCountsOptions,
) -> Result<Cow<'a, [i64]>> {
    let wall = &readings.time.us;
    if readings.time.zoned {
        return Ok(Cow::Borrowed(wall));
    }
    let Some(zone) = options.zone()? else {
        let (table, column) = ("readings".to_owned(), "time".to_owned());
        return Err(Error::NaiveTime { table, column });
    };
    let (Some(&first), Some(&last)) = (wall.iter().min(), wall.iter().max()) else {
        return Ok(Cow::Borrowed(wall));
    };
    let codes: Vec<u32> = readings.sensor.codes.iter().map(|&code| code as u32).collect();
    let localizer = Localizer::new(&zone, first, last)?;
    Ok(Cow::Owned(localizer.localize(wall, &codes, readings.sensor.names.len()).utc_us))
}

impl IntervalCounts {
    fn name(&mut self, sensors: Vec<String>) {
        let words = |words: [&str; 6]| words.map(str::to_owned).to_vec();
        self.interval_counts.entries_label.names = words(Label::WORDS);
        self.interval_counts.exits_label.names = words(Label::WORDS);
        self.dropped_readings.reason.names = words(Reason::WORDS);
        self.dropped_readings.sensor.names.clone_from(&sensors);
        self.interval_counts.sensor.names = sensors;
    }
}

impl CountedIntervals {
    /// The counts as input of another operation.
    pub fn counts(&self) -> Counts<'_> {
        Counts {
            sensor: Labels {
                codes: Cow::Borrowed(&self.sensor.codes),
                names: self.sensor.names.clone(),
            },
            start: Times { us: Cow::Borrowed(&self.start.0), zoned: true },
            end: Some(Times { us: Cow::Borrowed(&self.end.0), zoned: true }),
            entries: Whole::of(&self.entries),
            exits: Whole::of(&self.exits),
        }
    }

    fn push(&mut self, sensor: i32, passage: &Passage) {
        self.sensor.codes.to_mut().push(sensor);
        self.start.0.push(passage.start);
        self.end.0.push(passage.end);
        self.coarse.push(passage.coarse);
        let [entries, exits] = &passage.outcomes;
        self.entries.push(entries.count);
        self.exits.push(exits.count);
        self.entries_low.push(entries.bounds.map(|[low, _]| low));
        self.entries_high.push(entries.bounds.map(|[_, high]| high));
        self.exits_low.push(exits.bounds.map(|[low, _]| low));
        self.exits_high.push(exits.bounds.map(|[_, high]| high));
        self.entries_label.codes.to_mut().push(entries.label as i32);
        self.exits_label.codes.to_mut().push(exits.label as i32);
    }
}

impl DroppedReadings {
    fn push(&mut self, sensor: i32, time: i64, totals: [Option<i64>; 2], reason: Reason) {
        self.sensor.codes.to_mut().push(sensor);
        self.time.0.push(time);
        self.entries_total.push(totals[0]);
        self.exits_total.push(totals[1]);
        self.reason.codes.to_mut().push(reason as i32);
    }
}

fn summary(result: &IntervalCounts) -> String {
    let IntervalCounts { interval_counts: counts, dropped_readings: dropped } = result;
    let labeled = |label: Label| {
        let of =
            |labels: &Labels<'_>| labels.codes.iter().filter(|&&code| code == label as i32).count();
        of(&counts.entries_label) + of(&counts.exits_label)
    };
    format!(
        "interval_counts: {} intervals of {} sensors; registers reset {} times, rolled over {}, jumped {}, ran backwards in {} intervals; {} coarse; {} readings left out",
        counts.coarse.len(),
        counts.sensor.names.len(),
        labeled(Label::Reset),
        labeled(Label::Rollover),
        labeled(Label::Jump),
        labeled(Label::Reversed),
        counts.coarse.iter().filter(|&&coarse| coarse).count(),
        dropped.reason.codes.len(),
    )
}

#[cfg(test)]
#[path = "interval_counts_tests.rs"]
mod tests;

//! Device counts times their factors.

use crate::calendar::HOUR_US;
use crate::error::{Error, Result};
use crate::table::{
    self, CountBins, Factor, Factors, Flags, Instants, Labels, Nullable, Numbers, Times, table,
};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How calibrated counts are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Not at all: 20 counts at a factor of 1.04 are 20.8 persons.
    #[default]
    None,
    /// To whole persons, so that every sum over consecutive bins is within one person of the sum that is not rounded.
    Whole,
}

/// Options of [`apply_calibration`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ApplyCalibrationOptions {
    /// How calibrated counts are rounded.
    pub rounding: Rounding,
    /// Whether the first factor of a door also applies to the bins before it is valid.
    pub backdate: bool,
}

impl ApplyCalibrationOptions {
    /// Every combination is valid.
    ///
    /// # Errors
    /// None.
    pub const fn validate(&self) -> Result<()> {
        Ok(())
    }
}

table! {
    /// One row per sensor and bin: the calibrated counts, with those before calibration beside them.
    pub struct CalibratedCounts = "calibrated_counts", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Persons who entered; null where unknown.
        entries: Nullable<f64>, "persons", "进店人次";
        /// Persons who left; null where unknown.
        exits: Nullable<f64>, "persons", "出店人次";
        /// Entries before calibration.
        entries_before: Nullable<f64>, "persons", "校准前进店";
        /// Exits before calibration.
        exits_before: Nullable<f64>, "persons", "校准前出店";
        /// Lower end of the interval of entries.
        entries_low: Nullable<f64>, "persons", "进店下限";
        /// Upper end of the interval of entries.
        entries_high: Nullable<f64>, "persons", "进店上限";
        /// Lower end of the interval of exits.
        exits_low: Nullable<f64>, "persons", "出店下限";
        /// Upper end of the interval of exits.
        exits_high: Nullable<f64>, "persons", "出店上限";
        /// Factor of entries in this bin; null where none is valid.
        entries_factor: Nullable<f64>, "", "进店系数";
        /// Factor of exits in this bin; null where none is valid.
        exits_factor: Nullable<f64>, "", "出店系数";
        /// Share of the bin that records cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// What was found and done, one bit each.
        flags: Vec<u32>, "", "标记";
    }
    report = summary;
}

#[doc = include_str!("apply_calibration.md")]
pub fn apply_calibration(
    clean_counts: &CountBins<'_>,
    calibration_factors: &Factors<'_>,
    options: &ApplyCalibrationOptions,
) -> Result<CalibratedCounts> {
    run(clean_counts, calibration_factors, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    factors: &Factors<'_>,
    options: &ApplyCalibrationOptions,
    watch: &Watch<'_>,
) -> Result<CalibratedCounts> {
    options.validate()?;
    let dated = Dated::of(factors, options.backdate);
    let mut result = CalibratedCounts::default();
    let mut order: Vec<usize> = (0..bins.len()).collect();
    order.sort_by_key(|&row| (bins.sensor.name(row), bins.start.us[row]));
    let sensors = order.chunk_by(|&a, &b| bins.sensor.codes[a] == bins.sensor.codes[b]);
    for (sensor, rows) in sensors.enumerate() {
        watch.go_on()?;
        let name = bins.sensor.name(rows[0]);
        result.sensor.names.push(name.to_owned());
        result.sensor.codes.to_mut().extend(std::iter::repeat_n(sensor as i32, rows.len()));
        let lists = [0, 1].map(|direction| dated.of_door(name, direction));
        let mut sums = [0.0; 2];
        for &row in rows {
            result.push(bins, row, lists, &mut sums, options)?;
        }
    }
    Ok(result)
}

/// The factors of each door, in the order in which they become valid.
struct Dated<'a> {
    doors: BTreeMap<(&'a str, u8), Vec<Factor>>,
}

impl<'a> Dated<'a> {
    fn of(factors: &'a Factors<'_>, backdate: bool) -> Self {
        let mut doors: BTreeMap<(&str, u8), Vec<Factor>> = BTreeMap::new();
        for (row, factor) in factors.rows.iter().enumerate() {
            if let Some(factor) = factor {
                let door = (factors.sensor.name(row), factors.direction[row]);
                doors.entry(door).or_default().push(*factor);
            }
        }
        for list in doors.values_mut() {
            list.sort_by_key(|factor| factor.from_us);
            if let (true, Some(first)) = (backdate, list.first_mut()) {
                first.from_us = i64::MIN;
            }
        }
        Self { doors }
    }

    fn of_door(&self, sensor: &'a str, direction: u8) -> &[Factor] {
        self.doors.get(&(sensor, direction)).map_or(&[], Vec::as_slice)
    }
}

/// The factor that is valid at the start of a bin: the one that became valid last.
fn valid(list: &[Factor], start_us: i64) -> Option<&Factor> {
    let after = list.partition_point(|factor| factor.from_us <= start_us);
    list[..after].last().filter(|factor| start_us < factor.until_us)
}

/// What is applied to a bin: the factor at its flow, and the ends of the interval.
fn at_flow(factor: &Factor, count: f64, length_us: i64) -> [f64; 3] {
    let [flow, low, high] = factor.flow;
    let now = (count * HOUR_US as f64 / length_us as f64).clamp(low, high);
    let times = (1.0 + factor.slope * (now - flow) / factor.value).max(0.0);
    [factor.value * times, factor.low * times, factor.high * times]
}

/// Value and interval times the factor; the errors of both are independent and add up as squares.
fn scaled([value, low, high]: [f64; 3], [factor, least, most]: [f64; 3]) -> [f64; 3] {
    let both = |of_count: f64, of_factor: f64| {
        let (a, b) = (factor * of_count.max(0.0), value * of_factor);
        (a * a + b * b).sqrt()
    };
    let scaled = factor * value;
    [
        scaled,
        (scaled - both(value - low, factor - least)).max(0.0),
        scaled + both(high - value, most - factor),
    ]
}

impl CalibratedCounts {
    fn push(
        &mut self,
        bins: &CountBins<'_>,
        row: usize,
        lists: [&[Factor]; 2],
        sums: &mut [f64; 2],
        options: &ApplyCalibrationOptions,
    ) -> Result<()> {
        let (start, end) = (bins.start.us[row], bins.end.us[row]);
        let mut flags = bins.flags_at(row);
        let before = flags;
        let columns = [
            (
                &bins.entries,
                &mut self.entries,
                &mut self.entries_before,
                &mut self.entries_low,
                &mut self.entries_high,
                &mut self.entries_factor,
            ),
            (
                &bins.exits,
                &mut self.exits,
                &mut self.exits_before,
                &mut self.exits_low,
                &mut self.exits_high,
                &mut self.exits_factor,
            ),
        ];
        for (side, (counts, value, kept, low, high, used)) in columns.into_iter().enumerate() {
            let count = counts.at(row);
            let factor = valid(lists[side], start);
            let applied = count
                .zip(factor)
                .map(|(count, factor)| (count, at_flow(factor, count[0], end - start)));
            let mut estimate = count;
            if let Some((count, factor)) = applied {
                if before.any(Flags::CALIBRATED) {
                    return Err(Error::AlreadyCalibrated {
                        table: "clean_counts".to_owned(),
                        row,
                        sensor: bins.sensor.name(row).to_owned(),
                        start: utc_label(start),
                    });
                }
                let mut persons = scaled(count, factor);
                if options.rounding == Rounding::Whole {
                    persons = whole(persons, &mut sums[side]);
                }
                estimate = Some(persons);
                flags = flags.with(Flags::CALIBRATED);
            }
            kept.push(count.map(|[value, ..]| value));
            used.push(applied.map(|(_, [factor, ..])| factor));
            value.push(estimate.map(|[value, ..]| value));
            low.push(estimate.map(|[_, low, _]| low));
            high.push(estimate.map(|[.., high]| high));
        }
        self.start.0.push(start);
        self.end.0.push(end);
        self.coverage.push(bins.coverage_at(row));
        self.flags.push(flags.0);
        Ok(())
    }

    /// The result as the input of further operations.
    pub fn bins(&self) -> CountBins<'_> {
        CountBins {
            sensor: Labels {
                codes: Cow::Borrowed(&self.sensor.codes),
                names: self.sensor.names.clone(),
            },
            start: Times { us: Cow::Borrowed(&self.start.0), zoned: true },
            end: Times { us: Cow::Borrowed(&self.end.0), zoned: true },
            entries: table::Direction::of(
                &self.entries,
                Some([&self.entries_low, &self.entries_high]),
            ),
            exits: table::Direction::of(&self.exits, Some([&self.exits_low, &self.exits_high])),
            coverage: Some(Numbers { values: Cow::Borrowed(&self.coverage), nulls: None }),
            flags: Some(Cow::Borrowed(&self.flags)),
        }
    }
}

/// Whole persons by rounding the running sum: what one bin loses the next ones get back.
fn whole([value, low, high]: [f64; 3], sum: &mut f64) -> [f64; 3] {
    let before = (*sum + 0.5).floor();
    *sum += value;
    let rounded = (*sum + 0.5).floor() - before;
    [rounded, low.min(rounded), high.max(rounded)]
}

fn summary(result: &CalibratedCounts) -> String {
    let total =
        |column: &Nullable<f64>| column.iter().flatten().fold(0.0, |sum, persons| sum + persons);
    let calibrated = result
        .entries_factor
        .valid
        .iter()
        .zip(&result.exits_factor.valid)
        .filter(|(entries, exits)| **entries || **exits)
        .count();
    format!(
        "apply_calibration: {calibrated} of {} bins calibrated; entries {:.0} -> {:.0}; exits {:.0} -> {:.0}",
        result.flags.len(),
        total(&result.entries_before),
        total(&result.entries),
        total(&result.exits_before),
        total(&result.exits),
    )
}

#[cfg(test)]
#[path = "apply_calibration_tests.rs"]
mod tests;

//! Entries and exits without those who turn round in the door.

use super::grid::MOST_BINS;
use super::rows::{check_rows, rows_by_sensor};
use super::uturns::{Stream, excess, matched};
use crate::calendar::{DEFAULT_MAX_BINS, SECOND_US, TimeZone, cuts, parse_day_start};
use crate::check::within;
use crate::error::{Error, Result};
use crate::math::ln;
use crate::parallel;
use crate::table::{CountBins, Crossings, Direction, Instants, Labels, Numbers, Times, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How turns are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UturnMethod {
    /// Each entry with the first exit within the window that is still free: as many pairs as there can be.
    #[default]
    Match,
    /// Pairs within the window beyond those that chance gives, by comparison with longer lags.
    Excess,
}

/// Who turns round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Turns {
    /// Who enters and leaves at once.
    #[default]
    InOut,
    /// Also who leaves and enters at once.
    Both,
}

/// Options of [`uturn_netting`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct UturnNettingOptions {
    /// Longest time between the two crossings of somebody who turns round, in seconds, 0.5 to 10.
    pub window_s: f64,
    /// How turns are found.
    pub method: UturnMethod,
    /// Who turns round.
    pub turns: Turns,
    /// Length of a bin in seconds, a divisor of 86400 such as 900 or 3600.
    pub interval_s: i64,
    /// Time zone of the bins: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
    /// Largest number of bins of all sensors together, 1 to 1,000,000,000.
    pub max_bins: u64,
}

impl Default for UturnNettingOptions {
    fn default() -> Self {
        Self {
            window_s: 4.0,
            method: UturnMethod::default(),
            turns: Turns::default(),
            interval_s: 900,
            time_zone: None,
            day_start: "00:00".to_owned(),
            max_bins: DEFAULT_MAX_BINS,
        }
    }
}

impl UturnNettingOptions {
    /// Refuses a window outside its range, an interval that does not divide a day, and an unknown zone.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        let refuse = |option: &str, found: String, expected: &str| {
            Err(Error::OptionRange {
                option: option.to_owned(),
                found,
                expected: expected.to_owned(),
            })
        };
        self.zone()?;
        parse_day_start(&self.day_start)?;
        within("window_s", self.window_s, 0.5, 10.0)?;
        if self.method == UturnMethod::Excess && self.window_s.fract() != 0.0 {
            let expected = "whole seconds with method = \"excess\"";
            return refuse("window_s", self.window_s.to_string(), expected);
        }
        if !(1..=86_400).contains(&self.interval_s) || 86_400 % self.interval_s != 0 {
            let expected = "a divisor of 86400, such as 900 or 3600";
            return refuse("interval_s", self.interval_s.to_string(), expected);
        }
        if !(1..=MOST_BINS).contains(&self.max_bins) {
            return refuse("max_bins", self.max_bins.to_string(), "1 to 1000000000");
        }
        Ok(())
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per sensor and bin, from its first crossing to its last.
    pub struct UturnNetting = "uturn_netting", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Persons who entered and did not turn round.
        entries: Vec<f64>, "persons", "净进店";
        /// Persons who left and had not just turned round.
        exits: Vec<f64>, "persons", "净出店";
        /// Lower end of the interval of entries.
        entries_low: Vec<f64>, "persons", "净进店下限";
        /// Upper end of the interval of entries.
        entries_high: Vec<f64>, "persons", "净进店上限";
        /// Lower end of the interval of exits.
        exits_low: Vec<f64>, "persons", "净出店下限";
        /// Upper end of the interval of exits.
        exits_high: Vec<f64>, "persons", "净出店上限";
        /// Persons who turned round, in the bin of their first crossing.
        uturns: Vec<f64>, "persons", "折返";
        /// All entries.
        gross_entries: Vec<f64>, "persons", "毛进店";
        /// All exits.
        gross_exits: Vec<f64>, "persons", "毛出店";
    }
    report = summary;
}

#[doc = include_str!("uturn_netting.md")]
pub fn uturn_netting(
    crossings: &Crossings<'_>,
    options: &UturnNettingOptions,
) -> Result<UturnNetting> {
    run(crossings, options, &Watch::none())
}

pub(crate) fn run(
    crossings: &Crossings<'_>,
    options: &UturnNettingOptions,
    watch: &Watch<'_>,
) -> Result<UturnNetting> {
    options.validate()?;
    check_rows("crossings", crossings.len())?;
    let times = &crossings.time.us;
    let (Some(&from), Some(&to)) = (times.iter().min(), times.iter().max()) else {
        return Ok(UturnNetting::default());
    };
    check_resolution(times)?;
    let grid = cuts(
        &options.zone()?,
        parse_day_start(&options.day_start)?,
        options.interval_s * SECOND_US,
        from,
        to + 1,
        options.max_bins,
    )?;
    let pieces = rows_by_sensor(&crossings.sensor.codes, crossings.sensor.names.len());
    let netted = parallel::map(pieces.sensors(), watch, |sensor| {
        Ok(Netted::of(crossings, pieces.rows(sensor), &grid, options))
    })?;
    let mut order: Vec<usize> =
        (0..netted.len()).filter(|&sensor| netted[sensor].bins() > 0).collect();
    order.sort_by_key(|&sensor| &crossings.sensor.names[sensor]);
    let found: u64 = netted.iter().map(|sensor| sensor.bins() as u64).sum();
    if found > options.max_bins {
        return Err(Error::LimitBins { found, limit: options.max_bins });
    }
    let mut result = UturnNetting::default();
    for sensor in order {
        result.push(&crossings.sensor.names[sensor], &netted[sensor], &grid);
    }
    Ok(result)
}

/// Refuses times that all lie on a grid coarser than a second: who turned round cannot be seen in them.
///
/// The n - 1 distances of times that were not cut to a grid are all multiples of g seconds with a chance of about
/// g^-(n-1); it is taken for a grid below one in 10⁹.
fn check_resolution(times: &[i64]) -> Result<()> {
    /// Natural log of 10⁹.
    const EVIDENCE: f64 = 20.7;
    let mut distinct = times.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let step_us = distinct.windows(2).fold(0, |step, pair| divisor(pair[1] - pair[0], step));
    let seconds = step_us as f64 / SECOND_US as f64;
    if seconds <= 1.0 || (distinct.len() as f64 - 1.0) * ln(seconds) < EVIDENCE {
        return Ok(());
    }
    Err(Error::ValueRange {
        table: "crossings".to_owned(),
        column: "time".to_owned(),
        row: 0,
        found: format!("a multiple of {seconds} s, as all times are"),
        expected: "times to the second: in coarser ones those who turn round cannot be identified",
    })
}

/// Greatest common divisor of two numbers that are not negative.
const fn divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// One sensor after netting: sums per bin from `first` on.
#[derive(Debug, Default)]
struct Netted {
    first: usize,
    gross: [Vec<f64>; 2],
    /// Turns by the bin of the first crossing, and what is taken off entries and exits.
    turns: Vec<f64>,
    off: [Vec<f64>; 2],
    /// Half width of the interval of what is taken off.
    half: Vec<f64>,
}

impl Netted {
    fn of(
        crossings: &Crossings<'_>,
        rows: &[u32],
        grid: &[i64],
        options: &UturnNettingOptions,
    ) -> Self {
        let time = |row: u32| crossings.time.us[row as usize];
        let (Some(from), Some(to)) =
            (rows.iter().map(|&row| time(row)).min(), rows.iter().map(|&row| time(row)).max())
        else {
            return Self::default();
        };
        let bin = |us: i64| grid.partition_point(|&cut| cut <= us) - 1;
        let (first, bins) = (bin(from), bin(to) - bin(from) + 1);
        let place = |us: i64| bin(us) - first;
        let mut streams = [Stream::default(), Stream::default()];
        let mut gross = [vec![0.0; bins], vec![0.0; bins]];
        for &row in rows {
            let (side, persons) =
                (usize::from(!crossings.enters[row as usize]), crossings.persons[row as usize]);
            streams[side].push(time(row), persons);
            gross[side][place(time(row))] += persons as f64;
        }
        let [entering, leaving] = streams.map(Stream::sorted);
        let mut netted = Self {
            first,
            gross,
            turns: vec![0.0; bins],
            off: [vec![0.0; bins], vec![0.0; bins]],
            half: vec![0.0; bins],
        };
        let both = options.turns == Turns::Both;
        match options.method {
            UturnMethod::Match => {
                let window_us = (options.window_s * SECOND_US as f64).round() as i64;
                let least_us = if both { -window_us } else { 0 };
                matched(&entering, &leaving, least_us, window_us, |entry, exit, persons| {
                    netted.off[0][place(entry)] += persons as f64;
                    netted.off[1][place(exit)] += persons as f64;
                    netted.turns[place(entry.min(exit))] += persons as f64;
                });
            }
            UturnMethod::Excess => {
                let mut sums = vec![(0.0, 0.0); bins];
                let mut add = |us: i64, estimate: f64, variance: f64| {
                    let sum = &mut sums[place(us)];
                    *sum = (sum.0 + estimate, sum.1 + variance);
                };
                excess(&entering, &leaving, options.window_s as i64, &mut add);
                if both {
                    excess(&leaving, &entering, options.window_s as i64, &mut add);
                }
                netted.take_off(&sums);
            }
        }
        netted
    }

    /// Takes the excess off both sides, as far as there are persons to take off.
    fn take_off(&mut self, sums: &[(f64, f64)]) {
        /// 95 % quantile of the normal law: intervals of bins are of 90 %.
        const Z: f64 = 1.645;
        for (bin, &(estimate, variance)) in sums.iter().enumerate() {
            let most = self.gross[0][bin].min(self.gross[1][bin]);
            let turns = estimate.clamp(0.0, most);
            self.turns[bin] = turns;
            self.half[bin] = Z * variance.sqrt();
            self.off.iter_mut().for_each(|off| off[bin] = turns);
        }
    }

    fn bins(&self) -> usize {
        self.turns.len()
    }
}

impl UturnNetting {
    fn push(&mut self, name: &str, netted: &Netted, grid: &[i64]) {
        let (first, bins) = (netted.first, netted.bins());
        let code = self.sensor.names.len() as i32;
        self.sensor.names.push(name.to_owned());
        self.sensor.codes.to_mut().extend(std::iter::repeat_n(code, bins));
        self.start.0.extend_from_slice(&grid[first..first + bins]);
        self.end.0.extend_from_slice(&grid[first + 1..=first + bins]);
        self.uturns.extend_from_slice(&netted.turns);
        let columns = [
            (
                &mut self.entries,
                &mut self.entries_low,
                &mut self.entries_high,
                &mut self.gross_entries,
            ),
            (&mut self.exits, &mut self.exits_low, &mut self.exits_high, &mut self.gross_exits),
        ];
        for (side, (net, low, high, gross)) in columns.into_iter().enumerate() {
            for bin in 0..bins {
                let (all, half) = (netted.gross[side][bin], netted.half[bin]);
                let left = all - netted.off[side][bin];
                gross.push(all);
                net.push(left);
                low.push((left - half).max(0.0));
                high.push((left + half).min(all));
            }
        }
    }

    /// The result as the input of further operations.
    pub fn bins(&self) -> CountBins<'_> {
        let column = |values| Some(Numbers { values: Cow::Borrowed(values), nulls: None });
        CountBins {
            sensor: Labels {
                codes: Cow::Borrowed(&self.sensor.codes),
                names: self.sensor.names.clone(),
            },
            start: Times { us: Cow::Borrowed(&self.start.0), zoned: true },
            end: Times { us: Cow::Borrowed(&self.end.0), zoned: true },
            entries: Direction {
                value: column(&self.entries),
                low: column(&self.entries_low),
                high: column(&self.entries_high),
            },
            exits: Direction {
                value: column(&self.exits),
                low: column(&self.exits_low),
                high: column(&self.exits_high),
            },
            coverage: None,
            flags: None,
        }
    }
}

fn summary(result: &UturnNetting) -> String {
    let total = |column: &[f64]| column.iter().fold(0.0, |sum, persons| sum + persons);
    format!(
        "uturn_netting: {:.0} of {:.0} entries turned round; exits {:.0} -> {:.0}",
        total(&result.uturns),
        total(&result.gross_entries),
        total(&result.gross_exits),
        total(&result.exits),
    )
}

#[cfg(test)]
#[path = "uturn_netting_tests.rs"]
mod tests;

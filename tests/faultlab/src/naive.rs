//! The methods that notebooks and dashboards use: the opponents.

use crate::case::{Answer, Bin, Case, Kind, Method, Row};
use crate::time::{HOUR_US, WEEK};
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// A naive method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naive {
    /// Sums of what is there; differences of a register as they are.
    Nothing,
    /// Absolute values, from 10,000 on none: the rule of the notebooks on turnstiles.
    Absolute,
    /// The first row of each time, negative values cut to 0, holes by a straight line: the rule of tutorials.
    Tutorial,
    /// Outside the fence of 1.5 quartile distances of its hour of the day: the value before.
    Fence,
    /// Holes by the same hour a week before, or after.
    LastWeek,
}

impl Naive {
    /// Every naive method.
    pub const ALL: [Self; 5] =
        [Self::Nothing, Self::Absolute, Self::Tutorial, Self::Fence, Self::LastWeek];
}

impl Method for Naive {
    fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "do nothing",
            Self::Absolute => "abs & < 10,000",
            Self::Tutorial => "dedup+clip+interp",
            Self::Fence => "hour IQR+ffill",
            Self::LastWeek => "last week",
        }
    }

    fn clean(&self, case: &Case) -> Result<Answer, String> {
        let raw = Raw::of(case)?;
        let hours = |start_us: &i64| start_us.div_euclid(HOUR_US).rem_euclid(24) as usize;
        let hour: Vec<usize> = case.faulty.label_us.iter().map(hours).collect();
        let (entries, flagged) = self.series(&raw.entries, &raw.repeated, &hour);
        let (exits, _) = self.series(&raw.exits, &raw.repeated, &hour);
        let bins = case.faulty.truth.start_us.iter().enumerate().map(|(bin, &start_us)| Bin {
            start_us,
            entries: entries[bin],
            exits: exits[bin],
            low: entries[bin].unwrap_or(f64::NAN),
            high: entries[bin].unwrap_or(f64::NAN),
            flagged: flagged[bin],
            day: None,
        });
        Ok(Answer { bins: bins.collect(), proposals: Vec::new() })
    }
}

type Series = Vec<Option<f64>>;

impl Naive {
    /// Values and flags of one direction.
    fn series(self, raw: &[Vec<i64>], repeated: &[bool], hour: &[usize]) -> (Series, Vec<bool>) {
        let sum =
            |values: &Vec<i64>| (!values.is_empty()).then(|| values.iter().sum::<i64>() as f64);
        if self == Self::Nothing {
            return (raw.iter().map(sum).collect(), vec![false; raw.len()]);
        }
        if self == Self::Absolute {
            let keep = |values: &Vec<i64>| -> Vec<i64> {
                values.iter().map(|value| value.abs()).filter(|value| *value < 10_000).collect()
            };
            let kept: Vec<Vec<i64>> = raw.iter().map(keep).collect();
            let flagged = kept.iter().zip(raw).map(|(kept, raw)| kept != raw).collect();
            return (kept.iter().map(sum).collect(), flagged);
        }
        let first: Series =
            raw.iter().map(|values| values.first().map(|value| *value as f64)).collect();
        if first.iter().all(Option::is_none) {
            let nothing = first.len();
            return (first, vec![false; nothing]);
        }
        let clean = match self {
            Self::Tutorial => {
                interpolate(first.iter().map(|value| value.map(|value| value.max(0.0))).collect())
            }
            Self::Fence => forward(fenced(&first, hour)),
            _ => last_week(first.iter().map(|value| value.filter(|value| *value >= 0.0)).collect()),
        };
        let flagged =
            (0..first.len()).map(|bin| repeated[bin] || clean[bin] != first[bin]).collect();
        (clean, flagged)
    }
}

/// Rows by hour: what every naive method starts from.
pub(crate) struct Raw {
    pub(crate) entries: Vec<Vec<i64>>,
    pub(crate) exits: Vec<Vec<i64>>,
    /// More than one row begins in the hour.
    pub(crate) repeated: Vec<bool>,
}

impl Raw {
    pub(crate) fn of(case: &Case) -> Result<Self, String> {
        let faulty = &case.faulty;
        let rows = match faulty.kind {
            Kind::Intervals => faulty.rows.clone(),
            Kind::Register => differences(&faulty.rows),
            Kind::Text => plain_csv(faulty.text.as_deref().unwrap_or_default())?,
        };
        let bins = faulty.truth.len();
        let mut raw = Self {
            entries: vec![Vec::new(); bins],
            exits: vec![Vec::new(); bins],
            repeated: vec![false; bins],
        };
        let mut labels: BTreeMap<i64, usize> = BTreeMap::new();
        for row in rows {
            if let Some(bin) = faulty.bin_of(row.start_us) {
                raw.entries[bin].extend(row.entries);
                raw.exits[bin].extend(row.exits);
                let times = labels.entry(row.start_us).or_default();
                *times += 1;
                raw.repeated[bin] |= *times > 1;
            }
        }
        Ok(raw)
    }
}

/// Differences of the readings that hold a number, each written into the hour that it ends.
fn differences(rows: &[Row]) -> Vec<Row> {
    let mut readings: Vec<Row> = rows.iter().filter(|row| row.entries.is_some()).copied().collect();
    readings.sort_by_key(|row| row.start_us);
    let pair = |pair: &[Row]| Row {
        start_us: pair[1].start_us - HOUR_US,
        end_us: pair[1].start_us,
        entries: pair[1].entries.zip(pair[0].entries).map(|(after, before)| after - before),
        exits: None,
    };
    readings.windows(2).map(pair).collect()
}

/// What a reader for UTF-8, commas and ISO times makes of a file.
fn plain_csv(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the file is not UTF-8")?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &str| head.iter().position(|cell| *cell == name);
    let (Some(start), Some(entries)) = (place("start"), place("entries")) else {
        return Err("the header has no start or no entries".to_owned());
    };
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let time = cells.get(start).and_then(|cell| cell.parse::<NaiveDateTime>().ok());
            let time = time.ok_or_else(|| format!("cannot read {line}"))?;
            let start_us = time.and_utc().timestamp_micros();
            let entries = cells.get(entries).and_then(|cell| cell.parse().ok());
            Ok(Row { start_us, end_us: start_us + HOUR_US, entries, exits: None })
        })
        .collect()
}

/// Straight lines over inner holes; the last value after the end, nothing before the start.
fn interpolate(mut values: Series) -> Series {
    let known: Vec<usize> = (0..values.len()).filter(|bin| values[*bin].is_some()).collect();
    for pair in known.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (low, high) = (values[from].unwrap_or_default(), values[to].unwrap_or_default());
        for (step, value) in (1..).zip(&mut values[from + 1..to]) {
            let share = f64::from(step) / (to - from) as f64;
            *value = Some(low + share * (high - low));
        }
    }
    forward(values)
}

fn forward(mut values: Series) -> Series {
    for bin in 1..values.len() {
        values[bin] = values[bin].or(values[bin - 1]);
    }
    values
}

fn fenced(values: &[Option<f64>], hour: &[usize]) -> Series {
    let mut of_hour: Vec<Vec<f64>> = vec![Vec::new(); 24];
    for (value, hour) in values.iter().zip(hour) {
        of_hour[*hour].extend(value);
    }
    let fences: Vec<(f64, f64)> = of_hour
        .iter()
        .map(|values| {
            let [low, high] = [0.25, 0.75].map(|share| quantile(values, share));
            (low - 1.5 * (high - low), high + 1.5 * (high - low))
        })
        .collect();
    let inside = |(value, hour): (&Option<f64>, &usize)| {
        value.filter(|value| (fences[*hour].0..=fences[*hour].1).contains(value))
    };
    values.iter().zip(hour).map(inside).collect()
}

fn last_week(mut values: Series) -> Series {
    for bin in 0..values.len() {
        if values[bin].is_none() {
            let before = bin.checked_sub(WEEK).and_then(|before| values[before]);
            values[bin] = before.or_else(|| values.get(bin + WEEK).copied().flatten());
        }
    }
    values
}

/// Quantile by linear interpolation between order statistics; NaN of nothing.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = share * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
#[path = "naive_tests.rs"]
mod tests;

//! The clean table, sensor by sensor, as report and picture need it.

use chrono::{NaiveDateTime, TimeDelta};
use keliu::{CleanCounts, Flags};

/// What can be wrong with a bin, the most telling first, and its word.
pub(crate) const KINDS: [(Flags, &str); 6] = [
    (Flags::DEAD, "dead"),
    (Flags::STUCK, "stuck"),
    (Flags::SPIKE, "spike"),
    (Flags::MISSING, "missing"),
    (Flags::PARTIAL, "partial"),
    (Flags::FILLED, "filled"),
];

/// Value, lower and upper end of its interval.
pub(crate) type Estimate = [f64; 3];

/// What one sensor counted in one bin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bin {
    pub(crate) hours: f64,
    pub(crate) recorded: Option<f64>,
    pub(crate) clean: Option<Estimate>,
    /// Number in [`KINDS`] of what was wrong.
    pub(crate) kind: Option<usize>,
    pub(crate) conflict: bool,
}

/// All bins of all sensors.
#[derive(Debug)]
pub(crate) struct Bins {
    /// Names and bins of the sensors.
    pub(crate) sensors: Vec<(String, Vec<Bin>)>,
    /// Start of each bin in microseconds since 1970, UTC.
    pub(crate) starts: Vec<i64>,
    /// End of the last bin.
    pub(crate) end_us: i64,
    /// The wall clock at the start of each bin and at the end of the last.
    pub(crate) walls: Vec<NaiveDateTime>,
}

impl Bins {
    pub(crate) fn of(clean: &CleanCounts) -> Result<Self, chrono::ParseError> {
        let names = &clean.sensor.names;
        // Every sensor has a row for every bin of the common grid.
        let bins = clean.start.0.len() / names.len().max(1);
        let wall = |row| {
            NaiveDateTime::parse_from_str(&clean.local_start.name(row)[..16], "%Y-%m-%dT%H:%M")
        };
        let mut walls = (0..bins).map(wall).collect::<Result<Vec<_>, _>>()?;
        if let Some(&last) = walls.last() {
            let length_us = clean.end.0[bins - 1] - clean.start.0[bins - 1];
            walls.push(last + TimeDelta::microseconds(length_us));
        }
        let sensors = names.iter().enumerate().map(|(sensor, name)| {
            let rows = sensor * bins..(sensor + 1) * bins;
            (name.clone(), rows.map(|row| Bin::of(clean, row)).collect())
        });
        let end_us = clean.end.0.last().copied().unwrap_or_default();
        let starts = clean.start.0[..bins].to_vec();
        Ok(Self { sensors: sensors.collect(), starts, end_us, walls })
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }
}

impl Bin {
    fn of(clean: &CleanCounts, row: usize) -> Self {
        let flags = Flags(clean.flags[row]);
        let repaired = flags.any(Flags::FILLED.with(Flags::UNFILLED));
        let ends = clean.entries_low.at(row).zip(clean.entries_high.at(row));
        Self {
            hours: (clean.end.0[row] - clean.start.0[row]) as f64 / 3.6e9,
            recorded: clean.entries_raw.at(row).map(|persons| persons as f64),
            clean: clean.entries.at(row).zip(ends).map(|(value, (low, high))| [value, low, high]),
            kind: KINDS.iter().position(|(flag, _)| repaired && flags.any(*flag)),
            conflict: flags.any(Flags::CONFLICT),
        }
    }
}

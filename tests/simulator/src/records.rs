//! Interval counts as slices, ready for `keliu::Counts::new`.

use crate::random::Random;

/// One row per sensor and interval; a null count says that nothing was observed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    /// Name of the sensor.
    pub sensor: Vec<String>,
    /// Start of the interval in microseconds since 1970 UTC.
    pub start_us: Vec<i64>,
    /// End of the interval.
    pub end_us: Vec<i64>,
    /// Persons who entered.
    pub entries: Vec<Option<i64>>,
    /// Persons who left.
    pub exits: Vec<Option<i64>>,
}

impl Records {
    /// Rows.
    pub fn len(&self) -> usize {
        self.sensor.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.sensor.is_empty()
    }

    /// The names as slices.
    pub fn sensors(&self) -> Vec<&str> {
        self.sensor.iter().map(String::as_str).collect()
    }

    /// Adds a row.
    pub fn push(
        &mut self,
        sensor: &str,
        (start_us, end_us): (i64, i64),
        [entries, exits]: [Option<i64>; 2],
    ) {
        self.sensor.push(sensor.to_owned());
        self.start_us.push(start_us);
        self.end_us.push(end_us);
        self.entries.push(entries);
        self.exits.push(exits);
    }

    /// The same rows in a random order (Fisher and Yates; Durstenfeld, 1964).
    pub fn shuffle(&mut self, random: Random) {
        for last in (1..self.len()).rev() {
            let other = random.below(last as u64, last as u64 + 1) as usize;
            self.sensor.swap(last, other);
            self.start_us.swap(last, other);
            self.end_us.swap(last, other);
            self.entries.swap(last, other);
            self.exits.swap(last, other);
        }
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;

//! What visitors really did.

use crate::random::Random;
use crate::records::Records;

pub(crate) const SECOND_US: i64 = 1_000_000;
pub(crate) const DAY_S: i64 = 86_400;

/// Monday, 1 January 2024, 00:00 UTC.
pub(crate) const MONDAY_US: i64 = 1_704_067_200 * SECOND_US;

/// The streams of random numbers, one per purpose.
mod stream {
    pub(super) const SIZE: u64 = 1;
    pub(super) const SITE_DAY: u64 = 2;
    pub(super) const SENSOR_DAY: u64 = 3;
    pub(super) const ENTRIES: u64 = 4;
    pub(super) const EXITS: u64 = 5;
}

/// A store to be simulated: doors with a weekly rhythm, better and worse days, and chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    /// Decides all random numbers.
    pub seed: u64,
    /// Sensors, named `door-000` on.
    pub sensors: usize,
    /// Days, from a Monday on.
    pub days: usize,
    /// Length of a bin in seconds, a divisor of 86400.
    pub interval_s: i64,
    /// Persons per hour through a door of average size, averaged over the week.
    pub mean_per_hour: f64,
    /// Standard deviation of the logarithm of the level of a day, shared by all doors.
    pub day_noise: f64,
    /// The same, of one door.
    pub door_noise: f64,
    /// Shape of the counts of a bin: the variance is `mean + mean²/shape`.
    pub shape: f64,
    /// Hours of the day in which the store is open, 0 to 24.
    pub open: (i64, i64),
}

impl Default for Store {
    fn default() -> Self {
        Self {
            seed: 1,
            sensors: 4,
            days: 56,
            interval_s: 3600,
            mean_per_hour: 60.0,
            day_noise: 0.10,
            door_noise: 0.05,
            shape: 40.0,
            open: (8, 22),
        }
    }
}

/// What happened at the doors of a store, bin by bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Names of the sensors.
    pub sensors: Vec<String>,
    /// Start of each bin in microseconds since 1970 UTC, and the end of the last one.
    pub cuts_us: Vec<i64>,
    /// Persons who entered, sensor by sensor and bin by bin.
    pub entries: Vec<Vec<i64>>,
    /// Persons who left.
    pub exits: Vec<Vec<i64>>,
    /// Whether the store was open in a bin.
    pub open: Vec<bool>,
}

impl Store {
    /// What happens in this store.
    pub fn truth(&self) -> Truth {
        let per_day = (DAY_S / self.interval_s) as usize;
        let bins = self.days * per_day;
        let cuts_us =
            (0..=bins).map(|bin| MONDAY_US + bin as i64 * self.interval_s * SECOND_US).collect();
        let hour = |bin: usize| (bin as i64 * self.interval_s % DAY_S) / 3600;
        let open: Vec<bool> =
            (0..bins).map(|bin| (self.open.0..self.open.1).contains(&hour(bin))).collect();
        let random = Random::new(self.seed);
        let doors = |purpose: u64, delay_s: i64| -> Vec<Vec<i64>> {
            (0..self.sensors)
                .map(|door| {
                    let chance = random.stream(purpose).stream(door as u64);
                    (0..bins)
                        .map(|bin| {
                            let mean =
                                if open[bin] { self.expected(door, bin, delay_s) } else { 0.0 };
                            chance.count(bin as u64, mean, self.shape)
                        })
                        .collect()
                })
                .collect()
        };
        Truth {
            sensors: (0..self.sensors).map(|door| format!("door-{door:03}")).collect(),
            cuts_us,
            // Half an hour passes between entering and leaving.
            exits: doors(stream::EXITS, 1800),
            entries: doors(stream::ENTRIES, 0),
            open,
        }
    }

    /// Persons expected at a door in a bin while the store is open.
    fn expected(&self, door: usize, bin: usize, delay_s: i64) -> f64 {
        let random = Random::new(self.seed);
        let second = bin as i64 * self.interval_s;
        let day = (second / DAY_S) as u64;
        let hour =
            ((second % DAY_S) as f64 + 0.5 * self.interval_s as f64 - delay_s as f64) / 3600.0;
        let size = libm::exp(0.4 * random.stream(stream::SIZE).normal(door as u64));
        let site_day = random.stream(stream::SITE_DAY).normal(day);
        let door_day = random.stream(stream::SENSOR_DAY).stream(door as u64).normal(day);
        let level = libm::exp(self.day_noise * site_day + self.door_noise * door_day);
        let rhythm = shape_of_day(hour) * SHAPE_OF_WEEK[(day % 7) as usize];
        self.mean_per_hour * size * level * rhythm * self.interval_s as f64 / 3600.0
    }
}

/// Monday to Sunday, with mean 1: the ratio of weekend to weekday of shopping streets.
pub(crate) const SHAPE_OF_WEEK: [f64; 7] = [0.85, 0.88, 0.92, 0.97, 1.13, 1.30, 0.95];

/// A lunch and an evening peak over a broad day, with a mean of about 1 over 24 hours.
pub(crate) fn shape_of_day(hour: f64) -> f64 {
    let bump = |center: f64, width: f64| {
        let distance = (hour - center) / width;
        libm::exp(-0.5 * distance * distance)
    };
    1.2 * bump(12.5, 1.6) + 1.5 * bump(17.5, 2.0) + 0.9 * bump(14.5, 4.0)
}

impl Truth {
    /// The truth as records, one per bin.
    pub fn records(&self) -> Records {
        let mut records = Records::default();
        for (door, name) in self.sensors.iter().enumerate() {
            for bin in 0..self.open.len() {
                let values = [Some(self.entries[door][bin]), Some(self.exits[door][bin])];
                records.push(name, (self.cuts_us[bin], self.cuts_us[bin + 1]), values);
            }
        }
        records
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;

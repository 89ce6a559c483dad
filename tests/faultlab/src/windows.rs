//! Eight weeks of truth, with the neighbors beside it.

use crate::city::City;
use crate::time::{DAY_US, HOUR_US, days_of};
use keliu_simulator::{Random, Store};
use std::path::Path;

/// Hours of a window.
pub const BINS: usize = 1344;

/// What really happened at one sensor, hour by hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Starts of the hours in microseconds since 1970.
    pub start_us: Vec<i64>,
    /// Persons who entered.
    pub entries: Vec<i64>,
    /// Persons who left.
    pub exits: Vec<i64>,
}

impl Truth {
    /// Hours.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if there is no hour.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Another sensor over the same hours, with the holes it really had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbor {
    /// Its name.
    pub name: String,
    /// Persons who entered; nothing where there is no record.
    pub entries: Vec<Option<i64>>,
}

/// A window of one sensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// City, sensor and first day.
    pub name: String,
    /// Decides every random choice of the window's faults.
    pub seed: u64,
    /// What really happened.
    pub truth: Truth,
    /// The other sensors of the city or site.
    pub neighbors: Vec<Neighbor>,
}

/// Which list of windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// For choosing constants.
    Development,
    /// For the table.
    Judging,
}

impl List {
    const fn text(self) -> &'static str {
        match self {
            Self::Development => include_str!("../windows/development.csv"),
            Self::Judging => include_str!("../windows/judging.csv"),
        }
    }

    /// The windows of this list; `folder` holds the sets of real data.
    ///
    /// # Panics
    /// If the data are not there or not as they were published.
    pub fn load(self, folder: &Path) -> Vec<Window> {
        let cities = [
            ("melbourne", City::melbourne(folder)),
            ("leeds", City::leeds(folder)),
            ("auckland", City::auckland(folder)),
        ];
        let lines = self.text().lines().skip(1);
        lines
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                let (_, city) = cities
                    .iter()
                    .find(|(name, _)| *name == cells[0])
                    .expect("the lists name known cities");
                let seed = cells[4].parse().expect("a seed");
                window(city, cells[1], cells[2], seed)
            })
            .collect()
    }
}

/// A window of the slice that stands among the examples.
///
/// # Panics
/// If the slice has no such sensor or not all hours of the eight weeks.
pub fn slice_window(sensor: &str, first_day: &str, seed: u64) -> Window {
    window(&City::slice(), sensor, first_day, seed)
}

/// Eight weeks of a sensor from a day on.
///
/// Neighbors are the other sensors of the city with at least nine tenths of the hours on record.
fn window(city: &City, sensor: &str, first_day: &str, seed: u64) -> Window {
    let day = days_of(first_day);
    let from = (day - city.day0) as usize * 24;
    let at = city.names.iter().position(|name| name == sensor).expect("a sensor of the city");
    let hours = |series: usize| &city.counts[series][from..from + BINS];
    let entries: Vec<i64> =
        hours(at).iter().map(|count| count.expect("a window has no gap")).collect();
    let recorded = |series: usize| hours(series).iter().flatten().count();
    let neighbors = (0..city.names.len())
        .filter(|series| *series != at && 10 * recorded(*series) >= 9 * BINS)
        .map(|series| Neighbor {
            name: city.names[series].clone(),
            entries: hours(series).to_vec(),
        })
        .collect();
    Window {
        name: format!("{sensor}, {first_day}"),
        seed,
        truth: Truth {
            start_us: (0..BINS as i64).map(|hour| day * DAY_US + hour * HOUR_US).collect(),
            exits: exits_of(&entries, seed),
            entries,
        },
        neighbors,
    }
}

/// A window of the simulated store: doors of one site, so neighbors see the same visitors' days.
pub fn simulated_window(seed: u64) -> Window {
    let store = Store { seed, sensors: 6, mean_per_hour: 120.0, open: (0, 24), ..Store::default() };
    let truth = store.truth();
    let neighbors = (1..store.sensors)
        .map(|door| Neighbor {
            name: truth.sensors[door].clone(),
            entries: truth.entries[door].iter().copied().map(Some).collect(),
        })
        .collect();
    Window {
        name: format!("simulated site {seed}"),
        seed,
        truth: Truth {
            start_us: truth.cuts_us[..BINS].to_vec(),
            entries: truth.entries[0].clone(),
            exits: truth.exits[0].clone(),
        },
        neighbors,
    }
}

/// Exits made from entries, for sensors that count one direction.
///
/// Of the persons of an hour, 40 to 60 % leave one hour later, 30 % two, the others three hours later;
/// whoever is inside at the end of the window does not leave in it. The share is a seeded choice of the window.
pub(crate) fn exits_of(entries: &[i64], seed: u64) -> Vec<i64> {
    let random = Random::new(seed).stream(900);
    let first = 0.4 + 0.2 * random.uniform(0);
    let mut exits = vec![0; entries.len() + 3];
    for (hour, &count) in entries.iter().enumerate() {
        let one = (count as f64 * first + random.uniform(2 * hour as u64 + 1)) as i64;
        let two = ((count as f64 * 0.3 + random.uniform(2 * hour as u64 + 2)) as i64)
            .min(count - one.min(count));
        let one = one.min(count);
        exits[hour + 1] += one;
        exits[hour + 2] += two;
        exits[hour + 3] += count - one - two;
    }
    exits.truncate(entries.len());
    exits
}

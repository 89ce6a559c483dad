//! Hourly counts of a city, as its source gives them.

use crate::time::days_of;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Hourly counts of several sensors on the hours of the local clock from a day on.
#[derive(Debug, Clone)]
pub struct City {
    /// Names of the sensors.
    pub names: Vec<String>,
    /// First day, counted from 1970-01-01.
    pub day0: i64,
    /// Counts by sensor and hour; nothing where there is no record.
    pub counts: Vec<Vec<Option<i64>>>,
}

impl City {
    /// Auckland: the date of a row names a counting day that starts at 06:00.
    ///
    /// # Panics
    /// If the file is not there or not as it was published, as all readers of this lab.
    pub fn auckland(folder: &Path) -> Self {
        let text = unpack(&folder.join("auckland_pedestrian/hourly_counts_2019_2025.csv.gz"));
        Self::auckland_text(&text, "2019-01-01", "2026-01-02")
    }

    /// The small slice of Auckland that stands among the examples.
    ///
    /// # Panics
    /// Never: the slice is part of this program.
    pub fn slice() -> Self {
        let text = include_str!("../../../examples/data/auckland.csv");
        Self::auckland_text(text, "2025-07-21", "2025-10-06")
    }

    fn auckland_text(text: &str, from: &str, to: &str) -> Self {
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
        let day0 = days_of(from);
        let bins = (days_of(to) - day0) as usize * 24;
        let mut counts = vec![vec![None; bins]; head.len() - 2];
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let hour: i64 =
                cells[1].split(':').next().and_then(|hour| hour.parse().ok()).expect("an hour");
            let bin = (days_of(cells[0]) + i64::from(hour < 6) - day0) * 24 + hour;
            if !(0..bins as i64).contains(&bin) {
                continue;
            }
            for (series, cell) in counts.iter_mut().zip(&cells[2..]) {
                let count = cell.parse::<f64>().ok().map(|count| count as i64);
                let known = &mut series[bin as usize];
                *known = known.or(count);
            }
        }
        Self { names: head[2..].iter().map(ToString::to_string).collect(), day0, counts }
    }

    /// Melbourne: seven sensors in two files with one sensor in common.
    ///
    /// # Panics
    /// As [`City::auckland`].
    pub fn melbourne(folder: &Path) -> Self {
        // Columns of name, date, hour and count.
        let files =
            [("pedestrian_2015_2016", [0, 3, 4, 5]), ("hourly_peds_2016_2017", [1, 2, 3, 4])];
        let mut city = Long::new("2015-01-01", "2017-05-01");
        for (file, columns) in files {
            let path = folder.join(format!("melbourne_pedestrian/{file}.csv.gz"));
            city.add(&unpack(&path), columns);
        }
        city.finish()
    }

    /// Leeds: four cameras; repeated rows agree with their first copy.
    ///
    /// # Panics
    /// As [`City::auckland`].
    pub fn leeds(folder: &Path) -> Self {
        let text = unpack(&folder.join("leeds_footfall/footfall_2009_2016.csv.gz"));
        let head: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
        let column = |name: &str| {
            head.iter().position(|cell| *cell == name).expect("the column stands in the header")
        };
        let columns = ["camera", "date", "hour", "in_count"].map(column);
        let mut city = Long::new("2009-01-01", "2017-01-01");
        city.add(&text, columns);
        city.finish()
    }
}

/// A table with one row per sensor and hour.
struct Long {
    day0: i64,
    bins: usize,
    series: BTreeMap<String, Vec<Option<i64>>>,
}

impl Long {
    fn new(from: &str, to: &str) -> Self {
        let day0 = days_of(from);
        Self { day0, bins: (days_of(to) - day0) as usize * 24, series: BTreeMap::new() }
    }

    fn add(&mut self, text: &str, [name, date, hour, count]: [usize; 4]) {
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let hour: usize = cells[hour].parse().expect("an hour");
            let bin = (days_of(cells[date]) - self.day0) as usize * 24 + hour;
            let counts =
                self.series.entry(cells[name].to_owned()).or_insert_with(|| vec![None; self.bins]);
            let count = cells[count].parse::<f64>().ok().map(|count| count as i64);
            counts[bin] = counts[bin].or(count);
        }
    }

    fn finish(self) -> City {
        let (names, counts) = self.series.into_iter().unzip();
        City { names, day0: self.day0, counts }
    }
}

fn unpack(path: &Path) -> String {
    let output = Command::new("gzip").arg("-dc").arg(path).output().expect("gzip runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {error}", path.display());
    String::from_utf8(output.stdout).expect("text")
}

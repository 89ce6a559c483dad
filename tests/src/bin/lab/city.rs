//! Hourly counts of a city, and the door through which they are cleaned.

use keliu::{CleanCountsOptions, Counts, Flags, clean_counts};
use std::collections::BTreeMap;
use std::ops::Range;
use std::process::Command;

/// Hours of eight weeks: the length of a window and of the context of a gap.
pub(crate) const EIGHT_WEEKS: usize = 1344;
const HOUR_US: i64 = 3_600_000_000;

/// Hourly counts of several sensors on the hours of the local clock from a day on.
pub(crate) struct City {
    pub(crate) names: Vec<String>,
    /// First day, counted from 1970-01-01.
    pub(crate) day0: i64,
    pub(crate) counts: Vec<Vec<Option<u32>>>,
}

/// Eight weeks of one sensor.
pub(crate) struct Window {
    pub(crate) series: usize,
    pub(crate) bins: Range<usize>,
}

/// What cleaning says of one bin.
#[derive(Clone, Copy)]
pub(crate) struct Cleaned {
    pub(crate) value: Option<f64>,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Found to be a fault of whatever kind.
    pub(crate) flagged: bool,
}

impl City {
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        let keep: Vec<usize> =
            (0..self.names.len()).filter(|at| !names.contains(&self.names[*at].as_str())).collect();
        self.counts = keep.iter().map(|at| std::mem::take(&mut self.counts[*at])).collect();
        self.names = keep.iter().map(|at| std::mem::take(&mut self.names[*at])).collect();
        self
    }

    /// Windows of eight weeks without a missing hour and with five visitors an hour on the mean.
    pub(crate) fn windows(
        &self,
        wanted: &dyn Fn(&str) -> bool,
        from: usize,
        to: usize,
    ) -> Vec<Window> {
        let mut windows = Vec::new();
        for (series, counts) in self.counts.iter().enumerate() {
            let mut start = from;
            while wanted(&self.names[series]) && start + EIGHT_WEEKS <= to.min(counts.len()) {
                let bins = start..start + EIGHT_WEEKS;
                if let Some(hole) = counts[bins.clone()].iter().rposition(Option::is_none) {
                    start += hole + 1;
                    continue;
                }
                start = bins.end;
                let total: u64 = counts[bins.clone()].iter().flatten().map(|c| u64::from(*c)).sum();
                if total >= 5 * EIGHT_WEEKS as u64 {
                    windows.push(Window { series, bins });
                }
            }
        }
        windows
    }

    /// Whether a sensor has a record before a bin.
    pub(crate) fn recorded_before(&self, name: &str, bin: usize) -> bool {
        self.names
            .iter()
            .zip(&self.counts)
            .any(|(own, counts)| own == name && counts[..bin].iter().any(Option::is_some))
    }

    /// All sensors within the bins.
    pub(crate) fn cut(&self, bins: &Range<usize>) -> Vec<Vec<Option<u32>>> {
        self.counts.iter().map(|counts| counts[bins.clone()].to_vec()).collect()
    }
}

/// Cleans a panel cut from a city, `first` being the bin of the city it starts at, and returns the bins
/// of one of its series.
pub(crate) fn clean(
    city: &City,
    first: usize,
    panel: &[Vec<Option<u32>>],
    wanted: usize,
    options: &CleanCountsOptions,
) -> Vec<Cleaned> {
    let zero = city.day0 * 24 * HOUR_US;
    let (mut names, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let ids: Vec<String> = (0..panel.len()).map(|at| format!("{at:04}")).collect();
    for (id, counts) in ids.iter().zip(panel) {
        for (bin, count) in counts.iter().enumerate() {
            names.push(id.as_str());
            start.push(zero + (first + bin) as i64 * HOUR_US);
            entries.push(count.map(i64::from));
        }
    }
    let end: Vec<i64> = start.iter().map(|us| us + HOUR_US).collect();
    let exits = vec![None; names.len()];
    let counts =
        Counts::new(&names, &start, &end, &entries, &exits).expect("columns of one length");
    let result = clean_counts(&counts, None, None, None, options).expect("regular hourly counts");
    let found = Flags::DEAD.with(Flags::STUCK).with(Flags::SPIKE).with(Flags::LUMP);
    let faults = Flags::MISSING.with(found).with(Flags::COPIED).with(Flags::SENTINEL);
    (0..result.flags.len())
        .filter(|row| result.sensor.name(*row) == ids[wanted])
        .map(|row| Cleaned {
            value: result.entries.at(row),
            low: result.entries_low.at(row).unwrap_or(f64::NAN),
            high: result.entries_high.at(row).unwrap_or(f64::NAN),
            flagged: Flags(result.flags[row]).any(faults),
        })
        .collect()
}

pub(crate) fn bin_of(city: &City, date: &str) -> usize {
    (days_of(date) - city.day0) as usize * 24
}

/// Auckland: the date of a row names a counting day that starts at 06:00.
pub(crate) fn auckland(folder: &str, from: &str, to: &str) -> City {
    let text = unpack(&format!("{folder}/auckland_pedestrian/hourly_counts_2019_2025.csv.gz"));
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let day0 = days_of(from);
    let bins = (days_of(to) - day0) as usize * 24;
    let mut counts = vec![vec![None; bins]; head.len() - 2];
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let hour: i64 = cells[1].split(':').next().and_then(|h| h.parse().ok()).expect("an hour");
        let bin = (days_of(cells[0]) + i64::from(hour < 6) - day0) * 24 + hour;
        if !(0..bins as i64).contains(&bin) {
            continue;
        }
        for (series, cell) in counts.iter_mut().zip(&cells[2..]) {
            let cell_of_bin = &mut series[bin as usize];
            *cell_of_bin =
                cell_of_bin.or_else(|| cell.parse::<f64>().ok().map(|count| count as u32));
        }
    }
    City { names: head[2..].iter().map(ToString::to_string).collect(), day0, counts }
}

/// Melbourne: seven sensors in two files with one sensor in common.
pub(crate) fn melbourne(folder: &str) -> City {
    let day0 = days_of("2015-01-01");
    let bins = (days_of("2017-05-01") - day0) as usize * 24;
    let mut series: BTreeMap<String, Vec<Option<u32>>> = BTreeMap::new();
    // Columns of name, date, hour and count.
    for (file, [name, date, hour, count]) in
        [("pedestrian_2015_2016", [0, 3, 4, 5]), ("hourly_peds_2016_2017", [1, 2, 3, 4])]
    {
        let text = unpack(&format!("{folder}/melbourne_pedestrian/{file}.csv.gz"));
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let hour: usize = cells[hour].parse().expect("an hour");
            let bin = (days_of(cells[date]) - day0) as usize * 24 + hour;
            let counts = series.entry(cells[name].to_owned()).or_insert_with(|| vec![None; bins]);
            counts[bin] = counts[bin].or_else(|| cells[count].parse().ok());
        }
    }
    let (names, counts) = series.into_iter().unzip();
    City { names, day0, counts }
}

/// Leeds: four cameras; the rows that repeat three days of July 2016 are dropped.
pub(crate) fn leeds(folder: &str, from: &str, to: &str) -> City {
    let day0 = days_of(from);
    let bins = (days_of(to) - day0) as usize * 24;
    let mut series: BTreeMap<String, Vec<Option<u32>>> = BTreeMap::new();
    let text = unpack(&format!("{folder}/leeds_footfall/footfall_2009_2016.csv.gz"));
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let hour: i64 = cells[3].parse().expect("an hour");
        let bin = (days_of(cells[2]) - day0) * 24 + hour;
        if !(0..bins as i64).contains(&bin) {
            continue;
        }
        let counts = series.entry(cells[0].to_owned()).or_insert_with(|| vec![None; bins]);
        let cell = &mut counts[bin as usize];
        *cell = cell.or_else(|| cells[4].parse().ok());
    }
    let (names, counts) = series.into_iter().unzip();
    City { names, day0, counts }
}

/// The door of a building, half-hourly and in both directions: how many bins cleaning flags, by name of the flag.
pub(crate) fn calit2_flags(folder: &str) -> BTreeMap<&'static str, usize> {
    let text = std::fs::read_to_string(format!("{folder}/calit2/counts.csv")).expect("a file");
    let (mut start, mut entries, mut exits) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let time: chrono::NaiveDateTime = cells[0].parse().expect("a time");
        start.push(time.and_utc().timestamp_micros());
        entries.push(cells[1].parse().ok());
        exits.push(cells[2].parse().ok());
    }
    let end: Vec<i64> = start.iter().map(|us| us + HOUR_US / 2).collect();
    let names = vec!["door"; start.len()];
    let counts =
        Counts::new(&names, &start, &end, &entries, &exits).expect("columns of one length");
    let result = clean_counts(&counts, None, None, None, &CleanCountsOptions::default())
        .expect("regular half-hourly counts");
    let mut found = BTreeMap::new();
    for flags in &result.flags {
        for name in Flags(*flags).names() {
            *found.entry(name).or_default() += 1;
        }
    }
    found
}

fn days_of(date: &str) -> i64 {
    let date: chrono::NaiveDate = date.parse().expect("a date");
    date.signed_duration_since(chrono::NaiveDate::default()).num_days()
}

pub(crate) fn unpack(path: &str) -> String {
    let output = Command::new("gzip").args(["-dc", path]).output().expect("gzip runs");
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Uniform draw in [0, 1) of a stream at a counter (splitmix64; Steele, Lea and Flood 2014).
pub(crate) fn draw(stream: u64, counter: u64, lane: u64) -> f64 {
    (mix(mix(mix(stream) ^ counter) ^ lane) >> 11) as f64 / (1_u64 << 53) as f64
}

pub(crate) fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub(crate) fn pick(stream: u64, counter: u64, lane: u64, below: usize) -> usize {
    ((draw(stream, counter, lane) * below as f64) as usize).min(below - 1)
}

pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let position = share * (sorted.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

//! What the report says, as numbers.

use crate::bins::{Bins, Estimate};
use crate::troubles::{Stretch, Trouble, stretches, troubles};
use keliu::{CountQuality, CountTotals};

/// The verdicts of a day, the best first.
pub(crate) const VERDICTS: [&str; 6] =
    ["good", "repaired", "doubtful", "incomplete", "lost", "closed"];

/// One sensor in numbers.
#[derive(Debug)]
pub(crate) struct Sensor {
    pub(crate) name: String,
    pub(crate) recorded: f64,
    pub(crate) clean: Estimate,
    /// Persons in bins that were estimated.
    pub(crate) estimated: f64,
    /// Share of the time that was measured.
    pub(crate) measured: f64,
    /// Days of each verdict.
    pub(crate) days: [usize; VERDICTS.len()],
    /// The last full week against the one before.
    pub(crate) change: Option<f64>,
}

/// What the report says.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) sensors: Vec<Sensor>,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) troubles: Vec<Trouble>,
    /// Label of the hour of the week, such as "Fri 17:00", and its mean.
    pub(crate) busiest_hour: Option<(String, f64)>,
    /// First bin of the day, and its persons.
    pub(crate) busiest_day: Option<(usize, f64)>,
    /// First bin and persons of each full week.
    pub(crate) weeks: Vec<(usize, f64)>,
}

/// The totals that the report is made from.
pub(crate) struct Totals {
    pub(crate) weeks_of_sensors: CountTotals,
    pub(crate) weeks: CountTotals,
    pub(crate) days: CountTotals,
    pub(crate) hours_of_week: CountTotals,
}

impl Facts {
    pub(crate) fn gather(bins: &Bins, quality: &CountQuality, totals: &Totals) -> Self {
        let stretches = stretches(bins);
        let sensors = (0..bins.sensors.len()).map(|number| sensor(bins, number, quality, totals));
        let hours = &totals.hours_of_week;
        let mean = |row: usize| {
            // The hours that the sum covers, all sensors together.
            let times = hours.expected_s[row] / 3600.0 / bins.sensors.len() as f64;
            Some((hours.period.name(row).to_owned(), hours.entries.at(row)? / times))
        };
        let full_days = full(bins, &totals.days, None);
        Self {
            sensors: sensors.collect(),
            troubles: troubles(bins, &stretches),
            stretches,
            busiest_hour: largest((0..hours.entries.len()).filter_map(mean)),
            busiest_day: largest(full_days.into_iter()),
            weeks: full(bins, &totals.weeks, None),
        }
    }

    /// Days of a sensor that are neither good nor repaired nor closed.
    pub(crate) fn days_in_doubt(sensor: &Sensor) -> usize {
        sensor.days[2] + sensor.days[3] + sensor.days[4]
    }
}

fn sensor(bins: &Bins, number: usize, quality: &CountQuality, totals: &Totals) -> Sensor {
    let (name, own) = &bins.sensors[number];
    let (mut recorded, mut clean, mut estimated) = (0.0, [0.0; 3], 0.0);
    for bin in own {
        recorded += bin.recorded.unwrap_or(0.0);
        let value = bin.clean.unwrap_or_default();
        (0..3).for_each(|i| clean[i] += value[i]);
        estimated += if bin.kind.is_some() { value[0] } else { 0.0 };
    }
    let (mut days, mut coverage) = ([0; VERDICTS.len()], 0.0);
    for day in (0..quality.coverage.len()).filter(|&day| quality.sensor.name(day) == name) {
        let verdict = VERDICTS.iter().position(|verdict| *verdict == quality.verdict.name(day));
        days[verdict.expect("count_quality has no other verdicts")] += 1;
        coverage += quality.coverage[day];
    }
    let change = match full(bins, &totals.weeks_of_sensors, Some(name)).as_slice() {
        [.., (_, before), (_, last)] if *before > 0.0 => Some(last / before - 1.0),
        _ => None,
    };
    let measured = coverage / days.iter().sum::<usize>().max(1) as f64;
    Sensor { name: name.clone(), recorded, clean, estimated, measured, days, change }
}

/// First bin and persons of each period that the file covers from end to end.
fn full(bins: &Bins, table: &CountTotals, sensor: Option<&str>) -> Vec<(usize, f64)> {
    let name = |row: usize| {
        usize::try_from(table.sensor.codes[row]).ok().map(|code| table.sensor.names[code].as_str())
    };
    let of_row = |row: usize| {
        let first = bins.starts.binary_search(&table.start.at(row)?.0).ok()?;
        let complete = table.end.at(row)?.0 <= bins.end_us;
        if complete { Some((first, table.entries.at(row)?)) } else { None }
    };
    (0..table.coverage.len()).filter(|&row| name(row) == sensor).filter_map(of_row).collect()
}

/// The first of the largest.
fn largest<T>(values: impl Iterator<Item = (T, f64)>) -> Option<(T, f64)> {
    values.fold(None, |best, value| match best {
        Some((_, persons)) if persons >= value.1 => best,
        _ => Some(value),
    })
}

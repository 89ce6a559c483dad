//! Two doors added up to weeks of all doors together.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    CountBins, CountTotalsOptions, Counts, Group, Period, RegularCountsOptions, count_totals,
    regular_counts,
};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let hours = 10 * 24;
    let sensor: Vec<&str> =
        (0..2 * hours).map(|row| ["north door", "south door"][row as usize % 2]).collect();
    let start: Vec<i64> = (0..2 * hours).map(|row| MONDAY_US + row / 2 * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let entries: Vec<Option<i64>> = (0..2 * hours).map(|row| Some(row % 48)).collect();
    let counts = Counts::new(&sensor, &start, &end, &entries, &vec![None; sensor.len()])?;

    let bins = regular_counts(&counts, &RegularCountsOptions::default())?.into_batch()?;
    let options = CountTotalsOptions {
        period: Period::Week,
        group: Group::All,
        time_zone: Some("Asia/Shanghai".to_owned()),
        ..CountTotalsOptions::default()
    };
    let weeks = count_totals(&CountBins::from_batch(&bins)?, &options)?;

    for week in 0..weeks.coverage.len() {
        let entries = weeks.entries.at(week).unwrap_or_default();
        println!("{}  {entries}  {:.3}", weeks.period.name(week), weeks.coverage[week]);
    }
    Ok(())
}

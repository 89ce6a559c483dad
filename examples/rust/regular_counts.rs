//! Counts of uneven length, out of order and sent twice, on quarters of an hour.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{Counts, GridOptions, RegularCountsOptions, regular_counts};

/// 2 March 2026, 09:00 in Shanghai, in microseconds since 1970 UTC.
const NINE_US: i64 = 1_772_413_200_000_000;
const MINUTE_US: i64 = 60_000_000;

fn main() -> keliu::Result<()> {
    // From and to in minutes after nine, and persons; the last row repeats the first with another count.
    let records = [(0, 30, 7), (45, 60, 4), (60, 90, 12), (0, 30, 9)];
    let start: Vec<i64> = records.iter().map(|record| NINE_US + record.0 * MINUTE_US).collect();
    let end: Vec<i64> = records.iter().map(|record| NINE_US + record.1 * MINUTE_US).collect();
    let entries: Vec<Option<i64>> = records.iter().map(|record| Some(record.2)).collect();
    let counts = Counts::new(&["north door"; 4], &start, &end, &entries, &[None; 4])?;

    let grid = GridOptions {
        interval_s: Some(900),
        time_zone: Some("Asia/Shanghai".to_owned()),
        ..GridOptions::default()
    };
    let bins = regular_counts(&counts, &RegularCountsOptions { grid })?;

    for bin in 0..bins.entries.len() {
        let entries = bins.entries.at(bin).map_or("null".to_owned(), |persons| persons.to_string());
        println!("{}  {entries}", bins.local_start.name(bin));
    }
    Ok(())
}

//! Four weeks of a door: a sensor that was off for ten hours, and three hours without a record.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{CleanCountsOptions, Counts, Flags, GridOptions, clean_counts};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let hours: Vec<i64> = (0..28 * 24).filter(|hour| !(400..403).contains(hour)).collect();
    let start: Vec<i64> = hours.iter().map(|hour| MONDAY_US + hour * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let off = |hour: i64| (300..310).contains(&hour);
    let persons = |hour: i64| if off(hour) { 0 } else { 100 + 8 * (hour % 24) + hour % 7 };
    let entries: Vec<Option<i64>> = hours.iter().map(|&hour| Some(persons(hour))).collect();
    let rows = hours.len();
    let counts = Counts::new(&vec!["north door"; rows], &start, &end, &entries, &vec![None; rows])?;

    let grid =
        GridOptions { time_zone: Some("Asia/Shanghai".to_owned()), ..GridOptions::default() };
    let options = CleanCountsOptions { grid, ..CleanCountsOptions::default() };
    let clean = clean_counts(&counts, None, None, None, &options)?;

    for bin in 0..clean.entries.len() {
        let flags = Flags(clean.flags[bin]);
        if !flags.any(Flags::FILLED) {
            continue;
        }
        let raw = clean.entries_raw.at(bin).map_or("null".to_owned(), |raw| raw.to_string());
        let [value, low, high] = [&clean.entries, &clean.entries_low, &clean.entries_high]
            .map(|column| column.at(bin).map_or(0.0, |persons| (persons + 0.5).floor()));
        let found = flags.names().join(" ");
        println!("{}  {raw} -> {value} ({low} to {high})  {found}", clean.local_start.name(bin));
    }
    Ok(())
}

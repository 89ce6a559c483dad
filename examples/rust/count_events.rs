//! A concert and a closed morning in eight ordinary weeks of a door.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{CountEventsOptions, Counts, RegularCountsOptions, count_events, regular_counts};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let hours = 0..8 * 168;
    let start: Vec<i64> = hours.clone().map(|hour| MONDAY_US + hour * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let usual = |hour: i64| 10 + 2 * (hour % 24) + hour % 5;
    let entries: Vec<Option<i64>> = hours
        .map(|hour| match hour {
            690..693 => usual(hour) + 90,
            800..804 => 1,
            _ => usual(hour),
        })
        .map(Some)
        .collect();
    let none = vec![None; entries.len()];
    let counts = Counts::new(&vec!["north door"; entries.len()], &start, &end, &entries, &none)?;

    let bins = regular_counts(&counts, &RegularCountsOptions::default())?;
    let options = CountEventsOptions {
        time_zone: Some("Asia/Shanghai".to_owned()),
        ..CountEventsOptions::default()
    };
    let found = count_events(&bins.bins(), &options)?.count_events;

    for event in 0..found.kind.len() {
        let hour = (found.start.0[event] - MONDAY_US) / HOUR_US;
        let hours = (found.end.0[event] - found.start.0[event]) / HOUR_US;
        let (kind, extra) = (found.kind.name(event), found.extra[event]);
        println!("hour {hour}, {hours} h  {kind}  {} persons", (extra / 10.0).round() * 10.0);
    }
    Ok(())
}

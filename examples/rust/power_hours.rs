//! The hours of a Monday that carry half of its visitors.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{Counts, PowerHoursOptions, RegularCountsOptions, power_hours, regular_counts};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let start: Vec<i64> = (0..24).map(|hour| MONDAY_US + hour * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let entries: Vec<Option<i64>> = (0..24).map(Some).collect();
    let counts = Counts::new(&["north door"; 24], &start, &end, &entries, &[None; 24])?;

    let bins = regular_counts(&counts, &RegularCountsOptions::default())?;
    let options = PowerHoursOptions {
        share: 0.5,
        time_zone: Some("Asia/Shanghai".to_owned()),
        ..PowerHoursOptions::default()
    };
    let hours = power_hours(&bins.bins(), &options)?;

    for row in (0..hours.rank.len()).filter(|&row| hours.power[row]) {
        let (persons, reached) = (hours.persons_per_h[row], hours.cumulative_share[row]);
        println!("{}  {persons}  {reached:.3}", hours.hour.name(row));
    }
    Ok(())
}

//! A shop whose door misses persons on their way out: how many are inside.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{Counts, OccupancyOptions, RegularCountsOptions, occupancy, regular_counts};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let entries = [40, 60, 90, 120, 80, 70, 60, 90, 140, 130, 70, 10];
    let exits = [5, 35, 70, 100, 85, 70, 60, 70, 100, 130, 105, 80];
    let start: Vec<i64> = (9..21).map(|hour| MONDAY_US + hour * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let counts = Counts::new(&["door"; 12], &start, &end, &entries.map(Some), &exits.map(Some))?;

    let bins = regular_counts(&counts, &RegularCountsOptions::default())?;
    let options = OccupancyOptions {
        open_hours: Some("Mon-Sun 09:00-21:00".to_owned()),
        time_zone: Some("Asia/Shanghai".to_owned()),
        capacity: Some(150),
        ..OccupancyOptions::default()
    };
    let result = occupancy(&bins.bins(), None, None, None, &options)?;

    let mut running = 0;
    for (hour, persons) in (9..21).zip(&result.occupancy.occupancy) {
        running += entries[hour - 9] - exits[hour - 9];
        println!("{:02}:00  {persons} inside, the counts alone say {running}", hour + 1);
    }
    let day = &result.occupancy_days;
    println!("drift {} persons, peak {}, mean {:.1}", day.drift[0], day.peak[0], day.mean[0]);
    Ok(())
}

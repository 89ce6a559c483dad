//! Four persons come, one a minute, and leave after them: how long they stayed, and what cannot be told.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{DwellFromCountsOptions, OccupancyBins, dwell_from_counts};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const MINUTE_US: i64 = 60_000_000;

fn main() -> keliu::Result<()> {
    let start: Vec<i64> = (600..608).map(|minute| MONDAY_US + minute * MINUTE_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + MINUTE_US).collect();
    let entries = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0].map(Some);
    let exits = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0].map(Some);
    let inside = [1.0, 2.0, 3.0, 4.0, 3.0, 2.0, 1.0, 0.0].map(Some);
    let bins = OccupancyBins::new(&["shop"; 8], &start, &end, &entries, &exits, &inside)?;

    let dwell = dwell_from_counts(&bins, &DwellFromCountsOptions::default())?.dwell_from_counts;

    let [mean, least, most] = [&dwell.mean_s, &dwell.sd_fifo_s, &dwell.sd_lifo_s]
        .map(|column| column.at(0).unwrap_or_default() / 60.0);
    println!("mean {mean:.2} min, standard deviation between {least:.2} and {most:.2} min");
    println!("median: {}", dwell.median_s.at(0).map_or("null", |_| "known"));
    Ok(())
}

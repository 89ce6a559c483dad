//! Eight visits to a shelf, two of them lost from sight: how long visitors stay, and how many stand there.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{DwellSummaryOptions, Visits, ZoneOccupancyOptions, dwell_summary, zone_occupancy};

/// Monday, 2 March 2026, 10:00 in Shanghai, in microseconds since 1970 UTC.
const TEN_US: i64 = 1_772_416_800_000_000;
const SECOND_US: i64 = 1_000_000;

fn main() -> keliu::Result<()> {
    let from_s = [0, 20, 50, 100, 130, 200, 240, 300];
    let stay_s = [12, 45, 30, 90, 20, 60, 16, 75];
    let enter = from_s.map(|from| TEN_US + from * SECOND_US);
    let exit: Vec<i64> = enter.iter().zip(stay_s).map(|(at, stay)| at + stay * SECOND_US).collect();
    let end_seen = [true, true, true, false, true, false, true, true];
    let visits = Visits::new(&[1, 2, 3, 4, 5, 6, 7, 8], &["shelf"; 8], &enter, &exit)?
        .with_seen(&[true; 8], &end_seen)?;

    let options = DwellSummaryOptions { tau_s: Some(60.0), ..DwellSummaryOptions::default() };
    let dwell = dwell_summary(&visits, &options)?.dwell_summary;
    let [median, rmst, whole] = [&dwell.median_s, &dwell.rmst_s, &dwell.mean_whole_s]
        .map(|column| column.at(0).unwrap_or_default());
    println!(
        "half of {} visits last {median:.0} s or less; {} were cut",
        dwell.visits[0], dwell.cut[0]
    );
    println!("mean up to a minute: {rmst:.1} s");
    println!("naive means: {:.1} s of all, {whole:.1} s of whole visits", dwell.mean_s[0]);

    let options = ZoneOccupancyOptions { interval_s: 300, ..ZoneOccupancyOptions::default() };
    let slots = zone_occupancy(&visits, &options)?.zone_occupancy;
    for (slot, mean) in slots.mean.iter().enumerate() {
        let mean = mean.unwrap_or_default();
        println!("10:{:02}  {mean:.2} persons in the mean, {} at most", 5 * slot, slots.max[slot]);
    }
    Ok(())
}

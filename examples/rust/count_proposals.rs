//! A door that counts half as much again from its second month on: found, looked at, accepted.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    CleanCountsOptions, CountProposalsOptions, Counts, Proposals, clean_counts, count_proposals,
};

/// Monday, 2 March 2026, 00:00 UTC, in microseconds since 1970.
const MONDAY_US: i64 = 1_772_409_600_000_000;
const DAY_US: i64 = 86_400_000_000;

fn main() -> keliu::Result<()> {
    let (mut door, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (name, size) in [("east", 2), ("west", 4), ("north", 6)] {
        for day in 0..60 {
            // Good and bad days are those of all doors; a little is each door's own.
            let usual = size * (200 + 37 * day % 101 + (day * day + size) % 7);
            door.push(name);
            start.push(MONDAY_US + day * DAY_US);
            entries.push(Some(if name == "north" && day >= 30 { usual * 3 / 2 } else { usual }));
        }
    }
    let end: Vec<i64> = start.iter().map(|start| start + DAY_US).collect();
    let counts = Counts::new(&door, &start, &end, &entries, &vec![None; entries.len()])?;

    let proposals = count_proposals(&counts, None, None, &CountProposalsOptions::default())?;
    for row in 0..proposals.kind.len() {
        let day = (proposals.start.0[row] - MONDAY_US) / DAY_US;
        let factor = proposals.value.at(row).unwrap_or_default();
        let (sensor, kind) = (proposals.sensor.name(row), proposals.kind.name(row));
        println!("{sensor}: {kind} of {factor:.2} from day {day} on");
    }

    // Whoever has looked at them hands over those that are right.
    let accepted = proposals.into_batch()?;
    let accepted = Proposals::from_batch(&accepted)?;
    let clean = clean_counts(&counts, None, None, Some(&accepted), &CleanCountsOptions::default())?;
    let last = (0..clean.flags.len()).rfind(|&row| clean.sensor.name(row) == "north");
    let last = last.unwrap_or_default();
    let raw = clean.entries_raw.at(last).unwrap_or_default();
    println!("last day: {raw} counted, {:.0} entered", clean.entries.at(last).unwrap_or_default());
    Ok(())
}

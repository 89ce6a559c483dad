//! How far each day of a door can be trusted: a good one, one with a gap, one that is mostly missing.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    CountBins, CountQualityOptions, Counts, RegularCountsOptions, count_quality, regular_counts,
};

const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    // Hours since 1970: all of the first day, 20 of the second, 5 of the third and its last.
    let hours: Vec<i64> = (0..44).chain(48..53).chain(71..72).collect();
    let start: Vec<i64> = hours.iter().map(|hour| hour * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let entries: Vec<Option<i64>> = hours.iter().map(|hour| Some(10 + hour % 24)).collect();
    let rows = hours.len();
    let counts = Counts::new(&vec!["north door"; rows], &start, &end, &entries, &vec![None; rows])?;

    let bins = regular_counts(&counts, &RegularCountsOptions::default())?.into_batch()?;
    let days = count_quality(&CountBins::from_batch(&bins)?, &CountQualityOptions::default())?;

    for day in 0..days.coverage.len() {
        let (coverage, missing) = (days.coverage[day], days.missing[day]);
        println!(
            "day {}  {}  {coverage:.3}  {missing} missing",
            days.day.0[day],
            days.verdict.name(day)
        );
    }
    Ok(())
}

use super::Bins;
use crate::counts::grid::{Extent, Grid};
use crate::counts::intervals::{Interval, UNSEEN};
use crate::counts::{GridOptions, Spread};
use crate::table::Flags;

const HOUR: i64 = 3_600_000_000;

/// Intervals in hours since 1970, which began on a Thursday.
fn rows(rows: &[(i64, i64, i64)]) -> Vec<Interval> {
    rows.iter()
        .map(|&(start, end, entries)| Interval {
            start: start * HOUR,
            end: end * HOUR,
            entries,
            exits: UNSEEN,
            flags: 0,
        })
        .collect()
}

fn lay(rows: &[Interval], interval_s: i64, spread: Spread) -> Bins {
    let mut extent = Extent { sensors: 1, ..Extent::default() };
    for row in rows {
        extent.add(row.start, row.end);
    }
    let options = GridOptions { interval_s: Some(interval_s), spread, ..GridOptions::default() };
    let grid = Grid::cover(&extent, &options).unwrap();
    Bins::lay("a", rows, &grid, &options).unwrap()
}

#[test]
fn rounding_runs_along_the_sum() {
    // 10 over 4 h: 2.5, 5, 7.5, 10 are rounded to 3, 5, 8, 10.
    let bins = lay(&rows(&[(0, 4, 10)]), 3600, Spread::Even);
    assert_eq!(bins.entries, [3, 2, 3, 2]);
    assert_eq!(bins.exits, [UNSEEN; 4]);
    assert_eq!(bins.covered_us, [HOUR; 4]);
    assert_eq!(bins.flags, [Flags::SPREAD.0; 4]);
    // 1 over 3 h: 0.33, 0.67, 1 are rounded to 0, 1, 1.
    assert_eq!(lay(&rows(&[(0, 3, 1)]), 3600, Spread::Even).entries, [0, 1, 0]);
    // 0 is 0 in every bin.
    assert_eq!(lay(&rows(&[(0, 3, 0)]), 3600, Spread::Even).entries, [0, 0, 0]);
}

#[test]
fn a_bin_without_a_record_is_unseen_and_missing() {
    let bins = lay(&rows(&[(0, 1, 4), (2, 3, 0)]), 3600, Spread::Even);
    assert_eq!(bins.entries, [4, UNSEEN, 0]);
    assert_eq!(bins.flags, [0, Flags::MISSING.0, 0]);
    // A record that observed nothing is no record.
    let bins = lay(&rows(&[(0, 1, 4), (1, 2, UNSEEN)]), 3600, Spread::Even);
    assert_eq!(bins.entries, [4, UNSEEN]);
    assert_eq!(bins.flags, [0, Flags::MISSING.0]);
}

#[test]
fn a_profile_bends_what_covers_more_than_two_bins() {
    // Thursday 0 h: 11, 1 h: 23, 2 h: 35. A week later one record of 60 over the three hours:
    // by 12 : 24 : 36 as by 11 : 23 : 35 the sums 10, 30, 60.
    let week = 168;
    let fine = [(0, 1, 11), (1, 2, 23), (2, 3, 35)];
    let with = |long: (i64, i64, i64)| rows(&[fine[0], fine[1], fine[2], long]);
    let bins = lay(&with((week, week + 3, 60)), 3600, Spread::Profile);
    assert_eq!(bins.entries[week as usize..], [10, 20, 30]);
    let bins = lay(&with((week, week + 3, 60)), 3600, Spread::Even);
    assert_eq!(bins.entries[week as usize..], [20, 20, 20]);
    // Over two bins evenly.
    let bins = lay(&with((week, week + 2, 60)), 3600, Spread::Profile);
    assert_eq!(bins.entries[week as usize..], [30, 30]);
}

#[test]
fn the_largest_counts_do_not_overflow() {
    // Three years in one record of the largest sum that 64 bits hold, over daily bins and a profile.
    let mut records = rows(&[(0, 24, 7), (24, 48, 900)]);
    records.extend(rows(&[(48, 48 + 24 * 1096, i64::MAX)]));
    let bins = lay(&records, 86_400, Spread::Profile);
    let total: i128 = bins.entries[2..].iter().map(|&count| i128::from(count)).sum();
    assert_eq!(total, i128::from(i64::MAX));
    assert!(bins.entries.iter().all(|&count| count >= 0));
}

#[test]
fn bins_that_overflow_stay_at_the_largest_count() {
    let mut records = rows(&[(0, 1, i64::MAX)]);
    records.push(Interval { start: HOUR, end: 2 * HOUR, entries: 5, exits: 5, flags: 0 });
    let bins = lay(&records, 7200, Spread::Even);
    assert_eq!(bins.entries, [i64::MAX]);
    assert_eq!(bins.exits, [5]);
}

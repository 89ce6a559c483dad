use super::{Interval, Intervals, UNSEEN, disjoint, in_order};
use crate::counts::{Duplicates, GridOptions, Overlaps};
use crate::table::{Counts, Flags};
use crate::watch::Watch;

fn record(start: i64, end: i64, entries: i64, exits: i64) -> Interval {
    Interval { start, end, entries, exits, flags: 0 }
}

fn flagged(interval: Interval, flags: Flags) -> Interval {
    Interval { flags: flags.0, ..interval }
}

#[test]
fn records_are_sorted_by_start_then_end() {
    let rows = vec![record(5, 9, 1, 1), record(0, 9, 2, 2), record(0, 5, 3, 3)];
    let sorted = [record(0, 5, 3, 3), record(0, 9, 2, 2), record(5, 9, 1, 1)];
    assert_eq!(in_order(rows, Duplicates::Last), sorted);
}

#[test]
fn one_interval_named_several_times_is_one_record() {
    // In the order of rows: 5 and nothing, 8 and 4, nothing and 6.
    let rows = || vec![record(0, 5, 5, UNSEEN), record(0, 5, 8, 4), record(0, 5, UNSEEN, 6)];
    let both = Flags::REPEATED.with(Flags::CONFLICT);
    for (policy, entries, exits, flags) in [
        (Duplicates::Last, 8, 6, both),
        (Duplicates::First, 5, 4, both),
        (Duplicates::Max, 8, 6, both),
        (Duplicates::Sum, 13, 10, Flags(0)),
    ] {
        let wanted = [flagged(record(0, 5, entries, exits), flags)];
        assert_eq!(in_order(rows(), policy), wanted, "{policy:?}");
    }
    let same = vec![record(0, 5, 5, 2), record(0, 5, 5, UNSEEN)];
    assert_eq!(in_order(same, Duplicates::Last), [flagged(record(0, 5, 5, 2), Flags::REPEATED)]);
}

#[test]
fn nothing_observed_stays_nothing_under_every_policy() {
    for policy in [Duplicates::Last, Duplicates::First, Duplicates::Max, Duplicates::Sum] {
        let rows = vec![record(0, 5, UNSEEN, 3), record(0, 5, UNSEEN, UNSEEN)];
        let [found] = in_order(rows, policy)[..] else { panic!("one record") };
        assert_eq!((found.entries, found.exits), (UNSEEN, 3), "{policy:?}");
    }
}

#[test]
fn disjoint_records_are_not_copied() {
    let rows = [record(0, 5, 1, 1), record(5, 9, 2, 2), record(20, 30, 3, 3)];
    for policy in [Overlaps::Error, Overlaps::Trim] {
        let found = disjoint("a", &rows, policy).unwrap();
        assert!(matches!(found, std::borrow::Cow::Borrowed(_)));
    }
}

#[test]
fn trimmed_records_keep_their_share_of_the_rest() {
    // [0, 10), then [5, 15) with half of its time left: 11 / 2 = 5.5 rounds up, 4 / 2 = 2.
    let rows = [record(0, 10, 7, 7), record(5, 15, 11, 4)];
    let trimmed = flagged(record(10, 15, 6, 2), Flags::TRIMMED);
    assert_eq!(disjoint("a", &rows, Overlaps::Trim).unwrap()[..], [record(0, 10, 7, 7), trimmed]);
    // [2, 4) lies inside [0, 10) and is left out; [5, 20) keeps 10 of 15: 3 * 2/3 = 2.
    let rows = [record(0, 10, 7, 7), record(2, 4, 9, 9), record(5, 20, 3, UNSEEN)];
    let trimmed = flagged(record(10, 20, 2, UNSEEN), Flags::TRIMMED);
    assert_eq!(disjoint("a", &rows, Overlaps::Trim).unwrap()[..], [record(0, 10, 7, 7), trimmed]);
}

#[test]
fn trimming_leaves_records_in_the_order_of_time() {
    let unseen = record(3, 5, UNSEEN, UNSEEN);
    let rows = [record(0, 10, 7, 7), record(2, 20, 9, 9), unseen];
    let found = disjoint("a", &rows, Overlaps::Trim).unwrap();
    let starts: Vec<i64> = found.iter().map(|row| row.start).collect();
    assert_eq!(starts, [0, 3, 10]);
}

#[test]
fn records_that_overlap_are_named() {
    let hour = 3_600_000_000;
    let rows = [record(0, hour, 1, 1), record(hour / 2, 2 * hour, 1, 1)];
    let error = disjoint("door 1", &rows, Overlaps::Error).unwrap_err().to_string();
    assert!(error.contains("sensor `door 1`"), "{error}");
    assert!(error.contains("1970-01-01T00:00:00Z to 1970-01-01T01:00:00Z"), "{error}");
    assert!(error.contains("1970-01-01T00:30:00Z to 1970-01-01T02:00:00Z"), "{error}");
}

#[test]
fn columns_of_different_length_are_refused() {
    let lengths = [
        Counts::new(&["a"], &[], &[1], &[None], &[None]),
        Counts::new(&["a"], &[0], &[], &[None], &[None]),
        Counts::new(&["a"], &[0], &[1], &[], &[None]),
        Counts::new(&["a"], &[0], &[1], &[None], &[None, None]),
    ];
    for (column, counts) in ["start", "end", "entries", "exits"].into_iter().zip(lengths) {
        let error = counts.unwrap_err();
        assert_eq!(error.code(), "KELIU_COLUMN_LENGTH");
        assert!(error.to_string().contains(&format!("column `{column}`")), "{error}");
    }
}

#[test]
fn the_extent_counts_repeated_rows_too() {
    let counts = Counts::new(
        &["a", "a", "b"],
        &[0, 0, 50],
        &[10, 10, 80],
        &[Some(1), Some(2), Some(3)],
        &[None; 3],
    )
    .unwrap();
    let state = Intervals::collect(&counts, &GridOptions::default(), &Watch::none()).unwrap();
    assert_eq!(state.extent.span, Some((0, 80)));
    assert_eq!(state.extent.lengths.iter().collect::<Vec<_>>(), [(&10, &2), (&30, &1)]);
    assert_eq!(state.sensors["a"].len(), 1);
}

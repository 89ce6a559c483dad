use super::{OccupancyMethod, OccupancyOptions, OccupancyResult, occupancy};
use crate::table::{Anchors, Flags, Hours, Sensors};
use crate::{Counts, RegularCounts, RegularCountsOptions, regular_counts};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000_000;
/// 2024-01-01T00:00:00Z, a Monday.
const MONDAY: i64 = 1_704_067_200_000_000;
const ENTRIES: [i64; 6] = [10, 20, 15, 5, 0, 0];
const EXITS: [i64; 6] = [0, 5, 15, 12, 9, 4];

/// A door's name, entries and exits.
type Door<'a> = (&'a str, &'a [Option<i64>], &'a [Option<i64>]);

/// Hourly counts of doors from Monday 00:00 on.
fn bins(doors: &[Door<'_>]) -> RegularCounts {
    let (mut names, mut starts, mut entries, mut exits) = (vec![], vec![], vec![], vec![]);
    for (name, into, out) in doors {
        for (hour, (&into, &out)) in into.iter().zip(*out).enumerate() {
            names.push(*name);
            starts.push(MONDAY + hour as i64 * HOUR);
            entries.push(into);
            exits.push(out);
        }
    }
    let ends: Vec<i64> = starts.iter().map(|start| start + HOUR).collect();
    let counts = Counts::new(&names, &starts, &ends, &entries, &exits).unwrap();
    let options = RegularCountsOptions::default();
    regular_counts(&counts, &options).unwrap()
}

fn some(counts: &[i64]) -> Vec<Option<i64>> {
    counts.iter().copied().map(Some).collect()
}

fn one_door() -> RegularCounts {
    bins(&[("door", &some(&ENTRIES), &some(&EXITS))])
}

fn of(
    bins: &RegularCounts,
    anchors: Option<&Anchors>,
    options: &OccupancyOptions,
) -> OccupancyResult {
    occupancy(&bins.bins(), anchors, None, None, options).unwrap()
}

#[test]
fn without_anchors_it_is_the_running_net_and_grows_unsure() {
    let result = of(&one_door(), None, &OccupancyOptions::default());
    let rows = &result.occupancy;
    assert_eq!(rows.occupancy, [10, 25, 25, 18, 9, 5]);
    assert!(rows.flags.iter().all(|&flags| Flags(flags).any(Flags::UNANCHORED)));
    let width = |bin: usize| rows.occupancy_high[bin] - rows.occupancy[bin] as f64;
    assert!(width(0) < width(2), "{:?}", rows.occupancy_high);
}

#[test]
fn empty_at_the_end_is_kept_by_both_methods() {
    let anchors = Anchors::new(&["shop"], &[MONDAY + 6 * HOUR], &[0]).unwrap();
    for (method, expected) in [
        // Rounded sums of entries 9.474, 28.42, 42.63, 47.37 and exits 0, 5.26, 21.05, 33.68, 43.16, 47.37.
        (OccupancyMethod::LeastSquares, [9, 23, 22, 13, 4, 0]),
        // z = sqrt(45.375/50.375): 9.49, 28.47, 42.71, 47.45 and 0, 5.28, 21.10, 33.76, 43.26, 47.5.
        (OccupancyMethod::Relative, [9, 23, 22, 13, 4, 0]),
    ] {
        let options = OccupancyOptions { method, ..OccupancyOptions::default() };
        let result = of(&one_door(), Some(&anchors), &options);
        assert_eq!(result.occupancy.occupancy, expected);
        let day = &result.occupancy_days;
        assert_eq!(day.drift, [5.0]);
        assert_eq!((day.anchors[0], day.peak[0]), (1, 23));
        assert!((day.changed_share.at(0).unwrap() - 5.0 / 95.0).abs() < 0.003);
    }
}

#[test]
fn a_headcount_is_met_exactly() {
    let anchors =
        Anchors::new(&["shop"; 2], &[MONDAY + 2 * HOUR, MONDAY + 6 * HOUR], &[30, 1]).unwrap();
    let result = of(&one_door(), Some(&anchors), &OccupancyOptions::default());
    let rows = &result.occupancy;
    assert_eq!((rows.occupancy[1], rows.occupancy[5]), (30, 1));
    assert_eq!((rows.occupancy_low[1], rows.occupancy_high[1]), (30.0, 30.0));
    assert!(rows.occupancy_low[3] < rows.occupancy[3] as f64);
}

#[test]
fn a_closed_site_stays_empty_until_somebody_comes() {
    let mut entries = some(&ENTRIES);
    let mut exits = some(&EXITS);
    entries.extend(some(&[0, 0, 0, 3, 0]));
    exits.extend(some(&[0, 0, 0, 0, 3]));
    let counts = bins(&[("door", &entries, &exits)]);
    let hours = Hours::new(
        &["shop"; 2],
        &[MONDAY, MONDAY + 9 * HOUR],
        &[MONDAY + 6 * HOUR, MONDAY + 11 * HOUR],
    )
    .unwrap();
    let result =
        occupancy(&counts.bins(), None, Some(&hours), None, &OccupancyOptions::default()).unwrap();
    assert_eq!(result.occupancy.occupancy[5..], [0, 0, 0, 0, 3, 0]);
    assert_eq!(result.occupancy.site.name(0), "shop");
    assert_eq!(result.occupancy.occupancy_high[7], 0.0);
    let open = OccupancyOptions { close_empty: false, ..OccupancyOptions::default() };
    let result = occupancy(&counts.bins(), None, Some(&hours), None, &open).unwrap();
    assert_eq!(result.occupancy.occupancy[5..], [5, 5, 5, 5, 8, 5]);
}

#[test]
fn a_door_that_does_not_see_the_way_out_is_completed_and_a_way_in_is_not() {
    // The blind door lets in as many as the other: 40 enter, 18 are seen to leave, 18 more must have left.
    let (entries, exits) = (some(&[10, 10, 0, 0]), some(&[0, 0, 10, 8]));
    let blind = [None; 4];
    let counts = bins(&[("a", &entries, &exits), ("b", &entries, &blind)]);
    let result = of(&counts, None, &OccupancyOptions::default());
    assert_eq!(result.occupancy.occupancy, [20, 40, 20, 4]);
    assert!(Flags(result.occupancy.flags[2]).any(Flags::EXITS));
    assert_eq!(result.occupancy.exits_raw.at(2), Some(10.0));
    assert_eq!(result.occupancy.imputed_share[2], 0.5);
    // One door in, one door out: nothing is missing.
    let counts = bins(&[("in", &entries, &blind), ("out", &blind, &exits)]);
    let result = of(&counts, None, &OccupancyOptions::default());
    assert_eq!(result.occupancy.occupancy, [10, 20, 10, 2]);
}

#[test]
fn live_rows_do_not_change_when_the_future_comes() {
    let day = |scale: i64| -> Vec<(i64, i64)> {
        (0..24)
            .map(|hour: i64| {
                let open = i64::from((9..20).contains(&hour)) * scale;
                (open * (7 + hour % 5), open * (6 + (hour * 3) % 7))
            })
            .collect()
    };
    let all: Vec<(i64, i64)> = (1..8).flat_map(day).collect();
    let run = |days: usize| {
        let (entries, exits): (Vec<_>, Vec<_>) =
            all[..days * 24].iter().map(|&(a, b)| (Some(a), Some(b))).unzip();
        let counts = bins(&[("door", &entries, &exits)]);
        let options = OccupancyOptions {
            causal: true,
            open_hours: Some("09:00-21:00".to_owned()),
            ..OccupancyOptions::default()
        };
        occupancy(&counts.bins(), None, None, None, &options).unwrap().occupancy
    };
    let (short, long) = (run(4), run(7));
    let rows = short.occupancy.len();
    assert_eq!(short.occupancy, long.occupancy[..rows]);
    assert_eq!(short.entries, long.entries[..rows]);
    assert_eq!(short.occupancy_low, long.occupancy_low[..rows]);
    assert_eq!(short.occupancy_high, long.occupancy_high[..rows]);
    assert!(short.occupancy.iter().any(|&present| present > 0));
    assert_eq!(short.occupancy[23 + 48], 0);
}

#[test]
fn the_door_that_drifts_is_named() {
    // Door a misses every fifth exit, door b none; their traffic goes up and down on different days.
    let (mut a, mut b) = ((vec![], vec![]), (vec![], vec![]));
    for day in 0..20_i64 {
        let (many, few) = (50 + 40 * (day % 3), 50 + 30 * (day % 4));
        for hour in 0..24 {
            a.0.push(Some(if hour == 9 { many } else { 0 }));
            a.1.push(Some(if hour == 15 { many * 4 / 5 } else { 0 }));
            b.0.push(Some(if hour == 10 { few } else { 0 }));
            b.1.push(Some(if hour == 16 { few } else { 0 }));
        }
    }
    let counts = bins(&[("a", &a.0, &a.1), ("b", &b.0, &b.1)]);
    let options = OccupancyOptions {
        open_hours: Some("08:00-20:00".to_owned()),
        ..OccupancyOptions::default()
    };
    let result = occupancy(&counts.bins(), None, None, None, &options).unwrap();
    let doors = &result.occupancy_sensors;
    let truth: i64 = a.0.iter().flatten().sum::<i64>() - a.1.iter().flatten().sum::<i64>();
    let drift = doors.drift.at(0).unwrap();
    assert!((drift / truth as f64 - 1.0).abs() < 0.1, "{drift} of {truth}");
    assert!(doors.drift.at(1).unwrap().abs() < 0.1 * drift);
    assert!((doors.exits_factor.at(0).unwrap() - 1.25).abs() < 0.03);
    assert!(doors.exits_factor_low.at(0) > Some(1.0));
    assert!(doors.correction_share.at(0) > Some(0.9));
}

#[test]
fn sensors_that_are_no_entrance_are_left_out_and_sites_stand_alone() {
    let counts = bins(&[
        ("a", &some(&ENTRIES), &some(&EXITS)),
        ("b", &some(&[1, 0, 0, 0, 0, 0]), &some(&[0, 0, 0, 0, 0, 1])),
    ]);
    let sensors = Sensors::new(&["a", "b"], &["west", "east"]).unwrap();
    let options = OccupancyOptions::default();
    let result = occupancy(&counts.bins(), None, None, Some(&sensors), &options).unwrap();
    assert_eq!(result.occupancy.site.names, ["east", "west"]);
    assert_eq!(result.occupancy.occupancy[..6], [1, 1, 1, 1, 1, 0]);
    assert_eq!(result.occupancy.occupancy[6..], [10, 25, 25, 18, 9, 5]);
}

#[test]
fn unseen_hours_are_flagged_and_widen_the_interval() {
    let (mut entries, mut exits) = (some(&ENTRIES), some(&EXITS));
    let start = Anchors::new(&["shop"], &[MONDAY], &[0]).unwrap();
    let run = |entries: &[Option<i64>], exits: &[Option<i64>]| {
        of(&bins(&[("a", entries, exits)]), Some(&start), &OccupancyOptions::default())
    };
    let seen = run(&entries, &exits);
    (entries[3], exits[3]) = (None, None);
    let blind = run(&entries, &exits);
    let flags = |result: &OccupancyResult| Flags(result.occupancy.flags[3]).any(Flags::MISSING);
    assert!(!flags(&seen) && flags(&blind));
    assert_eq!(blind.occupancy.coverage[3], 0.0);
    let width = |result: &OccupancyResult| {
        result.occupancy.occupancy_high[4] - result.occupancy.occupancy[4] as f64
    };
    // 9 entries and 8 exits an hour unseen: a deviation of sqrt(17 + 17²) against one of some 3 persons.
    assert!(width(&blind) > 3.0 * width(&seen), "{} {}", width(&blind), width(&seen));
}

proptest! {
    #[test]
    fn persons_are_conserved_and_nothing_known_is_broken(
        counts in proptest::collection::vec(proptest::option::weighted(0.9, (0_i64..30, 0_i64..30)), 2..60),
        heads in proptest::collection::vec((0_usize..60, 0_i64..25), 0..6),
        capacity in proptest::option::of(25_i64..60),
        (causal, squares) in (any::<bool>(), any::<bool>()),
    ) {
        let (mut entries, mut exits): (Vec<_>, Vec<_>) =
            counts.iter().map(|one| (one.map(|one| one.0), one.map(|one| one.1))).unzip();
        (entries[0], exits[0]) = (Some(3), Some(1));
        let hours = entries.len();
        let mut heads: Vec<(usize, i64)> =
            heads.into_iter().map(|(hour, persons)| (1 + hour % hours, persons)).collect();
        heads.sort_unstable();
        heads.dedup_by_key(|head| head.0);
        let times: Vec<i64> = heads.iter().map(|head| MONDAY + head.0 as i64 * HOUR).collect();
        let persons: Vec<i64> = heads.iter().map(|head| head.1).collect();
        let anchors = Anchors::new(&vec!["shop"; heads.len()], &times, &persons).unwrap();
        let method =
            if squares { OccupancyMethod::LeastSquares } else { OccupancyMethod::Relative };
        let options = OccupancyOptions { method, causal, capacity, ..OccupancyOptions::default() };
        let both = [("a", &entries[..], &exits[..]), ("b", &exits[..], &entries[..])];
        for doors in [&both[..1], &both[..]] {
            let counts = bins(doors);
            let result = of(&counts, Some(&anchors), &options);
            let rows = &result.occupancy;
            let mut level = 0;
            for row in 0..hours {
                prop_assert!(rows.entries[row] >= 0 && rows.exits[row] >= 0);
                level += rows.entries[row] - rows.exits[row];
                prop_assert_eq!(level, rows.occupancy[row]);
                prop_assert!((0..=capacity.unwrap_or(i64::MAX)).contains(&level));
                prop_assert!(rows.occupancy_low[row] <= level as f64);
                prop_assert!(level as f64 <= rows.occupancy_high[row]);
            }
            for (hour, persons) in &heads {
                prop_assert_eq!(rows.occupancy[hour - 1], *persons);
            }
            let days = &result.occupancy_days;
            prop_assert_eq!(days.entries.iter().sum::<i64>() - days.exits.iter().sum::<i64>(), level);
        }
    }
}

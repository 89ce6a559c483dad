//! Every change of offset from 1985 to 2037 in fourteen zones, against Python's `zoneinfo`.
//!
//! The file is made by `tests/tools/zone_reference.py`, which says how; both sides carry the tz database 2025b, and
//! agree in every row. A wider comparison of all 597 names from 1900 to 2100 (2026-11, 64 864 changes) found differences
//! only before 1970 and in `EET` (1979 to 1980) and `WET` (1976 to 1995): the system's files were Debian's, which keep
//! the older sources of the database (`backzone`), where `chrono-tz` links those names to Athens and Lisbon.

use super::testing::{at, zone};
use super::*;

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/zone_reference.csv");

struct Change {
    zone: String,
    instant: i64,
    before: i64,
    after: i64,
    day: (i64, i64),
    hours: usize,
    quarters: usize,
    wall: i64,
    folds: [i64; 2],
}

fn reference() -> (String, Vec<Change>) {
    let text = std::fs::read_to_string(REFERENCE).expect("the reference lies in the repository");
    let mut lines = text.lines();
    let origin = lines.next().expect("a line of origin").to_owned();
    assert_eq!(
        lines.next(),
        Some("zone,change,before,after,day_start,day_end,hours,quarters,wall,fold0,fold1"),
        "columns of the reference"
    );
    let rows = lines.map(|line| {
        let mut fields = line.split(',');
        let zone = fields.next().expect("a zone").to_owned();
        let numbers: Vec<i64> =
            fields.map(|field| field.parse().expect("a whole number")).collect();
        let us = |column: usize| numbers[column] * SECOND_US;
        let count = |column: usize| usize::try_from(numbers[column]).expect("a count");
        Change {
            zone,
            instant: us(0),
            before: us(1),
            after: us(2),
            day: (us(3), us(4)),
            hours: count(5),
            quarters: count(6),
            wall: us(7),
            folds: [us(8), us(9)],
        }
    });
    (origin, rows.collect())
}

#[test]
fn both_sides_carry_the_same_database() {
    let (origin, changes) = reference();
    let version = TimeZone::DATABASE_VERSION.expect("the feature is on");
    assert!(
        origin.starts_with(&format!("# tz database {version},")),
        "make the reference again: {origin}, not {version}"
    );
    assert_eq!(changes.len(), 1_090);
}

#[test]
fn changes_are_the_same_and_no_others() {
    let (_, changes) = reference();
    let (from, to) = (at("1985-01-01T00:00:00Z"), at("2038-01-01T00:00:00Z"));
    for of_zone in changes.chunk_by(|left, right| left.zone == right.zone) {
        let found = zone(&of_zone[0].zone).segments(from, to);
        let found: Vec<_> = found
            .windows(2)
            .map(|pair| (pair[1].start_us, pair[0].offset_us, pair[1].offset_us))
            .collect();
        let expected: Vec<_> =
            of_zone.iter().map(|row| (row.instant, row.before, row.after)).collect();
        assert_eq!(found, expected, "{}", of_zone[0].zone);
    }
}

#[test]
fn days_and_their_bins_are_the_same() {
    let (_, changes) = reference();
    for row in changes {
        let zone = zone(&row.zone);
        let case = format!("{} {}", row.zone, zone.iso_label(row.instant));
        assert_eq!(bin_around(&zone, 0, DAY_US, row.instant).unwrap(), row.day, "{case}");
        for (interval_us, bins) in [(HOUR_US, row.hours), (15 * MINUTE_US, row.quarters)] {
            let cuts = cuts(&zone, 0, interval_us, row.day.0, row.day.1, DEFAULT_MAX_BINS).unwrap();
            assert_eq!(
                (cuts[0], cuts[cuts.len() - 1], cuts.len() - 1),
                (row.day.0, row.day.1, bins),
                "{case}"
            );
        }
        let mut clock = LocalClock::new(&zone, 0, row.instant, row.instant).unwrap();
        assert_eq!(clock.bounds(Period::Day, row.instant).unwrap(), row.day, "{case}");
    }
}

#[test]
fn repeated_and_skipped_readings_are_the_same() {
    let (_, changes) = reference();
    for row in changes {
        let case = format!("{} {}", row.zone, day_label(row.wall.div_euclid(DAY_US)));
        let localizer = Localizer::new(&zone(&row.zone), row.wall, row.wall).unwrap();
        // Two equal rows of one sensor: the first and the second pass.
        let local = localizer.localize(&[row.wall, row.wall], &[0, 0], 1);
        if row.after < row.before {
            assert_eq!(local.utc_us, row.folds, "{case}");
            assert_eq!((local.ambiguous.len(), local.shifted.len()), (2, 0), "{case}");
        } else {
            assert_eq!(local.utc_us, [row.folds[0]; 2], "{case}");
            assert_eq!((local.ambiguous.len(), local.shifted.len()), (0, 2), "{case}");
        }
    }
}

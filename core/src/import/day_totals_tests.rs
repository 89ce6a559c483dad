//! Persons so far today, made counts: by hand, and against the counts from which the totals were made.

use crate::import::{CountUnit, FileOptions, OnError, ReadCounts, ReadCountsOptions, read_counts};
use crate::table::Document;
use proptest::prelude::*;
use std::fmt::Write as _;

const HOUR: i64 = 3_600_000_000;
const START: i64 = 1_773_360_000_000_000; // 2026-03-13T00:00:00Z

fn read(text: &str, file: FileOptions) -> Result<ReadCounts, String> {
    let options = ReadCountsOptions {
        unit: CountUnit::DayTotal,
        interval_s: Some(3600),
        file,
        ..ReadCountsOptions::default()
    };
    read_counts(&Document::new(text.as_bytes()), &options).map_err(|error| error.to_string())
}

/// First and last hour of each row, and its entries and exits.
fn rows(text: &str, file: FileOptions) -> Vec<(i64, i64, Option<i64>, Option<i64>)> {
    let rows = read(text, file).unwrap().read_counts;
    let hour = |us: i64| (us - START) / HOUR;
    (0..rows.row.len())
        .map(|row| {
            let (start, end) = (hour(rows.start.0[row]), hour(rows.end.0[row]));
            (start, end, rows.entries.at(row), rows.exits.at(row))
        })
        .collect()
}

/// A file of one door that counts entries: hours since START and totals.
fn entries(of: &[(i64, &str)]) -> String {
    let mut text = String::from("door,start,entries\n");
    for (hour, total) in of {
        let _ = writeln!(text, "a,{},{total}", label(*hour));
    }
    text
}

/// A day of twelve totals, one of them replaced.
fn day_but(hour: usize, total: &str) -> String {
    let mut totals = ["2", "5", "7", "8", "9", "11", "13", "15", "17", "19", "21", "23"];
    totals[hour] = total;
    let of: Vec<(i64, &str)> = (0..).zip(totals).collect();
    entries(&of)
}

fn label(hour: i64) -> String {
    let time = chrono::DateTime::from_timestamp_micros(START + hour * HOUR).unwrap();
    time.format("%FT%TZ").to_string()
}

#[test]
fn a_row_counts_what_it_shows_more_than_the_one_before_it() {
    let text = entries(&[(0, "2"), (1, "5"), (2, "5"), (24, "3"), (25, "4")]);
    let expected = [(0, 1, 2), (1, 2, 3), (2, 3, 0), (24, 25, 3), (25, 26, 1)]
        .map(|(a, b, n)| (a, b, Some(n), None));
    assert_eq!(rows(&text, FileOptions::default()), expected);
}

#[test]
fn a_day_that_begins_late_counts_from_where_days_begin() {
    // The rows of midnight and of one o'clock are missing on the second day.
    let text = entries(&[(0, "2"), (1, "5"), (26, "9"), (27, "9"), (48, "1"), (49, "2")]);
    let found = rows(&text, FileOptions::default());
    assert_eq!(found[2], (24, 27, Some(9), None));
    // A shop whose days begin at nine counts from nine.
    let text = entries(&[(9, "2"), (10, "5"), (33, "9"), (34, "9")]);
    assert_eq!(rows(&text, FileOptions::default())[2], (33, 34, Some(9), None));
}

#[test]
fn a_total_above_that_of_yesterday_is_a_new_day_all_the_same() {
    let text = entries(&[(0, "2"), (10, "20"), (11, "21"), (24, "30"), (25, "31")]);
    let found = rows(&text, FileOptions::default());
    assert_eq!(found[3], (24, 25, Some(30), None));
    assert_eq!(found[1], (1, 11, Some(18), None), "what is missing is in the next row");
}

#[test]
fn a_row_without_a_number_is_in_the_next_one() {
    let text = entries(&[(0, "2"), (1, ""), (2, "7"), (3, "")]);
    let found = rows(&text, FileOptions::default());
    // After the last total of the day nothing is known.
    assert_eq!(found, [(0, 1, Some(2), None), (1, 3, Some(5), None), (3, 4, None, None)]);
}

#[test]
fn rows_of_one_direction_wait_for_the_other() {
    let text = "door,start,entries,exits\na,2026-03-13T00:00Z,2,1\na,2026-03-13T01:00Z,4,\na,2026-03-13T02:00Z,9,4\nb,2026-03-13T00:00Z,3,\nb,2026-03-13T01:00Z,4,\n";
    let found = rows(text, FileOptions::default());
    let expected = [
        (0, 1, Some(2), Some(1)),
        (1, 3, Some(7), Some(3)),
        (0, 1, Some(3), None),
        (1, 2, Some(1), None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_restart_within_the_day_hides_what_passed() {
    let text = entries(&[
        (0, "2"),
        (1, "5"),
        (2, "1"),
        (3, "4"),
        (4, "9"),
        (5, "11"),
        (6, "12"),
        (7, "20"),
        (8, "21"),
        (9, "22"),
        (10, "23"),
        (11, "25"),
    ]);
    let found = rows(&text, FileOptions::default());
    assert_eq!(found[2], (2, 3, None, None));
    assert_eq!(found[3], (3, 4, Some(3), None));
}

#[test]
fn a_row_that_cannot_be_a_total_is_refused() {
    // 65535 stands for a value that was not read.
    let text = day_but(2, "65535");
    let error = read(&text, FileOptions::default()).unwrap_err();
    assert!(error.contains("65535") && error.contains("a total of the day from 5 to 8"), "{error}");
    let skip = FileOptions { on_error: OnError::Skip, ..FileOptions::default() };
    let found = rows(&text, skip.clone());
    let hours = [(0, 1, 2), (1, 2, 3), (2, 4, 3), (4, 5, 1)];
    assert_eq!(found[..4], hours.map(|(start, end, count)| (start, end, Some(count), None)));
    let refused = read(&text, skip).unwrap().refused_rows;
    assert_eq!((refused.row.as_slice(), refused.found.name(0)), (&[4][..], "65535"));
}

#[test]
fn a_zero_within_the_day_is_refused_too() {
    let error = read(&day_but(5, "0"), FileOptions::default()).unwrap_err();
    assert!(error.contains("a total of the day from 9 to 13"), "{error}");
}

#[test]
fn rows_that_came_twice_count_alike() {
    let text = entries(&[(0, "2"), (1, "5"), (1, "6"), (2, "9")]);
    let found: Vec<_> = rows(&text, FileOptions::default()).iter().map(|row| row.2).collect();
    assert_eq!(found, [Some(2), Some(3), Some(4), Some(3)], "the later one stands");
}

#[test]
fn counts_are_not_taken_for_totals_of_the_day() {
    let text = entries(&[(0, "2"), (1, "5"), (2, "3"), (3, "1")]);
    let error = read(&text, FileOptions::default()).unwrap_err();
    assert!(error.contains("fall 2 times within days and rise 2 times"), "{error}");
}

#[test]
fn the_day_starts_when_it_is_told_to() {
    let text =
        entries(&[(1, "2"), (2, "5"), (3, "6"), (4, "7"), (25, "11"), (26, "13"), (27, "19")]);
    let night = FileOptions { day_start: Some("03:00".to_owned()), ..FileOptions::default() };
    let found: Vec<_> = rows(&text, night).iter().map(|row| (row.0, row.2)).collect();
    // The first day shows all who came since three o'clock of the day before.
    let expected = [(-21, 2), (2, 3), (3, 6), (4, 1), (5, 4), (26, 2), (27, 19)];
    assert_eq!(found, expected.map(|(hour, count)| (hour, Some(count))));
}

proptest! {
    #[test]
    fn each_row_counts_the_persons_of_its_interval(
        counts in prop::collection::vec(0_i64..40, 24 * 6),
        left_out in prop::collection::vec(0_u8..10, 24 * 6),
        day_start in 0_i64..6,
        backwards in any::<bool>(),
    ) {
        let mut of = Vec::new();
        let mut total = 0;
        for hour in 0..counts.len() {
            total = if (hour as i64 - day_start) % 24 == 0 { 0 } else { total };
            total += counts[hour];
            // Half of the days begin with their first hour: that is where days usually begin.
            let first = (hour as i64 - day_start) % 24 == 0;
            if hour as i64 >= day_start && (left_out[hour] > 0 || (first && hour < 72)) {
                of.push((hour as i64, total.to_string()));
            }
        }
        if backwards {
            of.reverse();
        }
        let of: Vec<(i64, &str)> = of.iter().map(|(hour, total)| (*hour, total.as_str())).collect();
        let told = FileOptions { day_start: Some(format!("{day_start:02}:00")), ..FileOptions::default() };
        // The last hours of a day may be missing: then they are in no row.
        let mut covered = 0;
        for (start, end, entries, _) in rows(&entries(&of), told) {
            let truth: i64 = counts[start as usize..end as usize].iter().sum();
            prop_assert_eq!(entries, Some(truth), "from {} to {}", start, end);
            covered += end - start;
        }
        let lost = (day_start..counts.len() as i64).filter(|hour| {
            (0..24).take_while(|ahead| *ahead == 0 || (hour + ahead - day_start) % 24 != 0).all(|ahead| {
                !of.iter().any(|row| row.0 == hour + ahead)
            })
        });
        prop_assert_eq!(day_start + covered + lost.count() as i64, counts.len() as i64);
    }
}

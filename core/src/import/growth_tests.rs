//! Which numbers a file holds: hand-made days of counts, their totals, and what must not be taken for totals.

use crate::import::{InspectCountsOptions, ReadCountsOptions, inspect_counts, read_counts};
use crate::table::Document;
use std::fmt::Write as _;

/// Persons per hour of a shop that is open from 9 to 19.
const SHOP: [i64; 24] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 9, 14, 21, 17, 15, 18, 23, 16, 7, 0, 0, 0, 0, 0];

/// A file of days, in hours of the wall clock; `shown` makes of the counts of a day what the file shows.
fn file(days: u32, hours: std::ops::Range<usize>, shown: impl Fn(u32, usize) -> i64) -> String {
    let mut text = String::from("door,start,entries\n");
    for day in 0..days {
        for hour in hours.clone() {
            let _ =
                writeln!(text, "a,2026-03-{:02}T{hour:02}:00:00Z,{}", day + 1, shown(day, hour));
        }
    }
    text
}

/// Persons up to the end of an hour of a day on which everything is `day + 1` times the shop.
fn so_far(day: u32, hour: usize) -> i64 {
    i64::from(day + 1) * SHOP[..=hour].iter().sum::<i64>()
}

/// The guess, the evidence and the certainty of the unit, and the call in Python.
fn unit(text: &str) -> [String; 4] {
    let found =
        inspect_counts(&Document::new(text.as_bytes()), &InspectCountsOptions::default()).unwrap();
    let row = |property: &str| {
        (0..found.property.len()).find(|&row| found.property.name(row) == property).unwrap()
    };
    let (unit, call) = (row("unit"), row("call.python"));
    [
        found.guess.name(unit),
        found.evidence.name(unit),
        found.certainty.name(unit),
        found.guess.name(call),
    ]
    .map(str::to_owned)
}

fn refused(text: &str) -> Option<String> {
    let options = ReadCountsOptions { interval_s: Some(3600), ..ReadCountsOptions::default() };
    read_counts(&Document::new(text.as_bytes()), &options).err().map(|error| error.to_string())
}

#[test]
fn totals_of_the_day_are_asked_about_with_the_call_that_reads_them() {
    let text = file(14, 0..24, so_far);
    // Of 24 hours a day ten have visitors: the first nine and the last five show what stood before, and the step into
    // the first hour of a day is down.
    let evidence = "of 335 steps 140 go up and 13 down, these once a day at 00:00";
    let call = "keliu.read_counts(bytes, unit=\"day_total\")";
    assert_eq!(unit(&text), ["day_total", evidence, "likely", call].map(str::to_owned));
    let error = refused(&text).unwrap();
    assert!(error.contains("unit = \"day_total\" or unit = \"interval\""), "{error}");
    assert!(error.contains(evidence), "{error}");
}

#[test]
fn totals_in_opening_hours_only_restart_when_the_day_starts() {
    let [guess, evidence, ..] = unit(&file(14, 9..20, so_far));
    assert_eq!(guess, "day_total");
    assert!(evidence.ends_with("once a day at 00:00"), "{evidence}");
}

#[test]
fn totals_that_restart_in_the_night_restart_then() {
    // Every value of the file stands three hours later.
    let text = file(
        14,
        0..24,
        |day, hour| if hour < 3 { so_far(day, 21) } else { so_far(day + 1, hour - 3) },
    );
    let [guess, evidence, ..] = unit(&text);
    assert_eq!(guess, "day_total");
    assert!(evidence.ends_with("once a day at 03:00"), "{evidence}");
}

#[test]
fn two_days_are_enough() {
    assert_eq!(unit(&file(2, 0..24, |_, hour| 1 + 3 * hour as i64))[0], "day_total");
}

#[test]
fn rows_backwards_in_time_are_read_alike() {
    let text = file(14, 0..24, so_far);
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let [guess, evidence, ..] = unit(&format!("{header}\n{}\n", rows.join("\n")));
    assert_eq!(guess, "day_total");
    assert!(evidence.contains("140 go up and 13 down"), "{evidence}");
}

#[test]
fn local_midnights_of_a_zone_that_changes_its_clock_are_one_day_apart() {
    // Midnight in London is 00:00 in winter and 23:00 of the day before in summer.
    let mut text = String::from("door,start,entries\n");
    for hour in 0..28 * 24_i64 {
        let us = 1_773_532_800_000_000 + hour * 3_600_000_000; // 2026-03-15T00:00:00Z
        let summer = us >= 1_774_746_000_000_000; // 2026-03-29T01:00:00Z
        let local = (hour + i64::from(summer)).rem_euclid(24);
        let start = chrono::DateTime::from_timestamp_micros(us).unwrap().format("%FT%TZ");
        let _ = writeln!(text, "a,{start},{}", so_far(1, local as usize));
    }
    let options = |zone: &str| InspectCountsOptions {
        time_zone: Some(zone.to_owned()),
        ..InspectCountsOptions::default()
    };
    let at = |zone: &str| {
        let found = inspect_counts(&Document::new(text.as_bytes()), &options(zone)).unwrap();
        let unit = (0..found.property.len()).find(|&row| found.property.name(row) == "unit");
        let unit = unit.unwrap();
        assert_eq!(found.guess.name(unit), "day_total");
        found.evidence.name(unit).to_owned()
    };
    assert!(at("Europe/London").ends_with("once a day at 00:00"), "{}", at("Europe/London"));
    // In UTC no one time of day explains the falls.
    assert!(at("UTC").ends_with("once a day"), "{}", at("UTC"));
}

#[test]
fn one_day_of_totals_is_open() {
    let [guess, _, certainty, call] = unit(&file(1, 0..24, so_far));
    assert_eq!(
        [guess.as_str(), certainty.as_str()],
        ["interval", "likely"],
        "ten rises of 23 steps"
    );
    let climb = |_: u32, hour: usize| 1 + 3 * hour as i64;
    let [guess, evidence, certainty, open] = unit(&file(1, 0..24, climb));
    assert_eq!([guess.as_str(), certainty.as_str()], ["day_total", "open"]);
    assert_eq!(evidence, "of 23 steps 23 go up and 0 down, within one day");
    assert_eq!(call, "keliu.read_counts(bytes)");
    assert_eq!(open, "keliu.read_counts(bytes, unit=\"day_total\")");
    assert!(refused(&file(1, 0..24, climb)).is_some());
}

#[test]
fn a_short_day_of_counts_that_climb_is_a_day_of_counts() {
    // Until noon every hour is busier than the one before.
    let morning = file(1, 6..13, |_, hour| hour as i64 * 5);
    assert_eq!(unit(&morning)[0], "interval");
    assert_eq!(refused(&morning), None);
}

#[test]
fn counts_are_no_totals() {
    let text = file(28, 0..24, |day, hour| SHOP[hour] + i64::from(day * hour as u32 % 3));
    assert_eq!(unit(&text)[0], "interval");
    assert_eq!(refused(&text), None);
    // A delivery at nine, every day.
    let delivery = file(28, 0..24, |_, hour| i64::from(hour == 9));
    assert_eq!(refused(&delivery), None);
    // A row a day.
    let daily = file(28, 12..13, |day, _| i64::from(day % 7) * 10);
    assert_eq!(refused(&daily), None);
}

#[test]
fn registers_are_totals_though_one_starts_again() {
    let register = |day: u32, hour: usize| {
        let total = 5000 + 145 * i64::from(day) + so_far(0, hour);
        if day < 7 { total } else { total - 6015 }
    };
    let [guess, evidence, ..] = unit(&file(14, 0..24, register));
    assert_eq!(guess, "totals");
    assert!(evidence.ends_with("and 1 down"), "{evidence}");
}

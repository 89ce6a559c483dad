use super::super::testing::at;
use super::super::{DAY_US, LocalClock, TimeZone};
use super::*;

fn day(text: &str) -> i64 {
    at(&format!("{text}T00:00:00Z")) / DAY_US
}

#[test]
fn iso_weeks_belong_to_the_year_of_their_thursday() {
    // ISO 8601: 4 January is always in week 1.
    for (date, week) in [
        ("2024-09-23", "2024-W39"),
        ("2024-09-29", "2024-W39"),
        ("2024-09-30", "2024-W40"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2024-12-30", "2025-W01"),
        ("2026-12-31", "2026-W53"),
        ("1970-01-01", "1970-W01"),
    ] {
        assert_eq!(week_label(day(date)), week, "{date}");
    }
}

#[test]
fn day_and_month_labels() {
    assert_eq!(day_label(0), "1970-01-01");
    assert_eq!(day_label(-1), "1969-12-31");
    assert_eq!(day_label(day("2024-02-29")), "2024-02-29");
    assert_eq!(month_label(day("2024-02-29")), "2024-02");
    assert_eq!((date_of(day("1900-03-01")), day_of(1900, 3)), ((1900, 3, 1), day("1900-03-01")));
}

#[test]
fn keys_number_the_periods() {
    let instant = at("2024-12-31T22:30:00Z");
    let time = LocalClock::new(&TimeZone::parse("+01:00").unwrap(), 0, instant, instant)
        .unwrap()
        .at(instant);
    assert_eq!(Period::Hour.key(&time), at("2024-12-31T22:00:00Z"));
    assert_eq!(Period::Day.key(&time), day("2024-12-31"));
    // Tuesday: its Monday is the 30th.
    assert_eq!(Period::Week.key(&time), day("2024-12-30"));
    assert_eq!(Period::Month.key(&time), 2_024 * 12 + 11);
    assert_eq!(Period::HourOfWeek.key(&time), 24 + 23);
}

use super::{PeriodNames, VisitPeriod, slices};
use crate::calendar::{LocalClock, TimeZone};
use crate::table::Visits;

const HOUR: i64 = 3_600_000_000;

/// Label, bounds in hours, visits.
type Found = (String, Option<(i64, i64)>, usize);

/// The labels of the periods of visits that begin at these hours, with their bounds in hours.
fn periods(zone: &str, day_start_h: i64, period: VisitPeriod, hours: &[i64]) -> Vec<Found> {
    let zone = TimeZone::parse(zone).unwrap();
    let enter: Vec<i64> = hours.iter().map(|hour| hour * HOUR).collect();
    let track = vec![1; hours.len()];
    let visits = Visits::new(&track, &vec!["a"; hours.len()], &enter, &enter).unwrap();
    let span = super::span(&visits).unwrap();
    let mut clock = LocalClock::new(&zone, day_start_h * HOUR, span.0, span.1).unwrap();
    let mut names = PeriodNames::new(zone, day_start_h * HOUR, period, span).unwrap();
    let found = slices(&visits, period, &mut clock).unwrap();
    found
        .iter()
        .map(|slice| {
            let (code, bounds) = names.of(slice.key).unwrap();
            let hours = bounds.map(|(start, end)| (start / HOUR, end / HOUR));
            (names.labels[code as usize].clone(), hours, slice.rows.len())
        })
        .collect()
}

fn one(
    zone: &str,
    day_start_h: i64,
    period: VisitPeriod,
    hour: i64,
) -> (String, Option<(i64, i64)>) {
    let mut found = periods(zone, day_start_h, period, &[hour]);
    assert_eq!(found.len(), 1);
    let (label, bounds, rows) = found.remove(0);
    assert_eq!(rows, 1);
    (label, bounds)
}

#[test]
fn one_instant_in_every_period() {
    // Hour 10 of 1970 was a Thursday: 18:00 in Shanghai.
    let at = |period| one("Asia/Shanghai", 0, period, 10);
    assert_eq!(at(VisitPeriod::All), ("all".to_owned(), None));
    assert_eq!(at(VisitPeriod::Hour), ("1970-01-01T18:00:00+08:00".to_owned(), Some((10, 11))));
    assert_eq!(at(VisitPeriod::Day), ("1970-01-01".to_owned(), Some((-8, 16))));
    assert_eq!(at(VisitPeriod::Week), ("1970-W01".to_owned(), Some((-80, 88))));
    assert_eq!(at(VisitPeriod::Month), ("1970-01".to_owned(), Some((-8, 736))));
    assert_eq!(at(VisitPeriod::HourOfDay), ("18:00".to_owned(), None));
    assert_eq!(at(VisitPeriod::HourOfWeek), ("Thu 18:00".to_owned(), None));
}

#[test]
fn a_day_that_starts_late_takes_the_night_before() {
    assert_eq!(one("UTC", 6, VisitPeriod::Day, 29), ("1970-01-01".to_owned(), Some((6, 30))));
    assert_eq!(one("UTC", 6, VisitPeriod::Day, 30), ("1970-01-02".to_owned(), Some((30, 54))));
    // Hours of the day follow the wall clock.
    assert_eq!(one("UTC", 6, VisitPeriod::HourOfDay, 29).0, "05:00");
}

#[test]
fn visits_of_one_period_are_together_in_the_order_of_periods() {
    let days = periods("UTC", 0, VisitPeriod::Day, &[30, 1, 25, 2]);
    let found: Vec<_> = days.iter().map(|(label, _, rows)| (label.as_str(), *rows)).collect();
    assert_eq!(found, [("1970-01-01", 2), ("1970-01-02", 2)]);
}

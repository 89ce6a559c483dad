use super::super::period::{day_label, month_label, week_label};
use super::super::testing::at;
use super::super::{MAX_INSTANT_US, MIN_INSTANT_US};
use super::*;

fn clock(zone: TimeZone, day_start_us: i64, from: i64, to: i64) -> LocalClock {
    LocalClock::new(&zone, day_start_us, from, to).unwrap()
}

#[test]
fn days_hours_and_slots_of_utc() {
    let instant = at("2024-09-29T13:05:07Z");
    let time = clock(TimeZone::UTC, 0, instant, instant).at(instant);
    assert_eq!(day_label(time.day), "2024-09-29");
    assert_eq!((time.weekday(), time.second_of_day()), (6, 13 * 3_600 + 5 * 60 + 7));
    // Sunday is the seventh day: 6 · 24 + 13.
    assert_eq!((time.slot(3_600), time.slot(900), time.slot(604_800)), (157, 628, 0));
    assert_eq!(time.hour_start_us, at("2024-09-29T13:00:00Z"));
    let monday = clock(TimeZone::UTC, 0, 0, 0).at(at("2024-09-30T00:00:00Z"));
    assert_eq!((monday.weekday(), monday.slot(3_600)), (0, 0));
    let before = clock(TimeZone::UTC, 0, 0, 0).at(-1);
    assert_eq!((before.day, before.weekday(), before.second_of_day()), (-1, 2, 86_399));
}

#[test]
fn the_counting_day_moves_and_the_slot_of_the_wall_clock_does_not() {
    let instant = at("2024-09-28T02:00:00Z");
    let time = clock(TimeZone::UTC, 6 * HOUR_US, instant, instant).at(instant);
    // Saturday 02:00 still belongs to Friday's evening.
    assert_eq!((day_label(time.day).as_str(), time.weekday()), ("2024-09-27", 4));
    assert_eq!(time.slot(3_600), 5 * 24 + 2);
}

#[test]
fn periods_have_their_bounds() {
    let mut clock =
        clock(TimeZone::UTC, 6 * HOUR_US, at("2024-12-30T00:00:00Z"), at("2024-12-31T00:00:00Z"));
    let mut bounds = |period| clock.bounds(period, at("2024-12-30T05:59:00Z")).unwrap();
    assert_eq!(bounds(Period::Hour), (at("2024-12-30T05:00:00Z"), at("2024-12-30T06:00:00Z")));
    assert_eq!(
        bounds(Period::HourOfWeek),
        (at("2024-12-30T05:00:00Z"), at("2024-12-30T06:00:00Z"))
    );
    assert_eq!(bounds(Period::Day), (at("2024-12-29T06:00:00Z"), at("2024-12-30T06:00:00Z")));
    assert_eq!(bounds(Period::Week), (at("2024-12-23T06:00:00Z"), at("2024-12-30T06:00:00Z")));
    assert_eq!(bounds(Period::Month), (at("2024-12-01T06:00:00Z"), at("2025-01-01T06:00:00Z")));
}

#[test]
fn wrong_spans_and_starts_are_refused() {
    assert!(LocalClock::new(&TimeZone::UTC, DAY_US, 0, 0).is_err());
    assert!(LocalClock::new(&TimeZone::UTC, 0, i64::MIN, 0).is_err());
    assert!(LocalClock::new(&TimeZone::UTC, 0, 0, i64::MAX).is_err());
    assert!(clock(TimeZone::UTC, 0, 0, 0).bounds(Period::Day, i64::MAX).is_err());
}

#[test]
fn no_instant_panics() {
    let mut clock = clock(TimeZone::UTC, DAY_US - 1, MIN_INSTANT_US, MAX_INSTANT_US);
    for instant in [i64::MAX, i64::MIN, 0, i64::MIN + 1] {
        let time = clock.at(instant);
        let _ = (
            time.weekday(),
            time.second_of_day(),
            time.slot(0),
            clock.first_reaching(instant),
            clock.day_begin(instant),
        );
        for period in [Period::Hour, Period::Day, Period::Week, Period::Month, Period::HourOfWeek] {
            let _ = period.key(&time);
        }
        let _ = (day_label(instant), week_label(instant), month_label(instant));
    }
}

#[cfg(feature = "tz")]
mod named {
    use super::super::super::testing::zone;
    use super::super::super::{DEFAULT_MAX_BINS, MINUTE_US, cuts};
    use super::*;

    #[test]
    fn a_week_with_a_change_has_167_or_169_hours() {
        let auckland = zone("Pacific/Auckland");
        let instant = at("2024-09-29T03:00:00+13:00");
        let mut clock = clock(auckland, 0, instant, instant);
        assert_eq!(week_label(clock.at(instant).day), "2024-W39");
        let week = clock.bounds(Period::Week, instant).unwrap();
        assert_eq!(week, (at("2024-09-23T00:00:00+12:00"), at("2024-09-30T00:00:00+13:00")));
        assert_eq!((week.1 - week.0) / HOUR_US, 167);
        let month = clock.bounds(Period::Month, instant).unwrap();
        assert_eq!(month, (at("2024-09-01T00:00:00+12:00"), at("2024-10-01T00:00:00+13:00")));
    }

    #[test]
    fn a_repeated_hour_across_midnight_stays_in_the_later_day() {
        let mut clock = clock(
            zone("America/St_Johns"),
            0,
            at("2006-10-29T00:00:00Z"),
            at("2006-10-30T00:00:00Z"),
        );
        let time = clock.at(at("2006-10-28T23:30:00-03:30"));
        assert_eq!((day_label(time.day).as_str(), time.weekday()), ("2006-10-29", 6));
        // The wall clock shows Saturday 23:30 all the same.
        assert_eq!((time.second_of_day(), time.slot(3_600)), (23 * 3_600 + 1_800, 5 * 24 + 23));
    }

    #[test]
    fn every_reading_agrees_with_the_grid() {
        let around = [
            ("Australia/Lord_Howe", "2024-04-06T15:00:00Z"),
            ("Australia/Lord_Howe", "2024-10-05T15:30:00Z"),
            ("America/Havana", "2024-11-03T05:00:00Z"),
            ("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
            ("America/Sao_Paulo", "2019-02-17T02:00:00Z"),
            ("America/St_Johns", "2006-10-29T02:31:00Z"),
            ("Pacific/Apia", "2011-12-30T10:00:00Z"),
            ("Pacific/Kwajalein", "1969-09-30T13:00:00Z"),
            ("Antarctica/Troll", "2024-10-27T01:00:00Z"),
            ("Europe/Berlin", "2024-03-31T01:00:00Z"),
        ];
        for (name, change) in around {
            let zone = zone(name);
            let (from, to) = (at(change) - 50 * HOUR_US, at(change) + 50 * HOUR_US);
            for day_start_us in [0, 6 * HOUR_US, 150 * MINUTE_US] {
                let days = cuts(&zone, day_start_us, DAY_US, from, to, DEFAULT_MAX_BINS).unwrap();
                let hours = cuts(&zone, day_start_us, HOUR_US, from, to, DEFAULT_MAX_BINS).unwrap();
                let bin = |cuts: &[i64], instant: i64| {
                    let after = cuts.partition_point(|&cut| cut <= instant);
                    (cuts[after - 1], cuts[after])
                };
                let mut ascending = clock(zone, day_start_us, from, to);
                let mut instant = from;
                while instant < to {
                    let time = ascending.at(instant);
                    let case = format!("{name} from {day_start_us} at {}", zone.iso_label(instant));
                    assert_eq!(time.local_us, zone.local_us(instant), "{case}");
                    assert_eq!(time.hour_start_us, bin(&hours, instant).0, "{case}");
                    assert_eq!(
                        ascending.bounds(Period::Hour, instant).unwrap(),
                        bin(&hours, instant),
                        "{case}"
                    );
                    let day = ascending.bounds(Period::Day, instant).unwrap();
                    assert_eq!(day, bin(&days, instant), "{case}");
                    assert_eq!(ascending.day_begin(time.day), day.0, "{case}");
                    // Both ends of a day belong to it, and the next instant does not.
                    assert_eq!(ascending.at(day.1 - 1).day, time.day, "{case}");
                    assert!(ascending.at(day.1).day > time.day, "{case}");
                    // Order of the questions does not matter.
                    assert_eq!(
                        clock(zone, day_start_us, instant, instant).at(instant),
                        time,
                        "{case}"
                    );
                    assert_eq!(ascending.at(instant), time, "{case}");
                    instant += 10 * MINUTE_US;
                }
            }
        }
    }
}

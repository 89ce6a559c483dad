use super::super::testing::{at, zone};
use super::super::{MAX_INSTANT_US, MIN_INSTANT_US};
use super::*;

fn grid(name: &str, day_start_us: i64, interval_us: i64, from: &str, to: &str) -> Vec<i64> {
    cuts(&zone(name), day_start_us, interval_us, at(from), at(to), DEFAULT_MAX_BINS).unwrap()
}

#[test]
fn bins_are_whole_and_cover_the_span() {
    let hour = |hour: i64| at("2024-05-01T00:00:00Z") + hour * HOUR_US;
    assert_eq!(
        grid("UTC", 0, HOUR_US, "2024-05-01T00:30:00Z", "2024-05-01T02:00:00Z"),
        [hour(0), hour(1), hour(2)]
    );
    assert_eq!(
        grid("UTC", 0, HOUR_US, "2024-05-01T01:00:00Z", "2024-05-01T02:00:01Z"),
        [hour(1), hour(2), hour(3)]
    );
    assert_eq!(
        grid("UTC", 0, HOUR_US, "2024-05-01T00:30:00Z", "2024-05-01T00:30:00Z"),
        Vec::<i64>::new()
    );
    // From 06:00 in steps of 8 hours: 22:00 the day before, 06:00, 14:00.
    let shifted =
        grid("UTC", 6 * HOUR_US, 8 * HOUR_US, "2024-05-01T00:00:00Z", "2024-05-01T06:00:01Z");
    assert_eq!(shifted, [hour(-2), hour(6), hour(14)]);
}

#[test]
fn wrong_options_and_spans_are_refused() {
    let refused = |day_start_us, interval_us, from, to, bins| {
        cuts(&TimeZone::UTC, day_start_us, interval_us, from, to, bins).unwrap_err()
    };
    for (interval_us, shown) in [
        (0, "0 s"),
        (-HOUR_US, "-3600 s"),
        (7 * HOUR_US, "25200 s"),
        (2 * DAY_US, "172800 s"),
        (1, "1 us"),
    ] {
        let Error::OptionRange { option, found, .. } = refused(0, interval_us, 0, 1, 9) else {
            panic!("{interval_us}")
        };
        assert_eq!((option.as_str(), found.as_str()), ("interval_s", shown));
    }
    let Error::OptionRange { option, .. } = refused(DAY_US, HOUR_US, 0, 1, 9) else {
        panic!("day_start")
    };
    assert_eq!(option, "day_start");
    for found in [MIN_INSTANT_US - 1, i64::MIN] {
        assert_eq!(refused(0, HOUR_US, found, 0, 9), Error::TimeOutOfRange { found });
    }
    for found in [MAX_INSTANT_US + 1, i64::MAX] {
        assert_eq!(refused(0, HOUR_US, 0, found, 9), Error::TimeOutOfRange { found });
    }
}

#[test]
fn the_number_of_bins_is_limited() {
    let bins = |limit| cuts(&TimeZone::UTC, 0, HOUR_US, 0, 10 * HOUR_US, limit);
    assert_eq!(bins(10).unwrap().len(), 11);
    assert_eq!(bins(9), Err(Error::LimitBins { found: 10, limit: 9 }));
    // Two broken bins at the ends.
    let broken = cuts(&TimeZone::UTC, 0, HOUR_US, 1, 10 * HOUR_US + 1, 10);
    assert_eq!(broken, Err(Error::LimitBins { found: 11, limit: 10 }));
    // 300 years in seconds would be 76 GB: refused before anything is allocated.
    let all = cuts(&TimeZone::UTC, 0, SECOND_US, MIN_INSTANT_US, MAX_INSTANT_US, DEFAULT_MAX_BINS);
    assert_eq!(all, Err(Error::LimitBins { found: 9_467_107_200, limit: DEFAULT_MAX_BINS }));
}

#[test]
fn the_limits_of_time_still_have_whole_bins() {
    for interval_us in [HOUR_US, DAY_US] {
        for instant in [MIN_INSTANT_US, MAX_INSTANT_US] {
            let (start, end) = bin_around(&zone("+18:00"), 0, interval_us, instant).unwrap();
            assert!(start <= instant && instant < end && end - start == interval_us);
        }
    }
}

#[cfg(feature = "tz")]
mod named {
    use super::super::super::MINUTE_US;
    use super::*;

    fn hours_between(cuts: &[i64]) -> Vec<f64> {
        cuts.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / HOUR_US as f64).collect()
    }

    #[test]
    fn berlin_has_days_of_23_and_25_hours() {
        let days = grid(
            "Europe/Berlin",
            0,
            DAY_US,
            "2024-03-30T00:00:00+01:00",
            "2024-04-02T00:00:00+02:00",
        );
        assert_eq!(hours_between(&days), [24.0, 23.0, 24.0]);
        assert_eq!(days[1], at("2024-03-31T00:00:00+01:00"));
        let days = grid(
            "Europe/Berlin",
            0,
            DAY_US,
            "2024-10-26T00:00:00+02:00",
            "2024-10-29T00:00:00+01:00",
        );
        assert_eq!(hours_between(&days), [24.0, 25.0, 24.0]);
        // The skipped hour has no bin, the repeated one has two.
        let spring = grid(
            "Europe/Berlin",
            0,
            HOUR_US,
            "2024-03-31T00:00:00+01:00",
            "2024-04-01T00:00:00+02:00",
        );
        assert_eq!(hours_between(&spring), vec![1.0; 23]);
        let autumn = grid(
            "Europe/Berlin",
            0,
            HOUR_US,
            "2024-10-27T00:00:00+02:00",
            "2024-10-28T00:00:00+01:00",
        );
        assert_eq!(hours_between(&autumn), vec![1.0; 25]);
        // Two-hour labels: 00 02 04; 02:00 is shown twice and cut once.
        let long = grid(
            "Europe/Berlin",
            0,
            2 * HOUR_US,
            "2024-10-27T00:00:00+02:00",
            "2024-10-27T06:00:00+01:00",
        );
        assert_eq!(hours_between(&long), [2.0, 3.0, 2.0]);
        // 02:00 is skipped: the label begins at the change, which shows 03:00.
        let long = grid(
            "Europe/Berlin",
            0,
            2 * HOUR_US,
            "2024-03-31T00:00:00+01:00",
            "2024-03-31T06:00:00+02:00",
        );
        assert_eq!(hours_between(&long), [2.0, 1.0, 2.0]);
    }

    #[test]
    fn a_counting_day_from_six_takes_the_change_of_the_night_before() {
        let days = grid(
            "Europe/Berlin",
            6 * HOUR_US,
            DAY_US,
            "2024-03-30T06:00:00+01:00",
            "2024-04-01T06:00:00+02:00",
        );
        assert_eq!(
            days,
            ["2024-03-30T06:00:00+01:00", "2024-03-31T06:00:00+02:00", "2024-04-01T06:00:00+02:00"]
                .map(at)
        );
        // A counting day from 02:30, which is skipped, begins at the change.
        let half_past_two = 2 * HOUR_US + 30 * MINUTE_US;
        let days = grid(
            "Europe/Berlin",
            half_past_two,
            DAY_US,
            "2024-03-31T01:00:00Z",
            "2024-03-31T02:00:00Z",
        );
        assert_eq!(days, ["2024-03-31T03:00:00+02:00", "2024-04-01T02:30:00+02:00"].map(at));
        // It is shown twice in autumn: the day begins at the first showing.
        let days = grid(
            "Europe/Berlin",
            half_past_two,
            DAY_US,
            "2024-10-27T01:00:00Z",
            "2024-10-27T02:00:00Z",
        );
        assert_eq!(days, ["2024-10-27T02:30:00+02:00", "2024-10-28T02:30:00+01:00"].map(at));
    }

    #[test]
    fn lord_howe_changes_by_half_an_hour() {
        let day = |interval_us, from, to| {
            hours_between(&grid("Australia/Lord_Howe", 0, interval_us, from, to))
        };
        let (from, to) = ("2024-04-07T00:00:00+11:00", "2024-04-08T00:00:00+10:30");
        assert_eq!(day(DAY_US, from, to), [24.5]);
        let hourly = day(HOUR_US, from, to);
        // 01:00 to 02:00, and 01:30 to 02:00 again: one label, one and a half hours.
        assert_eq!((hourly.len(), hourly[0], hourly[1], hourly[2]), (24, 1.0, 1.5, 1.0));
        assert_eq!(day(30 * MINUTE_US, from, to).len(), 49);
        let (from, to) = ("2024-10-06T00:00:00+10:30", "2024-10-07T00:00:00+11:00");
        assert_eq!(day(DAY_US, from, to), [23.5]);
        let hourly = day(HOUR_US, from, to);
        // 02:00 is skipped, and begins at the change, which shows 02:30.
        assert_eq!((hourly.len(), hourly[1], hourly[2], hourly[3]), (24, 1.0, 0.5, 1.0));
        assert_eq!(day(30 * MINUTE_US, from, to).len(), 47);
    }

    #[test]
    fn kathmandu_is_a_quarter_off_the_hour() {
        let hours =
            grid("Asia/Kathmandu", 0, HOUR_US, "2024-01-01T00:00:00Z", "2024-01-01T00:30:00Z");
        assert_eq!(
            hours,
            ["2023-12-31T23:15:00Z", "2024-01-01T00:15:00Z", "2024-01-01T01:15:00Z"].map(at)
        );
        // 1986 began at 00:15.
        let days = grid(
            "Asia/Kathmandu",
            0,
            DAY_US,
            "1985-12-31T00:00:00+05:30",
            "1986-01-02T00:00:00+05:45",
        );
        assert_eq!(
            days,
            ["1985-12-31T00:00:00+05:30", "1986-01-01T00:15:00+05:45", "1986-01-02T00:00:00+05:45"]
                .map(at)
        );
    }

    #[test]
    fn changes_at_midnight_move_the_day() {
        // São Paulo: 4 November 2018 began at 01:00; 16 February 2019 had 23:00 twice.
        let days =
            grid("America/Sao_Paulo", 0, DAY_US, "2018-11-03T12:00:00Z", "2018-11-04T12:00:00Z");
        assert_eq!(
            days,
            ["2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"]
                .map(at)
        );
        let days =
            grid("America/Sao_Paulo", 0, DAY_US, "2019-02-16T12:00:00Z", "2019-02-17T12:00:00Z");
        assert_eq!(
            days,
            ["2019-02-16T00:00:00-02:00", "2019-02-17T00:00:00-03:00", "2019-02-18T00:00:00-03:00"]
                .map(at)
        );
        assert_eq!(hours_between(&days), [25.0, 24.0]);
        // Beirut, 2024: 31 March began at 01:00; 26 October had 23:00 twice.
        let days = grid("Asia/Beirut", 0, DAY_US, "2024-03-31T12:00:00Z", "2024-03-31T13:00:00Z");
        assert_eq!(days, ["2024-03-31T01:00:00+03:00", "2024-04-01T00:00:00+03:00"].map(at));
        let days = grid("Asia/Beirut", 0, DAY_US, "2024-10-26T12:00:00Z", "2024-10-26T13:00:00Z");
        assert_eq!(days, ["2024-10-26T00:00:00+03:00", "2024-10-27T00:00:00+02:00"].map(at));
        // Havana, 2024: 10 March began at 01:00; on 3 November 01:00 became 00:00, and the day began at the first 00:00.
        let days =
            grid("America/Havana", 0, DAY_US, "2024-03-10T12:00:00Z", "2024-03-10T13:00:00Z");
        assert_eq!(days, ["2024-03-10T01:00:00-04:00", "2024-03-11T00:00:00-04:00"].map(at));
        let days =
            grid("America/Havana", 0, DAY_US, "2024-11-03T04:00:00Z", "2024-11-04T04:59:00Z");
        assert_eq!(days, ["2024-11-03T00:00:00-04:00", "2024-11-04T00:00:00-05:00"].map(at));
        assert_eq!(hours_between(&days), [25.0]);
    }

    #[test]
    fn the_day_that_samoa_skipped_has_no_bin() {
        let days = grid(
            "Pacific/Apia",
            0,
            DAY_US,
            "2011-12-29T00:00:00-10:00",
            "2012-01-01T00:00:00+14:00",
        );
        assert_eq!(
            days,
            ["2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00"]
                .map(at)
        );
        let days = grid(
            "Pacific/Apia",
            6 * HOUR_US,
            DAY_US,
            "2011-12-29T06:00:00-10:00",
            "2011-12-31T06:00:00+14:00",
        );
        // The counting day of the 29th is cut short at the change; that of the 30th is what is left until 06:00.
        assert_eq!(
            days,
            ["2011-12-29T06:00:00-10:00", "2011-12-31T00:00:00+14:00", "2011-12-31T06:00:00+14:00"]
                .map(at)
        );
        let hours = grid(
            "Pacific/Apia",
            0,
            HOUR_US,
            "2011-12-29T23:00:00-10:00",
            "2011-12-31T01:00:00+14:00",
        );
        assert_eq!(hours_between(&hours), [1.0, 1.0]);
    }

    #[test]
    fn a_change_one_minute_after_midnight_does_not_bring_the_day_back() {
        // St John's, 29 October 2006: 00:01 became 23:01 of the 28th; the 29th had begun.
        let days =
            grid("America/St_Johns", 0, DAY_US, "2006-10-29T03:00:00Z", "2006-10-29T04:00:00Z");
        assert_eq!(days, ["2006-10-29T00:00:00-02:30", "2006-10-30T00:00:00-03:30"].map(at));
        let hours = grid(
            "America/St_Johns",
            0,
            HOUR_US,
            "2006-10-29T02:30:00Z",
            "2006-10-29T03:30:00.000001Z",
        );
        let expected = [
            "2006-10-29T00:00:00-02:30",
            "2006-10-28T23:01:00-03:30",
            "2006-10-29T00:00:00-03:30",
            "2006-10-29T01:00:00-03:30",
        ];
        assert_eq!(hours, expected.map(at));
    }

    /// Boundaries by reading the clock minute by minute, from three days before.
    fn cuts_by_minutes(
        zone: TimeZone,
        day_start_us: i64,
        interval_us: i64,
        from: i64,
        to: i64,
    ) -> Vec<i64> {
        let index = |local: i64| (local - day_start_us).div_euclid(interval_us);
        let mut peak = zone.local_us(from - 3 * DAY_US);
        let mut last = peak;
        let mut found = Vec::new();
        let mut instant = from - 3 * DAY_US + MINUTE_US;
        while instant <= to {
            let local = zone.local_us(instant);
            let cut = if interval_us <= HOUR_US {
                index(local) != index(last) || (local - day_start_us) % interval_us == 0
            } else {
                index(local.max(peak)) > index(peak)
            };
            if cut && instant >= from {
                found.push(instant);
            }
            last = local;
            peak = peak.max(local);
            instant += MINUTE_US;
        }
        found
    }

    #[test]
    fn boundaries_are_those_of_a_clock_that_is_read_every_minute() {
        let around = [
            ("Australia/Lord_Howe", "2024-04-06T15:00:00Z"),
            ("Australia/Lord_Howe", "2024-10-05T15:30:00Z"),
            ("America/Havana", "2024-03-10T05:00:00Z"),
            ("America/Havana", "2024-11-03T05:00:00Z"),
            ("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
            ("America/Sao_Paulo", "2019-02-17T02:00:00Z"),
            ("Asia/Beirut", "2024-10-26T21:00:00Z"),
            ("Asia/Kathmandu", "1985-12-31T18:30:00Z"),
            ("Pacific/Apia", "2011-12-30T10:00:00Z"),
            ("America/St_Johns", "1988-04-03T03:31:00Z"),
            ("America/St_Johns", "1988-10-30T02:31:00Z"),
            ("Pacific/Kwajalein", "1969-09-30T13:00:00Z"),
            ("Antarctica/Troll", "2024-10-27T01:00:00Z"),
            ("Asia/Shanghai", "2024-02-29T16:00:00Z"),
        ];
        let minutes = [1, 5, 15, 20, 30, 60, 120, 180, 480, 720, 1440];
        for (name, change) in around {
            let zone = zone(name);
            let (from, to) = (at(change) - 30 * HOUR_US, at(change) + 30 * HOUR_US);
            for minutes in minutes {
                for day_start_us in [0, 6 * HOUR_US, 90 * MINUTE_US, 23 * HOUR_US + 59 * MINUTE_US]
                {
                    let interval_us = minutes * MINUTE_US;
                    let all =
                        cuts(&zone, day_start_us, interval_us, from, to, DEFAULT_MAX_BINS).unwrap();
                    let inside: Vec<i64> =
                        all.iter().copied().filter(|cut| (from..=to).contains(cut)).collect();
                    let case = format!("{name}, every {minutes} minutes from {day_start_us}");
                    assert_eq!(
                        inside,
                        cuts_by_minutes(zone, day_start_us, interval_us, from, to),
                        "{case}"
                    );
                    assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{case}");
                    assert!(all[0] <= from && from < all[1], "{case}");
                    assert!(all[all.len() - 2] < to && to <= all[all.len() - 1], "{case}");
                    let bins: i64 = all.windows(2).map(|pair| pair[1] - pair[0]).sum();
                    assert_eq!(bins, all[all.len() - 1] - all[0], "{case}");
                    let days =
                        cuts(&zone, day_start_us, DAY_US, from, to, DEFAULT_MAX_BINS).unwrap();
                    let nested =
                        days.iter().filter(|&&day| all[0] <= day && day <= all[all.len() - 1]);
                    assert!(
                        nested.clone().count() > 1
                            && nested.clone().all(|day| all.binary_search(day).is_ok()),
                        "{case}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_span_that_starts_inside_a_repeated_hour_has_the_same_boundaries() {
        // Kwajalein, 30 September 1969: 23 hours were shown again.
        for (name, change) in [
            ("Europe/Berlin", "2024-10-27T01:00:00Z"),
            ("Pacific/Kwajalein", "1969-09-30T13:00:00Z"),
        ] {
            let zone = zone(name);
            let (from, to) = (at(change) - 60 * HOUR_US, at(change) + 60 * HOUR_US);
            for interval_us in [15 * MINUTE_US, HOUR_US, 2 * HOUR_US, DAY_US] {
                let whole = cuts(&zone, 0, interval_us, from, to, DEFAULT_MAX_BINS).unwrap();
                let mut instant = from;
                while instant < to {
                    let bin = whole.partition_point(|&cut| cut <= instant);
                    let expected = (whole[bin - 1], whole[bin]);
                    assert_eq!(
                        bin_around(&zone, 0, interval_us, instant).unwrap(),
                        expected,
                        "{name} {instant}"
                    );
                    instant += 7 * MINUTE_US;
                }
            }
        }
    }
}

use super::super::testing::wall;
use super::super::{MAX_INSTANT_US, MIN_INSTANT_US, MINUTE_US};
use super::*;

#[test]
fn zones_without_changes_subtract_the_offset() {
    let zone = TimeZone::parse("+05:45").unwrap();
    let walls = [wall("2024-01-01 00:00"), wall("2023-12-31 12:00"), wall("2024-01-01 00:00")];
    let local = Localizer::new(&zone, walls[1], walls[0]).unwrap().localize(&walls, &[0, 1, 0], 2);
    assert_eq!(local.utc_us, walls.map(|wall| wall - 345 * MINUTE_US));
    assert!(local.shifted.is_empty() && local.ambiguous.is_empty());
    let none = Localizer::new(&zone, 0, 0).unwrap().localize(&[], &[], 0);
    assert!(none.utc_us.is_empty());
}

#[test]
fn wall_clocks_outside_the_limits_are_refused() {
    assert!(Localizer::new(&TimeZone::UTC, MIN_INSTANT_US, MAX_INSTANT_US).is_ok());
    assert!(Localizer::new(&TimeZone::UTC, MIN_INSTANT_US - 1, 0).is_err());
    assert!(Localizer::new(&TimeZone::UTC, 0, MAX_INSTANT_US + 1).is_err());
}

#[test]
fn the_later_pass_is_found_from_the_order_of_rows() {
    for (walls, later) in [
        (vec![], vec![]),
        (vec![0], vec![false]),
        (vec![0, 30, 59], vec![false, false, false]),
        // Half-hourly rows in the order of time.
        (vec![0, 30, 0, 30], vec![false, false, true, true]),
        // The first pass lost a row, the second too.
        (vec![0, 45, 15, 30], vec![false, false, true, true]),
        // Hourly rows.
        (vec![0, 0], vec![false, true]),
        // One repetition is the turn.
        (vec![0, 0, 30], vec![false, true, true]),
        // Sorted by wall clock: pairs.
        (vec![0, 0, 15, 15, 30, 30], vec![false, true, false, true, false, true]),
        // Two people in the same second are one pass.
        (vec![5, 5, 20, 31, 40], vec![false; 5]),
        // And they do not hide the turn.
        (vec![5, 5, 40, 3, 3, 40], vec![false, false, false, true, true, true]),
        // What comes back twice stays in the later pass.
        (vec![0, 30, 0, 30, 0], vec![false, false, true, true, true]),
    ] {
        assert_eq!(later_pass(&walls), later, "{walls:?}");
    }
}

#[cfg(feature = "tz")]
mod named {
    use super::super::super::HOUR_US;
    use super::super::super::testing::{at, zone};
    use super::*;

    /// Berlin, 27 October 2024: at 01:00 UTC the clock goes from 03:00 back to 02:00.
    const AUTUMN: [&str; 2] = ["2024-10-26 00:00", "2024-10-28 00:00"];
    /// Berlin, 31 March 2024: at 01:00 UTC the clock goes from 02:00 on to 03:00.
    const SPRING: [&str; 2] = ["2024-03-30 00:00", "2024-04-01 00:00"];

    fn localizer(name: &str, span: [&str; 2]) -> Localizer {
        Localizer::new(&zone(name), wall(span[0]), wall(span[1])).unwrap()
    }

    fn walls(day: &str, times: &[&str]) -> Vec<i64> {
        times.iter().map(|time| wall(&format!("{day} {time}"))).collect()
    }

    fn instants(day: &str, times: &[&str]) -> Vec<i64> {
        times.iter().map(|time| at(&format!("{day}T{time}:00Z"))).collect()
    }

    #[test]
    fn a_repeated_hour_is_told_apart_by_the_order_of_rows() {
        let berlin = localizer("Europe/Berlin", AUTUMN);
        let local = berlin.localize(
            &walls("2024-10-27", &["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]),
            &[0; 6],
            1,
        );
        let expected = [
            "2024-10-26T23:30",
            "2024-10-27T00:00",
            "2024-10-27T00:30",
            "2024-10-27T01:00",
            "2024-10-27T01:30",
            "2024-10-27T02:00",
        ];
        assert_eq!(local.utc_us, expected.map(|time| at(&format!("{time}:00Z"))));
        assert_eq!((local.ambiguous, local.shifted), (vec![1, 2, 3, 4], vec![]));
    }

    #[test]
    fn each_sensor_has_its_own_passes() {
        let berlin = localizer("Europe/Berlin", AUTUMN);
        // Sensor 1 has one row, between the two passes of sensor 0.
        let local = berlin.localize(
            &walls("2024-10-27", &["02:30", "02:45", "02:00", "02:40"]),
            &[0, 1, 0, 1],
            2,
        );
        // Sensor 1 goes back from 02:45 to 02:40.
        assert_eq!(local.utc_us, instants("2024-10-27", &["00:30", "00:45", "01:00", "01:40"]));
        let local =
            berlin.localize(&walls("2024-10-27", &["02:30", "02:00", "02:00"]), &[0, 1, 0], 2);
        assert_eq!(local.utc_us, instants("2024-10-27", &["00:30", "00:00", "01:00"]));
    }

    #[test]
    fn rows_from_last_to_first_are_read_backwards() {
        let berlin = localizer("Europe/Berlin", AUTUMN);
        let local = berlin.localize(
            &walls("2024-10-27", &["04:00", "03:00", "02:30", "02:00", "02:30", "02:00"]),
            &[0; 6],
            1,
        );
        assert_eq!(
            local.utc_us,
            instants("2024-10-27", &["03:00", "02:00", "01:30", "01:00", "00:30", "00:00"])
        );
    }

    #[test]
    fn a_second_night_starts_again_with_the_first_pass() {
        let berlin = localizer("Europe/Berlin", ["2023-01-01 00:00", "2025-01-01 00:00"]);
        let times = [
            wall("2023-10-29 02:30"),
            wall("2023-10-29 02:10"),
            wall("2024-10-27 02:30"),
            wall("2024-10-27 02:40"),
        ];
        let local = berlin.localize(&times, &[0; 4], 1);
        let expected = [
            "2023-10-29T00:30:00Z",
            "2023-10-29T01:10:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T00:40:00Z",
        ];
        assert_eq!(local.utc_us, expected.map(at));
    }

    #[test]
    fn a_skipped_reading_is_shifted_by_the_gap_and_reported() {
        let berlin = localizer("Europe/Berlin", SPRING);
        let local = berlin.localize(
            &walls("2024-03-31", &["01:59", "02:00", "02:30", "03:00", "03:30"]),
            &[0; 5],
            1,
        );
        // 02:00 and 02:30 are taken for 03:00 and 03:30.
        assert_eq!(
            local.utc_us,
            instants("2024-03-31", &["00:59", "01:00", "01:30", "01:00", "01:30"])
        );
        assert_eq!(local.shifted, [1, 2]);
        let apia = localizer("Pacific/Apia", ["2011-12-29 00:00", "2012-01-02 00:00"]);
        let local = apia.localize(&[wall("2011-12-30 12:00")], &[0], 1);
        assert_eq!((local.utc_us, local.shifted), (vec![at("2011-12-31T12:00:00+14:00")], vec![0]));
        let lord_howe = localizer("Australia/Lord_Howe", ["2024-10-06 00:00", "2024-10-06 12:00"]);
        let local = lord_howe.localize(&[wall("2024-10-06 02:10")], &[0], 1);
        assert_eq!((local.utc_us, local.shifted), (vec![at("2024-10-06T02:40:00+11:00")], vec![0]));
    }

    /// Rows `start-end` of one sensor in Berlin as hours after midnight UTC of the day, and the shifted rows.
    fn intervals(day: &str, rows: &[&str]) -> (Vec<(f64, f64)>, Vec<usize>) {
        let (starts, ends): (Vec<&str>, Vec<&str>) =
            rows.iter().map(|row| row.split_once('-').unwrap()).unzip();
        let span = if day.starts_with("2024-10") { AUTUMN } else { SPRING };
        let codes = vec![0; rows.len()];
        let local = localizer("Europe/Berlin", span).localize_intervals(
            &walls(day, &starts),
            &walls(day, &ends),
            &codes,
            1,
        );
        let hours =
            |instant: i64| (instant - at(&format!("{day}T00:00:00Z"))) as f64 / HOUR_US as f64;
        let pairs = local
            .start_us
            .iter()
            .zip(&local.end_us)
            .map(|(&start, &end)| (hours(start), hours(end)))
            .collect();
        (pairs, local.shifted)
    }

    #[test]
    fn intervals_of_a_repeated_hour_touch_and_have_their_length() {
        let hourly = ["01:00-02:00", "02:00-03:00", "02:00-03:00", "03:00-04:00"];
        let expected = vec![(-1.0, 0.0), (0.0, 1.0), (1.0, 2.0), (2.0, 3.0)];
        assert_eq!(intervals("2024-10-27", &hourly), (expected.clone(), vec![]));
        let backwards: Vec<&str> = hourly.iter().copied().rev().collect();
        assert_eq!(
            intervals("2024-10-27", &backwards).0,
            expected.into_iter().rev().collect::<Vec<_>>()
        );
        let halves = ["02:00-02:30", "02:30-03:00", "02:00-02:30", "02:30-03:00", "03:00-03:30"];
        assert_eq!(
            intervals("2024-10-27", &halves).0,
            [(0.0, 0.5), (0.5, 1.0), (1.0, 1.5), (1.5, 2.0), (2.0, 2.5)]
        );
        // Ends that show the clock after it went back.
        let turning = ["01:30-02:30", "02:30-02:30", "02:30-03:30"];
        assert_eq!(intervals("2024-10-27", &turning).0, [(-0.5, 0.5), (0.5, 1.5), (1.5, 2.5)]);
        assert_eq!(
            intervals("2024-10-27", &["02:30-02:00", "02:00-02:30"]).0,
            [(0.5, 1.0), (1.0, 1.5)]
        );
    }

    #[test]
    fn a_row_that_holds_the_repeated_hour_lasts_as_long_as_it_can() {
        // Grouped by wall clock: both passes are in one row.
        assert_eq!(
            intervals("2024-10-27", &["01:00-02:00", "02:00-03:00", "03:00-04:00"]).0,
            [(-1.0, 0.0), (0.0, 2.0), (2.0, 3.0)]
        );
        // The second pass is lost, or the table ends: nothing says that this row holds it.
        assert_eq!(
            intervals("2024-10-27", &["02:00-03:00", "04:00-05:00"]).0,
            [(0.0, 1.0), (3.0, 4.0)]
        );
        assert_eq!(intervals("2024-10-27", &["02:00-03:00"]).0, [(0.0, 1.0)]);
        // A row that begins earlier can only hold both passes.
        assert_eq!(
            intervals("2024-10-27", &["01:00-03:00", "03:00-05:00"]).0,
            [(-1.0, 2.0), (2.0, 4.0)]
        );
        assert_eq!(intervals("2024-10-27", &["01:00-03:00"]).0, [(-1.0, 2.0)]);
        assert_eq!(
            intervals("2024-10-27", &["05:00-07:00", "03:00-05:00", "01:00-03:00"]).0[2],
            (-1.0, 2.0)
        );
        assert_eq!(intervals("2024-10-27", &["00:00-04:00"]).0, [(-2.0, 3.0)]);
        // Unless the next row begins before that.
        assert_eq!(
            intervals("2024-10-27", &["01:00-03:00", "02:30-03:30"]).0,
            [(-1.0, 1.0), (0.5, 2.5)]
        );
        // Half an hour at its end is not the whole of it.
        assert_eq!(
            intervals("2024-10-27", &["02:30-03:00", "03:00-03:30"]).0,
            [(0.5, 1.0), (2.0, 2.5)]
        );
    }

    #[test]
    fn intervals_of_a_skipped_hour() {
        // The end 02:00 is reached, though never shown: nothing is shifted.
        let sound = ["01:00-02:00", "03:00-04:00"];
        assert_eq!(intervals("2024-03-31", &sound), (vec![(0.0, 1.0), (1.0, 2.0)], vec![]));
        assert_eq!(intervals("2024-03-31", &["01:00-03:00"]), (vec![(0.0, 1.0)], vec![]));
        assert_eq!(intervals("2024-03-31", &["00:00-04:00"]), (vec![(-1.0, 2.0)], vec![]));
        // A row that cannot be: its start is shifted, its length kept.
        assert_eq!(intervals("2024-03-31", &["02:00-03:00"]), (vec![(1.0, 2.0)], vec![0]));
        assert_eq!(
            intervals("2024-03-31", &["01:30-02:30", "02:15-02:45"]),
            (vec![(0.5, 1.5), (1.25, 1.75)], vec![0, 1])
        );
        assert_eq!(intervals("2024-03-31", &["02:30-03:15"]), (vec![(1.5, 2.25)], vec![0]));
        assert_eq!(intervals("2024-03-31", &["02:00-06:00"]), (vec![(1.0, 4.0)], vec![0]));
    }

    #[test]
    fn ends_that_are_not_after_their_start_stay_so() {
        assert_eq!(
            intervals("2024-10-27", &["12:00-11:00", "12:00-12:00"]).0,
            [(11.0, 10.0), (11.0, 11.0)]
        );
    }

    #[test]
    fn local_days_that_end_at_a_change_at_midnight_are_whole() {
        // São Paulo, 16 February 2019: 23:00 is repeated, the day has 25 hours, and the table ends with it.
        let sao_paulo = localizer("America/Sao_Paulo", ["2019-02-16 00:00", "2019-02-17 00:00"]);
        let local = sao_paulo.localize_intervals(
            &[wall("2019-02-16 00:00")],
            &[wall("2019-02-17 00:00")],
            &[0],
            1,
        );
        assert_eq!(
            (local.start_us[0], local.end_us[0]),
            (at("2019-02-16T00:00:00-02:00"), at("2019-02-17T00:00:00-03:00"))
        );
    }

    #[test]
    fn what_the_clock_shows_comes_back() {
        for name in [
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Asia/Kathmandu",
            "Pacific/Apia",
        ] {
            let zone = zone(name);
            let (from, to) = (at("2011-01-01T00:00:00Z"), at("2012-12-31T00:00:00Z"));
            let steps = (to - from) / (10 * MINUTE_US);
            let instants: Vec<i64> = (0..steps).map(|step| from + step * 10 * MINUTE_US).collect();
            let walls: Vec<i64> = instants.iter().map(|&instant| zone.local_us(instant)).collect();
            let codes = vec![0; walls.len()];
            let localizer =
                Localizer::new(&zone, *walls.iter().min().unwrap(), *walls.iter().max().unwrap())
                    .unwrap();
            let local = localizer.localize(&walls, &codes, 1);
            assert_eq!(local.utc_us, instants, "{name}");
            assert!(local.shifted.is_empty(), "{name}");
            // Intervals from reading to reading touch; the clock may show the start of the next one only.
            let last = walls.len() - 1;
            let intervals =
                localizer.localize_intervals(&walls[..last], &walls[1..], &codes[1..], 1);
            assert_eq!(intervals.start_us, instants[..last], "{name}");
            assert_eq!(intervals.end_us, instants[1..], "{name}");
            assert!(intervals.shifted.is_empty(), "{name}");
        }
    }
}

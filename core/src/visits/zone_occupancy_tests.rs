use super::{SlotEdges, ZoneOccupancyOptions, zone_occupancy};
use crate::table::Visits;

const HOUR: i64 = 3_600_000_000;

#[test]
fn a_repeated_hour_is_two_slots_and_one_hour_of_the_day() {
    // Auckland, 7 April 2024: 14:00 UTC is the second 02:00. One visitor is inside from 12:00 to 15:00 UTC.
    let at = |hour: i64| (1_712_361_600_000_000) + hour * HOUR; // 6 April 2024, 00:00 UTC
    let (enter, exit) = ([at(12)], [at(15)]);
    let visits = Visits::new(&[1], &["a"], &enter, &exit).unwrap();
    let options = ZoneOccupancyOptions {
        time_zone: Some("Pacific/Auckland".to_owned()),
        ..ZoneOccupancyOptions::default()
    };
    let result = zone_occupancy(&visits, &options).unwrap();
    assert_eq!(result.zone_occupancy.person_s, [3600.0; 3]);
    // 01:00, 02:00 and 02:00 once more.
    assert_eq!(result.zone_hours.person_s[..4], [0.0, 3600.0, 7200.0, 0.0]);
    assert_eq!(result.zone_hours.measured_s[2], 7200.0);
    assert_eq!(result.zone_hours.mean.at(2), Some(1.0));
    assert_eq!(result.zone_hours.mean.at(3), None);
}

#[test]
fn zones_share_the_span_of_the_data_and_stand_in_order() {
    let (enter, exit) = ([0, 2 * HOUR], [HOUR / 2, 3 * HOUR]);
    let visits = Visits::new(&[1, 2], &["b", "a"], &enter, &exit).unwrap();
    let slots = zone_occupancy(&visits, &ZoneOccupancyOptions::default()).unwrap().zone_occupancy;
    let names: Vec<&str> = (0..6).map(|row| slots.zone.name(row)).collect();
    assert_eq!(names, ["a", "a", "a", "b", "b", "b"]);
    assert_eq!(slots.person_s, [0.0, 0.0, 3600.0, 1800.0, 0.0, 0.0]);
    assert_eq!(slots.coverage, [1.0; 6]);
    assert_eq!(slots.max, [0, 0, 1, 1, 0, 0]);
}

#[test]
fn whole_edges_measure_what_the_visits_do_not_reach() {
    let (enter, exit) = ([HOUR / 4], [HOUR / 2]);
    let visits = Visits::new(&[1], &["a"], &enter, &exit).unwrap();
    for (edges, mean, coverage) in [(SlotEdges::Visits, 1.0, 0.25), (SlotEdges::Whole, 0.25, 1.0)] {
        let options = ZoneOccupancyOptions { edges, ..ZoneOccupancyOptions::default() };
        let result = zone_occupancy(&visits, &options).unwrap();
        assert_eq!(result.zone_occupancy.mean.at(0), Some(mean));
        assert_eq!(result.zone_occupancy.coverage, [coverage]);
        assert_eq!(result.zone_hours.mean.at(0), Some(mean));
        assert_eq!(result.zone_hours.mean.at(1), None);
    }
}

use super::{ZoneMetricsOptions, zone_metrics};
use crate::geometry::{Polygon, Position};
use crate::table::{Visits, Zone, Zones};
use proptest::prelude::*;
use std::collections::BTreeSet;

const SECOND: i64 = 1_000_000;

/// A square of this side with its corner far from the origin.
fn square(name: &str, side: f64) -> Zone {
    let corner = |x: f64, y: f64| Position { x: 1000.0 + x, y: 2000.0 + y };
    let outer = vec![corner(0.0, 0.0), corner(side, 0.0), corner(side, side), corner(0.0, side)];
    Zone::new(name, Polygon { outer, holes: Vec::new() })
}

#[test]
fn a_version_that_holds_half_of_the_time_counts_half() {
    let (enter, exit) = ([0, 0], [100 * SECOND, 100 * SECOND]);
    let visits = Visits::new(&[1, 2], &["a", "b"], &enter, &exit).unwrap();
    let early = Zone { until_us: Some(50 * SECOND), ..square("a", 2.0) };
    let late = Zone { from_us: Some(50 * SECOND), ..square("a", 4.0) };
    let never = Zone { from_us: Some(200 * SECOND), ..square("c", 4.0) };
    let zones = Zones::new(vec![late, square("b", 10.0_f64.sqrt()), early, never]).unwrap();
    let found = zone_metrics(&visits, Some(&zones), &ZoneMetricsOptions::default()).unwrap();
    let table = found.zone_metrics;
    // (4 + 16) / 2, about as much as the other one, and nothing.
    assert_eq!(table.area_m2.at(0), Some(10.0));
    assert!((table.heat_index.at(0).unwrap() - 1.0).abs() < 1e-9);
    assert_eq!((table.area_m2.at(2), table.heat_index.at(2)), (Some(0.0), None));
}

#[test]
fn more_zones_than_pairs_can_be_counted_of_are_refused() {
    let names: Vec<String> = (0..2001).map(|zone| format!("zone {zone}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (track, time) = (vec![1; 2001], vec![0; 2001]);
    let visits = Visits::new(&track, &names, &time, &time).unwrap();
    let error = zone_metrics(&visits, None, &ZoneMetricsOptions::default()).unwrap_err();
    assert_eq!(error.code(), "KELIU_LIMIT_TABLE");
    assert!(error.to_string().contains("2001 zones"), "{error}");
}

proptest! {
    #[test]
    fn pairs_and_visitors_are_those_that_sets_find(
        rows in prop::collection::vec((0..12_u64, 0..5_usize, 0..100_i64), 1..60),
    ) {
        let names = ["a", "b", "c", "d", "e"];
        let track: Vec<u64> = rows.iter().map(|row| row.0).collect();
        let zone: Vec<&str> = rows.iter().map(|row| names[row.1]).collect();
        let enter = vec![0; rows.len()];
        let exit: Vec<i64> = rows.iter().map(|row| row.2 * SECOND).collect();
        let visits = Visits::new(&track, &zone, &enter, &exit).unwrap();
        let found = zone_metrics(&visits, None, &ZoneMetricsOptions::default()).unwrap();
        let of = |name: &str| -> BTreeSet<u64> {
            rows.iter().filter(|row| names[row.1] == name).map(|row| row.0).collect()
        };
        let all = rows.iter().map(|row| row.0).collect::<BTreeSet<u64>>().len() as u64;
        let table = &found.zone_metrics;
        for row in 0..table.visits.len() {
            prop_assert_eq!(table.visitors[row], of(table.zone.name(row)).len() as u64);
            prop_assert_eq!(table.all_visitors[row], all);
        }
        prop_assert_eq!(table.visits.iter().sum::<u64>(), rows.len() as u64);
        let seconds: i64 = rows.iter().map(|row| row.2).sum();
        prop_assert_eq!(table.person_s.iter().sum::<f64>(), seconds as f64);
        let pairs = &found.zone_pairs;
        let zones = table.visits.len();
        prop_assert_eq!(pairs.both.len(), zones * (zones - 1) / 2);
        for row in 0..pairs.both.len() {
            let (a, b) = (of(pairs.zone_a.name(row)), of(pairs.zone_b.name(row)));
            prop_assert!(pairs.zone_a.name(row) < pairs.zone_b.name(row));
            prop_assert_eq!(pairs.both[row], a.intersection(&b).count() as u64);
            prop_assert!(pairs.q_value[row] >= pairs.p_value[row]);
        }
    }
}

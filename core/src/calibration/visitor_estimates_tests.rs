use super::{VisitorEstimatesOptions, visitor_estimates};
use crate::{Counts, Hours, RegularCountsOptions, Sensors, Staff, regular_counts};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Six days of a shop with two doors, staff from 8 on, open from 9: 3 passes before opening at either door.
fn counts(doors: &[&'static str]) -> (Vec<&'static str>, Vec<i64>, Vec<Option<i64>>) {
    let (mut names, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for door in doors {
        for day in 0..6 {
            for hour in 8..11 {
                names.push(*door);
                start.push(day * DAY + hour * HOUR);
                entries.push(Some(if hour == 8 { 3 } else { 50 }));
            }
        }
    }
    (names, start, entries)
}

fn estimate(doors: &[&'static str], rota_of: &str) -> super::VisitorEstimates {
    let (names, start, entries) = counts(doors);
    let end: Vec<i64> = start.iter().map(|start| start + HOUR).collect();
    let exits = vec![None; names.len()];
    let counts = Counts::new(&names, &start, &end, &entries, &exits).unwrap();
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).unwrap();
    let at = |hour: i64| -> Vec<i64> { (0..6).map(|day| day * DAY + hour * HOUR).collect() };
    let staff = Staff::new(&[rota_of; 6], &at(8), &at(11), &[2.0; 6]).unwrap();
    let hours = Hours::new(&["shop"; 6], &at(9), &at(11)).unwrap();
    let sensors = Sensors::new(&["east", "west"], &["shop"; 2]).unwrap();
    let options = VisitorEstimatesOptions::default();
    visitor_estimates(&bins.bins(), Some(&staff), Some(&hours), Some(&sensors), &options).unwrap()
}

#[test]
fn staff_of_a_site_with_two_doors_work_once() {
    let found = estimate(&["east", "west"], "shop");
    // 6 passes in 2 hours of staff before opening, at both doors together.
    assert_eq!(found.staff_passes_per_h.at(0), Some(3.0));
    assert_eq!(found.staff_hours.at(0), Some(4.0));
    assert_eq!(found.staff_passes.at(0), Some(12.0));
    assert_eq!((found.entries[0], found.visitors[0]), (200.0, 188.0));
    assert_eq!(found.coverage, [1.0; 6]);
}

#[test]
fn the_order_of_doors_does_not_show() {
    assert_eq!(estimate(&["east", "west"], "shop"), estimate(&["west", "east"], "shop"));
}

#[test]
fn a_rota_of_another_site_takes_nothing_off() {
    let found = estimate(&["east"], "elsewhere");
    assert_eq!((found.staff_passes.at(0), found.visitors[0]), (None, 100.0));
}

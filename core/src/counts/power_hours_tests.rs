use super::{PowerHoursOptions, power_hours};
use crate::{Counts, RegularCountsOptions, regular_counts};

const HOUR: i64 = 3_600_000_000;
/// 2024-01-01T00:00:00Z, a Monday.
const MONDAY: i64 = 1_704_067_200_000_000;

#[test]
fn an_hour_that_is_there_twice_counts_by_its_mean() {
    // Monday 00:00 has 10 and, a week later, 30: a mean of 20. Monday 01:00 has 30 once.
    let start = [MONDAY, MONDAY + HOUR, MONDAY + 168 * HOUR];
    let end = start.map(|start| start + HOUR);
    let entries = [Some(10), Some(30), Some(30)];
    let counts = Counts::new(&["door"; 3], &start, &end, &entries, &[None; 3]).unwrap();
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).unwrap();
    let hours =
        power_hours(&bins.bins(), &PowerHoursOptions { share: 0.6, ..Default::default() }).unwrap();
    assert_eq!(hours.slot, [1, 0]);
    assert_eq!(hours.persons_per_h, [30.0, 20.0]);
    assert_eq!(hours.share, [0.6, 0.4]);
    assert_eq!(hours.power, [true, false]);
    assert_eq!(hours.hour.name(0), "Mon 01:00");
}

#[test]
fn a_week_of_nobody_has_no_power_hours() {
    let (start, end) = ([MONDAY], [MONDAY + HOUR]);
    let counts = Counts::new(&["door"], &start, &end, &[Some(0)], &[None]).unwrap();
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).unwrap();
    let hours = power_hours(&bins.bins(), &PowerHoursOptions::default()).unwrap();
    assert_eq!(hours.share, [0.0]);
    assert_eq!(hours.power, [false]);
}

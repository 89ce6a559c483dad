use super::{CalibrateSensorsOptions, calibrate_sensors};
use crate::Audits;

const DAY: i64 = 86_400_000_000;
const HOUR: i64 = 3_600_000_000;

fn audits(sessions: &[(i64, i64)]) -> super::CalibrationFactors {
    let names = vec!["door"; sessions.len()];
    let start: Vec<i64> = (0..sessions.len() as i64).map(|day| day * DAY).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR).collect();
    let entries: Vec<Option<(i64, i64)>> = sessions.iter().copied().map(Some).collect();
    let exits = vec![None; sessions.len()];
    let audits = Audits::new(&names, &start, &end, &entries, &exits).unwrap();
    calibrate_sensors(&audits, &CalibrateSensorsOptions::default()).unwrap()
}

#[test]
fn totals_decide_and_not_the_mean_of_ratios() {
    // 10/5 and 100/100: the mean of ratios would be 1.5.
    let factors = audits(&[(10, 5), (100, 100)]);
    assert_eq!(factors.own_factor.at(0), Some(110.0 / 105.0));
}

#[test]
fn the_order_of_rows_does_not_show() {
    let (start, end) = ([0, DAY, 2 * DAY], [HOUR, DAY + HOUR, 2 * DAY + HOUR]);
    let entries = [Some((31, 30)), Some((77, 71)), Some((12, 13))];
    let run = |order: [usize; 3]| {
        let (start, end) = (order.map(|row| start[row]), order.map(|row| end[row]));
        let entries = order.map(|row| entries[row]);
        let audits = Audits::new(&["a"; 3], &start, &end, &entries, &[None; 3]).unwrap();
        calibrate_sensors(&audits, &CalibrateSensorsOptions::default()).unwrap()
    };
    assert_eq!(run([0, 1, 2]), run([2, 0, 1]));
}

#[test]
fn audits_that_agree_long_enough_are_enough() {
    let factors = audits(&[(2_000, 1_990), (2_000, 1_995), (2_000, 1_990), (2_000, 1_985)]);
    assert_eq!(factors.verdict.name(0), "enough");
    assert_eq!(factors.passes_needed.at(0), Some(0));
}

#[test]
fn a_slope_is_found_and_leaves_the_mean_where_it_is() {
    // k(q) = 1 + 0.0001 (q - 500) at flows of 300 and 700 an hour; the weighted mean flow is 580.
    let factors = audits(&[(294, 300), (714, 700), (294, 300), (714, 700), (294, 300), (714, 700)]);
    let (slope, flow) = (factors.slope.at(0).unwrap(), factors.flow.at(0).unwrap());
    assert!((flow - 580.0).abs() < 1e-9);
    assert!((slope - 0.0001).abs() < 0.000_01, "{slope}");
    assert_eq!((factors.flow_low.at(0), factors.flow_high.at(0)), (Some(300.0), Some(700.0)));
}

#[test]
fn below_two_thousand_counts_there_is_no_slope() {
    assert_eq!(audits(&[(294, 300), (714, 700), (294, 300)]).slope.at(0), None);
}

#[test]
fn columns_of_different_length_are_refused() {
    let error = Audits::new(&["a"], &[0, 1], &[1], &[None], &[None]).unwrap_err();
    assert_eq!(error.code(), "KELIU_COLUMN_LENGTH");
    let error = Audits::new(&["a"], &[0], &[1], &[Some((3, -1))], &[None]).unwrap_err();
    assert_eq!(error.code(), "KELIU_COUNT_RANGE");
}

use super::{ApplyCalibrationOptions, Rounding, apply_calibration};
use crate::table::{FromBatch, IntoBatch};
use crate::{
    Audits, CalibrateSensorsOptions, Counts, Factors, Flags, RegularCountsOptions,
    calibrate_sensors, regular_counts,
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000_000;

fn calibrated(counts: &[i64], factor: [f64; 3], rounding: Rounding) -> super::CalibratedCounts {
    let n = counts.len();
    let start: Vec<i64> = (0..n as i64).map(|hour| hour * HOUR).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR).collect();
    let entries: Vec<Option<i64>> = counts.iter().copied().map(Some).collect();
    let counts = Counts::new(&vec!["a"; n], &start, &end, &entries, &vec![None; n]).unwrap();
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).unwrap();
    let factors = Factors::new(&["a"], &[false], &[factor]).unwrap();
    let options = ApplyCalibrationOptions { rounding, backdate: false };
    apply_calibration(&bins.bins(), &factors, &options).unwrap()
}

#[test]
fn exits_without_a_factor_pass_and_unknown_stays_unknown() {
    let counts = Counts::new(&["a"], &[0], &[HOUR], &[None], &[Some(7)]).unwrap();
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).unwrap();
    let factors = Factors::new(&["a"], &[false], &[[2.0, 2.0, 2.0]]).unwrap();
    let result =
        apply_calibration(&bins.bins(), &factors, &ApplyCalibrationOptions::default()).unwrap();
    assert_eq!((result.entries.at(0), result.exits.at(0)), (None, Some(7.0)));
    assert_eq!(result.exits_factor.at(0), None);
    assert!(!Flags(result.flags[0]).any(Flags::CALIBRATED));
}

#[test]
fn what_calibrate_sensors_gives_can_be_applied() {
    // Door a: 52 to 50 and 104 to 100; door b was never seen to count, so it has no factor.
    let start = [0, HOUR, 0];
    let end = start.map(|start| start + HOUR);
    let entries = [Some((52, 50)), Some((104, 100)), Some((9, 0))];
    let audits = Audits::new(&["a", "a", "b"], &start, &end, &entries, &[None; 3]).unwrap();
    let factors = calibrate_sensors(&audits, &CalibrateSensorsOptions::default()).unwrap();
    let table = factors.into_batch().unwrap();
    let factors = Factors::from_batch(&table).unwrap();
    let counts = Counts::new(&["a", "b"], &[0; 2], &[HOUR; 2], &[Some(25), Some(7)], &[None; 2]);
    let bins = regular_counts(&counts.unwrap(), &RegularCountsOptions::default()).unwrap();
    let result =
        apply_calibration(&bins.bins(), &factors, &ApplyCalibrationOptions::default()).unwrap();
    assert_eq!((result.entries.at(0), result.entries.at(1)), (Some(26.0), Some(7.0)));
    assert_eq!(result.entries_factor.at(1), None);
}

#[test]
fn factors_outside_their_range_are_refused() {
    for factor in [
        [0.0, 0.0, 1.0],
        [-1.0, -2.0, 0.0],
        [f64::NAN; 3],
        [1.0, 1.1, 1.2],
        [1.0, 0.9, 0.95],
        [101.0, 1.0, 200.0],
    ] {
        let error = Factors::new(&["a"], &[false], &[factor]).unwrap_err();
        assert_eq!(error.code(), "KELIU_VALUE_RANGE", "{factor:?}");
    }
    let twice = Factors::new(&["a", "a"], &[true, true], &[[1.0; 3], [1.1; 3]]).unwrap_err();
    assert_eq!(twice.code(), "KELIU_DUPLICATE_ROW");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whole_persons_stay_within_half_a_person_of_the_sum(
        counts in prop::collection::vec(0_i64..300, 1..60),
        factor in 0.3_f64..3.0,
    ) {
        let [exact, whole] = [Rounding::None, Rounding::Whole]
            .map(|rounding| calibrated(&counts, [factor, factor, factor], rounding));
        let (mut sum, mut rounded) = (0.0, 0.0);
        for bin in 0..counts.len() {
            let persons = whole.entries.at(bin).unwrap();
            prop_assert!(persons >= 0.0 && persons.fract() == 0.0);
            prop_assert!(whole.entries_low.at(bin).unwrap() <= persons);
            prop_assert!(whole.entries_high.at(bin).unwrap() >= persons);
            sum += exact.entries.at(bin).unwrap();
            rounded += persons;
            prop_assert!((sum - rounded).abs() <= 0.5 + 1e-9);
        }
    }

    #[test]
    fn a_factor_of_one_that_is_certain_changes_nothing(counts in prop::collection::vec(0_i64..300, 1..20)) {
        let same = calibrated(&counts, [1.0; 3], Rounding::None);
        prop_assert_eq!(&same.entries, &same.entries_before);
        prop_assert_eq!(&same.entries, &same.entries_low);
        prop_assert_eq!(&same.entries, &same.entries_high);
    }
}

use super::*;

#[test]
fn a_known_total_is_split_to_the_last_person() {
    // 100 x (1, 2, 3, 4) / 10.
    assert_eq!(split(100, &[1.0, 2.0, 3.0, 4.0]), [10.0, 20.0, 30.0, 40.0]);
    // 10 in thirds: cumulative 3.33, 6.67, 10 round to 3, 7, 10.
    assert_eq!(split(10, &[1.0, 1.0, 1.0]), [3.0, 4.0, 3.0]);
    assert_eq!(split(7, &[0.0, 0.0]), [4.0, 3.0]);
    assert_eq!(split(7, &[0.0, 5.0, 0.0]), [0.0, 7.0, 0.0]);
    assert_eq!(split(u32::MAX - 1, &[0.1; 7]).iter().sum::<f64>(), f64::from(u32::MAX - 1));
    assert!(split(5, &[]).is_empty());
}

#[test]
fn the_evidence_of_a_lump_needs_the_lost_persons() {
    let alpha = |_: usize, _: f64| 0.1;
    // Four hours of 100 lost, 100 of its own: 500 is what a lump holds, 100 and 5,000 are not.
    let means = [100.0; 5];
    assert!(evidence(500, &means, LEAST_LOST, alpha) > CONVINCING);
    assert!(evidence(100, &means, LEAST_LOST, alpha) < 0.0);
    assert!(evidence(5_000, &means, LEAST_LOST, alpha) < 0.0);
    // Sixteen lost persons may as well be a group that came late.
    assert!(evidence(20, &[4.0; 5], LEAST_LOST, alpha) < 0.0);
    assert!(evidence(20, &[4.0; 5], LEAST_SUPPORTED, alpha) > SUPPORTED);
    // Nobody was missed at night.
    assert!(evidence(500, &[0.2, 0.2, 100.0], LEAST_LOST, alpha) < 0.0);
    assert!(evidence(1, &[], LEAST_LOST, alpha) < 0.0);
}

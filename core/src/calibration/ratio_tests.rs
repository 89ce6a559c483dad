use super::Ratio;

#[test]
fn two_sessions_by_hand() {
    // k = 30/20 = 1.5; residuals 12 - 15 = -3 and 18 - 15 = 3; se² = 2/1 x 18 / 400 = 0.09.
    let ratio = Ratio::of(&[(12.0, 10.0), (18.0, 10.0)]).unwrap();
    assert_eq!(ratio.value, 1.5);
    assert!((ratio.se - 0.3).abs() < 1e-15);
}

#[test]
fn sessions_that_agree_leave_one_person_of_doubt() {
    let ratio = Ratio::of(&[(10.0, 10.0), (30.0, 30.0)]).unwrap();
    assert_eq!((ratio.value, ratio.se), (1.0, 1.0 / 40.0));
}

#[test]
fn a_single_session_and_an_empty_bottom_have_no_ratio() {
    assert_eq!(Ratio::of(&[(5.0, 4.0)]), None);
    assert_eq!(Ratio::of(&[(5.0, 0.0), (2.0, 0.0)]), None);
}

#[test]
fn the_ends_of_a_rough_interval_are_where_the_test_stops_rejecting() {
    // Fieller by its definition: at either end the mean of M - r C is t standard errors from 0.
    let pairs = [(3.0, 4.0), (9.0, 5.0), (6.0, 6.0), (8.0, 5.0)];
    let ratio = Ratio::of(&pairs).unwrap();
    assert!(ratio.se > 0.1 * ratio.value);
    let t = 2.0;
    let (low, high) = ratio.interval(t);
    for end in [low, high.unwrap()] {
        let off: Vec<f64> = pairs.iter().map(|(m, c)| m - end * c).collect();
        let mean = off.iter().sum::<f64>() / 4.0;
        let square = off.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 12.0;
        assert!((mean.abs() / square.sqrt() - t).abs() < 1e-9, "{end}");
    }
    assert!(low < ratio.value && ratio.value < high.unwrap());
}

#[test]
fn sessions_that_exclude_no_large_factor_have_no_upper_end() {
    let (low, high) = Ratio::of(&[(2.0, 9.0), (11.0, 1.0)]).unwrap().interval(12.7);
    assert_eq!(high, None);
    assert!((0.0..=1.3).contains(&low), "{low}");
}

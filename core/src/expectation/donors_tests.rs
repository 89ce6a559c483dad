use super::*;

/// A deterministic wave in [-1, 1] with its own period.
fn wave(bins: usize, period: usize) -> Vec<f32> {
    (0..bins).map(|bin| ((bin % period) as f32 / (period - 1) as f32) * 2.0 - 1.0).collect()
}

fn book(departures: &[Vec<f32>]) -> DonorBook {
    DonorBook::new(departures, departures[0].len(), 24, &Watch::none()).expect("nobody cancels")
}

#[test]
fn the_departure_is_a_log_ratio_with_limits() {
    assert!((departure(15.0, 5.0) - std::f64::consts::LN_2).abs() < 1e-12);
    assert!(departure(0.0, 0.0).abs() < 1e-15);
    assert!((departure(1e9, 1.0) - DEPARTURE_LIMIT).abs() < 1e-15);
    assert!((departure(0.0, 1e9) + DEPARTURE_LIMIT).abs() < 1e-15);
}

#[test]
fn a_twin_is_found_and_followed_one_to_one() {
    let a = wave(2000, 37);
    let departures = vec![a.clone(), wave(2000, 101), a];
    let donors = book(&departures).choose(0, 3, 0);
    assert_eq!(donors.members[0].0, 2);
    assert!((donors.slope * donors.members[0].1 - 1.0).abs() < 0.1);
}

#[test]
fn a_series_that_follows_half_gets_slope_one_half() {
    let a = wave(1344, 37);
    let half: Vec<f32> = a.iter().map(|q| q / 2.0).collect();
    let departures = vec![half, a];
    let donors = book(&departures).choose(0, 2, 0);
    assert!((donors.slope - 0.5).abs() < 1e-3, "{}", donors.slope);
    let (common, spoke) = book(&departures).common_departure(&departures, 0);
    assert!((common[5] - f64::from(departures[0][5])).abs() < 1e-3);
    assert!(spoke[5]);
}

#[test]
fn an_opposite_or_silent_neighbor_is_no_donor() {
    let a = wave(700, 37);
    let opposite: Vec<f32> = a.iter().map(|q| -q).collect();
    let departures = vec![a, opposite, vec![0.0; 700], vec![f32::NAN; 700]];
    assert_eq!(book(&departures).choose(0, 4, 0), Donors::default());
}

#[test]
fn a_missing_donor_leaves_its_weight_to_the_others() {
    let a = wave(1344, 37);
    let mut departures = vec![a.clone(), a.clone(), a];
    departures[1][10] = f32::NAN;
    let expected = f64::from(departures[0][10]);
    let (common, spoke) = book(&departures).common_departure(&departures, 0);
    assert!((common[10] - expected).abs() < 1e-3 && spoke[10]);
    departures[2][10] = f32::NAN;
    let (common, spoke) = book(&departures).common_departure(&departures, 0);
    assert!(common[10].abs() < 1e-15 && !spoke[10]);
}

#[test]
fn the_dot_product_counts_every_cell() {
    let ones = vec![1.0_f32; 48];
    assert!((dot(&ones, &ones) - 48.0).abs() < f32::EPSILON);
}

#[test]
fn one_donor_against_the_others_is_held_near_their_median() {
    let a = wave(1344, 37);
    let mut departures = vec![a.clone(), a.clone(), a.clone(), a];
    let expected = f64::from(departures[0][20]);
    departures[2][20] = 2.0;
    let (common, _) = book(&departures).common_departure(&departures, 0);
    // Weights of a third each: the rebel may move the mean by a third of 0.4.
    assert!((common[20] - expected - CONSENSUS / 3.0).abs() < 5e-3, "{} {expected}", common[20]);
}

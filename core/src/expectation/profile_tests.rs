use super::*;

/// Hourly grid of whole weeks from a Monday.
fn weeks(count: usize) -> Grid {
    let bins = count * 168;
    let slot: Vec<u16> = (0..bins).map(|bin| (bin % 168) as u16).collect();
    let day: Vec<i32> = (0..bins).map(|bin| (bin / 24) as i32).collect();
    Grid::new(168, &slot, &day, &vec![3600; bins])
}

#[test]
fn a_periodic_series_is_its_own_profile() {
    let grid = weeks(6);
    let mut rate: Vec<f64> = (0..grid.bins()).map(|bin| ((bin % 168) * 7 % 31) as f64).collect();
    let truth = rate.clone();
    rate[300..340].fill(f64::NAN);
    assert_eq!(seasonal_profile(&grid, &rate), truth);
}

#[test]
fn two_scattered_values_are_pulled_to_the_day_type() {
    // Mondays at 0 h: 10, 20 and unknown; the other weekdays at 0 h: 30. Own center 15, interquartile
    // range 10 -> scatter 7.413; median of the fourteen weekday values 30, 15 apart.
    // Weight 2 x 54.95 / (225 + 54.95 / 2) = 0.43533; profile (2 x 15 + 0.43533 x 30) / 2.43533.
    let grid = weeks(3);
    let rate: Vec<f64> = (0..grid.bins())
        .map(|bin| match bin {
            0 => 10.0,
            168 => 20.0,
            336 => f64::NAN,
            _ => 30.0,
        })
        .collect();
    let profile = seasonal_profile(&grid, &rate);
    assert!((profile[336] - 17.681_4).abs() < 1e-3, "{}", profile[336]);
    assert!((profile[24] - 30.0).abs() < 1e-12);
}

#[test]
fn a_bin_has_no_vote_on_itself() {
    let grid = weeks(5);
    let mut rate = vec![8.0; grid.bins()];
    rate[2 * 168 + 30] = 1e6;
    assert!((seasonal_profile(&grid, &rate)[2 * 168 + 30] - 8.0).abs() < 1e-12);
}

#[test]
fn values_beyond_eight_weeks_do_not_count() {
    let grid = weeks(20);
    let mut rate = vec![5.0; grid.bins()];
    rate[..10 * 168].fill(1.0);
    let profile = seasonal_profile(&grid, &rate);
    assert!((profile[0] - 1.0).abs() < 1e-12);
    assert!((profile[20 * 168 - 1] - 5.0).abs() < 1e-12);
}

#[test]
fn missing_knowledge_falls_back_to_the_hour_and_then_to_everything() {
    let grid = weeks(1);
    let mut rate = vec![f64::NAN; grid.bins()];
    // Monday only: 8 h = 4, 9 h = 10.
    rate[8] = 4.0;
    rate[9] = 10.0;
    let profile = seasonal_profile(&grid, &rate);
    assert!((profile[24 + 8] - 4.0).abs() < 1e-12, "same hour, same day type");
    assert!((profile[5 * 24 + 9] - 10.0).abs() < 1e-12, "same hour, other day type");
    assert!((profile[3] - 7.0).abs() < 1e-12, "no such hour: overall median");
    assert!(seasonal_profile(&grid, &vec![f64::NAN; 168]).iter().all(|p| p.is_nan()));
}

#[test]
fn scaling_the_counts_scales_the_profile() {
    let grid = weeks(4);
    let rate: Vec<f64> = (0..grid.bins()).map(|bin| (bin * bin % 97) as f64).collect();
    let eightfold: Vec<f64> = rate.iter().map(|r| 8.0 * r).collect();
    for (a, b) in seasonal_profile(&grid, &rate).iter().zip(seasonal_profile(&grid, &eightfold)) {
        assert!((8.0 * a - b).abs() < 1e-9);
    }
}

use super::super::flow::FlowDay;
use super::*;
use crate::math::exp;
use crate::stats::lifetime::Law;

/// A hundred persons in a first bin as long as their mean dwell, exponential, and the exits of so many bins.
fn hundred(exits: &[f64]) -> (Flow, Arrivals, Lived) {
    let bins = exits.len();
    let mut entries = vec![0.0; bins];
    entries[0] = 100.0;
    let flow = Flow {
        width_s: 60.0,
        start_us: (0..bins as i64).map(|bin| bin * 60_000_000).collect(),
        entries,
        exits: exits.to_vec(),
        left_s: vec![f64::INFINITY; bins],
        half_hour: vec![0; bins],
        days: vec![FlowDay { look: 0, judged: 0..bins }],
        stray: 0.0,
    };
    let arrivals = Arrivals::new(&flow, 60.0);
    let lived = arrivals.pinned(Law::Gamma, 1.0, [0.0; 2]).unwrap();
    (flow, arrivals, lived)
}

fn squares(exits: &[f64]) -> f64 {
    let (flow, arrivals, lived) = hundred(exits);
    Weights::new(&flow, &lived).distance(&flow, &arrivals, &lived, false).squares
}

#[test]
fn one_bin_by_hand() {
    // p(0) = 1 - (1 - 1/e) = 1/e, as the mean of 1 - e^(-x) over x from 0 to 1.
    let share = exp(-1.0);
    let variance = 100.0 * share * (1.0 + OWN + COMMON - share);
    assert!(squares(&[100.0 * share]) < 1e-18);
    assert!((squares(&[100.0 * share + 3.0]) - 9.0 / variance).abs() < 1e-9);
}

#[test]
fn two_bins_by_hand() {
    // p(1) = G(2) - 2 G(1) with G(x) = x - 1 + e^(-x), in means.
    let [near, far] = [exp(-1.0), 1.0 + exp(-2.0) - 2.0 * exp(-1.0)];
    let common = COMMON * 50.0 * (near + far);
    let own = [near, far].map(|share| 100.0 * share * (1.0 + OWN - share) + common);
    let both = -100.0 * near * far;
    // Residuals 3 and -2: rᵀ V⁻¹ r of two by two.
    let wanted = (9.0 * own[1] + 12.0 * both + 4.0 * own[0]) / (own[0] * own[1] - both * both);
    let found = squares(&[100.0 * near + 3.0, 100.0 * far - 2.0]);
    assert!((found / wanted - 1.0).abs() < 1e-9, "{found}, not {wanted}");
}

#[test]
fn columns_are_the_slopes_of_what_is_expected() {
    // One half hour of arrival: the swing has nothing to move, so its columns vanish.
    let (flow, arrivals, lived) = hundred(&[30.0, 30.0, 20.0]);
    let distance = Weights::new(&flow, &lived).distance(&flow, &arrivals, &lived, true);
    assert!(distance.columns.iter().chain(&distance.toward).all(|value| value.abs() < 1e-9));
    assert!((distance.squares - squares(&[30.0, 30.0, 20.0])).abs() < 1e-9);
}

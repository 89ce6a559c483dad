use super::{adjusted, overlap_p_value};
use proptest::prelude::*;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} {expected}");
}

#[test]
fn false_discovery_rates_by_hand() {
    // In order 0.005, 0.01, 0.03, 0.04: times 4, 4/2, 4/3 and 1; none is more than a later one.
    let found = adjusted(&[0.01, 0.04, 0.03, 0.005]);
    for (found, expected) in found.iter().zip([0.02, 0.04, 0.04, 0.02]) {
        near(*found, expected);
    }
    assert_eq!(adjusted(&[]), Vec::<f64>::new());
    assert_eq!(adjusted(&[1.0, 1.0]), [1.0, 1.0]);
    // 0.02 · 3 is more than 0.03 · 3/2, which counts for both.
    let found = adjusted(&[0.02, 0.03, 0.9]);
    near(found[0], 0.045);
    near(found[1], 0.045);
}

#[test]
fn the_lady_tasting_tea() {
    // Four of eight cups, all four found: one way of seventy (Fisher 1935), doubled.
    near(overlap_p_value(4, 4, 4, 8), 2.0 / 70.0);
    near(overlap_p_value(3, 4, 4, 8), 34.0 / 70.0);
    assert_eq!(overlap_p_value(2, 4, 4, 8), 1.0);
    near(overlap_p_value(1, 4, 4, 8), 34.0 / 70.0);
    near(overlap_p_value(0, 4, 4, 8), 2.0 / 70.0);
    // Where nothing else is possible nothing is surprising.
    assert_eq!(overlap_p_value(3, 3, 8, 8), 1.0);
    assert_eq!(overlap_p_value(8, 8, 8, 8), 1.0);
}

/// Ways to choose, in whole numbers.
fn choose(n: u64, k: u64) -> u128 {
    (0..k).fold(1, |ways, at| ways * u128::from(n - at) / u128::from(at + 1))
}

proptest! {
    #[test]
    fn the_tail_is_the_sum_over_all_ways(total in 1..60_u64, a in 0..60_u64, b in 0..60_u64, k in 0..60_u64) {
        let (a, b) = (a.min(total), b.min(total));
        let (least, most) = ((a + b).saturating_sub(total), a.min(b));
        let both = least + k % (most - least + 1);
        let ways = |at: u64| choose(a, at) * choose(total - a, b - at);
        let share = |ways: u128| ways as f64 / choose(total, b) as f64;
        let up = share((both..=most).map(ways).sum());
        let down = share((least..=both).map(ways).sum());
        let expected = (2.0 * up.min(down)).min(1.0);
        let found = overlap_p_value(both, a, b, total);
        prop_assert!((found - expected).abs() <= 1e-10, "{} {}", found, expected);
    }
}

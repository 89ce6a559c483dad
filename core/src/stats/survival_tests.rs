use super::{Curve, Durations};
use crate::math::{exp, pow};
use proptest::prelude::*;

const Z90: f64 = 1.644_853_626_951_472_6;

/// Durations of which the negative ones were cut.
fn curve(ticks: &[i64]) -> Option<Curve> {
    let one = |&ticks: &i64| Durations {
        ticks: ticks.abs(),
        ended: u64::from(ticks > 0),
        cut: u64::from(ticks < 0),
    };
    let mut durations: Vec<Durations> = ticks.iter().map(one).collect();
    durations.sort_unstable_by_key(|group| group.ticks);
    Curve::new(&merged(&durations))
}

fn merged(sorted: &[Durations]) -> Vec<Durations> {
    let groups = sorted.chunk_by(|a, b| a.ticks == b.ticks);
    groups
        .map(|group| Durations {
            ticks: group[0].ticks,
            ended: group.iter().map(|one| one.ended).sum(),
            cut: group.iter().map(|one| one.cut).sum(),
        })
        .collect()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn the_vector_of_five_durations() {
    let curve = curve(&[5, 8, -12, 20, -20]).unwrap();
    let reaching = |ticks| curve.reaching(ticks, Z90).map(|it| it.value);
    // Shares that last so long: all up to 5, then 4/5, 3/5, and one half of that beyond 20.
    assert_eq!([0, 5, 6, 8, 9, 20].map(reaching), [1.0, 1.0, 0.8, 0.8, 0.6, 0.6].map(Some));
    assert_eq!(curve.tail(), 0.3);
    assert_eq!(reaching(21), None);
    assert_eq!(curve.quantile(0.5, Z90).ticks, Some(20));
    assert_eq!(curve.quantile(0.2, Z90).ticks, Some(5));
    assert_eq!(curve.quantile(0.7, Z90).ticks, Some(20));
    assert_eq!(curve.quantile(0.71, Z90).ticks, None);
    near(curve.restricted_mean(20, Z90).unwrap().value, 14.6);
    // 5 + 3 · 0.8 up to 8, and 1 · 0.6 more.
    near(curve.restricted_mean(9, Z90).unwrap().value, 8.0);
    assert_eq!(curve.restricted_mean(3, Z90).unwrap().value, 3.0);
    assert_eq!(curve.restricted_mean(21, Z90), None);
}

#[test]
fn variance_of_the_restricted_mean_by_hand() {
    let curve = curve(&[5, 8, -12, 20, -20]).unwrap();
    // Areas up to 20: from 5 on 9.6, from 8 on 7.2, from 20 on 0. 9.6²/(5·4) + 7.2²/(4·3) = 8.928, times 3/2.
    let half = Z90 * 13.392_f64.sqrt();
    let (low, high) = curve.restricted_mean(20, Z90).unwrap().interval.unwrap();
    near(low, 14.6 - half);
    assert_eq!(high, 20.0); // 14.6 + 6.02 is cut at the limit
}

#[test]
fn without_cuts_it_is_the_mean_and_its_variance() {
    // 1, 2, 3, 6: mean 3, variance 14/3, of the mean 14/12.
    let curve = curve(&[1, 2, 3, 6]).unwrap();
    let mean = curve.restricted_mean(6, Z90).unwrap();
    near(mean.value, 3.0);
    near(mean.interval.unwrap().0, 3.0 - Z90 * (14.0_f64 / 12.0).sqrt());
    // All have ended by then, so a later limit changes nothing.
    assert_eq!(curve.restricted_mean(100, Z90).map(|it| it.value), Some(mean.value));
    assert_eq!(curve.tail(), 0.0);
    assert_eq!(curve.reaching(7, Z90).map(|it| (it.value, it.interval)), Some((0.0, None)));
}

#[test]
fn bands_by_hand() {
    // Two durations: S = 1/2 after the first, Greenwood 1/2; ln(-ln S) = -0.3665, its error √½ / ln 2 = 1.0201.
    let curve = curve(&[10, 20]).unwrap();
    let (low, high) = curve.reaching(11, Z90).unwrap().interval.unwrap();
    let width = Z90 * 0.5_f64.sqrt() / std::f64::consts::LN_2;
    near(low, pow(0.5, exp(width)));
    near(high, pow(0.5, exp(-width)));
    // The band is 0.0244 to 0.8786 up to 20, where nothing is left: the median may be any dwell from 10 on.
    let median = curve.quantile(0.5, Z90);
    assert_eq!((median.ticks, median.low, median.high), (Some(10), Some(10), None));
}

#[test]
fn too_little_to_tell() {
    assert_eq!(curve(&[]), None);
    assert_eq!(curve(&[-5, -7]), None);
    let one = curve(&[5]).unwrap();
    let median = one.quantile(0.5, Z90);
    assert_eq!((median.ticks, median.low, median.high), (Some(5), None, None));
    let mean = one.restricted_mean(5, Z90).unwrap();
    assert_eq!((mean.value, mean.interval), (5.0, None));
}

#[test]
fn those_cut_at_a_length_are_there_when_others_end_at_it() {
    let curve = curve(&[-5, 5, 9, 9]).unwrap();
    assert_eq!(curve.reaching(6, Z90).map(|it| it.value), Some(0.75));
}

#[test]
fn shares_of_whole_numbers_are_exact() {
    let ticks: Vec<i64> = (1..=10).collect();
    let curve = curve(&ticks).unwrap();
    for n in 1..=10 {
        let share = n as f64 / 10.0;
        assert_eq!(curve.quantile(share, Z90).ticks, Some(n), "{share}");
        assert_eq!(curve.reaching(n + 1, Z90).map(|it| it.value), Some((10 - n) as f64 / 10.0));
    }
}

/// The share that lasts longer, by redistribution to the right (Efron 1967): whoever is cut hands its weight on to all
/// who last longer, in equal parts. No product is formed.
fn redistributed(ticks: &[i64], after: i64) -> f64 {
    let mut sorted: Vec<(i64, bool)> = ticks.iter().map(|&it| (it.abs(), it < 0)).collect();
    sorted.sort_unstable();
    let mut weights = vec![1.0 / sorted.len() as f64; sorted.len()];
    let mut gone = 0.0;
    for place in 0..sorted.len() {
        let (ticks, cut) = sorted[place];
        if ticks > after {
            break;
        }
        let later = sorted.len() - place - 1;
        if !cut {
            gone += weights[place];
        } else if later > 0 {
            let part = weights[place] / later as f64;
            weights[place + 1..].iter_mut().for_each(|weight| *weight += part);
        }
    }
    1.0 - gone
}

proptest! {
    #[test]
    fn the_product_is_redistribution_to_the_right(
        ticks in prop::collection::vec(prop_oneof![1..30_i64, -30..0_i64], 1..40),
        at in 1..32_i64,
    ) {
        if let Some(curve) = curve(&ticks) {
            let reaching = curve.reaching(at, Z90);
            let longest = ticks.iter().map(|it| it.abs()).max().unwrap_or(0);
            match reaching {
                Some(share) => {
                    prop_assert!((share.value - redistributed(&ticks, at - 1)).abs() < 1e-12);
                    if let Some((low, high)) = share.interval {
                        prop_assert!(0.0 <= low && low <= share.value && share.value <= high && high <= 1.0);
                    }
                }
                None => prop_assert!(at > longest && curve.tail() > 0.0),
            }
        }
    }

    #[test]
    fn the_area_is_the_sum_over_ticks(
        ticks in prop::collection::vec(prop_oneof![1..30_i64, -30..0_i64], 1..40),
        until in 1..32_i64,
    ) {
        if let Some(curve) = curve(&ticks) && let Some(mean) = curve.restricted_mean(until, Z90) {
            let sum: f64 = (0..until).map(|at| redistributed(&ticks, at)).sum();
            prop_assert!((mean.value - sum).abs() < 1e-9);
        }
    }
}

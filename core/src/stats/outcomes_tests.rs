use super::{Outcomes, incidence};
use crate::stats::proportion::wilson;
use proptest::prelude::*;

const Z90: f64 = 1.644_853_626_951_472_6;

/// Durations with their way: 0 and 1 are ways to end, 2 is a cut.
fn outcomes(rows: &[(i64, usize)]) -> Vec<Outcomes> {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    let groups = sorted.chunk_by(|a, b| a.0 == b.0);
    let count =
        |group: &[(i64, usize)], way| group.iter().filter(|row| row.1 == way).count() as u64;
    groups
        .map(|group| Outcomes {
            ticks: group[0].0,
            ended: [count(group, 0), count(group, 1)],
            cut: count(group, 2),
        })
        .collect()
}

#[test]
fn by_hand_with_a_cut() {
    // Served at 1, left at 2, cut at 3, served at 4 of four: 1/4, then the last two weigh 1/2 and one of them is cut.
    let rows = outcomes(&[(1, 0), (2, 1), (3, 2), (4, 0)]);
    let at = |way, until| incidence(&rows, way, until, Z90).map(|found| found.value);
    assert_eq!([0, 1, 3, 4].map(|until| at(0, until)), [0.0, 0.25, 0.25, 0.75].map(Some));
    assert_eq!([1, 2, 4, 9].map(|until| at(1, until)), [0.0, 0.25, 0.25, 0.25].map(Some));
    // Variance of way 1 at the end: 3/16 · 1/4 as a share of four.
    let (low, high) = incidence(&rows, 1, 4, Z90).unwrap().interval.unwrap();
    let expected = wilson(0.25, 4.0, Z90);
    assert!((low - expected.0).abs() < 1e-12 && (high - expected.1).abs() < 1e-12);
}

#[test]
fn too_little_to_tell() {
    assert_eq!(incidence(&[], 0, 5, Z90), None);
    assert_eq!(incidence(&outcomes(&[(3, 2), (4, 2)]), 0, 4, Z90), None);
    let rows = outcomes(&[(1, 0), (4, 2)]);
    assert_eq!(incidence(&rows, 0, 4, Z90).map(|found| found.value), Some(0.5));
    assert_eq!(incidence(&rows, 0, 5, Z90), None);
}

/// By redistribution to the right: whoever is cut hands its weight on to all who last longer.
fn redistributed(rows: &[(i64, usize)], way: usize, until: i64) -> f64 {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    let mut weights = vec![1.0 / sorted.len() as f64; sorted.len()];
    let mut sum = 0.0;
    for place in 0..sorted.len() {
        let (ticks, found) = sorted[place];
        if ticks > until {
            break;
        }
        let later = sorted.len() - place - 1;
        if found == way {
            sum += weights[place];
        } else if found == 2 && later > 0 {
            let part = weights[place] / later as f64;
            weights[place + 1..].iter_mut().for_each(|weight| *weight += part);
        }
    }
    sum
}

proptest! {
    #[test]
    fn incidence_is_redistribution_to_the_right(
        rows in prop::collection::vec((1..30_i64, 0..3_usize), 1..40),
        until in 1..32_i64,
    ) {
        for way in 0..2 {
            if let Some(found) = incidence(&outcomes(&rows), way, until, Z90) {
                prop_assert!((found.value - redistributed(&rows, way, until)).abs() < 1e-12);
                let (low, high) = found.interval.unwrap();
                prop_assert!(0.0 <= low && low <= found.value + 1e-12);
                prop_assert!(found.value <= high + 1e-12 && high <= 1.0);
            }
        }
    }

    #[test]
    fn without_cuts_it_is_a_plain_share_with_its_interval(
        rows in prop::collection::vec((1..30_i64, 0..2_usize), 1..40),
        until in 1..32_i64,
    ) {
        let found = incidence(&outcomes(&rows), 0, until, Z90).unwrap();
        let n = rows.len() as f64;
        let share = rows.iter().filter(|row| row.1 == 0 && row.0 <= until).count() as f64 / n;
        prop_assert_eq!(found.value, share);
        let (low, high) = wilson(share, n, Z90);
        let (found_low, found_high) = found.interval.unwrap();
        prop_assert!((low - found_low).abs() < 1e-9 && (high - found_high).abs() < 1e-9);
    }
}

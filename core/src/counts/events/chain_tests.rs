use super::*;
use crate::math::{exp, ln};

/// All paths of the chain one by one: probabilities of states, starts and ends.
fn by_paths(chain: Chain, logs: &[[f64; 3]], absent: &[u32]) -> Smoothed {
    let one = |from: usize, to: usize| {
        let mut unit = [0.0; 3];
        unit[from] = 1.0;
        chain.step(unit)[to]
    };
    let several = |from: usize, to: usize, steps: u32| {
        let mut now = [0.0; 3];
        now[from] = 1.0;
        for _ in 0..steps {
            now = [0, 1, 2].map(|to| (0..3).map(|from| now[from] * one(from, to)).sum());
        }
        now[to]
    };
    let bins = logs.len();
    let mut found = Smoothed { states: vec![[0.0; 3]; bins], starts: 0.0, ends: 0.0 };
    let mut whole = 0.0;
    for path in 0..3_usize.pow(bins as u32) {
        let states: Vec<usize> = (0..bins).map(|bin| path / 3_usize.pow(bin as u32) % 3).collect();
        let mut weight = chain.rest()[states[0]];
        for (bin, &state) in states.iter().enumerate() {
            weight *= exp(logs[bin][state]);
            if bin > 0 {
                weight *= several(states[bin - 1], state, 1 + absent[bin]);
            }
        }
        whole += weight;
        for (bin, &state) in states.iter().enumerate() {
            found.states[bin][state] += weight;
            if bin > 0 && absent[bin] == 0 {
                match (states[bin - 1], state) {
                    (NORMAL, SURPLUS | DEFICIT) => found.starts += weight,
                    (SURPLUS | DEFICIT, NORMAL) => found.ends += weight,
                    _ => {}
                }
            }
        }
    }
    for states in &mut found.states {
        *states = states.map(|weight| weight / whole);
    }
    found.starts /= whole;
    found.ends /= whole;
    found
}

#[test]
fn forward_backward_equals_the_sum_over_all_paths() {
    let chain = Chain { start: 0.07, end: 0.3 };
    let logs = [
        [-1.0, -3.0, -4.0],
        [-6.0, -1.5, -9.0],
        [-4.0, -1.0, -7.0],
        [ln(1.0), ln(1.0), ln(1.0)],
        [-5.0, -8.0, -0.5],
        [-0.2, -2.0, -2.0],
        [-0.1, -5.0, -1.0],
    ];
    for absent in [[0; 7], [0, 0, 2, 0, 0, 5, 0]] {
        let found = chain.smooth(&logs, &absent);
        let truth = by_paths(chain, &logs, &absent);
        for (found, truth) in found.states.iter().flatten().zip(truth.states.iter().flatten()) {
            assert!((found - truth).abs() < 1e-12, "{found} {truth}");
        }
        assert!((found.starts - truth.starts).abs() < 1e-12);
        assert!((found.ends - truth.ends).abs() < 1e-12);
    }
}

#[test]
fn evidence_beyond_the_range_of_numbers_decides_and_does_not_break() {
    let chain = Chain { start: 1e-9, end: 0.1 };
    let logs = [[0.0, -1e6, -1e6], [-1e6, 0.0, -1e6], [0.0, -1e6, -1e6], [f64::MIN, 0.0, f64::MIN]];
    let found = chain.smooth(&logs, &[0; 4]);
    for states in &found.states {
        assert!(states.iter().all(|share| (0.0..=1.0).contains(share)), "{states:?}");
    }
    assert!(found.states[1][SURPLUS] > 0.999 && found.states[3][SURPLUS] > 0.999);
}

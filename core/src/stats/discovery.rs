//! Many questions at once: tests of pairs, and what is left when chance finds something among many.

use crate::math::{exp, lgamma};

/// The smallest share of false findings at which each test would still count as one (Benjamini and Hochberg 1995).
pub(crate) fn adjusted(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]).then(a.cmp(&b)));
    let tests = p_values.len() as f64;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        // Rounding must not put it below the p-value itself.
        let one = (p_values[place] * tests / (rank + 1) as f64).max(p_values[place]);
        least = least.min(one);
        adjusted[place] = least;
    }
    adjusted
}

/// How surprising it is that `both` of `total` are among `first` and among `second`, if neither had to do with the
/// other: twice the smaller tail of the hypergeometric law, at most 1 (Fisher 1935).
pub(crate) fn overlap_p_value(both: u64, first: u64, second: u64, total: u64) -> f64 {
    let ln_choose = |n: u64, k: u64| {
        let gamma = |count: u64| lgamma(count as f64 + 1.0);
        gamma(n) - gamma(k) - gamma(n - k)
    };
    let (least, most) = ((first + second).saturating_sub(total), first.min(second));
    let start =
        ln_choose(first, both) + ln_choose(total - first, second - both) - ln_choose(total, second);
    // Away from the mean each term is less than the one before: the sum ends where nothing is added to it.
    let up = u128::from(both) * u128::from(total) >= u128::from(first) * u128::from(second);
    let (mut term, mut tail, mut at) = (1.0, 1.0, both);
    while if up { at < most } else { at > least } {
        let (a, b, c) = (first as f64, second as f64, total as f64);
        let x = at as f64;
        term *= if up {
            (a - x) * (b - x) / ((x + 1.0) * (c - a - b + x + 1.0))
        } else {
            x * (c - a - b + x) / ((a - x + 1.0) * (b - x + 1.0))
        };
        at = if up { at + 1 } else { at - 1 };
        let sum = tail + term;
        if sum <= tail {
            break;
        }
        tail = sum;
    }
    (2.0 * exp(start) * tail).min(1.0)
}

#[cfg(test)]
#[path = "discovery_tests.rs"]
mod tests;

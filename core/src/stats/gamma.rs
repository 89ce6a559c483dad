//! The regularized incomplete gamma functions.

use crate::math::{exp, lgamma, ln};

/// Terms of the series or fraction; enough for shapes up to 10⁶, beyond which the normal law is meant.
const MAX_TERMS: usize = 10_000;
const NEAR: f64 = 1e-16;
/// Keeps the fraction of Lentz away from a division by zero.
const TINY: f64 = 1e-300;

/// P(a, x) = γ(a, x) / Γ(a): the distribution function of the gamma law with shape `a > 0` and scale 1.
pub(crate) fn lower(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        series(a, x)
    } else {
        1.0 - fraction(a, x)
    }
}

/// Q(a, x) = 1 - P(a, x), exact in the far tail.
pub(crate) fn upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < a + 1.0 {
        1.0 - series(a, x)
    } else {
        fraction(a, x)
    }
}

/// The probability that a chi-square of `degrees` exceeds `value`.
pub(crate) fn chi_square_tail(value: f64, degrees: f64) -> f64 {
    if degrees <= 0.0 { 1.0 } else { upper(0.5 * degrees, 0.5 * value) }
}

fn front(a: f64, x: f64) -> f64 {
    exp(a * ln(x) - x - lgamma(a))
}

/// x^a e^-x Σ x^n / Γ(a + n + 1) (DLMF 8.7.1).
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for n in 1..MAX_TERMS {
        term *= x / (a + n as f64);
        sum += term;
        if term < sum * NEAR {
            break;
        }
    }
    (sum * front(a, x)).min(1.0)
}

/// The continued fraction of Γ(a, x) (DLMF 8.9.2) by the method of Lentz (1976).
fn fraction(a: f64, x: f64) -> f64 {
    let mut denominator = x + 1.0 - a;
    let mut above = 1.0 / TINY;
    let mut below = 1.0 / denominator;
    let mut product = below;
    for term in 1..MAX_TERMS {
        let term = term as f64;
        let step = term * (a - term);
        denominator += 2.0;
        below = 1.0 / away_from_zero(step * below + denominator);
        above = away_from_zero(denominator + step / above);
        let change = above * below;
        product *= change;
        if (change - 1.0).abs() < NEAR {
            break;
        }
    }
    (product * front(a, x)).min(1.0)
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
#[path = "gamma_tests.rs"]
mod tests;

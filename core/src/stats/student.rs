//! Student's t distribution: what the mean of few numbers is judged by.

use super::distribution::normal_quantile;
use crate::math::{exp, lgamma, ln};

/// Terms of the continued fraction; about 5 sqrt(degrees of freedom) are needed.
const MAX_TERMS: usize = 10_000;
/// Newton steps; 1 degree of freedom at a probability of 0.9999 takes 20.
const MAX_STEPS: usize = 200;
/// From here on the normal quantile agrees to 1e-7.
const MANY: f64 = 1e7;

/// Quantile of the t distribution with `freedom` (at least 1) degrees of freedom, for probabilities above one half.
///
/// Newton steps on the upper tail, which is convex and decreasing: from the normal quantile, which lies below,
/// they rise to the root without passing it.
pub(crate) fn t_quantile(probability: f64, freedom: f64) -> f64 {
    let mut t = normal_quantile(probability);
    if freedom >= MANY || !t.is_finite() || t <= 0.0 {
        return t;
    }
    let scale = exp(lgamma(0.5 * (freedom + 1.0)) - lgamma(0.5 * freedom))
        / (freedom * std::f64::consts::PI).sqrt();
    for _ in 0..MAX_STEPS {
        let density = scale * exp(-0.5 * (freedom + 1.0) * ln(1.0 + t * t / freedom));
        let step = (upper_tail(t, freedom) - (1.0 - probability)) / density;
        t += step;
        if step.abs() <= 1e-14 * t {
            break;
        }
    }
    t
}

/// `P(T > t)` for positive `t`: half of the incomplete beta function at `v / (v + t²)`.
pub(crate) fn upper_tail(t: f64, freedom: f64) -> f64 {
    let whole = freedom + t * t;
    let (x, rest) = (freedom / whole, t * t / whole);
    let (a, b) = (0.5 * freedom, 0.5);
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * ln(x) + b * ln(rest));
    // The fraction converges fast on the near side of the mean; the other side is its complement.
    if x < (a + 1.0) / (a + b + 2.0) {
        0.5 * front * fraction(a, b, x) / a
    } else {
        0.5 * (1.0 - front * fraction(b, a, rest) / b)
    }
}

/// Continued fraction of the incomplete beta function (DLMF 8.17.22) by the method of Lentz (Thompson and
/// Barnett 1986).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for term in 1..MAX_TERMS {
        let m = term as f64;
        let twice = a + 2.0 * m;
        let even = m * (b - m) * x / ((twice - 1.0) * twice);
        let odd = -(a + m) * (a + b + m) * x / (twice * (twice + 1.0));
        below = 1.0 / away(1.0 + even * below);
        above = away(1.0 + even / above);
        value *= below * above;
        below = 1.0 / away(1.0 + odd * below);
        above = away(1.0 + odd / above);
        let change = below * above;
        value *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
#[path = "student_tests.rs"]
mod tests;

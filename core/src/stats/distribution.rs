//! Count distributions: Poisson and negative binomial with mean `mu` and variance `mu + alpha mu^2`
//! (NB2; Hilbe 2011, ch. 8). `alpha = 0` is the Poisson law.

use crate::math::{erfc, exp, lgamma, ln, ln_1p};

/// Below this dispersion the negative binomial is computed as Poisson: the size `1 / alpha` would cancel
/// digits in `lgamma(y + r) - lgamma(r)`.
const POISSON_ALPHA: f64 = 1e-9;
/// Means up to this are walked term by term; above it the gamma approximation is within a percent.
const WALK_MEAN: f64 = 100.0;
/// Terms of a continued fraction or a walk; reached only by arguments far outside counting practice.
const MAX_TERMS: usize = 20_000;

/// Natural log of `P(Y = count)`.
pub(crate) fn ln_pmf(count: f64, mean: f64, alpha: f64) -> f64 {
    if mean <= 0.0 {
        return if count > 0.0 { f64::NEG_INFINITY } else { 0.0 };
    }
    if alpha < POISSON_ALPHA {
        return count * ln(mean) - mean - lgamma(count + 1.0);
    }
    let size = 1.0 / alpha;
    let spread = alpha * mean;
    lgamma(count + size) - lgamma(size) - lgamma(count + 1.0) - size * ln_1p(spread)
        + if count > 0.0 { count * (ln(spread) - ln_1p(spread)) } else { 0.0 }
}

/// `-ln P(Y = 0)`: the evidence one empty bin gives against a live sensor.
pub(crate) fn zero_evidence(mean: f64, alpha: f64) -> f64 {
    if mean <= 0.0 {
        0.0
    } else if alpha < POISSON_ALPHA {
        mean
    } else {
        ln_1p(alpha * mean) / alpha
    }
}

/// Smallest count with `P(Y <= count) >= share` for means up to 100; above that the cube-root gamma
/// approximation (Wilson and Hilferty 1931) with the same mean and variance, not rounded.
pub(crate) fn quantile(share: f64, mean: f64, alpha: f64) -> f64 {
    if mean <= 0.0 || share <= 0.0 {
        return 0.0;
    }
    if mean > WALK_MEAN {
        let inverse_shape = alpha + 1.0 / mean;
        let root = 1.0 - inverse_shape / 9.0 + normal_quantile(share) * inverse_shape.sqrt() / 3.0;
        return (mean * root * root * root).max(0.0);
    }
    let alpha = if alpha < POISSON_ALPHA { 0.0 } else { alpha };
    let mut term = exp(-zero_evidence(mean, alpha));
    let mut total = term;
    let ratio = mean / (1.0 + alpha * mean);
    let mut count = 0.0;
    for _ in 0..MAX_TERMS {
        if total >= share {
            break;
        }
        term *= ratio * (1.0 + alpha * count) / (count + 1.0);
        count += 1.0;
        total += term;
    }
    count
}

/// Standard normal distribution function.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Standard normal quantile (Acklam 2003, relative error below 1.15e-9), one Halley step added.
pub(crate) fn normal_quantile(share: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    if share <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if share >= 1.0 {
        return f64::INFINITY;
    }
    let tail = |q: f64| {
        (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
            / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    let z = if share < 0.024_25 {
        tail((-2.0 * ln(share)).sqrt())
    } else if share > 1.0 - 0.024_25 {
        -tail((-2.0 * ln(1.0 - share)).sqrt())
    } else {
        let q = share - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    };
    let error = normal_cdf(z) - share;
    let step = error * (2.0 * std::f64::consts::PI).sqrt() * exp(0.5 * z * z);
    z - step / (1.0 + 0.5 * z * step)
}

#[cfg(test)]
#[path = "distribution_tests.rs"]
mod tests;

//! Laws of durations by mean and spread: distribution function and its integral.

use super::distribution::normal_cdf;
use super::gamma;
use crate::math::{exp, lgamma, ln, pow};

/// A family of laws of positive durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Law {
    /// The logarithm is normal; the spread is its standard deviation.
    Lognormal,
    /// The spread is the coefficient of variation; 1 is the exponential law.
    Gamma,
    /// The spread is the inverse of Weibull's exponent; 1 is the exponential law.
    Weibull,
}

/// A law with its mean and spread, both above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lifetime {
    law: Law,
    mean: f64,
    spread: f64,
    /// Exponent of the gamma or Weibull law, location of the lognormal one.
    shape: f64,
    /// Scale of the gamma or Weibull law.
    scale: f64,
}

impl Lifetime {
    pub(crate) fn new(law: Law, mean: f64, spread: f64) -> Self {
        let (shape, scale) = match law {
            Law::Lognormal => (ln(mean) - 0.5 * spread * spread, 1.0),
            Law::Gamma => (1.0 / (spread * spread), mean * spread * spread),
            // Mean = scale Γ(1 + 1/k) with k = 1 / spread.
            Law::Weibull => (1.0 / spread, mean / exp(lgamma(1.0 + spread))),
        };
        Self { law, mean, spread, shape, scale }
    }

    pub(crate) const fn mean(&self) -> f64 {
        self.mean
    }

    /// The probability of a duration of at most `x`.
    pub(crate) fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match self.law {
            Law::Lognormal => normal_cdf((ln(x) - self.shape) / self.spread),
            Law::Gamma => gamma::lower(self.shape, x / self.scale),
            Law::Weibull => 1.0 - exp(-pow(x / self.scale, self.shape)),
        }
    }

    /// ∫ of the distribution function from 0 to `x` = x F(x) - mean F₁(x), where F₁ weighs each duration by
    /// its length; F₁ is a law of the same kind, or an incomplete gamma function.
    pub(crate) fn integral(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let by_length = match self.law {
            Law::Lognormal => {
                normal_cdf((ln(x) - self.shape - self.spread * self.spread) / self.spread)
            }
            Law::Gamma => gamma::lower(self.shape + 1.0, x / self.scale),
            Law::Weibull => gamma::lower(1.0 + self.spread, pow(x / self.scale, self.shape)),
        };
        x * self.cdf(x) - self.mean * by_length
    }
}

#[cfg(test)]
#[path = "lifetime_tests.rs"]
mod tests;

//! The ratio of two sums over sessions, with its standard error and interval.

use crate::math::exp;

/// Above this relative standard error the log scale is no longer close, and the interval is Fieller's.
const ROUGH: f64 = 0.1;

/// A ratio of sums over at least two sessions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ratio {
    pub(super) value: f64,
    /// Linearized standard error (Cochran 1977, 6.3).
    pub(super) se: f64,
    /// Variances of the two means and their covariance.
    top: f64,
    bottom: f64,
    both: f64,
    mean_top: f64,
    mean_bottom: f64,
}

impl Ratio {
    /// The ratio of the sums of pairs `(top, bottom)`, or nothing for a single pair or an empty bottom.
    ///
    /// The standard error is at least that of one person: a few sessions that agree by chance prove nothing better.
    pub(super) fn of(pairs: &[(f64, f64)]) -> Option<Self> {
        let n = pairs.len() as f64;
        let (tops, bottoms) =
            pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        if pairs.len() < 2 || bottoms <= 0.0 {
            return None;
        }
        let value = tops / bottoms;
        let (mean_top, mean_bottom) = (tops / n, bottoms / n);
        let mut sums = [0.0; 4];
        for &(top, bottom) in pairs {
            let (up, down, off) = (top - mean_top, bottom - mean_bottom, top - value * bottom);
            for (sum, square) in sums.iter_mut().zip([up * up, down * down, up * down, off * off]) {
                *sum += square;
            }
        }
        let [top, bottom, both, residual] = sums.map(|sum| sum / (n * (n - 1.0)));
        let square = residual / (mean_bottom * mean_bottom);
        let least = 1.0 / (bottoms * bottoms);
        let lacking = (least - square).max(0.0) * mean_bottom * mean_bottom;
        let (se, top) = (square.max(least).sqrt(), top + lacking);
        Some(Self { value, se, top, bottom, both, mean_top, mean_bottom })
    }

    /// Lower and upper end for a quantile `t`; no upper end where the sessions cannot exclude any.
    pub(super) fn interval(&self, t: f64) -> (f64, Option<f64>) {
        if self.se <= ROUGH * self.value {
            let half = t * self.se / self.value;
            return (self.value * exp(-half), Some(self.value * exp(half)));
        }
        self.fieller(t)
    }

    /// The ratios r for which mean top - r mean bottom is within t standard errors of 0 (Fieller 1954).
    fn fieller(&self, t: f64) -> (f64, Option<f64>) {
        let square = t * t;
        let a = self.mean_bottom * self.mean_bottom - square * self.bottom;
        let b = self.mean_top * self.mean_bottom - square * self.both;
        let c = self.mean_top * self.mean_top - square * self.top;
        let root = (b * b - a * c).max(0.0).sqrt();
        if a > 0.0 {
            (((b - root) / a).max(0.0), Some((b + root) / a))
        } else {
            // The interval reaches over infinity; what is left of it on the side of positive ratios.
            let low = if c > 0.0 && b + root > 0.0 { c / (b + root) } else { 0.0 };
            (low.min(self.value), None)
        }
    }
}

#[cfg(test)]
#[path = "ratio_tests.rs"]
mod tests;

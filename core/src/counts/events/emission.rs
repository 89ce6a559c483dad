//! How well each state explains a count.

use crate::math::{exp, ln};
use crate::stats::distribution::{ln_pmf, zero_evidence};

/// Counts and means up to this are convolved term by term; above, two means of that size add up to a law that
/// a negative binomial of the same mean and variance meets within a percent.
const EXACT: f64 = 300.0;
/// Shape of the law of an event's size (Ihler, Hutchins and Smyth 2006: Gamma of shape 5).
const SHAPE: f64 = 5.0;
/// Shares that a deficit leaves of the normal count, each as likely.
const LEFT: [f64; 3] = [0.1, 0.3, 0.5];

/// Log likelihoods of one count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Emission {
    pub(super) normal: f64,
    pub(super) surplus: f64,
    pub(super) deficit: f64,
    /// Persons that an event adds, were one on: E[extra | count].
    pub(super) extra: f64,
}

impl Emission {
    /// What nothing observed says about the state: nothing.
    pub(super) const NONE: Self = Self { normal: 0.0, surplus: 0.0, deficit: 0.0, extra: 0.0 };
}

/// The laws of a series: its dispersion and the size of its events.
#[derive(Debug)]
pub(super) struct Laws {
    alpha: f64,
    event_mean: f64,
    /// Probability that an event adds 0, 1, … persons to a bin.
    event: Vec<f64>,
    scratch: Vec<f64>,
}

impl Laws {
    pub(super) fn new(alpha: f64, event_mean: f64) -> Self {
        let mut event = Vec::new();
        terms(event_mean, 1.0 / SHAPE, EXACT as usize, &mut event);
        Self { alpha, event_mean, event, scratch: Vec::new() }
    }

    /// The log likelihoods of a count where `mean` is normal.
    pub(super) fn of(&mut self, count: f64, mean: f64) -> Emission {
        let normal = ln_pmf(count, mean, self.alpha);
        let (surplus, extra) = if count <= EXACT && mean <= EXACT {
            self.convolved(count, mean)
        } else {
            self.matched(count, mean)
        };
        let mut deficit = 0.0;
        let parts = LEFT.map(|left| ln_pmf(count, left * mean, self.alpha));
        let most = parts.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for part in parts {
            deficit += exp(part - most);
        }
        Emission { normal, surplus, deficit: most + ln(deficit / 3.0), extra }
    }

    /// Sum over k of `P(normal = k) P(event = count - k)`, and the mean of the event's part.
    fn convolved(&mut self, count: f64, mean: f64) -> (f64, f64) {
        let count = count as usize;
        terms(mean, self.alpha, count, &mut self.scratch);
        let (mut sum, mut extra) = (0.0, 0.0);
        for (added, (event, normal)) in
            self.event[..=count].iter().zip(self.scratch.iter().rev()).enumerate()
        {
            let both = event * normal;
            sum += both;
            extra += added as f64 * both;
        }
        if sum > 0.0 { (ln(sum), extra / sum) } else { (f64::MIN, count as f64) }
    }

    fn matched(&self, count: f64, mean: f64) -> (f64, f64) {
        let normal = mean + self.alpha * mean * mean;
        let event = self.event_mean + self.event_mean * self.event_mean / SHAPE;
        let whole = mean + self.event_mean;
        let alpha = ((normal + event - whole) / (whole * whole)).max(0.0);
        let extra = self.event_mean + (count - whole) * event / (normal + event);
        (ln_pmf(count, whole, alpha), extra.clamp(0.0, count))
    }
}

/// `P(Y = 0)` to `P(Y = last)` by the ratio of neighbors.
fn terms(mean: f64, alpha: f64, last: usize, out: &mut Vec<f64>) {
    out.clear();
    let mut term = exp(-zero_evidence(mean, alpha));
    let ratio = mean / (1.0 + alpha * mean);
    for count in 0..=last {
        out.push(term);
        term *= ratio * (1.0 + alpha * count as f64) / (count as f64 + 1.0);
    }
}

#[cfg(test)]
#[path = "emission_tests.rs"]
mod tests;

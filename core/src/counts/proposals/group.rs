//! The week that the sensors of a site have in common: it tells the clock of a sensor that was always wrong.

use super::lag::Lag;
use super::site::Site;
use crate::math::ln;

/// Correlation that the profile of the whole must gain by moving before it is called wrong (A6).
pub(super) const GAIN: f64 = 0.05;
/// Least correlation with the group after moving.
const LIKE_THE_GROUP: f64 = 0.9;
/// Least evidence for a clock that was always wrong.
const EVIDENCE: f64 = 12.5;
/// Independent values of a day's profile: hours.
const BINS_A_DAY: f64 = 24.0;

/// The week of the other sensors of a site.
pub(super) struct Group {
    /// Mean share of the week's flow per bin of the common grid, from the others' ordinary weeks.
    week: Vec<f64>,
}

impl Group {
    /// Nothing where fewer than two others know their week: one alone may be the wrong one.
    pub(super) fn of(site: &Site<'_>, door: usize) -> Option<Self> {
        let bins = site.index.bins();
        let (mut week, mut others) = (vec![0.0; bins], 0);
        for (other, one) in site.doors.iter().enumerate() {
            let whole: f64 = one.usual.iter().sum();
            if other != door && whole > 0.0 {
                others += 1;
                week.iter_mut().zip(&one.usual).for_each(|(sum, usual)| *sum += usual / whole);
            }
        }
        (others >= 2).then_some(Self { week })
    }

    /// Correlation of the group's week with a sensor's, whose clock is ahead by the lag.
    pub(super) fn correlation(&self, usual: &[f64], lag: Lag) -> f64 {
        let pairs = || (0..usual.len()).map(|bin| (usual[bin], lag.at(&self.week, bin)));
        let count = usual.len().max(1) as f64;
        let (sum_a, sum_b) = pairs().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        let (mean_a, mean_b) = (sum_a / count, sum_b / count);
        let (mut with, mut mine, mut theirs) = (0.0, 0.0, 0.0);
        for (x, y) in pairs() {
            with += (x - mean_a) * (y - mean_b);
            mine += (x - mean_a) * (x - mean_a);
            theirs += (y - mean_b) * (y - mean_b);
        }
        let norm: f64 = mine * theirs;
        if norm > 0.0 { with / norm.sqrt() } else { 0.0 }
    }

    /// The lag at which the sensor's week fits the group's much better than as it is, with the evidence, the log
    /// likelihood ratio of a regression on the hours of one day.
    ///
    /// Offices and bars differ by an hour or two, so the evidence must be that of a bend of the whole day.
    pub(super) fn offset(&self, usual: &[f64], lags: &[Lag], caution: f64) -> Option<(Lag, f64)> {
        let still = self.correlation(usual, lags[0]);
        let (mut best, mut lag) = (still, lags[0]);
        for one in lags.iter().filter(|one| one.share == 0.0) {
            let there = self.correlation(usual, *one);
            if there > best {
                (best, lag) = (there, *one);
            }
        }
        if best < still + GAIN || best < LIKE_THE_GROUP {
            return None;
        }
        let unexplained = |r: f64| (1.0 - r * r).max(1e-6);
        let evidence = 0.5 * BINS_A_DAY * ln(unexplained(still.max(0.0)) / unexplained(best));
        (evidence >= caution * EVIDENCE).then_some((lag, evidence))
    }
}

//! The normal week: what a bin holds when no event is on.

use crate::expectation::{Grid, profile};
use crate::stats::order::median_in_place;

/// Weight of the same time on the other working days against the weeks of the slot itself (as in the
/// profile that fills gaps).
const TYPE_WEIGHT: f64 = 2.0;
/// Persons per bin below which nothing is expected: a single person at night is no event.
const LEAST: f64 = 0.1;
/// Least dispersion: no street is more regular than that.
const LEAST_ALPHA: f64 = 1e-4;

/// Mean and dispersion of the normal count of each bin.
#[derive(Debug, Clone)]
pub(super) struct Baseline {
    pub(super) mean: Vec<f64>,
    pub(super) alpha: f64,
}

impl Baseline {
    /// The first guess, by order statistics that a few events cannot move.
    pub(super) fn robust(grid: &Grid, counts: &[f64]) -> Self {
        let mean = floored(profile::seasonal_profile(grid, counts));
        // 2.2 = 1.4826²: the square of what makes a median deviation a standard deviation. Counts below five
        // scatter by themselves (algorithm of the expectation model).
        let mut scaled: Vec<f64> = counts
            .iter()
            .zip(&mean)
            .filter(|(count, _)| !count.is_nan())
            .map(|(count, mean)| (count - mean).abs() / mean.max(5.0))
            .collect();
        let median = median_in_place(&mut scaled).unwrap_or(0.0);
        Self { mean, alpha: (2.2 * median * median).max(LEAST_ALPHA) }
    }

    /// Means of the slot within eight weeks on either side and the moments about them, each bin weighted with
    /// the probability that it is normal. Where no week has anything to say the mean stays as it was.
    pub(super) fn weighted(&self, grid: &Grid, counts: &[f64], normal: &[f64]) -> Self {
        // A bin has no vote on its own expectation, but on that of other days.
        let mut own = vec![(0.0, 0.0); grid.bins()];
        let mut all = own.clone();
        for slot in 0..grid.slots {
            slide(grid, grid.bins_of(slot), counts, normal, &mut own, &mut all);
        }
        let mean: Vec<f64> = (0..grid.bins())
            .map(|bin| {
                let (weight, sum) = own[bin];
                let (others, wide) = working_days(grid, &all, bin);
                let pull = if others > 0.0 { TYPE_WEIGHT } else { 0.0 };
                if weight + pull > 0.0 {
                    (sum + pull * wide) / (weight + pull)
                } else {
                    self.mean[bin]
                }
            })
            .collect();
        let mut baseline = Self { mean: floored(mean), alpha: LEAST_ALPHA };
        let (mut over, mut square) = (0.0, 0.0);
        for ((&count, &mean), &weight) in counts.iter().zip(&baseline.mean).zip(normal) {
            if !count.is_nan() {
                over += weight * ((count - mean) * (count - mean) - mean);
                square += weight * mean * mean;
            }
        }
        if square > 0.0 {
            baseline.alpha = (over / square).max(LEAST_ALPHA);
        }
        baseline
    }
}

fn floored(mean: Vec<f64>) -> Vec<f64> {
    mean.into_iter().map(|mean| if mean.is_nan() { f64::NAN } else { mean.max(LEAST) }).collect()
}

/// Sums of weights and weighted counts over the window of each bin of a slot, without the bin itself and with it.
fn slide(
    grid: &Grid,
    members: &[u32],
    counts: &[f64],
    normal: &[f64],
    own: &mut [(f64, f64)],
    all: &mut [(f64, f64)],
) {
    let value = |member: usize| {
        let bin = members[member] as usize;
        if counts[bin].is_nan() { (0.0, 0.0) } else { (normal[bin], normal[bin] * counts[bin]) }
    };
    let day = |member: usize| grid.day[members[member] as usize];
    let (mut enter, mut leave) = (0, 0);
    for at in 0..members.len() {
        while enter < members.len() && day(enter) <= day(at).saturating_add(profile::WINDOW_DAYS) {
            enter += 1;
        }
        while day(leave) < day(at).saturating_sub(profile::WINDOW_DAYS) {
            leave += 1;
        }
        // Seventeen weeks at most, summed anew: running sums would carry their rounding along.
        let (mut weight, mut sum) = (0.0, 0.0);
        for member in (leave..enter).filter(|&member| member != at) {
            let (one, part) = value(member);
            weight += one;
            sum += part;
        }
        let (one, part) = value(at);
        own[members[at] as usize] = (weight, sum);
        all[members[at] as usize] = (weight + one, sum + part);
    }
}

/// Mean of the same time on the other working days of the week; no weight at weekends.
fn working_days(grid: &Grid, all: &[(f64, f64)], bin: usize) -> (f64, f64) {
    let slot = usize::from(grid.slot[bin]);
    let weekday = slot / grid.per_day;
    if weekday > 4 || grid.slots != 7 * grid.per_day {
        return (0.0, 0.0);
    }
    let (mut weight, mut sum) = (0.0, 0.0);
    for day in (0..5).filter(|day| *day != weekday) {
        let at = (bin + day * grid.per_day).checked_sub(weekday * grid.per_day);
        if let Some(at) = at.filter(|at| *at < grid.bins())
            && usize::from(grid.slot[at]) == day * grid.per_day + slot % grid.per_day
        {
            weight += all[at].0;
            sum += all[at].1;
        }
    }
    (weight, if weight > 0.0 { sum / weight } else { 0.0 })
}

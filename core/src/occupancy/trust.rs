//! How far the counts can be trusted, learned from the stretches between two known occupancies.

use super::bounds::{Bounds, Known};
use super::reconcile::{Coefficients, Divergence, Relative};
use super::series::Series;
use crate::calendar::DAY_US;

/// Variance per passage where nothing is known: one count in twenty is wrong, independently of the others. The miss
/// rates of overhead counters lie at 2 to 8 %, and chance makes each a variance of that size.
const VARIANCE: f64 = 0.05;
/// Standard deviation of the drift per passage where nothing is known: half the difference between doors that miss
/// 2 % and doors that miss 8 %.
const BIAS: f64 = 0.03;
/// Stretches that these values are worth: a variance needs several to be known, a difference between doors one.
const VARIANCE_PRIOR: f64 = 4.0;
const BIAS_PRIOR: f64 = 1.0;
/// How far back the ratio of entries to exits looks.
const WINDOW_US: i64 = 28 * DAY_US;

/// The counts between two known occupancies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// First bin and the bin after the last.
    pub(super) bins: (usize, usize),
    pub(super) flow: [f64; 2],
    /// How much the occupancy truly changed.
    pub(super) change: f64,
    end_us: i64,
}

impl Stretch {
    /// Persons whom the counts made up (above 0) or lost.
    pub(super) fn drift(&self) -> f64 {
        self.flow[0] - self.flow[1] - self.change
    }

    pub(super) fn passages(&self) -> f64 {
        self.flow[0] + self.flow[1]
    }
}

/// The stretches of a site between known occupancies in which anybody was counted.
pub(super) fn stretches(series: &Series, bounds: &Bounds) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut last = bounds.start_known.then_some((0, bounds.start as f64));
    let mut flow = [0.0; 2];
    for bin in 0..series.len() {
        flow = [flow[0] + series.flow[0][bin], flow[1] + series.flow[1][bin]];
        if !bounds.known[bin].exactly() {
            continue;
        }
        let level = bounds.low[bin];
        if let Some((first, before)) = last.filter(|_| flow[0] + flow[1] > 0.0) {
            let change = level - before;
            let (bins, end_us) = ((first, bin + 1), series.end[bin]);
            found.push(Stretch { bins, flow, change, end_us });
        }
        (last, flow) = (Some((bin + 1, level)), [0.0; 2]);
    }
    found
}

/// What stretches say of the counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trust {
    /// Variance of the drift per passage.
    pub(super) variance: f64,
    /// Variance of the share of passages that drift, from stretch to stretch.
    pub(super) bias: f64,
    /// What entries are to be multiplied, and exits to be divided by.
    pub(super) factor: f64,
}

impl Trust {
    /// Learns from stretches that have ended, in the order of time.
    ///
    /// The drift of a stretch with F passages is taken as `d F` plus chance of variance `v F`: d and v are estimated
    /// by weighted least squares, v shrunk toward what counters usually do.
    pub(super) fn of(stretches: &[Stretch], leak: f64) -> Self {
        let sum =
            |of: &dyn Fn(&Stretch) -> f64| stretches.iter().fold(0.0, |sum, one| sum + of(one));
        let passages = sum(&Stretch::passages);
        let drift = if passages > 0.0 { sum(&Stretch::drift) / passages } else { 0.0 };
        let degrees = (stretches.len() as f64 - 1.0).max(0.0);
        let squares = sum(&|one| {
            let off = one.drift() - drift * one.passages();
            off * off / one.passages()
        });
        let variance = (VARIANCE_PRIOR * VARIANCE + squares) / (VARIANCE_PRIOR + degrees);
        let shares = sum(&|one| {
            let off = one.drift() / one.passages() - drift;
            // Chance alone makes shares differ.
            off * off - variance / one.passages()
        });
        let from = stretches.last().map_or(i64::MIN, |last| last.end_us.saturating_sub(WINDOW_US));
        let recent = &stretches[stretches.partition_point(|one| one.end_us <= from)..];
        let recent_sum =
            |of: &dyn Fn(&Stretch) -> f64| recent.iter().fold(0.0, |sum, one| sum + of(one));
        let flow = Coefficients {
            c: 0.0,
            a: recent_sum(&|one| one.flow[0]) + leak,
            b: recent_sum(&|one| one.flow[1]) + leak,
        };
        Self {
            variance,
            bias: (BIAS_PRIOR * BIAS * BIAS + shares.max(0.0)) / (BIAS_PRIOR + degrees),
            factor: Relative::solve(flow, recent_sum(&|one| one.change)),
        }
    }
}

/// The edges at which the occupancy is known, as the number of bins before them.
pub(super) fn known_edges(bounds: &Bounds) -> Vec<usize> {
    let known = |known: &Known| known.exactly();
    let ends = bounds.known.iter().enumerate().filter(|(_, one)| known(one));
    bounds.start_known.then_some(0).into_iter().chain(ends.map(|(bin, _)| bin + 1)).collect()
}

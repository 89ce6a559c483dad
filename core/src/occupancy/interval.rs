//! How sure the occupancy is.

use super::bounds::{Bounds, Known};
use super::series::{Series, Z90};
use super::trust::Trust;

/// What the width of an interval is made of.
#[derive(Debug, Clone)]
pub(super) struct Doubt<'a> {
    pub(super) series: &'a Series,
    pub(super) bounds: &'a Bounds,
    /// Occupancy at the end of each bin, before rounding.
    pub(super) level: &'a [f64],
    /// Relative standard error of all counts together, which no anchor shows.
    pub(super) scale_error: f64,
    /// Whether nothing may be known of the time to come.
    pub(super) causal: bool,
}

/// A run of bins between two edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether the occupancy at the end is known.
    pub(super) closed: bool,
    pub(super) trust: Trust,
}

impl Doubt<'_> {
    /// 90 % interval of the occupancy at the end of each bin of a run, before rounding.
    ///
    /// *Method*: the error of the running net is a random walk with the variance of each bin's flow. Seen from the
    /// known occupancy before, it has grown to `p`; seen from the known one after, to `q`; both together leave
    /// `pq/(p+q)`, the Brownian bridge. A range of which the truth is known to lie within is an observation with a
    /// standard deviation of its width over 2 x 1.645. Where nothing is known afterwards, the share of passages that
    /// drift adds its square. The error of all counts together scales the difference from the line between the
    /// known occupancies.
    ///
    /// *Source*: the bridge as in any text on the Wiener process; the parts and their sizes are ours.
    pub(super) fn run(&self, run: &Run, out: &mut Vec<[f64; 2]>) {
        let bins = run.from..run.to;
        let step = |bin: usize| {
            run.trust.variance * (self.series.flow[0][bin] + self.series.flow[1][bin])
                + self.series.variance[bin]
        };
        let bridged = run.closed && !self.causal;
        let after = if bridged { self.after(run, &step) } else { Vec::new() };
        let whole: f64 = if bridged { bins.clone().map(step).sum() } else { f64::INFINITY };
        let before = if run.from > 0 { self.level[run.from - 1] } else { self.bounds.start as f64 };
        let end = if bridged { self.bounds.low[run.to - 1] } else { before };
        let mut passed = 0.0;
        let mut variance =
            if run.from > 0 || self.bounds.start_known { 0.0 } else { self.unknown_start() };
        let mut passages = 0.0;
        for bin in bins {
            passed += step(bin);
            variance += step(bin);
            passages += self.series.flow[0][bin] + self.series.flow[1][bin];
            if self.bounds.known[bin].exactly() {
                out.push([self.bounds.low[bin]; 2]);
                continue;
            }
            let mut drifted = if bridged { 0.0 } else { run.trust.bias * passages * passages };
            if let Some(spread) = self.range(bin) {
                variance = joined(variance + drifted, spread);
                (passages, drifted) = (0.0, 0.0);
            }
            let here = variance + drifted;
            let total = after.get(bin - run.from).map_or(here, |&after| joined(here, after));
            let line = if whole > 0.0 && whole.is_finite() {
                before + (end - before) * passed / whole
            } else {
                before
            };
            let scaled = self.scale_error * (self.level[bin] - line);
            let half = Z90 * (total + scaled * scaled).sqrt();
            let bound = |level: f64| level.max(self.bounds.low[bin]).min(self.bounds.high[bin]);
            out.push([bound(self.level[bin] - half), bound(self.level[bin] + half)]);
        }
    }

    /// Variance at each edge of a run as its known end sees it.
    fn after(&self, run: &Run, step: &dyn Fn(usize) -> f64) -> Vec<f64> {
        let mut after = vec![0.0; run.to - run.from];
        let mut variance = 0.0;
        for bin in (run.from..run.to).rev() {
            after[bin - run.from] = variance;
            if let Some(spread) = self.range(bin) {
                variance = joined(variance, spread);
            }
            variance += step(bin);
        }
        after
    }

    /// Variance of what a range says.
    fn range(&self, bin: usize) -> Option<f64> {
        let half = (self.bounds.high[bin] - self.bounds.low[bin]) / (2.0 * Z90);
        (self.bounds.known[bin] == Known::Range && half < f64::INFINITY).then_some(half * half)
    }

    /// Where nobody says how many were inside at first: as many as are inside on the first day at most.
    fn unknown_start(&self) -> f64 {
        let until = self.series.start[0].saturating_add(crate::calendar::DAY_US);
        let bins = self.series.end.partition_point(|&end| end <= until).max(1);
        let peak = self.level[..bins].iter().fold(0.0, |peak: f64, &level| peak.max(level));
        (peak / Z90) * (peak / Z90)
    }
}

/// The variance of two independent estimates put together with the weights they deserve.
fn joined(first: f64, second: f64) -> f64 {
    if first + second > 0.0 { first * second / (first + second) } else { 0.0 }
}

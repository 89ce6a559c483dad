//! How many persons are in each zone, bin by bin.

use super::super::reconcile::{Coefficients, Divergence, Problem, Relative, reconcile};
use super::{Balanced, Network, Period};
use crate::table::CountBins;
use std::ops::Range;

/// Unseen persons allowed for in each bin and direction of a zone.
const LEAK: f64 = 0.0625;
/// Rounds over all zones, and the change of a potential that ends them.
const SWEEPS: usize = 50;
const ENOUGH: f64 = 1e-6;

/// The bins that all sensors share.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Bins {
    pub(crate) start_us: Vec<i64>,
    pub(crate) end_us: Vec<i64>,
}

/// One zone over the bins of one period.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Inside {
    pub(crate) entries: Vec<f64>,
    pub(crate) exits: Vec<f64>,
    /// Persons inside at the end of each bin.
    pub(crate) level: Vec<f64>,
}

impl Bins {
    /// The bins of all sensors, or nothing where those of two sensors overlap without being the same.
    pub(crate) fn common(bins: &CountBins<'_>) -> Option<Self> {
        let mut spans: Vec<(i64, i64)> =
            bins.start.us.iter().copied().zip(bins.end.us.iter().copied()).collect();
        spans.sort_unstable();
        spans.dedup();
        if spans.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return None;
        }
        let (start_us, end_us) = spans.into_iter().unzip();
        Some(Self { start_us, end_us })
    }

    /// The bins of a period.
    pub(crate) fn within(&self, period: &Period) -> Range<usize> {
        let from = self.start_us.partition_point(|&start| start < period.start_us);
        let to = self.start_us.partition_point(|&start| start < period.end_us);
        from..to
    }

    /// Most persons at the end of a bin, and the mean over the time of the bins.
    pub(crate) fn levels(&self, period: &Period, inside: &Inside) -> [f64; 2] {
        let (mut most, mut sum, mut time, mut before) = (0.0_f64, 0.0, 0.0, 0.0);
        for (bin, &level) in self.within(period).zip(&inside.level) {
            let length = (self.end_us[bin] - self.start_us[bin]) as f64;
            most = most.max(level);
            sum += f64::midpoint(before, level) * length;
            time += length;
            before = level;
        }
        [most, if time > 0.0 { sum / time } else { 0.0 }]
    }

    /// Flows of the bins of a period, flow by flow: the shape of the counts with the total that balances. Bins
    /// that were not counted get their part by their length.
    pub(crate) fn flows(
        &self,
        bins: &CountBins<'_>,
        rows_of_link: &[Vec<u32>],
        period: &Period,
        balanced: &Balanced,
    ) -> Vec<Vec<f64>> {
        let within = self.within(period);
        let length = |bin: usize| (self.end_us[bin] - self.start_us[bin]) as f64;
        let whole: f64 = within.clone().map(length).sum();
        let mut found = Vec::with_capacity(balanced.flow.len());
        for (link, rows) in rows_of_link.iter().enumerate() {
            let from = rows.partition_point(|&row| bins.start.us[row as usize] < period.start_us);
            for (direction, column) in [&bins.entries, &bins.exits].into_iter().enumerate() {
                let flow = 2 * link + direction;
                let target = balanced.flow[flow];
                let mut next = rows[from..].iter().peekable();
                let values: Vec<Option<f64>> = within
                    .clone()
                    .map(|bin| {
                        let row = next
                            .next_if(|&&row| bins.start.us[row as usize] == self.start_us[bin])?;
                        column.at(*row as usize).map(|[value, ..]| value)
                    })
                    .collect();
                let counted: f64 = values.iter().flatten().sum();
                let missing: f64 = within
                    .clone()
                    .zip(&values)
                    .filter(|(_, value)| value.is_none())
                    .map(|(bin, _)| length(bin))
                    .sum();
                // Where nobody was counted the total is spread evenly.
                let even = if counted > 0.0 { missing / whole } else { 1.0 };
                let factor = if counted > 0.0 { target * (1.0 - even) / counted } else { 0.0 };
                let spread = if counted > 0.0 { missing } else { whole };
                found.push(
                    within
                        .clone()
                        .zip(&values)
                        .map(|(bin, value)| match value {
                            Some(value) if counted > 0.0 => value * factor,
                            _ if spread > 0.0 => target * even * length(bin) / spread,
                            _ => 0.0,
                        })
                        .collect(),
                );
            }
        }
        found
    }
}

/// Flows that leave nobody short: every zone is empty before and after the period and never holds fewer than
/// nobody. A flow from a to b becomes f z(b) / z(a) with a factor z per zone and bin, 1 outside: for one zone
/// with the others held fixed this is the reconciliation of one site, and going round the zones comes down on
/// the dual of the whole (block coordinate descent: Tseng 2001).
pub(crate) fn inside(network: &Network, flows: &[Vec<f64>]) -> Vec<Inside> {
    let (zones, length) = (network.zones.len(), flows.first().map_or(0, Vec::len));
    let mut factors = vec![vec![1.0; length]; zones];
    let mut found = vec![Inside::default(); zones];
    for _ in 0..SWEEPS {
        let mut most = 0.0_f64;
        for zone in 0..zones {
            let (entries, exits) = around(network, flows, &factors, zone);
            let mut high = vec![f64::INFINITY; length];
            if let Some(last) = high.last_mut() {
                *last = 0.0;
            }
            let (leak, low) = (vec![LEAK; length], vec![0.0; length]);
            let problem = Problem { start: 0.0, entries, exits, leak, low, high };
            let fitted = reconcile::<Relative>(&problem);
            for (bin, factor) in factors[zone].iter_mut().enumerate() {
                let (a, b) = (problem.entries[bin] + LEAK, problem.exits[bin] + LEAK);
                let net = fitted.entries[bin] - fitted.exits[bin];
                let before = *factor;
                *factor = Relative::solve(Coefficients { c: 0.0, a, b }, net);
                most = most.max((*factor / before - 1.0).abs());
            }
            found[zone] =
                Inside { entries: fitted.entries, exits: fitted.exits, level: fitted.level };
        }
        if most < ENOUGH {
            break;
        }
    }
    found
}

/// What comes into a zone and leaves it, bin by bin, before its own factor.
fn around(
    network: &Network,
    flows: &[Vec<f64>],
    factors: &[Vec<f64>],
    zone: usize,
) -> (Vec<f64>, Vec<f64>) {
    let length = flows.first().map_or(0, Vec::len);
    let (mut entries, mut exits) = (vec![0.0; length], vec![0.0; length]);
    for (flow, values) in flows.iter().enumerate() {
        let [from, to] = network.ends(flow);
        if to == Some(zone) {
            for (bin, value) in values.iter().enumerate() {
                entries[bin] += value / from.map_or(1.0, |from| factors[from][bin]);
            }
        } else if from == Some(zone) {
            for (bin, value) in values.iter().enumerate() {
                exits[bin] += value * to.map_or(1.0, |to| factors[to][bin]);
            }
        }
    }
    (entries, exits)
}

#[cfg(test)]
#[path = "inside_tests.rs"]
mod tests;

//! The flows nearest to the counts under which every zone balances.

use super::Network;
use crate::stats::cholesky::Cholesky;

/// Rounds of fixing flows at 0 and letting them go, per flow.
const ROUNDS: usize = 4;
/// A flow this far below 0, in parts of its own error, is a negative one.
const BELOW: f64 = 1e-9;

/// A flow as it was counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    pub(crate) value: f64,
    pub(crate) variance: f64,
}

/// Flows that balance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Balanced {
    pub(crate) flow: Vec<f64>,
    /// Standard error of each flow after balancing.
    pub(crate) error: Vec<f64>,
    /// Potential of each zone, which the excess of each count is measured by.
    pub(crate) potential: Vec<f64>,
    /// The inverse of the balance equations, zone by zone.
    inverse: Vec<f64>,
    /// What the counts miss balance by, in chi-square.
    pub(crate) chi_square: f64,
    /// Independent balance equations.
    pub(crate) degrees: usize,
}

impl Balanced {
    /// How the excesses of two flows go together.
    pub(crate) fn together(&self, network: &Network, one: usize, other: usize) -> f64 {
        let zones = network.zones.len();
        let element = |a: Option<usize>, b: Option<usize>| match (a, b) {
            (Some(a), Some(b)) => self.inverse[a * zones + b],
            _ => 0.0,
        };
        let ([from, to], [other_from, other_to]) = (network.ends(one), network.ends(other));
        element(to, other_to) - element(to, other_from) - element(from, other_to)
            + element(from, other_from)
    }
}

/// Minimizes Σ (x - y)² / V under A x = 0 and x >= 0, A having a row per zone with 1 for flows into it and -1
/// for flows out of it: x = y - V Aᵀ θ with A V Aᵀ θ = A y (Kuehn and Davidson 1961), flows that would be
/// negative held at 0 (active set: Nocedal and Wright 2006, 16.5).
pub(crate) fn balance(network: &Network, measured: &[Measured]) -> Balanced {
    let flows = network.flows();
    let free = vec![true; flows];
    let (factor, potential, excess) = solve(network, measured, &free);
    let zones = network.zones.len();
    let mut inverse = vec![0.0; zones * zones];
    for zone in 0..zones {
        let mut column = vec![0.0; zones];
        column[zone] = 1.0;
        factor.solve(&mut column);
        inverse[zone * zones..(zone + 1) * zones].copy_from_slice(&column);
    }
    let chi_square = potential.iter().zip(&excess).map(|(a, b)| a * b).sum::<f64>().max(0.0);
    let mut balanced = Balanced {
        flow: nonnegative(network, measured, potential.clone()),
        error: Vec::with_capacity(flows),
        potential,
        inverse,
        chi_square,
        degrees: factor.rank(),
    };
    for (flow, Measured { variance, .. }) in measured.iter().enumerate() {
        let told = variance * variance * balanced.together(network, flow, flow);
        balanced.error.push((variance - told).max(0.0).sqrt());
    }
    balanced
}

/// The equations of the zones with the flows that are free; the others are 0.
fn solve(
    network: &Network,
    measured: &[Measured],
    free: &[bool],
) -> (Cholesky, Vec<f64>, Vec<f64>) {
    let zones = network.zones.len();
    let mut matrix = vec![0.0; zones * zones];
    let mut excess = vec![0.0; zones];
    for flow in (0..network.flows()).filter(|&flow| free[flow]) {
        let Measured { value, variance } = measured[flow];
        let [from, to] = network.ends(flow);
        for (zone, sign) in [(from, -1.0), (to, 1.0)] {
            if let Some(zone) = zone {
                matrix[zone * zones + zone] += variance;
                excess[zone] += sign * value;
            }
        }
        if let (Some(from), Some(to)) = (from, to) {
            matrix[from * zones + to] -= variance;
            matrix[to * zones + from] -= variance;
        }
    }
    let factor = Cholesky::new(matrix, zones);
    let mut potential = excess.clone();
    factor.solve(&mut potential);
    (factor, potential, excess)
}

fn nonnegative(network: &Network, measured: &[Measured], mut potential: Vec<f64>) -> Vec<f64> {
    let flows = network.flows();
    let mut free = vec![true; flows];
    let wanted = |flow: usize, potential: &[f64]| {
        measured[flow].value - measured[flow].variance * network.along(flow, potential)
    };
    let edge = |flow: usize| BELOW * measured[flow].variance.sqrt();
    for round in 0..ROUNDS * flows {
        let mut changed = false;
        for (flow, free) in free.iter_mut().enumerate() {
            if *free && wanted(flow, &potential) < -edge(flow) {
                *free = false;
                changed = true;
            }
        }
        // Letting go can undo a fixing for ever where rounding decides; from the middle on nothing is let go.
        if !changed && 2 * round < ROUNDS * flows {
            let most = (0..flows)
                .filter(|&flow| !free[flow] && wanted(flow, &potential) > edge(flow))
                .max_by(|&a, &b| {
                    wanted(a, &potential).total_cmp(&wanted(b, &potential)).then(b.cmp(&a))
                });
            if let Some(flow) = most {
                free[flow] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
        (_, potential, _) = solve(network, measured, &free);
    }
    (0..flows)
        .map(|flow| if free[flow] { wanted(flow, &potential).max(0.0) } else { 0.0 })
        .collect()
}

#[cfg(test)]
#[path = "balance_tests.rs"]
mod tests;

//! Which sensor is wrong by a constant factor: the counts of all periods against the balance of the zones.

use super::{Balanced, Measured, Network};
use crate::math::{erfc, exp, ln_1p};

/// A flow whose error could be told from those already blamed by less than this share of what it could be told
/// by alone says the same as they do.
const SAME: f64 = 1e-9;
/// At most so many flows are blamed: with more of them the balance says nothing about the rest.
const MOST: usize = 16;

/// Sums over periods of what an error in proportion to each flow would do to the balance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Blames {
    flows: usize,
    /// Σ (effect of one) (inverse) (effect of other).
    gram: Vec<f64>,
    /// Σ (effect) (inverse) (what is out of balance).
    seen: Vec<f64>,
}

/// What is said about the counts of one flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Blame {
    /// Excess of the counts in standard errors; nothing where no balance tells.
    pub(crate) z: Option<f64>,
    /// Probability of an excess so far from 0 in any of the flows, if no sensor is wrong.
    pub(crate) p: Option<f64>,
    /// Factor that mends the counts, and its standard error.
    pub(crate) factor: Option<[f64; 2]>,
    pub(crate) suspect: bool,
}

impl Blames {
    pub(crate) fn new(network: &Network) -> Self {
        let flows = network.flows();
        Self { flows, gram: vec![0.0; flows * flows], seen: vec![0.0; flows] }
    }

    /// Adds a period; flows that nobody counted cannot be blamed for it.
    pub(crate) fn add(
        &mut self,
        network: &Network,
        measured: &[Measured],
        counted: &[bool],
        balanced: &Balanced,
    ) {
        let seen: Vec<usize> = (0..self.flows).filter(|&flow| counted[flow]).collect();
        for &one in &seen {
            let value = measured[one].value;
            self.seen[one] += value * network.along(one, &balanced.potential);
            for &other in &seen {
                self.gram[one * self.flows + other] +=
                    value * measured[other].value * balanced.together(network, one, other);
            }
        }
    }

    /// Blames one flow after the other: the most likely one first, then what is still out of balance once its
    /// error is taken out (generalized likelihood ratio with serial compensation: Narasimhan and Mah 1987),
    /// while the largest of all tests is beyond chance (Sidak 1967).
    pub(crate) fn judge(&self, alpha: f64) -> Vec<Blame> {
        let tests = (0..self.flows).filter(|&flow| self.own(flow) > 0.0).count() as f64;
        let mut left = Left { gram: self.gram.clone(), seen: self.seen.clone(), flows: self.flows };
        let of = |left: &Left, flow: usize| -> Option<f64> {
            let room = left.gram[flow * self.flows + flow];
            (room > SAME * self.own(flow)).then(|| left.seen[flow] / room.sqrt())
        };
        let blame = |z: Option<f64>, room: f64, suspect: bool| Blame {
            z,
            p: z.map(|z| familywise(z, tests)),
            factor: z.map(|z| [1.0 - z / room.sqrt(), 1.0 / room.sqrt()]),
            suspect,
        };
        let room = |left: &Left, flow: usize| left.gram[flow * self.flows + flow];
        let mut found: Vec<Blame> =
            (0..self.flows).map(|flow| blame(of(&left, flow), room(&left, flow), false)).collect();
        for _ in 0..MOST.min(self.flows) {
            let open = (0..self.flows).filter(|&flow| !found[flow].suspect);
            let tested: Vec<(usize, f64)> =
                open.filter_map(|flow| Some((flow, of(&left, flow)?))).collect();
            let Some(&(worst, most)) =
                tested.iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()).then(b.0.cmp(&a.0)))
            else {
                break;
            };
            if familywise(most, tests) >= alpha {
                break;
            }
            for (flow, z) in tested {
                // Flows that explain the same equally well are all named: nothing tells them apart.
                if z.abs() > most.abs() * (1.0 - SAME) {
                    found[flow] = blame(Some(z), room(&left, flow), true);
                }
            }
            left.take_out(worst);
        }
        found
    }

    fn own(&self, flow: usize) -> f64 {
        self.gram[flow * self.flows + flow]
    }
}

/// What is left of the sums when some flows may have any error.
struct Left {
    gram: Vec<f64>,
    seen: Vec<f64>,
    flows: usize,
}

impl Left {
    fn take_out(&mut self, blamed: usize) {
        let n = self.flows;
        let row: Vec<f64> = (0..n).map(|flow| self.gram[blamed * n + flow]).collect();
        let (room, seen) = (row[blamed], self.seen[blamed]);
        for one in 0..n {
            let share = row[one] / room;
            self.seen[one] -= share * seen;
            for (element, blamed) in self.gram[one * n..(one + 1) * n].iter_mut().zip(&row) {
                *element -= share * blamed;
            }
        }
    }
}

/// The probability that the largest of so many normal numbers is beyond `z` on either side (Sidak 1967).
pub(crate) fn familywise(z: f64, tests: f64) -> f64 {
    let one = erfc(z.abs() / std::f64::consts::SQRT_2);
    if one >= 1.0 { 1.0 } else { 1.0 - exp(tests * ln_1p(-one)) }
}

#[cfg(test)]
#[path = "blame_tests.rs"]
mod tests;

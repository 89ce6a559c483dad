//! Flows between zones that agree with each other: what comes into a zone leaves it.

mod balance;
mod blame;
mod inside;
mod sums;

pub(super) use balance::{Balanced, Measured, balance};
pub(super) use blame::{Blame, Blames, familywise};
pub(super) use inside::{Bins, Inside, inside};
pub(super) use sums::{Period, sums};

/// Zones, and the sensors that join them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Network {
    pub(crate) zones: Vec<String>,
    pub(crate) links: Vec<Link>,
}

/// One sensor. Its entries are flow `2 link`, its exits flow `2 link + 1`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) sensor: String,
    /// The zone that entries leave; nothing for the outside.
    pub(crate) from: Option<usize>,
    pub(crate) to: Option<usize>,
    pub(crate) cv: f64,
}

impl Network {
    pub(crate) fn flows(&self) -> usize {
        2 * self.links.len()
    }

    /// The zone that a flow leaves, and the one it comes into.
    pub(crate) fn ends(&self, flow: usize) -> [Option<usize>; 2] {
        let link = &self.links[flow / 2];
        if flow.is_multiple_of(2) { [link.from, link.to] } else { [link.to, link.from] }
    }

    /// What a potential of each zone adds up to along a flow; the outside has none.
    pub(crate) fn along(&self, flow: usize, potential: &[f64]) -> f64 {
        let [from, to] = self.ends(flow).map(|zone| zone.map_or(0.0, |zone| potential[zone]));
        to - from
    }
}

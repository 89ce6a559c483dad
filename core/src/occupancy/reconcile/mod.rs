//! Flows that fit what is known of the number of persons inside.

mod divergence;
mod live;
mod tube;
mod whole;

pub use divergence::{Coefficients, Divergence, LeastSquares, Relative};
pub use live::follow;
pub use tube::reconcile;
pub use whole::{WholeFlows, whole_persons};

/// What was counted in the bins of one site, and what its occupancy must keep to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// Occupancy before the first bin.
    pub start: f64,
    /// Persons who entered in each bin.
    pub entries: Vec<f64>,
    /// Persons who left in each bin.
    pub exits: Vec<f64>,
    /// Unseen persons allowed for in each bin and direction; more than 0.
    pub leak: Vec<f64>,
    /// Least occupancy at the end of each bin.
    pub low: Vec<f64>,
    /// Largest occupancy at the end of each bin, at least the least; infinite where there is no limit.
    pub high: Vec<f64>,
}

/// Flows that keep to the bounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flows {
    /// Persons who entered in each bin.
    pub entries: Vec<f64>,
    /// Persons who left in each bin.
    pub exits: Vec<f64>,
    /// Occupancy at the end of each bin.
    pub level: Vec<f64>,
}

impl Flows {
    fn with_capacity(bins: usize) -> Self {
        Self {
            entries: Vec::with_capacity(bins),
            exits: Vec::with_capacity(bins),
            level: Vec::with_capacity(bins),
        }
    }
}

#[cfg(test)]
#[path = "reconcile_tests.rs"]
mod tests;

//! Unusual surplus and deficit: a normal week, a chain of hidden states over it, and what each state explains.

mod baseline;
mod chain;
mod emission;
mod posterior;

pub(crate) use posterior::{Posterior, Settings, posterior};

/// One series of counts on its bins; `counts` holds one or two directions, NaN where nothing was observed.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) grid: crate::expectation::Grid,
    pub(crate) counts: Vec<Vec<f64>>,
    /// Bins that are absent just before each bin.
    pub(crate) absent_before: Vec<u32>,
}

//! Slices in, numbers out: order statistics and count distributions.

pub(crate) mod distribution;
pub(crate) mod order;
pub(crate) mod student;

//! Slices in, numbers out: order statistics, distributions, random numbers by place, small equations.

pub(crate) mod cholesky;
pub(crate) mod discovery;
pub(crate) mod distribution;
pub(crate) mod gamma;
pub(crate) mod lifetime;
pub(crate) mod order;
pub(crate) mod outcomes;
pub(crate) mod proportion;
pub(crate) mod random;
pub(crate) mod student;
pub(crate) mod survival;

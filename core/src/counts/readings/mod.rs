//! One sensor's registers: from what they showed to what passed between two readings.
//!
//! `series` sorts out what cannot be a register value, `flow` says what to expect, `cost` weighs what may have
//! happened between two readings, `trellis` finds the cheapest history, `history` reads the counts off it.

mod cost;
mod flow;
mod history;
mod series;
mod trellis;

pub(crate) use cost::Rules;
pub(crate) use history::{Label, Passage, follow};
pub(crate) use series::{Raw, Reason};

#[cfg(test)]
#[path = "readings_tests.rs"]
mod tests;

//! Dwell from the flows at the doors: what holds without a model, and laws that agree with the rest.

mod arrivals;
mod blocks;
mod fit;
mod flow;
mod horizon;
mod intervals;
mod refine;
mod series;
mod weigh;

pub(super) use arrivals::Arrivals;
pub(super) use blocks::{Block, blocks};
pub(super) use fit::{Fit, fitted};
pub(super) use flow::{Closing, Flow};
pub(super) use horizon::{Horizon, horizon, person_seconds};
pub(super) use intervals::{Drawn, Interval, Intervals};
pub(super) use refine::refined;
pub(super) use series::Series;

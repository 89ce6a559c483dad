//! Dwell from the flows at the doors: what holds without a model, and a law fitted to the rest.

mod blocks;
mod bootstrap;
mod fit;
mod flow;
mod horizon;
mod refine;
mod series;

pub(super) use blocks::{Block, blocks};
pub(super) use bootstrap::{Interval, Intervals, intervals};
pub(super) use fit::{Fit, best_fits};
pub(super) use flow::{Closing, Flow};
pub(super) use horizon::{Horizon, horizon, person_seconds};
pub(super) use refine::refined;
pub(super) use series::Series;

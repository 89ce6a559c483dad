//! The grid behind a heat map: cells, the pen that writes into them, and the tables they become.

mod bytes;
mod cells;
mod mask;
mod plan;
mod record;
mod rows;
mod state;

pub(super) use plan::Plan;
pub use state::HeatmapState;

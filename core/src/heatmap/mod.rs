//! Where time is spent: grids that keep every person-second.

mod grid;
mod smooth;

pub mod grid_heatmap;
pub mod hotspots;
pub mod smooth_heatmap;

pub use grid_heatmap::{
    CellShape, GridHeatmap, GridHeatmapOptions, Heatmap, HeatmapTotals, grid_heatmap,
};
pub use hotspots::{Hotspots, HotspotsOptions, hotspots};
pub use smooth_heatmap::{
    SmoothHeatmap, SmoothHeatmapOptions, SmoothInto, SmoothMethod, smooth_heatmap,
};

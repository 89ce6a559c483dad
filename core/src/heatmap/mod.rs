//! Where time is spent: grids that keep every person-second.

mod grid;

pub mod grid_heatmap;

pub use grid_heatmap::{
    CellShape, GridHeatmap, GridHeatmapOptions, Heatmap, HeatmapTotals, grid_heatmap,
};

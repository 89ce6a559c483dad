#![doc = include_str!("../../README.md")]
#![forbid(unsafe_code)]

// Layers, from the bottom up; an arrow in the architecture test is the only way to add an edge.
mod accumulate;
mod check;
pub mod error;
mod math;
mod nearest;
mod parallel;
mod time;
mod watch;

mod geometry;
mod stats;

pub mod table;

pub mod calendar;
pub mod expectation;

pub mod calibration;
pub mod counts;
pub mod heatmap;
#[cfg(feature = "import")]
pub mod import;
pub mod occupancy;
pub mod visits;

#[cfg(feature = "bridge")]
pub mod bridge;
#[cfg(feature = "bridge")]
pub mod operations;

pub use calibration::*;
pub use counts::*;
pub use error::{CODES, Category, CodeInfo, Error, Result};
pub use geometry::{Polygon, Position};
pub use heatmap::*;
#[cfg(feature = "import")]
pub use import::*;
pub use occupancy::*;
pub use table::{
    Anchors, Audits, CountBins, Counts, Crossings, Document, Edges, Factors, Flags, Gate, Gates,
    HeatmapCells, Hours, OccupancyBins, Points, Proposals, Readings, Sensors, Staff, Visits, Zone,
    ZoneKind, Zones,
};
pub use visits::*;
pub use watch::{Report, Watch};

/// The version of this crate, which every result carries in its metadata.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

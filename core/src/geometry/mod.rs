//! Shapes on a floor: positions in meters, polygons, and what a straight step between two positions meets.
//!
//! Slices in, numbers out: nothing here knows a table.

mod shape;
mod validity;

pub(crate) use shape::LARGEST_M;
pub use shape::{Polygon, Position};
pub(crate) use validity::fault;

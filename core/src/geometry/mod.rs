//! Shapes on a floor: positions in meters, polygons, and what a straight step between two positions meets.
//!
//! Slices in, numbers out: nothing here knows a table.

mod hexagon;
mod label_grid;
mod lattice;
mod shape;
mod validity;
mod walk;

pub(crate) use hexagon::{axial_of, center_of, corners_of, hexagon_of, offset_of, walk_hexagons};
pub(crate) use label_grid::{Label, LabelGrid};
pub(crate) use lattice::{Node, RIGHT, Shift, line, ring, shift_of};
pub(crate) use shape::LARGEST_M;
pub use shape::{Polygon, Position};
pub(crate) use validity::fault;
pub(crate) use walk::{Stays, Window, cell_of, floor, walk};

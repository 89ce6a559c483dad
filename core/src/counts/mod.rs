//! Counting signals: from what devices export to numbers that can be trusted.

mod bins;
mod clean;
mod grid;
mod intervals;
mod rows;
mod tally;

pub mod clean_counts;
pub mod count_quality;
pub mod count_totals;
pub mod regular_counts;

pub use grid::{Duplicates, GridOptions, Overlaps, Spread};

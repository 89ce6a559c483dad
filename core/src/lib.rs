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

mod stats;

pub mod table;

pub mod calendar;
pub mod expectation;

pub mod counts;

#[cfg(feature = "bridge")]
pub mod bridge;
#[cfg(feature = "bridge")]
pub mod operations;

pub use counts::clean_counts::{CleanCounts, CleanCountsOptions, clean_counts};
pub use counts::count_quality::{CountQuality, CountQualityOptions, count_quality};
pub use counts::count_totals::{CountTotals, CountTotalsOptions, Group, Period, count_totals};
pub use counts::regular_counts::{RegularCounts, RegularCountsOptions, regular_counts};
pub use counts::{Duplicates, GridOptions, Overlaps, Spread};
pub use error::{CODES, Category, CodeInfo, Error, Result};
pub use table::{CountBins, Counts, Flags, Hours, Sensors};
pub use watch::{Report, Watch};

/// The version of this crate, which every result carries in its metadata.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

//! Files as devices, portals and spreadsheets write them, read into the tables that the rest works on.
//!
//! ```text
//! bytes -> text (encoding) -> records (delimited, JSON, XML) -> cells (numbers, times) -> rows -> instants
//! ```
//!
//! Nothing is guessed where two readings are possible: the file decides, or an option does, or the call is refused.

mod axis;
mod columns;
mod day;
mod day_totals;
mod delimited;
mod device;
mod file_options;
mod growth;
mod hikvision;
pub mod inspect_counts;
mod json;
mod moment;
mod names;
mod nights;
mod number;

mod questions;
mod read;
pub mod read_counts;
pub mod read_readings;
mod rows;
mod settle;
mod sheet;
mod text;
mod xml;
mod xovis;

pub use file_options::{DateOrder, DecimalMark, FileFormat, FileOptions, OnError, TextEncoding};
pub use inspect_counts::{InspectCounts, InspectCountsOptions, inspect_counts};
pub use read_counts::{CountUnit, ReadCounts, ReadCountsOptions, read_counts};
pub use read_readings::{ReadReadings, ReadReadingsOptions, read_readings};

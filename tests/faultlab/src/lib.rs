//! The fault lab of counting signals: faults put into real series on purpose, methods that clean them without
//! knowing where they are, and the distance of their answers from the truth.
//!
//! The README says how windows were chosen and how to test another tool.

mod audits;
mod case;
mod city;
mod faults;
mod files;
mod naive;
mod product;
mod proposals;
mod score;
mod table;
mod text_import;
mod time;
mod verdict;
mod windows;

pub use case::{Answer, Bin, Case, Change, Declared, Faulty, Kind, Method, Proposal, Row, What};
pub use city::City;
pub use faults::{Family, Group, inject, inject_window};
pub use files::{FileMethod, write_cases};
pub use naive::Naive;
pub use product::Keliu;
pub use score::{Score, judge, now, score};
pub use table::{Judged, Table, cases};
pub use verdict::{Bar, audit_bars, bars, site_bars};
pub use windows::{BINS, List, Neighbor, Truth, Window, simulated_window, slice_window};

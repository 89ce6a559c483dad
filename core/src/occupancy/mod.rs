//! How many persons are inside, and how long they stay, from counts at the doors.

mod blame;
mod bounds;
mod interval;
mod rows;
mod series;
mod site;
mod trust;

#[expect(clippy::module_inception, reason = "an operation and its area may have one name")]
pub mod occupancy;
pub mod reconcile;

pub use occupancy::{
    Occupancy, OccupancyDays, OccupancyMethod, OccupancyOptions, OccupancyResult, OccupancySensors,
    occupancy,
};

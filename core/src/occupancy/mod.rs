//! How many persons are inside, and how long they stay, from counts at the doors.

mod blame;
mod bounds;
mod dwell;
mod dwell_rows;
mod interval;
mod network;
mod network_rows;
mod rows;
mod series;
mod site;
mod trust;

pub mod dwell_from_counts;
pub mod network_flows;
#[expect(clippy::module_inception, reason = "an operation and its area may have one name")]
pub mod occupancy;
pub mod reconcile;

pub use dwell_from_counts::{
    DwellDistribution, DwellFamily, DwellFromCounts, DwellFromCountsOptions, DwellPeriod,
    DwellSummary, dwell_from_counts,
};
pub use network_flows::{
    BalancePeriod, NetworkFlowRows, NetworkFlows, NetworkFlowsOptions, NetworkOccupancy,
    NetworkSensors, NetworkZones, network_flows,
};
pub use occupancy::{
    Occupancy, OccupancyDays, OccupancyMethod, OccupancyOptions, OccupancyResult, OccupancySensors,
    occupancy,
};

//! Who was where: visits of zones, crossings of gates, dwell and queues.

mod cross_visits;
mod distinct;
mod dwell_rows;
mod dwell_tally;
mod passes;
mod pieces;
mod plan;
mod presence;
mod queue_outcomes;
mod slices;
mod stays;
mod trace;
mod visits_of;

pub mod dwell_summary;
pub mod gate_crossings;
pub mod queue_summary;
pub mod zone_metrics;
pub mod zone_occupancy;
pub mod zone_visits;

pub use dwell_summary::{
    DwellBins, DwellQuantiles, DwellSummaryOptions, DwellSummaryResult, ZoneDwell, dwell_summary,
};
pub use gate_crossings::{
    GateCrossings, GateCrossingsOptions, GateCrossingsResult, GateTotals, gate_crossings,
};
pub use queue_summary::{QueueSummary, QueueSummaryOptions, queue_summary};
pub use slices::VisitPeriod;
pub use zone_metrics::{
    ZoneMetrics, ZoneMetricsOptions, ZoneMetricsResult, ZonePairs, zone_metrics,
};
pub use zone_occupancy::{
    SlotEdges, ZoneHours, ZoneOccupancy, ZoneOccupancyOptions, ZoneOccupancyResult, zone_occupancy,
};
pub use zone_visits::{ZoneTime, ZoneVisits, ZoneVisitsOptions, ZoneVisitsResult, zone_visits};

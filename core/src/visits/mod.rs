//! Who was where: visits of zones, crossings of gates, dwell and queues.

mod passes;
mod pieces;
mod plan;
mod stays;
mod trace;

pub mod gate_crossings;
pub mod zone_visits;

pub use gate_crossings::{
    GateCrossings, GateCrossingsOptions, GateCrossingsResult, GateTotals, gate_crossings,
};
pub use zone_visits::{ZoneTime, ZoneVisits, ZoneVisitsOptions, ZoneVisitsResult, zone_visits};

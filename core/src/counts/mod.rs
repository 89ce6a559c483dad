//! Counting signals: from what devices export to numbers that can be trusted.

mod bins;
mod clean;
mod clean_rows;
mod events;
mod grid;
mod intervals;
mod proposals;
mod readings;
mod rows;
mod sentinels;
mod tally;
mod uturns;

pub mod clean_counts;
pub mod count_events;
pub mod count_proposals;
pub mod count_quality;
pub mod count_totals;
pub mod interval_counts;
pub mod power_hours;
pub mod regular_counts;
pub mod uturn_netting;

pub use clean_counts::{CleanCounts, CleanCountsOptions, clean_counts};
pub use count_events::{
    CountEvents, CountEventsOptions, CountEventsResult, EventBins, count_events,
};
pub use count_proposals::{CountProposals, CountProposalsOptions, count_proposals};
pub use count_quality::{CountQuality, CountQualityOptions, count_quality};
pub use count_totals::{CountTotals, CountTotalsOptions, Group, Period, count_totals};
pub use grid::{Absent, Duplicates, GridOptions, Overlaps, Spread};
pub use interval_counts::{
    CountedIntervals, DroppedReadings, IntervalCounts, IntervalCountsOptions, interval_counts,
};
pub use power_hours::{CountDirection, PowerHours, PowerHoursOptions, power_hours};
pub use regular_counts::{RegularCounts, RegularCountsOptions, regular_counts};
pub use uturn_netting::{Turns, UturnMethod, UturnNetting, UturnNettingOptions, uturn_netting};

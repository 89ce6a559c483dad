//! Cleaning of counts on a regular grid: which readings are faults, and what stands in for them.
//!
//! Two passes: suspects are set aside first, so that they poison neither profile nor level nor
//! donors; then each suspect is judged against the expectation the rest gives; then confirmed faults
//! and missing bins are filled. Readings that are not repaired are never touched.

mod copies;
mod fill;
mod lumps;
mod panel;
mod spikes;
mod suspects;
mod verdict;

pub(crate) use panel::clean_panel;

use crate::expectation::Grid;
use crate::table::Flags;

/// The flags of bins whose reading is not taken.
const REPLACED: u32 = Flags::MISSING.0
    | Flags::DEAD.0
    | Flags::STUCK.0
    | Flags::SPIKE.0
    | Flags::LUMP.0
    | Flags::COPIED.0;

/// A count that was not observed.
pub(crate) const MISSING_COUNT: u32 = u32::MAX;

/// How the value of a repaired bin came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Method {
    /// The reading itself.
    Raw = 0,
    /// Seasonal profile.
    Profile = 1,
    /// Profile times the level of the days and hours around.
    ProfileLevel = 2,
    /// Profile times level times the donors' departure.
    ProfileLevelDonors = 3,
    /// Closed: nobody.
    Closed = 4,
    /// No value: nothing to go on, or beyond the fill limit.
    None = 5,
    /// A known total of several bins, split by what each is expected to hold.
    KnownTotal = 7,
}

/// One sensor of the panel. Counts have one entry per bin, [`MISSING_COUNT`] where there is no record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SensorCounts<'a> {
    /// Persons in.
    pub(crate) entries: &'a [u32],
    /// Persons out, when the sensor tells.
    pub(crate) exits: Option<&'a [u32]>,
    /// Share of the bin the site is open, 0 to 1; `None` when the hours are not known.
    pub(crate) open: Option<&'a [f32]>,
}

/// The sensors of one site on one grid. Sensors stand in a stable order (by id, or near ones
/// together): above [`CleanSettings::block`] series, donors are sought within blocks of that order.
#[derive(Debug)]
pub(crate) struct Panel<'a> {
    /// The common grid.
    pub(crate) grid: &'a Grid,
    /// The sensors.
    pub(crate) sensors: Vec<SensorCounts<'a>>,
}

/// Thresholds of cleaning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CleanSettings {
    /// Find dead, stuck and spiked bins; off: fill missing bins only.
    pub(crate) detect: bool,
    /// Fill missing and faulty bins; off: they become null.
    pub(crate) fill: bool,
    /// Longest stretch that is filled, in seconds; a longer one becomes null as a whole.
    pub(crate) max_fill_s: u64,
    /// Zero runs with more evidence than this (natural log) are dead.
    pub(crate) zero_evidence: f64,
    /// Equal runs with more evidence than this (natural log) are stuck.
    pub(crate) stuck_evidence: f64,
    /// A spike is this many times beyond the usual daily maximum and the expectation.
    pub(crate) spike_ratio: f64,
    /// Nominal share of truths inside the intervals.
    pub(crate) coverage: f64,
    /// Series whose donors are sought together.
    pub(crate) block: usize,
}

impl Default for CleanSettings {
    fn default() -> Self {
        Self {
            detect: true,
            fill: true,
            max_fill_s: 14 * 86_400,
            zero_evidence: 9.9,
            stuck_evidence: 12.0,
            spike_ratio: 2.5,
            coverage: 0.9,
            block: 192,
        }
    }
}

/// One bin whose value is not simply its reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Repair {
    /// Bin of the grid.
    pub(crate) bin: u32,
    /// What was found and done.
    pub(crate) flags: Flags,
    /// Where the value comes from.
    pub(crate) method: Method,
    /// Persons; NaN with [`Method::None`].
    pub(crate) value: f64,
    /// Lower end of the interval; NaN with [`Method::None`].
    pub(crate) low: f64,
    /// Upper end of the interval; NaN with [`Method::None`].
    pub(crate) high: f64,
}

/// The repairs of one sensor, by bin. Every other bin keeps its reading, with low = high = reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SensorRepairs {
    /// Repairs of the entries.
    pub(crate) entries: Vec<Repair>,
    /// Repairs of the exits; empty without exits.
    pub(crate) exits: Vec<Repair>,
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;

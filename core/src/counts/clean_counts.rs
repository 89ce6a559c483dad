//! Counts with their faults found and filled.

use super::grid::GridOptions;
use crate::error::{Error, Result};
use crate::table::{Counts, Dates, Hours, Instants, Labels, Nullable, Sensors, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`clean_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CleanCountsOptions {
    /// The grid.
    #[serde(flatten)]
    pub grid: GridOptions,
    /// Weekly opening hours on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed". By default always open.
    pub open_hours: Option<String>,
    /// Longest gap that is filled, in seconds. At least 0.
    pub max_fill_s: f64,
}

impl Default for CleanCountsOptions {
    fn default() -> Self {
        Self { grid: GridOptions::default(), open_hours: None, max_fill_s: 14.0 * 86_400.0 }
    }
}

impl CleanCountsOptions {
    /// Refuses what [`GridOptions`] refuses, unreadable opening hours, and a negative limit.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.grid.validate()?;
        crate::check::within("max_fill_s", self.max_fill_s, 0.0, f64::INFINITY)
    }
}

table! {
    /// One row per sensor and bin: the clean value beside the raw one.
    pub struct CleanCounts = "clean_counts", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Start of the bin on the local clock, with its offset.
        local_start: Labels<'static>, "", "当地时间";
        /// Counting day to which the bin belongs.
        day: Dates, "", "营业日";
        /// Persons who entered, repaired where flagged; null where unknown.
        entries: Nullable<f64>, "persons", "进店人次";
        /// Persons who left, repaired where flagged; null where unknown.
        exits: Nullable<f64>, "persons", "出店人次";
        /// Persons who entered as recorded; null where no record covers the bin.
        entries_raw: Nullable<i64>, "persons", "进店原始值";
        /// Persons who left as recorded; null where no record covers the bin.
        exits_raw: Nullable<i64>, "persons", "出店原始值";
        /// Lower end of the 90 % interval of entries; the value itself where it was measured.
        entries_low: Nullable<f64>, "persons", "进店下限";
        /// Upper end of the 90 % interval of entries; the value itself where it was measured.
        entries_high: Nullable<f64>, "persons", "进店上限";
        /// Lower end of the 90 % interval of exits; the value itself where it was measured.
        exits_low: Nullable<f64>, "persons", "出店下限";
        /// Upper end of the 90 % interval of exits; the value itself where it was measured.
        exits_high: Nullable<f64>, "persons", "出店上限";
        /// Share of the bin that records cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// What was found and done, one bit each.
        flags: Vec<u32>, "", "标记";
        /// How the value came about.
        method: Labels<'static>, "", "方法";
    }
}

#[doc = include_str!("clean_counts.md")]
pub fn clean_counts(
    counts: &Counts<'_>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &CleanCountsOptions,
) -> Result<CleanCounts> {
    run(counts, hours, sensors, options, &Watch::none())
}

pub(crate) fn run(
    _counts: &Counts<'_>,
    _hours: Option<&Hours>,
    _sensors: Option<&Sensors>,
    options: &CleanCountsOptions,
    _watch: &Watch<'_>,
) -> Result<CleanCounts> {
    options.validate()?;
    Err(Error::Canceled {})
}

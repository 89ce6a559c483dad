//! How many visitors are in zones, slot by slot.

use super::presence::{Slot, presence};
use super::slices::check_rows;
use crate::calendar::{
    HOUR_US, LocalClock, SECOND_US, TimeZone, bin_around, cuts, parse_day_start,
};
use crate::check::within;
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{Instants, Labels, Nullable, Visits, table, tables};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// What was observed of the first and the last slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotEdges {
    /// From the first entry to the last exit of all zones.
    #[default]
    Visits,
    /// The whole of both slots: nobody was there before the first entry and after the last exit.
    Whole,
}

/// Options of [`zone_occupancy`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ZoneOccupancyOptions {
    /// Length of a slot in seconds; it divides a day: 60, 900, 3600, 86400.
    pub interval_s: u64,
    /// What was observed of the first and the last slot.
    pub edges: SlotEdges,
    /// Time zone of slots and hours: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted from it.
    pub day_start: String,
    /// Largest number of rows of the result, 1 to 1000000000: zones times slots.
    pub max_bins: u64,
}

impl Default for ZoneOccupancyOptions {
    fn default() -> Self {
        Self {
            interval_s: 3600,
            edges: SlotEdges::default(),
            time_zone: None,
            day_start: "00:00".to_owned(),
            max_bins: 5_000_000,
        }
    }
}

impl ZoneOccupancyOptions {
    /// Refuses an unknown zone, a day start that no clock shows and slots that do not divide a day.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("interval_s", self.interval_s as f64, 1.0, 86_400.0)?;
        within("max_bins", self.max_bins as f64, 1.0, 1e9)?;
        let day_start_us = parse_day_start(&self.day_start)?;
        bin_around(&self.zone()?, day_start_us, self.interval_us(), 0).map(drop)
    }

    const fn interval_us(&self) -> i64 {
        self.interval_s as i64 * SECOND_US
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per zone and slot, from the slot of the first entry to that of the last exit of all zones.
    pub struct ZoneOccupancy = "zone_occupancy", sorted by "zone, start" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// Start of the slot.
        start: Instants, "", "开始时间";
        /// End of the slot.
        end: Instants, "", "结束时间";
        /// Mean number of persons inside over the measured time; null where no time was measured.
        mean: Nullable<f64>, "persons", "平均在场人数";
        /// Most persons inside at a time.
        max: Vec<u64>, "persons", "峰值在场人数";
        /// Persons inside that half of the measured time does not exceed; null where no time was measured.
        median: Nullable<u64>, "persons", "在场人数中位数";
        /// Persons inside that 90 % of the measured time does not exceed; null where no time was measured.
        p90: Nullable<u64>, "persons", "在场人数九十分位";
        /// Persons inside that 95 % of the measured time does not exceed; null where no time was measured.
        p95: Nullable<u64>, "persons", "在场人数九十五分位";
        /// Time that all visits spent in the slot together.
        person_s: Vec<f64>, "persons s", "人·秒";
        /// Time with anybody inside.
        occupied_s: Vec<f64>, "s", "有人时长";
        /// Visits that began in the slot.
        entries: Vec<u64>, "", "进入次数";
        /// Visits that ended in the slot or with it.
        exits: Vec<u64>, "", "离开次数";
        /// Different tracks that were inside.
        visitors: Vec<u64>, "", "访客数";
        /// Part of the slot that was observed.
        measured_s: Vec<f64>, "s", "实测时长";
        /// Measured time over the length of the slot, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
    }
}

table! {
    /// One row per zone and hour of the day, all days together: the matrix of zones by hours.
    pub struct ZoneHours = "zone_hours", sorted by "zone, hour" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// The hour of the wall clock, 0 to 23.
        hour: Vec<u64>, "h", "小时";
        /// Time that all visits spent in the hour together, over all days.
        person_s: Vec<f64>, "persons s", "人·秒";
        /// Mean number of persons inside over the measured time; null where the hour was never measured.
        mean: Nullable<f64>, "persons", "平均在场人数";
        /// Most persons inside at a time.
        max: Vec<u64>, "persons", "峰值在场人数";
        /// Visits that began in the hour.
        entries: Vec<u64>, "", "进入次数";
        /// Time that was observed, over all days.
        measured_s: Vec<f64>, "s", "实测时长";
    }
}

tables! {
    /// How many visitors are in zones.
    pub struct ZoneOccupancyResult {
        /// One row per zone and slot.
        zone_occupancy: ZoneOccupancy;
        /// One row per zone and hour of the day.
        zone_hours: ZoneHours;
    }
}

#[doc = include_str!("zone_occupancy.md")]
pub fn zone_occupancy(
    zone_visits: &Visits<'_>,
    options: &ZoneOccupancyOptions,
) -> Result<ZoneOccupancyResult> {
    run(zone_visits, options, &Watch::none())
}

pub(crate) fn run(
    visits: &Visits<'_>,
    options: &ZoneOccupancyOptions,
    watch: &Watch<'_>,
) -> Result<ZoneOccupancyResult> {
    options.validate()?;
    check_rows(visits)?;
    let mut result = ZoneOccupancyResult::default();
    let (Some(&from), Some(&to)) = (visits.enter.us.iter().min(), visits.exit.us.iter().max())
    else {
        return Ok(result);
    };
    // A visit of no length at the very end still has a slot.
    let last = visits.enter.us.iter().max().map_or(to, |last| to.max(last + 1));
    let (zone, day_start_us) = (options.zone()?, parse_day_start(&options.day_start)?);
    let zones = rows_by_zone(visits);
    let limit = options.max_bins / zones.len() as u64;
    let interval_us = options.interval_us();
    let slots =
        cuts(&zone, day_start_us, interval_us, from, last, limit).map_err(|error| match error {
            Error::LimitBins { found, .. } => Error::LimitBins {
                found: found.saturating_mul(zones.len() as u64),
                limit: options.max_bins,
            },
            other => other,
        })?;
    let observed = match options.edges {
        SlotEdges::Visits => (from, to),
        SlotEdges::Whole => (slots[0], slots[slots.len() - 1]),
    };
    let hours = cuts(&zone, 0, HOUR_US, observed.0, observed.1.max(last), u64::MAX)?;
    let hour_of = hours_of_day(zone, &hours)?;
    let tracks = visits.track.keys();
    let found = parallel::map(zones.len(), watch, |at| {
        let of = |cuts: &[i64]| presence(visits, &tracks, &zones[at].1, cuts, observed);
        Ok((of(&slots), by_hour(&of(&hours), &hour_of)))
    })?;
    for (code, ((name, _), (found, matrix))) in zones.iter().zip(found).enumerate() {
        result.zone_occupancy.zone.names.push((*name).to_owned());
        result.zone_hours.zone.names.push((*name).to_owned());
        for (slot, bounds) in found.iter().zip(slots.windows(2)) {
            result.zone_occupancy.push(code as i32, (bounds[0], bounds[1]), slot);
        }
        for (hour, slot) in matrix.iter().enumerate() {
            result.zone_hours.push(code as i32, hour as u64, slot);
        }
    }
    Ok(result)
}

/// Names of zones in order, each with the rows of its visits.
fn rows_by_zone<'v>(visits: &'v Visits<'_>) -> Vec<(&'v str, Vec<u32>)> {
    let mut zones: Vec<(&str, Vec<u32>)> =
        visits.zone.names.iter().map(|name| (name.as_str(), Vec::new())).collect();
    for (row, &code) in visits.zone.codes.iter().enumerate() {
        zones[code as usize].1.push(row as u32);
    }
    zones.retain(|(_, rows)| !rows.is_empty());
    zones.sort_unstable_by_key(|(name, _)| *name);
    zones
}

/// The hour of the wall clock in which each hour of the grid begins.
fn hours_of_day(zone: TimeZone, hours: &[i64]) -> Result<Vec<usize>> {
    let starts = &hours[..hours.len() - 1];
    let mut clock = LocalClock::new(&zone, 0, hours[0], hours[hours.len() - 1])?;
    Ok(starts.iter().map(|&start| clock.at(start).second_of_day() as usize / 3600 % 24).collect())
}

/// Hours of all days added up by the hour of the day.
fn by_hour(hours: &[Slot], hour_of: &[usize]) -> Vec<Slot> {
    let mut day = vec![Slot::default(); 24];
    for (slot, &hour) in hours.iter().zip(hour_of) {
        let sum = &mut day[hour];
        sum.person_us += slot.person_us;
        sum.measured_us += slot.measured_us;
        sum.max = sum.max.max(slot.max);
        sum.entries += slot.entries;
    }
    day
}

impl ZoneOccupancy {
    fn push(&mut self, zone: i32, (start, end): (i64, i64), slot: &Slot) {
        self.zone.codes.to_mut().push(zone);
        self.start.0.push(start);
        self.end.0.push(end);
        self.mean.push(slot.mean());
        self.max.push(slot.max);
        self.median.push(slot.quantiles.map(|found| found[0]));
        self.p90.push(slot.quantiles.map(|found| found[1]));
        self.p95.push(slot.quantiles.map(|found| found[2]));
        self.person_s.push(slot.person_us as f64 / 1e6);
        self.occupied_s.push(slot.occupied_us as f64 / 1e6);
        self.entries.push(slot.entries);
        self.exits.push(slot.exits);
        self.visitors.push(slot.visitors);
        self.measured_s.push(slot.measured_us as f64 / 1e6);
        self.coverage.push(slot.measured_us as f64 / (end - start) as f64);
    }
}

impl ZoneHours {
    fn push(&mut self, zone: i32, hour: u64, slot: &Slot) {
        self.zone.codes.to_mut().push(zone);
        self.hour.push(hour);
        self.person_s.push(slot.person_us as f64 / 1e6);
        self.mean.push(slot.mean());
        self.max.push(slot.max);
        self.entries.push(slot.entries);
        self.measured_s.push(slot.measured_us as f64 / 1e6);
    }
}

#[cfg(test)]
#[path = "zone_occupancy_tests.rs"]
mod tests;

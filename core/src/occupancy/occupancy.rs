//! The number of persons inside, from counts at the doors that do not add up.

use super::rows::Writer;
use super::series::Rows;
use super::site::{Schedule, Site};
use crate::calendar::{DAY_US, LocalClock, OpeningHours, SECOND_US, TimeZone, parse_day_start};
use crate::check::within;
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{
    Anchors, CountBins, Dates, Flags, Hours, Instants, Labels, Nullable, Sensors, table, tables,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Largest number of persons that an option may name.
const MOST: f64 = 1e12;
/// Sites that are computed before their rows are written: what bounds the memory.
const BLOCK: usize = 64;
/// The name of the site where no table names one.
const ONLY_SITE: &str = "all";

/// How a change of a count is priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OccupancyMethod {
    /// By its ratio (I-divergence): entries are multiplied and exits divided by one factor.
    #[default]
    Relative,
    /// By its square over the count: entries grow and exits shrink by one share.
    LeastSquares,
}

/// Options of [`occupancy`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OccupancyOptions {
    /// How a change of a count is priced.
    pub method: OccupancyMethod,
    /// True gives the live form: each bin is computed from what is known at its end.
    pub causal: bool,
    /// Most persons that can be inside any site, 0 to 10^12. By default there is no limit.
    pub capacity: Option<i64>,
    /// Most persons that are inside at `night_time`, 0 to 10^12, for sites that never close. By default there is no limit.
    pub night_cap: Option<i64>,
    /// Wall-clock time at which `night_cap` holds every day, from "00:00" to "23:59".
    pub night_time: String,
    /// True takes a site to be empty at the end of each opening of the table hours or of `open_hours`.
    pub close_empty: bool,
    /// Time after closing until which the last persons leave, in seconds, 0 to 86400; it ends with the next opening.
    pub close_after_s: i64,
    /// Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed"; the table hours says it per site and day. By default nothing is known of closings.
    pub open_hours: Option<String>,
    /// Time zone of days and opening hours: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
    /// Persons who may pass unseen in each bin and direction, 0.001 to 1: what a correction can be made of where nobody was counted.
    pub leak: f64,
    /// Relative standard error of all counts together, 0 to 1, which no anchor shows: doors that miss the same share of entries and exits still add up to 0. Use the error of calibration where there is one.
    pub scale_error: f64,
}

impl Default for OccupancyOptions {
    fn default() -> Self {
        Self {
            method: OccupancyMethod::default(),
            causal: false,
            capacity: None,
            night_cap: None,
            night_time: "04:30".to_owned(),
            close_empty: true,
            close_after_s: 1800,
            open_hours: None,
            time_zone: None,
            day_start: "00:00".to_owned(),
            leak: 0.0625,
            // Overhead counters are sold with 95 to 98 % accuracy.
            scale_error: 0.05,
        }
    }
}

impl OccupancyOptions {
    /// Refuses an unknown zone, unreadable times and hours, and numbers out of range.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        self.night_us()?;
        self.weekly_hours()?;
        for (option, persons) in [("capacity", self.capacity), ("night_cap", self.night_cap)] {
            within(option, persons.unwrap_or(0) as f64, 0.0, MOST)?;
        }
        within("close_after_s", self.close_after_s as f64, 0.0, 86_400.0)?;
        within("leak", self.leak, 0.001, 1.0)?;
        within("scale_error", self.scale_error, 0.0, 1.0)
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    fn weekly_hours(&self) -> Result<Option<OpeningHours>> {
        self.open_hours.as_deref().map(OpeningHours::parse).transpose()
    }

    fn night_us(&self) -> Result<i64> {
        parse_day_start(&self.night_time).map_err(|error| match error {
            Error::OptionRange { found, expected, .. } => {
                Error::OptionRange { option: "night_time".to_owned(), found, expected }
            }
            other => other,
        })
    }

    pub(super) fn close_after_us(&self) -> i64 {
        self.close_after_s * SECOND_US
    }

    /// The leak on the grid of the counts, so that sums stay exact.
    pub(super) fn leak(&self) -> f64 {
        (self.leak * 1_048_576.0).round() / 1_048_576.0
    }
}

table! {
    /// One row per site and bin: the corrected flow and the number of persons inside at the end of the bin.
    pub struct Occupancy = "occupancy", sorted by "site, start" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Persons who entered, corrected.
        entries: Vec<i64>, "persons", "进店人次";
        /// Persons who left, corrected.
        exits: Vec<i64>, "persons", "出店人次";
        /// Entries of all doors as given; null where no door has a value.
        entries_raw: Nullable<f64>, "persons", "进店原始值";
        /// Exits of all doors as given; null where no door has a value.
        exits_raw: Nullable<f64>, "persons", "出店原始值";
        /// Persons inside at the end of the bin.
        occupancy: Vec<i64>, "persons", "在店人数";
        /// Lower end of the 90 % interval of the occupancy.
        occupancy_low: Vec<f64>, "persons", "在店下限";
        /// Upper end of the 90 % interval of the occupancy.
        occupancy_high: Vec<f64>, "persons", "在店上限";
        /// Share of the doors and of the bin that counts cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// Share of the persons of the bin that was estimated before the correction, 0 to 1.
        imputed_share: Vec<f64>, "", "补数占比";
        /// What was found and done at any door, one bit each.
        flags: Vec<u32>, "", "标记";
    }
}

table! {
    /// One row per site and counting day.
    pub struct OccupancyDays = "occupancy_days", sorted by "site, day" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// Counting day in which the bin starts.
        day: Dates, "", "营业日";
        /// Persons who entered, corrected.
        entries: Vec<i64>, "persons", "进店人次";
        /// Persons who left, corrected.
        exits: Vec<i64>, "persons", "出店人次";
        /// Persons whom the counts of the day made up (above 0) or lost: entries less exits as given, less the corrected change of occupancy.
        drift: Vec<f64>, "persons", "漂移";
        /// What entries were multiplied and exits divided by, as a mean of the day; null where a direction has no count.
        factor: Nullable<f64>, "", "修正系数";
        /// Persons added or taken away over all persons counted, 0 upward; null where nobody was counted.
        changed_share: Nullable<f64>, "", "修正占比";
        /// Known occupancies and ranges that the day had to keep to.
        anchors: Vec<u64>, "", "锚点数";
        /// Largest occupancy at the end of a bin; between the ends it may have been larger.
        peak: Vec<i64>, "persons", "峰值在店";
        /// Mean occupancy over the bins.
        mean: Vec<f64>, "persons", "平均在店";
        /// Time spent inside by all persons together.
        person_hours: Vec<f64>, "h", "人时";
        /// Share of the doors and of the bins that counts cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// Share of the persons that was estimated before the correction, 0 to 1; null where nobody was counted.
        imputed_share: Nullable<f64>, "", "补数占比";
    }
}

table! {
    /// One row per door: how much of the drift of its site it explains.
    pub struct OccupancySensors = "occupancy_sensors", sorted by "site, sensor" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Persons who entered as given; null where it never counts them.
        entries: Nullable<f64>, "persons", "进店人次";
        /// Persons who left as given; null where it never counts them.
        exits: Nullable<f64>, "persons", "出店人次";
        /// Its share of the persons counted at the site, 0 to 1; null where there are none.
        traffic_share: Nullable<f64>, "", "客流占比";
        /// Persons whom it made up (above 0) or lost: the part of the drift that goes with its traffic; null without anchors.
        drift: Nullable<f64>, "persons", "漂移";
        /// Lower end of the 90 % interval of the drift.
        drift_low: Nullable<f64>, "persons", "漂移下限";
        /// Upper end of the 90 % interval of the drift.
        drift_high: Nullable<f64>, "persons", "漂移上限";
        /// Its share of the drift of all doors, each taken without its sign, 0 to 1.
        correction_share: Nullable<f64>, "", "修正占比";
        /// What its exits would have to be multiplied by if its entries are right.
        exits_factor: Nullable<f64>, "", "出店系数";
        /// Lower end of the 90 % interval of the factor.
        exits_factor_low: Nullable<f64>, "", "系数下限";
        /// Upper end of the 90 % interval of the factor.
        exits_factor_high: Nullable<f64>, "", "系数上限";
    }
}

tables! {
    /// Occupancy by bin, by day, and what each door has to do with its correction.
    pub struct OccupancyResult {
        /// One row per site and bin.
        occupancy: Occupancy;
        /// One row per site and counting day.
        occupancy_days: OccupancyDays;
        /// One row per door.
        occupancy_sensors: OccupancySensors;
    }
    report = summary;
}

#[doc = include_str!("occupancy.md")]
pub fn occupancy(
    clean_counts: &CountBins<'_>,
    anchors: Option<&Anchors>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &OccupancyOptions,
) -> Result<OccupancyResult> {
    run(clean_counts, anchors, hours, sensors, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    anchors: Option<&Anchors>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &OccupancyOptions,
    watch: &Watch<'_>,
) -> Result<OccupancyResult> {
    options.validate()?;
    let limit = u64::from(u32::MAX);
    if bins.len() as u64 > limit {
        let (table, found) = ("clean_counts".to_owned(), bins.len() as u64);
        return Err(Error::LimitTable { table, what: "rows", found, limit });
    }
    let sites = doors_by_site(bins, anchors, hours, sensors)?;
    let none = Anchors::default();
    let anchors = anchors.unwrap_or(&none);
    if let Some(site) = anchors.sites().find(|&site| !sites.contains_key(site)) {
        let first = anchors.of_site(site)[0];
        return Err(Error::AnchorOutside {
            site: site.to_owned(),
            row: first.row,
            time: crate::time::utc_label(first.time_us),
            found: "no counts of this site".to_owned(),
        });
    }
    let zone = options.zone()?;
    let weekly = options.weekly_hours()?;
    let day_start_us = parse_day_start(&options.day_start)?;
    let mut writer = Writer::default();
    let mut sites: Vec<(String, Vec<Rows>)> = sites.into_iter().collect();
    while !sites.is_empty() {
        let rest = sites.split_off(sites.len().min(BLOCK));
        let done = parallel::map(sites.len(), watch, |place| {
            let (name, doors) = &sites[place];
            let schedule = |(from, to): (i64, i64)| {
                let listed = hours.and_then(|hours| hours.of_site(name)).map(<[_]>::to_vec);
                let openings = match (listed, &weekly) {
                    (None, Some(weekly)) => {
                        Some(weekly.intervals(&zone, from, to)?.iter().collect())
                    }
                    (listed, _) => listed,
                };
                let nights = if options.night_cap.is_some() {
                    nights(zone, options, from, to)?
                } else {
                    Vec::new()
                };
                Ok(Schedule { openings, nights })
            };
            Site::of(name.clone(), bins, doors.clone(), &schedule, anchors.of_site(name), options)
        })?;
        for site in &done {
            let (from, to) = site.series.span();
            let clock = LocalClock::new(&zone, day_start_us, from, to)?;
            writer.push(site, bins, clock);
        }
        sites = rest;
    }
    Ok(writer.finish())
}

/// Instants of the span at which the night cap holds.
fn nights(zone: TimeZone, options: &OccupancyOptions, from: i64, to: i64) -> Result<Vec<i64>> {
    let mut clock = LocalClock::new(&zone, 0, from, to)?;
    let days = clock.at(from).day..=clock.at(to).day;
    let night_us = options.night_us()?;
    let all = days.map(|day| clock.first_reaching(day * DAY_US + night_us));
    Ok(all.filter(|night| (from..=to).contains(night)).collect())
}

/// The entrances of each site, by the names of sites and sensors, with their rows in the order of time.
fn doors_by_site(
    bins: &CountBins<'_>,
    anchors: Option<&Anchors>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
) -> Result<BTreeMap<String, Vec<Rows>>> {
    let mut only = ONLY_SITE;
    if sensors.is_none() {
        let named: BTreeSet<&str> = hours
            .iter()
            .flat_map(|hours| hours.sites())
            .chain(anchors.iter().flat_map(|anchors| anchors.sites()))
            .collect();
        if named.len() > 1 {
            return Err(Error::TableMissing {
                operation: "occupancy".to_owned(),
                table: "sensors".to_owned(),
                expected: "the site of each sensor, because tables `hours` and `anchors` name several sites"
                    .to_owned(),
            });
        }
        only = named.first().copied().unwrap_or(ONLY_SITE);
    }
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); bins.sensor.names.len()];
    for (row, &code) in bins.sensor.codes.iter().enumerate() {
        rows[code as usize].push(row as u32);
    }
    let mut sites: BTreeMap<String, Vec<Rows>> = BTreeMap::new();
    for (sensor, mut rows) in rows.into_iter().enumerate() {
        let name = &bins.sensor.names[sensor];
        if rows.is_empty() || sensors.is_some_and(|sensors| !sensors.is_entrance(name)) {
            continue;
        }
        rows.sort_by_key(|&row| (bins.start.us[row as usize], row));
        let site = sensors.map_or(only, |sensors| sensors.site(name));
        sites.entry(site.to_owned()).or_default().push((sensor, rows));
    }
    for doors in sites.values_mut() {
        doors.sort_by(|a, b| bins.sensor.names[a.0].cmp(&bins.sensor.names[b.0]));
    }
    Ok(sites)
}

fn summary(result: &OccupancyResult) -> String {
    let (rows, doors) = (&result.occupancy, &result.occupancy_sensors);
    let raw = |column: &Nullable<f64>| column.iter().flatten().fold(0.0, |sum, one| sum + one);
    let sum = |column: &[i64]| column.iter().map(|&one| i128::from(one)).sum::<i128>();
    let mut anchored = vec![false; rows.site.names.len()];
    for (&code, &flags) in rows.site.codes.iter().zip(&rows.flags) {
        anchored[code as usize] |= Flags(flags).any(Flags::ANCHORED);
    }
    let missing: Vec<&str> = (rows.site.names.iter().zip(anchored))
        .filter(|(_, anchored)| !anchored)
        .map(|(name, _)| name.as_str())
        .collect();
    let unknown = match missing.as_slice() {
        [] => String::new(),
        [first, more @ ..] => {
            let more =
                if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            format!(
                "; no anchor at `{first}`{more}: the running net kept at 0 or above, its interval grows"
            )
        }
    };
    format!(
        "{} sites, {} doors; entries {:.0} -> {}, exits {:.0} -> {}{unknown}",
        rows.site.names.len(),
        doors.sensor.codes.len(),
        raw(&rows.entries_raw),
        sum(&rows.entries),
        raw(&rows.exits_raw),
        sum(&rows.exits),
    )
}

#[cfg(test)]
#[path = "occupancy_tests.rs"]
mod tests;

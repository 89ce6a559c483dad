//! How long queues are, how long visitors wait in them, and how many give up.

use super::presence::{Slot, presence};
use super::queue_outcomes::{Outcome, Services, Stay, Waits};
use super::slices::check_rows;
use crate::calendar::{HOUR_US, SECOND_US, TimeZone, bin_around, cuts, parse_day_start};
use crate::check::within;
use crate::error::{Error, Result};
use crate::parallel;
use crate::stats::distribution::normal_quantile;
use crate::stats::survival::Estimate;
use crate::table::{Instants, Labels, Nullable, Visits, ZoneKind, Zones, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Options of [`queue_summary`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct QueueSummaryOptions {
    /// Names of the zones in which visitors wait. By default those of kind queue in the table of zones.
    pub queues: Vec<String>,
    /// Names of the zones in which visitors are served. By default those of kind service in the table of zones; without any, nothing is said of service.
    pub services: Vec<String>,
    /// Longest time from leaving a queue to being served, in seconds, 0 to 3600.
    pub served_within_s: f64,
    /// Wait that the service level is about, in seconds, above 0 and up to 86400.
    pub target_s: f64,
    /// Length of the slots of joining in seconds; it divides a day: 900, 3600, 86400. By default all visits together.
    pub interval_s: Option<u64>,
    /// Probability that intervals are made for, 0.5 to 0.999.
    pub confidence: f64,
    /// Time zone of slots: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted from it.
    pub day_start: String,
}

impl Default for QueueSummaryOptions {
    fn default() -> Self {
        Self {
            queues: Vec::new(),
            services: Vec::new(),
            served_within_s: 10.0,
            target_s: 300.0,
            interval_s: None,
            confidence: 0.9,
            time_zone: None,
            day_start: "00:00".to_owned(),
        }
    }
}

impl QueueSummaryOptions {
    /// Refuses an unknown zone, a zone that is queue and service, and numbers out of their range.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("served_within_s", self.served_within_s, 0.0, 3600.0)?;
        within("target_s", self.target_s, 0.001, 86_400.0)?;
        within("confidence", self.confidence, 0.5, 0.999)?;
        let day_start_us = parse_day_start(&self.day_start)?;
        let zone = self.zone()?;
        if let Some(interval_s) = self.interval_s {
            within("interval_s", interval_s as f64, 1.0, 86_400.0)?;
            bin_around(&zone, day_start_us, interval_s as i64 * SECOND_US, 0)?;
        }
        match self.queues.iter().find(|name| self.services.contains(name)) {
            Some(both) => Err(Error::OptionRange {
                option: "services".to_owned(),
                found: format!("`{}`", both.chars().take(40).collect::<String>()),
                expected: "zones that are not among the queues".to_owned(),
            }),
            None => Ok(()),
        }
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    /// Names of queues and services, from the options or, where they name none, from the table of zones.
    fn names<'n>(&'n self, zones: Option<&'n Zones>) -> Result<[BTreeSet<&'n str>; 2]> {
        let of = |named: &'n [String], kind: ZoneKind| -> BTreeSet<&'n str> {
            if named.is_empty() {
                let zones = zones.into_iter().flat_map(Zones::zones);
                zones.filter(|zone| zone.kind == kind).map(|zone| zone.name.as_str()).collect()
            } else {
                named.iter().map(String::as_str).collect()
            }
        };
        let queues = of(&self.queues, ZoneKind::Queue);
        if queues.is_empty() {
            return Err(Error::OptionRange {
                option: "queues".to_owned(),
                found: "an empty list".to_owned(),
                expected: "names of zones, or a table of zones of which some are of kind queue"
                    .to_owned(),
            });
        }
        let mut services = of(&self.services, ZoneKind::Service);
        services.retain(|name| !queues.contains(name));
        Ok([queues, services])
    }
}

table! {
    /// One row per queue and slot from the first entry to the last exit of all visits; one per queue where no slots are asked for.
    pub struct QueueSummary = "queue_summary", sorted by "zone, start" {
        /// Name of the queue.
        zone: Labels<'static>, "", "队列";
        /// Start of the slot; without slots the first moment of a visit.
        start: Instants, "", "开始时间";
        /// End of the slot; without slots the last moment of a visit.
        end: Instants, "", "结束时间";
        /// Mean number of persons in the queue over the measured time; null where no time was measured.
        length_mean: Nullable<f64>, "persons", "平均排队人数";
        /// Persons in the queue that 90 % of the measured time does not exceed; null where no time was measured.
        length_p90: Nullable<u64>, "persons", "排队人数九十分位";
        /// Most persons in the queue at a time.
        length_max: Vec<u64>, "persons", "最大排队人数";
        /// Time that all spent in the queue in the slot together.
        person_s: Vec<f64>, "persons s", "人·秒";
        /// Part of the slot between the first and the last moment of all visits.
        measured_s: Vec<f64>, "s", "实测时长";
        /// Visitors who joined the queue in the slot; who joins twice counts twice.
        joined: Vec<u64>, "", "排队人次";
        /// Those of them who were served; null where no service zone is known.
        served: Nullable<u64>, "", "已服务人次";
        /// Those who left without being served; null where no service zone is known.
        left: Nullable<u64>, "", "弃队人次";
        /// Those who were lost from sight, and not seen to be served; null where no service zone is known.
        unknown: Nullable<u64>, "", "结果未知人次";
        /// Joined per hour of measured time; null where no time was measured.
        joined_per_h: Nullable<f64>, "1/h", "每小时排队人次";
        /// Mean time in the queue of those who joined in the slot, as far as it was seen; null where nobody joined.
        stay_mean_s: Nullable<f64>, "s", "平均在队时长";
        /// Time in the queue in the slot, less the stays of those who joined in it: 0 without slots (Little's law), otherwise what was carried over the borders.
        carried_s: Vec<f64>, "persons s", "跨时段结转";
        /// Wait that half of those who hold out do not exceed; null where too few are served to tell.
        wait_median_s: Nullable<f64>, "s", "等待时长中位数";
        /// Lower end of its interval.
        wait_median_low_s: Nullable<f64>, "s", "等待中位数下限";
        /// Upper end of its interval.
        wait_median_high_s: Nullable<f64>, "s", "等待中位数上限";
        /// Wait that 90 % of those who hold out do not exceed; null where too few are served to tell.
        wait_p90_s: Nullable<f64>, "s", "等待时长九十分位";
        /// Lower end of its interval.
        wait_p90_low_s: Nullable<f64>, "s", "等待九十分位下限";
        /// Upper end of its interval.
        wait_p90_high_s: Nullable<f64>, "s", "等待九十分位上限";
        /// Share of those who joined that leave without being served, 0 to 1; null where no outcome is known.
        abandonment: Nullable<f64>, "", "弃队率";
        /// Lower end of its interval.
        abandonment_low: Nullable<f64>, "", "弃队率下限";
        /// Upper end of its interval.
        abandonment_high: Nullable<f64>, "", "弃队率上限";
        /// Share of those who joined that are served within the target, 0 to 1; null where no outcome is known, or not up to the target.
        service_level: Nullable<f64>, "", "服务水平";
        /// Lower end of its interval.
        service_level_low: Nullable<f64>, "", "服务水平下限";
        /// Upper end of its interval.
        service_level_high: Nullable<f64>, "", "服务水平上限";
    }
}

#[doc = include_str!("queue_summary.md")]
pub fn queue_summary(
    zone_visits: &Visits<'_>,
    zones: Option<&Zones>,
    options: &QueueSummaryOptions,
) -> Result<QueueSummary> {
    run(zone_visits, zones, options, &Watch::none())
}

pub(crate) fn run(
    visits: &Visits<'_>,
    zones: Option<&Zones>,
    options: &QueueSummaryOptions,
    watch: &Watch<'_>,
) -> Result<QueueSummary> {
    options.validate()?;
    check_rows(visits)?;
    let [queues, services] = options.names(zones)?;
    let mut result = QueueSummary::default();
    let (Some(&from), Some(&to)) = (visits.enter.us.iter().min(), visits.exit.us.iter().max())
    else {
        return Ok(result);
    };
    let tracks = visits.track.keys();
    let within_us = (options.served_within_s * 1e6).round() as i64;
    let services = (!services.is_empty())
        .then(|| Services::new(visits, &tracks, within_us, |name| services.contains(name)));
    // A visit of no length at the very end still has a slot.
    let last = visits.enter.us.iter().max().map_or(to, |last| to.max(last + 1));
    let slots = match options.interval_s {
        Some(interval_s) => {
            let day_start_us = parse_day_start(&options.day_start)?;
            let length_us = interval_s as i64 * SECOND_US;
            cuts(&options.zone()?, day_start_us, length_us, from, last, MOST_SLOTS)?
        }
        None => vec![from, last],
    };
    let mut found: Vec<(&str, Vec<u32>)> = Vec::new();
    for (code, name) in visits.zone.names.iter().enumerate() {
        if queues.contains(name.as_str()) {
            let of = |row: &usize| visits.zone.codes[*row] as usize == code;
            found.push((name, (0..visits.len()).filter(of).map(|row| row as u32).collect()));
        }
    }
    found.retain(|(_, rows)| !rows.is_empty());
    found.sort_unstable_by_key(|(name, _)| *name);
    let rows = parallel::map(found.len(), watch, |at| {
        let rows = &found[at].1;
        let lengths = presence(visits, &tracks, rows, &slots, (from, to));
        Ok((lengths, stays(visits, &tracks, rows, &slots, services.as_ref())))
    })?;
    let asked = Asked {
        z: normal_quantile(0.5 + 0.5 * options.confidence),
        target_us: (options.target_s * 1e6).round() as i64,
        outcomes: services.is_some(),
    };
    for (code, ((name, _), (lengths, stays))) in found.iter().zip(rows).enumerate() {
        result.zone.names.push((*name).to_owned());
        for ((slot, stays), bounds) in lengths.iter().zip(&stays).zip(slots.windows(2)) {
            // Without slots a row ends with the data, not with the room for a visit of no length.
            let end = if options.interval_s.is_some() { bounds[1] } else { to };
            result.push(code as i32, (bounds[0], end), slot, stays, &asked);
        }
    }
    Ok(result)
}

/// Slots of one call: a year of minutes.
const MOST_SLOTS: u64 = 366 * 1440;

struct Asked {
    z: f64,
    target_us: i64,
    outcomes: bool,
}

/// The stays of a queue by the slot in which they begin.
fn stays(
    visits: &Visits<'_>,
    tracks: &[u64],
    rows: &[u32],
    slots: &[i64],
    services: Option<&Services>,
) -> Vec<Vec<Stay>> {
    let mut stays = vec![Vec::new(); slots.len() - 1];
    for &row in rows {
        let row = row as usize;
        let place = slots.partition_point(|&cut| cut <= visits.enter.us[row]) - 1;
        stays[place].push(Stay::of(visits, tracks, row, services));
    }
    stays
}

impl QueueSummary {
    fn push(
        &mut self,
        zone: i32,
        (start, end): (i64, i64),
        slot: &Slot,
        stays: &[Stay],
        asked: &Asked,
    ) {
        self.zone.codes.to_mut().push(zone);
        self.start.0.push(start);
        self.end.0.push(end);
        self.length_mean.push(slot.mean());
        self.length_p90.push(slot.quantiles.map(|found| found[1]));
        self.length_max.push(slot.max);
        self.person_s.push(slot.person_us as f64 / 1e6);
        self.measured_s.push(slot.measured_us as f64 / 1e6);
        self.joined.push(slot.entries);
        let per_h = || slot.entries as f64 * HOUR_US as f64 / slot.measured_us as f64;
        self.joined_per_h.push((slot.measured_us > 0).then(per_h));
        let stayed: i128 = stays.iter().map(|stay| i128::from(stay.dwell_us)).sum();
        let count = stays.len() as f64;
        self.stay_mean_s.push((!stays.is_empty()).then(|| stayed as f64 / 1e6 / count));
        self.carried_s.push((slot.person_us - stayed) as f64 / 1e6);
        let counted = |outcome: Outcome| {
            let count = stays.iter().filter(|stay| stay.outcome == outcome).count();
            asked.outcomes.then_some(count as u64)
        };
        self.served.push(counted(Outcome::Served));
        self.left.push(counted(Outcome::Left));
        self.unknown.push(counted(Outcome::Unknown));
        let waits = asked.outcomes.then(|| Waits::new(stays));
        let seconds = |us: Option<i64>| us.map(|us| us as f64 / 1e6);
        let quantile = |share| waits.as_ref().map(|waits| waits.quantile(share, asked.z));
        let median = quantile(0.5).unwrap_or_default();
        self.wait_median_s.push(seconds(median.ticks));
        self.wait_median_low_s.push(seconds(median.low));
        self.wait_median_high_s.push(seconds(median.high));
        let p90 = quantile(0.9).unwrap_or_default();
        self.wait_p90_s.push(seconds(p90.ticks));
        self.wait_p90_low_s.push(seconds(p90.low));
        self.wait_p90_high_s.push(seconds(p90.high));
        let push = |[value, low, high]: [&mut Nullable<f64>; 3], found: Option<Estimate>| {
            let interval = found.and_then(|found| found.interval);
            value.push(found.map(|found| found.value));
            low.push(interval.map(|(low, _)| low));
            high.push(interval.map(|(_, high)| high));
        };
        push(
            [&mut self.abandonment, &mut self.abandonment_low, &mut self.abandonment_high],
            waits.as_ref().and_then(|waits| waits.abandonment(asked.z)),
        );
        push(
            [&mut self.service_level, &mut self.service_level_low, &mut self.service_level_high],
            waits.as_ref().and_then(|waits| waits.served_by(asked.target_us, asked.z)),
        );
    }
}

#[cfg(test)]
#[path = "queue_summary_tests.rs"]
mod tests;

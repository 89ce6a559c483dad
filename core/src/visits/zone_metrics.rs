//! The figures of zones: who comes, who stops, who stays, and which zones are hot.

use super::cross_visits::CrossVisits;
use super::slices::check_rows;
use crate::check::within;
use crate::error::{Error, Result};
use crate::stats::distribution::normal_quantile;
use crate::stats::outcomes::{Outcomes, incidence};
use crate::stats::proportion::wilson;
use crate::table::{
    Labels, Nullable, OptionalLabels, Visits, Zone, ZoneKind, Zones, table, tables,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Zones of one call, whose pairs are counted in a square table.
const MOST_ZONES: usize = 2000;

/// Options of [`zone_metrics`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ZoneMetricsOptions {
    /// A visit shorter than this bounces, in seconds, 0 to 86400.
    pub bounce_s: f64,
    /// A visit of at least this length is a stop, in seconds, 0 to 86400.
    pub stop_s: f64,
    /// A visit of at least this length is engaged, in seconds, 0 to 86400.
    pub engaged_s: f64,
    /// A zone with a heat index of at least this is hot, 1 to 1000; the mean of all zones is 1.
    pub hot_from: f64,
    /// A zone with a heat index below this is cold, 0 to 1.
    pub cold_below: f64,
    /// Visitors of the whole store, where not all of them come to a zone. By default the different tracks of all zones.
    pub visitors: Option<u64>,
    /// Probability that intervals are made for, 0.5 to 0.999.
    pub confidence: f64,
}

impl Default for ZoneMetricsOptions {
    fn default() -> Self {
        Self {
            bounce_s: 3.0,
            stop_s: 5.0,
            engaged_s: 30.0,
            hot_from: 1.5,
            cold_below: 0.5,
            visitors: None,
            confidence: 0.9,
        }
    }
}

impl ZoneMetricsOptions {
    /// Refuses numbers out of their range.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("bounce_s", self.bounce_s, 0.0, 86_400.0)?;
        within("stop_s", self.stop_s, 0.0, 86_400.0)?;
        within("engaged_s", self.engaged_s, 0.0, 86_400.0)?;
        within("hot_from", self.hot_from, 1.0, 1000.0)?;
        within("cold_below", self.cold_below, 0.0, 1.0)?;
        within("confidence", self.confidence, 0.5, 0.999)
    }
}

table! {
    /// One row per zone of the visits and of the table of zones, but for walkable ground and obstacles.
    pub struct ZoneMetrics = "zone_metrics", sorted by "zone" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// Visits.
        visits: Vec<u64>, "", "访问次数";
        /// Visits of which the start or the end was not seen.
        cut: Vec<u64>, "", "截断次数";
        /// Different tracks among them.
        visitors: Vec<u64>, "", "访客数";
        /// Visitors of the store: what penetration and draw are shares of.
        all_visitors: Vec<u64>, "", "全店访客数";
        /// Visitors of the zone over those of the store, 0 to 1; null without visitors.
        penetration: Nullable<f64>, "", "区域到访率(渗透率)";
        /// Lower end of its interval.
        penetration_low: Nullable<f64>, "", "到访率下限";
        /// Upper end of its interval.
        penetration_high: Nullable<f64>, "", "到访率上限";
        /// Visits of the zone per visitor of the store; may exceed 1; null without visitors.
        draw: Nullable<f64>, "", "引流率";
        /// Time that all visits lasted together, as far as it was seen.
        person_s: Vec<f64>, "persons s", "人·秒";
        /// Visits that were seen to last as long as a stop.
        stops: Vec<u64>, "", "驻足次数";
        /// Share of visits that last as long as a stop, 0 to 1; null without visits, or where cut visits leave it open.
        stop_rate: Nullable<f64>, "", "驻足率";
        /// Lower end of its interval.
        stop_rate_low: Nullable<f64>, "", "驻足率下限";
        /// Upper end of its interval.
        stop_rate_high: Nullable<f64>, "", "驻足率上限";
        /// Visits that were seen to last long enough to be engaged.
        engaged: Vec<u64>, "", "深度停留次数";
        /// Share of visits that last long enough to be engaged, 0 to 1; null without visits, or where cut visits leave it open.
        engagement_rate: Nullable<f64>, "", "深度停留率";
        /// Lower end of its interval.
        engagement_rate_low: Nullable<f64>, "", "深度停留率下限";
        /// Upper end of its interval.
        engagement_rate_high: Nullable<f64>, "", "深度停留率上限";
        /// Visits that were seen from end to end and bounced.
        bounces: Vec<u64>, "", "跳出次数";
        /// Share of visits that bounce, 0 to 1; null without visits, or where cut visits leave it open.
        bounce_rate: Nullable<f64>, "", "跳出率";
        /// Lower end of its interval.
        bounce_rate_low: Nullable<f64>, "", "跳出率下限";
        /// Upper end of its interval.
        bounce_rate_high: Nullable<f64>, "", "跳出率上限";
        /// Size of the zone, a version that holds for part of the time counting in part; null without a shape.
        area_m2: Nullable<f64>, "m²", "面积";
        /// Person-seconds per square meter; null without a size.
        person_s_per_m2: Nullable<f64>, "persons s/m²", "单位面积人·秒";
        /// Share of the person-seconds over share of the size, of all zones with a shape; 1 is their mean; null without a size or without person-seconds.
        heat_index: Nullable<f64>, "", "热度指数";
        /// hot, warm or cold by the cuts of the options; null where there is no heat index.
        temperature: OptionalLabels, "", "冷热区";
        /// Place by heat index, or by person-seconds where no zone has one, 1 being the hottest; equal zones share it.
        rank: Vec<u64>, "", "热度名次";
    }
}

table! {
    /// One row per pair of zones that both have visitors.
    pub struct ZonePairs = "zone_pairs", sorted by "zone_a, zone_b" {
        /// The zone that comes first by name.
        zone_a: Labels<'static>, "", "区域甲";
        /// The other zone.
        zone_b: Labels<'static>, "", "区域乙";
        /// Visitors of the first zone.
        visitors_a: Vec<u64>, "", "甲区访客数";
        /// Visitors of the other zone.
        visitors_b: Vec<u64>, "", "乙区访客数";
        /// Visitors who came to both.
        both: Vec<u64>, "", "同访人数";
        /// Visitors of the store.
        visitors: Vec<u64>, "", "全店访客数";
        /// Share of the visitors of the store who came to both, 0 to 1.
        support: Vec<f64>, "", "支持度";
        /// Lower end of its interval.
        support_low: Vec<f64>, "", "支持度下限";
        /// Upper end of its interval.
        support_high: Vec<f64>, "", "支持度上限";
        /// Visitors who came to both, over as many as would if one zone had nothing to do with the other.
        lift: Vec<f64>, "", "提升度";
        /// How often chance alone gives a lift as far from 1, 0 to 1.
        p_value: Vec<f64>, "", "P 值";
        /// Share of false findings among all pairs with a p-value up to this one, 0 to 1.
        q_value: Vec<f64>, "", "错误发现率";
    }
}

tables! {
    /// The figures of zones.
    pub struct ZoneMetricsResult {
        /// One row per zone.
        zone_metrics: ZoneMetrics;
        /// One row per pair of zones.
        zone_pairs: ZonePairs;
    }
}

#[doc = include_str!("zone_metrics.md")]
pub fn zone_metrics(
    zone_visits: &Visits<'_>,
    zones: Option<&Zones>,
    options: &ZoneMetricsOptions,
) -> Result<ZoneMetricsResult> {
    run(zone_visits, zones, options, &Watch::none())
}

pub(crate) fn run(
    visits: &Visits<'_>,
    zones: Option<&Zones>,
    options: &ZoneMetricsOptions,
    watch: &Watch<'_>,
) -> Result<ZoneMetricsResult> {
    options.validate()?;
    check_rows(visits)?;
    let span = (
        visits.enter.us.iter().min().copied().unwrap_or(0),
        visits.exit.us.iter().max().copied().unwrap_or(0),
    );
    let areas = areas(zones, span);
    let mut visited = vec![false; visits.zone.names.len()];
    for &code in visits.zone.codes.iter() {
        visited[code as usize] = true;
    }
    // A dictionary may hold names that no row has.
    let present = visits.zone.names.iter().zip(&visited).filter(|(_, visited)| **visited);
    let mut names: Vec<String> = present.map(|(name, _)| name.clone()).collect();
    names.extend(areas.keys().map(|&name| name.to_owned()));
    names.sort_unstable();
    names.dedup();
    if names.len() > MOST_ZONES {
        let (table, found) = ("zone_visits".to_owned(), names.len() as u64);
        return Err(Error::LimitTable { table, what: "zones", found, limit: MOST_ZONES as u64 });
    }
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
    let place_of: Vec<usize> = visits
        .zone
        .names
        .iter()
        .map(|name| names.binary_search(name).unwrap_or_default())
        .collect();
    for (row, &code) in visits.zone.codes.iter().enumerate() {
        rows[place_of[code as usize]].push(row as u32);
    }
    watch.go_on()?;
    let tracks = visits.track.keys();
    let pairs = (0..visits.len())
        .map(|row| (tracks[row], place_of[visits.zone.codes[row] as usize] as u32))
        .collect();
    let cross = CrossVisits::new(pairs, names.len());
    let all = options.visitors.unwrap_or(cross.total);
    if all < cross.total {
        return Err(Error::OptionRange {
            option: "visitors".to_owned(),
            found: all.to_string(),
            expected: format!("at least the {} different tracks of the visits", cross.total),
        });
    }
    let z = normal_quantile(0.5 + 0.5 * options.confidence);
    let mut table = ZoneMetrics::default();
    for (place, rows) in rows.iter().enumerate() {
        watch.go_on()?;
        let area = areas.get(names[place].as_str()).copied();
        table.zone.codes.to_mut().push(place as i32);
        table.push_visitors(rows.len() as u64, cross.visitors[place], all, z);
        table.push_stays(&Stays::of(visits, rows), options, z);
        table.area_m2.push(area);
    }
    table.zone.names.clone_from(&names);
    table.heat(options);
    Ok(ZoneMetricsResult { zone_metrics: table, zone_pairs: cross.pairs(&names, all, z) })
}

/// Sizes of zones by name: pieces of one zone add up, a version that holds half of the time counts half.
fn areas(zones: Option<&Zones>, (from, to): (i64, i64)) -> BTreeMap<&str, f64> {
    let share = |zone: &Zone| {
        let start = zone.from_us.map_or(from, |start| start.clamp(from, to));
        let end = zone.until_us.map_or(to, |end| end.clamp(from, to));
        if to > from { (end - start).max(0) as f64 / (to - from) as f64 } else { 1.0 }
    };
    let mut areas = BTreeMap::new();
    for zone in zones.into_iter().flat_map(Zones::zones) {
        if !matches!(zone.kind, ZoneKind::Walkable | ZoneKind::Obstacle) {
            let size: f64 = zone.polygons.iter().map(crate::geometry::Polygon::size_m2).sum();
            *areas.entry(zone.name.as_str()).or_insert(0.0) += size * share(zone);
        }
    }
    areas
}

/// The stays of one zone by their length.
struct Stays {
    by_length: Vec<Outcomes>,
    dwell_us: i128,
    cut: u64,
}

/// A count of visits, and the share of all visits that it stands for.
struct Share {
    count: u64,
    rate: Option<[f64; 3]>,
}

impl Stays {
    fn of(visits: &Visits<'_>, rows: &[u32]) -> Self {
        let whole = |row: usize| visits.start_seen_at(row) && visits.end_seen_at(row);
        let mut lengths: Vec<(i64, bool)> =
            rows.iter().map(|&row| (visits.dwell_us[row as usize], whole(row as usize))).collect();
        lengths.sort_unstable();
        let by_length = lengths.chunk_by(|a, b| a.0 == b.0).map(|equal| {
            let ended = equal.iter().filter(|(_, whole)| *whole).count() as u64;
            Outcomes { ticks: equal[0].0, ended: [ended, 0], cut: equal.len() as u64 - ended }
        });
        Self {
            by_length: by_length.collect(),
            dwell_us: lengths.iter().map(|(us, _)| i128::from(*us)).sum(),
            cut: lengths.iter().filter(|(_, whole)| !whole).count() as u64,
        }
    }

    /// Visits shorter than this, and the share of them: plain where no cut visit is as short, otherwise by the curve.
    fn shorter(&self, length_us: i64, z: f64) -> Share {
        let sum =
            |groups: &[Outcomes], of: fn(&Outcomes) -> u64| groups.iter().map(of).sum::<u64>();
        let all = sum(&self.by_length, |it| it.ended[0] + it.cut);
        let end = self.by_length.partition_point(|group| group.ticks < length_us);
        let short = &self.by_length[..end];
        let count = sum(short, |it| it.ended[0]);
        let rate = if all == 0 {
            None
        } else if sum(short, |it| it.cut) == 0 {
            let share = count as f64 / all as f64;
            let (low, high) = wilson(share, all as f64, z);
            Some([share, low, high])
        } else {
            let found = incidence(&self.by_length, 0, length_us - 1, z);
            found.and_then(|found| found.interval.map(|(low, high)| [found.value, low, high]))
        };
        Share { count, rate }
    }

    /// Visits of at least this length, and the share of them.
    fn reaching(&self, length_us: i64, z: f64) -> Share {
        let end = self.by_length.partition_point(|group| group.ticks < length_us);
        let count = self.by_length[end..].iter().map(|it| it.ended[0] + it.cut).sum();
        let rate = self.shorter(length_us, z).rate;
        Share { count, rate: rate.map(|[share, low, high]| [1.0 - share, 1.0 - high, 1.0 - low]) }
    }
}

impl ZoneMetrics {
    fn push_visitors(&mut self, visits: u64, visitors: u64, all: u64, z: f64) {
        self.visits.push(visits);
        self.visitors.push(visitors);
        self.all_visitors.push(all);
        let share = (all > 0).then(|| visitors as f64 / all as f64);
        let interval = share.map(|share| wilson(share, all as f64, z));
        self.penetration.push(share);
        self.penetration_low.push(interval.map(|(low, _)| low));
        self.penetration_high.push(interval.map(|(_, high)| high));
        self.draw.push((all > 0).then(|| visits as f64 / all as f64));
    }

    fn push_stays(&mut self, stays: &Stays, options: &ZoneMetricsOptions, z: f64) {
        self.cut.push(stays.cut);
        self.person_s.push(stays.dwell_us as f64 / 1e6);
        let us = |seconds: f64| (seconds * 1e6).round() as i64;
        let push = |columns: [&mut Nullable<f64>; 3], rate: Option<[f64; 3]>| {
            for (place, column) in columns.into_iter().enumerate() {
                column.push(rate.map(|rate| rate[place]));
            }
        };
        let stops = stays.reaching(us(options.stop_s), z);
        self.stops.push(stops.count);
        push([&mut self.stop_rate, &mut self.stop_rate_low, &mut self.stop_rate_high], stops.rate);
        let engaged = stays.reaching(us(options.engaged_s), z);
        self.engaged.push(engaged.count);
        push(
            [
                &mut self.engagement_rate,
                &mut self.engagement_rate_low,
                &mut self.engagement_rate_high,
            ],
            engaged.rate,
        );
        let bounces = stays.shorter(us(options.bounce_s), z);
        self.bounces.push(bounces.count);
        push(
            [&mut self.bounce_rate, &mut self.bounce_rate_low, &mut self.bounce_rate_high],
            bounces.rate,
        );
    }

    /// Heat, temperature and rank, once all zones are known.
    fn heat(&mut self, options: &ZoneMetricsOptions) {
        let zones = self.person_s.len();
        let sized = |row: usize| self.area_m2.at(row).filter(|&area| area > 0.0);
        let (seconds, size) = (0..zones).fold((0.0, 0.0), |(seconds, size), row| {
            sized(row).map_or((seconds, size), |area| (seconds + self.person_s[row], size + area))
        });
        let density: Vec<Option<f64>> =
            (0..zones).map(|row| sized(row).map(|area| self.person_s[row] / area)).collect();
        let index: Vec<Option<f64>> = density
            .iter()
            .map(|density| density.filter(|_| seconds > 0.0).map(|found| found * (size / seconds)))
            .collect();
        let by_index = index.iter().any(Option::is_some);
        // Zones without a heat index come after all that have one.
        let heat: Vec<f64> = (0..zones)
            .map(|row| if by_index { index[row].unwrap_or(-1.0) } else { self.person_s[row] })
            .collect();
        self.temperature.names = ["cold", "warm", "hot"].map(str::to_owned).to_vec();
        for (density, index) in density.into_iter().zip(&index) {
            self.person_s_per_m2.push(density);
            self.heat_index.push(*index);
            self.temperature.codes.push(match index {
                None => -1,
                Some(index) if *index >= options.hot_from => 2,
                Some(index) if *index < options.cold_below => 0,
                Some(_) => 1,
            });
        }
        let hotter = |row: usize| heat.iter().filter(|&&other| other > heat[row]).count() as u64;
        self.rank = (0..zones).map(|row| hotter(row) + 1).collect();
    }
}

#[cfg(test)]
#[path = "zone_metrics_tests.rs"]
mod tests;

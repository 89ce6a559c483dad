//! Flows between zones that agree with each other, and the sensor that does not.

use super::network::{
    Balanced, Bins, Blame, Blames, Inside, Link, Network, Period, balance, familywise, inside, sums,
};
pub use super::network_rows::{
    NetworkFlowRows, NetworkFlows, NetworkOccupancy, NetworkSensors, NetworkZones,
};
use crate::calendar::{
    self, LocalClock, TimeZone, day_label, month_label, parse_day_start, week_label,
};
use crate::check;
use crate::error::{Error, Result};
use crate::parallel;
use crate::stats::gamma::chi_square_tail;
use crate::table::{CountBins, Edges, OUTSIDE};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The time over which every zone must balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BalancePeriod {
    /// Counting days: zones are empty when one ends.
    #[default]
    Day,
    /// ISO weeks of counting days.
    Week,
    /// Months of counting days.
    Month,
    /// The whole time.
    All,
}

impl BalancePeriod {
    const fn calendar(self) -> Option<(calendar::Period, &'static str)> {
        match self {
            Self::Day => Some((calendar::Period::Day, "day")),
            Self::Week => Some((calendar::Period::Week, "week")),
            Self::Month => Some((calendar::Period::Month, "month")),
            Self::All => None,
        }
    }
}

/// Options of [`network_flows`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NetworkFlowsOptions {
    /// The time over which every zone must balance: as many persons leave it as come into it.
    pub period: BalancePeriod,
    /// Relative error of a sensor for which the table `edges` gives none, 0 to 1.
    pub cv: f64,
    /// Probability with which any sensor at all is suspected although none is wrong, 0.000001 to 0.5.
    pub alpha: f64,
    /// Time zone of the periods: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
}

impl Default for NetworkFlowsOptions {
    fn default() -> Self {
        Self {
            period: BalancePeriod::default(),
            cv: 0.02,
            alpha: 0.05,
            time_zone: None,
            day_start: "00:00".to_owned(),
        }
    }
}

impl NetworkFlowsOptions {
    /// Refuses an unknown zone, a day start that no clock shows and numbers out of their range.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        check::within("cv", self.cv, 0.0, 1.0)?;
        check::within("alpha", self.alpha, 1e-6, 0.5)
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

#[doc = include_str!("network_flows.md")]
pub fn network_flows(
    clean_counts: &CountBins<'_>,
    edges: &Edges,
    options: &NetworkFlowsOptions,
) -> Result<NetworkFlows> {
    run(clean_counts, edges, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    edges: &Edges,
    options: &NetworkFlowsOptions,
    watch: &Watch<'_>,
) -> Result<NetworkFlows> {
    options.validate()?;
    let network = network(edges, options)?;
    let rows = rows_by_link(bins, &network)?;
    let mut out = NetworkFlows::default();
    let Some((from, to)) = bins.span() else { return Ok(out) };
    let mut clock =
        LocalClock::new(&options.zone()?, parse_day_start(&options.day_start)?, from, to)?;
    let periods = sums(bins, &rows, &mut clock, options.period.calendar())?;
    let labels: Vec<String> = periods
        .iter()
        .map(|period| {
            let day = clock.at(period.start_us).day;
            match options.period {
                BalancePeriod::Day => day_label(day),
                BalancePeriod::Week => week_label(day),
                BalancePeriod::Month => month_label(day),
                BalancePeriod::All => "all".to_owned(),
            }
        })
        .collect();
    let writer = Writer { network: &network, alpha: options.alpha };
    writer.names(&labels, &mut out);
    let common = Bins::common(bins);
    let mut blames = Blames::new(&network);
    // A few periods at a time: each has an inverse as large as the zones squared.
    for first in (0..periods.len()).step_by(TOGETHER) {
        let some = &periods[first..(first + TOGETHER).min(periods.len())];
        let balanced = parallel::map(some.len(), watch, |place| {
            let period = &some[place];
            let balanced = balance(&network, &period.measured(&network));
            let known = (0..network.flows()).all(|flow| told(period, &balanced, flow));
            let inside = common
                .as_ref()
                .filter(|_| known)
                .map(|common| inside(&network, &common.flows(bins, &rows, period, &balanced)));
            Ok((balanced, inside))
        })?;
        for (place, (period, (balanced, inside))) in some.iter().zip(&balanced).enumerate() {
            let code = (first + place) as i32;
            blames.add(&network, &period.measured(&network), &period.counted(), balanced);
            writer.flows(code, period, balanced, &mut out.network_flows);
            let inside = common.as_ref().zip(inside.as_deref());
            writer.zones(code, period, balanced, inside, &mut out.network_zones);
            if let Some((common, inside)) = inside {
                write_inside(common, period, inside, &mut out.network_occupancy);
            }
        }
    }
    write_sensors(&periods, &blames.judge(options.alpha), &mut out.network_sensors);
    Ok(out)
}

/// Zones in the order of their names, sensors too.
fn network(edges: &Edges, options: &NetworkFlowsOptions) -> Result<Network> {
    let mut zones: BTreeMap<&str, usize> = edges
        .of_sensor
        .values()
        .flat_map(|edge| [edge.from.as_str(), edge.to.as_str()])
        .filter(|zone| *zone != OUTSIDE)
        .map(|zone| (zone, 0))
        .collect();
    zones.values_mut().enumerate().for_each(|(place, zone)| *zone = place);
    for (what, found) in [("zones", zones.len()), ("sensors", edges.of_sensor.len())] {
        if found as u64 > MOST {
            let (table, found) = ("edges".to_owned(), found as u64);
            return Err(Error::LimitTable { table, what, found, limit: MOST });
        }
    }
    let links = edges
        .of_sensor
        .iter()
        .map(|(sensor, edge)| Link {
            sensor: sensor.clone(),
            from: zones.get(edge.from.as_str()).copied(),
            to: zones.get(edge.to.as_str()).copied(),
            cv: edge.cv.unwrap_or(options.cv),
        })
        .collect();
    Ok(Network { zones: zones.into_keys().map(str::to_owned).collect(), links })
}

/// Periods that are balanced before any is written.
const TOGETHER: usize = 16;
/// Equations are solved as a full matrix and flows compared in pairs: 16 million numbers at this limit.
const MOST: u64 = 2000;

/// Rows of each sensor in order of time.
fn rows_by_link(bins: &CountBins<'_>, network: &Network) -> Result<Vec<Vec<u32>>> {
    let rows = bins.len() as u64;
    if rows > u64::from(u32::MAX) {
        let table = "clean_counts".to_owned();
        let limit = u64::from(u32::MAX);
        return Err(Error::LimitTable { table, what: "rows", found: rows, limit });
    }
    let link_of: Vec<Option<usize>> = bins
        .sensor
        .names
        .iter()
        .map(|name| network.links.binary_search_by(|link| link.sensor.as_str().cmp(name)).ok())
        .collect();
    let mut found = vec![Vec::new(); network.links.len()];
    for (row, &code) in bins.sensor.codes.iter().enumerate() {
        let Some(link) = link_of[code as usize] else {
            return Err(Error::ValueRange {
                table: "clean_counts".to_owned(),
                column: "sensor".to_owned(),
                row,
                found: format!("`{}`", bins.sensor.name(row)),
                expected: "a sensor that table `edges` lists",
            });
        };
        found[link].push(row as u32);
    }
    for rows in &mut found {
        rows.sort_by_key(|&row| (bins.start.us[row as usize], bins.end.us[row as usize]));
    }
    Ok(found)
}

/// Half the width of a 90 % interval in standard errors.
const HALF_90: f64 = 1.644_853_626_951_472_6;
/// A flow that nobody counted is told by the others if they leave no more than this part of its error.
const TOLD: f64 = 0.25;
/// Deviations that differ by less than this share are alike.
const ALIKE: f64 = 1e-9;

struct Writer<'a> {
    network: &'a Network,
    alpha: f64,
}

impl Writer<'_> {
    fn names(&self, periods: &[String], out: &mut NetworkFlows) {
        let zones = self.network.zones.iter().cloned();
        let sensors: Vec<String> =
            self.network.links.iter().map(|link| link.sensor.clone()).collect();
        let with_outside: Vec<String> = zones.clone().chain([OUTSIDE.to_owned()]).collect();
        out.network_flows.period.names = periods.to_vec();
        out.network_flows.sensor.names.clone_from(&sensors);
        out.network_flows.from_zone.names.clone_from(&with_outside);
        out.network_flows.to_zone.names = with_outside;
        out.network_zones.period.names = periods.to_vec();
        out.network_zones.zone.names = zones.clone().collect();
        out.network_occupancy.zone.names = zones.collect();
        out.network_sensors.sensor.names = sensors;
        out.network_sensors.direction.names = ["entries", "exits"].map(str::to_owned).to_vec();
    }

    fn flows(&self, code: i32, period: &Period, balanced: &Balanced, rows: &mut NetworkFlowRows) {
        let flows = self.network.flows();
        let counted = period.counted();
        let deviations: Vec<Option<f64>> = (0..flows)
            .map(|flow| {
                let room = balanced.together(self.network, flow, flow);
                let excess = self.network.along(flow, &balanced.potential);
                (counted[flow] && room > 0.0).then(|| excess / room.sqrt())
            })
            .collect();
        let tests = deviations.iter().flatten().count() as f64;
        let most = deviations.iter().flatten().fold(0.0_f64, |most, z| most.max(z.abs()));
        // Entries and exits of one sensor deviate by the same amount: half as many tests as flows.
        let beyond = familywise(most, tests / 2.0) < self.alpha;
        for (flow, z) in deviations.into_iter().enumerate() {
            let sums = &period.sums[flow];
            let raw = counted[flow].then_some(sums.persons);
            let (value, error) = (balanced.flow[flow], balanced.error[flow]);
            let outside = self.network.zones.len();
            let [from, to] = self.network.ends(flow).map(|zone| zone.unwrap_or(outside) as i32);
            rows.period.codes.to_mut().push(code);
            rows.start.0.push(period.start_us);
            rows.end.0.push(period.end_us);
            rows.sensor.codes.to_mut().push((flow / 2) as i32);
            rows.from_zone.codes.to_mut().push(from);
            rows.to_zone.codes.to_mut().push(to);
            rows.flow_raw.push(raw);
            let told = told(period, balanced, flow);
            rows.flow.push(told.then_some(value));
            rows.low.push(told.then_some((value - HALF_90 * error).max(0.0)));
            rows.high.push(told.then_some(value + HALF_90 * error));
            rows.correction.push(raw.filter(|raw| *raw > 0.0).map(|raw| value / raw));
            rows.z.push(z);
            let worst = z.is_some_and(|z| z.abs() >= most * (1.0 - ALIKE));
            rows.suspect.push(beyond && worst);
            rows.coverage.push(period.coverage(flow));
        }
    }

    fn zones(
        &self,
        code: i32,
        period: &Period,
        balanced: &Balanced,
        inside: Option<(&Bins, &[Inside])>,
        rows: &mut NetworkZones,
    ) {
        let zones = self.network.zones.len();
        let (mut entries, mut exits) = (vec![0.0; zones], vec![0.0; zones]);
        let mut complete = vec![true; zones];
        let (mut imbalance, mut coverage) = (vec![0.0; zones], vec![1.0_f64; zones]);
        for flow in 0..self.network.flows() {
            let [from, to] = self.network.ends(flow);
            let known = told(period, balanced, flow);
            for zone in [from, to].into_iter().flatten() {
                complete[zone] &= known;
            }
            if let Some(from) = from {
                exits[from] += balanced.flow[flow];
                imbalance[from] -= period.sums[flow].persons;
                coverage[from] = coverage[from].min(period.coverage(flow));
            }
            if let Some(to) = to {
                entries[to] += balanced.flow[flow];
                imbalance[to] += period.sums[flow].persons;
                coverage[to] = coverage[to].min(period.coverage(flow));
            }
        }
        let p = chi_square_tail(balanced.chi_square, balanced.degrees as f64);
        for zone in 0..zones {
            rows.period.codes.to_mut().push(code);
            rows.start.0.push(period.start_us);
            rows.end.0.push(period.end_us);
            rows.zone.codes.to_mut().push(zone as i32);
            rows.entries.push(complete[zone].then_some(entries[zone]));
            rows.exits.push(complete[zone].then_some(exits[zone]));
            let levels = inside.map(|(common, inside)| common.levels(period, &inside[zone]));
            rows.occupancy_peak.push(levels.map(|levels| levels[0]));
            rows.occupancy_mean.push(levels.map(|levels| levels[1]));
            rows.imbalance_raw.push(imbalance[zone]);
            rows.chi_square.push(balanced.chi_square);
            rows.p.push(p);
            rows.coverage.push(coverage[zone]);
        }
    }
}

/// True if the flow was counted, or follows from those that were.
fn told(period: &Period, balanced: &Balanced, flow: usize) -> bool {
    let known = period.sums[flow].known_us > 0.0;
    known || balanced.error[flow] <= TOLD * period.unknown().variance.sqrt()
}

/// One row per bin and zone.
fn write_inside(common: &Bins, period: &Period, inside: &[Inside], rows: &mut NetworkOccupancy) {
    for (at, bin) in common.within(period).enumerate() {
        for (zone, inside) in inside.iter().enumerate() {
            rows.zone.codes.to_mut().push(zone as i32);
            rows.start.0.push(common.start_us[bin]);
            rows.end.0.push(common.end_us[bin]);
            rows.entries.push(inside.entries[at]);
            rows.exits.push(inside.exits[at]);
            rows.occupancy.push(inside.level[at]);
        }
    }
}

/// One row per flow.
fn write_sensors(periods: &[Period], blames: &[Blame], rows: &mut NetworkSensors) {
    let expected: i64 = periods.iter().map(|period| period.expected_us).sum();
    for (flow, blame) in blames.iter().enumerate() {
        let known: f64 = periods.iter().map(|period| period.sums[flow].known_us).sum();
        rows.sensor.codes.to_mut().push((flow / 2) as i32);
        rows.direction.codes.to_mut().push((flow % 2) as i32);
        rows.z.push(blame.z);
        rows.p.push(blame.p);
        rows.suspect.push(blame.suspect);
        rows.factor.push(blame.factor.map(|[factor, _]| factor));
        let bound = |side: f64| blame.factor.map(|[factor, error]| factor + side * HALF_90 * error);
        rows.factor_low.push(bound(-1.0));
        rows.factor_high.push(bound(1.0));
        rows.persons.push(periods.iter().map(|period| period.sums[flow].persons).sum());
        let share = if expected > 0 { known / expected as f64 } else { 0.0 };
        rows.coverage.push(share.min(1.0));
    }
}

#[cfg(test)]
#[path = "network_flows_tests.rs"]
mod tests;

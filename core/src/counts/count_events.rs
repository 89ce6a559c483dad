//! Unusual surplus and deficit in counts.

use super::events::{Posterior, Series, Settings, posterior};
use super::tally::split_by_sensor;
use crate::calendar::{LocalClock, SECOND_US, TimeZone};
use crate::check;
use crate::error::{Error, Result};
use crate::expectation::Grid;
use crate::stats::order::median_in_place;
use crate::table::{CountBins, Flags, Instants, Labels, Nullable, table, tables};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// 95 % quantile of the normal law: ends of a 90 % interval.
const Z: f64 = 1.645;
const KINDS: [&str; 2] = ["surplus", "deficit"];

/// Options of [`count_events`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CountEventsOptions {
    /// Probability above which a bin belongs to an event, 0 to 1.
    pub threshold: f64,
    /// Mean time between events in seconds, before looking at the data. More than 0.
    pub event_every_s: f64,
    /// Mean length of an event in seconds, before looking at the data. More than 0.
    pub event_length_s: f64,
    /// Mean number of persons that an event adds to a bin, more than 0. By default three standard deviations of a busy bin, and at least 5.
    pub event_persons: Option<f64>,
    /// Time zone of the week: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
}

impl Default for CountEventsOptions {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            event_every_s: 14.0 * 86_400.0,
            event_length_s: 3.0 * 3_600.0,
            event_persons: None,
            time_zone: None,
        }
    }
}

impl CountEventsOptions {
    /// Refuses an unknown zone, a threshold outside 0 to 1, and times and persons that are not above 0.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        check::within("threshold", self.threshold, 0.0, 1.0)?;
        check::within("event_every_s", self.event_every_s, 1.0, 1e10)?;
        check::within("event_length_s", self.event_length_s, 1.0, 1e10)?;
        check::within("event_persons", self.event_persons.unwrap_or(1.0), 1e-3, 1e9)
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    const fn settings(&self) -> Settings {
        Settings {
            every_s: self.event_every_s,
            length_s: self.event_length_s,
            persons: match self.event_persons {
                Some(persons) => persons,
                None => f64::NAN,
            },
        }
    }
}

table! {
    /// One row per event.
    pub struct CountEvents = "count_events", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the first bin of the event.
        start: Instants, "", "开始时间";
        /// End of the last bin of the event.
        end: Instants, "", "结束时间";
        /// Whether more or fewer persons came than in a normal week: surplus or deficit.
        kind: Labels<'static>, "", "类型";
        /// Probability of the event in its clearest bin, 0 to 1.
        probability: Vec<f64>, "", "概率";
        /// Log likelihood of the event against a normal week, added up over its bins.
        evidence: Vec<f64>, "", "证据";
        /// Persons of both directions in these bins in a normal week.
        expected: Vec<f64>, "persons", "正常客流";
        /// Persons of both directions that were counted.
        observed: Vec<f64>, "persons", "实际客流";
        /// Persons who entered beyond the normal count; negative in a deficit, null where entries are not counted.
        extra_entries: Nullable<f64>, "persons", "额外进店";
        /// Persons who left beyond the normal count; negative in a deficit, null where exits are not counted.
        extra_exits: Nullable<f64>, "persons", "额外出店";
        /// Persons of both directions beyond the normal count.
        extra: Vec<f64>, "persons", "额外客流";
        /// Lower end of the 90 % interval of extra, from the scatter of normal counts.
        extra_low: Vec<f64>, "persons", "额外客流下限";
        /// Upper end of the 90 % interval of extra, from the scatter of normal counts.
        extra_high: Vec<f64>, "persons", "额外客流上限";
    }
}

table! {
    /// One row per bin: the normal count, and how likely an event is.
    pub struct EventBins = "event_bins", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin.
        start: Instants, "", "开始时间";
        /// End of the bin.
        end: Instants, "", "结束时间";
        /// Persons who enter in a normal week; null where nothing is known of it.
        expected_entries: Nullable<f64>, "persons", "正常进店";
        /// Persons who leave in a normal week; null where nothing is known of it.
        expected_exits: Nullable<f64>, "persons", "正常出店";
        /// Probability that more came than in a normal week, 0 to 1.
        surplus: Vec<f64>, "", "激增概率";
        /// Probability that fewer came than in a normal week, 0 to 1.
        deficit: Vec<f64>, "", "骤减概率";
    }
}

tables! {
    /// Events, and the bins they were found in.
    pub struct CountEventsResult {
        /// The events.
        count_events: CountEvents;
        /// All bins.
        event_bins: EventBins;
    }
    report = summary;
}

fn summary(result: &CountEventsResult) -> String {
    let kinds = &result.count_events.kind.codes;
    let surplus = kinds.iter().filter(|&&kind| kind == 0).count();
    format!(
        "{} surpluses and {} deficits in {} bins of {} sensors",
        surplus,
        kinds.len() - surplus,
        result.event_bins.surplus.len(),
        result.event_bins.sensor.names.len()
    )
}

#[doc = include_str!("count_events.md")]
pub fn count_events(
    clean_counts: &CountBins<'_>,
    options: &CountEventsOptions,
) -> Result<CountEventsResult> {
    run(clean_counts, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    options: &CountEventsOptions,
    watch: &Watch<'_>,
) -> Result<CountEventsResult> {
    options.validate()?;
    let mut result = CountEventsResult::default();
    result.count_events.kind.names = KINDS.map(str::to_owned).to_vec();
    let Some((from, to)) = bins.span() else { return Ok(result) };
    let clock = LocalClock::new(&options.zone()?, 0, from, to)?;
    let found = split_by_sensor(bins, watch, |rows| {
        let rows = in_order(bins, rows)?;
        let series = series(bins, &rows, clock.clone());
        let found = posterior(&series, options.settings());
        let events = events(&series, &found, options.threshold);
        let Posterior { expected, surplus, deficit, .. } = found;
        Ok(Sensor { rows, expected, surplus, deficit, events })
    })?;
    for (code, (name, sensor)) in found.into_iter().enumerate() {
        result.count_events.sensor.names.push(name.clone());
        result.event_bins.sensor.names.push(name);
        sensor.push(code as i32, bins, &mut result);
    }
    Ok(result)
}

/// The rows of a sensor in the order of time.
fn in_order(bins: &CountBins<'_>, rows: &[u32]) -> Result<Vec<usize>> {
    let mut rows: Vec<usize> = rows.iter().map(|&row| row as usize).collect();
    rows.sort_by_key(|&row| bins.start.us[row]);
    let twice = rows.windows(2).find(|pair| bins.start.us[pair[1]] < bins.end.us[pair[0]]);
    match twice {
        None => Ok(rows),
        Some(pair) => Err(Error::BinsRepeated {
            sensor: bins.sensor.name(pair[1]).to_owned(),
            period: utc_label(bins.start.us[pair[1]]),
        }),
    }
}

fn series(bins: &CountBins<'_>, rows: &[usize], mut clock: LocalClock) -> Series {
    let span_us = |row: usize| bins.end.us[row] - bins.start.us[row];
    let mut lengths: Vec<f64> = rows.iter().map(|&row| span_us(row) as f64).collect();
    let usual_us = median_in_place(&mut lengths).unwrap_or(1.0).max(SECOND_US as f64);
    // Finer than a quarter of an hour the week has more slots than weeks can fill.
    let slot_s = ((usual_us / SECOND_US as f64) as u32).clamp(900, 86_400);
    let slot_s = (slot_s..=86_400).find(|slot_s| 86_400 % slot_s == 0).unwrap_or(86_400);
    let (mut slot, mut day, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    for &row in rows {
        let local = clock.at(bins.start.us[row]);
        slot.push(local.slot(slot_s) as u16);
        day.push(local.day as i32);
        seconds.push((span_us(row) / SECOND_US).clamp(1, 86_400 * 7) as u32);
    }
    let counted = |direction: &crate::table::Direction<'_>, side: Flags| -> Vec<f64> {
        rows.iter()
            .map(|&row| {
                // An estimate of the usual is no witness of the unusual.
                let filled = bins.flags_at(row).any(Flags::FILLED) && bins.flags_at(row).any(side);
                match direction.at(row) {
                    Some([value, ..]) if !filled => value.round(),
                    _ => f64::NAN,
                }
            })
            .collect()
    };
    let mut absent_before = vec![0; rows.len()];
    for (at, pair) in rows.windows(2).enumerate() {
        let absent_us = bins.start.us[pair[1]] - bins.end.us[pair[0]];
        absent_before[at + 1] = (absent_us as f64 / usual_us).round().min(1e9) as u32;
    }
    Series {
        grid: Grid::new((7 * 86_400 / slot_s) as usize, &slot, &day, &seconds),
        counts: vec![counted(&bins.entries, Flags::ENTRIES), counted(&bins.exits, Flags::EXITS)],
        absent_before,
    }
}

/// What was found at one sensor, without what it took to find it.
struct Sensor {
    rows: Vec<usize>,
    expected: Vec<Vec<f64>>,
    surplus: Vec<f64>,
    deficit: Vec<f64>,
    events: Vec<Event>,
}

/// A run of bins in one state.
struct Event {
    bins: Range<usize>,
    kind: usize,
    probability: f64,
    evidence: f64,
    expected: f64,
    observed: f64,
    extra: [Option<f64>; 2],
    /// Standard deviation of the normal counts of its bins.
    scatter: f64,
}

impl Sensor {
    fn push(self, code: i32, bins: &CountBins<'_>, result: &mut CountEventsResult) {
        let out = &mut result.event_bins;
        for (at, &row) in self.rows.iter().enumerate() {
            out.sensor.codes.to_mut().push(code);
            out.start.0.push(bins.start.us[row]);
            out.end.0.push(bins.end.us[row]);
            let expected =
                |direction: usize| Some(self.expected[direction][at]).filter(|mean| !mean.is_nan());
            out.expected_entries.push(expected(0));
            out.expected_exits.push(expected(1));
        }
        out.surplus.extend(self.surplus);
        out.deficit.extend(self.deficit);
        let out = &mut result.count_events;
        for event in self.events {
            let extra = event.extra.into_iter().flatten().sum::<f64>() + 0.0;
            out.sensor.codes.to_mut().push(code);
            out.start.0.push(bins.start.us[self.rows[event.bins.start]]);
            out.end.0.push(bins.end.us[self.rows[event.bins.end - 1]]);
            out.kind.codes.to_mut().push(event.kind as i32);
            out.probability.push(event.probability);
            out.evidence.push(event.evidence);
            out.expected.push(event.expected);
            out.observed.push(event.observed);
            out.extra_entries.push(event.extra[0]);
            out.extra_exits.push(event.extra[1]);
            out.extra.push(extra);
            out.extra_low.push(extra - Z * event.scatter);
            out.extra_high.push(extra + Z * event.scatter);
        }
    }
}

/// Runs of bins whose probability exceeds the threshold; an absent bin ends a run.
fn events(series: &Series, found: &Posterior, threshold: f64) -> Vec<Event> {
    let bins = found.surplus.len();
    let kind_of = |at: usize| {
        let (surplus, deficit) = (found.surplus[at], found.deficit[at]);
        if surplus > threshold && surplus >= deficit {
            Some(0)
        } else {
            (deficit > threshold).then_some(1)
        }
    };
    let mut events = Vec::new();
    let mut at = 0;
    while at < bins {
        let first = at;
        at += 1;
        let Some(kind) = kind_of(first) else { continue };
        while at < bins && kind_of(at) == Some(kind) && series.absent_before[at] == 0 {
            at += 1;
        }
        events.push(event(series, found, first..at, kind));
    }
    events
}

fn event(series: &Series, found: &Posterior, bins: Range<usize>, kind: usize) -> Event {
    let share = if kind == 0 { &found.surplus } else { &found.deficit };
    let (mut expected, mut observed, mut variance) = (0.0, 0.0, 0.0);
    let (mut evidence, mut probability) = (0.0, 0.0_f64);
    let mut extra = [None; 2];
    for at in bins.clone() {
        probability = probability.max(share[at]);
        evidence += found.evidence[at][kind];
        for (direction, extra) in extra.iter_mut().enumerate() {
            let (count, mean) = (series.counts[direction][at], found.expected[direction][at]);
            if count.is_nan() || mean.is_nan() {
                continue;
            }
            expected += mean;
            observed += count;
            variance += mean + found.alpha[direction] * mean * mean;
            let more = share[at] * found.extra[direction][kind][at];
            *extra = Some(extra.unwrap_or(0.0) + more);
        }
    }
    let scatter = variance.sqrt();
    Event { bins, kind, probability, evidence, expected, observed, extra, scatter }
}

#[cfg(test)]
#[path = "count_events_tests.rs"]
mod tests;

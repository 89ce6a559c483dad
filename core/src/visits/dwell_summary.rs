//! How long visits of zones last.

use super::dwell_rows::{Asked, Place};
pub use super::dwell_rows::{DwellBins, DwellQuantiles, DwellSummaryResult, ZoneDwell};
use super::dwell_tally::Tally;
use super::slices::{PeriodNames, VisitPeriod, slices, span};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::calendar::{LocalClock, TimeZone, check_instants, parse_day_start};
use crate::check::within;
use crate::error::{Error, Result};
use crate::parallel;
use crate::stats::distribution::normal_quantile;
use crate::table::Visits;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest dwell that an option can ask for: a week.
const LONGEST_S: f64 = 604_800.0;
/// Most edges and most quantiles of one call.
const MOST: usize = 100;

/// Options of [`dwell_summary`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DwellSummaryOptions {
    /// What visits are put together by, beside their zone: the period in which they begin.
    pub period: VisitPeriod,
    /// Shares whose dwell is given in `dwell_quantiles`, ascending, each between 0 and 1; at most 100.
    pub quantiles: Vec<f64>,
    /// Edges of the stretches of `dwell_bins` in seconds, ascending, above 0 and up to 604800; at most 100.
    pub edges_s: Vec<f64>,
    /// Dwell up to which the restricted mean counts, in seconds, above 0 and up to 604800. By default the longest dwell seen in each row; give one to compare zones.
    pub tau_s: Option<f64>,
    /// Probability that intervals are made for, 0.5 to 0.999.
    pub confidence: f64,
    /// Time zone of periods: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
}

impl Default for DwellSummaryOptions {
    fn default() -> Self {
        Self {
            period: VisitPeriod::default(),
            quantiles: vec![0.25, 0.5, 0.75, 0.9],
            edges_s: vec![5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0],
            tau_s: None,
            confidence: 0.9,
            time_zone: None,
            day_start: "00:00".to_owned(),
        }
    }
}

impl DwellSummaryOptions {
    /// Refuses an unknown zone, a day start that no clock shows, and numbers out of their range or order.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        within("confidence", self.confidence, 0.5, 0.999)?;
        ascending("quantiles", &self.quantiles, "between 0 and 1", |share| share < 1.0)?;
        ascending("edges_s", &self.edges_s, "above 0 and up to 604800", |edge| edge <= LONGEST_S)?;
        match self.tau_s {
            Some(tau) => {
                ascending("tau_s", &[tau], "above 0 and up to 604800", |tau| tau <= LONGEST_S)
            }
            None => Ok(()),
        }
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

/// Refuses a list that is too long, does not ascend, or leaves its range, whose lower end is 0.
fn ascending(option: &str, values: &[f64], range: &str, fits: impl Fn(f64) -> bool) -> Result<()> {
    let refuse = |found: String, expected: String| {
        Err(Error::OptionRange { option: option.to_owned(), found, expected })
    };
    if values.len() > MOST {
        return refuse(format!("a list of {}", values.len()), format!("at most {MOST} numbers"));
    }
    if let Some(value) = values.iter().find(|&&value| !(value > 0.0 && fits(value))) {
        return refuse(value.to_string(), range.to_owned());
    }
    match values.windows(2).find(|pair| pair[1] <= pair[0]) {
        Some(pair) => refuse(format!("{} before {}", pair[0], pair[1]), "ascending numbers".into()),
        None => Ok(()),
    }
}

/// A duration of an option in microseconds, at least 1.
fn micros(seconds: f64) -> i64 {
    ((seconds * 1e6).round() as i64).max(1)
}

#[doc = include_str!("dwell_summary.md")]
pub fn dwell_summary(
    zone_visits: &Visits<'_>,
    options: &DwellSummaryOptions,
) -> Result<DwellSummaryResult> {
    run(zone_visits, options, &Watch::none())
}

pub(crate) fn run(
    visits: &Visits<'_>,
    options: &DwellSummaryOptions,
    watch: &Watch<'_>,
) -> Result<DwellSummaryResult> {
    let mut state = DwellState::new(options)?;
    state.update(visits, options, watch)?;
    state.finish(options, watch)
}

/// Dwell per zone and period, and the span of the visits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DwellState {
    span: Option<(i64, i64)>,
    zones: BTreeMap<String, BTreeMap<i64, Tally>>,
}

impl Accumulate for DwellState {
    type Input<'a> = Visits<'a>;
    type Options = DwellSummaryOptions;
    type Output = DwellSummaryResult;

    fn new(options: &DwellSummaryOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        visits: &Visits<'_>,
        options: &DwellSummaryOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let Some(span) = span(visits) else { return Ok(()) };
        let day_start_us = parse_day_start(&options.day_start)?;
        let mut clock = LocalClock::new(&options.zone()?, day_start_us, span.0, span.1)?;
        let slices = slices(visits, options.period, &mut clock)?;
        let tallies = parallel::map(slices.len(), watch, |at| Ok(Tally::of(visits, &slices[at])))?;
        let mut part = Self { span: Some(span), zones: BTreeMap::new() };
        for (slice, tally) in slices.into_iter().zip(tallies) {
            let name = visits.zone.names[slice.zone].clone();
            part.zones.entry(name).or_default().insert(slice.key, tally);
        }
        self.merge(part)
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        let spans = self.span.into_iter().chain(other.span);
        self.span = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        for (name, periods) in other.zones {
            let mine = self.zones.entry(name).or_default();
            for (key, tally) in periods {
                mine.entry(key).or_default().join(tally);
            }
        }
        Ok(())
    }

    fn finish(
        self,
        options: &DwellSummaryOptions,
        watch: &Watch<'_>,
    ) -> Result<DwellSummaryResult> {
        let mut result = DwellSummaryResult::default();
        let Some(span) = self.span else { return Ok(result) };
        let day_start_us = parse_day_start(&options.day_start)?;
        let mut periods = PeriodNames::new(options.zone()?, day_start_us, options.period, span)?;
        let asked = Asked {
            quantiles: &options.quantiles,
            edges: options.edges_s.iter().copied().map(micros).collect(),
            tau: options.tau_s.map(micros),
            z: normal_quantile(0.5 + 0.5 * options.confidence),
        };
        let mut zones = Vec::with_capacity(self.zones.len());
        for (zone, (name, tallies)) in self.zones.into_iter().enumerate() {
            zones.push(name);
            for (key, tally) in tallies {
                watch.go_on()?;
                let (period, bounds) = periods.of(key)?;
                result.push(Place { zone: zone as i32, period, bounds }, &tally, &asked);
            }
        }
        result.dwell_summary.zone.names.clone_from(&zones);
        result.dwell_quantiles.zone.names.clone_from(&zones);
        result.dwell_bins.zone.names = zones;
        result.dwell_summary.period.names.clone_from(&periods.labels);
        result.dwell_quantiles.period.names.clone_from(&periods.labels);
        result.dwell_bins.period.names = periods.labels;
        Ok(result)
    }

    fn write(&self, out: &mut Writer) {
        let (from, to) = self.span.unwrap_or_default();
        out.signed(i128::from(from));
        out.signed(i128::from(to));
        out.unsigned(self.zones.len() as u128);
        for (name, periods) in &self.zones {
            out.text(name);
            out.unsigned(periods.len() as u128);
            for (&key, tally) in periods {
                out.signed(i128::from(key));
                tally.write(out);
            }
        }
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let (from, to): (i64, i64) = (input.number()?, input.number()?);
        check_instants(&[from, to])?;
        let mut state = Self::default();
        for _ in 0..input.count(2)? {
            let name = input.text()?;
            let mut periods = BTreeMap::new();
            for _ in 0..input.count(8)? {
                periods.insert(input.number()?, Tally::read(input)?);
            }
            state.zones.insert(name, periods);
        }
        // A state without visits has no span, whatever stands in its place.
        state.span = (!state.zones.is_empty()).then_some((from, to));
        Ok(state)
    }
}

#[cfg(test)]
#[path = "dwell_summary_tests.rs"]
mod tests;

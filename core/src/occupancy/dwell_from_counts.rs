//! How long persons stay, from counts at the doors alone.

use super::dwell::{
    Arrivals, Closing, Drawn, Fit, Flow, Horizon, Intervals, Series, blocks, fitted, horizon,
    person_seconds, refined,
};
pub use super::dwell_rows::{DwellDistribution, DwellFromCounts, DwellSummary};
use super::dwell_rows::{Reason, Stretch, Told, wide};
use crate::calendar::{DAY_US, LocalClock, TimeZone, day_label, parse_day_start};
use crate::check;
use crate::error::{Error, Result};
use crate::math::exp;
use crate::parallel;
use crate::stats::lifetime::Law;
use crate::stats::random::Draws;
use crate::table::OccupancyBins;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The law that the dwell follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DwellFamily {
    /// All three, each by how likely the exits are under it.
    #[default]
    Best,
    /// The logarithm of the dwell is normal.
    Lognormal,
    /// The gamma law.
    Gamma,
    /// The law of Weibull.
    Weibull,
}

impl DwellFamily {
    const fn laws(self) -> &'static [Law] {
        match self {
            Self::Best => &[Law::Lognormal, Law::Gamma, Law::Weibull],
            Self::Lognormal => &[Law::Lognormal],
            Self::Gamma => &[Law::Gamma],
            Self::Weibull => &[Law::Weibull],
        }
    }
}

/// The rows beside the one of all days together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DwellPeriod {
    /// No further rows.
    #[default]
    All,
    /// One row per counting day: mean and bounds; a law needs several days.
    Day,
    /// One row per block of hours of arrival, on all days together, where a law can be told.
    Block,
}

/// Options of [`dwell_from_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DwellFromCountsOptions {
    /// The rows beside the one of all days together.
    pub period: DwellPeriod,
    /// Length of the blocks of hours of arrival, from midnight on, in hours, 1 to 12.
    pub block_h: u64,
    /// The law that the dwell follows.
    pub family: DwellFamily,
    /// Moves the shares of `dwell_distribution` from the law towards the exits by twenty steps of expectation maximization.
    pub refine: bool,
    /// Days that a law needs at least, 2 to 366.
    pub min_days: u64,
    /// Exits this long before closing are left out of the fit, in seconds, 0 to 14400: closing sends persons away.
    pub closing_margin_s: f64,
    /// Wall-clock time of closing, such as "22:00". By default the last bin of the day with any flow.
    pub closing: Option<String>,
    /// How many laws are drawn for the intervals, 20 to 2000.
    pub replicates: u64,
    /// Decides the draws: the same seed gives the same intervals.
    pub seed: u64,
    /// Time zone of days: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
}

impl Default for DwellFromCountsOptions {
    fn default() -> Self {
        Self {
            period: DwellPeriod::default(),
            block_h: 3,
            family: DwellFamily::default(),
            refine: false,
            min_days: 5,
            closing_margin_s: 1800.0,
            closing: None,
            replicates: 200,
            seed: 0,
            time_zone: None,
            day_start: "00:00".to_owned(),
        }
    }
}

impl DwellFromCountsOptions {
    /// Refuses an unknown zone, a time of day that no clock shows and numbers out of their range.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        self.closing()?;
        check::within("block_h", self.block_h as f64, 1.0, 12.0)?;
        check::within("min_days", self.min_days as f64, 2.0, 366.0)?;
        check::within("closing_margin_s", self.closing_margin_s, 0.0, 14_400.0)?;
        check::within("replicates", self.replicates as f64, 20.0, 2000.0)
    }

    fn blocks(&self) -> u64 {
        24_u64.div_ceil(self.block_h)
    }

    fn block_label(&self, block: u64) -> String {
        let (from, to) = (block * self.block_h, ((block + 1) * self.block_h).min(24));
        format!("{from:02}:00-{to:02}:00")
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    fn closing(&self) -> Result<Closing> {
        let day_start = parse_day_start(&self.day_start)?;
        let margin_us = (self.closing_margin_s * 1e6) as i64;
        let Some(text) = &self.closing else { return Ok(Closing { clock_us: None, margin_us }) };
        let clock_us = parse_day_start(text).map_err(|_| Error::OptionRange {
            option: "closing".to_owned(),
            found: format!("`{}`", text.chars().take(20).collect::<String>()),
            expected: "a time of day `HH:MM` from `00:00` to `23:59`".to_owned(),
        })?;
        // A time up to the start of the counting day belongs to the morning after.
        let next = if clock_us <= day_start { DAY_US } else { 0 };
        Ok(Closing { clock_us: Some(clock_us + next), margin_us })
    }
}

#[doc = include_str!("dwell_from_counts.md")]
pub fn dwell_from_counts(
    occupancy: &OccupancyBins<'_>,
    options: &DwellFromCountsOptions,
) -> Result<DwellFromCounts> {
    run(occupancy, options, &Watch::none())
}

pub(crate) fn run(
    bins: &OccupancyBins<'_>,
    options: &DwellFromCountsOptions,
    watch: &Watch<'_>,
) -> Result<DwellFromCounts> {
    options.validate()?;
    let mut out = DwellFromCounts::default();
    let Some((from, to)) = bins.span() else { return Ok(out) };
    if bins.len() > u32::MAX as usize {
        let (table, found) = ("occupancy".to_owned(), bins.len() as u64);
        return Err(Error::LimitTable { table, what: "rows", found, limit: u64::from(u32::MAX) });
    }
    let mut rows: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for row in 0..bins.len() {
        rows.entry(bins.site.name(row)).or_default().push(row as u32);
    }
    let clock = LocalClock::new(&options.zone()?, parse_day_start(&options.day_start)?, from, to)?;
    let sites: Vec<(&str, Vec<u32>)> = rows.into_iter().collect();
    let found = parallel::map(sites.len(), watch, |place| {
        let (site, rows) = &sites[place];
        let mut clock = clock.clone();
        let series = Series::new(bins, rows.clone(), &mut clock)?;
        Ok(Site::new(site, series, options, &clock, options.closing()?))
    })?;
    let mut days: Vec<i64> = match options.period {
        DwellPeriod::All | DwellPeriod::Block => Vec::new(),
        DwellPeriod::Day => {
            found.iter().flat_map(|site| site.series.days.iter().map(|day| day.number)).collect()
        }
    };
    days.sort_unstable();
    days.dedup();
    let mut labels: Vec<String> = days.iter().map(|&day| day_label(day)).collect();
    if options.period == DwellPeriod::Block {
        labels.extend((0..options.blocks()).map(|block| options.block_label(block)));
    }
    out.dwell_from_counts.period.names = std::iter::once("all".to_owned()).chain(labels).collect();
    for (code, ((name, _), site)) in sites.iter().zip(found).enumerate() {
        out.dwell_from_counts.site.names.push((*name).to_owned());
        out.dwell_distribution.site.names.push((*name).to_owned());
        site.write(code as i32, &days, &mut out);
    }
    Ok(out)
}

/// What was found about one site.
struct Site {
    series: Series,
    whole: Horizon,
    law: std::result::Result<Told, Reason>,
    fisher: Option<f64>,
}

/// The distribution is listed up to this cumulative share.
const LISTED: f64 = 0.999;

impl Site {
    fn new(
        name: &str,
        series: Series,
        options: &DwellFromCountsOptions,
        clock: &LocalClock,
        closing: Closing,
    ) -> Self {
        let whole = horizon(&series, &series.runs());
        let mut fisher = None;
        let law = tell(name, &series, &whole, options, clock, closing, &mut fisher);
        Self { series, whole, law, fisher }
    }

    fn write(&self, code: i32, listed: &[i64], out: &mut DwellFromCounts) {
        let days = self.series.complete().count();
        let bins = 0..self.series.start_us.len();
        let coverage = self.series.coverage();
        out.dwell_from_counts.push(code, 0, (&self.series, bins), &self.whole, (days, coverage));
        out.dwell_from_counts.law(self.law.as_ref().map_err(|reason| *reason), self.fisher);
        // Nothing is listed where no days were asked for.
        for day in self.series.days.iter().filter(|_| !listed.is_empty()) {
            let known = if day.complete {
                horizon(&self.series, std::slice::from_ref(&day.bins))
            } else {
                Horizon::default()
            };
            let period = listed.partition_point(|&other| other < day.number) as i32 + 1;
            let used = usize::from(day.complete);
            let span = (&self.series, day.bins.clone());
            let rows = &mut out.dwell_from_counts;
            rows.push(code, period, span, &known, (used, used as f64));
            let reason = if !day.complete {
                Reason::NoDays
            } else if known.visitors > 0.0 {
                Reason::FewDays
            } else {
                Reason::NoVisitors
            };
            rows.law(Err(reason), None);
        }
        let Ok(told) = &self.law else { return };
        let mean_s = self.whole.mean_s().map_or(0.0, |mean| mean[0]);
        for (place, block) in told.blocks.iter().enumerate() {
            if block.visitors > 0.0 {
                let span = (&self.series, 0..self.series.start_us.len());
                let rows = &mut out.dwell_from_counts;
                let person_s = block.visitors * mean_s * exp(block.log_ratio);
                let found = Horizon {
                    visitors: block.visitors,
                    person_s,
                    least_s: person_s,
                    most_s: person_s,
                    ..Horizon::default()
                };
                rows.push(code, place as i32 + 1, span, &found, (days, coverage));
                rows.block(told, block, mean_s);
            }
        }
        let rows = &mut out.dwell_distribution;
        for stretch in &told.distribution {
            rows.site.codes.to_mut().push(code);
            rows.from_s.push(stretch.from_s);
            rows.to_s.push(stretch.to_s);
            rows.probability.push(stretch.probability);
            rows.cumulative.push(stretch.cumulative);
            rows.low.push(stretch.low);
            rows.high.push(stretch.high);
        }
    }
}

/// Finds the laws that agree with the exits, or says why none can be told.
fn tell(
    name: &str,
    series: &Series,
    whole: &Horizon,
    options: &DwellFromCountsOptions,
    clock: &LocalClock,
    closing: Closing,
    fisher: &mut Option<f64>,
) -> std::result::Result<Told, Reason> {
    if series.complete().next().is_none() {
        return Err(Reason::NoDays);
    }
    let [mean_s, ..] = whole.mean_s().filter(|mean| mean[0] > 0.0).ok_or(Reason::NoVisitors)?;
    let width_us = series.width_us().ok_or(Reason::UnevenBins)?;
    let flow = Flow::new(series, width_us, mean_s, closing, clock);
    if (flow.days.len() as u64) < options.min_days {
        return Err(Reason::FewDays);
    }
    let arrivals = Arrivals::new(&flow, mean_s);
    let found = fitted(&flow, &arrivals, options.family.laws()).ok_or(Reason::Flat)?;
    *fisher = Some(found.fisher);
    if found.flat {
        return Err(Reason::Flat);
    }
    let totals: Vec<[f64; 2]> = series
        .complete()
        .map(|day| {
            let bins = day.bins.clone();
            [person_seconds(series, bins.clone()), bins.map(|bin| series.entries[bin]).sum()]
        })
        .collect();
    let random = Draws::new(options.seed, name);
    let drawn = Drawn::new(&arrivals, &found, &totals, options.replicates, random);
    let [median_s, p90_s] = [0.5, 0.9].map(|share| drawn.quantile(share));
    let intervals = Intervals { median_s, p90_s, fisher: found.fisher };
    if wide(intervals.median_s) || wide(intervals.p90_s) {
        return Err(Reason::Wide);
    }
    let fit = found.fit;
    let distribution = distribution(&flow, &fit, (&arrivals, &drawn), options.refine);
    let blocks = if options.period == DwellPeriod::Block {
        let mut clock = clock.clone();
        let length = (options.block_h * 3600) as u32;
        let block = |start: &i64| (clock.at(*start).second_of_day() / length) as usize;
        let block_of: Vec<usize> = flow.start_us.iter().map(block).collect();
        blocks(&flow, &fit, &block_of, options.blocks() as usize)
    } else {
        Vec::new()
    };
    Ok(Told { fit, intervals, distribution, blocks })
}

/// Shares of dwells bin by bin, with an open end.
fn distribution(
    flow: &Flow,
    fit: &Fit,
    (arrivals, drawn): (&Arrivals, &Drawn<'_>),
    refine: bool,
) -> Vec<Stretch> {
    let refined = refine.then(|| refined(flow, &fit.life(), &vec![1.0; flow.days.len()]));
    let mut found = Vec::new();
    let (mut before, mut unrestricted) = (0.0_f64, 0.0);
    let longest = (DAY_US as f64 / 1e6 / flow.width_s).ceil() as usize;
    let cells = refined.as_ref().map_or(longest, Vec::len);
    for cell in 0..cells {
        let from_s = cell as f64 * flow.width_s;
        let to_s = from_s + flow.width_s;
        let reached = match &refined {
            Some(shares) => {
                unrestricted += shares[cell];
                // Closing cuts the dwells of those who could not stay longer.
                1.0 - (1.0 - unrestricted) * arrivals.could(to_s)
            }
            None => drawn.share(to_s),
        };
        let reached = reached.clamp(before, 1.0);
        let last = cell + 1 == cells || reached >= LISTED;
        let cumulative = if last { 1.0 } else { reached };
        let (low, high) = if last {
            (1.0, 1.0)
        } else {
            let [down, up] = drawn.around(to_s);
            ((cumulative + down).max(0.0), (cumulative + up).min(1.0))
        };
        let to_s = (!last).then_some(to_s);
        let probability = cumulative - before;
        found.push(Stretch { from_s, to_s, probability, cumulative, low, high });
        before = cumulative;
        if last {
            break;
        }
    }
    found
}

#[cfg(test)]
#[path = "dwell_from_counts_tests.rs"]
mod tests;

//! From passes of a door to visitors and buying units.

use super::ratio::Ratio;
use super::visitor_chain::{Chain, Range, Steps, chain};
use super::visitor_tally::{Tally, tallies};
use crate::calendar::{self, TimeZone, parse_day_start};
use crate::check::within;
use crate::error::{Error, Result};
use crate::stats::distribution::normal_quantile;
use crate::stats::student::t_quantile;
use crate::table::{CountBins, Hours, Instants, Labels, Nullable, Sensors, Staff, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// The period of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitorPeriod {
    /// Counting days.
    #[default]
    Day,
    /// ISO weeks, Monday first.
    Week,
    /// Months.
    Month,
}

impl VisitorPeriod {
    pub(super) const fn calendar(self) -> calendar::Period {
        match self {
            Self::Day => calendar::Period::Day,
            Self::Week => calendar::Period::Week,
            Self::Month => calendar::Period::Month,
        }
    }
}

/// Options of [`visitor_estimates`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct VisitorEstimatesOptions {
    /// The period of a row.
    pub period: VisitorPeriod,
    /// Time zone of days, weeks and months: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
    /// Confidence of the intervals, those given among the options included, 0.5 to 0.999.
    pub confidence: f64,
    /// Entries that one person on duty makes in an hour, 0 to 1000. By default estimated from the passes before opening.
    pub staff_passes_per_h: Option<f64>,
    /// Lower end of the interval of `staff_passes_per_h`. By default the value itself.
    pub staff_passes_low: Option<f64>,
    /// Upper end of the interval of `staff_passes_per_h`. By default the value itself.
    pub staff_passes_high: Option<f64>,
    /// Share of the entries of others that are made by somebody who has been in before, 0 to 1. By default nothing is taken off.
    pub reentry_share: Option<f64>,
    /// Lower end of the interval of `reentry_share`. By default the value itself.
    pub reentry_low: Option<f64>,
    /// Upper end of the interval of `reentry_share`. By default the value itself.
    pub reentry_high: Option<f64>,
    /// Mean number of persons who buy together, 1 to 100. Without it there are no buying units.
    pub group_size: Option<f64>,
    /// Lower end of the interval of `group_size`. By default the value itself.
    pub group_low: Option<f64>,
    /// Upper end of the interval of `group_size`. By default the value itself.
    pub group_high: Option<f64>,
}

impl Default for VisitorEstimatesOptions {
    fn default() -> Self {
        Self {
            period: VisitorPeriod::default(),
            time_zone: None,
            day_start: "00:00".to_owned(),
            confidence: 0.9,
            staff_passes_per_h: None,
            staff_passes_low: None,
            staff_passes_high: None,
            reentry_share: None,
            reentry_low: None,
            reentry_high: None,
            group_size: None,
            group_low: None,
            group_high: None,
        }
    }
}

fn refused(option: &str, found: String, expected: impl Into<String>) -> Error {
    Error::OptionRange { option: option.to_owned(), found, expected: expected.into() }
}

/// A value with its ends from three options; the ends need the value and lie about it.
fn range(
    names: [&str; 3],
    given: [Option<f64>; 3],
    least: f64,
    most: f64,
) -> Result<Option<Range>> {
    let [value, low, high] = given;
    let Some(value) = value else {
        for (name, end) in [(names[1], low), (names[2], high)] {
            if let Some(end) = end {
                return Err(refused(name, end.to_string(), format!("together with {}", names[0])));
            }
        }
        return Ok(None);
    };
    within(names[0], value, least, most)?;
    let (low, high) = (low.unwrap_or(value), high.unwrap_or(value));
    within(names[1], low, least, value)?;
    within(names[2], high, value, most)?;
    Ok(Some(Range::new(value, low, high)))
}

impl VisitorEstimatesOptions {
    /// Refuses shares outside 0 to 1, groups below 1, ends that do not lie about their value, and an unknown zone.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        within("confidence", self.confidence, 0.5, 0.999)?;
        self.rate()?;
        self.reentry()?;
        self.group()?;
        Ok(())
    }

    pub(super) fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }

    fn rate(&self) -> Result<Option<Range>> {
        let names = ["staff_passes_per_h", "staff_passes_low", "staff_passes_high"];
        let given = [self.staff_passes_per_h, self.staff_passes_low, self.staff_passes_high];
        range(names, given, 0.0, 1_000.0)
    }

    fn reentry(&self) -> Result<Option<Range>> {
        let names = ["reentry_share", "reentry_low", "reentry_high"];
        range(names, [self.reentry_share, self.reentry_low, self.reentry_high], 0.0, 1.0)
    }

    fn group(&self) -> Result<Option<Range>> {
        let names = ["group_size", "group_low", "group_high"];
        range(names, [self.group_size, self.group_low, self.group_high], 1.0, 100.0)
    }

    fn probability(&self) -> f64 {
        0.5 + 0.5 * self.confidence
    }
}

table! {
    /// One row per site and period in which entries were counted.
    pub struct VisitorEstimates = "visitor_estimates", sorted by "site, start" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// The period: 2026-03-01, 2026-W09 or 2026-03.
        period: Labels<'static>, "", "周期";
        /// Start of the period.
        start: Instants, "", "开始时间";
        /// End of the period.
        end: Instants, "", "结束时间";
        /// Entries counted while the site was open.
        entries: Vec<f64>, "persons", "进店人次";
        /// Lower end of the interval of entries.
        entries_low: Vec<f64>, "persons", "进店下限";
        /// Upper end of the interval of entries.
        entries_high: Vec<f64>, "persons", "进店上限";
        /// Hours of staff in the time in which entries were counted; null where the rota is not known.
        staff_hours: Nullable<f64>, "h", "在岗工时";
        /// Entries that one person on duty makes in an hour; null where the rota is not known.
        staff_passes_per_h: Nullable<f64>, "1/h", "员工每小时进店";
        /// Entries of staff; null where the rota is not known.
        staff_passes: Nullable<f64>, "persons", "员工进店";
        /// Lower end of the interval of entries of staff.
        staff_passes_low: Nullable<f64>, "persons", "员工进店下限";
        /// Upper end of the interval of entries of staff.
        staff_passes_high: Nullable<f64>, "persons", "员工进店上限";
        /// Entries of persons who had been in before; null where the share is not known.
        reentries: Nullable<f64>, "persons", "重复进店";
        /// Lower end of the interval of re-entries.
        reentries_low: Nullable<f64>, "persons", "重复进店下限";
        /// Upper end of the interval of re-entries.
        reentries_high: Nullable<f64>, "persons", "重复进店上限";
        /// Persons who visited.
        visitors: Vec<f64>, "persons", "到访人数";
        /// Lower end of the interval of visitors.
        visitors_low: Vec<f64>, "persons", "到访下限";
        /// Upper end of the interval of visitors.
        visitors_high: Vec<f64>, "persons", "到访上限";
        /// Groups who buy together; null where the group size is not known.
        buying_units: Nullable<f64>, "groups", "购买批次";
        /// Lower end of the interval of buying units.
        buying_units_low: Nullable<f64>, "groups", "购买批次下限";
        /// Upper end of the interval of buying units.
        buying_units_high: Nullable<f64>, "groups", "购买批次上限";
        /// Share of the open time of all sensors of the site that was measured, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// Share of the entries that was estimated, 0 to 1; null where there are no entries.
        imputed_share: Nullable<f64>, "", "补数占比";
    }
    report = summary;
}

/// Days with staff before opening below which their passes do not give a rate.
const RATE_DAYS: usize = 5;

#[doc = include_str!("visitor_estimates.md")]
pub fn visitor_estimates(
    clean_counts: &CountBins<'_>,
    staff: Option<&Staff>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &VisitorEstimatesOptions,
) -> Result<VisitorEstimates> {
    run(clean_counts, staff, hours, sensors, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    staff: Option<&Staff>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &VisitorEstimatesOptions,
    watch: &Watch<'_>,
) -> Result<VisitorEstimates> {
    options.validate()?;
    let given = options.rate()?;
    let missing = |table: &str, expected: &str| {
        Err(Error::TableMissing {
            operation: "visitor_estimates".to_owned(),
            table: table.to_owned(),
            expected: expected.to_owned(),
        })
    };
    match (staff, given, hours) {
        (None, Some(_), _) => {
            return missing("staff", "the rota, because staff_passes_per_h is given");
        }
        (Some(_), None, None) => {
            return missing("hours", "opening hours, or the option staff_passes_per_h");
        }
        _ => {}
    }
    let sites = tallies(bins, staff, hours, sensors, options, watch)?;
    let early: Vec<Vec<(f64, f64)>> = sites.iter().map(|site| site.early.clone()).collect();
    let mut result = VisitorEstimates::default();
    for (code, site) in sites.iter().enumerate() {
        result.site.names.push(site.name.to_owned());
        let rate = match (site.on_duty, given) {
            (false, _) => None,
            (true, Some(given)) => Some(given),
            (true, None) => Some(rate_before_opening(code, &early, options)?),
        };
        for tally in &site.periods {
            result.site.codes.to_mut().push(code as i32);
            result.push(tally, rate, options)?;
        }
    }
    Ok(result)
}

/// Entries per hour of staff before opening, when nobody else passes: regression through the origin over days, of the
/// site or, where it has too few days, of all sites.
fn rate_before_opening(
    site: usize,
    early: &[Vec<(f64, f64)>],
    options: &VisitorEstimatesOptions,
) -> Result<Range> {
    let all: Vec<(f64, f64)> = early.iter().flatten().copied().collect();
    let days = if early[site].len() >= RATE_DAYS { &early[site] } else { &all };
    let rate = Ratio::of(days).filter(|_| days.len() >= RATE_DAYS).and_then(|ratio| {
        let (low, high) =
            ratio.interval(t_quantile(options.probability(), days.len() as f64 - 1.0));
        Some(Range::new(ratio.value, low.min(ratio.value), high?))
    });
    rate.ok_or_else(|| {
        refused(
            "staff_passes_per_h",
            "not given".to_owned(),
            format!(
                "a number: {} days with staff and counts before opening are too few to estimate it",
                days.len()
            ),
        )
    })
}

impl VisitorEstimates {
    fn push(
        &mut self,
        tally: &Tally,
        rate: Option<Range>,
        options: &VisitorEstimatesOptions,
    ) -> Result<()> {
        let passes = rate.map(|rate| {
            let hours = tally.staff_hours;
            Range::new(rate.value * hours, rate.low * hours, rate.high * hours)
        });
        let steps = Steps {
            staff: passes,
            reentry: options.reentry()?,
            group: options.group()?,
            z: normal_quantile(options.probability()),
        };
        let entries = Range::new(tally.entries[0], tally.entries[1], tally.entries[2]);
        let Chain { staff_passes, reentries, visitors, buying_units } = chain(entries, &steps);
        self.period.codes.to_mut().push(self.period.names.len() as i32);
        self.period.names.push(tally.label.clone());
        self.start.0.push(tally.start_us);
        self.end.0.push(tally.end_us);
        self.staff_hours.push(rate.map(|_| tally.staff_hours));
        self.staff_passes_per_h.push(rate.map(|rate| rate.value));
        self.coverage.push(tally.coverage());
        self.imputed_share.push(tally.imputed_share());
        for (range, value, low, high) in [
            (entries, &mut self.entries, &mut self.entries_low, &mut self.entries_high),
            (visitors, &mut self.visitors, &mut self.visitors_low, &mut self.visitors_high),
        ] {
            value.push(range.value);
            low.push(range.low);
            high.push(range.high);
        }
        for (range, value, low, high) in [
            (
                staff_passes,
                &mut self.staff_passes,
                &mut self.staff_passes_low,
                &mut self.staff_passes_high,
            ),
            (reentries, &mut self.reentries, &mut self.reentries_low, &mut self.reentries_high),
            (
                buying_units,
                &mut self.buying_units,
                &mut self.buying_units_low,
                &mut self.buying_units_high,
            ),
        ] {
            value.push(range.map(|range| range.value));
            low.push(range.map(|range| range.low));
            high.push(range.map(|range| range.high));
        }
        Ok(())
    }
}

fn summary(result: &VisitorEstimates) -> String {
    let total = |column: &[f64]| column.iter().fold(0.0, |sum, persons| sum + persons);
    format!(
        "visitor_estimates: {} rows of {} sites; entries {:.0} -> visitors {:.0} ({:.0} to {:.0})",
        result.coverage.len(),
        result.site.names.len(),
        total(&result.entries),
        total(&result.visitors),
        total(&result.visitors_low),
        total(&result.visitors_high),
    )
}

#[cfg(test)]
#[path = "visitor_estimates_tests.rs"]
mod tests;

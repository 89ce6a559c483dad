//! Visits by zone and by the period of the local calendar in which they begin.

use crate::calendar::{self, LocalClock, LocalTime, TimeZone};
use crate::error::{Error, Result};
use crate::table::Visits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What visits are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitPeriod {
    /// All visits together.
    #[default]
    All,
    /// Hours of the local day.
    Hour,
    /// Counting days.
    Day,
    /// ISO weeks, Monday first.
    Week,
    /// Months.
    Month,
    /// The 24 hours of the day, all days together.
    HourOfDay,
    /// The 168 hours of the week, all weeks together.
    HourOfWeek,
}

impl VisitPeriod {
    /// The period of the calendar that has a beginning and an end, if it is one.
    const fn calendar(self) -> Option<calendar::Period> {
        match self {
            Self::Hour => Some(calendar::Period::Hour),
            Self::Day => Some(calendar::Period::Day),
            Self::Week => Some(calendar::Period::Week),
            Self::Month => Some(calendar::Period::Month),
            Self::All | Self::HourOfDay | Self::HourOfWeek => None,
        }
    }

    /// The number of the period that holds a local time.
    fn key(self, time: &LocalTime) -> i64 {
        match (self.calendar(), self) {
            (Some(period), _) => period.key(time),
            (None, Self::HourOfDay) => i64::from(time.second_of_day() / 3600),
            (None, Self::HourOfWeek) => calendar::Period::HourOfWeek.key(time),
            (None, _) => 0,
        }
    }
}

/// The rows of the visits of one zone that begin in one period.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slice {
    /// Code of the zone in the table of visits.
    pub(super) zone: usize,
    pub(super) key: i64,
    pub(super) rows: Vec<u32>,
}

/// First and last instant at which a visit begins; nothing without visits.
pub(super) fn span(visits: &Visits<'_>) -> Option<(i64, i64)> {
    let least = visits.enter.us.iter().min()?;
    visits.enter.us.iter().max().map(|most| (*least, *most))
}

/// Refuses more visits than row numbers of 32 bits can tell apart.
pub(super) fn check_rows(visits: &Visits<'_>) -> Result<()> {
    if u32::try_from(visits.len()).is_ok() {
        return Ok(());
    }
    let (table, found) = ("zone_visits".to_owned(), visits.len() as u64);
    Err(Error::LimitTable { table, what: "rows", found, limit: u64::from(u32::MAX) })
}

/// Visits by zone and period.
pub(super) fn slices(
    visits: &Visits<'_>,
    period: VisitPeriod,
    clock: &mut LocalClock,
) -> Result<Vec<Slice>> {
    check_rows(visits)?;
    let mut rows: BTreeMap<(i32, i64), Vec<u32>> = BTreeMap::new();
    for (row, &code) in visits.zone.codes.iter().enumerate() {
        let key = match period {
            VisitPeriod::All => 0,
            _ => period.key(&clock.at(visits.enter.us[row])),
        };
        rows.entry((code, key)).or_default().push(row as u32);
    }
    let slice = |((code, key), rows)| Slice { zone: code as usize, key, rows };
    Ok(rows.into_iter().map(slice).collect())
}

/// Labels and bounds of periods.
pub(super) struct PeriodNames {
    clock: LocalClock,
    period: VisitPeriod,
    pub(super) labels: Vec<String>,
    known: BTreeMap<i64, (i32, Option<(i64, i64)>)>,
}

impl PeriodNames {
    /// Names of periods between two instants.
    pub(super) fn new(
        zone: TimeZone,
        day_start_us: i64,
        period: VisitPeriod,
        (from, to): (i64, i64),
    ) -> Result<Self> {
        let clock = LocalClock::new(&zone, day_start_us, from, to)?;
        Ok(Self { clock, period, labels: Vec::new(), known: BTreeMap::new() })
    }

    /// The code of the label of a period, and its bounds where it has any.
    pub(super) fn of(&mut self, key: i64) -> Result<(i32, Option<(i64, i64)>)> {
        if let Some(&known) = self.known.get(&key) {
            return Ok(known);
        }
        let (label, inside) = match self.period {
            VisitPeriod::All => ("all".to_owned(), None),
            VisitPeriod::Hour => (self.clock.zone().iso_label(key), Some(key)),
            VisitPeriod::Day => (calendar::day_label(key), Some(self.clock.day_begin(key))),
            VisitPeriod::Week => (calendar::week_label(key), Some(self.clock.day_begin(key))),
            VisitPeriod::Month => {
                let first = first_day_of_month(key);
                (calendar::month_label(first), Some(self.clock.day_begin(first)))
            }
            VisitPeriod::HourOfDay => (format!("{key:02}:00"), None),
            VisitPeriod::HourOfWeek => (calendar::hour_of_week_label(key), None),
        };
        let bounds = match (self.period.calendar(), inside) {
            (Some(period), Some(instant)) => Some(self.clock.bounds(period, instant)?),
            _ => None,
        };
        self.labels.push(label);
        let known = (self.labels.len() as i32 - 1, bounds);
        self.known.insert(key, known);
        Ok(known)
    }
}

/// The day number of the first day of a month, which is numbered 12 x year + month - 1.
fn first_day_of_month(key: i64) -> i64 {
    let month = u32::try_from(key.rem_euclid(12) + 1).unwrap_or(1);
    let first =
        chrono::NaiveDate::from_ymd_opt(key.div_euclid(12) as i32, month, 1).unwrap_or_default();
    i64::from(first.to_epoch_days())
}

#[cfg(test)]
#[path = "slices_tests.rs"]
mod tests;

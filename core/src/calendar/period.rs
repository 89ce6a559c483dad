//! Periods of the calendar: their keys and their labels.

use chrono::{Datelike as _, NaiveDate};

use super::clock::{LocalTime, weekday};

/// A period of the local calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// An hour of the counting day.
    Hour,
    /// A counting day, 23 to 25 hours.
    Day,
    /// An ISO week of counting days, from Monday.
    Week,
    /// A calendar month of counting days.
    Month,
    /// One of the 168 hours of the week on the wall clock, which comes back every week.
    HourOfWeek,
}

impl Period {
    /// The number of the period that contains a local time; ascending with time except for hours of the week.
    ///
    /// | period | key |
    /// |---|---|
    /// | hour | instant at which it begins, in microseconds |
    /// | day | days since 1970-01-01 |
    /// | week | days since 1970-01-01 of its Monday |
    /// | month | 12 · year + month - 1 |
    /// | hour of week | 0 (Monday 00:00) to 167 |
    pub fn key(self, time: &LocalTime) -> i64 {
        match self {
            Self::Hour => time.hour_start_us,
            Self::Day => time.day,
            Self::Week => time.day - i64::from(weekday(time.day)),
            Self::Month => {
                let (year, month, _) = date_of(time.day);
                i64::from(year) * 12 + i64::from(month) - 1
            }
            Self::HourOfWeek => i64::try_from(time.slot(3_600)).unwrap_or(0),
        }
    }
}

/// An hour of the week as `Mon 10:00`, 0 being Monday 00:00.
pub fn hour_of_week_label(hour: i64) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let hour = usize::try_from(hour).unwrap_or(0);
    format!("{} {:02}:00", DAYS[hour / 24 % 7], hour % 24)
}

/// A day number as `2024-09-29`.
pub fn day_label(day: i64) -> String {
    let (year, month, date) = date_of(day);
    format!("{year:04}-{month:02}-{date:02}")
}

/// The ISO week of a day number, as `2024-W39`: the year is that of the week's Thursday (ISO 8601).
pub fn week_label(day: i64) -> String {
    let week = civil(day).iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The month of a day number, as `2024-09`.
pub fn month_label(day: i64) -> String {
    let (year, month, _) = date_of(day);
    format!("{year:04}-{month:02}")
}

/// Year, month 1 to 12 and day of the month of a day number.
pub(super) fn date_of(day: i64) -> (i32, u32, u32) {
    let date = civil(day);
    (date.year(), date.month(), date.day())
}

/// Day number of the first day of a month.
pub(super) fn day_of(year: i32, month: u32) -> i64 {
    let date = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
    i64::from(date.num_days_from_ce()) - EPOCH_FROM_CE
}

/// Days from 0000-12-31 to 1970-01-01 in the proleptic Gregorian calendar.
const EPOCH_FROM_CE: i64 = 719_163;

/// Days of instants that `check_instant` accepts lie well within the years of chrono; others give 1970-01-01.
fn civil(day: i64) -> NaiveDate {
    day.checked_add(EPOCH_FROM_CE)
        .and_then(|days| i32::try_from(days).ok())
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "period_tests.rs"]
mod tests;

//! Hours and days on the flat clock of the lab.

/// An hour in microseconds.
pub(crate) const HOUR_US: i64 = 3_600_000_000;
/// A day in microseconds.
pub(crate) const DAY_US: i64 = 24 * HOUR_US;
/// Hours of a week.
pub(crate) const WEEK: usize = 168;

/// Days from 1970-01-01 to a date written `2016-02-26`.
pub(crate) fn days_of(date: &str) -> i64 {
    let date: chrono::NaiveDate = date.parse().expect("a date");
    date.signed_duration_since(chrono::NaiveDate::default()).num_days()
}

/// An instant as text, `2016-02-26T13:00:00`.
pub(crate) fn text_of(us: i64) -> String {
    let time = chrono::DateTime::from_timestamp_micros(us).expect("a time of this century");
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

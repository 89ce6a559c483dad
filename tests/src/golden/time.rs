//! Instants and days as they are written in golden files.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Value;

/// Nanoseconds since 1970 of ISO 8601 text, with a zone or without.
pub(super) fn nanoseconds(text: &str) -> Option<i128> {
    let whole = |seconds: i64, nanos: u32| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(whole(instant.timestamp(), instant.timestamp_subsec_nanos()));
    }
    let wall = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?.and_utc();
    Some(whole(wall.timestamp(), wall.timestamp_subsec_nanos()))
}

/// Days since 1970 of `2024-09-29`, or of a number.
pub(super) fn days(value: &Value) -> Option<i32> {
    match value {
        Value::String(text) => {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).ok()
        }
        other => i32::try_from(other.as_i64()?).ok(),
    }
}

/// A time in units of which `per_second` make a second: text in ISO 8601, or the number itself.
pub(super) fn ticks(value: &Value, per_second: i128) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok().or_else(|| {
            let ns = nanoseconds(text)?;
            let unit_ns = 1_000_000_000 / per_second;
            (ns % unit_ns == 0).then(|| i64::try_from(ns / unit_ns).ok())?
        }),
        other => other.as_i64(),
    }
}

//! Instants as text: ISO 8601 in, ISO 8601 out.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike};

/// Wall-clock forms that spreadsheets and devices write, tried in this order.
const WALL_FORMS: [&str; 6] = [
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S%.f",
    "%Y/%m/%d %H:%M",
];

/// Forms with an offset beyond RFC 3339: without seconds, or with `Z`, `+08` or `+0800` as ISO 8601 allows.
const INSTANT_FORMS: [&str; 4] = [
    "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%Y-%m-%d %H:%M:%S%.f%#z",
    "%Y-%m-%dT%H:%M%#z",
    "%Y-%m-%d %H:%M%#z",
];

/// Reads a time: microseconds since 1970, and whether the text named a zone. A date alone is its midnight.
pub(crate) fn parse_time(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some((instant.timestamp_micros(), true));
    }
    for form in INSTANT_FORMS {
        if let Ok(instant) = DateTime::parse_from_str(text, form) {
            return Some((instant.timestamp_micros(), true));
        }
    }
    for form in WALL_FORMS {
        if let Ok(wall) = NaiveDateTime::parse_from_str(text, form) {
            return Some((wall.and_utc().timestamp_micros(), false));
        }
    }
    for form in ["%Y-%m-%d", "%Y/%m/%d"] {
        if let Ok(day) = NaiveDate::parse_from_str(text, form) {
            return Some((
                day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros(),
                false,
            ));
        }
    }
    None
}

/// Prints an instant as in `2026-03-01T10:00:00Z`; a fraction is shown only where there is one.
pub(crate) fn utc_label(us: i64) -> String {
    match DateTime::from_timestamp_micros(us) {
        Some(instant) if instant.nanosecond() == 0 => {
            instant.format("%Y-%m-%dT%H:%M:%SZ").to_string()
        }
        Some(instant) => instant.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
        None => format!("{us} µs"),
    }
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;

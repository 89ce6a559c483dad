//! Readable instants for the tests of this layer.

use chrono::{DateTime, NaiveDateTime};

use super::TimeZone;

/// An instant from RFC 3339.
pub(super) fn at(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).expect("the tests write RFC 3339").timestamp_micros()
}

/// A wall clock value from `2024-10-27 02:30`.
pub(super) fn wall(text: &str) -> i64 {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .expect("the tests write minutes")
        .and_utc()
        .timestamp_micros()
}

/// A zone that the tests know.
pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::parse(name).expect("the tests write known names")
}

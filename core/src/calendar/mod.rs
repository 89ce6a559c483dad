//! Civil time: zones, local days of 23, 24 or 25 hours, periods, opening hours.
//!
//! | question | answer |
//! |---|---|
//! | which zone does this name mean | [`TimeZone::parse`] |
//! | which instant is this wall clock time | [`Localizer`] |
//! | where are the bins of a local grid | [`cuts`], [`bin_around`] |
//! | which counting day, week, month, hour of week is this | [`LocalClock`], [`Period`] |
//! | how much of this bin is open | [`OpeningHours`], [`OpenIntervals`] |
//!
//! Instants are microseconds since 1970-01-01T00:00:00Z. A *local* or *wall* value is the reading of the wall clock
//! written as if it were UTC, in the same unit. Intervals are half-open.
//!
//! One rule carries the whole layer: **a local label begins at the first instant at which the clock shows that time or
//! a later one.** A label inside a skipped hour begins at the change itself; a label that is shown twice begins at its
//! first showing. Days, weeks and months are therefore contiguous and never overlap, whatever a zone does.

mod clock;
mod clock_text;
mod grid;
mod hours;
mod localize;
mod open;
mod period;
mod span;
mod zone;
mod zone_name;

pub use clock::{LocalClock, LocalTime};
pub use clock_text::parse_day_start;
pub use grid::{DEFAULT_MAX_BINS, bin_around, cuts};
pub use hours::OpeningHours;
pub use localize::{Localized, LocalizedIntervals, Localizer};
pub use open::OpenIntervals;
pub use period::{Period, day_label, hour_of_week_label, month_label, week_label};
pub use span::{MAX_INSTANT_US, MIN_INSTANT_US, check_instant, check_instants};
pub use zone::{Segment, TimeZone};

/// Microseconds in a second.
pub const SECOND_US: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE_US: i64 = 60 * SECOND_US;
/// Microseconds in an hour.
pub const HOUR_US: i64 = 3_600 * SECOND_US;
/// Microseconds in a day of 24 hours.
pub const DAY_US: i64 = 86_400 * SECOND_US;

#[cfg(test)]
mod testing;

#[cfg(all(test, feature = "tz"))]
mod reference_tests;

//! The years in which an instant is believed.

use crate::error::{Error, Result};

use super::SECOND_US;

/// 1900-01-01T00:00:00Z, the first instant that is accepted.
///
/// No visitor was counted electronically before; a reading from then is a wrong unit or a wrong epoch.
pub const MIN_INSTANT_US: i64 = -2_208_988_800 * SECOND_US;

/// 2200-01-01T00:00:00Z, the last instant that is accepted.
///
/// Milliseconds or nanoseconds taken for microseconds land far outside 1900 to 2200 or close to 1970; the first kind is
/// caught here.
pub const MAX_INSTANT_US: i64 = 7_258_118_400 * SECOND_US;

/// Refuses an instant outside the years 1900 to 2200.
///
/// # Errors
/// [`Error::TimeOutOfRange`] with the instant.
pub fn check_instant(instant_us: i64) -> Result<()> {
    if (MIN_INSTANT_US..=MAX_INSTANT_US).contains(&instant_us) {
        Ok(())
    } else {
        Err(Error::TimeOutOfRange { found: instant_us })
    }
}

/// The smallest and the largest of `instants_us`, none for an empty slice.
///
/// # Errors
/// [`Error::TimeOutOfRange`] with the first instant in row order that lies outside the years 1900 to 2200.
pub fn check_instants(instants_us: &[i64]) -> Result<Option<(i64, i64)>> {
    let mut range: Option<(i64, i64)> = None;
    for &instant in instants_us {
        check_instant(instant)?;
        range = Some(
            range.map_or((instant, instant), |(low, high)| (low.min(instant), high.max(instant))),
        );
    }
    Ok(range)
}

#[cfg(test)]
#[path = "span_tests.rs"]
mod tests;

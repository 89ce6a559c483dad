//! Times of day in text.

use crate::error::{Error, Result};

use super::{DAY_US, MINUTE_US};

/// Minutes of a day.
pub(super) const DAY_MIN: i64 = 24 * 60;

/// Reads `H:MM` or `HH:MM`, from `0:00` to `24:00`, as minutes after midnight; accepts the full-width colon.
pub(super) fn parse_clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once([':', '：'])?;
    let number = |digits: &str, longest: usize| -> Option<i64> {
        let plain = !digits.is_empty()
            && digits.len() <= longest
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    };
    if minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= DAY_MIN).then_some(total)
}

/// Reads the option `day_start`, the local time at which a counting day begins, such as `06:00`.
///
/// # Errors
/// [`Error::OptionRange`] for anything but `HH:MM` from `00:00` to `23:59`.
pub fn parse_day_start(text: &str) -> Result<i64> {
    match parse_clock(text) {
        Some(minutes) if minutes < DAY_MIN => Ok(minutes * MINUTE_US),
        _ => Err(Error::OptionRange {
            option: "day_start".into(),
            found: format!("`{text}`"),
            expected: "a time of day `HH:MM` from `00:00` to `23:59`".into(),
        }),
    }
}

/// Refuses a start of the counting day outside `[00:00, 24:00)`.
pub(super) fn check_day_start(day_start_us: i64) -> Result<()> {
    if (0..DAY_US).contains(&day_start_us) {
        Ok(())
    } else {
        Err(Error::OptionRange {
            option: "day_start".into(),
            found: format!("{day_start_us} us after midnight"),
            expected: "at least 0 and less than 24 hours".into(),
        })
    }
}

#[cfg(test)]
#[path = "clock_text_tests.rs"]
mod tests;

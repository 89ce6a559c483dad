//! Names of time zones: fixed offsets in text, and a suggestion for a name that is not known.

use crate::error::Error;
use crate::nearest::nearest;

/// Largest fixed offset, 18 hours: beyond every offset a zone ever had (15 h 13 min 42 s, Metlakatla before 1867).
const MAX_OFFSET_S: i32 = 18 * 3_600;

/// Reads `+HH:MM` or `-HH:MM` as seconds east of UTC.
pub(super) fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = split_sign(text)?;
    let (hours, minutes) = digits.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    offset_from(sign, hours, minutes)
}

/// Seconds east of UTC as `+HH:MM`, with `:SS` where it is not a whole minute.
pub(super) fn offset_label(offset_s: i64) -> String {
    let sign = if offset_s < 0 { '-' } else { '+' };
    let size = offset_s.abs();
    let (hours, minutes, seconds) = (size / 3_600, size / 60 % 60, size % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// The error for a name that is neither an offset nor known, with the nearest one that is.
pub(super) fn unknown(name: &str) -> Error {
    if let Some(offset) = meant_offset(name) {
        return Error::TimeZoneUnknown { name: name.into(), nearest: Some(offset) };
    }
    let nearest = nearest_name(name);
    if cfg!(feature = "tz") || nearest.is_some() {
        Error::TimeZoneUnknown { name: name.into(), nearest }
    } else {
        Error::OptionRange {
            option: "time_zone".into(),
            found: format!("`{name}`"),
            expected: "`UTC` or a fixed offset such as `+08:00`: this build knows no names of zones, its feature `tz` \
                       is off"
                .into(),
        }
    }
}

fn split_sign(text: &str) -> Option<(i32, &str)> {
    if let Some(rest) = text.strip_prefix('+') {
        Some((1, rest))
    } else {
        text.strip_prefix('-').map(|rest| (-1, rest))
    }
}

fn offset_from(sign: i32, hours: &str, minutes: &str) -> Option<i32> {
    let number = |text: &str| -> Option<i32> {
        // `parse` alone would accept a second sign.
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            text.parse().ok()
        } else {
            None
        }
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let seconds = hours.checked_mul(3_600)?.checked_add(minutes.checked_mul(60)?)?;
    (minutes < 60 && seconds <= MAX_OFFSET_S).then_some(sign * seconds)
}

/// The offset that other spellings mean (`UTC+8`, `GMT-3:30`, `+0800`, `+8`), in the spelling that is accepted.
fn meant_offset(name: &str) -> Option<String> {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    let text =
        upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper).trim();
    let (sign, digits) = split_sign(text)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    offset_from(sign, hours, minutes).map(|offset_s| offset_label(i64::from(offset_s)))
}

/// The known name that comes nearest as a whole (`Asia/Shangai`), else by its last part (`Shanghai`).
#[cfg(feature = "tz")]
fn nearest_name(name: &str) -> Option<String> {
    let wanted = name.trim().replace(' ', "_");
    let known =
        || std::iter::once("UTC").chain(chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
    let last_part = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
    nearest(&wanted, known()).or_else(|| {
        let part = nearest(&wanted, known().map(last_part))?;
        known().find(|&name| last_part(name) == part).map(str::to_owned)
    })
}

#[cfg(not(feature = "tz"))]
fn nearest_name(name: &str) -> Option<String> {
    nearest(name.trim(), ["UTC"])
}

#[cfg(test)]
#[path = "zone_name_tests.rs"]
mod tests;

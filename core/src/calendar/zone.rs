//! Time zones: the offset of the wall clock at an instant, and the stretches during which it stays the same.

use chrono::DateTime;
#[cfg(feature = "tz")]
use chrono::{Offset as _, TimeZone as _};

use crate::error::Result;

use super::zone_name;
use super::{HOUR_US, MAX_INSTANT_US, MIN_INSTANT_US, SECOND_US};

/// Distance of the probes that look for a change of offset.
///
/// In the whole tz database 2025b (1800 to 2100, all zones) two changes are never closer than 95 h 40 min (Freetown,
/// September 1939), so that no pair of changes can hide between two probes.
const PROBE_US: i64 = 12 * HOUR_US;

/// A time zone: UTC, a fixed offset, or a zone of the IANA database.
///
/// The tables of the database reach to the year 2100; later instants keep the offset that is valid then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeZone {
    rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Fixed {
        offset_s: i32,
    },
    #[cfg(feature = "tz")]
    Named(chrono_tz::Tz),
}

/// A stretch of time during which the offset of a zone is constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First instant of the stretch.
    pub start_us: i64,
    /// First instant after the stretch.
    pub end_us: i64,
    /// Wall clock minus UTC.
    pub offset_us: i64,
}

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: Self = Self { rule: Rule::Fixed { offset_s: 0 } };

    /// Version of the IANA database that is built in, such as `2025b`; none without the feature `tz`.
    pub const DATABASE_VERSION: Option<&'static str> = {
        #[cfg(feature = "tz")]
        {
            Some(chrono_tz::IANA_TZDB_VERSION)
        }
        #[cfg(not(feature = "tz"))]
        {
            None
        }
    };

    /// Reads `UTC`, a fixed offset such as `+08:00` or `-03:30`, or a name of the IANA database such as
    /// `Asia/Shanghai` (feature `tz`).
    ///
    /// # Errors
    /// `TimeZoneUnknown` with the nearest known name; `OptionRange` for a name in a build without the feature `tz`.
    pub fn parse(name: &str) -> Result<Self> {
        if name == "UTC" {
            return Ok(Self::UTC);
        }
        if let Some(offset_s) = zone_name::parse_offset(name) {
            return Ok(Self { rule: Rule::Fixed { offset_s } });
        }
        #[cfg(feature = "tz")]
        if let Ok(zone) = name.parse::<chrono_tz::Tz>() {
            return Ok(Self { rule: Rule::Named(zone) });
        }
        Err(zone_name::unknown(name))
    }

    /// The name that [`TimeZone::parse`] reads back as this zone.
    pub fn name(&self) -> String {
        match self.rule {
            Rule::Fixed { offset_s: 0 } => "UTC".into(),
            Rule::Fixed { offset_s } => zone_name::offset_label(i64::from(offset_s)),
            #[cfg(feature = "tz")]
            Rule::Named(zone) => zone.name().into(),
        }
    }

    /// Wall clock minus UTC at an instant.
    ///
    /// Outside the years 1900 to 2200 the offset at the nearer limit is given.
    pub fn offset_us(&self, instant_us: i64) -> i64 {
        self.offset_at_second(
            instant_us.clamp(MIN_INSTANT_US, MAX_INSTANT_US).div_euclid(SECOND_US),
        )
    }

    /// The wall clock at an instant, written as if it were UTC.
    pub fn local_us(&self, instant_us: i64) -> i64 {
        instant_us.saturating_add(self.offset_us(instant_us))
    }

    /// The stretches of constant offset that together are exactly `[from_us, to_us)`; none if that is empty.
    ///
    /// *Method*: the offset is read every 12 h; where two readings differ, the change is bisected to its second. The
    /// table of changes of `chrono-tz` is private, and the changes themselves fall on whole seconds.
    ///
    /// *Cost*: about 730 readings for a year, independent of the number of bins.
    pub fn segments(&self, from_us: i64, to_us: i64) -> Vec<Segment> {
        let mut segments = Vec::new();
        if from_us >= to_us {
            return segments;
        }
        let mut current =
            Segment { start_us: from_us, end_us: to_us, offset_us: self.offset_us(from_us) };
        // A zone changes nothing beyond the limits, see `offset_us`: the probes need not go there.
        let last = to_us.min(MAX_INSTANT_US);
        let mut probe = from_us.max(MIN_INSTANT_US);
        while !self.is_fixed() && probe < last {
            let next = (probe + PROBE_US).min(last);
            if self.offset_us(next) == current.offset_us {
                probe = next;
                continue;
            }
            let change = self.change_between(probe, next, current.offset_us);
            if change >= to_us {
                break;
            }
            segments.push(Segment { end_us: change, ..current });
            current =
                Segment { start_us: change, end_us: to_us, offset_us: self.offset_us(change) };
            probe = change;
        }
        segments.push(current);
        segments
    }

    /// An instant in ISO 8601 with the offset that is valid then, such as `2024-09-29T03:00:00+13:00`.
    ///
    /// Fractions of a second appear with six digits where they are not zero; offsets before the standard zones may
    /// carry seconds (`+00:53:28`).
    pub fn iso_label(&self, instant_us: i64) -> String {
        let local_us = self.local_us(instant_us);
        let offset = zone_name::offset_label(self.offset_us(instant_us) / SECOND_US);
        let Some(wall) = DateTime::from_timestamp_micros(local_us) else {
            // Only instants that `check_instant` refuses lie beyond the years of chrono.
            return format!("{instant_us} us");
        };
        let format = if local_us.rem_euclid(SECOND_US) == 0 {
            "%Y-%m-%dT%H:%M:%S"
        } else {
            "%Y-%m-%dT%H:%M:%S%.6f"
        };
        format!("{}{offset}", wall.format(format))
    }

    fn is_fixed(self) -> bool {
        matches!(self.rule, Rule::Fixed { .. })
    }

    /// The first whole second after `from_us`, at most `to_us`, whose offset is not `offset_us`.
    fn change_between(self, from_us: i64, to_us: i64, offset_us: i64) -> i64 {
        let mut same = from_us.div_euclid(SECOND_US);
        let mut different = to_us.div_euclid(SECOND_US);
        while different - same > 1 {
            let middle = same + (different - same) / 2;
            if self.offset_at_second(middle) == offset_us {
                same = middle;
            } else {
                different = middle;
            }
        }
        different * SECOND_US
    }

    #[cfg_attr(
        not(feature = "tz"),
        expect(unused_variables, reason = "a fixed offset does not depend on the instant")
    )]
    fn offset_at_second(self, instant_s: i64) -> i64 {
        let offset_s = match self.rule {
            Rule::Fixed { offset_s } => offset_s,
            #[cfg(feature = "tz")]
            Rule::Named(zone) => {
                let utc = DateTime::from_timestamp(instant_s, 0).unwrap_or_default().naive_utc();
                zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
            }
        };
        i64::from(offset_s) * SECOND_US
    }
}

impl Segment {
    /// The wall clock at the first instant.
    pub fn local_start_us(&self) -> i64 {
        self.start_us.saturating_add(self.offset_us)
    }

    /// The wall clock to which the stretch runs, which it does not show itself.
    pub fn local_end_us(&self) -> i64 {
        self.end_us.saturating_add(self.offset_us)
    }
}

#[cfg(test)]
#[path = "zone_tests.rs"]
mod tests;

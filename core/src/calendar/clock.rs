//! Local days and hours of many instants, and the instants at which local days begin.

use crate::error::Result;

use super::clock_text::check_day_start;
use super::grid::{Grid, bin_around};
use super::period::{Period, date_of, day_of};
use super::span::check_instant;
use super::{DAY_US, HOUR_US, SECOND_US, TimeZone};

/// The calendar knows this much more than the span asked for: a month and a repeated day on either side.
const MARGIN_US: i64 = 34 * DAY_US;

/// What the wall clock and the calendar show at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The counting day: days from 1970-01-01 to the local date on which it begins.
    ///
    /// A day never comes back: in an hour that is repeated across midnight it stays the later one.
    pub day: i64,
    /// The wall clock, written as if it were UTC.
    pub local_us: i64,
    /// The instant at which the running hour of the counting day began, as [`cuts`](super::cuts) has it.
    pub hour_start_us: i64,
}

impl LocalTime {
    /// Weekday of the counting day, 0 (Monday) to 6 (Sunday).
    pub fn weekday(&self) -> u8 {
        weekday(self.day)
    }

    /// Seconds of the wall clock after its midnight, 0 to 86399.
    pub fn second_of_day(&self) -> u32 {
        u32::try_from(self.local_us.rem_euclid(DAY_US) / SECOND_US).unwrap_or(0)
    }

    /// The slot of the week on the wall clock, in slots of `interval_s` seconds from Monday 00:00.
    ///
    /// 3600 s give 0 to 167, 900 s give 0 to 671. Slots follow the wall clock and not the counting day: Saturday
    /// 01:00 is a slot of Saturday even where the counting day begins at 06:00. `interval_s` divides a week; 0 is
    /// taken as 1.
    pub fn slot(&self, interval_s: u32) -> usize {
        // 1970-01-01 is a Thursday, three days after its Monday.
        let in_week_s = (self.local_us.div_euclid(SECOND_US) + 3 * 86_400).rem_euclid(7 * 86_400);
        usize::try_from(in_week_s / i64::from(interval_s.max(1))).unwrap_or(0)
    }
}

/// Weekday of a day number, 0 (Monday) to 6 (Sunday).
pub(super) fn weekday(day: i64) -> u8 {
    u8::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}

/// A reader of the local clock of one zone: O(1) for instants in ascending order, O(log changes) for others.
#[derive(Debug, Clone)]
pub struct LocalClock {
    zone: TimeZone,
    day_start_us: i64,
    stretches: Vec<Stretch>,
    current: usize,
}

/// A stretch of constant offset and what went before it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "every field is in microseconds and says so")]
struct Stretch {
    start_us: i64,
    offset_us: i64,
    /// Largest wall clock value shown before the stretch.
    before_us: i64,
    /// Largest wall clock value shown up to the end of the stretch.
    reach_us: i64,
    /// Instant at which the hour began that is running at the start.
    hour_start_us: i64,
}

impl LocalClock {
    /// A clock for instants of `[from_us, to_us]`; outside them the nearest known offset is assumed.
    ///
    /// # Errors
    /// `TimeOutOfRange` outside the years 1900 to 2200, `OptionRange` for a `day_start_us` outside a day.
    pub fn new(zone: &TimeZone, day_start_us: i64, from_us: i64, to_us: i64) -> Result<Self> {
        check_day_start(day_start_us)?;
        check_instant(from_us)?;
        check_instant(to_us)?;
        let grid = Grid { day_start_us, interval_us: HOUR_US };
        let segments = zone.segments(from_us - MARGIN_US, to_us.max(from_us) + MARGIN_US);
        let mut stretches: Vec<Stretch> = Vec::with_capacity(segments.len());
        for segment in &segments {
            let reach_us = segment.local_end_us() - 1;
            let stretch = match stretches.last() {
                None => Stretch {
                    start_us: i64::MIN,
                    offset_us: segment.offset_us,
                    before_us: i64::MIN,
                    reach_us,
                    hour_start_us: i64::MIN,
                },
                Some(last) => {
                    let running =
                        grid.label(segment.start_us - 1 + last.offset_us) - last.offset_us;
                    let cut = grid.cuts_change(segment, last.reach_us);
                    Stretch {
                        start_us: segment.start_us,
                        offset_us: segment.offset_us,
                        before_us: last.reach_us,
                        reach_us: reach_us.max(last.reach_us),
                        hour_start_us: if cut { segment.start_us } else { running },
                    }
                }
            };
            stretches.push(stretch);
        }
        if let Some(last) = stretches.last_mut() {
            last.reach_us = i64::MAX;
        }
        Ok(Self { zone: *zone, day_start_us, stretches, current: 0 })
    }

    /// The zone of the clock.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What the clock shows at an instant.
    pub fn at(&mut self, instant_us: i64) -> LocalTime {
        self.seek(instant_us);
        let stretch = &self.stretches[self.current];
        let local_us = instant_us.saturating_add(stretch.offset_us);
        let day =
            local_us.max(stretch.before_us).saturating_sub(self.day_start_us).div_euclid(DAY_US);
        let hour = instant_us
            .saturating_sub(local_us.saturating_sub(self.day_start_us).rem_euclid(HOUR_US));
        let hour_start_us = if hour >= stretch.start_us { hour } else { stretch.hour_start_us };
        LocalTime { day, local_us, hour_start_us }
    }

    /// The first instant at which the clock shows `local_us` or a later time.
    pub fn first_reaching(&self, local_us: i64) -> i64 {
        let index = self.stretches.partition_point(|stretch| stretch.reach_us < local_us);
        let stretch = &self.stretches[index];
        local_us.saturating_sub(stretch.offset_us).max(stretch.start_us)
    }

    /// The instant at which a counting day begins.
    pub fn day_begin(&self, day: i64) -> i64 {
        self.first_reaching(day.saturating_mul(DAY_US).saturating_add(self.day_start_us))
    }

    /// The period `[start, end)` that contains an instant.
    ///
    /// Hours, days, weeks and months are those of the counting day; an hour of the week is that of the wall clock.
    ///
    /// # Errors
    /// `TimeOutOfRange` outside the years 1900 to 2200.
    pub fn bounds(&mut self, period: Period, instant_us: i64) -> Result<(i64, i64)> {
        check_instant(instant_us)?;
        let day = self.at(instant_us).day;
        let (first, next) = match period {
            Period::Hour => return bin_around(&self.zone, self.day_start_us, HOUR_US, instant_us),
            Period::HourOfWeek => return bin_around(&self.zone, 0, HOUR_US, instant_us),
            Period::Day => (day, day + 1),
            Period::Week => {
                let monday = day - i64::from(weekday(day));
                (monday, monday + 7)
            }
            Period::Month => {
                let (year, month, _) = date_of(day);
                (
                    day_of(year, month),
                    if month == 12 { day_of(year + 1, 1) } else { day_of(year, month + 1) },
                )
            }
        };
        Ok((self.day_begin(first), self.day_begin(next)))
    }

    fn seek(&mut self, instant_us: i64) {
        let starts_after = |index: usize| {
            self.stretches.get(index).is_none_or(|stretch| instant_us < stretch.start_us)
        };
        if starts_after(self.current) || !starts_after(self.current + 1) {
            // The first stretch starts at the minimum, so that at least one always starts in time.
            self.current =
                self.stretches.partition_point(|stretch| stretch.start_us <= instant_us) - 1;
        }
    }
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;

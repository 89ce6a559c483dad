//! The boundaries of a regular grid on the local clock.

use crate::error::{Error, Result};

use super::clock_text::check_day_start;
use super::span::check_instant;
use super::{DAY_US, HOUR_US, SECOND_US, Segment, TimeZone};

/// Largest number of bins that [`cuts`] makes unless told otherwise: 400 MB of boundaries.
pub const DEFAULT_MAX_BINS: u64 = 50_000_000;

/// Largest jump of a wall clock (Samoa, December 2011: 24 h), which bounds how much longer than its interval a bin is.
const MAX_JUMP_US: i64 = DAY_US;

/// The sorted boundaries of the local grid whose bins together cover `[from_us, to_us)`; none if that is empty.
///
/// The first boundary is at or before `from_us`, the last at or after `to_us`, so that the first and the last bin are
/// whole. A boundary lies where the wall clock, counted from `day_start_us`, shows a multiple of `interval_us`:
///
/// 1. Within a stretch of constant offset: wherever `(local - day_start) mod interval = 0`.
/// 2. A label inside a skipped hour: at the change itself, once for all labels that are skipped together.
/// 3. A repeated hour, interval up to 1 h: labels are cut again, and the change itself is cut where the clock jumps
///    into another label. A day of 25 h has 25 hourly bins. Where the clock goes back by less than an interval within
///    one label, the bin is longer instead (Lord Howe: one hourly bin of 1.5 h).
/// 4. A repeated hour, interval above 1 h: a label is cut at its first showing only. A day lasts 23, 24 or 25 h.
///
/// Every boundary of an interval is therefore also a boundary of each interval that divides it.
///
/// *Source*: ours; algorithms for local bins in the databases that we know differ exactly in rules 2 to 4.
///
/// *Cost*: O(bins + days).
///
/// # Errors
/// [`Error::OptionRange`] unless `interval_us` is whole seconds and divides a day, and `day_start_us` lies within a
/// day; [`Error::TimeOutOfRange`] outside the years 1900 to 2200; [`Error::LimitBins`] above `max_bins`.
pub fn cuts(
    zone: &TimeZone,
    day_start_us: i64,
    interval_us: i64,
    from_us: i64,
    to_us: i64,
    max_bins: u64,
) -> Result<Vec<i64>> {
    check_day_start(day_start_us)?;
    check_interval(interval_us)?;
    check_instant(from_us)?;
    check_instant(to_us)?;
    if from_us >= to_us {
        return Ok(Vec::new());
    }
    // Checked before anything is allocated; the fold of a repeated hour can only add to it.
    check_bins(to_us.saturating_sub(from_us) / interval_us, max_bins)?;
    let cuts = Grid { day_start_us, interval_us }.cover(*zone, from_us, to_us);
    check_bins(i64::try_from(cuts.len()).unwrap_or(i64::MAX) - 1, max_bins)?;
    Ok(cuts)
}

/// The bin `[start, end)` of the local grid of [`cuts`] that contains an instant.
///
/// # Errors
/// As [`cuts`].
pub fn bin_around(
    zone: &TimeZone,
    day_start_us: i64,
    interval_us: i64,
    instant_us: i64,
) -> Result<(i64, i64)> {
    check_day_start(day_start_us)?;
    check_interval(interval_us)?;
    check_instant(instant_us)?;
    let grid = Grid { day_start_us, interval_us };
    let cuts = grid.cover(*zone, instant_us, instant_us + 1);
    Ok((cuts[0], cuts[1]))
}

fn check_interval(interval_us: i64) -> Result<()> {
    if interval_us > 0 && interval_us % SECOND_US == 0 && DAY_US % interval_us == 0 {
        return Ok(());
    }
    let found = if interval_us % SECOND_US == 0 {
        format!("{} s", interval_us / SECOND_US)
    } else {
        format!("{interval_us} us")
    };
    Err(Error::OptionRange {
        option: "interval_s".into(),
        found,
        expected: "whole seconds that divide a day, such as 900, 3600 or 86400".into(),
    })
}

fn check_bins(bins: i64, limit: u64) -> Result<()> {
    let found = u64::try_from(bins).unwrap_or(0);
    if found > limit { Err(Error::LimitBins { found, limit }) } else { Ok(()) }
}

/// A grid of labels on the wall clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) day_start_us: i64,
    pub(super) interval_us: i64,
}

impl Grid {
    /// Number of the label that a wall clock value carries.
    fn index(self, local_us: i64) -> i64 {
        (local_us - self.day_start_us).div_euclid(self.interval_us)
    }

    /// The first wall clock value after `local_us` at which a label begins.
    fn next_label(self, local_us: i64) -> i64 {
        self.day_start_us + (self.index(local_us) + 1) * self.interval_us
    }

    /// The wall clock value at which the label of `local_us` begins.
    pub(super) fn label(self, local_us: i64) -> i64 {
        self.day_start_us + self.index(local_us) * self.interval_us
    }

    /// Whether the change of offset into `segment` is a boundary, given the largest wall clock value shown before.
    pub(super) fn cuts_change(self, segment: &Segment, peak_us: i64) -> bool {
        let local_us = segment.local_start_us();
        if local_us > peak_us {
            // Rule 2, or the clock lands on a label.
            self.next_label(peak_us) <= local_us
        } else {
            // Rule 3; rule 4 never cuts a label again.
            self.interval_us <= HOUR_US
                && (self.label(local_us) == local_us || self.index(local_us) != self.index(peak_us))
        }
    }

    /// Boundaries of whole bins over a span that is not empty: at least two.
    fn cover(self, zone: TimeZone, from_us: i64, to_us: i64) -> Vec<i64> {
        // A bin may begin this long before an instant that it contains, and end this long after. A repeated hour that
        // straddles the first of these instants is over before the bin that is wanted first.
        let longest = self.interval_us
            + if self.interval_us <= HOUR_US { self.interval_us } else { MAX_JUMP_US };
        let (keep_from, keep_to) = (from_us - longest, to_us + longest);
        let segments = zone.segments(keep_from, keep_to + SECOND_US);
        let mut cuts = Vec::with_capacity(
            usize::try_from((keep_to - keep_from) / self.interval_us).unwrap_or(0) + 4,
        );
        let mut peak_us = i64::MIN;
        for segment in &segments {
            let local_us = segment.local_start_us();
            let mut after_us = local_us - 1;
            if peak_us != i64::MIN {
                if self.cuts_change(segment, peak_us) {
                    cuts.push(segment.start_us);
                    after_us = local_us;
                } else if self.interval_us > HOUR_US {
                    after_us = after_us.max(peak_us);
                }
            }
            let end_us = segment.local_end_us().min(keep_to + segment.offset_us);
            let mut label_us = self.next_label(after_us);
            while label_us < end_us {
                cuts.push(label_us - segment.offset_us);
                label_us += self.interval_us;
            }
            peak_us = peak_us.max(segment.local_end_us() - 1);
        }
        let first = cuts.partition_point(|&cut| cut <= from_us).saturating_sub(1);
        let last = cuts.partition_point(|&cut| cut < to_us);
        cuts.truncate(last + 1);
        cuts.drain(..first);
        cuts
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;

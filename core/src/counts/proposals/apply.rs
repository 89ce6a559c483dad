//! Corrections that were accepted, applied before cleaning: clocks to the records, directions and levels to the
//! bins. What was recorded stays beside what comes out.

use crate::counts::bins::Bins;
use crate::counts::grid::{GridOptions, Overlaps};
use crate::counts::intervals::{Interval, Intervals, UNSEEN, disjoint, in_order};
use crate::error::Result;
use crate::table::{Accepted, Correction, Flags, Proposals};

/// One sensor's bins after accepted swaps and factors.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::counts) struct Adjusted {
    /// Entries with their interval; NaN where nothing was observed.
    pub(in crate::counts) entries: Vec<[f64; 3]>,
    /// Exits likewise.
    pub(in crate::counts) exits: Vec<[f64; 3]>,
    /// True in the bins that changed.
    pub(in crate::counts) touched: Vec<bool>,
}

impl Adjusted {
    /// Whole persons, as the cleaning model takes them.
    pub(in crate::counts) fn rounded(side: &[[f64; 3]]) -> Vec<i64> {
        side.iter()
            .map(|[persons, ..]| if persons.is_nan() { UNSEEN } else { persons.round() as i64 })
            .collect()
    }
}

/// Moves the records of sensors whose clock was wrong.
///
/// Records of one sensor that then name the same time are treated as repeated records are, and where a moved
/// record covers a part of another, the time covered twice is counted once: clocks that are put right leave such
/// places behind.
///
/// # Errors
/// `KELIU_INTERVALS_OVERLAP` where records overlap before they are moved.
pub(in crate::counts) fn set_clocks(
    state: &mut Intervals,
    proposals: &Proposals,
    options: &GridOptions,
) -> Result<()> {
    for (sensor, intervals) in &mut state.sensors {
        let clocks: Vec<&Accepted> =
            proposals.of_sensor(sensor).iter().filter(|one| of_clock(one)).collect();
        if clocks.is_empty() {
            continue;
        }
        disjoint(sensor, intervals, options.overlaps)?;
        let mut moved = Vec::with_capacity(intervals.len());
        for interval in intervals.iter() {
            let ahead = clocks.iter().find(|one| covers(one, interval.start));
            let mut one = *interval;
            if let Some(ahead) = ahead.map(|one| microseconds(one)).filter(|us| *us != 0) {
                one = Interval {
                    start: interval.start - ahead,
                    end: interval.end - ahead,
                    flags: Flags(interval.flags).with(Flags::ADJUSTED).0,
                    ..*interval
                };
            }
            let (from, to) = state.extent.span.unwrap_or((one.start, one.end));
            state.extent.span = Some((from.min(one.start), to.max(one.end)));
            moved.push(one);
        }
        let moved = in_order(moved, options.duplicates);
        *intervals = disjoint(sensor, &moved, Overlaps::Trim)?.into_owned();
    }
    Ok(())
}

fn of_clock(one: &Accepted) -> bool {
    matches!(one.correction, Correction::Clock | Correction::Zone)
}

fn covers(one: &Accepted, at: i64) -> bool {
    (one.start..one.end).contains(&at)
}

fn microseconds(one: &Accepted) -> i64 {
    (one.value * 1e6).round() as i64
}

/// Exchanges directions and divides by factors; nothing where no such correction was accepted for the sensor.
///
/// A bin belongs to a swap if half of it or more does. A bin of which a share s was counted by a factor f holds
/// 1 - s + s f times its persons.
pub(in crate::counts) fn adjusted(
    bins: &Bins,
    cuts: &[i64],
    accepted: &[Accepted],
) -> Option<Adjusted> {
    if accepted.iter().all(of_clock) {
        return None;
    }
    // Stretches are told by the sensor's own clock; the bins stand by the right one.
    let set = |at: i64| {
        let clock = accepted.iter().find(|one| of_clock(one) && covers(one, at));
        at.saturating_sub(clock.map_or(0, microseconds))
    };
    let whole = |counts: &[i64]| -> Vec<[f64; 3]> {
        counts
            .iter()
            .map(|&count| if count < 0 { [f64::NAN; 3] } else { [count as f64; 3] })
            .collect()
    };
    let mut result = Adjusted {
        entries: whole(&bins.entries),
        exits: whole(&bins.exits),
        touched: vec![false; bins.entries.len()],
    };
    for one in accepted.iter().filter(|one| !of_clock(one)) {
        let (start, end) =
            (set(one.start), if one.end == i64::MAX { one.end } else { set(one.end) });
        let first = cuts.partition_point(|cut| *cut <= start).saturating_sub(1);
        for bin in first..bins.entries.len() {
            let length = cuts[bin + 1] - cuts[bin];
            let inside = cuts[bin + 1].min(end) - cuts[bin].max(start);
            if inside <= 0 {
                if cuts[bin] >= end {
                    break;
                }
                continue;
            }
            if one.correction == Correction::Swap {
                if 2 * inside >= length {
                    std::mem::swap(&mut result.entries[bin], &mut result.exits[bin]);
                    result.touched[bin] = true;
                }
                continue;
            }
            let share = inside as f64 / length as f64;
            let whole = |factor: f64| 1.0 - share + share * factor;
            for side in [&mut result.entries[bin], &mut result.exits[bin]] {
                let [value, low, high] = *side;
                *side = [value / whole(one.value), low / whole(one.high), high / whole(one.low)];
            }
            result.touched[bin] = true;
        }
    }
    Some(result)
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;

//! Numbers by which devices say that they know nothing: kept to be shown, never counted.

use super::intervals::{Interval, UNSEEN};
use crate::table::may_be_sentinel;
use std::borrow::Cow;

/// Where sentinels stand among counts: far below zero, so that whatever asks for a count finds none.
const BASE: i64 = -(1 << 62);
/// Sentinels lie within this of the base.
const REACH: i64 = 1 << 41;
/// A number that may be a sentinel is one where it exceeds the busiest hundredth of the other counts this often.
const BEYOND: i64 = 8;

/// A count as it is kept: a number below zero stands for nothing.
pub(super) fn read(value: i64) -> i64 {
    if value < 0 { BASE + value } else { value }
}

/// A count from a stored state, which may hold anything.
pub(super) fn stored(value: i64) -> i64 {
    if value >= 0 || is(value) { value } else { UNSEEN }
}

pub(super) fn is(count: i64) -> bool {
    (BASE - REACH..=BASE + REACH).contains(&count)
}

/// What the device wrote: a count or a sentinel.
pub(super) fn recorded(count: i64) -> Option<i64> {
    if is(count) { Some(count - BASE) } else { (count >= 0).then_some(count) }
}

/// Takes large numbers for what they are where the other counts of the sensor are nowhere near them.
pub(super) fn taken_out(mut intervals: Cow<'_, [Interval]>) -> Cow<'_, [Interval]> {
    for direction in [|row: &mut Interval| &mut row.entries, |row: &mut Interval| &mut row.exits] {
        let count = |row: &Interval| *direction(&mut row.clone());
        if !intervals.iter().any(|row| may_be_sentinel(count(row))) {
            continue;
        }
        let mut others: Vec<i64> = intervals
            .iter()
            .map(count)
            .filter(|count| *count >= 0 && !may_be_sentinel(*count))
            .collect();
        let usual = if others.is_empty() {
            0
        } else {
            let at = (others.len() - 1) * 99 / 100;
            *others.select_nth_unstable(at).1
        };
        for row in intervals.to_mut() {
            let count = direction(row);
            if may_be_sentinel(*count) && *count / BEYOND > usual {
                *count += BASE;
            }
        }
    }
    intervals
}

#[cfg(test)]
#[path = "sentinels_tests.rs"]
mod tests;

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
pub(super) fn taken_out(intervals: Cow<'_, [Interval]>) -> Cow<'_, [Interval]> {
    let intervals = out_of(intervals, |row| row.entries, |row, count| row.entries = count);
    out_of(intervals, |row| row.exits, |row, count| row.exits = count)
}

fn out_of(
    mut intervals: Cow<'_, [Interval]>,
    count: impl Fn(&Interval) -> i64,
    replace: impl Fn(&mut Interval, i64),
) -> Cow<'_, [Interval]> {
    if !intervals.iter().any(|row| may_be_sentinel(count(row))) {
        return intervals;
    }
    let mut others: Vec<i64> =
        intervals.iter().map(&count).filter(|one| *one >= 0 && !may_be_sentinel(*one)).collect();
    let usual = if others.is_empty() {
        0
    } else {
        let at = (others.len() - 1) * 99 / 100;
        *others.select_nth_unstable(at).1
    };
    let out = |one: i64| may_be_sentinel(one) && one / BEYOND > usual;
    if intervals.iter().any(|row| out(count(row))) {
        for row in intervals.to_mut() {
            let one = count(row);
            if out(one) {
                replace(row, BASE + one);
            }
        }
    }
    intervals
}

#[cfg(test)]
#[path = "sentinels_tests.rs"]
mod tests;

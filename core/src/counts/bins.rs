//! Intervals of one sensor laid on the grid: every person lands in exactly one bin.

use super::grid::{Absent, Grid, GridOptions, Spread};
use super::intervals::{Interval, UNSEEN, disjoint};
use super::sentinels;
use crate::calendar::HOUR_US;
use crate::error::Result;
use crate::table::Flags;
use std::borrow::Cow;

/// One sensor on the grid; a negative count stands for "not observed".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bins {
    pub(crate) entries: Vec<i64>,
    pub(crate) exits: Vec<i64>,
    /// Time of each bin that records cover, in microseconds.
    pub(crate) covered_us: Vec<i64>,
    pub(crate) flags: Vec<u32>,
}

impl Bins {
    /// Lays the intervals of one sensor, sorted by time, on the grid.
    ///
    /// A record inside one bin is added to it. A longer one is spread: with C(t) the count passed up to t, linear
    /// in time or in the profile, the bins get R(k+1) - R(k), R(k) = floor(C(cut k) + 1/2), in exact fractions. The
    /// sum telescopes, so the record's persons are conserved, and any run of bins is within one of its share.
    ///
    /// *Source*: ours; cumulative rounding (Sande and others call it controlled rounding in one dimension).
    pub(crate) fn lay(
        sensor: &str,
        intervals: &[Interval],
        grid: &Grid,
        options: &GridOptions,
    ) -> Result<Self> {
        let intervals = sentinels::taken_out(disjoint(sensor, intervals, options.overlaps)?);
        let bins = grid.bins();
        let mut laid = Self {
            entries: vec![UNSEEN; bins],
            exits: vec![UNSEEN; bins],
            covered_us: vec![0; bins],
            flags: vec![0; bins],
        };
        let rates = match options.spread {
            Spread::Profile => Rates::of(&intervals, grid),
            Spread::Even => Rates::even(),
        };
        let mut bin = 0;
        for interval in intervals.iter() {
            while grid.cuts[bin + 1] <= interval.start {
                bin += 1;
            }
            if interval.end <= grid.cuts[bin + 1] {
                laid.flags[bin] |= interval.flags;
                if interval.seen() {
                    laid.covered_us[bin] += interval.end - interval.start;
                }
                add(&mut laid.entries[bin], interval.entries);
                add(&mut laid.exits[bin], interval.exits);
                if sentinels::is(interval.entries) || sentinels::is(interval.exits) {
                    laid.flags[bin] |= Flags::SENTINEL.0;
                }
            } else {
                laid.spread(interval, bin, grid, &rates);
            }
        }
        if options.absent == Absent::Zero {
            laid.nobody_came(&intervals, grid);
        }
        for bin in 0..bins {
            let length = grid.cuts[bin + 1] - grid.cuts[bin];
            if laid.covered_us[bin] == 0 {
                laid.flags[bin] |= Flags::MISSING.0;
            } else if laid.covered_us[bin] < length {
                laid.flags[bin] |= Flags::PARTIAL.0;
            }
        }
        Ok(laid)
    }

    /// Between the first and the last record, time without a record is time in which nobody came.
    fn nobody_came(&mut self, intervals: &[Interval], grid: &Grid) {
        let entries = intervals.iter().any(|interval| interval.entries >= 0);
        let exits = intervals.iter().any(|interval| interval.exits >= 0);
        let Some(mut covered_to) = intervals.first().map(|interval| interval.end) else { return };
        for interval in intervals {
            if interval.start > covered_to {
                let mut bin = grid.cuts.partition_point(|&cut| cut <= covered_to) - 1;
                while bin < self.flags.len() && grid.cuts[bin] < interval.start {
                    self.covered_us[bin] +=
                        grid.cuts[bin + 1].min(interval.start) - grid.cuts[bin].max(covered_to);
                    for (count, told) in
                        [(&mut self.entries[bin], entries), (&mut self.exits[bin], exits)]
                    {
                        if told && *count == UNSEEN {
                            *count = 0;
                        }
                    }
                    bin += 1;
                }
            }
            covered_to = covered_to.max(interval.end);
        }
    }

    fn spread(&mut self, interval: &Interval, first: usize, grid: &Grid, rates: &Rates<'_>) {
        let last = first + grid.cuts[first..].partition_point(|&cut| cut < interval.end) - 1;
        let covered =
            |bin: usize| grid.cuts[bin + 1].min(interval.end) - grid.cuts[bin].max(interval.start);
        // Two bins say too little about the profile to be worth bending the line.
        let weight = |bin: usize| {
            let rate = if last - first >= 2 { rates.of_slot(grid.slot[bin]) } else { 1 };
            u128::from(rate) * covered(bin) as u128
        };
        let whole: u128 = (first..=last).map(weight).sum();
        let rounded =
            |count: i64, passed: u128| ((2 * count as u128 * passed + whole) / (2 * whole)) as i64;
        let (mut passed, mut entries, mut exits) = (0, 0, 0);
        for bin in first..=last {
            self.flags[bin] |= interval.flags;
            if sentinels::is(interval.entries) || sentinels::is(interval.exits) {
                self.flags[bin] |= Flags::SENTINEL.0;
            }
            if !interval.seen() {
                continue;
            }
            self.flags[bin] |= Flags::SPREAD.0;
            self.covered_us[bin] += covered(bin);
            passed += weight(bin);
            for (slot, count, before) in [
                (&mut self.entries[bin], interval.entries, &mut entries),
                (&mut self.exits[bin], interval.exits, &mut exits),
            ] {
                if count >= 0 {
                    let now = rounded(count, passed);
                    add(slot, now - *before);
                    *before = now;
                }
            }
        }
    }
}

/// A sentinel is shown where there is no count.
fn add(bin: &mut i64, count: i64) {
    if count >= 0 {
        *bin = (*bin).max(0).saturating_add(count);
    } else if *bin == UNSEEN {
        *bin = count;
    }
}

/// The flow of one sensor per slot of the week, in whole numbers so that spreading stays exact.
struct Rates<'a> {
    of_slot: Cow<'a, [u32]>,
}

impl Rates<'_> {
    /// Rates are kept to 2^10: with counts below 2^63 and spans below 2^54 µs every product fits 128 bits.
    const LARGEST: u128 = 1 << 10;

    const fn even() -> Self {
        Self { of_slot: Cow::Borrowed(&[]) }
    }

    /// Persons per observed time in each slot, from the records no longer than a bin; even where there are none.
    fn of(intervals: &[Interval], grid: &Grid) -> Self {
        let mut bin = 0;
        let fits = |interval: &Interval, bin: usize| interval.end <= grid.cuts[bin + 1];
        let mut long = false;
        let mut persons = vec![0u128; grid.slots];
        let mut observed_us = vec![0u128; grid.slots];
        for interval in intervals.iter().filter(|interval| interval.seen()) {
            while grid.cuts[bin + 1] <= interval.start {
                bin += 1;
            }
            if fits(interval, bin) {
                let slot = usize::from(grid.slot[bin]);
                persons[slot] += interval.entries.max(0) as u128 + interval.exits.max(0) as u128;
                observed_us[slot] += (interval.end - interval.start) as u128;
            } else {
                long |= grid.cuts.get(bin + 2).is_some_and(|&cut| cut < interval.end);
            }
        }
        let total: u128 = persons.iter().sum();
        if !long || total == 0 {
            return Self::even();
        }
        // A slot never observed gets the mean flow; one person more everywhere keeps every slot possible.
        let observed: u128 = observed_us.iter().sum();
        let per_hour = |persons: u128, us: u128| (persons + 1) * 16 * HOUR_US as u128 / us.max(1);
        let rates: Vec<u128> = (0..grid.slots)
            .map(|slot| match observed_us[slot] {
                0 => per_hour(total, observed),
                us => per_hour(persons[slot], us),
            })
            .collect();
        let largest = rates.iter().copied().max().unwrap_or(1).max(1);
        let scale = |rate: u128| {
            if largest > Self::LARGEST { rate * Self::LARGEST / largest } else { rate }
        };
        Self { of_slot: rates.iter().map(|&rate| scale(rate).max(1) as u32).collect() }
    }

    fn of_slot(&self, slot: u16) -> u32 {
        self.of_slot.get(usize::from(slot)).copied().unwrap_or(1)
    }
}

#[cfg(test)]
#[path = "bins_tests.rs"]
mod tests;

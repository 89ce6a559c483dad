//! Visits of one zone and period, added up so that no order and no split shows.

use super::distinct::Distinct;
use super::slices::Slice;
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::stats::survival::Durations;
use crate::table::Visits;

/// Significant digits that a dwell keeps in the curve: at most 9000 different ones per decade, however many visits.
const DIGITS: u32 = 4;

/// More visits than these are no visits: what a state from outside may claim, so that sums of states cannot overflow.
const MOST_VISITS: u64 = 1 << 48;

/// A dwell with all further digits dropped. Rounding down keeps it on its side of every edge that has no more digits.
pub(super) fn shortened(us: i64) -> i64 {
    let unit = 10_i64.pow(us.max(1).ilog10().saturating_sub(DIGITS - 1));
    us / unit * unit
}

/// What is kept of the visits.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tally {
    /// Ascending, each dwell once.
    pub(super) durations: Vec<Durations>,
    pub(super) visitors: Distinct,
    /// Dwell of all visits, and of those seen from end to end.
    pub(super) dwell_us: i128,
    pub(super) whole_us: i128,
    pub(super) longest_us: i64,
}

impl Tally {
    pub(super) fn of(visits: &Visits<'_>, slice: &Slice) -> Self {
        let mut tally =
            Self { visitors: Distinct::of(&visits.track, &slice.rows), ..Self::default() };
        let mut durations = Vec::with_capacity(slice.rows.len());
        for &row in &slice.rows {
            let row = row as usize;
            let us = visits.dwell_us[row];
            let whole = visits.start_seen_at(row) && visits.end_seen_at(row);
            tally.dwell_us += i128::from(us);
            tally.longest_us = tally.longest_us.max(us);
            if whole {
                tally.whole_us += i128::from(us);
            }
            let (ended, cut) = if whole { (1, 0) } else { (0, 1) };
            durations.push(Durations { ticks: shortened(us), ended, cut });
        }
        tally.durations = gathered(durations);
        tally
    }

    pub(super) fn join(&mut self, other: Self) {
        self.visitors.join(other.visitors);
        self.dwell_us = self.dwell_us.saturating_add(other.dwell_us);
        self.whole_us = self.whole_us.saturating_add(other.whole_us);
        self.longest_us = self.longest_us.max(other.longest_us);
        let mut durations = std::mem::take(&mut self.durations);
        durations.extend(other.durations);
        self.durations = gathered(durations);
    }

    /// Visits seen from end to end, and cut ones.
    pub(super) fn counts(&self) -> (u64, u64) {
        counts(&self.durations)
    }

    /// The same, of visits of at least `from` and less than `to`.
    pub(super) fn counts_between(&self, from: i64, to: Option<i64>) -> (u64, u64) {
        let first = self.durations.partition_point(|group| group.ticks < from);
        let end = to.map_or(self.durations.len(), |to| {
            self.durations.partition_point(|group| group.ticks < to)
        });
        counts(&self.durations[first..end])
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.unsigned(self.durations.len() as u128);
        let mut last = 0;
        for group in &self.durations {
            out.signed(i128::from(group.ticks - last));
            out.unsigned(u128::from(group.ended));
            out.unsigned(u128::from(group.cut));
            last = group.ticks;
        }
        self.visitors.write(out);
        out.signed(self.dwell_us);
        out.signed(self.whole_us);
        out.signed(i128::from(self.longest_us));
    }

    pub(super) fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let broken =
            || Error::StateInvalid { reason: "the visits of a zone break their rules".to_owned() };
        let mut tally = Self::default();
        let mut total: u64 = 0;
        for place in 0..input.count(3)? {
            let (step, ended, cut): (i64, u64, u64) =
                (input.number()?, number(input)?, number(input)?);
            let last = tally.durations.last().map_or(0, |last| last.ticks);
            let ticks = last.checked_add(step).ok_or_else(broken)?;
            total = total.saturating_add(ended).saturating_add(cut);
            if total > MOST_VISITS
                || step < 0
                || (step == 0 && place > 0)
                || ended.saturating_add(cut) == 0
            {
                return Err(broken());
            }
            tally.durations.push(Durations { ticks, ended, cut });
        }
        tally.visitors = Distinct::read(input)?;
        (tally.dwell_us, tally.whole_us) = (input.signed()?, input.signed()?);
        tally.longest_us = input.number()?;
        let longest = tally.durations.last().map_or(0, |last| last.ticks);
        if total == 0
            || tally.longest_us < longest
            || !(0..=tally.dwell_us).contains(&tally.whole_us)
        {
            return Err(broken());
        }
        Ok(tally)
    }
}

fn number(input: &mut ByteReader<'_>) -> Result<u64> {
    let value = input.unsigned()?;
    u64::try_from(value)
        .map_err(|_| Error::StateInvalid { reason: format!("{value} is out of range") })
}

fn counts(durations: &[Durations]) -> (u64, u64) {
    durations.iter().fold((0, 0), |(ended, cut), group| (ended + group.ended, cut + group.cut))
}

/// Each dwell once, ascending.
fn gathered(mut durations: Vec<Durations>) -> Vec<Durations> {
    durations.sort_by_key(|group| group.ticks);
    durations.dedup_by(|next, kept| {
        let same = next.ticks == kept.ticks;
        if same {
            kept.ended = kept.ended.saturating_add(next.ended);
            kept.cut = kept.cut.saturating_add(next.cut);
        }
        same
    });
    durations
}

#[cfg(test)]
#[path = "dwell_tally_tests.rs"]
mod tests;

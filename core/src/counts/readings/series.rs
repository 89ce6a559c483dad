//! The readings of one sensor in order of time, without those that cannot be register values.

use super::cost::Rules;

/// The place of a register that was not read.
pub(crate) const UNREAD: i64 = -1;

/// No register counts further; differences stay far within 64 bits.
const LARGEST_TOTAL: i64 = 1_000_000_000_000_000;

/// What devices write for "no value": all bits set, of 16, 24, 31 and 32.
const MARKS: [i64; 4] = [65_535, 16_777_215, 2_147_483_647, 4_294_967_295];

/// Readings of one instant that are weighed against each other; hostile input may hold millions.
const RIVALS: usize = 4;

/// One row as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw {
    pub(crate) row: u32,
    pub(crate) time: i64,
    pub(crate) totals: [Option<i64>; 2],
    /// Delivered afterwards.
    pub(crate) late: bool,
}

/// Why a row is no end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    Duplicate,
    Superseded,
    NoValue,
    Incomplete,
    Alien,
    Alone,
}

impl Reason {
    pub(crate) const WORDS: [&'static str; 6] =
        ["duplicate", "superseded", "no_value", "incomplete", "alien", "alone"];
}

/// A reading that may be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) row: u32,
    pub(crate) totals: [i64; 2],
}

/// Instants in order, each with one reading or several of which one is true; the last of them is preferred.
#[derive(Debug, Clone, Default)]
pub(crate) struct Series {
    pub(crate) times: Vec<i64>,
    /// Where the readings of each instant begin, and where the last ones end.
    pub(crate) from: Vec<usize>,
    pub(crate) readings: Vec<Reading>,
    /// Which registers this sensor has.
    pub(crate) registers: [bool; 2],
    /// What one in ten readings of each register exceeds, and two more: a few foreign ones do not raise it.
    pub(crate) top: [i64; 2],
    pub(crate) dropped: Vec<(u32, Reason)>,
}

impl Series {
    pub(crate) fn of(mut rows: Vec<Raw>, rules: &Rules) -> Self {
        // By value within an instant, so that the order of rows decides nothing but which of two equal rows is named.
        rows.sort_unstable_by_key(|raw| (raw.time, raw.late, raw.totals, raw.row));
        let mut series = Self::default();
        let mut kept: Vec<(i64, Reading)> = Vec::with_capacity(rows.len());
        let same = |a: &Raw, b: &Raw| (a.time, a.totals) == (b.time, b.totals);
        for (at, raw) in rows.iter().enumerate() {
            let value = |total: Option<i64>| match total {
                Some(total) if (0..=LARGEST_TOTAL).contains(&total) => total,
                _ => UNREAD,
            };
            if at > 0 && same(raw, &rows[at - 1]) {
                series.dropped.push((raw.row, Reason::Duplicate));
            } else {
                kept.push((raw.time, Reading { row: raw.row, totals: raw.totals.map(value) }));
            }
        }
        for register in 0..2 {
            blank_marks(&mut kept, register, rules);
            series.registers[register] = kept.iter().any(|(_, at)| at.totals[register] != UNREAD);
        }
        series.drop_where(&mut kept, Reason::NoValue, |_, reading| reading.totals == [UNREAD; 2]);
        for register in 0..2 {
            let silent = short_silences(&kept, register, rules);
            series.drop_where(&mut kept, Reason::Incomplete, |at, _| silent[at]);
        }
        series.group(&kept);
        series
    }

    fn drop_where(
        &mut self,
        kept: &mut Vec<(i64, Reading)>,
        reason: Reason,
        drop: impl Fn(usize, &Reading) -> bool,
    ) {
        let mut at = 0;
        kept.retain(|(_, reading)| {
            let goes = drop(at, reading);
            at += 1;
            if goes {
                self.dropped.push((reading.row, reason));
            }
            !goes
        });
    }

    fn group(&mut self, kept: &[(i64, Reading)]) {
        for rivals in kept.chunk_by(|a, b| a.0 == b.0) {
            let (worse, best) = rivals.split_at(rivals.len().saturating_sub(RIVALS));
            self.dropped.extend(worse.iter().map(|(_, at)| (at.row, Reason::Superseded)));
            self.times.push(rivals[0].0);
            self.from.push(self.readings.len());
            self.readings.extend(best.iter().map(|(_, reading)| *reading));
        }
        self.from.push(self.readings.len());
        for register in 0..2 {
            let mut totals: Vec<i64> = kept.iter().map(|(_, at)| at.totals[register]).collect();
            if let Some(at) = totals.len().checked_sub(3 + totals.len() / 10) {
                self.top[register] = *totals.select_nth_unstable(at).1;
            }
        }
    }

    /// The readings of an instant.
    pub(crate) fn rivals(&self, instant: usize) -> std::ops::Range<usize> {
        self.from[instant]..self.from[instant + 1]
    }

    /// The reading of an instant that is preferred.
    pub(crate) fn preferred(&self, instant: usize) -> &Reading {
        &self.readings[self.from[instant + 1] - 1]
    }
}

/// Takes a mark for "not read" unless a neighbor shows that the register may really have stood there.
fn blank_marks(kept: &mut [(i64, Reading)], register: usize, rules: &Rules) {
    let mut near = vec![false; kept.len()];
    let mut compare = |at: usize, last: &mut Option<(i64, i64)>| {
        let (time, total) = (kept[at].0, kept[at].1.totals[register]);
        if total == UNREAD {
            return;
        }
        if !MARKS.contains(&total) {
            *last = Some((time, total));
        } else if let Some((then, value)) = *last {
            let cap = rules.physical_cap((time - then).abs());
            near[at] |= (total - value).abs() as f64 <= cap;
        }
    };
    let mut last = None;
    (0..kept.len()).for_each(|at| compare(at, &mut last));
    let mut next = None;
    (0..kept.len()).rev().for_each(|at| compare(at, &mut next));
    for (at, (_, reading)) in kept.iter_mut().enumerate() {
        if MARKS.contains(&reading.totals[register]) && !near[at] {
            reading.totals[register] = UNREAD;
        }
    }
}

/// Rows in which a register is silent for no longer than a gap may last: leaving them out keeps its total exact.
fn short_silences(kept: &[(i64, Reading)], register: usize, rules: &Rules) -> Vec<bool> {
    let mut silent = vec![false; kept.len()];
    let mut last: Option<usize> = None;
    for at in 0..kept.len() {
        if kept[at].1.totals[register] == UNREAD {
            continue;
        }
        if let Some(last) = last
            && kept[at].0 - kept[last].0 <= rules.max_gap_us
        {
            silent[last + 1..at].fill(true);
        }
        last = Some(at);
    }
    silent
}

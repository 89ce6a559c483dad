//! Persons per interval from persons so far today: what a row shows more than the one before it on its day.

use super::rows::Rows;
use crate::calendar::DAY_US;
use std::collections::BTreeMap;

/// Turns totals that start again every day at `restart` into counts. `local` gives the wall clock of a time of the
/// file.
///
/// A row must have its end. A total that is not below the one before it on its day is the count of all since that
/// one, so that nothing is lost where rows are missing; the first total of a day counts from where the days of its
/// sensor usually begin in the file. A total below the one before it means a restart within the day, and what passed
/// is unknown. One row that stands out from two that fit together is no total, and is refused.
pub(super) fn counts_of(rows: &mut Rows, restart: i64, local: impl Fn(i64) -> i64) -> Changed {
    let len = rows.len();
    let mut order: Vec<usize> = (0..len).collect();
    let code = |rows: &Rows, row: usize| rows.sensor.codes()[row];
    order.sort_by_key(|&row| (code(rows, row), rows.start[row], row));
    let day = |us: i64| (local(us) - restart).div_euclid(DAY_US);
    let offset = |us: i64| (local(us) - restart).rem_euclid(DAY_US);
    let mut changed = Changed { kept: vec![true; len], rises: 0, falls: 0, misread: Vec::new() };
    let sensors: Vec<&[usize]> = order.chunk_by(|&a, &b| code(rows, a) == code(rows, b)).collect();
    for sensor in sensors {
        let days: Vec<&[usize]> =
            sensor.chunk_by(|&a, &b| day(rows.start[a]) == day(rows.start[b])).collect();
        let mut begins: BTreeMap<i64, u64> = BTreeMap::new();
        for of_day in &days {
            *begins.entry(offset(rows.start[of_day[0]])).or_default() += 1;
        }
        let usual = begins.iter().max_by_key(|(at, count)| (**count, -**at)).map(|(at, _)| *at);
        let mut covered = i64::MIN;
        for of_day in days {
            let begin = rows.start[of_day[0]];
            let late = offset(begin) - usual.unwrap_or_default();
            let from = (begin - late.max(0)).max(covered).min(begin);
            covered = Day { rows: &mut *rows, changed: &mut changed }.read(of_day, from);
        }
    }
    changed
}

/// What became of the rows.
#[derive(Debug)]
pub(super) struct Changed {
    /// False for rows that are left out: their persons are in a later row of the day.
    pub(super) kept: Vec<bool>,
    /// How often totals went up and how often they fell within a day.
    pub(super) rises: u64,
    pub(super) falls: u64,
    /// Rows that hold no total of their day, in order of the file once they are sorted.
    pub(super) misread: Vec<Misread>,
}

/// A row whose number is no total of its day: line, column, what stands there, and the totals around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Misread {
    pub(super) line: u64,
    pub(super) column: &'static str,
    pub(super) found: i64,
    pub(super) between: (i64, i64),
}

/// The rows of one sensor and day, in order of time.
struct Day<'r> {
    rows: &'r mut Rows,
    changed: &'r mut Changed,
}

/// Which of the two numbers of a row a day has.
type Used = [bool; 2];

impl Day<'_> {
    /// Reads the day, whose first total counts from `from` on; gives the end of its last row.
    fn read(&mut self, of_day: &[usize], from: i64) -> i64 {
        let values = |rows: &Rows, row: usize| [rows.entries.at(row), rows.exits.at(row)];
        let mut used = [false; 2];
        for &row in of_day {
            for (used, value) in used.iter_mut().zip(values(self.rows, row)) {
                *used |= value.is_some();
            }
        }
        let complete = |rows: &Rows, row: usize| {
            used.iter().zip(values(rows, row)).all(|(used, value)| !used || value.is_some())
        };
        // Rows of one instant stand side by side; the last of them is what later ones are compared with.
        let instants: Vec<&[usize]> =
            of_day.chunk_by(|&a, &b| self.rows.start[a] == self.rows.start[b]).collect();
        let totals: Vec<Option<[i64; 2]>> = instants
            .iter()
            .map(|same| {
                let row = same.iter().rev().find(|&&row| complete(self.rows, row))?;
                Some(values(self.rows, *row).map(Option::unwrap_or_default))
            })
            .collect();
        let read: Vec<usize> = (0..instants.len()).filter(|&at| totals[at].is_some()).collect();
        let (mut before, mut covered) = ([0; 2], from);
        let mut last = None;
        for (place, &at) in read.iter().enumerate() {
            let now = totals[at].unwrap_or_default();
            let next = read.get(place + 1).and_then(|&next| totals[next]);
            if self.stands_out(instants[at], (before, now, next), used) {
                continue;
            }
            let from = covered.min(self.rows.start[instants[at][0]]);
            for &row in instants[at] {
                self.count(row, before, from, used);
                covered = covered.max(self.rows.end[row]);
            }
            (before, last) = (now, Some(at));
        }
        // A row without a number, or one that stood out, is in the total of the next; after the last one it is not.
        for (at, same) in instants.iter().enumerate() {
            let in_next = totals[at].is_none() && last.is_some_and(|last| at < last);
            for &row in *same {
                if in_next {
                    self.changed.kept[row] = false;
                } else if totals[at].is_none() {
                    self.rows.entries.set(row, None);
                    self.rows.exits.set(row, None);
                }
            }
        }
        let ends = of_day.iter().map(|&row| self.rows.end[row]);
        ends.max().unwrap_or(from)
    }

    /// Leaves out the rows of an instant if their total cannot be one, because those around it fit together.
    fn stands_out(
        &mut self,
        same: &[usize],
        (before, now, next): ([i64; 2], [i64; 2], Option<[i64; 2]>),
        used: Used,
    ) -> bool {
        let Some(next) = next else { return false };
        for (at, column) in ["entries", "exits"].into_iter().enumerate() {
            let fit = used[at] && before[at] <= next[at];
            if fit && !(before[at]..=next[at]).contains(&now[at]) {
                self.changed.falls += 1;
                for &row in same {
                    self.changed.kept[row] = false;
                    let (line, between) = (self.rows.row[row], (before[at], next[at]));
                    self.changed.misread.push(Misread { line, column, found: now[at], between });
                }
                return true;
            }
        }
        false
    }

    /// Puts the count of a row in the place of its total.
    fn count(&mut self, row: usize, before: [i64; 2], from: i64, used: Used) {
        self.rows.start[row] = from;
        let Rows { entries, exits, .. } = &mut *self.rows;
        for (at, column) in [entries, exits].into_iter().enumerate() {
            let Some(total) = column.at(row).filter(|_| used[at]) else { continue };
            let count = total.checked_sub(before[at]).filter(|count| *count >= 0);
            self.changed.falls += u64::from(count.is_none());
            self.changed.rises += u64::from(count.is_some_and(|count| count > 0));
            column.set(row, count);
        }
    }
}

#[cfg(test)]
#[path = "day_totals_tests.rs"]
mod tests;

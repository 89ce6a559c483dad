//! Rows of a file on their way to a result: from a device or a sheet, with what was left out.

use super::file_options::FileFormat;
use super::moment::{Moment, Moments};
use super::number::{Number, Numbers};
use super::questions::{Certainty, Finding};
use super::rows::{Row, Rows};
use super::sheet::{Plan, Reading};
use crate::error::Result;
use std::collections::BTreeMap;

/// Which numbers a call reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Persons per interval.
    Counts,
    /// Totals that only grow.
    Totals,
    /// Whatever the file holds.
    Either,
}

/// The words of one record of a device.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words<'c> {
    pub(super) sensor: &'c str,
    pub(super) site: Option<&'c str>,
    pub(super) kind: Option<&'c str>,
    pub(super) start: Option<&'c str>,
    pub(super) end: Option<&'c str>,
    pub(super) entries: Option<&'c str>,
    pub(super) exits: Option<&'c str>,
}

/// Collects the records of a device.
#[derive(Debug)]
pub(super) struct Device {
    format: FileFormat,
    want: Want,
    moments: Moments,
    numbers: Numbers,
    rows: Rows,
    left_out: BTreeMap<&'static str, u64>,
    counts: u64,
    totals: u64,
}

impl Device {
    pub(super) fn new(plan: &Plan<'_>, format: FileFormat, want: Want) -> Self {
        let options = plan.options;
        Self {
            format,
            want,
            moments: Moments::new(options.date_order),
            numbers: Numbers::new(options.decimal_mark),
            rows: Rows::new(plan.file, options.on_error, options.max_rows),
            left_out: BTreeMap::new(),
            counts: 0,
            totals: 0,
        }
    }

    /// True if no record was given to it.
    pub(super) fn is_untouched(&self) -> bool {
        self.counts + self.totals == 0
            && self.left_out.is_empty()
            && self.rows.refused.row.is_empty()
    }

    /// Notes a record that holds something else than what the call reads.
    pub(super) fn leave_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// Adds persons of an interval.
    pub(super) fn count(&mut self, row: u64, words: &Words<'_>) -> Result<()> {
        self.counts += 1;
        if self.want == Want::Totals {
            self.leave_out("records of intervals, which read_counts reads");
            return Ok(());
        }
        self.push(row, words, None)
    }

    /// Adds persons of an interval whose length is known in microseconds.
    pub(super) fn count_of(&mut self, row: u64, words: &Words<'_>, length_us: i64) -> Result<()> {
        self.counts += 1;
        if self.want == Want::Totals {
            self.leave_out("records of intervals, which read_counts reads");
            return Ok(());
        }
        self.push(row, words, Some(length_us))
    }

    /// Adds a total that only grows.
    pub(super) fn total(&mut self, row: u64, words: &Words<'_>) -> Result<()> {
        self.totals += 1;
        if self.want == Want::Counts {
            self.leave_out("running totals, which read_readings reads");
            return Ok(());
        }
        self.push(row, words, None)
    }

    pub(super) fn refuse(
        &mut self,
        row: u64,
        column: &str,
        found: &str,
        expected: &str,
    ) -> Result<()> {
        self.rows.refused.refuse(row, column, found, expected)
    }

    fn push(&mut self, row: u64, words: &Words<'_>, length_us: Option<i64>) -> Result<()> {
        let Some(start) = words.start.and_then(|cell| self.moments.moment(row, cell)) else {
            let found = words.start.unwrap_or("nothing");
            return self.refuse(row, "start", found, "a time, such as 2026-03-01T10:00:00+08:00");
        };
        let end = match (words.end, length_us) {
            (Some(cell), _) => match self.moments.moment(row, cell) {
                Some(end) => Some(end),
                None => return self.refuse(row, "end", cell, "the end of an interval"),
            },
            (None, Some(length_us)) => Some(Moment { us: start.us + length_us, ..start }),
            (None, None) => None,
        };
        let mut values = [None, None];
        for ((column, cell), value) in
            [("entries", words.entries), ("exits", words.exits)].into_iter().zip(&mut values)
        {
            let Some(cell) = cell else { continue };
            match self.numbers.read(row, cell) {
                Number::Absent => {}
                Number::Whole(whole) => *value = Some(whole),
                Number::Fraction | Number::Unreadable => {
                    return self.refuse(row, column, cell, "a whole number of persons");
                }
            }
        }
        let Words { sensor, site, kind, .. } = *words;
        let [entries, exits] = values;
        self.rows.push(Row { line: row, sensor, site, kind, start, end, entries, exits })
    }

    pub(super) fn finish(self) -> Reading {
        let left_out = self.left_out.iter().map(|(what, count)| {
            Finding::new("records_left_out", count.to_string(), *what, Certainty::Certain)
        });
        Reading {
            format: self.format,
            rows: self.rows,
            findings: left_out.collect(),
            questions: Vec::new(),
            month_first: false,
            day_start: 0,
            // Of a log with both, each call reads its own.
            totals: match (self.counts, self.totals, self.want) {
                (0, 0, _) => None,
                (0, _, _) => Some(true),
                (_, 0, _) | (_, _, Want::Counts) => Some(false),
                (_, _, Want::Totals) => Some(true),
                (counts, totals, Want::Either) => Some(totals > counts),
            },
        }
    }
}

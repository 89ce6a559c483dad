//! The rows read from a file, before their times become instants; and the rows that were not read.

use super::file_options::OnError;
use super::moment::Moment;
use super::questions::sample;
use crate::calendar::{MAX_INSTANT_US, MIN_INSTANT_US, MINUTE_US, SECOND_US};
use crate::error::{Error, Result};
use crate::table::{LabelBuilder, Labels, Nullable, OptionalLabels};

/// What one row of a file says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'c> {
    /// The line or record of the file, from 1.
    pub(super) line: u64,
    pub(super) sensor: &'c str,
    pub(super) site: Option<&'c str>,
    pub(super) kind: Option<&'c str>,
    pub(super) start: Moment,
    pub(super) end: Option<Moment>,
    pub(super) entries: Option<i64>,
    pub(super) exits: Option<i64>,
}

/// Names of which some rows have none.
#[derive(Debug)]
pub(super) struct OptionalNames {
    names: LabelBuilder,
    codes: Vec<i32>,
}

impl OptionalNames {
    fn new() -> Self {
        Self { names: LabelBuilder::with_capacity(0), codes: Vec::new() }
    }

    fn push(&mut self, name: Option<&str>) {
        let code = name.map_or(-1, |name| self.names.code(name));
        self.codes.push(code);
    }

    pub(super) fn finish(self) -> OptionalLabels {
        OptionalLabels { codes: self.codes, names: self.names.finish().names }
    }
}

/// Columns that grow row by row.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) sensor: LabelBuilder,
    pub(super) site: OptionalNames,
    pub(super) kind: OptionalNames,
    pub(super) row: Vec<u64>,
    pub(super) start: Vec<i64>,
    /// The ends; empty where the file has none.
    pub(super) end: Vec<i64>,
    pub(super) entries: Nullable<i64>,
    pub(super) exits: Nullable<i64>,
    /// Rows whose day and month may have to be exchanged: bit 0 the start, bit 1 the end.
    pub(super) either: Vec<(u32, u8)>,
    /// Whether times name a zone, and the first row that says so.
    pub(super) zoned: Option<(bool, u64)>,
    /// Ends that name the last second of the interval and were moved to the first one after it.
    pub(super) second_ends: u64,
    minute_ends: u64,
    pub(super) refused: Refused,
    limit: u64,
    file: String,
}

impl Rows {
    pub(super) fn new(file: &str, on_error: OnError, max_rows: u64) -> Self {
        Self {
            sensor: LabelBuilder::with_capacity(0),
            site: OptionalNames::new(),
            kind: OptionalNames::new(),
            row: Vec::new(),
            start: Vec::new(),
            end: Vec::new(),
            entries: Nullable::with_capacity(0),
            exits: Nullable::with_capacity(0),
            either: Vec::new(),
            zoned: None,
            second_ends: 0,
            minute_ends: 0,
            refused: Refused::new(file, on_error),
            limit: max_rows,
            file: file.to_owned(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.start.len()
    }

    /// Adds a row, or refuses it.
    pub(super) fn push(&mut self, row: Row<'_>) -> Result<()> {
        let zoned = row.start.zoned;
        let (known, first) = self.zoned.unwrap_or((zoned, row.line));
        if zoned != known || row.end.is_some_and(|end| end.zoned != known) {
            let with = |zoned: bool| if zoned { "with" } else { "without" };
            let found = format!("a time {} zone", with(!known));
            let expected = format!("times {} zone, as in row {first}", with(known));
            return self.refused.refuse(row.line, "start", &found, &expected);
        }
        let beyond = |moment: Moment| !(MIN_INSTANT_US..=MAX_INSTANT_US).contains(&moment.us);
        if beyond(row.start) || row.end.is_some_and(beyond) {
            let found = "a time outside the years 1900 to 2200";
            return self.refused.refuse(row.line, "start", found, "the years 1900 to 2200");
        }
        let end = row.end.map(|end| self.exclusive(row.start.us, end.us));
        if let Some(end) = end
            && end <= row.start.us
            && !(row.start.either || row.end.is_some_and(|end| end.either))
        {
            let found = "an interval that does not end after it starts";
            return self.refused.refuse(row.line, "end", found, "an end after the start");
        }
        if self.len() as u64 >= self.limit {
            return Err(Error::LimitFile {
                file: self.file.clone(),
                what: "rows",
                found: self.limit + 1,
                limit: self.limit,
                option: "max_rows",
            });
        }
        let either =
            u8::from(row.start.either) | u8::from(row.end.is_some_and(|end| end.either)) << 1;
        if either != 0 {
            self.either.push((self.len() as u32, either));
        }
        self.zoned = Some((known, first));
        self.sensor.push(row.sensor);
        self.site.push(row.site);
        self.kind.push(row.kind);
        self.row.push(row.line);
        self.start.push(row.start.us);
        if let Some(end) = end {
            self.end.push(end);
        }
        self.entries.push(row.entries);
        self.exits.push(row.exits);
        Ok(())
    }

    /// The first instant after an interval whose end may be its last second (10:00:00 to 10:59:59). Ends that may be
    /// the last minute (10:00 to 10:59) are counted: they are if all rows of the file have such an end.
    fn exclusive(&mut self, start: i64, end: i64) -> i64 {
        let length = end.saturating_sub(start);
        let inclusive = |unit: i64, whole: i64| {
            length > 0 && length % whole != 0 && (length + unit) % whole == 0
        };
        if inclusive(SECOND_US, MINUTE_US) {
            self.second_ends += 1;
            return end + SECOND_US;
        }
        self.minute_ends += u64::from(inclusive(MINUTE_US, 5 * MINUTE_US));
        end
    }

    /// Leaves out the rows whose place holds false.
    pub(super) fn keep(&mut self, kept: &[bool]) {
        fn keep<T>(column: &mut Vec<T>, kept: &[bool]) {
            let mut marks = kept.iter();
            column.retain(|_| *marks.next().unwrap_or(&true));
        }
        if kept.iter().all(|kept| *kept) {
            return;
        }
        self.sensor.keep(kept);
        keep(&mut self.site.codes, kept);
        keep(&mut self.kind.codes, kept);
        keep(&mut self.row, kept);
        keep(&mut self.start, kept);
        keep(&mut self.end, kept);
        for column in [&mut self.entries, &mut self.exits] {
            keep(&mut column.values, kept);
            keep(&mut column.valid, kept);
        }
    }

    /// True if ends name the last minute of an interval.
    pub(super) fn has_minute_ends(&self) -> bool {
        !self.end.is_empty() && self.minute_ends == self.end.len() as u64
    }
}

/// Rows that could not be read, with the reason.
#[derive(Debug)]
pub(super) struct Refused {
    file: String,
    on_error: OnError,
    pub(super) row: Vec<u64>,
    pub(super) column: LabelBuilder,
    pub(super) found: LabelBuilder,
    pub(super) expected: LabelBuilder,
}

/// The columns of [`Refused`] once the file is read.
#[derive(Debug, Default)]
pub(super) struct RefusedColumns {
    pub(super) row: Vec<u64>,
    pub(super) column: Labels<'static>,
    pub(super) found: Labels<'static>,
    pub(super) expected: Labels<'static>,
}

impl Refused {
    fn new(file: &str, on_error: OnError) -> Self {
        let labels = || LabelBuilder::with_capacity(0);
        let (column, found, expected) = (labels(), labels(), labels());
        Self { file: file.to_owned(), on_error, row: Vec::new(), column, found, expected }
    }

    /// Lists a row, or refuses the file because of it.
    pub(super) fn refuse(
        &mut self,
        row: u64,
        column: &str,
        found: &str,
        expected: &str,
    ) -> Result<()> {
        let (column, found) = (short(column), short(found));
        if self.on_error == OnError::Refuse {
            return Err(Error::FileRow {
                file: self.file.clone(),
                row,
                column,
                found,
                expected: expected.to_owned(),
            });
        }
        self.row.push(row);
        self.column.push(&column);
        self.found.push(&found);
        self.expected.push(expected);
        Ok(())
    }

    pub(super) fn finish(self) -> RefusedColumns {
        let mut order: Vec<usize> = (0..self.row.len()).collect();
        order.sort_by_key(|&at| self.row[at]);
        let sorted = |names: LabelBuilder| {
            let mut labels = names.finish();
            labels.codes = order.iter().map(|&at| labels.codes[at]).collect();
            labels
        };
        RefusedColumns {
            column: sorted(self.column),
            found: sorted(self.found),
            expected: sorted(self.expected),
            row: order.iter().map(|&at| self.row[at]).collect(),
        }
    }
}

/// A text for a message or a table of refused rows, without the quotes that a message puts around it.
fn short(text: &str) -> String {
    sample(text).trim_matches('"').to_owned()
}

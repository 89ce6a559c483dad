//! Records of a text with delimiters, within limits: 64 KiB a cell, 1 MiB a record, 4,096 columns.

use super::file_options::DELIMITERS;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Longest cell in bytes.
pub(super) const LONGEST_CELL: usize = 64 << 10;
/// Longest record in bytes.
pub(super) const LONGEST_RECORD: usize = 1 << 20;
/// Most columns.
pub(super) const MOST_COLUMNS: usize = 4096;

/// The cells of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'r> {
    pub(super) text: &'r str,
    pub(super) ends: &'r [usize],
}

impl<'r> Record<'r> {
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell in a column; nothing where the record is shorter.
    pub(super) fn get(&self, column: usize) -> Option<&'r str> {
        let start = if column == 0 { 0 } else { *self.ends.get(column - 1)? };
        self.text.get(start..*self.ends.get(column)?)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &'r str> + '_ {
        (0..self.len()).map(|column| self.get(column).unwrap_or_default())
    }

    /// True if no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What comes next in a file.
#[derive(Debug)]
pub(super) enum Next<'r> {
    /// A record, and the line on which it starts, from 1.
    Record(u64, Record<'r>),
    /// A record beyond the limits: its line, and what was found and expected.
    Refused(u64, &'static str, &'static str),
    End,
}

/// Reads the records of a text one after the other.
#[derive(Debug)]
pub(super) struct Records<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
    reader: Box<Reader>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
            reader: Box::new(ReaderBuilder::new().delimiter(delimiter).build()),
            cells: vec![0; LONGEST_RECORD],
            ends: vec![0; MOST_COLUMNS],
        }
    }

    pub(super) fn next(&mut self) -> Next<'_> {
        self.skip_line_ends();
        let (start, line) = (self.at, self.line);
        let (mut length, mut columns) = (0, 0);
        let mut over: Option<(&'static str, &'static str)> = None;
        loop {
            let input = &self.text[self.at..];
            let (result, read, written, ended) = self.reader.read_record(
                input,
                &mut self.cells[length..],
                &mut self.ends[columns..],
            );
            self.at += read;
            length += written;
            columns += ended;
            match result {
                ReadRecordResult::InputEmpty => {} // the next call has no input and ends the record
                ReadRecordResult::OutputFull => {
                    over = over.or(Some((
                        "a record longer than 1 MiB",
                        "at most 1 MiB, and quotes that close",
                    )));
                    (length, columns) = (0, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    over = over.or(Some(("more than 4,096 columns", "at most 4,096 columns")));
                    (length, columns) = (0, 0);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Next::End,
            }
        }
        self.end_line(start);
        if let Some((found, expected)) = over {
            return Next::Refused(line, found, expected);
        }
        let ends = &self.ends[..columns];
        let longest = || ends.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(length);
        if length > LONGEST_CELL && longest().max(ends[0]) > LONGEST_CELL {
            return Next::Refused(line, "a cell longer than 64 KiB", "at most 64 KiB");
        }
        match std::str::from_utf8(&self.cells[..length]) {
            Ok(text) => Next::Record(line, Record { text, ends }),
            // Only ASCII is taken out of a text, which stays a text.
            Err(_) => Next::Refused(line, "broken characters", "text"),
        }
    }

    /// Steps over ends of lines, of which `\r\n` is one.
    fn skip_line_ends(&mut self) {
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b'\r' if self.text.get(self.at + 1) != Some(&b'\n') => self.line += 1,
                b'\r' => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    /// Counts the lines of a record, and steps over the rest of its last line end.
    fn end_line(&mut self, start: usize) {
        let record = &self.text[start..self.at];
        // Nearly every record is one line: what is found is its end.
        self.line += record.split(|byte| *byte == b'\n').count() as u64 - 1;
        if record.last() == Some(&b'\r') {
            self.line += 1;
            if self.text.get(self.at) == Some(&b'\n') {
                self.at += 1;
            }
        }
    }
}

/// Lines on which a delimiter is judged.
const LINES: usize = 20;

/// The delimiter that the first lines agree on, and why.
pub(super) fn sniff(text: &str) -> (u8, String) {
    if let Some(told) = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next())
        && DELIMITERS.contains(&told)
    {
        return (told, "the first line says sep=".to_owned());
    }
    let mut best = (b',', 0, 0);
    for delimiter in DELIMITERS {
        let mut records = Records::new(text, delimiter);
        let mut widths = Vec::new();
        while widths.len() < LINES
            && let Next::Record(_, record) = records.next()
        {
            widths.push(record.len());
        }
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for &width in widths.iter().filter(|width| **width > 1) {
            match counts.iter_mut().find(|(known, _)| *known == width) {
                Some((_, lines)) => *lines += 1,
                None => counts.push((width, 1)),
            }
        }
        // Most lines of one width; where two delimiters tie, the one that parts more.
        if let Some(&(width, lines)) = counts.iter().max_by_key(|(width, lines)| (*lines, *width))
            && (lines, width) > (best.1, best.2)
        {
            best = (delimiter, lines, width);
        }
    }
    let (delimiter, lines, width) = best;
    let evidence = if lines == 0 {
        "the file has one column".to_owned()
    } else {
        format!("{lines} of the first lines have {width} columns")
    };
    (delimiter, evidence)
}

#[cfg(test)]
#[path = "delimited_tests.rs"]
mod tests;

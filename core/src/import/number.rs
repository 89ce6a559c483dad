//! Cells that hold a number of persons.

use super::file_options::DecimalMark;
use super::questions::{Question, sample};

/// Words for "nothing was observed", in lower case.
const ABSENT: [&str; 14] = [
    "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "missing", "no data", "无",
    "缺失", "—",
];

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Absent,
    Whole(i64),
    /// A number with a fraction, which no count has.
    Fraction,
    Unreadable,
}

/// Reads numbers and keeps what they say about the decimal mark of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    mark: DecimalMark,
    /// First row and cell in which a point, a comma can only be a decimal mark.
    decimal: [Option<(u64, String)>; 2],
    /// First row and cell in which a point, a comma was taken to part thousands.
    thousands: [Option<(u64, String)>; 2],
}

const POINT: usize = 0;
const COMMA: usize = 1;

impl Numbers {
    pub(super) fn new(mark: DecimalMark) -> Self {
        Self { mark, ..Self::default() }
    }

    pub(super) fn read(&mut self, row: u64, cell: &str) -> Number {
        let bytes = cell.as_bytes();
        if !bytes.is_empty() && bytes.len() <= 18 && bytes.iter().all(u8::is_ascii_digit) {
            let digits = bytes.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
            return Number::Whole(digits);
        }
        if bytes.is_empty() {
            return Number::Absent;
        }
        // "94.0", as programs write whole numbers of a column with blanks: seen once, it tells nothing new.
        if let (Some(whole), Some(_), true) =
            (cell.strip_suffix(".0"), &self.decimal[POINT], self.mark != DecimalMark::Comma)
            && !whole.is_empty()
            && whole.len() <= 18
            && whole.bytes().all(|byte| byte.is_ascii_digit())
        {
            return whole.parse().map_or(Number::Unreadable, Number::Whole);
        }
        self.read_marked(row, cell)
    }

    fn read_marked(&mut self, row: u64, cell: &str) -> Number {
        let cell = cell.trim_matches(is_space);
        let figure = cell.starts_with(|first: char| first.is_ascii_digit());
        if cell.is_empty() || (!figure && ABSENT.contains(&cell.to_lowercase().as_str())) {
            return Number::Absent;
        }
        let (negative, figures) = match cell.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, cell.strip_prefix('+').unwrap_or(cell)),
        };
        // Spaces and apostrophes part thousands and nothing else.
        let figures: String = if figures.contains(is_parting) {
            if !grouped(figures, is_parting) {
                return Number::Unreadable;
            }
            figures.replace(is_parting, "")
        } else {
            figures.to_owned()
        };
        if !figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
            return Number::Unreadable;
        }
        let whole = match self.without_marks(row, cell, &figures) {
            Ok(whole) => whole,
            Err(other) => return other,
        };
        match whole.parse::<i64>() {
            Ok(value) => Number::Whole(if negative { -value } else { value }),
            Err(_) => Number::Unreadable,
        }
    }

    /// The figures before the decimal mark, without marks between thousands.
    fn without_marks(&mut self, row: u64, cell: &str, figures: &str) -> Result<String, Number> {
        let count = |mark: char| figures.matches(mark).count();
        let (points, commas) = (count('.'), count(','));
        if points + commas == 0 {
            return Ok(figures.to_owned());
        }
        let last = if figures.rfind('.') > figures.rfind(',') { POINT } else { COMMA };
        let other = 1 - last;
        let (mark, mark_count) = if last == POINT { ('.', points) } else { (',', commas) };
        let groups = grouped(figures, |letter| letter == mark);
        let decimal = match self.mark {
            DecimalMark::Point => last == POINT,
            DecimalMark::Comma => last == COMMA,
            // Both marks: the last one is the decimal mark, unless it is there twice.
            // One mark: before three figures it parts thousands, for no count has a fraction.
            DecimalMark::Auto => {
                if points > 0 && commas > 0 {
                    mark_count == 1
                } else {
                    !groups
                }
            }
        };
        let evidence = if decimal { &mut self.decimal } else { &mut self.thousands };
        evidence[last].get_or_insert_with(|| (row, cell.to_owned()));
        if !decimal {
            let other_mark = if other == POINT { '.' } else { ',' };
            return if groups && !figures.contains(other_mark) {
                Ok(figures.replace(mark, ""))
            } else {
                Err(Number::Unreadable)
            };
        }
        let Some((whole, fraction)) = figures.split_once(mark) else {
            return Err(Number::Unreadable);
        };
        if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Number::Unreadable);
        }
        let other_mark = if other == POINT { '.' } else { ',' };
        if whole.contains(other_mark) {
            if !grouped(whole, |letter| letter == other_mark) {
                return Err(Number::Unreadable);
            }
            self.thousands[other].get_or_insert_with(|| (row, cell.to_owned()));
        }
        if fraction.bytes().any(|byte| byte != b'0') {
            return Err(Number::Fraction);
        }
        Ok(whole.replace(other_mark, ""))
    }

    /// What is open after all cells: one mark that parted thousands here and fractions there.
    pub(super) fn question(&self) -> Option<Question> {
        let both = [POINT, COMMA].into_iter().find_map(|mark| {
            let (decimal, thousands) = (&self.decimal[mark], &self.thousands[mark]);
            decimal.as_ref().zip(thousands.as_ref())
        });
        let crossed = self.decimal[POINT].as_ref().zip(self.decimal[COMMA].as_ref());
        let (one, other) = both.or(crossed)?;
        Some(Question {
            option: "decimal_mark",
            what: format!(
                "numbers disagree about the decimal mark: {} at row {}, {} at row {}",
                sample(&one.1),
                one.0,
                sample(&other.1),
                other.0
            ),
            choices: vec!["point".to_owned(), "comma".to_owned()],
        })
    }

    /// The decimal mark as it was found, and where.
    pub(super) fn found(&self) -> (&'static str, String) {
        let place = |seen: &(u64, String)| format!("{} at row {}", sample(&seen.1), seen.0);
        match (&self.decimal, &self.thousands) {
            ([Some(seen), _], _) | (_, [_, Some(seen)]) => ("point", place(seen)),
            ([_, Some(seen)], _) | (_, [Some(seen), _]) => ("comma", place(seen)),
            _ => ("none", "all numbers are plain figures".to_owned()),
        }
    }
}

pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

fn is_parting(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// True if marks stand before groups of three figures, after one to three that are not a lone zero.
fn grouped(figures: &str, is_mark: impl Fn(char) -> bool) -> bool {
    let mut groups = figures.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let figure = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && figure(group))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;

//! Cells that hold a time: an instant, a wall-clock time, a day, or a time of day.

use super::day::{Cursor, Day, Form, days_of, exchanged, read_day};
use super::file_options::DateOrder;
use super::questions::{Question, sample};
use crate::calendar::{DAY_US, HOUR_US, MINUTE_US, SECOND_US};

/// A time as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Microseconds: of UTC where the text names an offset, else of the wall clock.
    pub(super) us: i64,
    pub(super) zoned: bool,
    /// True if day and month may have to be exchanged once the whole file is read.
    pub(super) either: bool,
}

/// Reads times and keeps what they say about the order of day and month in the file.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    order: DateOrder,
    /// First row and cell of each form.
    pub(super) seen: Vec<(Form, u64, String)>,
    last: Option<(String, Day)>,
}

impl Moments {
    pub(super) const fn new(order: DateOrder) -> Self {
        Self { order, seen: Vec::new(), last: None }
    }

    /// Reads a day that stands alone in its cell.
    pub(super) fn day(&mut self, row: u64, cell: &str) -> Option<Moment> {
        let cell = cell.trim();
        if let Some((text, day)) = &self.last
            && text == cell
        {
            return Some(at_midnight(*day));
        }
        let moment = self.moment(row, cell)?;
        if moment.zoned || moment.us.rem_euclid(DAY_US) != 0 {
            return None;
        }
        let form = if moment.either { Form::Either } else { Form::YearFirst };
        let days = moment.us.div_euclid(DAY_US) as i32;
        self.last = Some((cell.to_owned(), Day { days, form }));
        Some(moment)
    }

    /// Reads a day with or without a time of day, or an instant.
    pub(super) fn moment(&mut self, row: u64, cell: &str) -> Option<Moment> {
        let cell = cell.trim();
        if let Some(moment) = self.plain(cell) {
            return Some(moment);
        }
        if cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && let Some(moment) = self.figures(row, cell)
        {
            return Some(moment);
        }
        let mut cursor = Cursor { rest: cell };
        let day = read_day(&mut cursor, self.order)?;
        let (clock, zone) = if cursor.rest.trim().is_empty() {
            (0, None)
        } else {
            let after = cursor.rest;
            cursor.skip(&['T', ' ', ',', '\u{a0}']);
            // What follows a day directly belongs to another number, except after 日.
            if after.len() == cursor.rest.len() && !cell.contains('日') {
                return None;
            }
            let clock = read_clock(&mut cursor)?;
            cursor.skip(&[' ']);
            (clock, if cursor.rest.is_empty() { None } else { Some(read_zone(&mut cursor)?) })
        };
        if !cursor.rest.trim().is_empty() {
            return None;
        }
        self.note(row, cell, day.form);
        let us = i64::from(day.days) * DAY_US + clock;
        let either = day.form == Form::Either;
        Some(match zone {
            Some(offset) => Moment { us: us - offset, zoned: true, either },
            None => Moment { us, zoned: false, either },
        })
    }

    /// `2016-07-01 10:00[:00]`, with `T` and `Z` allowed: nearly all rows of most files.
    fn plain(&mut self, cell: &str) -> Option<Moment> {
        let bytes = cell.as_bytes();
        if !(bytes.len() == 16 || bytes.len() == 19 || bytes.len() == 20)
            || bytes[4] != b'-'
            || !matches!(bytes[10], b' ' | b'T')
            || bytes[13] != b':'
        {
            return None;
        }
        let two = |at: usize| {
            let (tens, ones) = (bytes[at].wrapping_sub(b'0'), bytes[at + 1].wrapping_sub(b'0'));
            (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
        };
        let second = match bytes.len() {
            16 => 0,
            _ if bytes[16] != b':' => return None,
            _ => two(17)?,
        };
        let (hour, minute) = (two(11)?, two(14)?);
        let zoned = match bytes.get(19) {
            Some(b'Z') => true,
            Some(_) => return None,
            None => false,
        };
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let date = cell.get(..10)?;
        let days = match &self.last {
            Some((text, day)) if text == date => day.days,
            _ => {
                let mut cursor = Cursor { rest: date };
                let day = read_day(&mut cursor, self.order)?;
                if day.form != Form::YearFirst || !cursor.rest.is_empty() {
                    return None;
                }
                self.note(0, date, day.form);
                self.last = Some((date.to_owned(), day));
                day.days
            }
        };
        let us =
            i64::from(days) * DAY_US + hour * HOUR_US + minute * MINUTE_US + second * SECOND_US;
        Some(Moment { us, zoned, either: false })
    }

    /// Figures alone: compact days and times, Unix time, and the days of spreadsheets.
    fn figures(&mut self, row: u64, cell: &str) -> Option<Moment> {
        let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
        let value: i64 = whole.parse().ok()?;
        let part = |at: usize, length: usize| whole.get(at..at + length)?.parse::<u32>().ok();
        let compact = || -> Option<Moment> {
            let days = days_of(part(0, 4)? as i32, part(4, 2)?, part(6, 2)?)?;
            let hour = if whole.len() >= 10 { part(8, 2)? } else { 0 };
            let minute = if whole.len() >= 12 { part(10, 2)? } else { 0 };
            let second = if whole.len() >= 14 { part(12, 2)? } else { 0 };
            if hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            let clock = i64::from(hour) * HOUR_US
                + i64::from(minute) * MINUTE_US
                + i64::from(second) * SECOND_US;
            Some(Moment { us: i64::from(days) * DAY_US + clock, zoned: false, either: false })
        };
        let instant = |us: i64| Some(Moment { us, zoned: true, either: false });
        match whole.len() {
            8 | 12 | 14 if fraction.is_empty() => {
                let moment = compact()?;
                self.note(row, cell, Form::YearFirst);
                Some(moment)
            }
            10 => instant(value.checked_mul(SECOND_US)?),
            13 => instant(value.checked_mul(1_000)?),
            16 => instant(value),
            5 if (20_000..80_000).contains(&value) => {
                // Spreadsheets store a fraction of a day in binary: whole seconds are what was meant.
                let seconds = (format!("0.{fraction}0").parse::<f64>().ok()? * 86_400.0).round();
                self.note(row, cell, Form::Serial);
                // 25,569 is the number of 1970-01-01 in the calendar that starts in 1900.
                let us = (value - 25_569) * DAY_US + seconds as i64 * SECOND_US;
                Some(Moment { us, zoned: false, either: false })
            }
            _ => None,
        }
    }

    fn note(&mut self, row: u64, cell: &str, form: Form) {
        if !self.seen.iter().any(|(seen, _, _)| *seen == form) {
            self.seen.push((form, row, cell.to_owned()));
        }
    }

    fn first(&self, form: Form) -> Option<String> {
        let (_, row, cell) = self.seen.iter().find(|(seen, _, _)| *seen == form)?;
        Some(if *row == 0 { sample(cell) } else { format!("{} at row {row}", sample(cell)) })
    }

    /// True if days that can be read either way have the month first.
    pub(super) fn month_first(&self) -> bool {
        self.first(Form::MonthFirst).is_some()
    }

    /// What is open about the order of day and month after all cells.
    pub(super) fn question(&self) -> Option<Question> {
        let day = self.first(Form::DayFirst);
        let month = self.first(Form::MonthFirst);
        let what = match (day, month, self.first(Form::Either)) {
            _ if self.order != DateOrder::Auto => return None,
            (Some(day), Some(month), _) => {
                format!("dates disagree: {day} has the day first, {month} the month")
            }
            (None, None, Some(either)) => {
                format!("no date tells day from month: {either} can be either")
            }
            _ => return None,
        };
        let choices = vec!["dmy".to_owned(), "mdy".to_owned()];
        Some(Question { option: "date_order", what, choices })
    }

    /// The order as it was found, and the cell that shows it.
    pub(super) fn found(&self) -> (&'static str, String) {
        for (form, word) in [
            (Form::DayFirst, "dmy"),
            (Form::MonthFirst, "mdy"),
            (Form::Either, "open"),
            (Form::Points, "dmy"),
            (Form::YearFirst, "ymd"),
            (Form::Named, "named"),
            (Form::Serial, "serial"),
        ] {
            if let Some(evidence) = self.first(form) {
                return (word, evidence);
            }
        }
        ("none", "no date was read".to_owned())
    }
}

/// A time with day and month exchanged; a time of day before `day_start` was moved to the next day before.
pub(super) fn exchange(us: i64, day_start: i64) -> i64 {
    let clock = us.rem_euclid(DAY_US);
    let later = if clock < day_start { DAY_US } else { 0 };
    let days = (us - later).div_euclid(DAY_US) as i32;
    i64::from(exchanged(days)) * DAY_US + later + clock
}

fn at_midnight(day: Day) -> Moment {
    Moment { us: i64::from(day.days) * DAY_US, zoned: false, either: day.form == Form::Either }
}

/// Reads a cell that holds a time of day, an hour, or a span of hours of which the start counts.
pub(super) fn read_time_of_day(cell: &str) -> Option<i64> {
    let cell = cell.trim();
    let hours = cell.strip_suffix(".0").unwrap_or(cell);
    if hours.len() <= 2 && !hours.is_empty() && hours.bytes().all(|byte| byte.is_ascii_digit()) {
        return hours.parse().ok().filter(|hour| *hour < 24).map(|hour: i64| hour * HOUR_US);
    }
    let mut cursor = Cursor { rest: cell };
    let start = read_clock(&mut cursor)?;
    cursor.skip(&[' ']);
    if cursor.eat(&['-', '–', '~', '至', '到']).is_some() {
        cursor.skip(&[' ']);
        read_clock(&mut cursor)?;
    }
    (cursor.rest.trim().is_empty() && start < DAY_US).then_some(start)
}

/// Reads a time of day of 24 hours, or of 12 with its half of the day.
fn read_clock(cursor: &mut Cursor<'_>) -> Option<i64> {
    const BEFORE: [(&str, bool); 4] =
        [("上午", false), ("下午", true), ("凌晨", false), ("晚上", true)];
    let mut half = None;
    for (word, afternoon) in BEFORE {
        if let Some(rest) = cursor.rest.strip_prefix(word) {
            cursor.rest = rest.trim_start();
            half = Some(afternoon);
        }
    }
    let (hour, _) = cursor.number().filter(|(_, width)| *width <= 2)?;
    let (mut minute, mut second, mut fraction_us) = (0, 0, 0);
    let mut parts = false;
    if let Some(mark) = cursor.eat(&[':', '：', '时', '点', 'h']) {
        parts = true;
        if let Some((value, _)) = cursor.number().filter(|(_, width)| *width == 2) {
            minute = value;
            if cursor.eat(&[':', '：', '分']).is_some()
                && let Some((value, _)) = cursor.number().filter(|(_, width)| *width == 2)
            {
                second = value;
                cursor.eat(&['秒']);
                fraction_us = read_fraction(cursor)?;
            }
        } else if mark == ':' || mark == '：' {
            return None;
        }
    }
    cursor.skip(&[' ', '\u{a0}', '\u{202f}']);
    let letters: String = cursor.rest.chars().take(4).collect::<String>().to_lowercase();
    for (word, afternoon) in
        [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true), ("a", false), ("p", true)]
    {
        if letters.starts_with(word) {
            let rest = cursor.rest.get(word.len()..)?;
            if !rest.starts_with(|next: char| next.is_alphabetic()) {
                cursor.rest = rest;
                half = Some(afternoon);
                parts = true;
            }
            break;
        }
    }
    let hour = match half {
        None => hour,
        Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
        // 下午15:00 says the same twice.
        Some(true) if (13..24).contains(&hour) => hour,
        Some(false) if hour == 0 => 0,
        Some(_) => return None,
    };
    let end_of_day = hour == 24 && minute == 0 && second == 0 && fraction_us == 0;
    if !parts || minute > 59 || second > 59 || (hour > 23 && !end_of_day) {
        return None;
    }
    Some(
        i64::from(hour) * HOUR_US
            + i64::from(minute) * MINUTE_US
            + i64::from(second) * SECOND_US
            + fraction_us,
    )
}

/// Microseconds of a fraction of a second; figures beyond the sixth are cut.
fn read_fraction(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mark = *cursor;
    if cursor.eat(&['.', ',']).is_none() {
        return Some(0);
    }
    let digits = cursor.rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        *cursor = mark;
        return Some(0);
    }
    let (figures, rest) = cursor.rest.split_at(digits);
    cursor.rest = rest;
    format!("{figures:0<6}").get(..6)?.parse().ok()
}

/// The offset of a zone at the end of a text.
fn read_zone(cursor: &mut Cursor<'_>) -> Option<i64> {
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = cursor.rest.strip_prefix(name) {
            cursor.rest = rest;
            if rest.trim().is_empty() {
                return Some(0);
            }
            break;
        }
    }
    let sign = match cursor.eat(&['+', '-', '−'])? {
        '+' => 1,
        _ => -1,
    };
    let (value, width) = cursor.number()?;
    let (hours, minutes) = match width {
        4 => (value / 100, value % 100),
        1 | 2 => {
            let minutes = if cursor.eat(&[':']).is_some() { cursor.number()?.0 } else { 0 };
            (value, minutes)
        }
        _ => return None,
    };
    (hours <= 18 && minutes < 60)
        .then(|| sign * (i64::from(hours) * HOUR_US + i64::from(minutes) * MINUTE_US))
}

#[cfg(test)]
#[path = "moment_tests.rs"]
mod tests;

//! Days as people and programs write them.

use super::file_options::DateOrder;
use chrono::{Datelike, NaiveDate};

/// How a day was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// 2016-07-01, 2016/7/1, 20160701, 2016年7月1日.
    YearFirst,
    /// 26-Nov-16, November 26, 2016.
    Named,
    /// 31.12.2009: points stand between day, month and year in this order.
    Points,
    /// 31/12/2009: the first figure can only be a day.
    DayFirst,
    /// 12/31/2009: the second figure can only be a day.
    MonthFirst,
    /// 01/02/2009: either.
    Either,
    /// 45292: days since the end of 1899, as spreadsheets store a date.
    Serial,
}

/// A day and how it was written; `Either` is read with the day first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) days: i32,
    pub(super) form: Form,
}

/// Days from 1970-01-01; nothing where the calendar has no such day.
pub(super) fn days_of(year: i32, month: u32, day: u32) -> Option<i32> {
    const EPOCH_FROM_CE: i32 = 719_163;
    NaiveDate::from_ymd_opt(year, month, day).map(|date| date.num_days_from_ce() - EPOCH_FROM_CE)
}

/// The same figures with day and month exchanged; both are at most 12.
pub(super) fn exchanged(days: i32) -> i32 {
    const EPOCH_FROM_CE: i32 = 719_163;
    NaiveDate::from_num_days_from_ce_opt(days + EPOCH_FROM_CE)
        .and_then(|date| days_of(date.year(), date.day(), date.month()))
        .unwrap_or(days)
}

/// Reads a text from its start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Figures, at most nine, and how many they were.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=9).contains(&digits) {
            return None;
        }
        let value = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some((value, digits))
    }

    pub(super) fn letters(&mut self) -> &'t str {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, rest) = self.rest.split_at(length);
        self.rest = rest;
        letters
    }

    /// Takes one of these letters, and says which.
    pub(super) fn eat(&mut self, letters: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|first| letters.contains(first))?;
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }

    pub(super) fn skip(&mut self, letters: &[char]) {
        self.rest = self.rest.trim_start_matches(letters);
    }
}

/// The day at the start of a text; the cursor is left behind it.
pub(super) fn read_day(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Day> {
    if !cursor.rest.starts_with(|first: char| first.is_ascii_digit()) {
        return read_named_first(cursor);
    }
    let (first, width) = cursor.number()?;
    match width {
        8 => {
            let days = days_of((first / 10_000) as i32, first / 100 % 100, first % 100)?;
            Some(Day { days, form: Form::YearFirst })
        }
        4 => {
            let mark = cursor.eat(&['-', '/', '.', '年', ' '])?;
            let month = match cursor.number() {
                Some((month, 1..=2)) => month,
                Some(_) => return None,
                None => month_named(cursor.letters())?,
            };
            cursor.eat(&[if mark == '年' { '月' } else { mark }])?;
            let (day, _) = cursor.number().filter(|(_, width)| *width <= 2)?;
            if mark == '年' {
                cursor.eat(&['日', '号']);
            }
            Some(Day { days: days_of(first as i32, month, day)?, form: Form::YearFirst })
        }
        1 | 2 => read_short(cursor, first, width, order),
        _ => None,
    }
}

/// Day, month and year after a first figure that is not a year of four figures.
fn read_short(cursor: &mut Cursor<'_>, first: u32, width: usize, order: DateOrder) -> Option<Day> {
    let mark = cursor.eat(&['/', '-', '.', ' '])?;
    if cursor.rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        let month = month_named(cursor.letters())?;
        cursor.skip(&['.', ',', '-', '/', ' ']);
        let year = year_of(cursor.number()?)?;
        return Some(Day { days: days_of(year, month, first)?, form: Form::Named });
    }
    if mark == ' ' {
        return None;
    }
    let (second, _) = cursor.number().filter(|(_, width)| *width <= 2)?;
    cursor.eat(&[mark])?;
    let third = cursor.number()?;
    let day = |form, year, month, day| Some(Day { days: days_of(year, month, day)?, form });
    match order {
        DateOrder::Ymd => {
            let (last, _) = (third.1 <= 2).then_some(third)?;
            day(Form::YearFirst, year_of((first, width))?, second, last)
        }
        DateOrder::Dmy => day(Form::DayFirst, year_of(third)?, second, first),
        DateOrder::Mdy => day(Form::MonthFirst, year_of(third)?, first, second),
        DateOrder::Auto if mark == '.' => day(Form::Points, year_of(third)?, second, first),
        DateOrder::Auto if first > 12 => day(Form::DayFirst, year_of(third)?, second, first),
        DateOrder::Auto if second > 12 => day(Form::MonthFirst, year_of(third)?, first, second),
        DateOrder::Auto => day(Form::Either, year_of(third)?, second, first),
    }
}

/// "Nov 26, 2016", and "Sat 26 Nov 2016" after the name of the weekday.
fn read_named_first(cursor: &mut Cursor<'_>) -> Option<Day> {
    let word = cursor.letters();
    cursor.skip(&['.', ',', '-', '/', ' ']);
    if let Some(month) = month_named(word) {
        let (day, _) = cursor.number().filter(|(_, width)| *width <= 2)?;
        cursor.skip(&[',', '-', '/', ' ']);
        let year = year_of(cursor.number()?)?;
        return Some(Day { days: days_of(year, month, day)?, form: Form::Named });
    }
    let word = word.to_ascii_lowercase();
    let weekday = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|name| word.len() >= 3 && name.starts_with(&word));
    if weekday && cursor.rest.starts_with(|first: char| first.is_ascii_digit()) {
        let (first, width) = cursor.number().filter(|(_, width)| *width <= 2)?;
        let day = read_short(cursor, first, width, DateOrder::Auto)?;
        return (day.form == Form::Named).then_some(day);
    }
    None
}

fn month_named(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    let at =
        NAMES.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(word)));
    at.map(|at| at as u32 + 1)
}

/// A year of four figures, or of two as POSIX reads them: 69 to 99 are of the last century.
fn year_of((value, width): (u32, usize)) -> Option<i32> {
    match width {
        4 => Some(value as i32),
        2 if value >= 69 => Some(1900 + value as i32),
        2 => Some(2000 + value as i32),
        _ => None,
    }
}

//! Which numbers a file holds, told from how they rise and fall: persons per interval, totals, or totals of the day.

use super::file_options::FileOptions;
use super::questions::Question;
use super::rows::Rows;
use super::settle::wall_clock;
use super::sheet::Reading;
use crate::calendar::{DAY_US, HOUR_US, MINUTE_US};
use crate::error::Result;
use std::collections::BTreeMap;

/// What the numbers look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Growth {
    /// They rise and fall as persons per interval do, or they are too few to tell.
    Counts,
    /// They only grow.
    Totals(String),
    /// They only grow, within one day: totals, or totals of the day.
    OneDay(String),
    /// They fall once a day and only grow between: persons so far today. The time of day at which they start
    /// again is none where no one time of day explains the falls.
    DayTotals(Option<i64>, String),
}

/// Steps that must go up before a file is believed to hold totals.
const LEAST: u64 = 24;
/// The same within one day, for each column of a sensor: a morning of an hour per row climbs as well, for ten steps.
const LEAST_OF_A_DAY: u64 = 12;
/// Times of day of falls that are told apart.
const DISTINCT: usize = 4096;

/// One column of one sensor, as far as it was read.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    last: Option<(i64, i64)>,
    fell: Option<i64>,
    rose: bool,
}

/// The steps between numbers of one sensor that follow each other.
#[derive(Debug, Default)]
struct Steps {
    all: u64,
    rises: u64,
    falls: u64,
    /// Pairs of falls that follow each other: all, those whole days apart, those one day apart.
    pairs: u64,
    days_apart: u64,
    one_day_apart: u64,
    /// Falls over the time at which days start, and falls by the time of day at which the lower number stands.
    at_day_start: u64,
    at: BTreeMap<i64, u64>,
}

impl Steps {
    fn fall(&mut self, column: &mut Column, from: i64, to: i64, day_start: i64) {
        self.falls += 1;
        if let Some(before) = column.fell.replace(to) {
            let apart = (to - before).abs();
            let days = (apart + DAY_US / 2).div_euclid(DAY_US);
            self.pairs += 1;
            // Local midnights are 23 to 25 hours apart.
            if days > 0 && (apart - days * DAY_US).abs() <= HOUR_US {
                self.days_apart += 1;
                self.one_day_apart += u64::from(days == 1);
            }
        }
        let day = |us: i64| (us - day_start).div_euclid(DAY_US);
        self.at_day_start += u64::from(day(from) != day(to));
        let clock = to.rem_euclid(DAY_US);
        if self.at.len() < DISTINCT || self.at.contains_key(&clock) {
            *self.at.entry(clock).or_default() += 1;
        }
    }

    /// True if the falls are days apart, and as many as there are days: `column_days` is the sum over the columns
    /// that count anybody of the days of the file, the first one left out.
    fn once_a_day(&self, column_days: u64) -> bool {
        let regular = if self.pairs == 0 {
            self.rises >= LEAST_OF_A_DAY * self.falls
        } else {
            self.days_apart * 10 >= self.pairs * 9 && self.one_day_apart * 2 > self.pairs
        };
        let enough = self.rises >= LEAST && self.rises >= 4 * self.falls;
        self.falls > 0 && enough && self.falls * 2 >= column_days && regular
    }

    /// The time of day at which nine of ten falls are.
    fn restart(&self, day_start: i64) -> Option<i64> {
        if self.at_day_start * 10 >= self.falls * 9 {
            return Some(day_start);
        }
        let (clock, count) = self.at.iter().max_by_key(|(clock, count)| (**count, -**clock))?;
        (count * 10 >= self.falls * 9).then_some(*clock)
    }
}

/// What the numbers of a file look like. `local` gives the wall clock of a time of the file; `day_start` is the
/// time of day at which days are said to start.
fn growth(rows: &Rows, day_start: i64, local: impl Fn(i64) -> i64) -> Growth {
    let mut columns: Vec<[Column; 2]> = Vec::new();
    let mut steps = Steps::default();
    for (row, (&start, &code)) in rows.start.iter().zip(rows.sensor.codes()).enumerate() {
        let code = code as usize;
        if columns.len() <= code {
            columns.resize(code + 1, [Column::default(); 2]);
        }
        for (column, value) in
            columns[code].iter_mut().zip([rows.entries.at(row), rows.exits.at(row)])
        {
            let Some(value) = value else { continue };
            let Some((then, before)) = column.last.replace((start, value)) else { continue };
            // A file may run backwards.
            let change = value.cmp(&before) as i64 * (start - then).signum();
            steps.all += 1;
            steps.rises += u64::from(change > 0);
            column.rose |= change > 0;
            if change < 0 {
                let (from, to) = (local(start.min(then)), local(start.max(then)));
                steps.fall(column, from, to, day_start);
            }
        }
    }
    let Steps { all, rises, falls, .. } = steps;
    let evidence = format!("of {all} steps {rises} go up and {falls} down");
    let span =
        rows.start.iter().max().zip(rows.start.iter().min()).map_or(0, |(to, from)| to - from);
    let count = |of: fn(&Column) -> bool| columns.iter().flatten().filter(|one| of(one)).count();
    let column_days = count(|column| column.rose) as u64 * ((span - DAY_US).max(0) / DAY_US) as u64;
    if steps.once_a_day(column_days) {
        let restart = steps.restart(day_start);
        let at = restart.map_or_else(String::new, |at| format!(" at {}", clock_label(at)));
        return Growth::DayTotals(restart, format!("{evidence}, these once a day{at}"));
    }
    let used = count(|column| column.last.is_some()) as u64;
    let one_day = used > 0 && span < DAY_US;
    if one_day && falls == 0 && rises * 2 >= all && all >= LEAST_OF_A_DAY * used.max(1) {
        return Growth::OneDay(format!("{evidence}, within one day"));
    }
    if all >= LEAST && rises * 4 >= all && falls * 50 <= rises {
        let grow = if one_day { Growth::OneDay } else { Growth::Totals };
        return grow(evidence);
    }
    Growth::Counts
}

/// What the numbers of a file look like on the clock that its options tell.
pub(super) fn look(reading: &Reading, options: &FileOptions) -> Result<Growth> {
    let local = wall_clock(reading, options)?;
    Ok(growth(&reading.rows, options.day_start_us()?.unwrap_or(0), local))
}

/// The question at which time of day totals start again.
pub(super) fn day_start_question(evidence: &str) -> Question {
    let what = format!("its totals start again every day, at no one time of day ({evidence})");
    Question { option: "day_start", what, choices: vec!["00:00".to_owned()] }
}

/// The question which numbers a file holds, where they look like totals.
pub(super) fn unit_question(growth: &Growth) -> Option<Question> {
    let (what, choices): (String, &[&str]) = match growth {
        Growth::Counts => return None,
        Growth::Totals(evidence) => (
            format!("its numbers only grow ({evidence}), as totals do, which read_readings reads"),
            &["interval"],
        ),
        Growth::OneDay(evidence) => (
            format!(
                "its numbers only grow ({evidence}), as totals do, which read_readings reads, and \
                 as persons so far today do"
            ),
            &["day_total", "interval"],
        ),
        Growth::DayTotals(_, evidence) => (
            format!("its numbers look like persons so far today ({evidence})"),
            &["day_total", "interval"],
        ),
    };
    let choices = choices.iter().map(|&choice| choice.to_owned()).collect();
    Some(Question { option: "unit", what, choices })
}

/// A time of day in words.
pub(super) fn clock_label(us: i64) -> String {
    format!("{:02}:{:02}", us / HOUR_US, us % HOUR_US / MINUTE_US)
}

#[cfg(test)]
#[path = "growth_tests.rs"]
mod tests;

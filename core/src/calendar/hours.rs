//! Weekly opening hours, written as text.

use crate::error::{Error, Result};

use super::clock_text::{DAY_MIN, parse_clock};
use super::{DAY_US, LocalClock, MINUTE_US, OpenIntervals, TimeZone};

/// Opening hours that come back every week, in local time.
///
/// Text: rules separated by `;`, each with days (none: every day) and times (or `closed`).
/// `09:00-21:00` · `Mon-Fri 09:00-12:00,14:00-18:00; Sat 10:00-20:00; Sun closed` · `Fri,Sat 18:00-02:00` ·
/// `周一-周五 09:00-21:00；周日 休息`. A time that ends at or before its start ends on the next day. Days that no rule names
/// are closed. A rule for every day stands first and the rules for single days replace it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// For Monday to Sunday: minutes after local midnight, ends up to 48:00.
    week: [Vec<(i64, i64)>; 7],
}

const DASHES: [char; 7] = ['-', '–', '—', '~', '～', '至', '到'];
const COMMAS: [char; 3] = [',', '，', '、'];
const CLOSED: [&str; 6] = ["closed", "off", "休息", "休业", "关闭", "不营业"];
const EVERY_DAY: [&str; 4] = ["daily", "every day", "每天", "每日"];
const DAYS: [&[&str]; 7] = [
    &["mon", "monday", "周一", "星期一", "礼拜一", "一"],
    &["tue", "tues", "tuesday", "周二", "星期二", "礼拜二", "二"],
    &["wed", "wednesday", "周三", "星期三", "礼拜三", "三"],
    &["thu", "thur", "thurs", "thursday", "周四", "星期四", "礼拜四", "四"],
    &["fri", "friday", "周五", "星期五", "礼拜五", "五"],
    &["sat", "saturday", "周六", "星期六", "礼拜六", "六"],
    &["sun", "sunday", "周日", "周天", "星期日", "星期天", "礼拜日", "礼拜天", "日", "天"],
];
/// Names for messages, in the order of `DAYS`.
const DAY_NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl OpeningHours {
    /// Reads opening hours.
    ///
    /// # Errors
    /// [`Error::OptionRange`] with the piece that is wrong, its rule, and what is expected there.
    pub fn parse(text: &str) -> Result<Self> {
        let mut rules: Vec<&str> = text.split([';', '；']).map(str::trim).collect();
        if rules.len() > 1 && rules.last().is_some_and(|last| last.is_empty()) {
            rules.pop();
        }
        let mut hours = Self { week: Default::default() };
        let mut named = [false; 7];
        for (number, &text) in rules.iter().enumerate() {
            let rule = Rule { number: number + 1, text };
            let (days, times) = rule.split()?;
            let times = rule.times(times)?;
            let days = rule.days(days)?;
            let Some(days) = days else {
                if number > 0 {
                    return Err(rule.wrong(text, "the rule for every day as the first one"));
                }
                hours.week = std::array::from_fn(|_| times.clone());
                continue;
            };
            for day in days {
                if named[day] {
                    let expected =
                        "each day once, with all its times, such as `Mon 09:00-12:00,14:00-18:00`";
                    return Err(rule.wrong(DAY_NAMES[day], expected));
                }
                named[day] = true;
                hours.week[day].clone_from(&times);
            }
        }
        Ok(hours)
    }

    /// The real opening intervals of every local day that touches `[from_us, to_us)`.
    ///
    /// A site opens at the first instant at which the clock shows the opening time or a later one, and closes in the
    /// same way: an opening time inside a skipped hour opens at the change, a closing time that is shown twice closes
    /// at its first showing, and hours across a change last an hour less or more.
    ///
    /// # Errors
    /// `TimeOutOfRange` outside the years 1900 to 2200.
    pub fn intervals(&self, zone: &TimeZone, from_us: i64, to_us: i64) -> Result<OpenIntervals> {
        let mut clock = LocalClock::new(zone, 0, from_us, to_us)?;
        if from_us >= to_us {
            return Ok(OpenIntervals::default());
        }
        // The evening before may run on into the first day.
        let first = clock.at(from_us).day - 1;
        let last = clock.at(to_us).day;
        let mut open = Vec::new();
        for day in first..=last {
            for &(start, end) in &self.week[usize::from(super::clock::weekday(day))] {
                let at = |minutes: i64| clock.first_reaching(day * DAY_US + minutes * MINUTE_US);
                open.push((at(start), at(end)));
            }
        }
        Ok(OpenIntervals::from_pairs(&open))
    }

    /// Whether no day of the week has an opening hour.
    pub fn is_always_closed(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }
}

/// One rule of the text, and its number for messages.
#[derive(Debug, Clone, Copy)]
struct Rule<'a> {
    number: usize,
    text: &'a str,
}

impl<'a> Rule<'a> {
    fn wrong(self, piece: &str, expected: &str) -> Error {
        Error::OptionRange {
            option: "open_hours".into(),
            found: format!("`{}` in rule {} `{}`", piece.trim(), self.number, self.text),
            expected: expected.into(),
        }
    }

    /// Days and times: times begin at the first digit, or are a word for closed at the end.
    fn split(self) -> Result<(&'a str, &'a str)> {
        if let Some(digit) = self.text.find(|letter: char| letter.is_ascii_digit()) {
            return Ok(self.text.split_at(digit));
        }
        let lower = self.text.to_lowercase();
        // Lower case may change the length of foreign letters: then the end of the original is not the same one.
        let closed =
            CLOSED.iter().find(|word| lower.ends_with(**word) && lower.len() == self.text.len());
        match closed.and_then(|word| self.text.split_at_checked(self.text.len() - word.len())) {
            Some(parts) => Ok(parts),
            None => Err(self.wrong(self.text, "times such as `09:00-21:00`, or `closed`")),
        }
    }

    /// The days of the week, 0 for Monday, in the order of the text; none for every day.
    fn days(self, text: &str) -> Result<Option<Vec<usize>>> {
        let text = text.trim().trim_end_matches([':', '：']).trim_end();
        if text.is_empty() || EVERY_DAY.contains(&text.to_lowercase().as_str()) {
            return Ok(None);
        }
        let day = |name: &str| {
            let lower = name.trim().to_lowercase();
            DAYS.iter().position(|names| names.contains(&lower.as_str())).ok_or_else(|| {
                self.wrong(name, "a day of the week: `Mon` to `Sun` or `周一` to `周日`")
            })
        };
        let mut days = Vec::new();
        for piece in text.split(COMMAS) {
            match piece.split_once(DASHES) {
                None => days.push(day(piece)?),
                Some((first, last)) => {
                    let (first, last) = (day(first)?, day(last)?);
                    // `Fri-Mon` runs over the end of the week.
                    days.extend((0..=(last + 7 - first) % 7).map(|step| (first + step) % 7));
                }
            }
        }
        Ok(Some(days))
    }

    /// Opening times in minutes after midnight.
    fn times(self, text: &str) -> Result<Vec<(i64, i64)>> {
        if !text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let clock = |time: &str| {
            parse_clock(time)
                .ok_or_else(|| self.wrong(time, "a time of day `HH:MM` from `00:00` to `24:00`"))
        };
        let mut times = Vec::new();
        for piece in text.split(COMMAS) {
            let Some((start, end)) = piece.split_once(DASHES) else {
                return Err(
                    self.wrong(piece, "an opening and a closing time such as `09:00-21:00`")
                );
            };
            let (start, end) = (clock(start)?, clock(end)?);
            if start == DAY_MIN {
                return Err(self.wrong(piece, "an opening time before `24:00`"));
            }
            if start == end {
                return Err(
                    self.wrong(piece, "two different times; the whole day is `00:00-24:00`")
                );
            }
            times.push((start, if end < start { end + DAY_MIN } else { end }));
        }
        times.sort_unstable();
        Ok(times)
    }
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;

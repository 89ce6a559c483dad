//! The words of the report, in two languages, and numbers as people write them.

use arrow_schema::Field;
use chrono::{Datelike, NaiveDateTime};
use keliu::Flags;
use serde_json::Value;

/// The words of one language.
pub(crate) struct Words(Value);

impl Words {
    pub(crate) fn of(language: &str) -> Result<Self, String> {
        let all: Value = serde_json::from_str(include_str!("../../words.json"))
            .map_err(|cause| cause.to_string())?;
        match all.get(language) {
            Some(words) => Ok(Self(words.clone())),
            None => Err(format!("no words for \"{language}\": en or zh")),
        }
    }

    pub(crate) fn word(&self, key: &str) -> String {
        self.0[key].as_str().unwrap_or(key).to_owned()
    }

    /// A sentence with its blanks filled in.
    pub(crate) fn fill(&self, key: &str, blanks: &[(&str, &str)]) -> String {
        blanks.iter().fold(self.word(key), |text, (blank, value)| {
            text.replace(&format!("{{{blank}}}"), value)
        })
    }

    fn date_as(&self, key: &str, wall: NaiveDateTime) -> String {
        let weekday = self.0["weekdays"][wall.weekday().num_days_from_monday() as usize].as_str();
        let month = self.0["months"][wall.month0() as usize].as_str();
        self.fill(
            key,
            &[
                ("weekday", weekday.unwrap_or_default()),
                ("month", month.unwrap_or_default()),
                ("day", &wall.day().to_string()),
                ("year", &wall.year().to_string()),
            ],
        )
    }

    pub(crate) fn date(&self, wall: NaiveDateTime) -> String {
        self.date_as("date", wall)
    }

    pub(crate) fn long_date(&self, wall: NaiveDateTime) -> String {
        self.date_as("long_date", wall)
    }

    pub(crate) fn moment(&self, wall: NaiveDateTime) -> String {
        let clock = wall.format("%H:%M").to_string();
        self.fill("moment", &[("date", &self.date(wall)), ("clock", &clock)])
    }

    pub(crate) fn long_moment(&self, wall: NaiveDateTime) -> String {
        let clock = wall.format("%H:%M").to_string();
        self.fill("moment", &[("date", &self.long_date(wall)), ("clock", &clock)])
    }

    /// "Fri 17:00" in this language.
    pub(crate) fn hour_of_week(&self, label: &str) -> (String, String) {
        const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let (weekday, clock) = label.split_once(' ').unwrap_or(("", label));
        let place = ENGLISH.iter().position(|name| *name == weekday).unwrap_or_default();
        (self.0["weekdays"][place].as_str().unwrap_or_default().to_owned(), clock.to_owned())
    }

    /// The heading of a column: its name, or the Chinese one that it carries.
    pub(crate) fn heading(&self, field: &Field) -> String {
        let chinese = field.metadata().get("zh").filter(|_| self.chinese());
        chinese.unwrap_or(field.name()).clone()
    }

    /// The names of flags.
    pub(crate) fn flags(&self, flags: Flags) -> Vec<&'static str> {
        let set = Flags::ALL.iter().filter(|flag| flags.0 & flag.bit != 0);
        set.map(|flag| if self.chinese() { flag.zh } else { flag.name }).collect()
    }

    fn chinese(&self) -> bool {
        self.0["language"] == "zh"
    }

    /// 0.1234 as "12.3 %".
    pub(crate) fn percent(&self, share: f64) -> String {
        let tenths = (share * 1000.0 + 0.5).floor() as i64;
        let number = format!("{}.{}", tenths / 10, tenths % 10);
        self.fill("percent", &[("number", &number)])
    }

    /// The same with a sign.
    pub(crate) fn change(&self, share: f64) -> String {
        let sign = if share < 0.0 { '-' } else { '+' };
        format!("{sign}{}", self.percent(share.abs()))
    }
}

/// 1234567.8 as "1,234,568".
pub(crate) fn people(number: f64) -> String {
    let digits = ((number + 0.5).floor() as i64).to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 1.5 as "1.5", 2.0 as "2".
pub(crate) fn hours(number: f64) -> String {
    let tenths = (number * 10.0 + 0.5).floor() as i64;
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// Columns that a text takes on a screen: Chinese characters take two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

/// Pads a text on the right, or on the left for numbers.
pub(crate) fn pad(text: &str, columns: usize, number: bool) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(text)));
    if number { blanks + text } else { text.to_owned() + &blanks }
}

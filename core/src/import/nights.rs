//! Counting days that do not begin at midnight, told from the order of hours under one date.

use super::questions::{Certainty, Finding, Question};
use crate::calendar::MINUTE_US;
use std::collections::BTreeMap;

/// Watches whether the hours of a date run on past midnight: then the date names a counting day.
#[derive(Debug, Default)]
pub(super) struct Nights {
    last: Vec<Option<(i64, i64)>>,
    rises: u64,
    wraps: u64,
    /// The first time of day of each date, by how often it was the first.
    firsts: BTreeMap<i64, u64>,
}

impl Nights {
    pub(super) fn see(&mut self, sensor: usize, day: i64, clock: i64) {
        if self.last.len() <= sensor {
            self.last.resize(sensor + 1, None);
        }
        if let Some((last_day, last_clock)) = self.last[sensor].replace((day, clock)) {
            if last_day != day {
                *self.firsts.entry(clock).or_default() += 1;
            } else if clock > last_clock {
                self.rises += 1;
            } else if clock < last_clock {
                self.wraps += 1;
            }
        }
    }

    pub(super) fn found(&self, told: Option<i64>) -> (Finding, Option<Question>) {
        let dates: u64 = self.firsts.values().sum();
        // One fall of the clock within nearly every date, and rises else; a file that runs backwards only falls.
        let runs_on = self.rises > 4 * self.wraps && self.wraps * 2 > dates && self.wraps > 0;
        let usual =
            self.firsts.iter().max_by_key(|(_, count)| **count).map_or(0, |(clock, _)| *clock);
        let label = |us: i64| format!("{:02}:{:02}", us / MINUTE_US / 60, us / MINUTE_US % 60);
        let evidence = format!(
            "hours fall back within {} of {} dates, which mostly begin at {}",
            self.wraps,
            dates + 1,
            label(usual)
        );
        match told {
            Some(day_start) => {
                (Finding::new("day_start", label(day_start), "as told", Certainty::Certain), None)
            }
            None if runs_on && usual > 0 => {
                let choices = vec![label(usual), "00:00".to_owned()];
                let what = format!("{evidence}: the date may name a counting day");
                let finding = Finding::new("day_start", label(usual), evidence, Certainty::Open);
                (finding.or("00:00"), Some(Question { option: "day_start", what, choices }))
            }
            None => (Finding::new("day_start", "00:00", evidence, Certainty::Likely), None),
        }
    }
}

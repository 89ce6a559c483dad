//! What a register is expected to count: a rate at first, then a profile of the week.

use super::Label;
use super::cost::Rules;
use super::history::Passage;
use super::series::{Series, UNREAD};
use crate::calendar::HOUR_US;

const WEEK_HOURS: usize = 168;
const WEEK_US: i64 = 168 * HOUR_US;
/// 1970-01-05T00:00:00Z, a Monday.
const MONDAY_US: i64 = 96 * HOUR_US;

/// Time at the mean rate that each hour of the week is blended with: one hour, so that a slot seen once is half
/// its own and a slot never seen is the mean.
const BLEND_US: f64 = HOUR_US as f64;

/// Expected persons between two instants.
#[derive(Debug, Clone)]
pub(crate) enum Flow {
    /// Persons per microsecond.
    Even(f64),
    /// Persons from Monday 00:00 UTC to the start of each hour of the week, and to its end.
    Weekly(Vec<f64>),
}

impl Flow {
    /// The median rate of the steps that count something, times the share of steps that do: most steps of a quiet
    /// door are 0, and neither they nor a broken step may decide the rate.
    pub(crate) fn steady(series: &Series, register: usize, rules: &Rules) -> Self {
        let (mut rates, mut steps) = (Vec::new(), 0_u32);
        for instant in 1..series.times.len() {
            let [before, after] =
                [instant - 1, instant].map(|at| series.preferred(at).totals[register]);
            let time = series.times[instant] - series.times[instant - 1];
            let step = (after - before).abs() as f64;
            if before == UNREAD || after == UNREAD || step > rules.physical_cap(time) {
                continue;
            }
            steps += 1;
            if step > 0.0 {
                rates.push(step / time as f64);
            }
        }
        if rates.is_empty() {
            return Self::Even(0.0);
        }
        let share = rates.len() as f64 / f64::from(steps);
        let middle = rates.len() / 2;
        let (_, median, _) = rates.select_nth_unstable_by(middle, f64::total_cmp);
        Self::Even(*median * share)
    }

    /// The mean rate of each hour of the week, from counts that are certain.
    pub(crate) fn weekly(passages: &[Passage], register: usize, rules: &Rules) -> Option<Self> {
        let mut persons = [0.0; WEEK_HOURS];
        let mut time = [0.0; WEEK_HOURS];
        for passage in passages {
            let (start, end) = (passage.start, passage.end);
            let outcome = &passage.outcomes[register];
            let certain =
                matches!(outcome.label, Label::Normal | Label::Reversed | Label::Rollover);
            let (true, Some(count)) = (certain && end - start <= rules.max_gap_us, outcome.count)
            else {
                continue;
            };
            let rate = count as f64 / (end - start) as f64;
            let mut at = start;
            while at < end {
                let until = (at.div_euclid(HOUR_US) + 1).saturating_mul(HOUR_US).min(end);
                let slot = ((at - MONDAY_US).rem_euclid(WEEK_US) / HOUR_US) as usize;
                persons[slot] += rate * (until - at) as f64;
                time[slot] += (until - at) as f64;
                at = until;
            }
        }
        let whole: f64 = time.iter().sum();
        if whole <= 0.0 {
            return None;
        }
        let mean = persons.iter().sum::<f64>() / whole;
        let mut to_here = vec![0.0];
        let mut sum = 0.0;
        for slot in 0..WEEK_HOURS {
            let rate = (persons[slot] + mean * BLEND_US) / (time[slot] + BLEND_US);
            sum += rate * HOUR_US as f64;
            to_here.push(sum);
        }
        Some(Self::Weekly(to_here))
    }

    /// Persons expected from `start` to `end`.
    pub(crate) fn expected(&self, start: i64, end: i64) -> f64 {
        match self {
            Self::Even(rate) => rate * (end - start) as f64,
            Self::Weekly(to_here) => {
                // Weeks are counted from the start, so that the difference does not cancel digits.
                let origin = (start - MONDAY_US).div_euclid(WEEK_US) * WEEK_US + MONDAY_US;
                let until = |time: i64| {
                    let (weeks, rest) =
                        ((time - origin).div_euclid(WEEK_US), (time - origin).rem_euclid(WEEK_US));
                    let slot = (rest / HOUR_US) as usize;
                    let part = (rest % HOUR_US) as f64 / HOUR_US as f64;
                    weeks as f64 * to_here[WEEK_HOURS]
                        + to_here[slot]
                        + part * (to_here[slot + 1] - to_here[slot])
                };
                (until(end) - until(start)).max(0.0)
            }
        }
    }
}

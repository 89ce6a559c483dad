//! Faults of time: clock offset, changes of summer time, counting days.

use super::device::change;
use super::stretch;
use crate::case::{Declared, Faulty, Row, What};
use crate::time::{DAY_US, HOUR_US, days_of};
use crate::windows::Truth;
use keliu_simulator::Random;

/// The clock of the device is ahead; where it is put right, two rows carry one time.
pub(super) fn offset(faulty: &mut Faulty, at: usize, random: Random) {
    let bins = faulty.truth.len();
    let (hours, ahead) = match at {
        0 => (24 * (14 + random.below(1, 28) as usize)..bins, 1),
        1 => (0..bins, 3),
        _ => {
            let weeks = stretch(random, bins / 24, 14);
            (24 * weeks.start..24 * weeks.end, 7)
        }
    };
    change(faulty, &hours, What::Clock(ahead));
    for row in &mut faulty.rows[hours.clone()] {
        row.start_us += ahead * HOUR_US;
        row.end_us += ahead * HOUR_US;
    }
    faulty.mask[hours].fill(true);
}

const ZONE: &str = "Europe/London";

/// The window moved to a change of the clock in London, rows in wall-clock time without an offset.
///
/// Visitors keep to the wall clock. The hour that comes twice holds the mean of its neighbors the second
/// time; the persons of the hour that is skipped never came. Nothing is wrong with any of the hours, so the mask
/// is empty.
pub(super) fn change_of_clock(truth: &Truth, at: usize, random: Random) -> Faulty {
    let (sunday, skipped) = if at == 0 { ("2016-03-27", true) } else { ("2016-10-30", false) };
    let sunday = days_of(sunday);
    let weekday = |day: i64| (day + 4).rem_euclid(7);
    let old = truth.start_us[0] / DAY_US;
    // The same day of the week, three to four weeks before the change.
    let first = (sunday - 28..sunday - 21)
        .find(|day| weekday(*day) == weekday(old))
        .expect("every week has each weekday");
    let moved = (sunday - first) as usize * 24 + 1;
    let label = |hour: usize| first * DAY_US + hour as i64 * HOUR_US;
    let (mut label_us, mut start_us, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut push = |hour: usize, summer: bool, count: i64| {
        label_us.push(label(hour));
        start_us.push(label(hour) - if summer { HOUR_US } else { 0 });
        entries.push(count);
    };
    for (hour, &count) in truth.entries.iter().enumerate() {
        if skipped {
            if hour != moved {
                push(hour, hour > moved, count);
            }
        } else {
            push(hour, hour <= moved, count);
            if hour == moved {
                push(hour, false, i64::midpoint(count, truth.entries[hour + 1]));
            }
        }
    }
    let exits = vec![0; entries.len()];
    let mut faulty = Faulty::untouched(&Truth { start_us, entries, exits });
    let parts = if at == 2 { 4 } else { 1 };
    let step = HOUR_US / parts as i64;
    faulty.rows = (0..label_us.len())
        .flat_map(|bin| {
            let start = label_us[bin];
            let counts = split(faulty.truth.entries[bin], parts, random.stream(bin as u64));
            (0_i64..).zip(counts).map(move |(part, count)| Row {
                start_us: start + part * step,
                end_us: start + (part + 1) * step,
                entries: Some(count),
                exits: None,
            })
        })
        .collect();
    faulty.label_us = label_us;
    faulty.declared =
        Declared { wall_clock: Some(ZONE), interval_s: Some(3600 / parts as i64), day_start: None };
    faulty
}

/// Persons of an hour by part of the hour, each person in a part of its own choice.
pub(super) fn split(persons: i64, parts: usize, random: Random) -> Vec<i64> {
    let mut counts = vec![0; parts];
    for person in 0..persons as u64 {
        counts[random.below(person, parts as u64) as usize] += 1;
    }
    counts
}

/// Days that start in the morning; the first and the last one are partial.
pub(super) fn counting_day(faulty: &mut Faulty, at: usize) {
    let (hour, declared) = [(3, "03:00"), (5, "05:00"), (6, "06:00")][at];
    let (from, to) = (15, faulty.truth.len() - 14);
    faulty.rows = faulty.rows[from..to].to_vec();
    let cut = |values: &mut Vec<i64>| *values = values[from..to].to_vec();
    cut(&mut faulty.truth.start_us);
    cut(&mut faulty.truth.entries);
    cut(&mut faulty.truth.exits);
    cut(&mut faulty.hidden);
    cut(&mut faulty.label_us);
    faulty.mask.truncate(to - from);
    let day = |start: &i64| (start - hour * HOUR_US).div_euclid(DAY_US);
    faulty.day = Some(faulty.truth.start_us.iter().map(day).collect());
    faulty.declared.day_start = Some(declared);
}

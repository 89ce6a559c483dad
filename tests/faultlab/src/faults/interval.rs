//! Faults of single rows: lost, dead, frozen, spiked, lumped, sent twice, revised, marked by a sentinel, copied.

use super::{Family, apart, stretch};
use crate::case::{Faulty, Row};
use crate::time::HOUR_US;
use keliu_simulator::Random;

/// Length in hours of a gap, an outage, a frozen stretch or a repeated block.
pub(super) const LENGTHS: [usize; 3] = [6, 24, 168];
const LUMPS: [usize; 3] = [3, 12, 48];
const SPIKES: [usize; 3] = [2, 6, 20];
pub(super) const SENTINELS: [usize; 3] = [5, 20, 80];
/// What devices write when they have nothing to say; nothing stands for an empty cell and for "N/A".
pub(super) const MARKS: [Option<i64>; 6] =
    [Some(-1), Some(-999), Some(65_535), Some(4_294_967_295), None, None];

/// Adds a fault to the rows; earlier faults of a compound case stay in place.
pub(super) fn apply(family: Family, faulty: &mut Faulty, at: usize, random: Random) {
    let bins = faulty.truth.len();
    match family {
        Family::C1 => {
            let lost = stretch(random, bins, LENGTHS[at]);
            faulty.mask[lost.clone()].fill(true);
            let (from, to) = (faulty.label_us[lost.start], faulty.label_us[lost.end - 1]);
            faulty.rows.retain(|row| row.start_us < from || row.start_us > to);
        }
        Family::C2 | Family::C3 => {
            let dead = stretch(random, bins, LENGTHS[at]);
            let held = if family == Family::C2 { 0 } else { faulty.truth.entries[dead.start] };
            dead.for_each(|bin| write(faulty, bin, |_| Some(held)));
        }
        Family::C7 => {
            let mean = faulty.truth.entries.iter().sum::<i64>() as f64 / bins as f64;
            for (number, bin) in apart(random, 0..bins, SPIKES[at]).into_iter().enumerate() {
                let extra = mean * (8.0 + 32.0 * random.stream(1).uniform(number as u64));
                write(faulty, bin, |count| count.map(|count| count + extra as i64));
            }
        }
        Family::C10 => {
            // The hours that kept silent, and the one that brings their sum with its own.
            let late = stretch(random, bins, LUMPS[at] + 1);
            let sum: i64 = faulty.truth.entries[late.clone()].iter().sum();
            let last = late.end - 1;
            late.for_each(|bin| write(faulty, bin, |_| Some(if bin == last { sum } else { 0 })));
        }
        Family::LateRows => {
            // The hours that sent nothing, and the one that brings their sum with its own.
            let late = stretch(random, bins, LUMPS[at] + 1);
            let sum: i64 = faulty.truth.entries[late.clone()].iter().sum();
            let last = late.end - 1;
            write(faulty, last, |_| Some(sum));
            faulty.mask[late.clone()].fill(true);
            let (from, to) = (faulty.label_us[late.start], faulty.label_us[last]);
            faulty.rows.retain(|row| !(from..to).contains(&row.start_us));
        }
        Family::Block => {
            let both = stretch(random, bins, bins / 2);
            let length = LENGTHS[at];
            let earlier = both.start..both.start + length;
            let room = (both.len() - 2 * length + 1) as u64;
            let later = earlier.end + random.below(1, room) as usize;
            for (place, bin) in earlier.enumerate() {
                let again = faulty.truth.entries[bin];
                write(faulty, later + place, |_| Some(again));
            }
        }
        Family::C11 => {
            let twice = stretch(random, bins, LENGTHS[at]);
            let block: Vec<Row> = rows_of(faulty, &twice);
            faulty.mask[twice].fill(true);
            faulty.rows.extend(block);
        }
        Family::C12 => {
            let revised = stretch(random, bins, LENGTHS[at]);
            let last = rows_of(faulty, &revised);
            for bin in revised {
                let seen = 0.3 + 0.6 * random.stream(1).uniform(bin as u64);
                write(faulty, bin, |count| count.map(|count| (count as f64 * seen) as i64));
            }
            faulty.rows.extend(last);
        }
        Family::C21 => {
            for (number, bin) in apart(random, 0..bins, SENTINELS[at]).into_iter().enumerate() {
                let mark = random.stream(1).below(number as u64, MARKS.len() as u64) as usize;
                write(faulty, bin, |_| MARKS[mark]);
            }
        }
        other => unreachable!("{} is no fault of rows", other.name()),
    }
}

/// The first row of each hour of a range.
fn rows_of(faulty: &Faulty, bins: &std::ops::Range<usize>) -> Vec<Row> {
    bins.clone()
        .filter_map(|bin| {
            let start = faulty.label_us[bin];
            faulty.rows.iter().find(|row| (start..start + HOUR_US).contains(&row.start_us)).copied()
        })
        .collect()
}

/// Changes the first row of an hour and marks the hour.
fn write(faulty: &mut Faulty, bin: usize, value: impl Fn(Option<i64>) -> Option<i64>) {
    let start = faulty.label_us[bin];
    faulty.mask[bin] = true;
    if let Some(row) = faulty.rows.iter_mut().find(|row| row.start_us == start) {
        row.entries = value(row.entries);
    }
}

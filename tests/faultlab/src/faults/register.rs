//! A device whose counter is read at the end of every hour, and what happens to it.

use super::interval::{LENGTHS, MARKS, SENTINELS};
use super::{Family, apart, stretch};
use crate::case::{Faulty, Kind, Row};
use crate::time::HOUR_US;
use crate::windows::Truth;
use keliu_simulator::Random;
use std::collections::BTreeMap;
use std::ops::Range;

const RESETS: [usize; 3] = [1, 4, 14];
const MODULUS: [i64; 3] = [1_000_000, 1 << 24, 1 << 16];
const DOWN_DAYS: [usize; 3] = [3, 14, 56];
const ALIENS: [usize; 3] = [1, 3, 8];

/// A counter of entries and its faults.
pub(super) struct Register<'a> {
    truth: &'a Truth,
    start: i64,
    modulus: Option<i64>,
    down: Range<usize>,
    /// Hours in which the counter falls to 0, and the persons it counts afterwards within the hour.
    resets: BTreeMap<usize, i64>,
    /// Readings by number and what stands there instead.
    alien: BTreeMap<usize, Alien>,
    /// Readings that are lost.
    lost: Range<usize>,
}

#[derive(Clone, Copy)]
enum Alien {
    Bit(u32),
    Mark(Option<i64>),
}

impl<'a> Register<'a> {
    pub(super) fn new(truth: &'a Truth, random: Random) -> Self {
        let total: i64 = truth.entries.iter().sum();
        Self {
            truth,
            // Enough for a counter that runs backward all the time.
            start: 2 * total + random.below(0, 1_000_000) as i64,
            modulus: None,
            down: 0..0,
            resets: BTreeMap::new(),
            alien: BTreeMap::new(),
            lost: 0..0,
        }
    }

    pub(super) fn add(&mut self, family: Family, at: usize, random: Random) {
        let bins = self.truth.len();
        match family {
            Family::C17 => {
                for bin in apart(random, 1..bins - 1, RESETS[at]) {
                    let share = random.stream(1).uniform(bin as u64);
                    self.resets.insert(bin, (self.truth.entries[bin] as f64 * share) as i64);
                }
            }
            Family::C18 => {
                // The first wrap comes somewhere in the window.
                let modulus = MODULUS[at];
                let share = 0.1 + 0.8 * random.uniform(0);
                let total: i64 = self.truth.entries.iter().sum();
                self.modulus = Some(modulus);
                self.start = (modulus - (total as f64 * share) as i64).rem_euclid(modulus);
            }
            Family::C19 => self.down = super::device::days(random, bins, DOWN_DAYS[at]),
            Family::C20 => {
                for reading in apart(random, 1..bins, ALIENS[at]) {
                    let bit = 8 + random.stream(1).below(reading as u64, 17) as u32;
                    self.alien.insert(reading, Alien::Bit(bit));
                }
            }
            Family::C21Register => {
                for reading in apart(random, 1..bins, SENTINELS[at]) {
                    let mark = random.stream(1).below(reading as u64, MARKS.len() as u64) as usize;
                    self.alien.insert(reading, Alien::Mark(MARKS[mark]));
                }
            }
            Family::LostRows => {
                let lost = stretch(random, bins - 1, LENGTHS[at]);
                // Reading n ends hour n - 1; the first and the last reading stay.
                self.lost = lost.start + 1..lost.end + 1;
            }
            other => unreachable!("{} is no fault of a register", other.name()),
        }
    }

    /// Writes the readings, the mask and what the resets hide.
    pub(super) fn record(&self, faulty: &mut Faulty) {
        let bins = self.truth.len();
        let mut value = self.start;
        let mut rows = Vec::with_capacity(bins + 1);
        for reading in 0..=bins {
            if let Some(bin) = reading.checked_sub(1) {
                let before = value;
                value = self.after(bin, before, faulty);
            }
            let written = match self.alien.get(&reading) {
                Some(Alien::Bit(bit)) => Some(value ^ (1 << bit)),
                Some(Alien::Mark(mark)) => *mark,
                None => Some(value),
            };
            if self.alien.contains_key(&reading) {
                faulty.mask[reading - 1] = true;
                faulty.mask[reading.min(bins - 1)] = true;
            }
            if self.lost.contains(&reading) {
                faulty.mask[reading - 1] = true;
                faulty.mask[reading] = true;
                continue;
            }
            let time = self.truth.start_us[0] + reading as i64 * HOUR_US;
            rows.push(Row { start_us: time, end_us: time, entries: written, exits: None });
        }
        faulty.kind = Kind::Register;
        faulty.rows = rows;
    }

    /// The counter at the end of an hour.
    fn after(&self, bin: usize, before: i64, faulty: &mut Faulty) -> i64 {
        let count = self.truth.entries[bin];
        if let Some(&part) = self.resets.get(&bin) {
            faulty.mask[bin] = true;
            faulty.hidden[bin] = count - part;
            return part;
        }
        let down = self.down.contains(&bin);
        faulty.mask[bin] |= down;
        let value = if down { before - count } else { before + count };
        match self.modulus {
            Some(modulus) if !(0..modulus).contains(&value) => {
                faulty.mask[bin] = true;
                value.rem_euclid(modulus)
            }
            _ => value,
        }
    }
}

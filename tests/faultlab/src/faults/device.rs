//! Faults of a whole device that no single row shows: level, doubles, exchanged directions, another place.

use super::{Family, stretch, thin};
use crate::case::{Change, Faulty, What};
use crate::time::HOUR_US;
use crate::windows::Neighbor;
use keliu_simulator::Random;
use std::ops::Range;

const HALF_DAYS: [usize; 3] = [1, 3, 14];
const OCCLUSION: [f64; 3] = [0.05, 0.12, 0.25];
const TWICE: [f64; 3] = [0.05, 0.15, 0.30];
const SUN: [f64; 3] = [0.2, 0.5, 1.0];
const GAIN: [f64; 3] = [1.05, 1.12, 1.30];
const SWAP_DAYS: [usize; 3] = [7, 14, 56];

pub(super) fn apply(
    family: Family,
    faulty: &mut Faulty,
    neighbor: Option<&Neighbor>,
    at: usize,
    random: Random,
) {
    let bins = faulty.truth.len();
    let truth = faulty.truth.entries.clone();
    match family {
        Family::C4 => {
            let half = days(random, bins, HALF_DAYS[at]);
            change(faulty, &half, What::Level(0.5));
            set(faulty, &half, |bin| thin(truth[bin], 0.5, random.stream(1), bin));
        }
        Family::C5 => {
            // The share that is hidden grows with the density, up to the severity at the 95 % quantile.
            let mut sorted = truth.clone();
            sorted.sort_unstable();
            let dense = sorted[(0.95 * (bins - 1) as f64) as usize].max(1) as f64;
            set(faulty, &(0..bins), |bin| {
                let hidden = OCCLUSION[at] * (truth[bin] as f64 / dense).min(1.5);
                thin(truth[bin], 1.0 - hidden, random.stream(1), bin)
            });
        }
        Family::C6 => set(faulty, &(0..bins), |bin| {
            truth[bin] + thin(truth[bin], TWICE[at], random.stream(1), bin)
        }),
        Family::C8 => {
            let first_hour = 14 + random.below(0, 3) as usize;
            for day in 0..bins / 24 {
                if random.stream(2).uniform(day as u64) < 0.4 {
                    let sunny = 24 * day + first_hour..24 * day + first_hour + 3;
                    set(faulty, &sunny, |bin| {
                        truth[bin] + thin(truth[bin], SUN[at], random.stream(1), bin)
                    });
                }
            }
        }
        Family::C9 => {
            let from = 24 * (14 + random.below(0, 28) as usize);
            change(faulty, &(from..bins), What::Level(GAIN[at]));
            set(faulty, &(from..bins), |bin| thin(truth[bin], GAIN[at], random.stream(1), bin));
        }
        Family::C22 => {
            let from = 24 * (14 + random.below(0, 28) as usize);
            change(faulty, &(from..bins), What::Identity);
            // Without a neighbor: the same place, smaller, with its day moved by six hours.
            set(faulty, &(from..bins), |bin| {
                let own = truth[(bin + 6) % bins] * 6 / 10;
                neighbor.map_or(own, |other| other.entries[bin].unwrap_or(own))
            });
        }
        other => unreachable!("{} is no fault of a device", other.name()),
    }
}

/// Both directions, exchanged over a stretch of whole days.
pub(super) fn swap(faulty: &mut Faulty, at: usize, random: Random) {
    let bins = faulty.truth.len();
    for (bin, row) in faulty.rows.iter_mut().enumerate() {
        row.exits = Some(faulty.truth.exits[bin]);
    }
    let swapped = days(random, bins, SWAP_DAYS[at]);
    change(faulty, &swapped, What::Swap);
    for row in &mut faulty.rows[swapped.clone()] {
        std::mem::swap(&mut row.entries, &mut row.exits);
    }
    faulty.mask[swapped].fill(true);
}

/// Whole days somewhere in the window.
pub(super) fn days(random: Random, bins: usize, days: usize) -> Range<usize> {
    let place = stretch(random, bins / 24, days);
    24 * place.start..24 * place.end
}

pub(super) fn change(faulty: &mut Faulty, bins: &Range<usize>, what: What) {
    faulty.change = Some(Change { what, from: bins.start, to: bins.end });
}

fn set(faulty: &mut Faulty, bins: &Range<usize>, count: impl Fn(usize) -> i64) {
    for bin in bins.clone() {
        let row = &mut faulty.rows[bin];
        debug_assert_eq!(row.end_us - row.start_us, HOUR_US, "rows of an unharmed device");
        row.entries = Some(count(bin));
        faulty.mask[bin] = true;
    }
}

//! Blocks of counts that appear twice: an upload that was written again at another time.

use std::ops::Range;

use crate::counts::clean::MISSING_COUNT;
use crate::counts::clean::verdict::Direction;
use crate::expectation::Grid;
use crate::math::ln;
use crate::stats::distribution::ln_pmf;
use crate::stats::order::median_in_place;

/// Blocks are found by windows of this many equal counts.
const SEED: usize = 6;
/// Least number of different counts within a block: fewer is a habit of the place or a frozen sensor.
const DISTINCT: usize = 4;
/// Windows that stand in more places than this are a habit of the place.
const PLACES: usize = 4;
/// A block longer than this share of the record is a habit too: the record is too short to tell.
const LONGEST_SHARE: f64 = 0.2;
/// Evidence (natural log) beyond that for choosing two places among all: e^-25 is never chance.
const OVERWHELMING: f64 = 25.0;
/// The later block is the copy unless the earlier one fits its time worse by this (natural log).
const EARLIER: f64 = 5.0;
/// Bins are grouped by expectation where the chance of equal counts is learned.
const GROUPS: [f64; 4] = [2.0, 8.0, 32.0, 128.0];

/// Two equal blocks: where the earlier starts, where the later starts, and their length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Twins {
    pub(super) earlier: usize,
    pub(super) later: usize,
    pub(super) length: usize,
}

impl Twins {
    pub(super) fn blocks(&self) -> [Range<usize>; 2] {
        [self.earlier..self.earlier + self.length, self.later..self.later + self.length]
    }
}

/// Equal blocks that chance and habit do not explain. `expected` per bin is the first profile's.
pub(super) fn twins(grid: &Grid, counts: &[u32], expected: &[f64]) -> Vec<Twins> {
    let mut windows = hashes(counts);
    windows.sort_unstable();
    let mut found: Vec<Twins> = Vec::new();
    let mut habit: Option<Habit> = None;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for group in windows.chunk_by(|a, b| a.0 == b.0) {
        if (2..=PLACES).contains(&group.len()) {
            for (at, a) in group.iter().enumerate() {
                pairs.extend(group[at + 1..].iter().map(|b| (a.1 as usize, b.1 as usize)));
            }
        }
    }
    pairs.sort_unstable_by_key(|(a, b)| (b - a, *a));
    let mut done = (0, 0);
    for (a, b) in pairs {
        // Windows of one pair of blocks have one distance and follow each other; a hash is no proof.
        let equal = || counts[a..a + SEED] == counts[b..b + SEED];
        if (b - a, a) < done || b - a < SEED || !equal() {
            continue;
        }
        let twins = grown(counts, a, b);
        done = (b - a, twins.earlier + twins.length);
        let habit = habit.get_or_insert_with(|| Habit::of(grid, counts, expected));
        if overwhelming(counts, expected, &twins, habit) {
            found.push(twins);
        }
    }
    found.sort_unstable_by_key(|twins| (twins.later, twins.earlier));
    found
}

/// A hash and the place of every window that says enough to be compared.
fn hashes(counts: &[u32]) -> Vec<(u64, u32)> {
    let mut windows = Vec::new();
    for (start, window) in counts.windows(SEED).enumerate() {
        if window.contains(&MISSING_COUNT) || distinct(window) < DISTINCT {
            continue;
        }
        let hash = window.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, count| {
            let mixed = (hash ^ u64::from(*count)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed ^ (mixed >> 32)
        });
        windows.push((hash, u32::try_from(start).unwrap_or(u32::MAX)));
    }
    windows
}

fn distinct(window: &[u32]) -> usize {
    (0..window.len()).filter(|at| !window[..*at].contains(&window[*at])).count()
}

/// The longest equal blocks around two equal windows, the blocks being apart.
fn grown(counts: &[u32], mut a: usize, mut b: usize) -> Twins {
    let apart = b - a;
    let same = |a: usize, b: usize| counts[a] == counts[b] && counts[a] != MISSING_COUNT;
    let mut length = SEED;
    while length < apart && b + length < counts.len() && same(a + length, b + length) {
        length += 1;
    }
    while length < apart && a > 0 && same(a - 1, b - 1) {
        (a, b, length) = (a - 1, b - 1, length + 1);
    }
    Twins { earlier: a, later: b, length }
}

/// The chance of equal counts by size of what is expected: how often they repeat by themselves after a day or a week,
/// and how closely a count follows from the one before it.
struct Habit([f64; GROUPS.len() + 1]);

fn group_of(expected: f64) -> usize {
    GROUPS.partition_point(|end| *end < expected)
}

impl Habit {
    fn of(grid: &Grid, counts: &[u32], expected: &[f64]) -> Self {
        let [day, week] = [1, 7].map(|days| Self::after(days * grid.per_day, counts, expected));
        let next = Self::next(counts, expected);
        Self(std::array::from_fn(|group| day[group].max(week[group]).max(next[group])))
    }

    /// A series without scatter of its own repeats all of a day once it repeats its first hour.
    fn next(counts: &[u32], expected: &[f64]) -> [f64; GROUPS.len() + 1] {
        let mut errors: [Vec<f64>; GROUPS.len() + 1] = std::array::from_fn(|_| Vec::new());
        for bin in 1..counts.len() {
            let (then, now) = (counts[bin - 1], counts[bin]);
            if now != MISSING_COUNT && then != MISSING_COUNT && expected[bin - 1] > 0.5 {
                let told = f64::from(then) * expected[bin] / expected[bin - 1];
                errors[group_of(expected[bin])].push((f64::from(now) - told).abs());
            }
        }
        errors.map(|mut errors| 1.0 / (1.0 + 2.0 * median_in_place(&mut errors).unwrap_or(0.0)))
    }

    fn after(lag: usize, counts: &[u32], expected: &[f64]) -> [f64; GROUPS.len() + 1] {
        let mut same = [1.0; GROUPS.len() + 1];
        let mut pairs = [2.0; GROUPS.len() + 1];
        for bin in lag..counts.len() {
            let (now, then) = (counts[bin], counts[bin - lag]);
            if now != MISSING_COUNT && then != MISSING_COUNT {
                let group = group_of(expected[bin]);
                pairs[group] += 1.0;
                same[group] += f64::from(u8::from(now == then));
            }
        }
        std::array::from_fn(|group| same[group] / pairs[group])
    }
}

fn overwhelming(counts: &[u32], expected: &[f64], twins: &Twins, habit: &Habit) -> bool {
    if twins.length as f64 > LONGEST_SHARE * counts.len() as f64 {
        return false;
    }
    // Both places may be chosen anywhere.
    let needed = OVERWHELMING + 2.0 * ln(counts.len() as f64);
    let mut evidence = 0.0;
    for offset in 0..twins.length {
        let mean = expected[twins.later + offset];
        let chance = ln(habit.0[group_of(mean)]);
        let count = f64::from(counts[twins.later + offset]);
        // Chance is taken about the count itself: it may be unusual for a reason both places share.
        evidence -= chance.max(ln_pmf(count, count.max(mean).max(0.05), 0.02)).min(0.0);
    }
    evidence > needed
}

/// The block that is the copy.
pub(super) fn copy_of(direction: &Direction<'_>, twins: &Twins) -> Range<usize> {
    let [earlier, later] = twins.blocks();
    let fit = |bins: &Range<usize>| -> f64 {
        let expected = direction.model.expected(bins.start, bins.end);
        bins.clone()
            .zip(expected)
            .map(|(bin, mean)| {
                let alpha = direction.model.alpha(bin, mean).max(0.01);
                ln_pmf(f64::from(direction.counts[bin]), mean.max(0.05), alpha)
            })
            .sum()
    };
    if fit(&later) > fit(&earlier) + EARLIER { earlier } else { later }
}

#[cfg(test)]
#[path = "copies_tests.rs"]
mod tests;

//! First pass: bins that may be faults, found generously and set aside until they are judged.

use std::ops::Range;

use crate::counts::clean::MISSING_COUNT;
use crate::expectation::Grid;
use crate::stats::distribution::{ln_pmf, zero_evidence};
use crate::stats::order::median_in_place;
use crate::table::Flags;

/// Dispersion assumed before any model is fitted.
pub(super) const FIRST_ALPHA: f64 = 0.1;
/// Evidence that makes a run suspect; well below the thresholds of the verdict.
const SUSPICION: f64 = 6.0;
/// Zero runs this long, and ten times as long as the series' median zero run, stay out of the first
/// profile: a sensor off for weeks would otherwise make its own silence the usual thing.
const LONG_ZERO_H: f64 = 72.0;
const LONG_ZERO_RATIO: usize = 10;
/// A flicker lasts at most a day, where this many persons are expected, and counts less than a quarter of them.
const FLICKER_H: f64 = 24.0;
const FLICKER_EXPECTED: f64 = 10.0;
const FLICKER_SHARE: f64 = 0.25;
/// Days on either side whose maxima tell the usual daily maximum.
const MAXIMA_DAYS: i32 = 56;
/// A bin this far beyond the usual daily maximum may be a spike if it stands quite alone.
const LONE_RATIO: f64 = 1.25;
/// Counts below the usual maximum plus this are never spikes.
const SPIKE_FLOOR: f64 = 20.0;

/// What a suspect may turn out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Zero,
    Equal,
    /// Beyond anything the series usually reaches.
    Spike,
    /// As high as the busiest bins of busy days.
    LoneSpike,
    /// A hole with the bin that may hold its persons.
    Lump,
    /// One of two equal blocks; the other starts here.
    Twin(usize),
}

/// A stretch of bins under suspicion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suspect {
    pub(crate) kind: Kind,
    pub(crate) bins: Range<usize>,
}

/// Maximal runs of one value; missing and closed bins (`exposed` = false) neither break a run nor
/// start or end one.
pub(super) fn equal_runs(
    counts: &[u32],
    exposed: impl Fn(usize) -> bool,
) -> Vec<(u32, Range<usize>, usize)> {
    let mut runs: Vec<(u32, Range<usize>, usize)> = Vec::new();
    for (bin, count) in counts.iter().enumerate() {
        if *count == MISSING_COUNT || !exposed(bin) {
            continue;
        }
        match runs.last_mut() {
            Some((value, bins, size)) if value == count => {
                bins.end = bin + 1;
                *size += 1;
            }
            _ => runs.push((*count, bin..bin + 1, 1)),
        }
    }
    runs
}

/// Zero runs so long that the first profile must not see them.
pub(super) fn long_zero_runs(
    grid: &Grid,
    runs: &[(u32, Range<usize>, usize)],
) -> Vec<Range<usize>> {
    let mut sizes: Vec<usize> =
        runs.iter().filter(|(value, ..)| *value == 0).map(|(.., size)| *size).collect();
    if sizes.is_empty() {
        return Vec::new();
    }
    let middle = sizes.len() / 2;
    let usual = *sizes.select_nth_unstable(middle).1;
    let least = (grid.bins_in(LONG_ZERO_H).ceil() as usize).max(LONG_ZERO_RATIO * usual);
    runs.iter()
        .filter(|(value, _, size)| *value == 0 && *size >= least)
        .map(|(_, bins, _)| bins.clone())
        .collect()
}

/// Suspect runs against the first profile: `expected` per bin.
pub(super) fn suspect_runs(
    counts: &[u32],
    expected: &[f64],
    runs: &[(u32, Range<usize>, usize)],
    exposed: impl Fn(usize) -> bool,
) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    for (value, bins, size) in runs {
        if *value > 0 && *size < 3 {
            continue;
        }
        let mut evidence = 0.0;
        for bin in bins.clone() {
            if counts[bin] == MISSING_COUNT || !exposed(bin) {
                continue;
            }
            evidence += if *value == 0 {
                zero_evidence(expected[bin], FIRST_ALPHA)
            } else if bin == bins.start {
                0.0
            } else {
                -ln_pmf(f64::from(*value), expected[bin].max(0.05), FIRST_ALPHA)
            };
            if evidence > SUSPICION {
                let kind = if *value == 0 { Kind::Zero } else { Kind::Equal };
                suspects.push(Suspect { kind, bins: bins.clone() });
                break;
            }
        }
    }
    suspects
}

/// Whether the zeros of a stretch are surprising where `mean` is expected.
pub(super) fn silent_by(counts: &[u32], bins: &Range<usize>, mean: impl Fn(usize) -> f64) -> bool {
    let zeros = bins.clone().filter(|bin| counts[*bin] == 0);
    zeros.map(|bin| zero_evidence(mean(bin), FIRST_ALPHA)).sum::<f64>() > SUSPICION
}

/// What a failing sensor counts between two stretches in which it is dead: no measure of how busy the hours around are,
/// though nobody can say that it is wrong.
pub(super) fn flickers(
    grid: &Grid,
    state: &[u32],
    usable: &[f64],
    mean: impl Fn(usize) -> f64,
) -> Vec<Range<usize>> {
    let longest = grid.bins_in(FLICKER_H);
    let mut found = Vec::new();
    let mut dead: Option<usize> = None;
    for (bin, flags) in state.iter().enumerate() {
        if flags & Flags::DEAD.0 == 0 {
            continue;
        }
        if let Some(last) = dead
            && bin > last + 1
            && (bin - last - 1) as f64 <= longest
        {
            let (mut seen, mut expected) = (0.0, 0.0);
            for (at, count) in usable.iter().enumerate().take(bin).skip(last + 1) {
                if !count.is_nan() {
                    seen += count;
                    expected += mean(at);
                }
            }
            if expected >= FLICKER_EXPECTED && seen < FLICKER_SHARE * expected {
                found.push(last + 1..bin);
            }
        }
        dead = Some(bin);
    }
    found
}

/// Usual daily maximum around each day: the median of the daily maxima within eight weeks on either
/// side. One entry per run of equal `grid.day`; the second value is the first bin of that day.
pub(super) fn usual_maxima(grid: &Grid, observed: &[f64]) -> Vec<(usize, f64)> {
    let mut days: Vec<(usize, i32, f64)> = Vec::new();
    for (bin, count) in observed.iter().enumerate() {
        let day = grid.day[bin];
        match days.last_mut() {
            Some((_, held, maximum)) if *held == day => *maximum = maximum.max(*count),
            _ => days.push((bin, day, *count)),
        }
    }
    let mut window = Vec::new();
    let (mut from, mut to) = (0, 0);
    (0..days.len())
        .map(|i| {
            let day = days[i].1;
            while to < days.len() && days[to].1 <= day.saturating_add(MAXIMA_DAYS) {
                to += 1;
            }
            while from < i && days[from].1 < day.saturating_sub(MAXIMA_DAYS) {
                from += 1;
            }
            window.clear();
            // A day at zero (closed, dead) says nothing about how high a day goes.
            window.extend(days[from..to].iter().map(|d| d.2).filter(|m| *m > 0.0));
            (days[i].0, median_in_place(&mut window).unwrap_or(f64::INFINITY))
        })
        .collect()
}

/// Bins far beyond the usual daily maximum, or somewhat beyond it, and far beyond their own expectation.
pub(super) fn suspect_spikes(
    grid: &Grid,
    observed: &[f64],
    expected: &[f64],
    ratio: f64,
) -> Vec<Suspect> {
    let maxima = usual_maxima(grid, observed);
    let mut suspects = Vec::new();
    for (i, (start, maximum)) in maxima.iter().enumerate() {
        let end = maxima.get(i + 1).map_or(observed.len(), |next| next.0);
        for bin in *start..end {
            let lone = spike_threshold(*maximum, expected[bin], LONE_RATIO.min(ratio));
            let kind = if observed[bin] > spike_threshold(*maximum, expected[bin], ratio) {
                Kind::Spike
            } else if observed[bin] > lone.max(ratio * expected[bin]) {
                Kind::LoneSpike
            } else {
                continue;
            };
            suspects.push(Suspect { kind, bins: bin..bin + 1 });
        }
    }
    suspects
}

/// Count beyond which a bin is suspect; for small counts six Poisson deviations and a floor, since a
/// bus load at a quiet door is no fault.
pub(super) fn spike_threshold(maximum: f64, expected: f64, ratio: f64) -> f64 {
    let usual = maximum.max(expected);
    (ratio * usual).max(usual + 6.0 * usual.sqrt() + SPIKE_FLOOR)
}

//! Spikes against events: which of the bins far beyond the usual maximum are glitches.
//!
//! A glitch leaves its neighbors in time alone; a crowd comes and goes. Where crowds are known to come
//! at some hours of the day (a stadium gate), even a lone large bin at those hours is believed.

use crate::counts::clean::suspects::{Kind, ODD_RATIO, Suspect, spike_threshold};
use crate::counts::clean::verdict::Direction;
use crate::expectation::Grid;

/// Bins on either side that an event is expected to touch.
const NEIGHBORS: usize = 2;
/// Neighbors jointly this many standard deviations high speak of an event.
const NEIGHBOR_DEVIATIONS: f64 = 3.0;
/// So does one neighbor with this share of the excess.
const NEIGHBOR_SHARE: f64 = 0.2;
/// A lone bin is believed when this many events stand within eight weeks, within three hours of its
/// time of day, at half its size or more.
const WITNESSES: usize = 2;
const WITNESS_DAYS: i32 = 56;
const WITNESS_HOURS: f64 = 3.0;
const WITNESS_SIZE: f64 = 0.5;

/// Bins of `direction` that are spikes; `suspects` are sorted by their first bin.
pub(super) fn spikes(
    grid: &Grid,
    direction: &Direction<'_>,
    suspects: &[Suspect],
    ratio: f64,
) -> Vec<usize> {
    let found: Vec<(usize, Kind)> = suspects
        .iter()
        .filter(|s| matches!(s.kind, Kind::Spike | Kind::OddSpike))
        .map(|s| (s.bins.start, s.kind))
        .collect();
    let (mut lone, mut events) = (Vec::new(), Vec::new());
    for group in found.chunk_by(|a, b| a.0 + 1 == b.0) {
        let largest = group
            .iter()
            .map(|s| s.0)
            .max_by_key(|bin| direction.counts[*bin])
            .unwrap_or(group[0].0);
        let company = match group.len() {
            1 => company(direction, largest),
            2 => company(direction, largest).max(Company::Likely),
            _ => Company::Sure,
        };
        if company != Company::None {
            events.push(largest);
        }
        if company == Company::Sure {
            continue;
        }
        for (bin, kind) in group {
            let expected = direction.model.expected(*bin, bin + 1)[0];
            let ratio = if *kind == Kind::Spike { ratio } else { ODD_RATIO };
            // The usual maximum was passed in the first pass; level and donors may raise the bar. An odd
            // spike has less to show for itself, so it must stand quite alone.
            if f64::from(direction.counts[*bin]) > spike_threshold(0.0, expected, ratio)
                && (*kind == Kind::Spike || company == Company::None)
            {
                lone.push(*bin);
            }
        }
    }
    lone.retain(|bin| !believed(grid, direction.counts, *bin, &events));
    lone
}

/// Whether the bins around a suspect are high as well.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Company {
    None,
    /// Enough to bear witness for others, too little to acquit.
    Likely,
    Sure,
}

fn company(direction: &Direction<'_>, bin: usize) -> Company {
    let expected = direction.model.expected(bin, bin + 1)[0];
    let excess = f64::from(direction.counts[bin]) - expected;
    let (mut deviations, mut known) = (0.0, 0.0_f64);
    let from = bin.saturating_sub(NEIGHBORS);
    let to = (bin + NEIGHBORS + 1).min(direction.counts.len());
    for at in from..to {
        let seen = direction.usable[at];
        if seen.is_nan() {
            continue;
        }
        let mean = (direction.model.base[at] * direction.model.level.around(at)).max(1.0);
        let above = seen - mean;
        if above > NEIGHBOR_SHARE * excess {
            return Company::Sure;
        }
        let alpha = direction.model.alpha(at, mean);
        deviations += above / (mean + alpha * mean * mean).sqrt();
        known += 1.0;
    }
    if deviations > NEIGHBOR_DEVIATIONS * known.sqrt() { Company::Likely } else { Company::None }
}

fn believed(grid: &Grid, counts: &[u32], bin: usize, events: &[usize]) -> bool {
    let reach = grid.bins_in(WITNESS_HOURS);
    let hour = |at: usize| usize::from(grid.slot[at]) % grid.per_day;
    let near = |at: usize| {
        let apart = hour(at).abs_diff(hour(bin));
        grid.day[at].abs_diff(grid.day[bin]) <= WITNESS_DAYS.unsigned_abs()
            && apart.min(grid.per_day - apart) as f64 <= reach
            && f64::from(counts[at]) >= WITNESS_SIZE * f64::from(counts[bin])
    };
    events.iter().filter(|at| at.abs_diff(bin) > 1 && near(**at)).take(WITNESSES).count()
        == WITNESSES
}

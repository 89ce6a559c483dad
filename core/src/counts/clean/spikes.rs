//! Spikes against events: which of the bins far beyond the usual maximum are glitches.
//!
//! A glitch leaves its neighbors in time alone; a crowd comes and goes. Where crowds are known to come
//! at some hours of the day (a stadium gate), even a lone large bin at those hours is believed.

use crate::counts::clean::suspects::{Kind, Suspect, spike_threshold};
use crate::counts::clean::verdict::Direction;
use crate::expectation::Grid;
use crate::math::ln;

/// Bins on either side that an event is expected to touch.
const NEIGHBORS: usize = 2;
/// Neighbors jointly this many standard deviations high speak of an event.
const NEIGHBOR_DEVIATIONS: f64 = 3.0;
/// So does one neighbor with this share of the excess; for two bins in a row, a smaller one.
const NEIGHBOR_SHARE: f64 = 0.2;
const PAIR_SHARE: f64 = 0.1;
/// A bin as high as busy ones is a spike only if its departure exceeds that of the bins beside it by this factor.
/// The most that street counts showed by themselves in 26 sensor-years was 2.4; a stadium gate shows 20.
const ALONE: f64 = 2.7;
/// Added to counts in that comparison.
const OFFSET: f64 = 5.0;
/// A lone bin is believed when this many events stand within eight weeks, within three hours of its
/// time of day, at half its size or more.
const WITNESSES: usize = 2;
const WITNESS_DAYS: i32 = 56;
const WITNESS_HOURS: f64 = 3.0;
const WITNESS_SIZE: f64 = 0.5;

/// Bins of `direction` that are spikes; `suspects` are sorted by their first bin. Bins of lumps are known not to be.
pub(super) fn spikes(
    grid: &Grid,
    direction: &Direction<'_>,
    suspects: &[Suspect],
    is_lump: impl Fn(usize) -> bool,
    ratio: f64,
) -> Vec<usize> {
    let found: Vec<(usize, Kind)> = suspects
        .iter()
        .filter(|s| matches!(s.kind, Kind::Spike | Kind::LoneSpike) && !is_lump(s.bins.start))
        .map(|s| (s.bins.start, s.kind))
        .collect();
    let (mut lone, mut events) = (Vec::new(), Vec::new());
    for group in found.chunk_by(|a, b| a.0 + 1 == b.0) {
        let (first, last) = (group[0].0, group[group.len() - 1].0);
        let largest = (first..=last).max_by_key(|bin| direction.counts[*bin]).unwrap_or(first);
        let company = match group.len() {
            1 => company(direction, first..last + 1, largest, NEIGHBOR_SHARE),
            2 => company(direction, first..last + 1, largest, PAIR_SHARE),
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
            // The usual maximum was passed in the first pass; level and donors may raise the bar. A lone spike
            // has less to show for itself, so it must stand quite alone.
            if f64::from(direction.counts[*bin]) > spike_threshold(0.0, expected, ratio)
                && (*kind == Kind::Spike
                    || (company == Company::None && alone(direction, *bin, expected)))
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

fn company(
    direction: &Direction<'_>,
    group: std::ops::Range<usize>,
    largest: usize,
    share: f64,
) -> Company {
    let expected = direction.model.expected(group.start, group.end)[largest - group.start];
    let excess = f64::from(direction.counts[largest]) - expected;
    let (mut deviations, mut known) = (0.0, 0.0_f64);
    let from = group.start.saturating_sub(NEIGHBORS);
    let to = (group.end + NEIGHBORS).min(direction.counts.len());
    for at in from..to {
        let seen = direction.usable[at];
        if seen.is_nan() {
            continue;
        }
        let mean = usual(direction, at).max(1.0);
        let above = seen - mean;
        if above > share * excess {
            return Company::Sure;
        }
        let alpha = direction.model.alpha(at, mean);
        deviations += above / (mean + alpha * mean * mean).sqrt();
        known += 1.0;
    }
    if deviations > NEIGHBOR_DEVIATIONS * known.sqrt() { Company::Likely } else { Company::None }
}

fn usual(direction: &Direction<'_>, bin: usize) -> f64 {
    direction.model.base[bin] * direction.model.level.around(bin)
}

/// Whether the departure of a bin is far above that of the bins beside it. It needs a neighbor on either side to tell:
/// the first bin of a record may be the end of a crowd.
fn alone(direction: &Direction<'_>, bin: usize, expected: f64) -> bool {
    let departure = |count: f64, mean: f64| ln((count + OFFSET) / (mean + OFFSET));
    let beside = |mut bins: Box<dyn Iterator<Item = usize>>| {
        bins.find(|at| direction.usable.get(*at).is_some_and(|seen| !seen.is_nan()))
            .map(|at| departure(direction.usable[at], usual(direction, at)))
    };
    let before = beside(Box::new((bin.saturating_sub(NEIGHBORS)..bin).rev()));
    let after = beside(Box::new(bin + 1..bin + 1 + NEIGHBORS));
    let (Some(before), Some(after)) = (before, after) else { return false };
    departure(f64::from(direction.counts[bin]), expected) - before.max(after).max(0.0) > ln(ALONE)
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

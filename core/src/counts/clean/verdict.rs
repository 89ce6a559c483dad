//! Second pass: each suspect against what its surroundings and its donors expect of it.

use std::ops::Range;

use crate::counts::clean::{CleanSettings, MISSING_COUNT};
use crate::expectation::Grid;
use crate::expectation::model::SeriesModel;
use crate::stats::distribution::{ln_pmf, zero_evidence};
use crate::table::Flags;

/// A neighbor can witness an outage when it expects at least this many persons meanwhile.
const WITNESS_EXPECTED: f64 = 10.0;
/// A witness that counts less than this share of its expectation is silent too.
const SILENT_SHARE: f64 = 0.02;
/// The site is closed when at most one witness in this many still counts: one sensor with a fault of
/// its own must not veto what the others say together.
const DISSENT: usize = 4;
/// Expectation per bin below which a site counts as shut for the night.
const NIGHT: f64 = 0.5;
/// Price of an unusual level over a stretch: about one stretch in 400.
const ODD_LEVEL: f64 = 6.0;
const SILENT_LEVEL: f64 = 0.1;
/// A first reading less likely than e^-15 belongs to the frozen run, else it was the last true one.
const FIRST_IS_FAULT: f64 = 15.0;

/// One direction of one sensor, ready to be judged.
pub(super) struct Direction<'a> {
    pub(crate) counts: &'a [u32],
    pub(crate) model: &'a SeriesModel,
    /// Usable in the model (not missing, not closed, not suspect).
    pub(crate) usable: &'a [f64],
}

/// What others saw during a stretch: their counts and profiles.
pub(super) struct Witness<'a> {
    pub(crate) counts: &'a [u32],
    pub(crate) profile: &'a [f64],
}

/// Evidence (natural log) of a zero run of one direction.
pub(super) fn evidence_of_zeros(direction: &Direction<'_>, bins: Range<usize>) -> f64 {
    let expected = direction.model.expected(bins.start, bins.end);
    bins.zip(expected)
        .filter(|(bin, _)| direction.counts[*bin] == 0)
        .map(|(bin, mean)| zero_evidence(mean, direction.model.alpha(bin, mean)))
        .sum()
}

/// From Thursday night to Tuesday morning: Easter, the longest closing that shops without a summer break know.
const LONGEST_CLOSING_H: f64 = 108.0;

/// Judges a zero run whose evidence passed the threshold: dead or closed.
pub(super) fn zero_flag<'a>(
    grid: &Grid,
    direction: &Direction<'_>,
    bins: &Range<usize>,
    witnesses: impl Iterator<Item = Witness<'a>>,
) -> u32 {
    let (mut heard, mut silent) = (0_usize, 0_usize);
    for witness in witnesses {
        let (mut seen, mut expected) = (0.0, 0.0);
        for bin in bins.clone() {
            if witness.counts[bin] != MISSING_COUNT {
                seen += f64::from(witness.counts[bin]);
                expected += witness.profile[bin];
            }
        }
        if expected >= WITNESS_EXPECTED {
            if seen <= SILENT_SHARE * expected { silent += 1 } else { heard += 1 }
        }
    }
    if silent + heard > 0 {
        let closed = silent > 0 && heard <= (silent + heard) / DISSENT;
        return if closed { Flags::CLOSED.0 } else { Flags::DEAD.0 };
    }
    if !whole_days(direction, bins) {
        return Flags::DEAD.0;
    }
    // Nobody can say whether a long silence is a holiday or an outage: neither 0 nor an estimate is honest.
    let hours = bins.len() as f64 / grid.bins_in(1.0);
    if hours <= LONGEST_CLOSING_H { Flags::CLOSED.0 } else { Flags::DEAD.with(Flags::UNFILLED).0 }
}

/// Without a witness: a run that begins in one night and ends in another is a closed day, not an
/// outage, which would not keep to business hours.
fn whole_days(direction: &Direction<'_>, bins: &Range<usize>) -> bool {
    let night = |bin: usize| direction.model.base.get(bin).is_none_or(|mean| *mean < NIGHT);
    bins.len() > 1 && night(bins.start) && night(bins.end - 1)
}

/// The bins of an equal run that are stuck; empty when chance explains it.
pub(super) fn stuck_bins(
    direction: &Direction<'_>,
    other: Option<&Direction<'_>>,
    bins: &Range<usize>,
    settings: &CleanSettings,
) -> Range<usize> {
    let value = direction.counts[bins.start];
    let (mut evidence, first) = evidence_of_repeats(direction, bins);
    if let Some(other) = other {
        let frozen = other.counts[bins.start];
        let same = bins
            .clone()
            .all(|bin| other.counts[bin] == frozen || other.counts[bin] == MISSING_COUNT);
        if same && frozen != MISSING_COUNT && frozen > 0 {
            evidence += evidence_of_repeats(other, bins).0;
        }
    }
    if evidence <= settings.stuck_evidence || value == 0 {
        return bins.start..bins.start;
    }
    if first > FIRST_IS_FAULT { bins.clone() } else { bins.start + 1..bins.end }
}

/// Evidence (natural log) that the repeats are no chance, and the surprise of the first reading.
///
/// The value may be unusual for a reason of its own (an event, a slow day): then only its repetition
/// speaks, after the price of that reason. A value below a tenth of what is expected has none.
fn evidence_of_repeats(direction: &Direction<'_>, bins: &Range<usize>) -> (f64, f64) {
    let value = f64::from(direction.counts[bins.start]);
    let expected = direction.model.expected(bins.start, bins.end);
    let (mut against_usual, mut against_itself, mut first) = (0.0, ODD_LEVEL, 0.0);
    let silent = value * (expected.len() as f64) < SILENT_LEVEL * expected.iter().sum::<f64>();
    for (bin, mean) in bins.clone().zip(expected) {
        if direction.counts[bin] == MISSING_COUNT {
            continue;
        }
        let surprise = |mean: f64| -ln_pmf(value, mean, direction.model.alpha(bin, mean).max(0.01));
        if bin == bins.start {
            first = surprise(mean.max(0.05));
        } else {
            against_usual += surprise(mean.max(0.05));
            against_itself += surprise(value);
        }
    }
    (if silent { against_usual } else { against_usual.min(against_itself) }, first)
}

//! Late uploads: a hole, and right after it one bin with the persons of the whole hole.

use std::ops::Range;

use crate::counts::clean::MISSING_COUNT;
use crate::counts::clean::suspects::FIRST_ALPHA;
use crate::counts::clean::verdict::{Direction, evidence_of_zeros};
use crate::expectation::Grid;
use crate::math::ln;
use crate::stats::distribution::ln_pmf;

/// A hole must have cost this many persons before its lump can be told from a group that comes late; where the other
/// direction of the sensor has a lump in the same place, fewer.
const LEAST_LOST: f64 = 20.0;
const LEAST_SUPPORTED: f64 = 3.0;
/// The lump brings between a third of what the hole is expected to hide and three times as much.
const SHARE: Range<f64> = 0.33..3.0;
/// Relative error, as a variance, of the expected total of a hole: 15 %, the 90 % quantile for a day.
const LEVEL_VARIANCE: f64 = 0.0225;
/// A large bin after a hole may be an event of its own: one bin in 1,000, of any size.
const EVENT: f64 = 6.9;
/// Evidence (natural log) for the lump against an ordinary or eventful bin: in the search, to convince,
/// and where the other direction of the sensor has a lump in the same place.
const SEARCH: f64 = 1.5;
const CONVINCING: f64 = 4.0;
const SUPPORTED: f64 = 1.0;
/// Zeros must themselves be surprising this much; records that are missing need no explanation.
const SILENCE: f64 = 3.0;
/// Silence and lump together.
const TOGETHER: f64 = 12.0;

/// Evidence (natural log) that the last of `means` holds the persons of all of them.
fn evidence(count: u32, means: &[f64], least: f64, alpha: impl Fn(usize, f64) -> f64) -> f64 {
    let Some((own, hole)) = means.split_last() else { return f64::NEG_INFINITY };
    let lost: f64 = hole.iter().sum();
    let count = f64::from(count);
    if lost < least || !SHARE.contains(&((count - own) / lost)) {
        return f64::NEG_INFINITY;
    }
    let whole = lost + own;
    let scatter: f64 =
        means.iter().enumerate().map(|(at, mean)| alpha(at, *mean) * mean * mean).sum();
    let usual = ln_pmf(count, own.max(0.05), alpha(hole.len(), *own).max(0.01));
    let other = usual.max(-EVENT - ln(count));
    ln_pmf(count, whole, scatter / (whole * whole) + LEVEL_VARIANCE) - other
}

/// Stretches that end in what may be a lump: silent bins, then the bin that counts again. `expected` per bin is the
/// first profile's.
pub(super) fn candidates(
    grid: &Grid,
    counts: &[u32],
    expected: &[f64],
    longest_s: u64,
) -> Vec<Range<usize>> {
    let longest = usize::try_from(longest_s / u64::from(grid.usual_s())).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut start = None;
    let mut began = false;
    for (bin, count) in counts.iter().enumerate() {
        if matches!(*count, 0 | MISSING_COUNT) {
            // Nobody knows when a hole before the first record began.
            began |= *count == 0;
            start = start.or(began.then_some(bin));
            continue;
        }
        began = true;
        if let Some(from) = start.take()
            && bin - from <= longest
            && evidence(*count, &expected[from..=bin], LEAST_LOST, |_, _| FIRST_ALPHA) > SEARCH
        {
            found.push(from..bin + 1);
        }
    }
    found
}

/// Whether a candidate is a lump.
pub(super) fn is_lump(direction: &Direction<'_>, bins: &Range<usize>, supported: bool) -> bool {
    let last = bins.end - 1;
    let counts = &direction.counts[bins.clone()];
    if counts.last().is_none_or(|count| matches!(*count, 0 | MISSING_COUNT))
        || counts[..counts.len() - 1].iter().any(|count| !matches!(*count, 0 | MISSING_COUNT))
    {
        return false;
    }
    let means = direction.model.expected(bins.start, bins.end);
    let fewest = if supported { LEAST_SUPPORTED } else { LEAST_LOST };
    let lump = evidence(direction.counts[last], &means, fewest, |at, mean| {
        direction.model.alpha(bins.start + at, mean)
    });
    if supported {
        return lump > SUPPORTED;
    }
    let zeros = counts[..counts.len() - 1].contains(&0);
    let silence = evidence_of_zeros(direction, bins.start..last);
    lump > CONVINCING && (!zeros || (silence > SILENCE && silence + lump > TOGETHER))
}

/// Splits a known total in proportion to what is expected, in whole persons: the sum telescopes, so that nobody is
/// lost, and every run of bins is within one person of its share.
pub(super) fn split(total: u32, means: &[f64]) -> Vec<f64> {
    let whole: f64 = means.iter().sum();
    let even = means.len().max(1) as f64;
    let (mut passed, mut before) = (0.0, 0.0);
    means
        .iter()
        .enumerate()
        .map(|(at, mean)| {
            passed += mean;
            let share = if at + 1 == means.len() {
                1.0
            } else if whole > 0.0 {
                (passed / whole).min(1.0)
            } else {
                (at + 1) as f64 / even
            };
            let now = (f64::from(total) * share + 0.5).floor();
            let own = now - before;
            before = now;
            own
        })
        .collect()
}

#[cfg(test)]
#[path = "lumps_tests.rs"]
mod tests;

//! The model of one series: base expectation, level, dispersion.

use crate::expectation::Grid;
use crate::expectation::donors::{DonorBook, departure};
use crate::expectation::level::Level;
use crate::expectation::profile::seasonal_profile;
use crate::math::exp;
use crate::stats::order::quantile_in_place;

/// Least dispersion: even a perfect profile leaves a percent of scatter.
const LEAST_ALPHA: f64 = 1e-4;
/// Dispersion where fewer than [`FEW`] bins tell it (half the mean as standard deviation), and the
/// least one there: short series get wide intervals.
const UNKNOWN_ALPHA: f64 = 0.25;
const FEW: usize = 48;
/// Bins are grouped by how much they expect: quiet hours scatter more than busy ones.
const GROUPS: usize = 4;
/// Share of the relative errors inside the quantile the dispersion is fitted to, and the normal
/// quantile of both tails together.
const FIT_SHARE: f64 = 0.9;
const FIT_NORMAL: f64 = 1.645;

/// Dispersion of a stretch, by expectation.
#[derive(Debug, Clone)]
struct Dispersion {
    /// Upper ends of expectation of all groups but the last.
    ends: Vec<f64>,
    alpha: Vec<f64>,
}

impl Dispersion {
    fn of(observed: &[f64], expected: &[f64]) -> Self {
        let mut pairs: Vec<(f64, f64)> = observed
            .iter()
            .zip(expected)
            .filter(|(seen, _)| !seen.is_nan())
            .map(|(seen, mean)| (*mean, (seen - mean).abs() / mean.max(5.0)))
            .collect();
        if pairs.len() < FEW {
            let mut errors: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
            let error = quantile_in_place(&mut errors, FIT_SHARE).unwrap_or(0.0) / FIT_NORMAL;
            return Self { ends: Vec::new(), alpha: vec![(error * error).max(UNKNOWN_ALPHA)] };
        }
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut dispersion = Self { ends: Vec::new(), alpha: Vec::new() };
        let size = pairs.len().div_ceil(GROUPS);
        for group in pairs.chunks(size) {
            let mean = group[group.len() / 2].0.max(5.0);
            let mut errors: Vec<f64> = group.iter().map(|pair| pair.1).collect();
            let error = quantile_in_place(&mut errors, FIT_SHARE).unwrap_or(0.0) / FIT_NORMAL;
            dispersion.ends.push(group[group.len() - 1].0);
            dispersion.alpha.push((error * error - 1.0 / mean).max(LEAST_ALPHA));
        }
        dispersion.ends.pop();
        dispersion
    }

    fn at(&self, mean: f64) -> f64 {
        self.alpha[self.ends.partition_point(|end| *end < mean)]
    }
}

/// Expectation of one series.
#[derive(Debug, Clone)]
pub(crate) struct SeriesModel {
    /// Profile times exposure times donors' common departure.
    pub(crate) base: Vec<f64>,
    /// Where a donor spoke.
    pub(crate) donated: Vec<bool>,
    /// Level around any gap.
    pub(crate) level: Level,
    /// Dispersion per chunk of the donor book.
    alpha: Vec<Dispersion>,
    chunk_bins: usize,
}

/// Exposure of a bin against a usual, fully open one.
pub(crate) fn exposure(grid: &Grid, open: Option<&[f32]>, bin: usize) -> f64 {
    let length = f64::from(grid.length[bin]);
    match open {
        None => length,
        Some(open) => length * f64::from(open[bin].clamp(0.0, 1.0)),
    }
}

/// Profile of the usable `observed` counts (NaN = not usable), per usual bin; `None` when there is not
/// one usable count.
pub(crate) fn profile_of(grid: &Grid, open: Option<&[f32]>, observed: &[f64]) -> Option<Vec<f64>> {
    let rate: Vec<f64> = observed
        .iter()
        .enumerate()
        .map(|(bin, count)| {
            let share = exposure(grid, open, bin);
            // A bin open for less than a fifth of its time says too little about a full one.
            if share < 0.2 { f64::NAN } else { count / share }
        })
        .collect();
    if rate.iter().all(|r| r.is_nan()) {
        return None;
    }
    Some(seasonal_profile(grid, &rate))
}

/// Departures of the usable counts from profile times exposure.
pub(crate) fn departures_of(
    grid: &Grid,
    open: Option<&[f32]>,
    observed: &[f64],
    profile: &[f64],
) -> Vec<f32> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "departures lie in [-2, 2]; seven digits are ample"
    )]
    observed
        .iter()
        .enumerate()
        .map(|(bin, count)| {
            if count.is_nan() {
                f32::NAN
            } else {
                departure(*count, profile[bin] * exposure(grid, open, bin)) as f32
            }
        })
        .collect()
}

impl SeriesModel {
    /// `observed`: usable counts, NaN elsewhere. `common`: the donors' departure per bin.
    pub(crate) fn new(
        grid: &Grid,
        open: Option<&[f32]>,
        observed: &[f64],
        profile: &[f64],
        (common, donated): (&[f64], Vec<bool>),
        book: &DonorBook,
    ) -> Self {
        let base: Vec<f64> = (0..grid.bins())
            .map(|bin| {
                let usual = profile[bin] * exposure(grid, open, bin);
                if common[bin] == 0.0 { usual } else { usual * exp(common[bin]) }
            })
            .collect();
        let level = Level::new(grid, observed, &base);
        let expected: Vec<f64> =
            (0..grid.bins()).map(|bin| base[bin] * level.around(bin)).collect();
        let alpha = (0..book.chunks())
            .map(|chunk| {
                let from = book.bins_of(chunk.saturating_sub(1)).start;
                let to = book.bins_of((chunk + 1).min(book.chunks() - 1)).end;
                Dispersion::of(&observed[from..to], &expected[from..to])
            })
            .collect();
        Self { base, donated, level, alpha, chunk_bins: book.bins_of(0).len().max(1) }
    }

    /// Dispersion at a bin that expects `mean`.
    pub(crate) fn alpha(&self, bin: usize, mean: f64) -> f64 {
        self.alpha
            .get(bin / self.chunk_bins)
            .map_or(UNKNOWN_ALPHA, |dispersion| dispersion.at(mean))
    }

    /// Expectations of the bins of a gap from both its sides.
    pub(crate) fn expected(&self, start: usize, end: usize) -> Vec<f64> {
        let mut expected = Vec::with_capacity(end - start);
        self.level.across(start, end, |bin, level| expected.push(self.base[bin] * level));
        expected
    }
}

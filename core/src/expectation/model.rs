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
/// Expectation per bin below which errors are taken against this.
const QUIET: f64 = 1.0;
/// Bins are grouped by how much they expect: quiet hours scatter more than busy ones.
const GROUPS: usize = 4;
/// Share of the relative errors inside the quantile the dispersion is fitted to, and the normal
/// quantile of both tails together.
const FIT_SHARE: f64 = 0.9;
const FIT_NORMAL: f64 = 1.645;

/// Dispersion of a series, by chunk and by expectation.
#[derive(Debug, Clone)]
struct Dispersion {
    /// Upper ends of expectation of all groups but the last.
    ends: Vec<f64>,
    /// One row of groups per chunk.
    alpha: Vec<[f64; GROUPS]>,
}

impl Dispersion {
    /// From the known bins of each chunk and its two neighbors.
    fn new(observed: &[f64], expected: &[f64], book: &DonorBook) -> Self {
        let mut known: Vec<f64> = observed
            .iter()
            .zip(expected)
            .filter(|(seen, _)| !seen.is_nan())
            .map(|(_, mean)| *mean)
            .collect();
        let ends: Vec<f64> = (1..GROUPS)
            .filter_map(|group| quantile_in_place(&mut known, group as f64 / GROUPS as f64))
            .collect();
        let mut errors: [Vec<f64>; GROUPS] = std::array::from_fn(|_| Vec::new());
        let alpha = (0..book.chunks())
            .map(|chunk| {
                let from = book.bins_of(chunk.saturating_sub(1)).start;
                let to = book.bins_of((chunk + 1).min(book.chunks() - 1)).end;
                errors.iter_mut().for_each(Vec::clear);
                let mut means = [0.0; GROUPS];
                for (seen, mean) in observed[from..to].iter().zip(&expected[from..to]) {
                    if !seen.is_nan() {
                        let group = ends.partition_point(|end| end < mean);
                        means[group] += mean.max(QUIET);
                        errors[group].push((seen - mean).abs() / mean.max(QUIET));
                    }
                }
                let few = errors.iter().map(Vec::len).sum::<usize>() < FEW;
                let mut alpha: [f64; GROUPS] = std::array::from_fn(|group| {
                    let mean = means[group] / errors[group].len().max(1) as f64;
                    let Some(error) = quantile_in_place(&mut errors[group], FIT_SHARE) else {
                        return UNKNOWN_ALPHA;
                    };
                    let relative2 = (error / FIT_NORMAL) * (error / FIT_NORMAL);
                    // The Poisson part of the scatter is added by the distribution itself.
                    let alpha = (relative2 - 1.0 / mean).max(LEAST_ALPHA);
                    if few { alpha.max(UNKNOWN_ALPHA) } else { alpha }
                });
                // Quiet hours have too few counts to show their own scatter: it is no less than that of
                // the next busier ones.
                for group in (0..GROUPS - 1).rev() {
                    alpha[group] = alpha[group].max(alpha[group + 1]);
                }
                alpha
            })
            .collect();
        Self { ends, alpha }
    }

    fn at(&self, chunk: usize, mean: f64) -> f64 {
        let group = self.ends.partition_point(|end| *end < mean);
        self.alpha.get(chunk).map_or(UNKNOWN_ALPHA, |alpha| alpha[group])
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
    dispersion: Dispersion,
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
        let dispersion = Dispersion::new(observed, &expected, book);
        Self { base, donated, level, dispersion, chunk_bins: book.bins_of(0).len().max(1) }
    }

    /// Dispersion at a bin that expects `mean`.
    pub(crate) fn alpha(&self, bin: usize, mean: f64) -> f64 {
        self.dispersion.at(bin / self.chunk_bins, mean)
    }

    /// Expectations of the bins of a gap from both its sides.
    pub(crate) fn expected(&self, start: usize, end: usize) -> Vec<f64> {
        let mut expected = Vec::with_capacity(end - start);
        self.level.across(start, end, |bin, level| expected.push(self.base[bin] * level));
        expected
    }
}

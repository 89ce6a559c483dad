//! The model of one series: base expectation, level, dispersion.

use crate::expectation::Grid;
use crate::expectation::donors::{DonorBook, departure};
use crate::expectation::level::Level;
use crate::expectation::profile::seasonal_profile;
use crate::math::exp;
use crate::stats::order::median_in_place;

/// Least dispersion: even a perfect profile leaves a percent of scatter.
const LEAST_ALPHA: f64 = 1e-4;
/// Dispersion where fewer than [`FEW`] bins tell it (half the mean as standard deviation), and the
/// least one there: short series get wide intervals.
const UNKNOWN_ALPHA: f64 = 0.25;
const FEW: usize = 48;
/// The squared median absolute relative error times this estimates the dispersion: 1 / 0.6745^2 for
/// a normal error.
const MEDIAN_TO_ALPHA: f64 = 2.2;

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
    alpha: Vec<f64>,
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
        let mut scatter: Vec<f64> = (0..grid.bins())
            .map(|bin| {
                if observed[bin].is_nan() {
                    return f64::NAN;
                }
                let expected = base[bin] * level.around(bin);
                (observed[bin] - expected).abs() / expected.max(5.0)
            })
            .collect();
        let mut window = Vec::new();
        let alpha = (0..book.chunks())
            .map(|chunk| {
                let from = book.bins_of(chunk.saturating_sub(1)).start;
                let to = book.bins_of((chunk + 1).min(book.chunks() - 1)).end;
                window.clear();
                window.extend(scatter[from..to].iter().copied().filter(|s| !s.is_nan()));
                let known = window.len();
                let median = median_in_place(&mut window).unwrap_or(0.0);
                let alpha = (MEDIAN_TO_ALPHA * median * median).max(LEAST_ALPHA);
                if known < FEW { alpha.max(UNKNOWN_ALPHA) } else { alpha }
            })
            .collect();
        scatter.clear();
        Self { base, donated, level, alpha, chunk_bins: book.bins_of(0).len().max(1) }
    }

    /// Dispersion at a bin.
    pub(crate) fn alpha(&self, bin: usize) -> f64 {
        self.alpha.get(bin / self.chunk_bins).copied().unwrap_or(UNKNOWN_ALPHA)
    }

    /// Expectations of the bins of a gap from both its sides.
    pub(crate) fn expected(&self, start: usize, end: usize) -> Vec<f64> {
        let mut expected = Vec::with_capacity(end - start);
        self.level.across(start, end, |bin, level| expected.push(self.base[bin] * level));
        expected
    }
}

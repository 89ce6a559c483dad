//! How the dwell differs between hours of arrival.

use super::fit::Fit;
use super::flow::Flow;
use crate::math::{exp, ln};
use crate::stats::cholesky::Cholesky;
use crate::stats::lifetime::Lifetime;

/// Standard deviation, before the counts are seen, of the logarithm of the ratio of mean dwells of blocks side
/// by side: a quarter more or less is usual.
const USUAL: f64 = 0.25;
/// Differences for slopes, in logarithms.
const APART: f64 = 0.02;
/// Steps of Fisher's scoring, and the longest one.
const STEPS: usize = 12;
const LONGEST: f64 = 0.5;
const ENOUGH: f64 = 1e-6;

/// One block of hours of arrival.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Block {
    /// Persons who came in it.
    pub(crate) visitors: f64,
    /// ln of its mean dwell over that of all hours.
    pub(crate) log_ratio: f64,
    /// Standard error of that.
    pub(crate) error: f64,
}

/// Mean dwells by block of arrival: law and spread are those of all hours, exits stay Poisson, differences
/// between blocks side by side are drawn towards 0, and the mean over all visitors stays what it is.
///
/// Fisher's scoring on the penalized likelihood (Green and Silverman 1994), the information divided by the
/// dispersion of the exits (Wedderburn 1974); the error is the larger of the one the penalty
/// implies and the one that days show (Huber 1967). `block_of` gives the block of each bin.
pub(crate) fn blocks(flow: &Flow, fit: &Fit, block_of: &[usize], count: usize) -> Vec<Block> {
    let mut visitors = vec![0.0; count];
    for (bin, &block) in block_of.iter().enumerate() {
        visitors[block] += flow.entries[bin];
    }
    let used: Vec<usize> = (0..count).filter(|&block| visitors[block] > 0.0).collect();
    let place_of: Vec<Option<usize>> =
        (0..count).map(|block| used.iter().position(|&other| other == block)).collect();
    let weights: Vec<f64> = used.iter().map(|&block| visitors[block]).collect();
    let mut logs = vec![0.0; used.len()];
    let mut state = Slopes::default();
    for step in 0..=STEPS {
        state = Slopes::at(flow, fit, &logs, &|bin| place_of[block_of[bin]]);
        if step == STEPS {
            break;
        }
        let mut change = state.score.clone();
        penalty(&logs, |at, value| change[at] -= value);
        state.factor().solve(&mut change);
        let longest = change.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let scale = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        for (log, change) in logs.iter_mut().zip(&change) {
            *log += scale * change;
        }
        pin(&mut logs, &weights);
        if longest < ENOUGH {
            break;
        }
    }
    let errors = state.errors();
    (0..count)
        .map(|block| {
            let place = place_of[block];
            Block {
                visitors: visitors[block],
                log_ratio: place.map_or(0.0, |place| logs[place]),
                error: place.map_or(f64::INFINITY, |place| errors[place]),
            }
        })
        .collect()
}

/// Keeps the mean over all visitors.
fn pin(logs: &mut [f64], weights: &[f64]) {
    let whole: f64 = weights.iter().sum();
    let mean: f64 = logs.iter().zip(weights).map(|(log, weight)| exp(*log) * weight).sum();
    let away = ln(mean / whole);
    for log in logs {
        *log -= away;
    }
}

/// The slope of half the squared differences side by side, in units of their usual size.
fn penalty(logs: &[f64], mut add: impl FnMut(usize, f64)) {
    for at in 1..logs.len() {
        let pull = (logs[at] - logs[at - 1]) / (USUAL * USUAL);
        add(at, pull);
        add(at - 1, -pull);
    }
}

/// Slopes and curvature of the likelihood at some ratios.
#[derive(Debug, Default)]
struct Slopes {
    score: Vec<f64>,
    /// Scores of each day.
    days: Vec<Vec<f64>>,
    information: Vec<f64>,
}

impl Slopes {
    fn at(flow: &Flow, fit: &Fit, logs: &[f64], place_of: &dyn Fn(usize) -> Option<usize>) -> Self {
        let size = logs.len();
        let kernel =
            |log: f64| flow.kernel(&Lifetime::new(fit.law, fit.mean_s * exp(log), fit.spread));
        let kernels: Vec<[Vec<f64>; 3]> = logs
            .iter()
            .map(|log| [kernel(log - APART), kernel(*log), kernel(log + APART)])
            .collect();
        let longest = kernels.iter().flatten().map(Vec::len).max().unwrap_or(1);
        let mut found =
            Self { score: vec![0.0; size], days: Vec::new(), information: vec![0.0; size * size] };
        let (mut pearson, mut bins) = (0.0, 0.0);
        for day in &flow.days {
            let look = day.look.max((day.judged.start + 1).saturating_sub(longest));
            let length = day.judged.end - look;
            let mut mean = vec![flow.stray; length];
            let mut slopes = vec![vec![0.0; length]; size];
            for at in 0..length {
                let persons = flow.entries[look + at];
                let Some(place) = place_of(look + at).filter(|_| persons > 0.0) else { continue };
                let [below, here, above] = &kernels[place];
                for lag in 0..longest.min(length - at) {
                    let share = |kernel: &[f64]| kernel.get(lag).copied().unwrap_or(0.0);
                    mean[at + lag] += persons * share(here);
                    slopes[place][at + lag] +=
                        persons * (share(above) - share(below)) / (2.0 * APART);
                }
            }
            let mut of_day = vec![0.0; size];
            for bin in day.judged.clone() {
                let at = bin - look;
                if mean[at] <= 0.0 {
                    continue;
                }
                let excess = flow.exits[bin] - mean[at];
                pearson += excess * excess / mean[at];
                bins += 1.0;
                for one in 0..size {
                    of_day[one] += excess / mean[at] * slopes[one][at];
                    for other in 0..=one {
                        found.information[one * size + other] +=
                            slopes[one][at] * slopes[other][at] / mean[at];
                    }
                }
            }
            found.days.push(of_day);
        }
        // Exits of groups scatter more than those of persons alone; never less.
        let dispersion = if bins > 0.0 { f64::max(pearson / bins, 1.0) } else { 1.0 };
        for value in found.information.iter_mut().chain(found.days.iter_mut().flatten()) {
            *value /= dispersion;
        }
        for of_day in &found.days {
            for (sum, value) in found.score.iter_mut().zip(of_day) {
                *sum += value;
            }
        }
        found
    }

    /// The information with the penalty.
    fn factor(&self) -> Cholesky {
        let size = self.score.len();
        let mut matrix = self.information.clone();
        let stiff = 1.0 / (USUAL * USUAL);
        for at in 0..size {
            // A trace of the prior on each block itself keeps the level from floating where no exit tells it.
            matrix[at * size + at] += 0.01 * stiff;
            if at > 0 {
                matrix[at * size + at] += stiff;
                matrix[(at - 1) * size + at - 1] += stiff;
                matrix[at * size + at - 1] -= stiff;
            }
        }
        Cholesky::new(matrix, size)
    }

    fn errors(&self) -> Vec<f64> {
        let (size, factor) = (self.score.len(), self.factor());
        (0..size)
            .map(|at| {
                let mut row = vec![0.0; size];
                row[at] = 1.0;
                factor.solve(&mut row);
                let shown: f64 = self
                    .days
                    .iter()
                    .map(|day| {
                        let along: f64 = day.iter().zip(&row).map(|(a, b)| a * b).sum();
                        along * along
                    })
                    .sum();
                row[at].max(shown).max(0.0).sqrt()
            })
            .collect()
    }
}

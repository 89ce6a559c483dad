//! How far exits lie from what a law lets expect, weighed by how exits scatter.

use super::arrivals::{Arrivals, Lived};
use super::flow::Flow;
use crate::calendar::DAY_US;
use crate::stats::cholesky::Cholesky;
use crate::stats::lifetime::Lifetime;
use std::collections::BTreeMap;
use std::ops::Range;

/// Bins that are weighed together: longer days are cut, which costs a little precision and bounds the cost.
const TOGETHER: usize = 288;
/// Scatter beside that of dwells, as parts of the exits of a bin and of a mean bin: sensors miss persons.
const OWN: f64 = 0.05;
const COMMON: f64 = 0.02;
/// Dwells longer than a kernel that leaves out this share do not move a fit.
const TAIL: f64 = 1e-6;

/// Exits that are judged together.
#[derive(Debug, Clone, PartialEq)]
struct Unit {
    look: usize,
    judged: Range<usize>,
    /// The scatter that holds for it, and how many times as many persons it has.
    of: usize,
    times: f64,
}

/// Given the entries, everybody leaves once: exits of different bins exclude each other. Their covariance is
/// diag(Σ n p) - Σ n p pᵀ over the bins of entry (multinomial), taken at one law and at the mean entries of
/// all days, so that the fit stays an unbiased estimating equation (Godambe 1960).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    units: Vec<Unit>,
    scatter: Vec<Cholesky>,
    pub(crate) bins: usize,
}

/// Squared distances, and how they change with the swing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Distance {
    pub(crate) squares: f64,
    /// Products of the columns of the swing with the residuals, as if the swing were 0.
    pub(crate) toward: [f64; 2],
    /// Products of the columns: first with first, first with second, second with second.
    pub(crate) columns: [f64; 3],
}

/// A symmetric matrix, its middle element being the one beside the diagonal, times a vector.
pub(crate) fn product(matrix: [f64; 3], vector: [f64; 2]) -> [f64; 2] {
    [matrix[0] * vector[0] + matrix[1] * vector[1], matrix[1] * vector[0] + matrix[2] * vector[1]]
}

/// Shares of exits by bins since entry, and their slopes over the logarithm of the scale.
struct Kernel {
    shares: Vec<f64>,
    slopes: Vec<f64>,
}

impl Kernel {
    /// Entry being even within its bin: p(k) = (G((k+1)D) - 2 G(kD) + G((k-1)D)) / D with G the integral of
    /// the distribution function F; G changes by G - x F with the logarithm of the scale.
    fn new(life: &Lifetime, width_s: f64, most: usize, sloped: bool) -> Self {
        let mut kernel = Self { shares: Vec::new(), slopes: Vec::new() };
        let (mut before, mut here) = ([0.0; 2], [0.0; 2]);
        for k in 0..most {
            let x = (k + 1) as f64 * width_s;
            let (whole, reached) = (life.integral(x), life.cdf(x));
            let after = [whole, whole - x * reached];
            let of = |side: usize| (after[side] - 2.0 * here[side] + before[side]) / width_s;
            kernel.shares.push(of(0).max(0.0));
            if sloped {
                kernel.slopes.push(of(1));
            }
            (before, here) = (here, after);
            if 1.0 - reached < TAIL {
                break;
            }
        }
        kernel
    }
}

fn kernels(lived: &Lived, flow: &Flow, sloped: bool) -> Vec<Option<Kernel>> {
    let most = (DAY_US as f64 / 1e6 / flow.width_s).ceil() as usize + 1;
    let of = |life: &Option<Lifetime>| {
        life.as_ref().map(|life| Kernel::new(life, flow.width_s, most, sloped))
    };
    lived.lives.iter().map(of).collect()
}

fn add(out: &mut [f64], persons: f64, kernel: &[f64]) {
    for (sum, share) in out.iter_mut().zip(kernel) {
        *sum += persons * share;
    }
}

impl Weights {
    pub(crate) fn new(flow: &Flow, lived: &Lived) -> Self {
        let kernels = kernels(lived, flow, false);
        let longest = kernels.iter().flatten().map(|kernel| kernel.shares.len()).max().unwrap_or(1);
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut units = Vec::new();
        for day in &flow.days {
            let mut start = day.judged.start;
            while start < day.judged.end {
                let judged = start..(start + TOGETHER).min(day.judged.end);
                let look = day.look.max((start + 1).saturating_sub(longest));
                groups.entry(start - look).or_default().push(units.len());
                start = judged.end;
                units.push(Unit { look, judged, of: 0, times: 0.0 });
            }
        }
        let mut scatter = Vec::new();
        for (back, members) in groups {
            let length =
                members.iter().map(|&unit| units[unit].judged.len()).max().unwrap_or_default();
            let mut profile = vec![0.0; back + length];
            for &unit in &members {
                let from = units[unit].look;
                for (sum, persons) in
                    profile.iter_mut().zip(&flow.entries[from..units[unit].judged.end])
                {
                    *sum += persons / members.len() as f64;
                }
            }
            for &unit in &members {
                let seen = units[unit].look..units[unit].judged.end;
                let usual: f64 = profile[..seen.len()].iter().sum();
                let persons: f64 = flow.entries[seen].iter().sum();
                units[unit].of = scatter.len();
                units[unit].times = if usual > 0.0 { persons / usual } else { 0.0 };
            }
            let hours: Vec<usize> = (0..profile.len())
                .map(|place| {
                    let bin = units[members[0]].look + place;
                    flow.half_hour.get(bin).copied().unwrap_or_default()
                })
                .collect();
            scatter.push(covariance(&profile, &hours, back, &kernels));
        }
        units.retain(|unit| unit.times > 0.0);
        let bins = units.iter().map(|unit| unit.judged.len()).sum();
        Self { units, scatter, bins }
    }

    /// How far the exits lie from what the law lets expect.
    pub(crate) fn distance(
        &self,
        flow: &Flow,
        arrivals: &Arrivals,
        lived: &Lived,
        swinging: bool,
    ) -> Distance {
        let kernels = kernels(lived, flow, swinging);
        let mut found = Distance::default();
        let mut rows = [Vec::new(), Vec::new(), Vec::new()];
        for unit in &self.units {
            let length = unit.judged.end - unit.look;
            let back = unit.judged.start - unit.look;
            for row in &mut rows {
                row.clear();
                row.resize(length, 0.0);
            }
            for at in 0..length {
                let (bin, persons) = (unit.look + at, flow.entries[unit.look + at]);
                let half_hour = flow.half_hour[bin];
                let Some(kernel) = kernels[half_hour].as_ref().filter(|_| persons > 0.0) else {
                    continue;
                };
                add(&mut rows[0][at..], persons, &kernel.shares);
                if swinging {
                    let wave = arrivals.wave(half_hour);
                    for k in 0..2 {
                        let weight = persons * (wave[k] - lived.idle[k]);
                        add(&mut rows[k + 1][at..], weight, &kernel.slopes);
                    }
                }
            }
            for (expected, exits) in
                rows[0][back..].iter_mut().zip(&flow.exits[unit.judged.clone()])
            {
                *expected = exits - *expected;
            }
            let scale = 1.0 / unit.times.sqrt();
            for row in &mut rows[..if swinging { 3 } else { 1 }] {
                row[back..].iter_mut().for_each(|value| *value *= scale);
                self.scatter[unit.of].whiten(&mut row[back..]);
            }
            let of = |one: usize, other: usize| -> f64 {
                rows[one][back..].iter().zip(&rows[other][back..]).map(|(a, b)| a * b).sum()
            };
            found.squares += of(0, 0);
            if swinging {
                found.toward[0] += of(1, 0);
                found.toward[1] += of(2, 0);
                found.columns[0] += of(1, 1);
                found.columns[1] += of(1, 2);
                found.columns[2] += of(2, 2);
            }
        }
        // From residuals at this swing to those at none, to first order.
        let gone = product(found.columns, lived.swing);
        for ((swing, toward), gone) in lived.swing.iter().zip(&mut found.toward).zip(gone) {
            found.squares += swing * (2.0 * *toward + gone);
            *toward += gone;
        }
        found
    }
}

fn covariance(
    profile: &[f64],
    hours: &[usize],
    back: usize,
    kernels: &[Option<Kernel>],
) -> Cholesky {
    let size = profile.len() - back;
    let mut matrix = vec![0.0; size * size];
    let mut mean = vec![0.0; size];
    for (from, &persons) in profile.iter().enumerate() {
        let Some(kernel) = kernels[hours[from]].as_ref().filter(|_| persons > 0.0) else {
            continue;
        };
        let share = |bin: usize| {
            (bin + back).checked_sub(from).and_then(|lag| kernel.shares.get(lag)).copied()
        };
        let first = from.saturating_sub(back);
        let last = (from + kernel.shares.len()).saturating_sub(back).min(size);
        for row in first..last {
            let persons = persons * share(row).unwrap_or(0.0);
            mean[row] += persons;
            for column in first..=row {
                matrix[row * size + column] -= persons * share(column).unwrap_or(0.0);
            }
        }
    }
    let common = COMMON * mean.iter().sum::<f64>() / size.max(1) as f64;
    for (bin, mean) in mean.iter().enumerate() {
        matrix[bin * size + bin] += mean * (1.0 + OWN) + common;
    }
    Cholesky::new(matrix, size)
}

#[cfg(test)]
#[path = "weigh_tests.rs"]
mod tests;

//! When persons came, and so how long they could stay at most: from the law of dwell to what is lived.

use super::flow::Flow;
use crate::math::{cos, exp, ln, sin};
use crate::stats::lifetime::{Law, Lifetime};
use std::collections::BTreeMap;

/// Half hours of a day.
pub(crate) const HALF_HOURS: usize = 48;
/// Newton's steps towards Little's mean, the longest one, and when it is reached.
const STEPS: usize = 30;
const LONGEST: f64 = 0.5;
const ENOUGH: f64 = 1e-12;
/// A mean that is still this far off cannot be reached: closing leaves too little time.
const MISSED: f64 = 1e-6;
/// Halvings of a quantile: 1e-9 of the longest dwell.
const HALVINGS: usize = 40;
/// No dwell is looked for beyond this many means.
const FARTHEST: f64 = 200.0;
/// Differences for densities, in logarithms.
const APART: f64 = 0.02;

/// Persons by half hour of arrival and by the time that closing leaves them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arrivals {
    cells: Vec<Cell>,
    persons: f64,
    width_s: f64,
    /// Little's mean.
    mean_s: f64,
    /// The daily swing at each half hour: cosine and sine, with mean 0 over all persons.
    swing: Vec<[f64; 2]>,
    used: Vec<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    half_hour: usize,
    persons: f64,
    left_s: f64,
}

/// A law whose logarithm of the scale swings with the hour of arrival, with the mean that Little's law asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lived {
    pub(crate) law: Law,
    pub(crate) spread: f64,
    /// How far the scale swings.
    pub(crate) swing: [f64; 2],
    /// Mean of the law at the middle of its swing, if nothing closed.
    pub(crate) mean_s: f64,
    /// The law of each half hour of arrival with any arrivals.
    pub(crate) lives: Vec<Option<Lifetime>>,
    /// The swing that leaves Little's mean alone is the swing less this.
    pub(crate) idle: [f64; 2],
}

impl Arrivals {
    pub(crate) fn new(flow: &Flow, mean_s: f64) -> Self {
        let mut sums: BTreeMap<(usize, u64), [f64; 2]> = BTreeMap::new();
        for (bin, &persons) in flow.entries.iter().enumerate() {
            if persons > 0.0 {
                let left = flow.left_s[bin];
                let place = if left.is_finite() { (left / flow.width_s) as u64 } else { u64::MAX };
                let sum = sums.entry((flow.half_hour[bin], place)).or_default();
                sum[0] += persons;
                sum[1] += persons * left;
            }
        }
        let cells: Vec<Cell> = sums
            .into_iter()
            .map(|((half_hour, _), [persons, left])| Cell {
                half_hour,
                persons,
                left_s: left / persons,
            })
            .collect();
        let persons: f64 = cells.iter().map(|cell| cell.persons).sum();
        let mut used = vec![false; HALF_HOURS];
        let mut middle = [0.0; 2];
        for cell in &cells {
            used[cell.half_hour] = true;
            let wave = wave(cell.half_hour);
            (0..2).for_each(|k| middle[k] += cell.persons * wave[k] / persons);
        }
        let swing = (0..HALF_HOURS)
            .map(|half_hour| {
                let wave = wave(half_hour);
                [wave[0] - middle[0], wave[1] - middle[1]]
            })
            .collect();
        Self { cells, persons, width_s: flow.width_s, mean_s, swing, used }
    }

    /// The daily swing at this half hour.
    pub(crate) fn wave(&self, half_hour: usize) -> [f64; 2] {
        self.swing[half_hour]
    }

    fn lives(&self, law: Law, spread: f64, mean_s: f64, swing: [f64; 2]) -> Vec<Option<Lifetime>> {
        (0..HALF_HOURS)
            .map(|half_hour| {
                let wave = self.swing[half_hour];
                let scale = exp(swing[0] * wave[0] + swing[1] * wave[1]);
                self.used[half_hour].then(|| Lifetime::new(law, mean_s * scale, spread))
            })
            .collect()
    }

    /// The law whose dwells, cut by closing, have Little's mean: Σ ∫ 1 - F over the time left = N W, by Newton.
    pub(crate) fn pinned(&self, law: Law, spread: f64, swing: [f64; 2]) -> Option<Lived> {
        let mut log = ln(self.mean_s);
        for _ in 0..STEPS {
            let mean_s = exp(log);
            let laws = self.lives(law, spread, mean_s, swing);
            let (mut sum, mut slope, mut tilt) = (0.0, 0.0, [0.0; 2]);
            for cell in &self.cells {
                let Some(life) = &laws[cell.half_hour] else { continue };
                let (stayed, change) = if cell.left_s.is_finite() {
                    let stayed = cell.left_s - life.integral(cell.left_s);
                    (stayed, stayed - cell.left_s * (1.0 - life.cdf(cell.left_s)))
                } else {
                    (life.mean(), life.mean())
                };
                sum += cell.persons * stayed;
                slope += cell.persons * change;
                let wave = self.swing[cell.half_hour];
                (0..2).for_each(|k| tilt[k] += cell.persons * change * wave[k]);
            }
            let off = self.mean_s * self.persons - sum;
            if slope <= 0.0 || !sum.is_finite() {
                return None;
            }
            let step = (off / slope).clamp(-LONGEST, LONGEST);
            if step.abs() < ENOUGH {
                let idle = tilt.map(|tilt| tilt / slope);
                return Some(Lived { law, spread, swing, mean_s, lives: laws, idle });
            }
            log += step;
            if log > ln(self.mean_s) + 4.0 {
                return None;
            }
        }
        let found = exp(log);
        let lived = Lived {
            law,
            spread,
            swing,
            mean_s: found,
            lives: self.lives(law, spread, found, swing),
            idle: [0.0; 2],
        };
        let reached = self.mean_below(&lived, f64::INFINITY);
        ((reached / self.mean_s - 1.0).abs() < MISSED).then_some(lived)
    }

    /// The mean of the dwell, each cut at this length.
    pub(crate) fn mean_below(&self, lived: &Lived, most_s: f64) -> f64 {
        let sum: f64 = self
            .cells
            .iter()
            .filter_map(|cell| {
                let life = lived.lives[cell.half_hour].as_ref()?;
                let most_s = most_s.min(cell.left_s);
                let stayed =
                    if most_s.is_finite() { most_s - life.integral(most_s) } else { life.mean() };
                Some(cell.persons * stayed)
            })
            .sum();
        sum / self.persons
    }

    /// Shares of persons by half hour of arrival who could stay longer than this.
    fn could_stay(&self, at_s: f64) -> [f64; HALF_HOURS] {
        let mut shares = [0.0; HALF_HOURS];
        for cell in &self.cells {
            let part = ((cell.left_s - at_s) / self.width_s + 0.5).clamp(0.0, 1.0);
            shares[cell.half_hour] += cell.persons * part / self.persons;
        }
        shares
    }

    /// Share of persons who could stay longer than this.
    pub(crate) fn could(&self, at_s: f64) -> f64 {
        self.could_stay(at_s).iter().sum()
    }

    /// Share of persons who stayed at most so long.
    pub(crate) fn share(&self, lived: &Lived, at_s: f64) -> f64 {
        let could = self.could_stay(at_s);
        let longer: f64 = lived
            .lives
            .iter()
            .zip(could)
            .filter_map(|(life, could)| Some(could * (1.0 - life.as_ref()?.cdf(at_s))))
            .sum();
        (1.0 - longer).clamp(0.0, 1.0)
    }

    /// How the share of those who stayed at most so long changes with the swing, Little's mean being kept.
    pub(crate) fn tilt(&self, lived: &Lived, at_s: f64) -> [f64; 2] {
        let could = self.could_stay(at_s);
        let mut tilt = [0.0; 2];
        for (half_hour, life) in lived.lives.iter().enumerate() {
            let Some(life) = life.as_ref().filter(|_| could[half_hour] > 0.0) else { continue };
            let density =
                (life.cdf(at_s * (1.0 + APART)) - life.cdf(at_s * (1.0 - APART))) / (2.0 * APART);
            let wave = self.swing[half_hour];
            (0..2).for_each(|k| tilt[k] -= could[half_hour] * density * (wave[k] - lived.idle[k]));
        }
        tilt
    }

    /// The slope of the share over the logarithm of the dwell.
    pub(crate) fn slope(&self, lived: &Lived, at_s: f64) -> f64 {
        let [above, below] = [1.0 + APART, 1.0 - APART].map(|away| self.share(lived, at_s * away));
        (above - below) / (2.0 * APART)
    }

    /// The dwell at which a share that grows with it reaches `wanted`.
    pub(crate) fn quantile(&self, wanted: f64, share: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (ln(self.mean_s / FARTHEST), ln(self.mean_s * FARTHEST));
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if share(exp(middle)) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        exp(f64::midpoint(low, high))
    }
}

/// One turn a day.
fn wave(half_hour: usize) -> [f64; 2] {
    let angle = (half_hour as f64 + 0.5) / HALF_HOURS as f64 * std::f64::consts::TAU;
    [cos(angle), sin(angle)]
}

#[cfg(test)]
#[path = "arrivals_tests.rs"]
mod tests;

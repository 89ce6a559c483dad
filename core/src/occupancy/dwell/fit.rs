//! The law of dwell under which the exits are most likely.

use super::flow::Flow;
use crate::math::{exp, ln};
use crate::stats::lifetime::{Law, Lifetime};

/// How much longer than Little's value the mean may be: closing time cuts dwells short.
const LONGER: [f64; 4] = [1.0, 1.04, 1.08, 1.12];
/// Spreads between nearly constant and far longer tailed than any site.
const SPREADS: (f64, f64) = (0.15, 2.2);
/// Steps between the spreads that are looked at first.
const STEPS: usize = 12;
/// Golden sections of the two steps around the best: 2e-4 of the spread.
const SECTIONS: usize = 16;
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// The spread matters if it changes ln of the likelihood by more than half the 90 % point of chi-square.
const FLAT: f64 = 1.353;

/// A fitted law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fit {
    pub(crate) law: Law,
    pub(crate) mean_s: f64,
    pub(crate) spread: f64,
    likelihood: f64,
    /// No spread is much more likely than the others.
    pub(crate) flat: bool,
}

impl Fit {
    pub(crate) fn life(&self) -> Lifetime {
        Lifetime::new(self.law, self.mean_s, self.spread)
    }
}

/// ln of the likelihood of all days.
fn whole(flow: &Flow, law: Law, mean_s: f64, spread: f64) -> f64 {
    flow.likelihoods(&Lifetime::new(law, mean_s, spread)).iter().sum()
}

/// The most likely spread of each law whose mean is Little's value or up to 12 % more, the likeliest law first.
pub(crate) fn best_fits(flow: &Flow, laws: &[Law], little_s: f64) -> Vec<Fit> {
    let of_law = |law: &Law| {
        let mut best = of_mean(flow, *law, little_s * LONGER[0]);
        for longer in &LONGER[1..] {
            let fit = of_mean(flow, *law, little_s * longer);
            if fit.likelihood > best.likelihood {
                best = fit;
            }
        }
        best
    };
    let mut fits: Vec<Fit> = laws.iter().map(of_law).collect();
    fits.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    fits
}

/// The most likely spread for this law and mean: a grid, then golden sections (Kiefer 1953).
fn of_mean(flow: &Flow, law: Law, mean_s: f64) -> Fit {
    let (least, most) = (ln(SPREADS.0), ln(SPREADS.1));
    let step = (most - least) / STEPS as f64;
    let at = |log: f64| whole(flow, law, mean_s, exp(log));
    let grid: Vec<f64> = (0..=STEPS).map(|place| at(least + place as f64 * step)).collect();
    let top =
        (0..grid.len()).fold(0, |top, place| if grid[place] > grid[top] { place } else { top });
    let lowest = grid.iter().copied().fold(f64::INFINITY, f64::min);
    let mut low = least + top.saturating_sub(1) as f64 * step;
    let mut high = least + (top + 1).min(STEPS) as f64 * step;
    let mut inner = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    let mut values = inner.map(at);
    for _ in 0..SECTIONS {
        if values[0] >= values[1] {
            high = inner[1];
            inner = [high - GOLDEN * (high - low), inner[0]];
            values = [at(inner[0]), values[0]];
        } else {
            low = inner[0];
            inner = [inner[1], low + GOLDEN * (high - low)];
            values = [values[1], at(inner[1])];
        }
    }
    let (log, likelihood) =
        if values[0] >= values[1] { (inner[0], values[0]) } else { (inner[1], values[1]) };
    let flat = likelihood.max(grid[top]) - lowest < FLAT;
    Fit { law, mean_s, spread: exp(log), likelihood, flat }
}

/// What the exits say about the logarithm of the spread (Fisher 1922), and what days contribute to its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Information {
    /// The curvature of ln of the likelihood.
    pub(crate) fisher: f64,
    /// Standard error if days are the units (Huber 1967).
    pub(crate) error: f64,
}

/// Differences at this distance from the fit, in the logarithm of the spread.
const APART: f64 = 0.05;

pub(crate) fn information(flow: &Flow, fit: &Fit) -> Option<Information> {
    let [below, here, above] = [-APART, 0.0, APART]
        .map(|away| flow.likelihoods(&Lifetime::new(fit.law, fit.mean_s, fit.spread * exp(away))));
    let (mut curvature, mut squares) = (0.0, 0.0);
    for day in 0..here.len() {
        curvature -= (above[day] - 2.0 * here[day] + below[day]) / (APART * APART);
        let score = (above[day] - below[day]) / (2.0 * APART);
        squares += score * score;
    }
    (curvature > 0.0).then(|| Information { fisher: curvature, error: squares.sqrt() / curvature })
}

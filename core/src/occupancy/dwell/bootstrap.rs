//! How far a fit could have come out otherwise: days are drawn again.

use super::fit::{Fit, information};
use super::flow::Flow;
use crate::math::{exp, ln};
use crate::stats::lifetime::{Law, Lifetime};
use crate::stats::order::quantile_in_place;
use crate::stats::random::Draws;

/// How much longer than Little's value the mean of a draw may be, as in the fit.
const LONGER: [f64; 4] = [1.0, 1.04, 1.08, 1.12];
/// Means are tabulated this far apart, in logarithms, at most so many of them.
const MEAN_STEP: f64 = 0.03;
const MOST_MEANS: usize = 12;
/// Spreads are tabulated on this many places, this many standard errors to either side.
const PLACES: usize = 11;
const ERRORS: f64 = 4.0;
const LEAST_WIDTH: f64 = 0.05;
const MOST_WIDTH: f64 = 1.2;

/// An estimate with its 90 % interval.
pub(crate) type Interval = [f64; 3];

/// What the draws say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Intervals {
    pub(crate) median_s: Interval,
    pub(crate) p90_s: Interval,
    /// What the exits say about the logarithm of the spread.
    pub(crate) fisher: f64,
    /// The laws of the draws.
    pub(crate) lives: Vec<Lifetime>,
    /// Errors between days are larger by this than those of the draws, which know the mean of all days.
    pub(crate) widen: f64,
}

/// Person-seconds and visitors of each day of the flow, in its order.
pub(crate) type DayTotals = Vec<[f64; 2]>;

/// Draws days with replacement (Efron 1979) and fits each draw, law and all, by tables of the likelihood of
/// each day over means and spreads around the fits. The first fit is the one that is reported; nothing where
/// its likelihood has no peak.
pub(crate) fn intervals(
    flow: &Flow,
    fits: &[Fit],
    totals: &DayTotals,
    replicates: u64,
    draws: Draws,
) -> Option<Intervals> {
    let days = flow.days.len();
    let fit = fits.first()?;
    let about = information(flow, fit)?;
    let weights: Vec<Vec<f64>> = (0..replicates)
        .map(|replicate| {
            let mut weights = vec![0.0; days];
            (0..days).for_each(|draw| weights[draws.below(replicate, draw as u64, days)] += 1.0);
            weights
        })
        .collect();
    let little = |weights: &Vec<f64>| {
        let [persons, visitors] =
            weights.iter().zip(totals).fold([0.0; 2], |sum, (weight, day)| {
                [sum[0] + weight * day[0], sum[1] + weight * day[1]]
            });
        (visitors > 0.0 && persons > 0.0).then(|| ln(persons / visitors))
    };
    let means: Vec<Option<f64>> = weights.iter().map(little).collect();
    let known = || means.iter().flatten().copied();
    let (least, most) =
        (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if !(least.is_finite() && most.is_finite()) {
        return None;
    }
    let range = (least, most + ln(LONGER[LONGER.len() - 1]));
    let tables: Vec<Table> = fits
        .iter()
        .map(|fit| {
            let error = information(flow, fit).map_or(about.error, |about| about.error);
            Table::new(flow, fit, range, error)
        })
        .collect();
    let lives: Vec<Lifetime> = weights
        .iter()
        .zip(&means)
        .filter_map(|(weights, mean)| {
            let mean = (*mean)?;
            let mut best: Option<Drawn> = None;
            for table in &tables {
                let found = table.best(weights, mean);
                if best.as_ref().is_none_or(|best| found.likelihood > best.likelihood) {
                    best = Some(found);
                }
            }
            best.map(|best| best.life)
        })
        .collect();
    let widen = (days as f64 / (days as f64 - 1.0).max(1.0)).sqrt();
    let interval = |share: f64| {
        let estimate = fit.life().quantile(share);
        let mut values: Vec<f64> = lives.iter().map(|life| life.quantile(share)).collect();
        let mut bound = |part: f64| {
            let value = quantile_in_place(&mut values, part).unwrap_or(estimate);
            estimate * exp(widen * ln(value / estimate))
        };
        let (low, high) = (bound(0.05), bound(0.95));
        [estimate, low.min(estimate), high.max(estimate)]
    };
    Some(Intervals {
        median_s: interval(0.5),
        p90_s: interval(0.9),
        fisher: about.fisher,
        widen,
        lives,
    })
}

/// The law of a draw.
struct Drawn {
    likelihood: f64,
    life: Lifetime,
}

/// ln of the likelihood of each day over logarithms of means and spreads.
struct Table {
    law: Law,
    means: Vec<f64>,
    spreads: Vec<f64>,
    /// By mean, by spread, by day.
    days: Vec<Vec<Vec<f64>>>,
}

impl Table {
    fn new(flow: &Flow, fit: &Fit, (least, most): (f64, f64), error: f64) -> Self {
        let count =
            ((most - least) / MEAN_STEP).ceil().clamp(2.0, (MOST_MEANS - 1) as f64) as usize;
        let means: Vec<f64> =
            (0..=count).map(|at| least + (most - least) * at as f64 / count as f64).collect();
        let width = (ERRORS * error + 0.5 * (most - least)).clamp(LEAST_WIDTH, MOST_WIDTH);
        let middle = ln(fit.spread);
        let spreads: Vec<f64> = (0..PLACES)
            .map(|at| middle + width * (2.0 * at as f64 / (PLACES - 1) as f64 - 1.0))
            .collect();
        let of = |mean: &f64, spread: &f64| {
            flow.likelihoods(&Lifetime::new(fit.law, exp(*mean), exp(*spread)))
        };
        let days = means
            .iter()
            .map(|mean| spreads.iter().map(|spread| of(mean, spread)).collect())
            .collect();
        Self { law: fit.law, means, spreads, days }
    }

    /// The most likely mean and spread for these weights of days, the mean being Little's or up to 12 % more.
    fn best(&self, weights: &[f64], little: f64) -> Drawn {
        let weighed =
            |days: &Vec<f64>| days.iter().zip(weights).map(|(day, weight)| day * weight).sum();
        let sums: Vec<Vec<f64>> =
            self.days.iter().map(|spreads| spreads.iter().map(weighed).collect()).collect();
        let mut best = (f64::NEG_INFINITY, little, self.spreads[PLACES / 2]);
        for longer in LONGER {
            let mean = little + ln(longer);
            let curve = self.at_mean(&sums, mean);
            let (log, value) = peak(&self.spreads, &curve);
            if value > best.0 {
                best = (value, mean, log);
            }
        }
        let life = Lifetime::new(self.law, exp(best.1), exp(best.2));
        Drawn { likelihood: best.0, life }
    }

    /// The parabola through the three nearest means, for each spread.
    fn at_mean(&self, sums: &[Vec<f64>], mean: f64) -> Vec<f64> {
        let step = self.means[1] - self.means[0];
        if step <= 0.0 {
            return sums[0].clone();
        }
        let place = (mean - self.means[0]) / step;
        let middle = place.round().clamp(1.0, (self.means.len() - 2) as f64);
        let (t, middle) = (place - middle, middle as usize);
        let weights = [0.5 * t * (t - 1.0), 1.0 - t * t, 0.5 * t * (t + 1.0)];
        (0..PLACES)
            .map(|spread| (0..3).map(|near| weights[near] * sums[middle + near - 1][spread]).sum())
            .collect()
    }
}

/// Place and height of the highest point of the parabola through the highest value and its neighbors.
fn peak(places: &[f64], values: &[f64]) -> (f64, f64) {
    let top = (0..values.len()).fold(0, |top, at| if values[at] > values[top] { at } else { top });
    if top == 0 || top + 1 == values.len() {
        return (places[top], values[top]);
    }
    let [below, here, above] = [values[top - 1], values[top], values[top + 1]];
    let bend = below - 2.0 * here + above;
    if bend >= 0.0 {
        return (places[top], here);
    }
    let away = 0.5 * (below - above) / bend;
    let step = places[top] - places[top - 1];
    (places[top] + away * step, here - 0.25 * (below - above) * away)
}

//! Median, 90th percentile and shares over all laws that agree with the exits.

use super::arrivals::Arrivals;
use super::fit::{Candidate, Fitted};
use crate::stats::distribution::normal_quantile;
use crate::stats::order::quantile_in_place;
use crate::stats::random::Draws;

/// An estimate with its 90 % interval.
pub(crate) type Interval = [f64; 3];

/// What is told of a site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Intervals {
    pub(crate) median_s: Interval,
    pub(crate) p90_s: Interval,
    /// What the exits say about the logarithm of the spread.
    pub(crate) fisher: f64,
}

/// How far persons and days may differ from the law.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Scatter {
    /// Persons who chose their dwell apart from each other.
    persons: f64,
    /// Standard error of the logarithm of Little's mean.
    mean_error: f64,
    mean_s: f64,
    /// Variance of the dwell.
    variance: f64,
}

/// Steps of the integral of the variance, as parts of the mean, and how many there are at most.
const STEP: f64 = 0.05;
const MOST_STEPS: usize = 2000;
const TAIL: f64 = 1e-4;

impl Scatter {
    /// `days` are person-seconds and visitors. Sensors that miss persons, and days that differ, make the means
    /// of days scatter more than persons do; what is beyond that is taken as error of the mean.
    fn new(arrivals: &Arrivals, fitted: &Fitted, days: &[[f64; 2]]) -> Self {
        let [whole, visitors] =
            days.iter().fold([0.0; 2], |sum, day| [sum[0] + day[0], sum[1] + day[1]]);
        let best = fitted.candidates.iter().reduce(|a, b| if b.weight > a.weight { b } else { a });
        let Some(best) = best.filter(|_| visitors > 0.0) else { return Self::default() };
        let mean_s = whole / visitors;
        let (mut square, step) = (0.0, STEP * mean_s);
        for place in 0..MOST_STEPS {
            let at_s = (place as f64 + 0.5) * step;
            let longer = 1.0 - arrivals.share(&best.lived, at_s);
            square += 2.0 * at_s * longer * step;
            if longer < TAIL {
                break;
            }
        }
        let variance = (square - mean_s * mean_s).max(0.0);
        let apart: f64 = days
            .iter()
            .filter(|day| day[1] > 0.0)
            .map(|[persons, visitors]| {
                let off = persons / visitors - mean_s;
                visitors * off * off
            })
            .sum();
        let free = (days.len() as f64 - 1.0).max(1.0);
        let excess = (apart / free - fitted.dispersion * variance).max(0.0);
        let mean_error = (excess / visitors).sqrt() / mean_s;
        Self { persons: visitors / fitted.dispersion, mean_error, mean_s, variance }
    }

    /// Variance of the share of persons who stayed at most `at_s`, Little's mean being known: binomial, less
    /// what the mean tells of it.
    fn of_share(&self, share: f64, at_s: f64, below_s: f64, slope: f64) -> f64 {
        let own = share * (1.0 - share);
        // Covariance with the dwell: E d [d <= x] - F(x) E d, and E d [d <= x] = E min(d, x) - x (1 - F(x)).
        let common = below_s - at_s * (1.0 - share) - share * self.mean_s;
        let told = if self.variance > 0.0 { common * common / self.variance } else { 0.0 };
        let sample = if self.persons > 0.0 { (own - told).max(0.0) / self.persons } else { 0.0 };
        let moved = self.mean_error * slope;
        sample + moved * moved
    }
}

/// Laws drawn from those that agree with the exits: the family is drawn anew each time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn<'a> {
    arrivals: &'a Arrivals,
    candidates: &'a [Candidate],
    scatter: Scatter,
    /// Which law, and where within what it leaves open.
    draws: Vec<(usize, f64)>,
}

impl<'a> Drawn<'a> {
    pub(crate) fn new(
        arrivals: &'a Arrivals,
        fitted: &'a Fitted,
        days: &[[f64; 2]],
        replicates: u64,
        draws: Draws,
    ) -> Self {
        let scatter = Scatter::new(arrivals, fitted, days);
        let candidates = &fitted.candidates;
        let draws = (0..replicates)
            .map(|replicate| {
                let mut left = draws.uniform(replicate, 0);
                let place = candidates.iter().position(|candidate| {
                    left -= candidate.weight;
                    left < 0.0
                });
                let place = place.unwrap_or(candidates.len() - 1);
                (place, normal_quantile(draws.uniform(replicate, 1)))
            })
            .collect();
        Self { arrivals, candidates, scatter, draws }
    }

    fn shares(&self, at_s: f64) -> Vec<f64> {
        self.candidates.iter().map(|c| self.arrivals.share(&c.lived, at_s)).collect()
    }

    fn mean(&self, values: &[f64]) -> f64 {
        self.candidates.iter().zip(values).map(|(candidate, value)| candidate.weight * value).sum()
    }

    /// Share of persons who stayed at most so long, on average over the laws.
    pub(crate) fn share(&self, at_s: f64) -> f64 {
        self.mean(&self.shares(at_s))
    }

    /// Variance that a law leaves open: the swing, and the spread between it and the laws side by side.
    fn open(&self, place: usize, values: &[f64], tilt: [f64; 2]) -> f64 {
        let candidate = &self.candidates[place];
        let beside = |other: usize| {
            self.candidates.get(other).is_some_and(|c| c.lived.law == candidate.lived.law)
        };
        let low = if place > 0 && beside(place - 1) { place - 1 } else { place };
        let high = if beside(place + 1) { place + 1 } else { place };
        let rise =
            if high > low { (values[high] - values[low]) / (high - low) as f64 } else { 0.0 };
        let [a, b, c] = candidate.swing;
        let swing = a * tilt[0] * tilt[0] + 2.0 * b * tilt[0] * tilt[1] + c * tilt[1] * tilt[1];
        // Spreads are even between the middles of steps: variance 1/12 of the step squared.
        (swing + rise * rise / 12.0).max(0.0)
    }

    /// What persons and days leave open of a share.
    fn scattered(&self, place: usize, share: f64, at_s: f64, slope: f64) -> f64 {
        let below_s = self.arrivals.mean_below(&self.candidates[place].lived, at_s);
        self.scatter.of_share(share, at_s, below_s, slope)
    }

    fn bounds(&self, values: &[f64], open: &[f64]) -> [f64; 2] {
        let mut drawn: Vec<f64> =
            self.draws.iter().map(|&(place, away)| values[place] + open[place] * away).collect();
        [0.05, 0.95].map(|share| quantile_in_place(&mut drawn, share).unwrap_or_default())
    }

    /// The dwell that this share of persons does not exceed.
    pub(crate) fn quantile(&self, share: f64) -> Interval {
        let estimate = self.arrivals.quantile(share, |at_s| self.share(at_s));
        let values: Vec<f64> = self
            .candidates
            .iter()
            .map(|c| self.arrivals.quantile(share, |at_s| self.arrivals.share(&c.lived, at_s)))
            .collect();
        let open: Vec<f64> = (0..values.len())
            .map(|place| {
                let (lived, at_s) = (&self.candidates[place].lived, values[place]);
                let slope = self.arrivals.slope(lived, at_s).max(f64::MIN_POSITIVE);
                let tilt = self.arrivals.tilt(lived, at_s).map(|tilt| -tilt / slope * at_s);
                let scattered = self.scattered(place, share, at_s, slope);
                (self.open(place, &values, tilt) + scattered * at_s * at_s / (slope * slope)).sqrt()
            })
            .collect();
        let [low, high] = self.bounds(&values, &open);
        [estimate, low.max(0.0).min(estimate), high.max(estimate)]
    }

    /// The 90 % interval of the share of persons who stayed at most so long, as distances from [`Self::share`].
    pub(crate) fn around(&self, at_s: f64) -> [f64; 2] {
        let values = self.shares(at_s);
        let open: Vec<f64> = (0..values.len())
            .map(|place| {
                let lived = &self.candidates[place].lived;
                let tilt = self.arrivals.tilt(lived, at_s);
                let slope = self.arrivals.slope(lived, at_s);
                let scattered = self.scattered(place, values[place], at_s, slope);
                (self.open(place, &values, tilt) + scattered).sqrt()
            })
            .collect();
        let mean = self.mean(&values);
        let [low, high] = self.bounds(&values, &open);
        [(low - mean).min(0.0), (high - mean).max(0.0)]
    }
}

//! How much the ratio of a sensor to its donors drifts where nothing steps: what a step must exceed.

use super::daily::scale_of;
use super::segments::{Costs, change_points, level_of};
use super::shift::{BOUND, LEAST_DAYS, LEAST_SIGMA, PRICE, Step};
use crate::stats::order::{median_in_place, quantile_in_place};

/// Least evidence of a step, squared size / (2 variance): 4 standard deviations where the site shows how its sensors
/// drift, 5 where a sensor is its own only measure.
pub(super) const EVIDENCE: f64 = 8.0;
const EVIDENCE_UNCOMPARED: f64 = 12.5;
/// Days of the means whose differences show how a ratio drifts.
const FORTNIGHT: usize = 14;
/// Weight of what the sensors of a site drift, in differences of two fortnights of one's own: one for each sensor
/// beyond three, at most this many.
const SITE_DIFFERENCES: usize = 4;

/// How much the means of two fortnights in a row differ where nothing stepped: the slow drift that blocks of a week
/// do not show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drift {
    /// Variance of a difference of two fortnights that the scatter of the days explains.
    explained: f64,
    /// What the differences vary beyond that, in multiples of it.
    beyond: f64,
    /// Differences that do not share days.
    differences: f64,
}

impl Drift {
    pub(super) fn of(series: &[f64], changes: &[usize], bound: f64) -> Self {
        let mut held = Vec::new();
        let (mut contrasts, mut apart) = (Vec::new(), Vec::new());
        let mut from = 0;
        for to in changes.iter().copied().chain([series.len()]) {
            let segment = &series[from..to];
            let level = level_of(segment, bound, &mut held);
            apart.extend(segment.iter().map(|value| (value - level).abs()));
            for at in FORTNIGHT..segment.len().saturating_sub(FORTNIGHT - 1) {
                let before = level_of(&segment[at - FORTNIGHT..at], bound, &mut held);
                let after = level_of(&segment[at..at + FORTNIGHT], bound, &mut held);
                contrasts.push((after - before).abs());
            }
            from = to;
        }
        let differences = contrasts.len() as f64 / (2 * FORTNIGHT) as f64;
        let scale = |values: &mut Vec<f64>| median_in_place(values).map_or(0.0, |m| m / 0.6745);
        let (contrast, day) = (scale(&mut contrasts), scale(&mut apart));
        let explained = day * day * 2.0 / FORTNIGHT as f64;
        let beyond =
            if explained > 0.0 { (contrast * contrast / explained - 1.0).max(0.0) } else { 0.0 };
        Self { explained, beyond, differences }
    }

    /// Standard deviation of the drift. Eight weeks hold one or two differences: what the other sensors of the site
    /// drift counts as much as up to [`SITE_DIFFERENCES`] of one's own.
    pub(super) fn size(self, site: SiteDrift) -> f64 {
        let both = self.differences * self.beyond + site.weight * site.beyond;
        let beyond =
            if site.weight > 0.0 { both / (self.differences + site.weight) } else { self.beyond };
        (beyond * self.explained).sqrt()
    }
}

/// What the sensors of a site drift beyond the scatter of their days, the middle one of them: the placebo of a step
/// (Abadie, Diamond and Hainmueller 2010).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct SiteDrift {
    beyond: f64,
    /// In differences of one's own.
    weight: f64,
}

impl SiteDrift {
    /// Least evidence of a step in eight weeks of a sensor of this site.
    pub(super) fn evidence(self) -> f64 {
        if self.weight >= 2.0 { EVIDENCE } else { EVIDENCE_UNCOMPARED }
    }
}

/// The largest difference of two fortnights in a row in a series of days.
pub(super) fn largest_contrast(values: &[f64]) -> f64 {
    let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    let Some(sigma) = scale_of(&known) else { return f64::NAN };
    let mut held = Vec::new();
    let bound = BOUND * sigma.max(LEAST_SIGMA);
    let ends = FORTNIGHT..known.len().saturating_sub(FORTNIGHT - 1);
    ends.map(|at| {
        let before = level_of(&known[at - FORTNIGHT..at], bound, &mut held);
        let after = level_of(&known[at..at + FORTNIGHT], bound, &mut held);
        (after - before).abs()
    })
    .fold(f64::NAN, f64::max)
}

/// The steps larger than what the other sensors of the site show without one of their own, but for a quarter of them,
/// which may have one: a step of a device is judged by those that had none (the placebo of Abadie, Diamond and
/// Hainmueller 2010). All of them where the site has too few others.
pub(super) fn beyond_others(steps: Vec<Step>, contrasts: &[f64], door: usize) -> Vec<Step> {
    const FEWEST: usize = 4;
    let mut others: Vec<f64> = (0..contrasts.len())
        .filter(|other| *other != door && !contrasts[*other].is_nan())
        .map(|other| contrasts[other])
        .collect();
    if others.len() < FEWEST {
        return steps;
    }
    let usual = quantile_in_place(&mut others, 0.75).unwrap_or(0.0);
    steps.into_iter().filter(|step| step.size.abs() > usual).collect()
}

/// The drift of the sensors that have donors, each by the ratio of its days to them.
pub(super) fn drift_of_site(series: &[&[f64]]) -> SiteDrift {
    let mut beyond: Vec<f64> = series
        .iter()
        .filter_map(|values| {
            let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
            let sigma = scale_of(&known)?.max(LEAST_SIGMA);
            let price = PRICE * sigma * sigma * crate::math::ln(known.len().max(2) as f64);
            let changes =
                change_points(&known, Costs { sigma, bound: BOUND, price, least: LEAST_DAYS });
            let drift = Drift::of(&known, &changes, BOUND * sigma);
            (drift.differences > 0.0).then_some(drift.beyond)
        })
        .collect();
    let weight = beyond.len().saturating_sub(3).min(SITE_DIFFERENCES) as f64;
    SiteDrift { beyond: median_in_place(&mut beyond).unwrap_or(0.0), weight }
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;

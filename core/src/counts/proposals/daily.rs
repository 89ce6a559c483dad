//! The day as one number: the logarithm of a sensor's daily total without its weekly rhythm, and what is left
//! of it once the donors have spoken.

use super::site::{Door, Site};
use crate::stats::order::{median_in_place, midmean_of_sorted};

/// Least share of a day's expected flow in usable bins: below, the day says too little.
const LEAST_SHARE: f64 = 0.5;
/// Least expected persons of a day: below, its logarithm is chance.
const LEAST_PERSONS: f64 = 5.0;
/// Donors rise and fall together with the sensor: least correlation of the days, and their number.
const LEAST_CORRELATION: f64 = 0.3;
const DONORS: usize = 7;
/// Days in common below which a correlation is not taken.
const LEAST_COMMON: usize = 14;
/// A departure counts up to this many times its usual size: one wild day decides no correlation.
const DEPARTURE_LIMIT: f64 = 3.0;

/// Log of the daily total, scaled up to the whole day and without the rhythm of the week; NaN where unknown.
pub(super) fn daily_logs(site: &Site<'_>, door: &Door) -> Vec<f64> {
    if door.usual.is_empty() {
        return vec![f64::NAN; site.days.len()];
    }
    let mut logs: Vec<f64> = site
        .days
        .iter()
        .map(|bins| {
            let (mut seen, mut told, mut whole) = (0.0, 0.0, 0.0);
            for bin in bins.clone() {
                whole += door.usual[bin];
                if !door.flow[bin].is_nan() {
                    seen += f64::from(door.flow[bin]);
                    told += door.usual[bin];
                }
            }
            if whole < LEAST_PERSONS || told < LEAST_SHARE * whole {
                return f64::NAN;
            }
            // Half a person keeps the logarithm of an empty day finite.
            crate::math::ln(seen.max(0.5) * whole / told)
        })
        .collect();
    without_week(site, &mut logs);
    logs
}

/// Takes the rhythm of the week from a series of days: what each weekday departs from the seven days around it,
/// in the middle half of the weeks.
pub(super) fn without_week(site: &Site<'_>, values: &mut [f64]) {
    let smooth = running_median(values, 3);
    for weekday in 0..7 {
        let of_weekday = || (0..values.len()).filter(|day| site.weekday(*day) == weekday);
        let mut apart: Vec<f64> = of_weekday()
            .map(|day| values[day] - smooth[day])
            .filter(|apart| !apart.is_nan())
            .collect();
        apart.sort_unstable_by(f64::total_cmp);
        let effect = midmean_of_sorted(&apart).unwrap_or(0.0);
        for day in of_weekday().collect::<Vec<usize>>() {
            values[day] -= effect;
        }
    }
}

/// Median of the known values within `reach` on either side.
pub(super) fn running_median(values: &[f64], reach: usize) -> Vec<f64> {
    let mut held = Vec::with_capacity(2 * reach + 1);
    (0..values.len())
        .map(|at| {
            held.clear();
            let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(values.len()));
            held.extend(values[from..to].iter().copied().filter(|value| !value.is_nan()));
            median_in_place(&mut held).unwrap_or(f64::NAN)
        })
        .collect()
}

/// Departures of the days from the three weeks around, within limits; NaN where unknown.
pub(super) fn departures(logs: &[f64]) -> Vec<f64> {
    let smooth = running_median(logs, 10);
    let mut apart: Vec<f64> = logs.iter().zip(smooth).map(|(log, smooth)| log - smooth).collect();
    let mut sizes: Vec<f64> =
        apart.iter().filter(|apart| !apart.is_nan()).map(|apart| apart.abs()).collect();
    let limit = DEPARTURE_LIMIT * 1.4826 * median_in_place(&mut sizes).unwrap_or(0.0);
    for one in &mut apart {
        *one = one.clamp(-limit, limit);
    }
    apart
}

/// The sensors that move with sensor `own`, best first.
pub(super) fn donors_of(departures: &[Vec<f64>], own: usize) -> Vec<usize> {
    let mut ranked: Vec<(f64, usize)> = (0..departures.len())
        .filter(|other| *other != own)
        .filter_map(|other| {
            let (mut common, mut with, mut mine, mut theirs) = (0, 0.0, 0.0, 0.0);
            for (a, b) in departures[own].iter().zip(&departures[other]) {
                if !a.is_nan() && !b.is_nan() {
                    common += 1;
                    with += a * b;
                    mine += a * a;
                    theirs += b * b;
                }
            }
            let norm = (mine * theirs).sqrt();
            (common >= LEAST_COMMON && norm > 0.0 && with >= LEAST_CORRELATION * norm)
                .then(|| (with / norm, other))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(DONORS);
    ranked.into_iter().map(|(_, other)| other).collect()
}

/// What is left of the days of `own` once its donors have spoken: the median over them of the log ratio,
/// each ratio about its own median, so that a donor that starts late or goes wrong moves nothing.
pub(super) fn adjusted(logs: &[Vec<f64>], own: usize, donors: &[usize]) -> Vec<f64> {
    let mut held: Vec<f64> = Vec::new();
    let ratios: Vec<Vec<f64>> = donors
        .iter()
        .map(|donor| {
            let mut ratio: Vec<f64> =
                logs[own].iter().zip(&logs[*donor]).map(|(a, b)| a - b).collect();
            held.clear();
            held.extend(ratio.iter().copied().filter(|value| !value.is_nan()));
            let middle = median_in_place(&mut held).unwrap_or(0.0);
            for value in &mut ratio {
                *value -= middle;
            }
            ratio
        })
        .collect();
    (0..logs[own].len())
        .map(|day| {
            held.clear();
            held.extend(ratios.iter().map(|ratio| ratio[day]).filter(|value| !value.is_nan()));
            median_in_place(&mut held).unwrap_or(f64::NAN)
        })
        .collect()
}

/// Scale of one day's chance: median absolute first difference / 0.954 (the difference of two normal values
/// has standard deviation sqrt 2, its median absolute value 0.954 sigma).
pub(super) fn scale_of(values: &[f64]) -> Option<f64> {
    let mut steps: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    median_in_place(&mut steps).map(|step| step / 0.954)
}

//! Wrong clocks: stretches of days whose counts fit the ordinary week better when moved in time.

use super::found::{Found, Kind};
use super::group::{GAIN, Group};
use super::lag::{Lag, lags, nearest};
use super::site::{Door, Site};
use crate::expectation::model::profile_of;
use crate::math::ln;
use crate::stats::order::median_in_place;
use std::ops::Range;

/// Price of a change of the clock, and least evidence of a stretch, as natural logarithms.
const PRICE: f64 = 10.0;
const EVIDENCE: f64 = 25.0;
/// One day says at most this much for or against a lag.
const MOST_PER_DAY: f64 = 12.0;
/// A day with fewer persons says nothing.
const LEAST_PERSONS: f64 = 20.0;
/// Share of the mean flow that every bin may hold at any time.
const FLOOR: f64 = 0.01;
/// Moved back, the days of a stretch must fit the week nearly as well as other days do.
const WORSE_FIT: f64 = 2.0;
/// Half the 90 % point of chi-squared with one degree of freedom: drop of the log likelihood at the ends of an
/// interval.
const DROP: f64 = 1.353;

/// How well each day of a sensor fits each lag.
pub(super) struct Fits {
    lags: Vec<Lag>,
    /// Per day and lag: log likelihood per person beyond that of no lag; empty where the day says nothing.
    gains: Vec<Vec<f64>>,
    /// Persons per day over the dispersion.
    weight: Vec<f64>,
    /// Scatter of a day about the week, persons for persons (Pearson), at no lag.
    dispersion: f64,
}

/// Log likelihood of a day's distribution over its bins, given the week moved by a lag, and Pearson's scatter.
fn fit(door: &Door, usual: &[f64], floor: f64, bins: &Range<usize>, lag: Lag) -> (f64, f64, f64) {
    let (mut likelihood, mut persons, mut told) = (0.0, 0.0, 0.0);
    for bin in bins.clone() {
        if !door.flow[bin].is_nan() {
            let expected = lag.at(usual, bin) + floor;
            let count = f64::from(door.flow[bin]);
            likelihood += count * ln(expected);
            persons += count;
            told += expected;
        }
    }
    if persons < LEAST_PERSONS || told <= 0.0 {
        return (f64::NAN, persons, f64::NAN);
    }
    (likelihood - persons * ln(told), persons, persons / told)
}

fn scatter(door: &Door, usual: &[f64], floor: f64, bins: &Range<usize>, lag: Lag) -> f64 {
    let (_, _, level) = fit(door, usual, floor, bins, lag);
    if level.is_nan() {
        return f64::NAN;
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for bin in bins.clone() {
        if !door.flow[bin].is_nan() {
            let expected = level * (lag.at(usual, bin) + floor);
            let apart = f64::from(door.flow[bin]) - expected;
            sum += apart * apart / expected;
            count += 1.0;
        }
    }
    if count > 1.0 { sum / (count - 1.0) } else { f64::NAN }
}

fn floor_of(usual: &[f64]) -> f64 {
    FLOOR * usual.iter().sum::<f64>() / usual.len().max(1) as f64
}

pub(super) fn fits(site: &Site<'_>, door: &Door, usual: &[f64], blended: bool) -> Fits {
    let lags = lags(f64::from(site.index.usual_s()), blended);
    if usual.is_empty() {
        return Fits { lags, gains: Vec::new(), weight: Vec::new(), dispersion: 1.0 };
    }
    let floor = floor_of(usual);
    let mut scatters: Vec<f64> = site
        .days
        .iter()
        .map(|bins| scatter(door, usual, floor, bins, lags[0]))
        .filter(|scatter| !scatter.is_nan())
        .collect();
    let dispersion = median_in_place(&mut scatters).unwrap_or(1.0).max(1.0);
    let (mut gains, mut weight) = (Vec::new(), Vec::new());
    for bins in site.days {
        let (still, persons, _) = fit(door, usual, floor, bins, lags[0]);
        if still.is_nan() {
            gains.push(Vec::new());
            weight.push(0.0);
            continue;
        }
        weight.push(persons / dispersion);
        gains.push(
            lags.iter()
                .map(|lag| (fit(door, usual, floor, bins, *lag).0 - still) / persons)
                .collect(),
        );
    }
    Fits { lags, gains, weight, dispersion }
}

/// The lag of every day, an index of the lags: the best path with a price for every change.
fn best_path(fits: &[Fits], door: usize, donors: &[usize]) -> (Vec<usize>, Vec<Vec<f64>>) {
    let own = &fits[door];
    let mut held = Vec::new();
    let evidence: Vec<Vec<f64>> = own
        .gains
        .iter()
        .enumerate()
        .map(|(day, gains)| {
            let of_day: Vec<f64> = gains
                .iter()
                .enumerate()
                .map(|(lag, gain)| {
                    held.clear();
                    held.extend(
                        donors.iter().filter_map(|donor| fits[*donor].gains[day].get(lag).copied()),
                    );
                    // A holiday that moves everybody's day is no clock.
                    let common = median_in_place(&mut held).unwrap_or(0.0);
                    own.weight[day] * (gain - common.max(0.0))
                })
                .collect();
            // Scaled, not cut off: the best lag of a day stays the best.
            let top = of_day.iter().copied().fold(MOST_PER_DAY, f64::max);
            of_day.iter().map(|one| (one * (MOST_PER_DAY / top)).max(-MOST_PER_DAY)).collect()
        })
        .collect();
    let states = own.lags.len();
    let mut best = vec![0.0; states];
    let mut came: Vec<Vec<usize>> = Vec::with_capacity(evidence.len());
    for of_day in &evidence {
        let top = (0..states).fold(0, |top, at| if best[at] > best[top] { at } else { top });
        let from: Vec<usize> =
            (0..states).map(|at| if best[at] >= best[top] - PRICE { at } else { top }).collect();
        best = (0..states)
            .map(|at| {
                let before = if from[at] == at { best[at] } else { best[top] - PRICE };
                before + of_day.get(at).copied().unwrap_or(0.0)
            })
            .collect();
        came.push(from);
    }
    let mut at = (0..states).fold(0, |top, at| if best[at] > best[top] { at } else { top });
    let mut path = vec![0; evidence.len()];
    for day in (0..path.len()).rev() {
        path[day] = at;
        at = came[day][at];
    }
    (path, evidence)
}

/// The stretches of one sensor whose clock is wrong.
pub(super) fn clocks(
    site: &Site<'_>,
    fits_of: &[Fits],
    donors: &[usize],
    group: Option<&Group>,
    alike: bool,
    door: usize,
    caution: f64,
) -> Vec<Found> {
    let one = &site.doors[door];
    if one.usual.is_empty() {
        return Vec::new();
    }
    let (mut path, mut evidence) = best_path(fits_of, door, donors);
    let mut usual = one.usual.clone();
    let mut lags = fits_of[door].lags.clone();
    let mut dispersion = fits_of[door].dispersion;
    // A long stretch bends the profile it is judged by: moved back, the profile is taken again.
    for _ in 0..2 {
        if path.iter().all(|lag| *lag == path[0]) {
            break;
        }
        anchor(&mut path, &lags, &usual, group);
        let Some(again) = profile_of(site.index, None, &moved_back(site, one, &path, &lags)) else {
            break;
        };
        let mut again_fits: Vec<Fits> = vec![fits(site, one, &again, false)];
        usual = again;
        dispersion = again_fits[0].dispersion;
        lags.clone_from(&again_fits[0].lags);
        // Donors keep their fits: the day's common move does not depend on this sensor.
        let chosen: Vec<&Fits> = donors.iter().map(|donor| &fits_of[*donor]).collect();
        subtract(&mut again_fits[0], &chosen);
        let next = best_path(&again_fits, 0, &[]);
        (path, evidence) = next;
    }
    anchor(&mut path, &lags, &usual, group);
    // The clock of all days together can only be told by the group.
    let offset = group.filter(|_| alike).and_then(|g| g.offset(&usual, &lags, caution));
    if let Some((lag, _)) = offset {
        for at in &mut path {
            *at = nearest(&lags, lags[*at].in_bins() + lag.in_bins());
        }
    }
    let floor = floor_of(&usual);
    let mut found = Vec::new();
    let mut day = 0;
    while day < path.len() {
        let first = day;
        while day < path.len() && path[day] == path[first] {
            day += 1;
        }
        let days = first..day;
        if path[first] == 0 {
            continue;
        }
        let lag = lags[path[first]];
        if let Some((_, evidence)) = offset {
            // Refined only against its own week, which is wrong by the offset: the group's lag stands.
            let value = lag.in_bins() * f64::from(site.index.usual_s());
            let half = 0.5 * f64::from(site.index.usual_s());
            let mut proposal = Found::new(door, kind_of(value), site.days[first].start, evidence);
            proposal.end = (day < path.len()).then(|| site.days[day].start);
            proposal.value = Some([value, value - half, value + half]);
            proposal.donors = donors.len();
            found.push(proposal);
            continue;
        }
        let strength: f64 = days.clone().filter_map(|day| evidence[day].get(path[first])).sum();
        let mut fitted: Vec<f64> = days
            .clone()
            .map(|day| scatter(one, &usual, floor, &site.days[day], lag))
            .filter(|scatter| !scatter.is_nan())
            .collect();
        let fitted = median_in_place(&mut fitted).unwrap_or(f64::INFINITY);
        if strength < caution * EVIDENCE || fitted > WORSE_FIT * dispersion {
            continue;
        }
        let value = refined(site, one, &usual, &days, lag, dispersion);
        let bin_s = f64::from(site.index.usual_s());
        let exact = value[0] * bin_s;
        let kind = kind_of(exact);
        let before = if first == 0 { None } else { Some(lags[path[first - 1]]) };
        let after = path.get(day).map(|next| lags[*next]);
        // Two edges in a row are sought in the same days: a stretch begins where the one before ends.
        let start = match before {
            Some(before) => edge(site, one, &usual, first, before, lag)
                .max(found.last().and_then(|last: &Found| last.end).unwrap_or(0)),
            None => 0,
        };
        let mut proposal = Found::new(door, kind, start, strength);
        proposal.end = after.map(|after| edge(site, one, &usual, day, lag, after));
        proposal.value = Some(value.map(|bins| bins * bin_s));
        proposal.donors = donors.len();
        if proposal.end.is_none_or(|end| end > start) {
            found.push(proposal);
        }
    }
    found
}

fn kind_of(seconds: f64) -> Kind {
    let halves = seconds / 1800.0;
    if halves != 0.0 && halves.fract() == 0.0 { Kind::Zone } else { Kind::Clock }
}

/// Makes one lag of the path the right one: a sensor alone cannot tell which of its clocks is. It is that of the
/// first days, as changes come later; but that of most days where the group's week says so.
fn anchor(path: &mut [usize], lags: &[Lag], usual: &[f64], group: Option<&Group>) {
    let mut days = vec![0_usize; lags.len()];
    for lag in &*path {
        days[*lag] += 1;
    }
    let most = (0..lags.len()).fold(0, |most, at| if days[at] > days[most] { at } else { most });
    let first = path.first().copied().unwrap_or(0);
    // If a lag of the path is the right one, the week by which the path is told is behind by it.
    let by_group = |lag: usize| {
        group.map_or(0.0, |group| group.correlation(usual, Lag::of_bins(-lags[lag].in_bins())))
    };
    let right = if most != first && by_group(most) > by_group(first) + GAIN { most } else { first };
    if right == 0 {
        return;
    }
    for lag in path {
        let wanted = lags[*lag].in_bins() - lags[right].in_bins();
        *lag = nearest(lags, wanted);
    }
}

/// Takes from the gains of a sensor what its donors' days gain by the same lag.
fn subtract(own: &mut Fits, donors: &[&Fits]) {
    let Some(first) = donors.first() else { return };
    // All donors tried the same lags, more than these.
    let there: Vec<usize> =
        own.lags.iter().map(|lag| nearest(&first.lags, lag.in_bins())).collect();
    let mut held = Vec::new();
    for (day, gains) in own.gains.iter_mut().enumerate() {
        for (gain, lag) in gains.iter_mut().zip(&there) {
            held.clear();
            held.extend(donors.iter().filter_map(|donor| donor.gains[day].get(*lag).copied()));
            *gain -= median_in_place(&mut held).unwrap_or(0.0).max(0.0);
        }
    }
}

/// The flow with each day moved back by its lag.
fn moved_back(site: &Site<'_>, door: &Door, path: &[usize], lags: &[Lag]) -> Vec<f64> {
    let bins = door.flow.len() as i64;
    let mut moved = vec![f64::NAN; door.flow.len()];
    for (day, range) in site.days.iter().enumerate() {
        let lag = lags[path[day]].in_bins().round() as i64;
        for bin in range.clone() {
            let from = bin as i64 + lag;
            if (0..bins).contains(&from) {
                moved[bin] = f64::from(door.flow[from as usize]);
            }
        }
    }
    moved
}

/// The lag of a stretch in bins, to a twelfth of a bin, with its 90 % interval.
fn refined(
    site: &Site<'_>,
    door: &Door,
    usual: &[f64],
    days: &Range<usize>,
    lag: Lag,
    dispersion: f64,
) -> [f64; 3] {
    const PARTS: i64 = 12;
    let floor = floor_of(usual);
    let likelihood = |bins: f64| -> f64 {
        days.clone()
            .map(|day| fit(door, usual, floor, &site.days[day], Lag::of_bins(bins)).0)
            .filter(|one| !one.is_nan())
            .sum::<f64>()
            / dispersion
    };
    let middle = lag.in_bins();
    let tried: Vec<(f64, f64)> = (-PARTS..=PARTS)
        .map(|part| {
            let bins = middle + part as f64 / PARTS as f64;
            (bins, likelihood(bins))
        })
        .collect();
    let top = tried.iter().fold(tried[0], |top, one| if one.1 > top.1 { *one } else { top });
    // A clock that is wrong by whole bins is the rule: another value needs evidence of its own.
    let whole = tried
        .iter()
        .filter(|(bins, _)| (bins - bins.round()).abs() < 1e-9)
        .fold((f64::NAN, f64::NEG_INFINITY), |best, one| if one.1 > best.1 { *one } else { best });
    let best = if top.1 - whole.1 <= EVIDENCE { (whole.0.round(), whole.1) } else { top };
    let inside = || tried.iter().filter(|(_, value)| *value >= top.1 - DROP).map(|(bins, _)| *bins);
    let low = inside().fold(best.0, f64::min);
    let high = inside().fold(best.0, f64::max);
    let half = 0.5 / PARTS as f64;
    [best.0, low - half, high + half]
}

/// The bin at which the clock changed from one lag to another, sought in the two days around `day`.
fn edge(site: &Site<'_>, door: &Door, usual: &[f64], day: usize, from: Lag, to: Lag) -> usize {
    let floor = floor_of(usual);
    let days = day.saturating_sub(1)..(day + 1).min(site.days.len());
    let bins = site.days[days.start].start..site.days[days.end - 1].end;
    let (mut seen, mut told) = (0.0, 0.0);
    for bin in bins.clone() {
        if !door.flow[bin].is_nan() {
            seen += f64::from(door.flow[bin]);
            told += usual[bin] + floor;
        }
    }
    let level = (seen / told).max(1e-9);
    let (mut sum, mut best) = (0.0, (0.0, bins.start));
    for bin in bins {
        if !door.flow[bin].is_nan() {
            let expected = [from, to].map(|lag| level * (lag.at(usual, bin) + floor));
            sum += f64::from(door.flow[bin]) * ln(expected[0] / expected[1]) - expected[0]
                + expected[1];
        }
        if sum > best.0 {
            best = (sum, bin + 1);
        }
    }
    best.1
}

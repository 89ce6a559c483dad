//! Level shifts: dates from which a sensor counts a constant share more or less than its neighbors say.

use super::daily::scale_of;
use super::drift::{Drift, EVIDENCE, SiteDrift};
use super::found::{Found, Kind};
use super::segments::{Costs, change_points, level_of};
use super::shape::Cause;
use super::site::Site;
use crate::stats::order::{median_in_place, quantile_in_place};
use crate::stats::random::Draws;
use std::ops::Range;

/// Values farther than this many sigma from a level say nothing about it (Fearnhead and Rigaill 2019).
pub(super) const BOUND: f64 = 3.0;
/// Price of a segment in sigma^2 log n (A5); twice that without donors, where real demand shifts look alike.
pub(super) const PRICE: f64 = 3.0;
const ALONE: f64 = 2.0;
/// Least days of a segment.
pub(super) const LEAST_DAYS: usize = 7;
/// Days on either side of a change that decide its size: a slow drift of the ratio is no step.
pub(super) const REACH_DAYS: usize = 28;
/// Days of a block and number of replicates of the bootstrap.
const BLOCK_DAYS: usize = 7;
const REPLICATES: u64 = 200;
/// Days of the data by which the least evidence of a step is told: [`EVIDENCE`] with donors, squared size / (2
/// variance), 4 standard deviations; 10 without donors.
const EIGHT_WEEKS: f64 = 56.0;
const EVIDENCE_ALONE: f64 = 50.0;
/// Least size of a step: a factor of 1.03 with donors, 1.25 without.
const LEAST_STEP: f64 = 0.03;
const LEAST_STEP_ALONE: f64 = 0.223;
/// Least scale of a day's chance: a perfectly regular series has none.
pub(super) const LEAST_SIGMA: f64 = 0.005;
/// Below this factor a step down is called a partial loss.
pub(super) const LOSS: f64 = 0.8;
/// Normal quantile of a 90 % interval.
pub(super) const TWO_SIDED_90: f64 = 1.645;

/// One step of the level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// First day of the new level, an index of the days of the site.
    pub(super) day: usize,
    /// Logarithm of the new level over the old one, with its 90 % interval.
    pub(super) size: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) sd: f64,
}

impl Step {
    pub(super) fn evidence(&self) -> f64 {
        0.5 * (self.size / self.sd) * (self.size / self.sd)
    }
}

/// The steps of a series of days, NaN where unknown. With `donors` the values are log ratios; without, they are
/// logs of the sensor alone and are taken to square roots, which an empty day cannot pull far.
pub(super) fn steps(
    values: &[f64],
    donors: bool,
    caution: f64,
    site_drift: SiteDrift,
    draws: Draws,
) -> Vec<Step> {
    let known: Vec<usize> = (0..values.len()).filter(|day| !values[*day].is_nan()).collect();
    let middle = median_in_place(&mut known.iter().map(|day| values[*day]).collect::<Vec<f64>>())
        .unwrap_or(0.0);
    let series: Vec<f64> = known
        .iter()
        .map(|day| {
            let apart = values[*day] - middle;
            // Twice the square root has the slope of the logarithm at the middle.
            if donors { apart } else { 2.0 * crate::math::exp(0.5 * apart) }
        })
        .collect();
    let Some(sigma) = scale_of(&series).map(|sigma| sigma.max(LEAST_SIGMA)) else {
        return Vec::new();
    };
    let dearer = caution * if donors { 1.0 } else { ALONE };
    let price = PRICE * dearer * sigma * sigma * crate::math::ln(series.len().max(2) as f64);
    let costs = Costs { sigma, bound: BOUND, price, least: LEAST_DAYS };
    let mut changes = change_points(&series, costs);
    // Twice as many days hold twice as many places where chance may look like a step.
    let places = crate::math::ln((series.len() as f64 / EIGHT_WEEKS).max(1.0));
    let (evidence, least) = if donors {
        (caution * (site_drift.evidence() + places), LEAST_STEP)
    } else {
        (caution * EVIDENCE_ALONE, LEAST_STEP_ALONE)
    };
    loop {
        let sized = sizes(&series, &changes, sigma, donors, site_drift, draws);
        let weakest = sized
            .iter()
            .enumerate()
            .filter(|(_, step)| !(step.evidence() >= evidence && step.size.abs() >= least))
            .min_by(|a, b| a.1.evidence().total_cmp(&b.1.evidence()));
        let Some((at, _)) = weakest else {
            let whole = if donors { with_short_ends(&series, sized, sigma) } else { sized };
            return whole.into_iter().map(|step| Step { day: known[step.day], ..step }).collect();
        };
        changes.remove(at);
    }
}

/// Steps with those that lie less than [`LEAST_DAYS`] from an end: a few first days that are like those after the first
/// step, a few last days that are like those before the last one, are the other end of the same stretch.
fn with_short_ends(series: &[f64], steps: Vec<Step>, sigma: f64) -> Vec<Step> {
    let (Some(first), Some(last)) = (steps.first().copied(), steps.last().copied()) else {
        return steps;
    };
    let n = series.len();
    let mut held = Vec::new();
    let mut level = |days: Range<usize>| level_of(&series[days], BOUND * sigma, &mut held);
    let next = steps.get(1).map_or(n, |step| step.day);
    let before = steps.len().checked_sub(2).map_or(0, |at| steps[at].day);
    let at_start = [level(0..first.day), level(first.day..next)];
    let at_end = [level(before..last.day), level(last.day..n)];
    let most = (BOUND * sigma) * (BOUND * sigma);
    // How much better days fit the other level, as a log likelihood ratio.
    let better = |value: f64, own: f64, other: f64| {
        let loss = |level: f64| ((value - level) * (value - level)).min(most);
        (loss(own) - loss(other)) / (2.0 * sigma * sigma)
    };
    let run = |days: &mut dyn Iterator<Item = usize>, own: f64, other: f64| {
        let (mut sum, mut best) = (0.0, (0.0, 0));
        for (count, day) in (1..).zip(days) {
            sum += better(series[day], own, other);
            if sum > best.0 {
                best = (sum, count);
            }
        }
        (best.0 >= EVIDENCE).then_some(best.1)
    };
    let turned = |step: Step, day: usize| Step {
        day,
        size: -step.size,
        low: -step.high,
        high: -step.low,
        sd: step.sd,
    };
    let short = LEAST_DAYS - 1;
    let mut whole = steps;
    if let Some(days) = run(&mut (0..first.day.min(short)), at_start[0], at_start[1]) {
        whole.insert(0, turned(first, days));
    }
    if let Some(days) = run(&mut (last.day.max(n - short.min(n))..n).rev(), at_end[1], at_end[0]) {
        whole.push(turned(last, n - days));
    }
    whole
}

/// Each change with its size; the day is still an index of the series.
fn sizes(
    series: &[f64],
    changes: &[usize],
    sigma: f64,
    donors: bool,
    site_drift: SiteDrift,
    draws: Draws,
) -> Vec<Step> {
    let mut held = Vec::new();
    let bound = BOUND * sigma;
    let drift = Drift::of(series, changes, bound).size(site_drift);
    let sides = |at: usize| -> (Range<usize>, Range<usize>) {
        let change = changes[at];
        let before = if at == 0 { 0 } else { changes[at - 1] };
        let after = changes.get(at + 1).copied().unwrap_or(series.len());
        (
            before.max(change.saturating_sub(REACH_DAYS))..change,
            change..after.min(change + REACH_DAYS),
        )
    };
    (0..changes.len())
        .map(|at| {
            let (left, right) = sides(at);
            let levels =
                [&left, &right].map(|side| level_of(&series[side.clone()], bound, &mut held));
            let ratio = |levels: [f64; 2]| {
                if donors {
                    levels[1] - levels[0]
                } else {
                    2.0 * crate::math::ln(levels[1].max(1e-6) / levels[0].max(1e-6))
                }
            };
            let size = ratio(levels);
            let mut replicates: Vec<f64> = (0..REPLICATES)
                .map(|replicate| {
                    let counter = replicate + REPLICATES * changes[at] as u64;
                    ratio([
                        levels[0]
                            + resampled(&series[left.clone()], levels[0], bound, draws, counter, 0),
                        levels[1]
                            + resampled(
                                &series[right.clone()],
                                levels[1],
                                bound,
                                draws,
                                counter,
                                1,
                            ),
                    ]) - size
                })
                .collect();
            let square = replicates.iter().map(|apart| apart * apart).sum::<f64>();
            let spread = (square / REPLICATES as f64).sqrt();
            let sd = (spread * spread + drift * drift).sqrt().max(LEAST_SIGMA);
            // What the blocks of a few weeks cannot show, the drift between weeks does.
            let mut edge = |share: f64, normal: f64| {
                let quantile = quantile_in_place(&mut replicates, share).unwrap_or(0.0);
                if spread > 0.0 { quantile * sd / spread } else { normal * sd }
            };
            let (low, high) = (edge(0.05, -TWO_SIDED_90), edge(0.95, TWO_SIDED_90));
            Step { day: changes[at], size, low: size + low, high: size + high, sd }
        })
        .collect()
}

/// Mean of one bootstrap sample of the departures of a side from its level, in circular blocks of days
/// (Politis and Romano 1992).
fn resampled(side: &[f64], level: f64, bound: f64, draws: Draws, counter: u64, lane: u64) -> f64 {
    let block = BLOCK_DAYS.min(side.len()).max(1);
    let (mut sum, mut taken, mut draw) = (0.0, 0, 0);
    while taken < side.len() {
        let from = draws.below(2 * counter + lane, draw, side.len());
        draw += 1;
        for step in 0..block.min(side.len() - taken) {
            sum += (side[(from + step) % side.len()] - level).clamp(-bound, bound);
            taken += 1;
        }
    }
    sum / side.len() as f64
}

/// Steps as dated factors: each stretch against the level before the first step, until a step leads back.
///
/// `common` is what the donors say of each day, as a logarithm. From another place on, the first level is that of the
/// new place; a change of demand changes nothing.
pub(super) fn factors(
    site: &Site<'_>,
    door: usize,
    steps: &[(Step, Cause)],
    common: &[f64],
    donors: usize,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut level, mut variance) = (0.0, 0.0);
    for (step, cause) in steps.iter().filter(|(_, cause)| *cause != Cause::Demand) {
        let start = edge(site, door, step, common);
        if let Some(last) = found.last_mut().filter(|last| last.kind != Kind::Identity) {
            last.end = Some(last.end.map_or(start, |end| end.min(start)));
        }
        if *cause == Cause::Place {
            (level, variance) = (0.0, 0.0);
            let mut one = Found::new(door, Kind::Identity, start, step.evidence());
            one.donors = donors;
            found.push(one);
            continue;
        }
        let next = level + step.size;
        let spread = (variance + step.sd * step.sd).sqrt();
        if next.abs() <= (2.0 * spread).min(0.25 * level.abs()) {
            // The step back measures the same factor once more.
            if let Some(last) = found.last_mut().filter(|last| last.kind != Kind::Identity) {
                let (mine, other) = (1.0 / variance, 1.0 / (step.sd * step.sd));
                let both = (mine * level - other * step.size) / (mine + other);
                let half = TWO_SIDED_90 / (mine + other).sqrt();
                last.set_factor(both, [both - half, both + half]);
                last.evidence = last.evidence.max(step.evidence());
            }
            (level, variance) = (0.0, 0.0);
            continue;
        }
        let interval = if level == 0.0 {
            [step.low, step.high]
        } else {
            [next - TWO_SIDED_90 * spread, next + TWO_SIDED_90 * spread]
        };
        level = next;
        variance = spread * spread;
        let mut one = Found::new(door, Kind::Gain, start, step.evidence());
        one.set_factor(level, interval);
        one.donors = donors;
        found.push(one);
    }
    found
}

/// The bin at which a step happened: the day, and for a large step the bin within a day around it that parts
/// the counts best.
///
/// What the donors say of a day is taken out first: a good day before the step is no part of it.
fn edge(site: &Site<'_>, door: usize, step: &Step, common: &[f64]) -> usize {
    const LARGE: f64 = 0.2;
    let day = step.day;
    if step.size.abs() < LARGE || day == 0 {
        return site.days[day].start;
    }
    let door = &site.doors[door];
    let told_of = |day: usize| -> f64 {
        if common[day].is_nan() { 1.0 } else { crate::math::exp(common[day]) }
    };
    let rate = |days: Range<usize>| {
        let (mut seen, mut told) = (0.0, 0.0);
        for day in days {
            let share = told_of(day);
            for bin in site.days[day].clone().filter(|bin| !door.flow[*bin].is_nan()) {
                seen += f64::from(door.flow[bin]);
                told += share * door.usual[bin];
            }
        }
        (seen + 0.5) / (told + 0.5)
    };
    let before = rate(day.saturating_sub(LEAST_DAYS + 1)..day.saturating_sub(1).max(1));
    let after =
        rate((day + 1).min(site.days.len() - 1)..(day + 1 + LEAST_DAYS).min(site.days.len()));
    let (gain, apart) = (crate::math::ln(before / after), before - after);
    let days = day - 1..(day + 2).min(site.days.len());
    let (mut sum, mut best) = (0.0, (0.0, site.days[days.start].start));
    for day in days {
        let share = told_of(day);
        for bin in site.days[day].clone() {
            if !door.flow[bin].is_nan() {
                sum += f64::from(door.flow[bin]) * gain - share * door.usual[bin] * apart;
            }
            if sum > best.0 {
                best = (sum, bin + 1);
            }
        }
    }
    best.1
}

/// The steps of one sensor without those that are its only donors' steps seen from the other side.
///
/// The median of three donors or more hides one that goes wrong; of one or two it does not. Then the step is
/// that of the sensor whose own days step more.
pub(super) fn own_steps(
    logs: &[Vec<f64>],
    steps: &[Vec<Step>],
    donors: &[Vec<usize>],
    door: usize,
) -> Vec<Step> {
    const NEAR_DAYS: usize = 2;
    const FEW: usize = 2;
    if donors[door].len() > FEW {
        return steps[door].clone();
    }
    let alone = |door: usize, day: usize| {
        let mut held = Vec::new();
        let mut side = |days: Range<usize>| {
            held.clear();
            held.extend(logs[door][days].iter().copied().filter(|log| !log.is_nan()));
            median_in_place(&mut held).unwrap_or(0.0)
        };
        let end = (day + 2 * LEAST_DAYS).min(logs[door].len());
        (side(day..end) - side(day.saturating_sub(2 * LEAST_DAYS)..day)).abs()
    };
    steps[door]
        .iter()
        .filter(|step| {
            !donors[door].iter().any(|donor| {
                steps[*donor].iter().any(|other| {
                    other.day.abs_diff(step.day) <= NEAR_DAYS
                        && other.size * step.size < 0.0
                        && alone(*donor, step.day) > alone(door, step.day)
                })
            })
        })
        .copied()
        .collect()
}

/// True if a stretch of loss is the beginning or the end of a step that was found.
pub(super) fn explains(site: &Site<'_>, step: &Step, loss: &Found) -> bool {
    let day = site.days[step.day].start;
    let margin = site.index.per_day;
    loss.start <= day + margin && loss.end.is_none_or(|end| end + margin >= day)
}

#[cfg(test)]
#[path = "shift_tests.rs"]
mod tests;

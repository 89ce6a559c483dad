//! The shape of a sensor's week on either side of a step: a device that counts a constant share more or less keeps
//! it, another place under the same name has its own, and a change of demand falls on some hours.

use super::shift::{LEAST_DAYS, REACH_DAYS, Step};
use super::site::{Door, Site};
use crate::stats::order::median_in_place;
use std::ops::Range;

/// Hours of a working day and of a day of the weekend.
const CELLS: usize = 48;
/// The shape changes where it differs this many times as much as chance and the donors do.
const CHANGED: f64 = 2.5;
/// Least days on either side by which a shape is told.
const SHAPE_DAYS: usize = 2 * LEAST_DAYS;
/// From this share of the visitors on that stand at other hours, with the shape changed this many times as much as
/// chance, it is another place.
const ELSEWHERE: f64 = 0.12;
const PLAINLY: f64 = 3.0;

/// What a step of the level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The device counts another share of the same visitors.
    Device,
    /// Other visitors at other hours, who are no matter of the device.
    Demand,
    /// Another place.
    Place,
}

/// Mean counts by hour of the day, working days and weekends apart; NaN where nothing is known.
fn cells(site: &Site<'_>, door: &Door, days: &Range<usize>) -> [f64; CELLS] {
    let (mut sum, mut known) = ([0.0; CELLS], [0.0; CELLS]);
    let per_day = site.index.per_day.max(1);
    for day in days.clone() {
        let weekend = usize::from(site.weekday(day) >= 5);
        for bin in site.days[day].clone() {
            if !door.flow[bin].is_nan() {
                let hour = usize::from(site.index.slot[bin]) % per_day * 24 / per_day;
                let cell = 24 * weekend + hour;
                sum[cell] += f64::from(door.flow[bin]);
                known[cell] += 1.0;
            }
        }
    }
    std::array::from_fn(|cell| sum[cell] / known[cell])
}

/// Share of the visitors of a week that stand at other hours: the total variation distance of two shapes.
fn distance(site: &Site<'_>, door: &Door, first: &Range<usize>, second: &Range<usize>) -> f64 {
    let weight = |cell: usize| if cell < 24 { 5.0 } else { 2.0 };
    let [a, b] = [cells(site, door, first), cells(site, door, second)];
    let common: Vec<usize> = (0..CELLS).filter(|at| !(a[*at] + b[*at]).is_nan()).collect();
    let whole = |of: &[f64; CELLS]| common.iter().map(|at| weight(*at) * of[*at]).sum::<f64>();
    let [in_a, in_b] = [whole(&a), whole(&b)];
    if in_a <= 0.0 || in_b <= 0.0 {
        return f64::NAN;
    }
    let apart = |at: &usize| weight(*at) * (a[*at] / in_a - b[*at] / in_b).abs();
    0.5 * common.iter().map(apart).sum::<f64>()
}

/// What each step is, by the shape of the weeks on either side.
///
/// Chance is what the two halves of a side differ, and what the donors differ between the sides.
pub(super) fn causes(site: &Site<'_>, door: usize, donors: &[usize], steps: &[Step]) -> Vec<Cause> {
    let one = &site.doors[door];
    let mut causes: Vec<Cause> = (0..steps.len())
        .map(|at| {
            let day = steps[at].day;
            let from = if at == 0 { 0 } else { steps[at - 1].day };
            let to = steps.get(at + 1).map_or(site.days.len(), |next| next.day);
            let before = from.max(day.saturating_sub(REACH_DAYS))..day;
            let after = day..to.min(day + REACH_DAYS);
            if before.len().min(after.len()) < SHAPE_DAYS {
                return Cause::Device;
            }
            let apart = distance(site, one, &before, &after);
            let mut others: Vec<f64> = donors
                .iter()
                .map(|donor| distance(site, &site.doors[*donor], &before, &after))
                .filter(|apart| !apart.is_nan())
                .collect();
            let mut chance = median_in_place(&mut others).unwrap_or(0.0);
            // Chance of a difference of two means: fewer days scatter more.
            let scatter = |a: usize, b: usize| (1.0 / a as f64 + 1.0 / b as f64).sqrt();
            for side in [&before, &after] {
                let middle = usize::midpoint(side.start, side.end);
                let halves = [side.start..middle, middle..side.end];
                let scaled =
                    scatter(before.len(), after.len()) / scatter(halves[0].len(), halves[1].len());
                chance = chance.max(scaled * distance(site, one, &halves[0], &halves[1]));
            }
            // Without a measure of chance nothing is said.
            if chance <= 0.0 || apart <= CHANGED * chance || apart.is_nan() {
                Cause::Device
            } else if apart >= ELSEWHERE && apart > PLAINLY * chance {
                Cause::Place
            } else {
                Cause::Demand
            }
        })
        .collect();
    // A stretch of other demand has two ends.
    for at in 1..steps.len() {
        let returns = (steps[at].size + steps[at - 1].size).abs() < 0.5 * steps[at - 1].size.abs();
        let one_of_demand = [causes[at - 1], causes[at]].contains(&Cause::Demand);
        if returns && one_of_demand && ![causes[at - 1], causes[at]].contains(&Cause::Place) {
            (causes[at - 1], causes[at]) = (Cause::Demand, Cause::Demand);
        }
    }
    causes
}

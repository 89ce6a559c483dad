//! The seasonal profile: what a bin holds in an ordinary week.

use crate::expectation::Grid;
use crate::stats::order::{
    insert_sorted, median_in_place, median_of_sorted, midmean_of_sorted, remove_sorted,
};

/// Half width of the profile window: eight weeks on either side of the bin.
pub(crate) const WINDOW_DAYS: i32 = 56;
/// Weight of the day-type value against the number of values of the slot itself.
const TYPE_WEIGHT: f64 = 2.0;

/// Profile per bin (visitors per bin of the usual length), from `rate` (NaN = not usable).
///
/// Mid-mean of the same slot of the week within eight weeks on either side, shrunk towards the same
/// slot of day of the same day type: by two pseudo-values where the slot's own values scatter as much
/// as the two centers differ, less where they agree among themselves (empirical Bayes; Efron and
/// Morris 1975), so that a purely periodic series keeps its profile exactly. With too few values it
/// falls back to the slot of day over all days, then to the overall median; NaN with nothing to go on.
pub(crate) fn seasonal_profile(grid: &Grid, rate: &[f64]) -> Vec<f64> {
    let mut profile = vec![f64::NAN; grid.bins];
    let typed = type_medians(grid, rate);
    let mut sorted = Vec::with_capacity(64);
    for s in 0..grid.slots {
        slide(grid, rate, grid.bins_of(s), &mut sorted, |bin, sorted| {
            let wide = typed[bin];
            profile[bin] = match midmean_of_sorted(sorted) {
                None => wide,
                Some(own) if wide.is_nan() => own,
                Some(own) => shrink(own, sorted, wide),
            };
        });
    }
    if profile.iter().any(|p| p.is_nan()) {
        fall_back(grid, rate, &mut profile);
    }
    profile
}

/// Pulls the slot's own center towards the day-type center `wide`.
fn shrink(own: f64, sorted: &[f64], wide: f64) -> f64 {
    let count = sorted.len();
    let n = count as f64;
    let apart2 = (own - wide) * (own - wide);
    let weight = if count == 1 {
        TYPE_WEIGHT
    } else {
        // Interquartile range / 1.349 estimates the standard deviation of a normal sample.
        let spread = (sorted[(3 * count - 1) / 4] - sorted[count / 4]) / 1.349;
        let within2 = spread * spread;
        if within2 <= 0.0 { 0.0 } else { TYPE_WEIGHT * (within2 / (apart2 + within2 / n)).min(1.0) }
    };
    (n * own + weight * wide) / (n + weight)
}

/// Median of the same slot of day and day type around each bin; NaN where there is none.
fn type_medians(grid: &Grid, rate: &[f64]) -> Vec<f64> {
    let mut typed = vec![f64::NAN; grid.bins];
    let mut sorted = Vec::with_capacity(256);
    let mut members = Vec::new();
    for h in 0..grid.per_day {
        for kind in 0..3 {
            members.clear();
            for s in (h..grid.slots).step_by(grid.per_day).filter(|s| grid.day_type(*s) == kind) {
                members.extend_from_slice(grid.bins_of(s));
            }
            members.sort_unstable();
            slide(grid, rate, &members, &mut sorted, |bin, sorted| {
                typed[bin] = median_of_sorted(sorted).unwrap_or(f64::NAN);
            });
        }
    }
    typed
}

/// Calls `visit(bin, sorted usable rates of the other bins within the window)` for every bin of
/// `members` (ascending): a bin has no vote on its own expectation, so that departures are not drawn
/// towards zero.
fn slide(
    grid: &Grid,
    rate: &[f64],
    members: &[u32],
    sorted: &mut Vec<f64>,
    mut visit: impl FnMut(usize, &[f64]),
) {
    sorted.clear();
    let (mut enter, mut leave) = (0, 0);
    for member in members {
        let bin = *member as usize;
        let day = grid.day[bin];
        while enter < members.len()
            && grid.day[members[enter] as usize] <= day.saturating_add(WINDOW_DAYS)
        {
            let value = rate[members[enter] as usize];
            if !value.is_nan() {
                insert_sorted(sorted, value);
            }
            enter += 1;
        }
        while leave < enter && grid.day[members[leave] as usize] < day.saturating_sub(WINDOW_DAYS) {
            let value = rate[members[leave] as usize];
            if !value.is_nan() {
                remove_sorted(sorted, value);
            }
            leave += 1;
        }
        let own = rate[bin];
        if own.is_nan() {
            visit(bin, sorted);
        } else {
            remove_sorted(sorted, own);
            visit(bin, sorted);
            insert_sorted(sorted, own);
        }
    }
}

fn fall_back(grid: &Grid, rate: &[f64], profile: &mut [f64]) {
    let mut values: Vec<f64> = rate.iter().copied().filter(|r| !r.is_nan()).collect();
    let Some(overall) = median_in_place(&mut values) else { return };
    let mut by_hour = vec![f64::NAN; grid.per_day];
    for (h, center) in by_hour.iter_mut().enumerate() {
        values.clear();
        for s in (h..grid.slots).step_by(grid.per_day) {
            values.extend(
                grid.bins_of(s).iter().map(|bin| rate[*bin as usize]).filter(|r| !r.is_nan()),
            );
        }
        *center = median_in_place(&mut values).unwrap_or(overall);
    }
    for (bin, p) in profile.iter_mut().enumerate() {
        if p.is_nan() {
            *p = by_hour[usize::from(grid.slot[bin]) % grid.per_day];
        }
    }
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;

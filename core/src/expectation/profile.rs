//! The seasonal profile: what a bin holds in an ordinary week.

use crate::expectation::Grid;
use crate::stats::order::{
    insert_sorted, median_in_place, median_of_sorted, midmean_of_ranks, midmean_of_sorted,
    remove_sorted,
};

/// Half width of the profile window: eight weeks on either side of the bin.
pub(crate) const WINDOW_DAYS: i32 = 56;
/// Weight of the other working days against the number of values of the slot itself.
const TYPE_WEIGHT: f64 = 2.0;

/// Profile per bin (visitors per bin of the usual length), from `rate` (NaN = not usable).
///
/// Mid-mean of the same slot of the week within eight weeks on either side, the bin itself left out,
/// shrunk towards the same time of day on the other working days of the week: by two pseudo-values
/// where the slot's own values scatter as much as the two centers differ, less where they agree among
/// themselves (empirical Bayes; Efron and Morris 1975), so that a purely periodic series keeps its
/// profile exactly. With too few values it falls back to the time of day over all days, then to the
/// overall median; NaN with nothing to go on.
pub(crate) fn seasonal_profile(grid: &Grid, rate: &[f64]) -> Vec<f64> {
    let mut own = vec![Center::NONE; grid.bins];
    // What the slot says to other days: here the bin's own value counts.
    let mut slot = vec![f64::NAN; grid.bins];
    let mut sorted = Vec::with_capacity(64);
    for s in 0..grid.slots {
        slide(grid, rate, grid.bins_of(s), &mut sorted, |bin, sorted| {
            if let Some(center) = midmean_of_sorted(sorted) {
                slot[bin] = center;
            }
            own[bin] = Center::without(sorted, rate[bin]);
        });
    }
    let mut profile: Vec<f64> = (0..grid.bins)
        .map(|bin| {
            let wide = working_days(grid, &slot, bin);
            match own[bin] {
                center if center.count == 0.0 => wide,
                center if wide.is_nan() => center.value,
                center => center.shrunk_to(wide),
            }
        })
        .collect();
    if profile.iter().any(|p| p.is_nan()) {
        fall_back(grid, rate, &mut profile);
    }
    profile
}

/// Center of the values of one slot around a bin, the bin left out: it has no vote on its own
/// expectation, so that departures are not drawn towards zero.
#[derive(Debug, Clone, Copy)]
struct Center {
    value: f64,
    /// Variance among the values, by the interquartile range / 1.349 of a normal sample; NaN for one.
    within2: f64,
    count: f64,
}

impl Center {
    const NONE: Self = Self { value: f64::NAN, within2: f64::NAN, count: 0.0 };

    fn without(sorted: &[f64], own: f64) -> Self {
        let skip = if own.is_nan() {
            sorted.len()
        } else {
            sorted.partition_point(|held| held.total_cmp(&own).is_lt())
        };
        let count = sorted.len() - usize::from(skip < sorted.len());
        if count == 0 {
            return Self::NONE;
        }
        let at = |rank: usize| sorted[rank + usize::from(rank >= skip)];
        let within2 = if count == 1 {
            f64::NAN
        } else {
            let spread = (at((3 * count - 1) / 4) - at(count / 4)) / 1.349;
            spread * spread
        };
        Self { value: midmean_of_ranks(count, at), within2, count: count as f64 }
    }

    fn shrunk_to(self, wide: f64) -> f64 {
        let apart2 = (self.value - wide) * (self.value - wide);
        let weight = if self.within2.is_nan() {
            TYPE_WEIGHT
        } else if self.within2 <= 0.0 {
            0.0
        } else {
            TYPE_WEIGHT * (self.within2 / (apart2 + self.within2 / self.count)).min(1.0)
        };
        (self.count * self.value + weight * wide) / (self.count + weight)
    }
}

/// Median over the other working days of the same week of what their slots say at this time of day;
/// NaN at weekends, whose days have no equals.
fn working_days(grid: &Grid, slot: &[f64], bin: usize) -> f64 {
    let own = usize::from(grid.slot[bin]);
    let weekday = own / grid.per_day;
    if weekday > 4 || grid.slots != 7 * grid.per_day {
        return f64::NAN;
    }
    let mut found = [0.0; 4];
    let mut count = 0;
    for day in (0..5).filter(|day| *day != weekday) {
        let at = (bin + day * grid.per_day).checked_sub(weekday * grid.per_day);
        // Around a change of the clock the same time of day stands elsewhere: that day is left out.
        if let Some(at) = at.filter(|at| *at < grid.bins)
            && usize::from(grid.slot[at]) == day * grid.per_day + own % grid.per_day
            && !slot[at].is_nan()
        {
            found[count] = slot[at];
            count += 1;
        }
    }
    let found = &mut found[..count];
    found.sort_unstable_by(f64::total_cmp);
    median_of_sorted(found).unwrap_or(f64::NAN)
}

/// Calls `visit(bin, sorted usable rates within the window)` for every bin of `members` (ascending).
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
        visit(bin, sorted);
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

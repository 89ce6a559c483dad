//! Segments of constant level under the bounded biweight loss.

/// Loss and penalty of a segmentation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Costs {
    /// Scale of one value's chance.
    pub(super) sigma: f64,
    /// The loss of a value stops growing at this many sigma from its level.
    pub(super) bound: f64,
    /// Price of one more segment.
    pub(super) price: f64,
    /// Least number of values in a segment.
    pub(super) least: usize,
}

/// Levels tried per sigma, and at most.
const PER_SIGMA: f64 = 4.0;
const MOST_LEVELS: usize = 512;

/// First values of the segments but the first: the segmentation with the least sum of
/// `min((x - level)^2, (bound sigma)^2)` and `price` per segment, none shorter than `least`.
///
/// The aim is that of PELT (Killick, Fearnhead and Eckley 2012) with the biweight loss (Fearnhead and Rigaill
/// 2019). That loss is not convex in the level, so the levels are laid on a lattice of sigma / 4 and the exact
/// minimum over it is found by dynamic programming: O(n x levels) always, without pruning.
pub(super) fn change_points(values: &[f64], costs: Costs) -> Vec<usize> {
    let (n, least) = (values.len(), costs.least.max(1));
    if n < 2 * least || costs.sigma.is_nan() || costs.sigma <= 0.0 {
        return Vec::new();
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let wanted = ((high - low) / costs.sigma * PER_SIGMA).ceil();
    let steps = if wanted < MOST_LEVELS as f64 { wanted.max(1.0) } else { MOST_LEVELS as f64 };
    let levels: Vec<f64> =
        (0..=steps as usize).map(|step| low + (high - low) * step as f64 / steps).collect();
    let most = (costs.bound * costs.sigma) * (costs.bound * costs.sigma);
    // Per level: the best cost of the values so far whose last segment has this level and is long enough, and
    // where that segment starts; and the cost of the last `least` values at this level.
    let mut mature = vec![(f64::INFINITY, 0_usize); levels.len()];
    let mut recent = vec![0.0; levels.len()];
    // best[t]: cost of the first t values, and start of their last segment.
    let mut best = vec![(f64::INFINITY, 0_usize); n + 1];
    best[0] = (-costs.price, 0);
    let loss = |value: f64, level: f64| ((value - level) * (value - level)).min(most);
    for t in 1..=n {
        let value = values[t - 1];
        for (at, level) in levels.iter().enumerate() {
            let now = loss(value, *level);
            recent[at] += now;
            if t > least {
                recent[at] -= loss(values[t - 1 - least], *level);
            }
            mature[at].0 += now;
            if t >= least {
                let fresh = best[t - least].0 + costs.price + recent[at];
                if fresh < mature[at].0 {
                    mature[at] = (fresh, t - least);
                }
            }
            if mature[at].0 < best[t].0 {
                best[t] = mature[at];
            }
        }
    }
    let mut changes = Vec::new();
    let mut end = n;
    while end > 0 {
        end = best[end].1;
        if end > 0 {
            changes.push(end);
        }
    }
    changes.reverse();
    changes
}

/// Mean of the values within `bound` sigma, started from the median: the minimum of the biweight loss next to it.
pub(super) fn level_of(values: &[f64], bound: f64, held: &mut Vec<f64>) -> f64 {
    held.clear();
    held.extend_from_slice(values);
    let Some(mut level) = crate::stats::order::median_in_place(held) else { return f64::NAN };
    for _ in 0..4 {
        let (mut sum, mut count) = (0.0, 0.0);
        for value in values {
            if (value - level).abs() <= bound {
                sum += value;
                count += 1.0;
            }
        }
        if count == 0.0 {
            break;
        }
        level = sum / count;
    }
    level
}

#[cfg(test)]
#[path = "segments_tests.rs"]
mod tests;

//! Order statistics: median and quantiles by quickselect, total order on floats.

/// Quantile of `values` by linear interpolation between order statistics
/// (Hyndman and Fan 1996, type 7). Reorders `values`; `None` when empty.
///
/// `share` is clamped to `[0, 1]`. Values must not be NaN for a meaningful answer; NaN sorts last.
pub(crate) fn quantile_in_place(values: &mut [f64], share: f64) -> Option<f64> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let position = share.clamp(0.0, 1.0) * (n - 1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "position lies in [0, n - 1]"
    )]
    let below = position.floor() as usize;
    let fraction = position - below as f64;
    let (_, low, upper) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    if fraction <= 0.0 {
        return Some(low);
    }
    let high = upper.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + fraction * (high - low))
}

/// Median of `values` (mean of the middle pair for an even count). Reorders `values`.
pub(crate) fn median_in_place(values: &mut [f64]) -> Option<f64> {
    quantile_in_place(values, 0.5)
}

/// Median of an ascending slice.
pub(crate) fn median_of_sorted(sorted: &[f64]) -> Option<f64> {
    let n = sorted.len();
    if n == 0 {
        return None;
    }
    let upper = sorted[n / 2];
    if n % 2 == 1 { Some(upper) } else { Some(f64::midpoint(sorted[n / 2 - 1], upper)) }
}

/// Mean of the middle half of an ascending slice (interquartile mean), with fractional end weights,
/// so that one value in four on either side has no influence (Tukey's mid-mean).
///
/// Returns exactly the common value when all middle values are equal.
pub(crate) fn midmean_of_sorted(sorted: &[f64]) -> Option<f64> {
    (!sorted.is_empty()).then(|| midmean_of_ranks(sorted.len(), |rank| sorted[rank]))
}

/// Mid-mean of `count > 0` values given by rank, ascending.
pub(crate) fn midmean_of_ranks(count: usize, at: impl Fn(usize) -> f64) -> f64 {
    let skip = count / 4;
    let (first, last) = (at(skip), at(count - 1 - skip));
    if first.total_cmp(&last).is_eq() {
        return first;
    }
    let edge = 1.0 - (count % 4) as f64 / 4.0;
    let mut inner = 0.0;
    for rank in skip + 1..count - 1 - skip {
        inner += at(rank);
    }
    let weight = (count - 2 * skip - 2) as f64 + 2.0 * edge;
    (inner + edge * (first + last)) / weight
}

/// Inserts `value` into an ascending vector.
pub(crate) fn insert_sorted(sorted: &mut Vec<f64>, value: f64) {
    let at = sorted.partition_point(|held| held.total_cmp(&value).is_lt());
    sorted.insert(at, value);
}

/// Removes one value equal to `value` from an ascending vector; does nothing when there is none.
pub(crate) fn remove_sorted(sorted: &mut Vec<f64>, value: f64) {
    let at = sorted.partition_point(|held| held.total_cmp(&value).is_lt());
    if sorted.get(at).is_some_and(|held| held.total_cmp(&value).is_eq()) {
        sorted.remove(at);
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;

//! Pairs of crossings close in time: the most that can be matched, and how many more there are than by chance.

use crate::calendar::SECOND_US;

/// Crossings of one direction in the order of time, those of one instant together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stream {
    crossings: Vec<(i64, i64)>,
}

impl Stream {
    pub(super) fn push(&mut self, us: i64, persons: i64) {
        if persons > 0 {
            self.crossings.push((us, persons));
        }
    }

    pub(super) fn sorted(mut self) -> Self {
        self.crossings.sort_unstable();
        self
    }
}

/// Matches entries with exits that lie `least_us` to `window_us` after them, each at most once, and calls `pair` with
/// the two times and the persons.
///
/// Two pointers: the earliest entry takes the earliest exit in its window. Windows of equal length never nest, so an
/// exchange argument shows that no matching has more pairs (Glover 1967, convex bipartite graphs).
pub(super) fn matched(
    entries: &Stream,
    exits: &Stream,
    least_us: i64,
    window_us: i64,
    mut pair: impl FnMut(i64, i64, i64),
) {
    let mut waiting = exits.crossings.iter().copied().peekable();
    for &(entry, mut persons) in &entries.crossings {
        while persons > 0
            && let Some((exit, left)) = waiting.peek_mut()
        {
            if *exit - entry < least_us {
                waiting.next();
            } else if *exit - entry > window_us {
                break;
            } else {
                let both = persons.min(*left);
                pair(entry, *exit, both);
                persons -= both;
                *left -= both;
                if *left == 0 {
                    waiting.next();
                }
            }
        }
    }
}

/// Lags beyond the window up to this many seconds show what chance gives.
const LONGEST_S: i64 = 20;

/// Estimates for each first crossing how many of the second crossings within `window_s` seconds after it are more than
/// chance, and calls `add` with its time, the estimate and its variance.
///
/// With c(l) the pairs at a lag of l seconds: u = sum of c(l), 0 < l <= window, less window / (20 - window) x sum of
/// c(l), window < l <= 20. The weights of the lags add up to 0, so with steady flows only the pairs of chance
/// scatter, near and far ones as Poisson counts; a near pair of which no far pair says how likely chance is counts
/// as if there were one.
pub(super) fn excess(
    first: &Stream,
    second: &Stream,
    window_s: i64,
    add: &mut impl FnMut(i64, f64, f64),
) {
    let second_of = |us: i64| us.div_euclid(SECOND_US);
    let mut passed = Vec::with_capacity(second.crossings.len() + 1);
    let mut sum = 0;
    passed.push(sum);
    for &(_, persons) in &second.crossings {
        sum += persons;
        passed.push(sum);
    }
    let until = |second_s: i64| {
        passed[second.crossings.partition_point(|&(us, _)| second_of(us) <= second_s)]
    };
    let chance = window_s as f64 / (LONGEST_S - window_s) as f64;
    for &(us, persons) in &first.crossings {
        let now = second_of(us);
        let [start, middle, end] = [now, now + window_s, now + LONGEST_S].map(until);
        let (near, far) = ((middle - start) as f64, (end - middle) as f64);
        let unsaid = if near > 0.0 { 1.0 } else { 0.0 };
        let (persons, variance) = (persons as f64, chance * (far * (1.0 + chance) + unsaid));
        add(us, persons * (near - chance * far), persons * variance);
    }
}

#[cfg(test)]
#[path = "uturns_tests.rs"]
mod tests;

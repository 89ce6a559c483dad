//! What a search found.

use super::shift::LOSS;
pub(super) use crate::table::Correction as Kind;

/// One proposal before it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) door: usize,
    pub(super) kind: Kind,
    /// First bin, and the first bin after it; none until the end of the data.
    pub(super) start: usize,
    pub(super) end: Option<usize>,
    /// Value with its 90 % interval.
    pub(super) value: Option<[f64; 3]>,
    pub(super) evidence: f64,
    pub(super) donors: usize,
    /// What the reason says of another sensor or circumstance.
    pub(super) note: String,
}

impl Found {
    pub(super) fn new(door: usize, kind: Kind, start: usize, evidence: f64) -> Self {
        Self { door, kind, start, end: None, value: None, evidence, donors: 0, note: String::new() }
    }

    /// Takes the logarithm of a factor with its interval; a great loss is called by its name.
    pub(super) fn set_factor(&mut self, log: f64, [low, high]: [f64; 2]) {
        let factor = crate::math::exp(log);
        self.kind = if factor < LOSS { Kind::PartialLoss } else { Kind::Gain };
        self.value = Some([factor, crate::math::exp(low), crate::math::exp(high)]);
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let ends_after = |end: Option<usize>, start: usize| end.is_none_or(|end| end > start);
        ends_after(self.end, other.start) && ends_after(other.end, self.start)
    }
}

/// Factors, with the losses that fall into them: one sensor has one level at a time.
///
/// A loss is measured against the hours around it, a factor against the time before it. Where a loss lies within a
/// factor's stretch, both count: the stretch is cut and the product stands in between. A loss that crosses an edge of
/// a stretch is the same change seen twice, and is left out.
pub(super) fn in_turn(factors: Vec<Found>, losses: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut levels = factors;
    for loss in losses {
        let crossed: Vec<usize> = (0..levels.len())
            .filter(|at| levels[*at].kind != Kind::Identity && levels[*at].overlaps(&loss))
            .collect();
        match crossed[..] {
            [] => levels.push(loss),
            [at] => {
                let factor = &levels[at];
                let ends_within = match (loss.end, factor.end) {
                    (Some(loss), Some(factor)) => loss <= factor,
                    (None, Some(_)) => false,
                    (_, None) => true,
                };
                let (Some(outer), Some(inner)) = (factor.value, loss.value) else { continue };
                if loss.start < factor.start || !ends_within {
                    continue;
                }
                let after = loss.end.filter(|end| factor.end != Some(*end)).map(|end| {
                    let mut after = factor.clone();
                    after.start = end;
                    after
                });
                let mut within = loss;
                let ln = crate::math::ln;
                let [middle, low, high] = [0, 1, 2].map(|part| [ln(outer[part]), ln(inner[part])]);
                let value = middle[0] + middle[1];
                // Two independent logarithms: their half widths add by squares.
                let half = |edge: [f64; 2]| {
                    let [a, b] = [edge[0] - middle[0], edge[1] - middle[1]];
                    (a * a + b * b).sqrt()
                };
                within.set_factor(value, [value - half(low), value + half(high)]);
                levels[at].end = Some(within.start);
                if levels[at].start == within.start {
                    levels.remove(at);
                }
                levels.push(within);
                levels.extend(after);
            }
            _ => {}
        }
    }
    levels.sort_by_key(|level| level.start);
    levels
}

#[cfg(test)]
#[path = "found_tests.rs"]
mod tests;

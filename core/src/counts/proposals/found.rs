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

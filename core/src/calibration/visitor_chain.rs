//! From entries to visitors and buying units: what is taken off, and how the doubts of all steps add up.

use crate::math::{exp, ln};

/// A value with the ends of its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Range {
    pub(super) const fn new(value: f64, low: f64, high: f64) -> Self {
        Self { value, low, high }
    }

    fn times(self, factor: f64) -> Self {
        Self::new(self.value * factor, self.low * factor, self.high * factor)
    }
}

/// A product on the log scale: squares of the distances to either end.
#[derive(Debug, Clone, Copy)]
struct Log {
    value: f64,
    below: f64,
    above: f64,
}

impl Log {
    fn of(range: Range) -> Self {
        Self { value: range.value, below: 0.0, above: 0.0 }.doubt(range)
    }

    /// Adds the doubt of a factor.
    fn doubt(self, factor: Range) -> Self {
        let square = |large: f64, small: f64| {
            if small > 0.0 { ln(large / small) * ln(large / small) } else { f64::INFINITY }
        };
        let below = self.below + square(factor.value, factor.low);
        Self { below, above: self.above + square(factor.high, factor.value), ..self }
    }

    /// Adds the scatter of a number about its expectation, as a variance of the log.
    fn scatter(self, variance: f64) -> Self {
        Self { below: self.below + variance, above: self.above + variance, ..self }
    }

    fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, ..self }
    }

    fn range(self) -> Range {
        let Self { value, below, above } = self;
        Range::new(value, value * exp(-below.sqrt()), value * exp(above.sqrt()))
    }
}

/// What the steps need to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    /// Passes of staff; nothing where the rota is not known.
    pub(super) staff: Option<Range>,
    /// Share of the entries of others that are re-entries.
    pub(super) reentry: Option<Range>,
    /// Persons per buying unit.
    pub(super) group: Option<Range>,
    /// Normal quantile of the intervals.
    pub(super) z: f64,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chain {
    pub(super) staff_passes: Option<Range>,
    pub(super) reentries: Option<Range>,
    pub(super) visitors: Range,
    pub(super) buying_units: Option<Range>,
}

/// visitors = (entries - staff passes) (1 - re-entry share), buying units = visitors / group size.
pub(super) fn chain(entries: Range, steps: &Steps) -> Chain {
    let square = steps.z * steps.z;
    // Passes of staff scatter as a Poisson count about rate times hours.
    let staff_passes = steps.staff.map(|passes| {
        let end = |far: f64| (square * passes.value + far * far).sqrt();
        let (down, up) = (end(passes.value - passes.low), end(passes.high - passes.value));
        Range::new(passes.value, (passes.value - down).max(0.0), passes.value + up)
    });
    let others = staff_passes.map_or(entries, |passes| less(entries, passes));
    let reentry = steps.reentry.unwrap_or(Range::new(0.0, 0.0, 0.0));
    let stay = Range::new(1.0 - reentry.value, 1.0 - reentry.high, 1.0 - reentry.low);
    let visitors = if others.value > 0.0 && stay.value > 0.0 {
        // Of N entries a binomial number is first entries: variance of its log (1 - p) / (N p).
        let scatter = square * reentry.value / (others.value * stay.value);
        Some(Log::of(others).doubt(stay).times(stay.value).scatter(scatter))
    } else {
        None
    };
    let none = Range::new(0.0, 0.0, others.high * stay.high);
    let reentries = steps.reentry.map(|share| {
        if others.value > 0.0 && share.value > 0.0 {
            let scatter = square * stay.value / (others.value * share.value);
            Log::of(others).doubt(share).times(share.value).scatter(scatter).range()
        } else {
            Range::new(0.0, 0.0, others.high * share.high)
        }
    });
    let buying_units = steps.group.map(|size| {
        let units = Range::new(1.0 / size.value, 1.0 / size.high, 1.0 / size.low);
        visitors.map_or(none.times(units.high), |visitors| {
            // Groups of 1 + Poisson(g - 1) persons: variance of the log of their number (g - 1) / (g V).
            let scatter = square * (size.value - 1.0) / (size.value * visitors.value);
            visitors.doubt(units).times(units.value).scatter(scatter).range()
        })
    });
    let visitors = visitors.map_or(none, Log::range);
    Chain { staff_passes, reentries, visitors, buying_units }
}

/// A difference of independent numbers, not below 0.
fn less(from: Range, what: Range) -> Range {
    let root = |a: f64, b: f64| (a * a + b * b).sqrt();
    let value = from.value - what.value;
    let low = value - root(from.value - from.low, what.high - what.value);
    let high = value + root(from.high - from.value, what.value - what.low);
    Range::new(value.max(0.0), low.max(0.0), high.max(0.0))
}

#[cfg(test)]
#[path = "visitor_chain_tests.rs"]
mod tests;

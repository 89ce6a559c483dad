//! How a change of a count is priced: what a correction potential makes of entries and exits.

/// A net flow as a function of the correction potential x: `c + a more(x) - b less(x)`.
///
/// Sums of net flows over bins have the same form, so three numbers describe any run of bins.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Coefficients {
    /// The constant.
    pub c: f64,
    /// Persons who entered, and the leak.
    pub a: f64,
    /// Persons who left, and the leak.
    pub b: f64,
}

impl Coefficients {
    pub(super) fn level(c: f64) -> Self {
        Self { c, a: 0.0, b: 0.0 }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { c: self.c + other.c, a: self.a + other.a, b: self.b + other.b }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { c: self.c - other.c, a: self.a - other.a, b: self.b - other.b }
    }

    pub(super) fn at<D: Divergence>(self, x: f64) -> f64 {
        self.c + self.a * D::more(x) - self.b * D::less(x)
    }
}

/// A price of changes: separable, convex, 0 for the counts as they are.
pub trait Divergence {
    /// The potential that changes nothing.
    const NEUTRAL: f64;

    /// Factor of the entries: increasing.
    fn more(x: f64) -> f64;

    /// Factor of the exits: decreasing.
    fn less(x: f64) -> f64;

    /// The potential at which the net flow is `target`; `a` and `b` are more than 0.
    fn solve(flow: Coefficients, target: f64) -> f64;
}

/// Relative changes: the I-divergence `x ln(x/y) - x + y` (Csiszár, 1975). The potential is the factor itself, so
/// that no logarithm is needed and no count turns negative.
#[derive(Debug, Clone, Copy)]
pub struct Relative;

impl Divergence for Relative {
    const NEUTRAL: f64 = 1.0;

    fn more(x: f64) -> f64 {
        x
    }

    fn less(x: f64) -> f64 {
        1.0 / x
    }

    /// The positive root of a quadratic equation, in the form that does not cancel.
    fn solve(flow: Coefficients, target: f64) -> f64 {
        let distance = target - flow.c;
        let root = (distance * distance + 4.0 * flow.a * flow.b).sqrt();
        if distance >= 0.0 {
            (distance + root) / (2.0 * flow.a)
        } else {
            2.0 * flow.b / (root - distance)
        }
    }
}

/// Squared changes, each count having a variance in proportion to itself, with counts that cannot turn negative:
/// factors `max(0, 1 + x)` and `max(0, 1 - x)`.
#[derive(Debug, Clone, Copy)]
pub struct LeastSquares;

impl Divergence for LeastSquares {
    const NEUTRAL: f64 = 0.0;

    fn more(x: f64) -> f64 {
        (1.0 + x).max(0.0)
    }

    fn less(x: f64) -> f64 {
        (1.0 - x).max(0.0)
    }

    fn solve(flow: Coefficients, target: f64) -> f64 {
        let distance = target - flow.c;
        let x = (distance - flow.a + flow.b) / (flow.a + flow.b);
        if x > 1.0 {
            // Nobody leaves anymore: only entries answer.
            distance / flow.a - 1.0
        } else if x < -1.0 {
            1.0 + distance / flow.b
        } else {
            x
        }
    }
}

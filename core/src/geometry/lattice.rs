//! Whole millimeters: what a straight step meets, decided exactly.
//!
//! Positions are rounded to a lattice of 1 mm. Sides and crossings are then signs of whole numbers that fit 64
//! bits, and a tie (a step through a vertex or along an edge) is settled by moving the person by an infinitely
//! small amount, the same for every edge of a shape (simulation of simplicity, Edelsbrunner and Mücke 1990). So
//! a step changes sides of a shape as often as a path beside it does, a boundary belongs to exactly one of the
//! two zones that share it, and no vertex is met twice or never.

/// A position in whole millimeters, at most 2^26 from the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Node {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

/// 1.5 × 2^52: a number of less than 2^51 that is added to it loses its fraction, rounded to even, and stands in
/// the low bits of the sum; this is as exact as a rounding function and needs no call where a target lacks one.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// Meters to whole millimeters, at most 67,108 m.
#[inline]
pub(crate) fn millimeters(meters: f64) -> i32 {
    (meters * 1000.0 + ROUNDING).to_bits() as i32
}

impl Node {
    /// The lattice position nearest to one in meters.
    #[inline]
    pub(crate) fn of_meters(x: f64, y: f64) -> Self {
        Self { x: millimeters(x), y: millimeters(y) }
    }

    #[inline]
    fn minus(self, other: Self) -> (i64, i64) {
        (i64::from(self.x) - i64::from(other.x), i64::from(self.y) - i64::from(other.y))
    }
}

#[inline]
const fn cross(a: (i64, i64), b: (i64, i64)) -> i64 {
    a.0 * b.1 - a.1 * b.0
}

#[inline]
const fn dot(a: (i64, i64), b: (i64, i64)) -> i64 {
    a.0 * b.0 + a.1 * b.1
}

/// How ties are settled: what lies on a line is moved by an infinitely small step along the first of these, and one
/// that is far smaller still along the second.
pub(crate) type Shift = [(i64, i64); 2];

/// The shift of polygons, to the right and then up: the half-open rule of point in polygon, by which an edge counts
/// if `(a.y > y) != (b.y > y)` and it is passed to the right of the position.
pub(crate) const RIGHT: Shift = [(1, 0), (0, 1)];

/// The side of a line in this direction to which a shift moves what lies on it: true for left.
const fn tie(direction: (i64, i64), shift: Shift) -> bool {
    let first = cross(direction, shift[0]);
    first > 0 || (first == 0 && cross(direction, shift[1]) > 0)
}

/// An edge of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub(crate) from: Node,
    pub(crate) to: Node,
    /// The shape it belongs to.
    pub(crate) shape: u32,
    /// What lies on its line counts as left of it.
    left_of: bool,
    /// Reach times length, rounded up: twice the area of the largest triangle over the edge that is no higher.
    high: i64,
    length: f64,
}

/// When a step crosses an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crossing {
    part: i64,
    whole: i64,
    /// Seen along the edge, from its left to its right.
    pub(crate) to_right: bool,
}

/// How a step lies to an edge: twice the areas of the triangles over the edge to its ends, and how far along the
/// edge its ends are, times the length of the edge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meet {
    start: Node,
    end: Node,
    p_side: i64,
    q_side: i64,
    p_past: i64,
    q_past: i64,
}

impl Crossing {
    /// The ticks from the start of a step that lasts `ticks`, rounded half up.
    pub(crate) fn tick(self, ticks: i64) -> i64 {
        if self.part < 1 << 38 && self.whole < 1 << 38 && ticks < 1 << 23 {
            return (2 * self.part * ticks + self.whole) / (2 * self.whole);
        }
        let (part, whole) = (i128::from(self.part), i128::from(self.whole));
        ((2 * part * i128::from(ticks) + whole) / (2 * whole)) as i64
    }
}

impl Edge {
    /// An edge, unless both ends are the same on the lattice. `reach_mm` is the distance asked of [`Edge::near`].
    pub(crate) fn new(
        from: Node,
        to: Node,
        shape: u32,
        shift: Shift,
        reach_mm: f64,
    ) -> Option<Self> {
        if from == to {
            return None;
        }
        let direction = to.minus(from);
        let length = (dot(direction, direction) as f64).sqrt();
        let high = (reach_mm * length).ceil() as i64 + 1;
        Some(Self { from, to, shape, left_of: tie(direction, shift), high, length })
    }

    #[inline]
    fn direction(&self) -> (i64, i64) {
        self.to.minus(self.from)
    }

    /// How a step lies to the edge, unless both its ends lie further than the reach beyond it, on one side or past
    /// one of its ends: then the step neither crosses the edge nor comes near.
    #[inline]
    pub(crate) fn meet(&self, start: Node, end: Node) -> Option<Meet> {
        let direction = self.direction();
        let (p, q) = (start.minus(self.from), end.minus(self.from));
        let (p_side, q_side) = (cross(direction, p), cross(direction, q));
        let (p_past, q_past) = (dot(direction, p), dot(direction, q));
        let far = self.high;
        let length = dot(direction, direction);
        // One branch for four comparisons: which of them holds is hard to foretell, that one does is not.
        let beyond = |p: i64, q: i64, least: i64| p.min(q) > least;
        let is_far = beyond(p_side, q_side, far)
            | beyond(-p_side, -q_side, far)
            | beyond(-p_past, -q_past, far)
            | beyond(p_past, q_past, length + far);
        if is_far {
            return None;
        }
        Some(Meet { start, end, p_side, q_side, p_past, q_past })
    }

    /// Where a step crosses the edge, if it does. `shift` is that of the shape.
    #[inline]
    pub(crate) fn crossing(&self, meet: &Meet, shift: impl Fn() -> Shift) -> Option<Crossing> {
        let Meet { start, end, p_side, q_side, .. } = *meet;
        let left = |side: i64| if side == 0 { self.left_of } else { side > 0 };
        if left(p_side) == left(q_side) {
            return None;
        }
        let step = end.minus(start);
        let from_side = cross(step, self.from.minus(start));
        let to_side = cross(step, self.to.minus(start));
        // Moving the step one way is moving the vertex the other way.
        let above = |side: i64| if side == 0 { !tie(step, shift()) } else { side > 0 };
        if above(from_side) == above(to_side) {
            return None;
        }
        // Sides differ and ties of one edge are settled alike, so they are not both zero.
        Some(Crossing {
            part: p_side.abs(),
            whole: (p_side - q_side).abs(),
            to_right: left(p_side),
        })
    }

    /// The part of a step, as shares from 0 to 1, that is no further than the reach from the edge. What is near
    /// an edge is convex, so it is one interval.
    #[inline]
    pub(crate) fn near(&self, meet: &Meet, reach_mm: f64) -> Option<(f64, f64)> {
        let Meet { p_side, q_side, p_past, q_past, .. } = *meet;
        let square = dot(self.direction(), self.direction());
        if p_past.min(q_past) >= 0 && p_past.max(q_past) <= square {
            // `high` is rounded up by less than 2.
            if p_side.abs().max(q_side.abs()) <= self.high - 2 {
                return Some((0.0, 1.0));
            }
            let high = reach_mm * self.length;
            return within(p_side as f64, q_side as f64, -high, high);
        }
        self.near_ends(meet, square, reach_mm)
    }

    /// The same where the step goes past an end of the edge.
    fn near_ends(&self, meet: &Meet, square: i64, reach_mm: f64) -> Option<(f64, f64)> {
        let Meet { start, end, p_side, q_side, p_past, q_past } = *meet;
        let step = end.minus(start);
        let at_from = || round(start.minus(self.from), step, reach_mm);
        let at_to = || round(start.minus(self.to), step, reach_mm);
        if p_past.max(q_past) <= 0 {
            return at_from();
        }
        if p_past.min(q_past) >= square {
            return at_to();
        }
        let high = reach_mm * self.length;
        let sides = within(p_side as f64, q_side as f64, -high, high);
        let past = within(p_past as f64, q_past as f64, 0.0, square as f64);
        let beside = match (sides, past) {
            (Some(a), Some(b)) => {
                let both = (a.0.max(b.0), a.1.min(b.1));
                (both.0 <= both.1).then_some(both)
            }
            _ => None,
        };
        let all = [at_from(), at_to(), beside].into_iter().flatten();
        all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The shares of a step during which a quantity that goes evenly from `p` to `q` is within `least..=most`.
fn within(p: f64, q: f64, least: f64, most: f64) -> Option<(f64, f64)> {
    if p == q {
        return (least..=most).contains(&p).then_some((0.0, 1.0));
    }
    let (a, b) = ((least - p) / (q - p), (most - p) / (q - p));
    let (from, to) = (a.min(b).max(0.0), a.max(b).min(1.0));
    (from <= to).then_some((from, to))
}

/// The shares of a step during which it is no further than `reach` from a vertex; `offset` is from the vertex to
/// the start.
fn round(offset: (i64, i64), step: (i64, i64), reach: f64) -> Option<(f64, f64)> {
    let constant = dot(offset, offset) as f64 - reach * reach;
    let square = dot(step, step) as f64;
    if square == 0.0 {
        return (constant <= 0.0).then_some((0.0, 1.0));
    }
    let half = dot(offset, step) as f64;
    let inner = half * half - square * constant;
    if inner < 0.0 {
        return None;
    }
    let root = inner.sqrt();
    let (first, last) = (((-half - root) / square).max(0.0), ((-half + root) / square).min(1.0));
    (first <= last).then_some((first, last))
}

/// The edges of a closed ring.
pub(crate) fn ring(nodes: &[Node], shape: u32, reach_mm: f64) -> impl Iterator<Item = Edge> + '_ {
    let next = nodes.iter().cycle().skip(1);
    nodes
        .iter()
        .zip(next)
        .filter_map(move |(&from, &to)| Edge::new(from, to, shape, RIGHT, reach_mm))
}

/// The shift of a line: to its left, as seen from its first vertex to its last, and then along it, so that what lies
/// on a straight line counts as left of it. A line that ends where it begins has no direction of its own.
pub(crate) fn shift_of(nodes: &[Node]) -> Shift {
    match (nodes.first(), nodes.last()) {
        (Some(&first), Some(&last)) if first != last => {
            let (x, y) = last.minus(first);
            [(-y, x), (x, y)]
        }
        _ => RIGHT,
    }
}

/// The edges of a line.
pub(crate) fn line(nodes: &[Node], shape: u32, reach_mm: f64) -> impl Iterator<Item = Edge> + '_ {
    let shift = shift_of(nodes);
    let ends = nodes.iter().zip(nodes.iter().skip(1));
    ends.filter_map(move |(&from, &to)| Edge::new(from, to, shape, shift, reach_mm))
}

#[cfg(test)]
#[path = "lattice_tests.rs"]
mod tests;

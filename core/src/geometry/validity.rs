//! What makes a polygon no zone, with the place of the fault and what would mend it.

use super::shape::{Polygon, Position};

/// Why a polygon is no zone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) at: Position,
    pub(crate) repair: String,
}

/// Edges are compared with those in the same square of a net over the shape. A shape of which each edge spans the
/// whole plan would be compared pair by pair: past so many comparisons it is refused instead.
const MOST_COMPARISONS: usize = 20_000_000;

/// Entries of edges in squares that are held at once: 256 MB.
const MOST_ENTRIES: usize = 32_000_000;

/// Squares of the net along the longer side.
const MOST_SQUARES: f64 = 32_768.0;

/// An edge in whole millimeters, with the ring it belongs to and its place there.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: (i64, i64),
    to: (i64, i64),
    ring: usize,
    place: usize,
}

/// The first fault of a shape, if it has one: too few corners, no size, rings that cross, a hole outside or in
/// another hole, parts that overlap. Touching is no fault, and neither is a corner given twice.
pub(crate) fn fault(parts: &[Polygon]) -> Option<Fault> {
    parts
        .iter()
        .find_map(fault_of_rings)
        .or_else(|| {
            let rings: Vec<&[Position]> = parts.iter().flat_map(Polygon::rings).collect();
            crossing(&edges(&rings), &rings).or_else(|| parts.iter().find_map(fault_of_holes))
        })
        .or_else(|| overlap(parts))
}

/// Too few corners, or all on one line.
fn fault_of_rings(polygon: &Polygon) -> Option<Fault> {
    for (ring, corners) in polygon.rings().enumerate() {
        let name = if ring == 0 { "the outer ring".to_owned() } else { format!("hole {ring}") };
        let at = corners.first().copied().unwrap_or_default();
        let mut distinct: Vec<(i64, i64)> = corners.iter().map(|&at| millimeters(at)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < 3 {
            let what = format!("{name} has {} distinct corners", distinct.len());
            return Some(Fault { what, at, repair: "give at least three".to_owned() });
        }
        // Not by its size: a bow tie of two equal halves has none, and its fault is that it crosses itself.
        let (first, last) = (distinct[0], distinct[distinct.len() - 1]);
        if distinct.iter().all(|&at| side(first, last, at) == 0) {
            let what = format!("{name} encloses nothing");
            return Some(Fault {
                what,
                at,
                repair: "give corners that do not lie on one line".to_owned(),
            });
        }
    }
    None
}

/// A hole outside the outer ring, or in another hole.
fn fault_of_holes(polygon: &Polygon) -> Option<Fault> {
    for (index, hole) in polygon.holes.iter().enumerate() {
        let number = index + 1;
        if let Some(at) = stands(hole, &polygon.outer, false) {
            return Some(Fault {
                what: format!("hole {number} lies outside the outer ring"),
                at,
                repair: "give it as a polygon of its own, or leave it out".to_owned(),
            });
        }
        for (other, around) in polygon.holes.iter().enumerate() {
            if other != index
                && let Some(at) = stands(hole, around, true)
            {
                return Some(Fault {
                    what: format!("hole {number} lies in hole {}", other + 1),
                    at,
                    repair: "give what lies in a hole as a polygon of its own".to_owned(),
                });
            }
        }
    }
    None
}

/// A part of a shape that lies in another.
fn overlap(parts: &[Polygon]) -> Option<Fault> {
    for (index, part) in parts.iter().enumerate() {
        for (other, around) in parts.iter().enumerate() {
            if index == other {
                continue;
            }
            let Some(at) = stands(&part.outer, &around.outer, true) else { continue };
            if around.holes.iter().all(|hole| stands(&part.outer, hole, true).is_none()) {
                let what = format!("part {} lies in part {}", index + 1, other + 1);
                let repair = "give one polygon around both, or two zones".to_owned();
                return Some(Fault { what, at, repair });
            }
        }
    }
    None
}

/// A corner of a ring that shows the ring to lie inside another (or outside), rings being known not to cross:
/// one corner off the other ring tells for all.
fn stands(ring: &[Position], other: &[Position], within: bool) -> Option<Position> {
    let off = ring.iter().find(|&&at| !on_ring(at, other))?;
    (inside(*off, other) == within).then_some(*off)
}

fn millimeters(at: Position) -> (i64, i64) {
    ((at.x * 1000.0).round() as i64, (at.y * 1000.0).round() as i64)
}

fn edges(rings: &[&[Position]]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (ring, corners) in rings.iter().enumerate() {
        for (place, &corner) in corners.iter().enumerate() {
            let (from, to) =
                (millimeters(corner), millimeters(corners[(place + 1) % corners.len()]));
            if from != to {
                edges.push(Edge { from, to, ring, place });
            }
        }
    }
    edges
}

fn side(a: (i64, i64), b: (i64, i64), at: (i64, i64)) -> i64 {
    ((b.0 - a.0) * (at.1 - a.1) - (b.1 - a.1) * (at.0 - a.0)).signum()
}

/// True if two edges cross inside both, or lie on one another for a stretch.
fn cross(one: &Edge, other: &Edge) -> bool {
    let ends = |edge: &Edge, at: &Edge| {
        (side(edge.from, edge.to, at.from), side(edge.from, edge.to, at.to))
    };
    let ((a, b), (c, d)) = (ends(one, other), ends(other, one));
    if (a, b) != (0, 0) {
        return a * b < 0 && c * d < 0;
    }
    let along = |edge: &Edge, axis: fn((i64, i64)) -> i64| {
        let (from, to) = (axis(edge.from), axis(edge.to));
        (from.min(to), from.max(to))
    };
    [|at: (i64, i64)| at.0, |at: (i64, i64)| at.1].into_iter().any(|axis| {
        let ((a, b), (c, d)) = (along(one, axis), along(other, axis));
        a.max(c) < b.min(d)
    })
}

/// The first two edges that cross, by the order of squares and corners.
fn crossing(edges: &[Edge], rings: &[&[Position]]) -> Option<Fault> {
    let net = Net::over(edges);
    let mut entries: Vec<(u32, u32)> = Vec::with_capacity(2 * edges.len());
    for (index, edge) in edges.iter().enumerate() {
        let (columns, rows) = net.squares(edge);
        if entries.len() + columns.len() * rows.len() > MOST_ENTRIES {
            return Some(too_intricate(rings));
        }
        for row in rows {
            entries.extend(columns.clone().map(|column| (net.square(column, row), index as u32)));
        }
    }
    entries.sort_unstable();
    let mut left = MOST_COMPARISONS;
    for together in entries.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, one)) in together.iter().enumerate() {
            left = left.saturating_sub(together.len() - at);
            if left == 0 {
                return Some(too_intricate(rings));
            }
            for &(_, other) in &together[at + 1..] {
                let (one, other) = (&edges[one as usize], &edges[other as usize]);
                if cross(one, other) {
                    return Some(crossed(one, other, rings));
                }
            }
        }
    }
    None
}

fn too_intricate(rings: &[&[Position]]) -> Fault {
    let corners: usize = rings.iter().map(|ring| ring.len()).sum();
    Fault {
        what: format!("its {corners} corners are too intricate to be checked"),
        at: rings[0][0],
        repair: "simplify it: a few millimeters change no visit".to_owned(),
    }
}

fn crossed(one: &Edge, other: &Edge, rings: &[&[Position]]) -> Fault {
    let at = meeting(one, other);
    if one.ring != other.ring {
        let what = "two of its rings cross or share an edge".to_owned();
        let repair = "keep holes inside the outer ring and apart, and parts apart".to_owned();
        return Fault { what, at, repair };
    }
    let (first, last) = (one.place.min(other.place) + 1, one.place.max(other.place));
    let corner = |place: usize| {
        let at = rings[one.ring][place % rings[one.ring].len()];
        format!("{} {}", at.x, at.y)
    };
    Fault {
        what: "a ring crosses itself".to_owned(),
        at,
        repair: format!("reverse the corners from {} to {}", corner(first), corner(last)),
    }
}

/// Where two edges meet, in meters, for the message.
fn meeting(one: &Edge, other: &Edge) -> Position {
    let vector = |edge: &Edge| ((edge.to.0 - edge.from.0) as f64, (edge.to.1 - edge.from.1) as f64);
    let ((ax, ay), (bx, by)) = (vector(one), vector(other));
    let across = ax * by - ay * bx;
    let (dx, dy) = ((other.from.0 - one.from.0) as f64, (other.from.1 - one.from.1) as f64);
    if across == 0.0 {
        // They lie on one another: the end of one that is on the other.
        let on = |at: (i64, i64), edge: &Edge| {
            let between = |a: i64, b: i64, value: i64| (a.min(b)..=a.max(b)).contains(&value);
            between(edge.from.0, edge.to.0, at.0) && between(edge.from.1, edge.to.1, at.1)
        };
        let ends = [(one.from, other), (one.to, other), (other.from, one), (other.to, one)];
        let (x, y) =
            ends.into_iter().find(|&(at, edge)| on(at, edge)).map_or(one.from, |end| end.0);
        return Position { x: x as f64 / 1000.0, y: y as f64 / 1000.0 };
    }
    let part = (dx * by - dy * bx) / across;
    let millimeter = |value: f64| (value).round() / 1000.0;
    Position {
        x: millimeter(one.from.0 as f64 + part * ax),
        y: millimeter(one.from.1 as f64 + part * ay),
    }
}

/// A net of squares over all edges, as wide as an edge is long on average.
struct Net {
    x: i64,
    y: i64,
    width: i64,
    columns: usize,
}

impl Net {
    fn over(edges: &[Edge]) -> Self {
        let ends = || edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let range = |axis: fn((i64, i64)) -> i64| {
            (ends().map(axis).min().unwrap_or_default(), ends().map(axis).max().unwrap_or_default())
        };
        let ((x, right), (y, top)) = (range(|at| at.0), range(|at| at.1));
        let lengths = edges.iter().map(|edge| {
            let (dx, dy) = (edge.to.0 - edge.from.0, edge.to.1 - edge.from.1);
            dx.abs().max(dy.abs()) as f64
        });
        let mean = lengths.sum::<f64>() / edges.len().max(1) as f64;
        let extent = (right - x).max(top - y) as f64;
        let width = mean.max(extent / MOST_SQUARES).ceil().max(1.0) as i64;
        Self { x, y, width, columns: ((right - x) / width + 1) as usize }
    }

    /// Columns and rows of the squares that the box around an edge meets.
    fn squares(&self, edge: &Edge) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let range = |a: i64, b: i64, origin: i64| {
            let (low, high) = (a.min(b) - origin, a.max(b) - origin);
            (low / self.width) as usize..(high / self.width) as usize + 1
        };
        (range(edge.from.0, edge.to.0, self.x), range(edge.from.1, edge.to.1, self.y))
    }

    fn square(&self, column: usize, row: usize) -> u32 {
        (row * self.columns + column) as u32
    }
}

/// The even-odd rule (Shimrat 1962), half-open.
fn inside(at: Position, ring: &[Position]) -> bool {
    let mut inside = false;
    for (place, from) in ring.iter().enumerate() {
        let to = &ring[(place + 1) % ring.len()];
        if (from.y > at.y) != (to.y > at.y) {
            let x = (to.x - from.x) * (at.y - from.y) / (to.y - from.y) + from.x;
            inside ^= at.x < x;
        }
    }
    inside
}

fn on_ring(at: Position, ring: &[Position]) -> bool {
    let at = millimeters(at);
    (0..ring.len()).any(|place| {
        let (from, to) = (millimeters(ring[place]), millimeters(ring[(place + 1) % ring.len()]));
        let between = |a: i64, b: i64, value: i64| (a.min(b)..=a.max(b)).contains(&value);
        side(from, to, at) == 0 && between(from.0, to.0, at.0) && between(from.1, to.1, at.1)
    })
}

#[cfg(test)]
#[path = "validity_tests.rs"]
mod tests;

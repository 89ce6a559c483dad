//! Positions, polygons and lines.

/// Furthest from the origin that a coordinate may lie, in meters: 2^26 mm, within which the lattice of whole
/// millimeters answers every question of sides exactly in 128-bit integers.
pub(crate) const LARGEST_M: f64 = 67_108.0;

/// A position on a floor, in meters.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// A polygon with holes. Rings are open: the last vertex is not the first again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Polygon {
    /// The outer ring.
    pub outer: Vec<Position>,
    /// The rings of the holes.
    pub holes: Vec<Vec<Position>>,
}

impl Polygon {
    /// All rings, the outer one first.
    pub(crate) fn rings(&self) -> impl Iterator<Item = &[Position]> {
        std::iter::once(self.outer.as_slice()).chain(self.holes.iter().map(Vec::as_slice))
    }

    /// The size of the outer ring less that of the holes, in square meters.
    pub fn size_m2(&self) -> f64 {
        let [outer, holes @ ..] =
            &self.rings().map(|ring| signed_size(ring).abs()).collect::<Vec<_>>()[..]
        else {
            return 0.0;
        };
        outer - holes.iter().sum::<f64>()
    }
}

/// Half the sum of cross products, positive where the ring turns left (the shoelace formula). Taken from the
/// first vertex, so that a small ring far from the origin loses no digits.
fn signed_size(ring: &[Position]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    let shifted = |at: &Position| (at.x - origin.x, at.y - origin.y);
    let next = ring.iter().cycle().skip(1);
    let crosses = ring.iter().zip(next).map(|(from, to)| {
        let ((ax, ay), (bx, by)) = (shifted(from), shifted(to));
        ax * by - ay * bx
    });
    crosses.sum::<f64>() / 2.0
}

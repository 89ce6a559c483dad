//! How much of each cell a person can stand on: walkable zones less obstacles.

use super::plan::Plan;
use crate::geometry::{Polygon, Window, axial_of, corners_of};
use crate::table::{ZoneKind, Zones};

/// What of a cell is less than this share of it is rounding.
const NOTHING: f64 = 1e-9;

/// A zone that says where persons can be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MaskZone {
    /// Empty where floors have no names.
    pub(super) floor: String,
    pub(super) walkable: bool,
    pub(super) polygons: Vec<Polygon>,
    pub(super) from_us: Option<i64>,
    pub(super) until_us: Option<i64>,
}

impl MaskZone {
    /// The walkable zones and the obstacles among zones.
    pub(super) fn all(zones: &Zones) -> Vec<Self> {
        let kinds = [ZoneKind::Walkable, ZoneKind::Obstacle];
        let masks = zones.zones().iter().filter(|zone| kinds.contains(&zone.kind));
        masks
            .map(|zone| Self {
                floor: zone.floor.clone().unwrap_or_default(),
                walkable: zone.kind == ZoneKind::Walkable,
                polygons: zone.polygons.clone(),
                from_us: zone.from_us,
                until_us: zone.until_us,
            })
            .collect()
    }

    /// True if this version holds at some instant from the first to the last.
    pub(super) fn holds(&self, first: i64, last: i64) -> bool {
        self.from_us.is_none_or(|from| from <= last)
            && self.until_us.is_none_or(|until| first < until)
    }
}

/// Sizes of the cells of a window, in square meters.
#[derive(Debug, Clone)]
pub(super) struct Sizes {
    window: Window,
    whole: f64,
    /// Row after row; empty where every cell is whole.
    cells: Vec<f64>,
}

impl Sizes {
    /// Sizes under these zones; pieces of a floor that overlap count once for each, up to the whole cell.
    pub(super) fn new(plan: &Plan, zones: &[&MaskZone], window: Window) -> Self {
        let whole = plan.whole_m2();
        let mut sizes = Self { window, whole, cells: Vec::new() };
        if zones.is_empty() {
            return sizes;
        }
        let columns = (window.high[0] - window.low[0] + 1).max(0) as usize;
        let rows = (window.high[1] - window.low[1] + 1).max(0) as usize;
        let pour = |walkable: bool| {
            let mut sums = vec![0.0; columns * rows];
            for zone in zones.iter().filter(|zone| zone.walkable == walkable) {
                zone.polygons.iter().for_each(|polygon| fill(plan, polygon, window, &mut sums));
            }
            sums
        };
        let taken = pour(false);
        sizes.cells = if zones.iter().any(|zone| zone.walkable) {
            pour(true)
        } else {
            vec![whole; columns * rows]
        };
        for (size, taken) in sizes.cells.iter_mut().zip(taken) {
            let left = size.min(whole) - taken;
            *size = if left > whole * NOTHING { left } else { 0.0 };
        }
        sizes
    }

    /// The size of a cell of the window.
    pub(super) fn at(&self, cell: [i32; 2]) -> f64 {
        if self.cells.is_empty() {
            return self.whole;
        }
        let columns = (self.window.high[0] - self.window.low[0] + 1) as usize;
        let offset = |axis: usize| (cell[axis] - self.window.low[axis]) as usize;
        self.cells[offset(1) * columns + offset(0)]
    }
}

/// Adds what of each cell a polygon covers.
fn fill(plan: &Plan, polygon: &Polygon, window: Window, sums: &mut [f64]) {
    for (number, ring) in polygon.rings().enumerate() {
        let ring: Vec<[f64; 2]> = ring
            .iter()
            .map(|at| [at.x * 1000.0 - plan.origin[0], at.y * 1000.0 - plan.origin[1]])
            .collect();
        // Outer rings add and holes take away, whichever way they turn.
        let turn = signed(&ring).signum() * if number == 0 { 1.0 } else { -1.0 };
        Pour { plan, whole: window, turn, sums: &mut *sums }.halve(&ring, window);
    }
}

struct Pour<'p> {
    plan: &'p Plan,
    whole: Window,
    turn: f64,
    sums: &'p mut [f64],
}

impl Pour<'_> {
    /// Halves the window until it is one cell or is covered.
    fn halve(&mut self, ring: &[[f64; 2]], window: Window) {
        let [low, high] = self.bounds(window);
        let ring = clipped(ring, low, high);
        if ring.len() < 3 {
            return;
        }
        let sides = [0, 1].map(|axis| window.high[axis] - window.low[axis]);
        if sides == [0, 0] {
            let covered = if self.plan.hexagons {
                signed(&clipped_to_hexagon(ring, window.low, self.plan.size))
            } else {
                signed(&ring)
            };
            self.add(window.low, covered * self.turn / 1e6);
            return;
        }
        let bounds = (high[0] - low[0]) * (high[1] - low[1]);
        if ring.len() == 4 && signed(&ring).abs() == bounds {
            let covered = self.plan.whole_m2() * (signed(&ring).signum() * self.turn);
            for row in window.low[1]..=window.high[1] {
                for column in window.low[0]..=window.high[0] {
                    self.add([column, row], covered);
                }
            }
            return;
        }
        let axis = usize::from(sides[1] > sides[0]);
        let middle = window.low[axis] + sides[axis] / 2;
        let (mut lower, mut upper) = (window, window);
        lower.high[axis] = middle;
        upper.low[axis] = middle + 1;
        self.halve(&ring, lower);
        self.halve(&ring, upper);
    }

    fn add(&mut self, cell: [i32; 2], covered: f64) {
        let columns = (self.whole.high[0] - self.whole.low[0] + 1) as usize;
        let offset = |axis: usize| (cell[axis] - self.whole.low[axis]) as usize;
        self.sums[offset(1) * columns + offset(0)] += covered;
    }

    /// The box around the cells of a window.
    fn bounds(&self, window: Window) -> [[f64; 2]; 2] {
        let size = self.plan.size;
        if !self.plan.hexagons {
            let corner = |cell: [i32; 2]| cell.map(|index| f64::from(index) * size);
            return [corner(window.low), corner(window.high.map(|index| index + 1))];
        }
        let corners = [window.low, window.high].map(|cell| corners_of(axial_of(cell), size));
        // Odd rows are shifted to the right by half a cell; the box has room for either.
        let [left, right] = [f64::from(window.low[0]), f64::from(window.high[0])];
        [[(left - 0.5) * size, corners[0][5][1]], [(right + 1.0) * size, corners[1][2][1]]]
    }
}

/// Half the sum of cross products, positive where the ring turns left, taken from its first vertex.
fn signed(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x, y]) = ring.first() else { return 0.0 };
    let crosses = ring
        .iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| (a[0] - x) * (b[1] - y) - (a[1] - y) * (b[0] - x));
    crosses.sum::<f64>() / 2.0
}

/// What of a ring lies in a box. Ways along the border of the box enclose nothing and do no harm
/// (Sutherland and Hodgman 1974).
fn clipped(ring: &[[f64; 2]], low: [f64; 2], high: [f64; 2]) -> Vec<[f64; 2]> {
    let mut ring = ring.to_vec();
    for axis in 0..2 {
        for (bound, sign) in [(low[axis], 1.0), (high[axis], -1.0)] {
            let depth = |at: &[f64; 2]| (at[axis] - bound) * sign;
            if ring.iter().any(|at| depth(at) < 0.0) {
                ring = halved(&ring, depth);
                // On the line itself and not near it, so that a covered box is seen to be covered.
                for at in &mut ring {
                    if (at[axis] - bound) * sign < 0.0 {
                        at[axis] = bound;
                    }
                }
            }
        }
    }
    ring
}

fn clipped_to_hexagon(ring: Vec<[f64; 2]>, cell: [i32; 2], size: f64) -> Vec<[f64; 2]> {
    let corners = corners_of(axial_of(cell), size);
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    edges.fold(ring, |ring, (a, b)| {
        halved(&ring, |at| (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]))
    })
}

/// The part of a ring where the depth is not negative; depth is linear.
fn halved(ring: &[[f64; 2]], depth: impl Fn(&[f64; 2]) -> f64) -> Vec<[f64; 2]> {
    let mut kept = Vec::with_capacity(ring.len() + 2);
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (from, to) = (depth(a), depth(b));
        if from >= 0.0 {
            kept.push(*a);
        }
        if (from >= 0.0) != (to >= 0.0) && from != 0.0 && to != 0.0 {
            let share = from / (from - to);
            kept.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
        }
    }
    kept
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;

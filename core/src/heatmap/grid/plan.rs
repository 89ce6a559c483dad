//! How the floor is cut into cells, and what connects two points.

use super::super::grid_heatmap::{CellShape, GridHeatmapOptions};
use super::cells::LARGEST_GRID;
use crate::calendar::{TimeZone, cuts};
use crate::error::{Error, Result};
use crate::geometry::{
    Stays, Window, axial_of, cell_of, center_of, floor, hexagon_of, offset_of, walk, walk_hexagons,
};
use crate::table::Points;

/// Most time slices in one call.
const MOST_SLICES: u64 = 1_000_000;

/// Options in whole numbers. Lengths are in millimeters: positions are snapped to the lattice of whole
/// millimeters, on which borders of cells are exact.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent choices, as the options have them")]
pub(in super::super) struct Plan {
    pub(super) hexagons: bool,
    pub(super) size: f64,
    /// Squares whose sides are whole millimeters.
    pub(super) exact: bool,
    pub(super) cell_m: f64,
    pub(super) origin: [f64; 2],
    pub(super) window: Window,
    pub(super) bounded: bool,
    pub(super) gap_us: i64,
    pub(super) hold_us: i64,
    pub(super) visit_gap_us: i64,
    pub(super) slice_us: Option<i64>,
    pub(super) zone: TimeZone,
    pub(super) flow: bool,
    pub(super) most: bool,
    pub(super) empty_cells: bool,
}

/// A position on the lattice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Spot {
    pub(super) at: [f64; 2],
    pub(super) cell: [i32; 2],
    pub(super) inside: bool,
}

/// Whole millimeters of a length in meters, where it is as good as whole.
fn millimeters(meters: f64) -> f64 {
    let (exact, near) = (meters * 1000.0, whole(meters));
    if (exact - near).abs() < 1e-6 { near } else { exact }
}

fn whole(meters: f64) -> f64 {
    floor(meters * 1000.0 + 0.5) as f64
}

fn microseconds(seconds: f64) -> i64 {
    floor(seconds * 1e6 + 0.5)
}

impl Plan {
    pub(in super::super) fn new(options: &GridHeatmapOptions) -> Result<Self> {
        options.validate()?;
        let mut plan = Self {
            hexagons: options.shape == CellShape::Hexagon,
            size: millimeters(options.cell_m),
            exact: options.shape == CellShape::Square && millimeters(options.cell_m).fract() == 0.0,
            cell_m: options.cell_m,
            origin: [whole(options.origin_x), whole(options.origin_y)],
            window: Window::ALL,
            bounded: false,
            gap_us: microseconds(options.max_gap_s),
            hold_us: microseconds(options.hold_s),
            visit_gap_us: microseconds(options.visit_gap_s),
            slice_us: options.slice_s.map(|slice_s| i64::from(slice_s) * 1_000_000),
            zone: options.zone()?,
            flow: options.flow,
            most: options.max_occupancy,
            empty_cells: options.empty_cells,
        };
        if let Some(&[left, bottom, right, top]) = options.extent.as_deref() {
            plan.window = plan.around([left, bottom], [right, top]);
            plan.bounded = true;
            plan.check_box(&plan.window)?;
        }
        Ok(plan)
    }

    /// The cells that a box in meters touches.
    pub(super) fn around(&self, low: [f64; 2], high: [f64; 2]) -> Window {
        let on_lattice = |[x, y]: [f64; 2]| [whole(x) - self.origin[0], whole(y) - self.origin[1]];
        let (low, high) = (on_lattice(low), on_lattice(high));
        if !self.hexagons {
            // What only touches the upper border lies in no cell of the box.
            let last = [high[0] - 0.5, high[1] - 0.5];
            return Window { low: self.cell_at(low), high: self.cell_at(last) };
        }
        let corners =
            [low, [high[0], low[1]], [low[0], high[1]], high].map(|corner| self.cell_at(corner));
        let end = |axis: usize, pick: fn(i32, i32) -> i32| {
            corners.iter().map(|corner| corner[axis]).reduce(pick).unwrap_or_default()
        };
        Window {
            low: [end(0, i32::min), end(1, i32::min)],
            high: [end(0, i32::max), end(1, i32::max)],
        }
    }

    /// Refuses more cells than fit, with the size of cells that would.
    pub(super) fn check_box(&self, window: &Window) -> Result<()> {
        let side = |axis: usize| {
            (i64::from(window.high[axis]) - i64::from(window.low[axis]) + 1).max(0) as u64
        };
        let found = side(0).saturating_mul(side(1));
        if found <= LARGEST_GRID {
            return Ok(());
        }
        // One cell more on each side may come in with other cells; one digit is enough for a proposal.
        let factor = (found as f64 / LARGEST_GRID as f64).sqrt() * 1.01;
        let fits = floor(self.cell_m * factor * 100.0 + 1.0) as f64 / 100.0;
        Err(Error::LimitCells { found: found.to_string(), limit: LARGEST_GRID, fits })
    }

    fn cell_at(&self, at: [f64; 2]) -> [i32; 2] {
        if self.hexagons { offset_of(hexagon_of(at, self.size)) } else { cell_of(at, self.size) }
    }

    pub(super) fn spot(&self, x_m: f64, y_m: f64) -> Spot {
        let at = [whole(x_m) - self.origin[0], whole(y_m) - self.origin[1]];
        self.spot_on_lattice(at)
    }

    /// As [`Self::spot`] for a position that is likely in the cell of the spot before it: most are, and comparing is
    /// cheaper than dividing. Only whole cells of squares have borders that are exact numbers.
    pub(super) fn spot_near(&self, before: &Spot, x_m: f64, y_m: f64) -> Spot {
        let at = [whole(x_m) - self.origin[0], whole(y_m) - self.origin[1]];
        let into = |axis: usize| at[axis] - f64::from(before.cell[axis]) * self.size;
        let (right, up) = (into(0), into(1));
        if self.exact && right >= 0.0 && right < self.size && up >= 0.0 && up < self.size {
            return Spot { at, ..*before };
        }
        self.spot_on_lattice(at)
    }

    /// A spot from where it lies on the lattice.
    pub(super) fn spot_on_lattice(&self, at: [f64; 2]) -> Spot {
        let cell = self.cell_at(at);
        Spot { at, cell, inside: self.window.contains(cell) }
    }

    /// Center of a cell, in meters.
    pub(super) fn center(&self, cell: [i32; 2]) -> [f64; 2] {
        let [x, y] = if self.hexagons {
            center_of(axial_of(cell), self.size)
        } else {
            cell.map(|index| (f64::from(index) + 0.5) * self.size)
        };
        [(x + self.origin[0]) / 1000.0, (y + self.origin[1]) / 1000.0]
    }

    /// Size of a whole cell, in square meters.
    pub(super) fn whole_m2(&self) -> f64 {
        let square = self.size * self.size / 1e6;
        // A hexagon is √3/2 of the square on the distance between its edges.
        if self.hexagons { square * 3.0_f64.sqrt() / 2.0 } else { square }
    }

    /// Starts of the slices that points fall into, and the end of the last; none where all time is one slice.
    pub(in super::super) fn slices_of(&self, points: &Points<'_>) -> Result<Vec<i64>> {
        let times = &points.time.us;
        match (times.iter().min(), times.iter().max()) {
            (Some(&first), Some(&last)) if self.slice_us.is_some() => self.slices(first, last),
            _ => Ok(Vec::new()),
        }
    }

    /// As [`Self::slices_of`], of all instants from the first to the last.
    pub(super) fn slices(&self, first: i64, last: i64) -> Result<Vec<i64>> {
        match self.slice_us {
            Some(slice_us) => cuts(&self.zone, 0, slice_us, first, last + 1, MOST_SLICES),
            None => Ok(Vec::new()),
        }
    }

    /// Tells where a straight way stays.
    pub(super) fn walk(
        &self,
        from: &Spot,
        to: &Spot,
        ticks: i64,
        cuts: &mut Vec<f64>,
        stays: &mut impl Stays,
    ) {
        if self.hexagons {
            walk_hexagons(from.at, to.at, ticks, self.size, &self.window, cuts, stays);
        } else {
            let cells = [from.cell, to.cell];
            walk(from.at, to.at, cells, ticks, self.size, &self.window, stays);
        }
    }
}

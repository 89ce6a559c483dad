//! Spreading over the cells of a floor so that nothing is lost: each cell gives away what it has by shares that add
//! up to one over the cells that can receive.

use crate::error::Result;
use crate::math::exp;
use crate::table::Grid;
use crate::watch::Watch;

/// Standard deviations to which the normal curve is followed: 6 in 100,000 lie beyond.
const REACH: f64 = 4.0;
/// Largest share of the difference to its neighbors that a cell gives away in one step of the diffusion, over all
/// neighbors: the explicit scheme is stable and keeps its sign below 1.
const STEP: f64 = 0.8;

/// The cells of a floor: which can receive time.
#[derive(Debug, Clone)]
pub(super) struct Floor {
    grid: Grid,
    free: Vec<bool>,
    area_m2: Vec<f64>,
    listed: Vec<bool>,
}

impl Floor {
    /// A floor of which all cells are free, or none yet.
    pub(super) fn new(grid: Grid, free: bool) -> Self {
        let cells = grid.rows * grid.cols;
        let area_m2 = vec![grid.whole_m2(); cells];
        Self { grid, free: vec![free; cells], area_m2, listed: vec![false; cells] }
    }

    /// A cell that the table lists with its walkable size.
    pub(super) fn list(&mut self, [row, col]: [usize; 2], area_m2: f64) {
        let at = row * self.grid.cols + col;
        (self.free[at], self.listed[at], self.area_m2[at]) = (true, true, area_m2);
    }

    pub(super) fn grid(&self) -> Grid {
        self.grid
    }

    pub(super) fn area_m2(&self, row: usize, col: usize) -> f64 {
        self.area_m2[row * self.grid.cols + col]
    }

    pub(super) fn is_listed(&self, at: usize) -> bool {
        self.listed[at]
    }

    /// True if so many rows are all the cells that are listed.
    pub(super) fn listed_all(&self, rows: usize) -> bool {
        self.listed.iter().filter(|&&listed| listed).count() == rows
    }

    /// The cells with a common edge: 4 of squares, 6 of hexagons.
    fn neighbors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let (row, col) = (at / self.grid.cols, at % self.grid.cols);
        // Odd rows are shifted to the right.
        let right = i64::from(row % 2 == 1);
        let squares = [(0, -1), (0, 1), (-1, 0), (1, 0), (0, 0), (0, 0)];
        let hexagons = [(0, -1), (0, 1), (-1, right - 1), (-1, right), (1, right - 1), (1, right)];
        let (steps, count) = if self.grid.hexagons { (hexagons, 6) } else { (squares, 4) };
        steps.into_iter().take(count).filter_map(move |(down, across): (i64, i64)| {
            let row = row.checked_add_signed(down as isize).filter(|&row| row < self.grid.rows)?;
            let col =
                col.checked_add_signed(across as isize).filter(|&col| col < self.grid.cols)?;
            Some(row * self.grid.cols + col)
        })
    }
}

/// Spreads by a normal curve; each cell's shares are divided by their sum over free cells (Jones 1993, Diggle 1985:
/// normalized at the source, so that sums are kept at borders).
pub(super) fn spread(
    floor: &Floor,
    raw: &[f64],
    bandwidth_m: f64,
    watch: &Watch<'_>,
) -> Result<Vec<f64>> {
    let free: Vec<f64> = floor.free.iter().map(|&free| f64::from(u8::from(free))).collect();
    let weights = convolved(floor, &free, bandwidth_m, watch)?;
    // A cell with time is free, and its own weight is 1 at least.
    let shares: Vec<f64> = raw
        .iter()
        .zip(&weights)
        .map(|(&raw, &weight)| if raw > 0.0 { raw / weight } else { 0.0 })
        .collect();
    let mut smooth = convolved(floor, &shares, bandwidth_m, watch)?;
    for (value, free) in smooth.iter_mut().zip(&free) {
        *value *= free;
    }
    Ok(smooth)
}

fn convolved(
    floor: &Floor,
    values: &[f64],
    bandwidth_m: f64,
    watch: &Watch<'_>,
) -> Result<Vec<f64>> {
    if floor.grid.hexagons {
        by_distance(floor, values, bandwidth_m, watch)
    } else {
        by_axes(floor.grid, values, bandwidth_m, watch)
    }
}

/// The curve at whole cells from its middle.
fn curve(cell_m: f64, bandwidth_m: f64) -> Vec<f64> {
    let reach = (REACH * bandwidth_m / cell_m).ceil() as usize;
    (0..=reach)
        .map(|cells| {
            let far = cells as f64 * cell_m / bandwidth_m;
            exp(-far * far / 2.0)
        })
        .collect()
}

/// Squares: along the rows, then along the columns.
fn by_axes(grid: Grid, values: &[f64], bandwidth_m: f64, watch: &Watch<'_>) -> Result<Vec<f64>> {
    let curve = curve(grid.cell_m, bandwidth_m);
    let (rows, cols) = (grid.rows, grid.cols);
    let mut along = vec![0.0; values.len()];
    for (from, to) in values.chunks_exact(cols).zip(along.chunks_exact_mut(cols)) {
        watch.go_on()?;
        for (col, &value) in from.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            to[col] += value * curve[0];
            for (far, weight) in curve.iter().enumerate().skip(1) {
                if far <= col {
                    to[col - far] += value * weight;
                }
                if col + far < cols {
                    to[col + far] += value * weight;
                }
            }
        }
    }
    let mut whole = vec![0.0; values.len()];
    for (row, to) in whole.chunks_exact_mut(cols).enumerate() {
        watch.go_on()?;
        let low = row.saturating_sub(curve.len() - 1);
        for from in low..(row + curve.len()).min(rows) {
            let weight = curve[from.abs_diff(row)];
            let line = &along[from * cols..(from + 1) * cols];
            for (sum, value) in to.iter_mut().zip(line) {
                *sum += weight * value;
            }
        }
    }
    Ok(whole)
}

/// Hexagons: by the distance between centers, which depends on the row being odd or even.
fn by_distance(
    floor: &Floor,
    values: &[f64],
    bandwidth_m: f64,
    watch: &Watch<'_>,
) -> Result<Vec<f64>> {
    let grid = floor.grid;
    let reach = (REACH * bandwidth_m / grid.cell_m).ceil() as i64 + 1;
    let up = 3.0_f64.sqrt() / 2.0;
    let around = |odd: i64| {
        let mut around: Vec<(i64, i64, f64)> = Vec::new();
        for down in -reach - 1..=reach + 1 {
            // A row that is odd where the middle is even lies half a cell to the right, and the other way round.
            let shift = if down % 2 == 0 { 0.0 } else { 0.5 - odd as f64 };
            for across in -reach..=reach {
                let right = (across as f64 + shift) * grid.cell_m;
                let rise = down as f64 * up * grid.cell_m;
                let far = (right * right + rise * rise) / (bandwidth_m * bandwidth_m);
                if far <= REACH * REACH {
                    around.push((down, across, exp(-far / 2.0)));
                }
            }
        }
        around
    };
    let around = [around(0), around(1)];
    let mut whole = vec![0.0; values.len()];
    for (at, &value) in values.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        let (row, col) = (at / grid.cols, at % grid.cols);
        if col == 0 {
            watch.go_on()?;
        }
        for &(down, across, weight) in &around[row % 2] {
            let (row, col) = (row as i64 + down, col as i64 + across);
            if (0..grid.rows as i64).contains(&row) && (0..grid.cols as i64).contains(&col) {
                whole[row as usize * grid.cols + col as usize] += value * weight;
            }
        }
    }
    Ok(whole)
}

/// Spreads by diffusion with nothing flowing into cells that are not free (Barry and `McIntyre` 2011): explicit steps
/// of the heat equation over the time after which a normal curve has this standard deviation, t = h²/2.
pub(super) fn diffused(
    floor: &Floor,
    raw: &[f64],
    bandwidth_m: f64,
    watch: &Watch<'_>,
) -> Result<Vec<f64>> {
    let grid = floor.grid;
    // Six neighbors at 60 degrees have 3/2 of the second moments of four at right angles.
    let (neighbors, scale) = if grid.hexagons { (6.0, 2.0 / 3.0) } else { (4.0, 1.0) };
    let whole = scale * bandwidth_m * bandwidth_m / (2.0 * grid.cell_m * grid.cell_m);
    let steps = (whole * neighbors / STEP).ceil().max(1.0);
    let share = whole / steps;
    let free: Vec<usize> = (0..raw.len()).filter(|&at| floor.free[at]).collect();
    let mut now = raw.to_vec();
    let mut next = raw.to_vec();
    for _ in 0..steps as u64 {
        watch.go_on()?;
        for &at in &free {
            let here = now[at];
            let flows = floor.neighbors(at).filter(|&near| floor.free[near]);
            next[at] = here + share * flows.map(|near| now[near] - here).sum::<f64>();
        }
        std::mem::swap(&mut now, &mut next);
    }
    Ok(now)
}

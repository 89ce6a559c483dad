//! Places that stand out from their floor, and how sure that is.

use crate::error::Result;
use crate::math::erfc;
use crate::parallel;
use crate::table::{
    Grid, HeatmapCells, HeatmapLayer, Instant, Labels, Nullable, OptionalLabels, table,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`hotspots`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct HotspotsOptions {
    /// Cells whose centers are at most this far apart are looked at together, in meters, 0 to 1000.
    pub radius_m: f64,
    /// Share of false ones among the cells that are called hot or cold, 0 to 1.
    pub false_share: f64,
}

impl Default for HotspotsOptions {
    fn default() -> Self {
        Self { radius_m: 1.5, false_share: 0.05 }
    }
}

impl HotspotsOptions {
    /// Refuses numbers outside their ranges.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        crate::check::within("radius_m", self.radius_m, 0.0, 1000.0)?;
        crate::check::within("false_share", self.false_share, 0.0, 1.0)
    }
}

table! {
    /// One row per cell of the heat map that one can stand on, of each time slice and floor.
    pub struct Hotspots = "hotspots", sorted by "slice, floor, row, col" {
        /// Start of the time slice; null where all time is one slice.
        slice: Nullable<Instant>, "", "时段";
        /// Name of the floor; null where there is one floor.
        floor: OptionalLabels, "", "楼层";
        /// Row of the cell, counted upwards from 0.
        row: Vec<u64>, "", "行";
        /// Column of the cell, counted to the right from 0.
        col: Vec<u64>, "", "列";
        /// Center of the cell, to the right.
        x: Vec<f64>, "m", "横坐标";
        /// Center of the cell, up.
        y: Vec<f64>, "m", "纵坐标";
        /// Person-seconds per walkable square meter.
        seconds_per_m2: Vec<f64>, "person-s/m2", "单位面积人秒";
        /// Standard score of the cell and its neighbors (Gi*); null where all cells are equal or neighbors.
        z: Nullable<f64>, "", "Gi*";
        /// Probability of a score as far from 0 if values were spread by chance, two-sided.
        p_value: Nullable<f64>, "", "p值";
        /// Least share of false ones at which the cell would be called hot or cold (Benjamini and Hochberg).
        q_value: Nullable<f64>, "", "q值";
        /// What the cell is: hot, cold or neither.
        kind: Labels<'static>, "", "类型";
    }
}

const KINDS: [&str; 3] = ["neither", "hot", "cold"];

#[doc = include_str!("hotspots.md")]
pub fn hotspots(heatmap: &HeatmapCells<'_>, options: &HotspotsOptions) -> Result<Hotspots> {
    run(heatmap, options, &Watch::none())
}

pub(crate) fn run(
    heatmap: &HeatmapCells<'_>,
    options: &HotspotsOptions,
    watch: &Watch<'_>,
) -> Result<Hotspots> {
    options.validate()?;
    let layers = heatmap.layers();
    let found =
        parallel::map(layers.len(), watch, |at| scored(heatmap, &layers[at], options, watch))?;
    let mut out = Hotspots::default();
    let mut names: Vec<&String> =
        layers.iter().map(|layer| &layer.floor).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    out.floor.names = names.iter().map(|&name| name.clone()).collect();
    out.kind.names = KINDS.map(str::to_owned).to_vec();
    for (layer, cells) in layers.iter().zip(found) {
        let floor = names.binary_search(&&layer.floor).map_or(-1, |code| code as i32);
        for Cell { place: [row, col], value, score } in cells {
            let [x, y] = heatmap.grid().center(row, col);
            out.slice.push(layer.slice.map(Instant));
            out.floor.codes.push(floor);
            out.row.push(row as u64);
            out.col.push(col as u64);
            out.x.push(x);
            out.y.push(y);
            out.seconds_per_m2.push(value);
            out.z.push(score.map(|[z, ..]| z));
            out.p_value.push(score.map(|[_, p, _]| p));
            out.q_value.push(score.map(|[.., q]| q));
            let kind = score.filter(|[.., q]| *q <= options.false_share);
            let code = kind.map_or(0, |[z, ..]| if z > 0.0 { 1 } else { 2 });
            out.kind.codes.to_mut().push(code);
        }
    }
    Ok(out)
}

struct Cell {
    place: [usize; 2],
    value: f64,
    /// Score, p and q.
    score: Option<[f64; 3]>,
}

/// Scores of the cells of a layer (Getis and Ord 1992, Ord and Getis 1995), weights 1 within the radius.
fn scored(
    heatmap: &HeatmapCells<'_>,
    layer: &HeatmapLayer,
    options: &HotspotsOptions,
    watch: &Watch<'_>,
) -> Result<Vec<Cell>> {
    let grid = heatmap.grid();
    let mut cells: Vec<Cell> = Vec::with_capacity(layer.rows.len());
    let mut at = vec![u32::MAX; grid.rows * grid.cols];
    for &row in &layer.rows {
        let (place, row) = (heatmap.cell(row as usize), row as usize);
        let area_m2 = heatmap.area_m2.values[row];
        if area_m2 > 0.0 {
            at[place[0] * grid.cols + place[1]] = cells.len() as u32;
            let value = heatmap.seconds.values[row] / area_m2;
            cells.push(Cell { place, value, score: None });
        }
    }
    let n = cells.len() as f64;
    let mean = cells.iter().map(|cell| cell.value).sum::<f64>() / n;
    let squares = cells.iter().map(|cell| (cell.value - mean) * (cell.value - mean));
    let spread = (squares.sum::<f64>() / n).sqrt();
    if cells.len() < 2 || spread <= mean * 1e-12 {
        return Ok(cells);
    }
    let around = [around(&grid, 0, options.radius_m), around(&grid, 1, options.radius_m)];
    for index in 0..cells.len() {
        watch.go_on()?;
        let [row, col] = cells[index].place;
        let (mut sum, mut weight) = (0.0, 0.0);
        for &(down, across) in &around[row % 2] {
            let near_row = row.checked_add_signed(down).filter(|&row| row < grid.rows);
            let near_col = col.checked_add_signed(across).filter(|&col| col < grid.cols);
            let Some((row, col)) = near_row.zip(near_col) else { continue };
            if let Some(near) = cells.get(at[row * grid.cols + col] as usize) {
                sum += near.value - mean;
                weight += 1.0;
            }
        }
        // Weights are 1, so that the sum of their squares is their sum.
        let left = (n * weight - weight * weight) / (n - 1.0);
        if left > 0.0 {
            let z = sum / (spread * left.sqrt());
            cells[index].score = Some([z, erfc(z.abs() / 2.0_f64.sqrt()), 1.0]);
        }
    }
    adjust(&mut cells);
    Ok(cells)
}

/// Steps to the cells within a radius of one in an even or odd row, itself among them.
fn around(grid: &Grid, odd: usize, radius_m: f64) -> Vec<(isize, isize)> {
    // More cells than the grid has are not met.
    let reach = (radius_m / grid.cell_m).min(grid.rows.max(grid.cols) as f64).ceil() as isize + 1;
    let middle = [4 * reach as usize + odd, 4 * reach as usize];
    let [x, y] = grid.center(middle[0], middle[1]);
    let mut steps = Vec::new();
    for down in -2 * reach..=2 * reach {
        for across in -reach..=reach {
            let [right, up] = grid
                .center(middle[0].wrapping_add_signed(down), middle[1].wrapping_add_signed(across));
            let far = ((right - x) * (right - x) + (up - y) * (up - y)).sqrt();
            // Centers are sums of rounded numbers.
            if far <= radius_m + grid.cell_m * 1e-9 {
                steps.push((down, across));
            }
        }
    }
    steps
}

/// Least false share at which each score is called (Benjamini and Hochberg 1995).
fn adjust(cells: &mut [Cell]) {
    let mut order: Vec<usize> = (0..cells.len()).filter(|&at| cells[at].score.is_some()).collect();
    let p = |at: usize| cells[at].score.map_or(1.0, |[_, p, _]| p);
    order.sort_by(|&a, &b| p(a).total_cmp(&p(b)).then(a.cmp(&b)));
    let tests = order.len() as f64;
    let mut least = 1.0_f64;
    for (rank, &at) in order.iter().enumerate().rev() {
        if let Some([_, p, q]) = &mut cells[at].score {
            least = least.min(*p * tests / (rank as f64 + 1.0));
            *q = least;
        }
    }
}

#[cfg(test)]
#[path = "hotspots_tests.rs"]
mod tests;

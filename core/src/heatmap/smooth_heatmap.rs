//! Person-seconds spread as far as a sensor is unsure of them.

use super::smooth::{Floor, diffused, spread};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{HeatmapCells, HeatmapLayer, Instant, Nullable, OptionalLabels, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Widest kernel, in cells: the work grows with it.
const WIDEST_CELLS: f64 = 50.0;

/// How time is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SmoothMethod {
    /// By a normal curve of the distance; it reaches through walls.
    #[default]
    Gaussian,
    /// By diffusion from cell to cell, which goes round cells that nobody can stand on.
    Diffusion,
}

/// Which cells can receive time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SmoothInto {
    /// All cells of the box around the heat map.
    #[default]
    Grid,
    /// The cells that the table lists for the floor: with `empty_cells` of `grid_heatmap`, those one can stand on.
    Listed,
}

/// Options of [`smooth_heatmap`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SmoothHeatmapOptions {
    /// Standard deviation of the spread along each axis, in meters, 0.01 to 1000 and at most 50 cells; no less than the error of the sensor is sensible.
    pub bandwidth_m: f64,
    /// How time is spread.
    pub method: SmoothMethod,
    /// Which cells can receive time.
    pub into: SmoothInto,
}

impl Default for SmoothHeatmapOptions {
    fn default() -> Self {
        Self { bandwidth_m: 0.7, method: SmoothMethod::default(), into: SmoothInto::default() }
    }
}

impl SmoothHeatmapOptions {
    /// Refuses a bandwidth outside its range.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        crate::check::within("bandwidth_m", self.bandwidth_m, 0.01, 1000.0)
    }
}

table! {
    /// One row per cell that time was spent in or spread to, of each time slice and floor.
    pub struct SmoothHeatmap = "smooth_heatmap", sorted by "slice, floor, row, col" {
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
        /// Size of a cell: the side of a square, or the distance between opposite edges of a hexagon.
        cell_m: Vec<f64>, "m", "单元边长";
        /// What of the cell is walkable, as the heat map has it; all of it where the heat map has no such cell.
        area_m2: Vec<f64>, "m2", "可行走面积";
        /// Person-seconds, spread.
        seconds: Vec<f64>, "person-s", "平滑人秒";
        /// Person-seconds as they were.
        raw_seconds: Vec<f64>, "person-s", "原始人秒";
        /// First axial coordinate of a hexagon; null for squares.
        q: Nullable<i64>, "", "六边形q";
        /// Second axial coordinate of a hexagon; null for squares.
        r: Nullable<i64>, "", "六边形r";
    }
}

#[doc = include_str!("smooth_heatmap.md")]
pub fn smooth_heatmap(
    heatmap: &HeatmapCells<'_>,
    options: &SmoothHeatmapOptions,
) -> Result<SmoothHeatmap> {
    run(heatmap, options, &Watch::none())
}

pub(crate) fn run(
    heatmap: &HeatmapCells<'_>,
    options: &SmoothHeatmapOptions,
    watch: &Watch<'_>,
) -> Result<SmoothHeatmap> {
    options.validate()?;
    let mut out = SmoothHeatmap::default();
    let grid = heatmap.grid();
    if heatmap.is_empty() {
        return Ok(out);
    }
    if options.bandwidth_m > grid.cell_m * WIDEST_CELLS {
        return Err(Error::OptionRange {
            option: "bandwidth_m".to_owned(),
            found: options.bandwidth_m.to_string(),
            expected: format!("at most 50 cells, here {} m", grid.cell_m * WIDEST_CELLS),
        });
    }
    let layers = heatmap.layers();
    let mut floors: BTreeMap<&str, Floor> = BTreeMap::new();
    for layer in layers {
        let floor = floors
            .entry(&layer.floor)
            .or_insert_with(|| Floor::new(grid, options.into == SmoothInto::Grid));
        for &row in &layer.rows {
            floor.list(heatmap.cell(row as usize), heatmap.area_m2.values[row as usize]);
        }
    }
    let smooth = |layer: &HeatmapLayer| {
        let floor = &floors[layer.floor.as_str()];
        let mut raw = vec![0.0; grid.rows * grid.cols];
        for &row in &layer.rows {
            let [cell_row, cell_col] = heatmap.cell(row as usize);
            raw[cell_row * grid.cols + cell_col] = heatmap.seconds.values[row as usize];
        }
        let smooth = match options.method {
            SmoothMethod::Gaussian => spread(floor, &raw, options.bandwidth_m, watch)?,
            SmoothMethod::Diffusion => diffused(floor, &raw, options.bandwidth_m, watch)?,
        };
        Ok(rows_of(floor, layer, &raw, &smooth))
    };
    let found = parallel::map(layers.len(), watch, |layer| smooth(&layers[layer]))?;
    out.floor.names =
        floors.keys().filter(|name| !name.is_empty()).map(|&name| name.to_owned()).collect();
    for (layer, rows) in layers.iter().zip(found) {
        let code = out.floor.names.iter().position(|name| *name == layer.floor);
        let floor = &floors[layer.floor.as_str()];
        for Row { cell: [row, col], seconds, raw } in rows {
            let [x, y] = grid.center(row, col);
            out.slice.push(layer.slice.map(Instant));
            out.floor.codes.push(code.map_or(-1, |code| code as i32));
            out.row.push(row as u64);
            out.col.push(col as u64);
            out.x.push(x);
            out.y.push(y);
            out.cell_m.push(grid.cell_m);
            out.area_m2.push(floor.area_m2(row, col));
            out.seconds.push(seconds);
            out.raw_seconds.push(raw);
            let axial = grid.axial(row, col);
            out.q.push(axial.map(|[q, _]| q));
            out.r.push(axial.map(|[_, r]| r));
        }
    }
    Ok(out)
}

struct Row {
    cell: [usize; 2],
    seconds: f64,
    raw: f64,
}

/// Cells with time, before or after, and those the layer lists.
fn rows_of(floor: &Floor, layer: &HeatmapLayer, raw: &[f64], smooth: &[f64]) -> Vec<Row> {
    let cols = floor.grid().cols;
    let empty = floor.listed_all(layer.rows.len());
    let cells = raw.iter().zip(smooth).enumerate();
    cells
        .filter(|&(at, (&raw, &seconds))| {
            raw > 0.0 || seconds > 0.0 || (empty && floor.is_listed(at))
        })
        .map(|(at, (&raw, &seconds))| Row { cell: [at / cols, at % cols], seconds, raw })
        .collect()
}

#[cfg(test)]
#[path = "smooth_heatmap_tests.rs"]
mod tests;

//! Heat maps as input: cells with values, and the grid they lie on.

use super::column::{Numbers, Whole};
use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use ndarray::Array2;

const fn column(
    name: &'static str,
    kind: ColumnKind,
    presence: Presence,
    unit: &'static str,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, presence, unit, zh, doc }
}

static HEATMAP: TableSpec = TableSpec {
    name: "heatmap",
    doc: "One row per cell, of each time slice and floor, as `grid_heatmap` gives them.",
    order: "any order",
    columns: &[
        column(
            "slice",
            ColumnKind::Time,
            Presence::Optional,
            "",
            "时段",
            "Start of the time slice; null or absent where all time is one slice.",
        ),
        column(
            "floor",
            ColumnKind::Text,
            Presence::Optional,
            "",
            "楼层",
            "Name of the floor; null or absent where there is one floor.",
        ),
        column(
            "row",
            ColumnKind::Whole,
            Presence::Required,
            "",
            "行",
            "Row of the cell, counted upwards from 0.",
        ),
        column(
            "col",
            ColumnKind::Whole,
            Presence::Required,
            "",
            "列",
            "Column of the cell, counted to the right from 0.",
        ),
        column(
            "x",
            ColumnKind::Number,
            Presence::Required,
            "m",
            "横坐标",
            "Center of the cell, to the right.",
        ),
        column(
            "y",
            ColumnKind::Number,
            Presence::Required,
            "m",
            "纵坐标",
            "Center of the cell, up.",
        ),
        column(
            "cell_m",
            ColumnKind::Number,
            Presence::Required,
            "m",
            "单元边长",
            "Size of a cell, the same in all rows.",
        ),
        column(
            "area_m2",
            ColumnKind::Number,
            Presence::Required,
            "m2",
            "可行走面积",
            "What of the cell is walkable.",
        ),
        column(
            "seconds",
            ColumnKind::Number,
            Presence::Required,
            "person-s",
            "人秒",
            "Time that persons spent in the cell, added up.",
        ),
        column(
            "visitors",
            ColumnKind::Whole,
            Presence::Optional,
            "",
            "到访人数",
            "Distinct tracks that were in the cell.",
        ),
        column(
            "q",
            ColumnKind::Whole,
            Presence::Optional,
            "",
            "六边形q",
            "First axial coordinate of a hexagon; null or absent for squares.",
        ),
        column(
            "r",
            ColumnKind::Whole,
            Presence::Optional,
            "",
            "六边形r",
            "Second axial coordinate of a hexagon; null or absent for squares.",
        ),
    ],
};

/// Most rows and columns of a grid together, as in `grid_heatmap`.
const LARGEST_GRID: u64 = 1 << 26;

/// Where the cells of a heat map lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// True for hexagons that stand on a corner, of which odd rows are shifted to the right by half a cell.
    pub hexagons: bool,
    /// Side of a square, or distance between opposite edges of a hexagon, in meters.
    pub cell_m: f64,
    /// Rows, upwards.
    pub rows: usize,
    /// Columns, to the right.
    pub cols: usize,
    /// Center of the cell in row 0 and column 0, to the right, in meters.
    pub x: f64,
    /// Center of the cell in row 0 and column 0, up, in meters.
    pub y: f64,
    /// Axial coordinates `q, r` of the hexagon in row 0 and column 0; 0 for squares.
    pub axial: [i64; 2],
}

impl Grid {
    /// Center of a cell, in meters.
    pub fn center(&self, row: usize, col: usize) -> [f64; 2] {
        if self.hexagons {
            let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
            let up = self.cell_m * 3.0_f64.sqrt() / 2.0;
            [self.x + (col as f64 + shift) * self.cell_m, self.y + row as f64 * up]
        } else {
            [self.x + col as f64 * self.cell_m, self.y + row as f64 * self.cell_m]
        }
    }

    /// Axial coordinates of a hexagon, or nothing for squares.
    pub fn axial(&self, row: usize, col: usize) -> Option<[i64; 2]> {
        let [q, r] = self.axial;
        self.hexagons.then(|| [q + col as i64 - (row / 2) as i64, r + row as i64])
    }

    /// Size of a whole cell, in square meters.
    pub fn whole_m2(&self) -> f64 {
        let square = self.cell_m * self.cell_m;
        if self.hexagons { square * 3.0_f64.sqrt() / 2.0 } else { square }
    }
}

/// The cells of one time slice of one floor: rows of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatmapLayer {
    /// Start of the slice in microseconds since 1970 UTC; nothing where all time is one slice.
    pub slice: Option<i64>,
    /// The floor; empty where there is one.
    pub floor: String,
    /// Rows of the table, sorted by row and column of the cell.
    pub rows: Vec<u32>,
}

/// A heat map: cells with values, in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatmapCells<'a> {
    pub(crate) row: Whole<'a>,
    pub(crate) col: Whole<'a>,
    pub(crate) area_m2: Numbers<'a>,
    pub(crate) seconds: Numbers<'a>,
    pub(crate) visitors: Option<Whole<'a>>,
    grid: Grid,
    layers: Vec<HeatmapLayer>,
}

impl HeatmapCells<'_> {
    /// Where the cells lie. Rows and columns reach as far as the table does: a heat map with `empty_cells` says how
    /// large its floor is.
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// Slices and floors, sorted by slice and floor.
    pub fn layers(&self) -> &[HeatmapLayer] {
        &self.layers
    }

    /// Rows of the table.
    pub fn len(&self) -> usize {
        self.row.values.len()
    }

    /// True if there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Row and column of the cell in a row of the table.
    pub(crate) fn cell(&self, row: usize) -> [usize; 2] {
        [self.row.values[row] as usize, self.col.values[row] as usize]
    }

    /// The seconds of a layer as a dense array, row 0 being the lowest; 0 where the table has no cell.
    pub fn seconds(&self, layer: &HeatmapLayer) -> Array2<f64> {
        self.dense(layer, &self.seconds, 0.0)
    }

    /// The walkable sizes of a layer as a dense array; 0 where the table has no cell.
    pub fn areas_m2(&self, layer: &HeatmapLayer) -> Array2<f64> {
        self.dense(layer, &self.area_m2, 0.0)
    }

    fn dense(&self, layer: &HeatmapLayer, values: &Numbers<'_>, nothing: f64) -> Array2<f64> {
        let mut array = Array2::from_elem((self.grid.rows, self.grid.cols), nothing);
        for &row in &layer.rows {
            array[self.cell(row as usize)] = values.values[row as usize];
        }
        array
    }
}

/// The columns of a heat map, before they are checked.
pub(crate) struct HeatmapColumns<'a> {
    pub(crate) slice: Vec<Option<i64>>,
    pub(crate) floor: Option<Labels<'a>>,
    pub(crate) row: Whole<'a>,
    pub(crate) col: Whole<'a>,
    pub(crate) x: Numbers<'a>,
    pub(crate) y: Numbers<'a>,
    pub(crate) cell_m: Numbers<'a>,
    pub(crate) area_m2: Numbers<'a>,
    pub(crate) seconds: Numbers<'a>,
    pub(crate) visitors: Option<Whole<'a>>,
    /// Axial coordinates in the first row of the table, where cells are hexagons.
    pub(crate) axial: Option<[i64; 2]>,
}

fn refused(column: &str, row: usize, found: &impl ToString, expected: &'static str) -> Error {
    let (table, column) = (HEATMAP.name.to_owned(), column.to_owned());
    Error::ValueRange { table, column, row, found: found.to_string(), expected }
}

impl<'a> HeatmapColumns<'a> {
    /// Checks the cells and finds their grid and layers.
    pub(crate) fn checked(self) -> Result<HeatmapCells<'a>> {
        let grid = self.grid()?;
        let layers = self.layers()?;
        let Self { row, col, area_m2, seconds, visitors, .. } = self;
        Ok(HeatmapCells { row, col, area_m2, seconds, visitors, grid, layers })
    }

    fn len(&self) -> usize {
        self.row.values.len()
    }

    fn cell(&self, row: usize) -> [usize; 2] {
        [self.row.values[row] as usize, self.col.values[row] as usize]
    }

    fn grid(&self) -> Result<Grid> {
        let mut grid = Grid {
            hexagons: self.axial.is_some(),
            cell_m: 0.0,
            rows: 0,
            cols: 0,
            x: 0.0,
            y: 0.0,
            axial: [0; 2],
        };
        if self.len() == 0 {
            return Ok(grid);
        }
        grid.cell_m = self.cell_m.values[0];
        if !(0.01..=1000.0).contains(&grid.cell_m) {
            return Err(refused("cell_m", 0, &grid.cell_m, "0.01 to 1000"));
        }
        for row in 0..self.len() {
            for (column, values) in [("row", &self.row), ("col", &self.col)] {
                let index = values.values[row];
                if !(0..=i64::from(u32::MAX)).contains(&index) {
                    return Err(refused(column, row, &index, "a row or column from 0"));
                }
            }
            let size = self.cell_m.values[row];
            if size != grid.cell_m {
                return Err(refused("cell_m", row, &size, "the same size in all rows"));
            }
            for (column, values) in [("area_m2", &self.area_m2), ("seconds", &self.seconds)] {
                let value = values.values[row];
                if value < 0.0 {
                    return Err(refused(column, row, &value, "at least 0"));
                }
            }
        }
        let end =
            |values: &Whole<'_>| values.values.iter().max().map_or(0, |&most| most as usize + 1);
        (grid.rows, grid.cols) = (end(&self.row), end(&self.col));
        let cells = (grid.rows as u64).saturating_mul(grid.cols as u64);
        if cells > LARGEST_GRID {
            let fits = grid.cell_m * (cells as f64 / LARGEST_GRID as f64).sqrt();
            return Err(Error::LimitCells { found: cells.to_string(), limit: LARGEST_GRID, fits });
        }
        // From the first cell back to the one in row 0 and column 0; all others must agree.
        let [row, col] = self.cell(0);
        let [right, up] = grid.center(row, col);
        (grid.x, grid.y) = (self.x.values[0] - right, self.y.values[0] - up);
        if let Some([q, r]) = self.axial {
            grid.axial = [q - col as i64 + (row / 2) as i64, r - row as i64];
        }
        for at in 0..self.len() {
            let [row, col] = self.cell(at);
            let center = grid.center(row, col);
            let found = [("x", self.x.values[at]), ("y", self.y.values[at])];
            for ((column, value), expected) in found.into_iter().zip(center) {
                // A hundredth of a cell: centers may have been rounded on their way.
                if (value - expected).abs() > grid.cell_m / 100.0 {
                    let expected = "the center of the cell that row, col and cell_m make it";
                    return Err(refused(column, at, &value, expected));
                }
            }
        }
        Ok(grid)
    }

    fn layers(&self) -> Result<Vec<HeatmapLayer>> {
        let floor = |row: u32| self.floor.as_ref().map_or("", |floor| floor.name(row as usize));
        let layer = |row: u32| (self.slice[row as usize], floor(row));
        let key = |row: u32| (layer(row), self.cell(row as usize));
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by(|&a, &b| key(a).cmp(&key(b)));
        if let Some(pair) = order.windows(2).find(|pair| key(pair[0]) == key(pair[1])) {
            let [row, col] = self.cell(pair[0] as usize);
            return Err(Error::DuplicateRow {
                table: HEATMAP.name.to_owned(),
                name: format!("row {row}, col {col}"),
                first: pair[0] as usize,
                second: pair[1] as usize,
            });
        }
        let of = |rows: &[u32]| HeatmapLayer {
            slice: self.slice[rows[0] as usize],
            floor: floor(rows[0]).to_owned(),
            rows: rows.to_vec(),
        };
        Ok(order.chunk_by(|&a, &b| layer(a) == layer(b)).map(of).collect())
    }
}

impl<'a> FromBatch<'a> for HeatmapCells<'a> {
    const SPEC: &'static TableSpec = &HEATMAP;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &HEATMAP);
        let whole = |column: &str| {
            reader.complete(column)?;
            reader.counts(column)
        };
        let columns = HeatmapColumns {
            slice: reader.optional_times("slice")?,
            floor: reader.has("floor").then(|| reader.text_or_empty("floor")).transpose()?,
            row: whole("row")?,
            col: whole("col")?,
            x: reader.filled("x")?,
            y: reader.filled("y")?,
            cell_m: reader.filled("cell_m")?,
            area_m2: reader.filled("area_m2")?,
            seconds: reader.filled("seconds")?,
            visitors: reader.has("visitors").then(|| reader.counts("visitors")).transpose()?,
            axial: axial(&reader)?,
        };
        columns.checked()
    }
}

/// The axial coordinates in the first row, where there are any.
fn axial(reader: &Reader<'_>) -> Result<Option<[i64; 2]>> {
    if !reader.has("q") || !reader.has("r") || reader.rows() == 0 {
        return Ok(None);
    }
    let (q, r) = (reader.registers("q")?, reader.registers("r")?);
    let Some((q, r)) = q.at(0).zip(r.at(0)) else { return Ok(None) };
    for (column, value) in [("q", q), ("r", r)] {
        if value.unsigned_abs() > 1 << 40 {
            return Err(refused(column, 0, &value, "an axial coordinate"));
        }
    }
    Ok(Some([q, r]))
}

#[cfg(test)]
#[path = "heatmap_tests.rs"]
mod tests;

//! Person-seconds on a grid.

pub use super::grid::HeatmapState;
use super::grid::Plan;
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::calendar::TimeZone;
use crate::error::{Error, Result};
use crate::geometry::LARGEST_M;
use crate::parallel;
use crate::table::{
    HeatmapCells, HeatmapColumns, Instant, LabelBuilder, Nullable, Numbers, OptionalLabels, Points,
    Tracks, Whole, Zones, table, tables,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Points that are worth a piece of work of their own, and most pieces: each holds cells of its own.
const PIECE_POINTS: usize = 1 << 19;
const MOST_PIECES: usize = 8;
/// A day: longer silence connects nothing.
const LONGEST_S: f64 = 86_400.0;

/// The shape of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CellShape {
    /// Squares.
    #[default]
    Square,
    /// Hexagons that stand on a corner.
    Hexagon,
}

/// Options of [`grid_heatmap`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GridHeatmapOptions {
    /// Size of a cell, in meters, 0.01 to 1000: the side of a square, or the distance between opposite edges of a hexagon.
    pub cell_m: f64,
    /// The shape of cells.
    pub shape: CellShape,
    /// Where a corner of a square or the center of a hexagon lies, to the right, in meters, -67108 to 67108.
    pub origin_x: f64,
    /// Where a corner of a square or the center of a hexagon lies, up, in meters, -67108 to 67108.
    pub origin_y: f64,
    /// Least x, least y, greatest x and greatest y of the grid, in meters, -67108 to 67108; what lies outside is added up as such. By default all that the data touch.
    pub extent: Option<Vec<f64>>,
    /// Longest time between two points of a track that are connected, in seconds, 0 to 86400. What lies in a longer gap is unobserved.
    pub max_gap_s: f64,
    /// How much of a longer gap is spent in the cell before it, in seconds, 0 to 86400.
    pub hold_s: f64,
    /// Length of a time slice, in seconds; it divides a day. By default all time is one slice.
    pub slice_s: Option<u32>,
    /// Time zone of the slices: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Longest absence from a cell within one visit, in seconds, 0 to 86400.
    pub visit_gap_s: f64,
    /// Whether to give flow and speed.
    pub flow: bool,
    /// Whether to give the most persons at a time; this keeps all stays in memory.
    pub max_occupancy: bool,
    /// Whether to give a row to cells where nobody was, too.
    pub empty_cells: bool,
}

impl Default for GridHeatmapOptions {
    fn default() -> Self {
        Self {
            cell_m: 0.5,
            shape: CellShape::default(),
            origin_x: 0.0,
            origin_y: 0.0,
            extent: None,
            max_gap_s: 3.0,
            hold_s: 0.0,
            slice_s: None,
            time_zone: None,
            visit_gap_s: 5.0,
            flow: false,
            max_occupancy: false,
            empty_cells: false,
        }
    }
}

impl GridHeatmapOptions {
    /// Refuses numbers outside their ranges, an extent that is none, slices that do not divide a day, and an unknown
    /// zone.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        crate::check::within("cell_m", self.cell_m, 0.01, 1000.0)?;
        crate::check::within("origin_x", self.origin_x, -LARGEST_M, LARGEST_M)?;
        crate::check::within("origin_y", self.origin_y, -LARGEST_M, LARGEST_M)?;
        crate::check::within("max_gap_s", self.max_gap_s, 0.0, LONGEST_S)?;
        crate::check::within("hold_s", self.hold_s, 0.0, LONGEST_S)?;
        crate::check::within("visit_gap_s", self.visit_gap_s, 0.0, LONGEST_S)?;
        let refused = |option: &str, found: String, expected: &str| Error::OptionRange {
            option: option.to_owned(),
            found,
            expected: expected.to_owned(),
        };
        if let Some(slice_s) = self.slice_s.filter(|&slice_s| slice_s == 0 || 86_400 % slice_s != 0)
        {
            let expected = "whole seconds that divide a day, such as 900, 3600 or 86400";
            return Err(refused("slice_s", slice_s.to_string(), expected));
        }
        if let Some(extent) = &self.extent {
            let near = extent.iter().all(|value| value.abs() <= LARGEST_M);
            let is_box =
                matches!(extent[..], [left, bottom, right, top] if left < right && bottom < top);
            if !near || !is_box {
                let expected = "least x, least y, greatest x, greatest y, -67108 to 67108";
                return Err(refused("extent", format!("{extent:?}"), expected));
            }
        }
        self.zone().map(|_| ())
    }

    pub(super) fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per cell where somebody was, of each time slice and floor.
    pub struct Heatmap = "heatmap", sorted by "slice, floor, row, col" {
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
        /// What of the cell is walkable: all of it without zones, else within walkable zones and outside obstacles.
        area_m2: Vec<f64>, "m2", "可行走面积";
        /// Time that persons spent in the cell, added up.
        seconds: Vec<f64>, "person-s", "人秒";
        /// Visits: stays in the cell, of which those less than `visit_gap_s` apart are one.
        visits: Vec<u64>, "", "到访次数";
        /// Distinct tracks that were in the cell.
        visitors: Vec<u64>, "", "到访人数";
        /// Mean number of persons in the cell over the window of the slice; null where the window is empty.
        mean_occupancy: Nullable<f64>, "persons", "平均人数";
        /// Most persons in the cell at a time; null without `max_occupancy`.
        max_occupancy: Nullable<u64>, "persons", "最多人数";
        /// Mean number of persons per walkable square meter; null where the window is empty.
        density: Nullable<f64>, "persons/m2", "密度";
        /// Flow to the right: persons per meter and second; null without `flow`.
        flow_x: Nullable<f64>, "persons/(m s)", "横向流量";
        /// Flow upwards: persons per meter and second; null without `flow`.
        flow_y: Nullable<f64>, "persons/(m s)", "纵向流量";
        /// Mean speed: way over time; null without `flow` and where no time was spent.
        speed: Nullable<f64>, "m/s", "平均速度";
        /// First axial coordinate of a hexagon, along the row, from the origin; null for squares.
        q: Nullable<i64>, "", "六边形q";
        /// Second axial coordinate of a hexagon, its row from the origin; null for squares.
        r: Nullable<i64>, "", "六边形r";
    }
}

table! {
    /// One row per time slice and floor: where all the time between first and last point of each track went.
    pub struct HeatmapTotals = "heatmap_totals", sorted by "slice, floor" {
        /// Start of the time slice; null where all time is one slice.
        slice: Nullable<Instant>, "", "时段";
        /// Name of the floor; null where there is one floor.
        floor: OptionalLabels, "", "楼层";
        /// Time of the slice between the first and the last point of the data: what means refer to.
        window_s: Vec<f64>, "s", "窗口时长";
        /// Time in the cells of the heat map.
        grid_s: Vec<f64>, "person-s", "网格内人秒";
        /// Time in cells that have no walkable place and no row.
        blocked_s: Vec<f64>, "person-s", "障碍内人秒";
        /// Time outside the extent.
        outside_s: Vec<f64>, "person-s", "网格外人秒";
        /// Time in gaps of tracks, of which nobody knows where it was spent.
        unobserved_s: Vec<f64>, "person-s", "未观测人秒";
        /// The four together: first to last point of each track, added up.
        total_s: Vec<f64>, "person-s", "总人秒";
    }
}

impl Heatmap {
    /// The heat map as an input of other operations, with its grid and dense arrays.
    ///
    /// # Errors
    /// None for what `grid_heatmap` gives; `KELIU_VALUE_RANGE`, `KELIU_DUPLICATE_ROW` where columns were changed.
    pub fn cells(&self) -> Result<HeatmapCells<'_>> {
        let whole = |values: &[u64]| Whole {
            values: values.iter().map(|&value| value as i64).collect(),
            nulls: None,
        };
        let numbers = |values| Numbers { values: Cow::Borrowed(values), nulls: None };
        let names: Vec<&str> = self.floor.names.iter().map(String::as_str).collect();
        let mut floor = LabelBuilder::with_capacity(self.row.len());
        for &code in &self.floor.codes {
            floor.push(usize::try_from(code).map_or("", |code| names[code]));
        }
        HeatmapColumns {
            slice: self.slice.iter().map(|slice| slice.map(|slice| slice.0)).collect(),
            floor: Some(floor.finish()),
            row: whole(&self.row),
            col: whole(&self.col),
            x: numbers(&self.x),
            y: numbers(&self.y),
            cell_m: numbers(&self.cell_m),
            area_m2: numbers(&self.area_m2),
            seconds: numbers(&self.seconds),
            visitors: Some(whole(&self.visitors)),
            axial: self.q.iter().zip(self.r.iter()).next().and_then(|(q, r)| Some([q?, r?])),
        }
        .checked()
    }
}

tables! {
    /// A heat map and where all time went.
    pub struct GridHeatmap {
        /// The cells.
        heatmap: Heatmap;
        /// The sums.
        heatmap_totals: HeatmapTotals;
    }
}

#[doc = include_str!("grid_heatmap.md")]
pub fn grid_heatmap(
    points: &Points<'_>,
    zones: Option<&Zones>,
    options: &GridHeatmapOptions,
) -> Result<GridHeatmap> {
    run(points, zones, options, &Watch::none())
}

pub(crate) fn run(
    points: &Points<'_>,
    zones: Option<&Zones>,
    options: &GridHeatmapOptions,
    watch: &Watch<'_>,
) -> Result<GridHeatmap> {
    let plan = Plan::new(options)?;
    // All of every track is here: the cells count visits themselves and nothing is kept of a track.
    let whole = read(&plan, points, zones, true, watch)?;
    whole.tables(&plan, watch)
}

/// Points to state, in pieces of whole tracks.
fn read(
    plan: &Plan,
    points: &Points<'_>,
    zones: Option<&Zones>,
    whole_tracks: bool,
    watch: &Watch<'_>,
) -> Result<HeatmapState> {
    HeatmapState::check_points(plan, points)?;
    let tracks = Tracks::new(points)?;
    let count = tracks.len();
    let pieces = (points.len() / PIECE_POINTS).clamp(1, MOST_PIECES);
    // The track that holds the first point of each piece begins it.
    let kept = tracks.start(count);
    let starts: Vec<usize> = (0..=pieces)
        .map(|piece| first_from(&tracks, kept / pieces * piece, piece == pieces))
        .collect();
    let slices = plan.slices_of(points)?;
    let states = parallel::map(pieces, watch, |piece| {
        let mut state = HeatmapState::new(plan, whole_tracks);
        state.add(plan, points, &tracks, starts[piece]..starts[piece + 1], &slices)?;
        Ok(state)
    })?;
    let mut states = states.into_iter();
    let mut whole = states.next().unwrap_or_else(|| HeatmapState::new(plan, whole_tracks));
    whole.set_zones(zones);
    states.try_for_each(|state| whole.join(state))?;
    Ok(whole)
}

/// The first track that begins at this point or later, or the number of tracks.
fn first_from(tracks: &Tracks<'_>, point: usize, all: bool) -> usize {
    let (mut low, mut high) = (0, tracks.len());
    if all {
        return high;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if tracks.start(middle) < point {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

impl Accumulate for HeatmapState {
    type Input<'a> = (Points<'a>, Option<Zones>);
    type Options = GridHeatmapOptions;
    type Output = GridHeatmap;

    fn new(options: &GridHeatmapOptions) -> Result<Self> {
        Ok(Self::new(&Plan::new(options)?, false))
    }

    fn update(
        &mut self,
        (points, zones): &Self::Input<'_>,
        options: &GridHeatmapOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let plan = Plan::new(options)?;
        self.join(read(&plan, points, zones.as_ref(), false, watch)?)
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        self.join(other)
    }

    fn finish(self, options: &GridHeatmapOptions, watch: &Watch<'_>) -> Result<GridHeatmap> {
        self.tables(&Plan::new(options)?, watch)
    }

    fn write(&self, out: &mut Writer) {
        self.to_bytes(out);
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        Self::from_bytes(input)
    }
}

#[cfg(test)]
#[path = "grid_heatmap_tests.rs"]
mod tests;

//! From sums to tables: one row per cell where somebody was, and per slice and floor where all time went.

use super::super::grid_heatmap::{GridHeatmap, Heatmap, HeatmapTotals};
use super::cells::{Cell, LARGEST_GRID, Layer, Moves};
use super::mask::{MaskZone, Sizes};
use super::plan::Plan;
use super::record::Stay;
use super::state::HeatmapState;
use crate::calendar::bin_around;
use crate::error::{Error, Result};
use crate::geometry::{Window, axial_of};
use crate::table::Instant;
use crate::watch::Watch;
use std::collections::BTreeMap;

/// A cell of a layer with what it has seen.
struct Found {
    /// Row, then column: the order of results.
    cell: [i32; 2],
    seen: Cell,
    moved: Moves,
}

fn seconds(ticks: i128) -> f64 {
    ticks as f64 / 1e6
}

impl HeatmapState {
    /// The tables.
    pub(in super::super) fn tables(
        mut self,
        plan: &Plan,
        watch: &Watch<'_>,
    ) -> Result<GridHeatmap> {
        self.close(plan)?;
        let mut result = GridHeatmap::default();
        let Some(span) = self.span else { return Ok(result) };
        let layers = self.sorted_layers();
        let mut found: Vec<Vec<Found>> = self.cells.layers().iter().map(|_| Vec::new()).collect();
        for (layer, [column, row], seen, moved) in self.cells.iter() {
            found[layer as usize].push(Found { cell: [row, column], seen: *seen, moved });
        }
        let window = self.grid_of(plan, &found)?;
        let most = Most::new(std::mem::take(&mut self.stays));
        let masks = self.masks.take().unwrap_or_default();
        let mut sizes: BTreeMap<(u32, Vec<usize>), Sizes> = BTreeMap::new();
        let floors: Vec<String> = (0..self.cells.floors() as u32)
            .map(|floor| self.cells.floor_name(floor).to_owned())
            .collect();
        // Names in their own order, whichever was met first; where floors have no names there are none.
        let mut names: Vec<&String> = floors.iter().filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        for labels in [&mut result.heatmap.floor, &mut result.heatmap_totals.floor] {
            labels.names = names.iter().map(|&name| name.clone()).collect();
        }
        watch.restart();
        for &number in &layers {
            let (slice, floor) = self.cells.layers()[number as usize];
            let (from, to) = window_of(plan, slice, span)?;
            let holds =
                |zone: &MaskZone| zone.floor == floors[floor as usize] && zone.holds(from, to);
            let held: Vec<usize> = (0..masks.len()).filter(|&at| holds(&masks[at])).collect();
            let sizes = sizes.entry((floor, held)).or_insert_with_key(|(_, held)| {
                let zones: Vec<&MaskZone> = held.iter().map(|&at| &masks[at]).collect();
                Sizes::new(plan, &zones, window)
            });
            let mut cells = std::mem::take(&mut found[number as usize]);
            cells.sort_unstable_by_key(|found| found.cell);
            let mut rows = Rows {
                plan,
                low: window.low,
                slice: plan.slice_us.map(|_| Instant(slice)),
                floor: names.binary_search(&&floors[floor as usize]).map_or(-1, |code| code as i32),
                window_us: to - from,
                out: &mut result,
                on_grid: 0,
                blocked: 0,
            };
            let most = |[row, column]: [i32; 2]| most.at(number, row, column);
            if plan.empty_cells {
                rows.all(cells, sizes, window, most)?;
            } else {
                for found in cells {
                    rows.cell(&found, sizes, most(found.cell))?;
                }
            }
            let apart = self.cells.apart(number);
            rows.total(apart.outside, apart.unobserved);
            watch.step(layers.len() as u64)?;
        }
        Ok(result)
    }

    /// Layers in the order of results: by slice, then by the name of the floor.
    fn sorted_layers(&self) -> Vec<u32> {
        let layers = self.cells.layers();
        let mut numbers: Vec<u32> = (0..layers.len() as u32).collect();
        numbers.sort_by_key(|&number| {
            let (slice, floor): Layer = layers[number as usize];
            (slice, self.cells.floor_name(floor))
        });
        numbers
    }

    /// The box of cells that row and column count from: the extent, or all cells that were touched.
    fn grid_of(&self, plan: &Plan, found: &[Vec<Found>]) -> Result<Window> {
        let mut window = if plan.bounded {
            plan.window
        } else {
            let mut window = Window { low: [i32::MAX; 2], high: [i32::MIN; 2] };
            let mut hold = |cell: [i32; 2]| {
                for (axis, index) in cell.into_iter().enumerate() {
                    window.low[axis] = window.low[axis].min(index);
                    window.high[axis] = window.high[axis].max(index);
                }
            };
            for [row, column] in found.iter().flatten().map(|found| found.cell) {
                hold([column, row]);
            }
            if plan.empty_cells {
                let walkable = self.masks.iter().flatten().filter(|zone| zone.walkable);
                let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
                for at in
                    walkable.flat_map(|zone| &zone.polygons).flat_map(|polygon| &polygon.outer)
                {
                    low = [low[0].min(at.x), low[1].min(at.y)];
                    high = [high[0].max(at.x), high[1].max(at.y)];
                }
                if low[0] < high[0] {
                    let box_of = plan.around(low, high);
                    hold(box_of.low);
                    hold(box_of.high);
                }
            }
            window
        };
        if window.low[0] > window.high[0] {
            window = Window { low: [0; 2], high: [-1; 2] };
        }
        // Odd rows of hexagons are shifted: an even first row keeps the shift of row 1 to the right.
        if plan.hexagons {
            window.low[1] &= !1;
        }
        plan.check_box(&window)?;
        Ok(window)
    }
}

/// What of a slice lies between the first and the last point.
fn window_of(plan: &Plan, slice: i64, (first, last): (i64, i64)) -> Result<(i64, i64)> {
    let Some(slice_us) = plan.slice_us else { return Ok((first, last)) };
    let (start, end) = bin_around(&plan.zone, 0, slice_us, slice)?;
    Ok((start.max(first), end.min(last)))
}

/// Most persons at a time in each cell.
struct Most {
    cells: Vec<([i32; 2], u32, u64)>,
}

impl Most {
    /// Counts who is in a cell at the same time: stays begin and end in the order of time, ends first.
    fn new(mut stays: Vec<Stay>) -> Self {
        stays.sort_unstable();
        let mut cells = Vec::new();
        let mut moments: Vec<(i64, i64)> = Vec::new();
        for cell in stays.chunk_by(|a, b| (a.layer, a.row, a.column) == (b.layer, b.row, b.column))
        {
            moments.clear();
            for stay in cell {
                moments.push((stay.since, 1));
                // Who was seen at one instant only was there at that instant.
                moments.push((stay.until.max(stay.since + 1), -1));
            }
            moments.sort_unstable();
            let (mut here, mut most) = (0, 0);
            for &(_, change) in &moments {
                here += change;
                most = most.max(here);
            }
            cells.push(([cell[0].row, cell[0].column], cell[0].layer, most as u64));
        }
        cells.sort_unstable_by_key(|&(cell, layer, _)| (layer, cell));
        Self { cells }
    }

    fn at(&self, layer: u32, row: i32, column: i32) -> Option<u64> {
        let found = self
            .cells
            .binary_search_by_key(&(layer, [row, column]), |&(cell, layer, _)| (layer, cell));
        found.ok().map(|at| self.cells[at].2)
    }
}

/// Writes the rows of one layer.
struct Rows<'r> {
    plan: &'r Plan,
    low: [i32; 2],
    slice: Option<Instant>,
    floor: i32,
    window_us: i64,
    out: &'r mut GridHeatmap,
    on_grid: i128,
    blocked: i128,
}

impl Rows<'_> {
    /// Every cell of the window on which one can stand, touched or not.
    fn all(
        &mut self,
        found: Vec<Found>,
        sizes: &Sizes,
        window: Window,
        most: impl Fn([i32; 2]) -> Option<u64>,
    ) -> Result<()> {
        let mut found = found.into_iter().peekable();
        for row in window.low[1]..=window.high[1] {
            for column in window.low[0]..=window.high[0] {
                let cell = [row, column];
                if let Some(found) = found.next_if(|found| found.cell == cell) {
                    self.cell(&found, sizes, most(cell))?;
                } else {
                    let nobody = Found { cell, seen: Cell::default(), moved: [0; 3] };
                    self.cell(&nobody, sizes, None)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, found: &Found, sizes: &Sizes, most: Option<u64>) -> Result<()> {
        let [row, column] = found.cell;
        let area_m2 = sizes.at([column, row]);
        let ticks = i128::from(found.seen.ticks);
        if area_m2 <= 0.0 {
            self.blocked += ticks;
            return Ok(());
        }
        self.on_grid += ticks;
        let out: &mut Heatmap = &mut self.out.heatmap;
        if out.row.len() as u64 >= LARGEST_GRID {
            let (found, fits) = (format!("more than {LARGEST_GRID}"), self.plan.cell_m * 2.0);
            return Err(Error::LimitCells { found, limit: LARGEST_GRID, fits });
        }
        let [x, y] = self.plan.center([column, row]);
        let whole_s = seconds(ticks);
        out.slice.push(self.slice);
        out.floor.codes.push(self.floor);
        out.row.push((row - self.low[1]) as u64);
        out.col.push((column - self.low[0]) as u64);
        out.x.push(x);
        out.y.push(y);
        out.cell_m.push(self.plan.cell_m);
        out.area_m2.push(area_m2);
        out.seconds.push(whole_s);
        out.visits.push(found.seen.visits);
        out.visitors.push(u64::from(found.seen.visitors));
        let occupancy = (self.window_us > 0).then(|| ticks as f64 / self.window_us as f64);
        out.mean_occupancy.push(occupancy);
        out.max_occupancy.push(self.plan.most.then(|| most.unwrap_or(0)));
        out.density.push(occupancy.map(|occupancy| occupancy / area_m2));
        // Micrometers over microseconds are meters over seconds.
        let crossed_m2_us = area_m2 * self.window_us as f64;
        let flow = |axis: usize| {
            (self.plan.flow && self.window_us > 0).then(|| found.moved[axis] as f64 / crossed_m2_us)
        };
        out.flow_x.push(flow(0));
        out.flow_y.push(flow(1));
        let moving = self.plan.flow && found.seen.ticks > 0;
        out.speed.push(moving.then(|| found.moved[2] as f64 / found.seen.ticks as f64));
        let axial = self.plan.hexagons.then(|| axial_of([column, row]).map(i64::from));
        out.q.push(axial.map(|[q, _]| q));
        out.r.push(axial.map(|[_, r]| r));
        Ok(())
    }

    fn total(&mut self, outside: i128, unobserved: i128) {
        let out: &mut HeatmapTotals = &mut self.out.heatmap_totals;
        out.slice.push(self.slice);
        out.floor.codes.push(self.floor);
        out.window_s.push(seconds(i128::from(self.window_us.max(0))));
        out.grid_s.push(seconds(self.on_grid));
        out.blocked_s.push(seconds(self.blocked));
        out.outside_s.push(seconds(outside));
        out.unobserved_s.push(seconds(unobserved));
        out.total_s.push(seconds(self.on_grid + self.blocked + outside + unobserved));
    }
}

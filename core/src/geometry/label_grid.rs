//! Which shapes a position lies in, and which edges a step may meet, by one look into a grid.
//!
//! A cell of the grid knows either the set of shapes that all of it lies in, or the edges that come near it and
//! the set at its lower left corner. Cells lie in tiles; tiles without an edge are stored once per set, so
//! shapes far apart cost what their outlines cost.

use super::lattice::{Edge, Node, RIGHT};
use std::collections::BTreeMap;

/// Half of what a person may go between two positions without the path being looked at: 2.6 m/s at ten positions a
/// second. Edges further from both ends than this, and the reach besides, are not met.
const MARGIN_MM: i64 = 128;

/// 2^8 mm: cells as wide as a step is long; they grow by doubling where limits ask for it.
const SMALLEST_CELL: u32 = 8;

/// 2^24 mm: a handful of cells hold any floor.
const COARSEST_CELL: u32 = 24;

/// 2^6 cells along the side of a tile.
const TILE: u32 = 6;
const TILE_CELLS: usize = 1 << (2 * TILE);

/// 4 MB, 64 MB and 64 MB, for shapes that are far apart, long, or of many vertices.
const MOST_TILES: u64 = 1 << 20;
const MOST_STORED: usize = 1 << 12;
const MOST_ENTRIES: u64 = 1 << 23;

/// What a grid says of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label(u32);

/// The cell has a list of edges: those that a step of twice the margin from it may meet.
const BORDER: u32 = 1 << 31;

/// An edge is within the margin and the reach.
const NEAR: u32 = 1 << 30;

impl Label {
    /// No edge is near.
    #[inline]
    pub(crate) const fn is_clear(self) -> bool {
        self.0 & BORDER == 0
    }
}

/// A cell near an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Border {
    set: u32,
    /// Where the numbers of its edges stand among all lists.
    first: u32,
    end: u32,
}

/// Lists of numbers, each kept once.
#[derive(Debug, Clone, PartialEq, Default)]
struct Lists {
    known: BTreeMap<Vec<u32>, u32>,
    starts: Vec<usize>,
    items: Vec<u32>,
}

impl Lists {
    fn add(&mut self, list: Vec<u32>) -> u32 {
        if let Some(&id) = self.known.get(&list) {
            return id;
        }
        let id = self.starts.len() as u32;
        self.starts.push(self.items.len());
        self.items.extend_from_slice(&list);
        self.known.insert(list, id);
        id
    }

    fn span(&self, id: u32) -> (usize, usize) {
        let end = self.starts.get(id as usize + 1).copied().unwrap_or(self.items.len());
        (self.starts[id as usize], end)
    }

    fn get(&self, id: u32) -> &[u32] {
        let (first, end) = self.span(id);
        &self.items[first..end]
    }
}

/// The grid over the edges of shapes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelGrid {
    edges: Vec<Edge>,
    origin: Node,
    shift: u32,
    tiles_x: u32,
    tiles_y: u32,
    /// One more row and column than there are tiles: what lies outside.
    tiles: Vec<u32>,
    cells: Vec<u32>,
    borders: Vec<Border>,
    lists: Lists,
    sets: Lists,
}

impl LabelGrid {
    /// The grid of edges. Shapes are insides of closed rings, or lines, which have no inside. Edges are listed as
    /// far as `reach_mm` from a cell, and a margin.
    pub(crate) fn new(edges: Vec<Edge>, closed: bool, reach_mm: i64) -> Self {
        let reach = reach_mm + 2 * MARGIN_MM;
        let Some(layout) = Layout::fitting(&edges, reach) else {
            return Self::empty();
        };
        let mut grid = Self {
            origin: layout.origin,
            shift: layout.shift,
            tiles_x: layout.tiles_x,
            tiles_y: layout.tiles_y,
            ..Self::empty()
        };
        grid.edges = edges;
        grid.fill(&layout, closed, reach);
        grid
    }

    fn empty() -> Self {
        let mut sets = Lists::default();
        sets.add(Vec::new());
        Self {
            edges: Vec::new(),
            origin: Node::default(),
            shift: SMALLEST_CELL,
            tiles_x: 0,
            tiles_y: 0,
            tiles: vec![0],
            cells: vec![0; TILE_CELLS],
            borders: Vec::new(),
            lists: Lists::default(),
            sets,
        }
    }

    /// The label of the cell of a position.
    #[inline]
    pub(crate) fn label(&self, at: Node) -> Label {
        let column = at.x.wrapping_sub(self.origin.x) as u32 >> self.shift;
        let row = at.y.wrapping_sub(self.origin.y) as u32 >> self.shift;
        let tile_x = (column >> TILE).min(self.tiles_x);
        let tile_y = (row >> TILE).min(self.tiles_y);
        let tile = self.tiles[(tile_y * (self.tiles_x + 1) + tile_x) as usize];
        let inner = (1 << TILE) - 1;
        let cell = ((row & inner) << TILE) | (column & inner);
        Label(self.cells[((tile << (2 * TILE)) | cell) as usize])
    }

    /// The edge of this number.
    #[inline]
    pub(crate) fn edge(&self, number: u32) -> &Edge {
        &self.edges[number as usize]
    }

    /// The shapes that a position lies in, in order. A boundary belongs to one side only.
    pub(crate) fn shapes_at(&self, at: Node, shapes: &mut Vec<u32>) {
        let label = self.label(at);
        shapes.clear();
        if label.is_clear() {
            shapes.extend_from_slice(self.sets.get(label.0));
            return;
        }
        let border = self.border(label);
        shapes.extend_from_slice(self.sets.get(border.set));
        let whole = |at: i32, origin: i32| origin + (((at - origin) >> self.shift) << self.shift);
        let corner = Node { x: whole(at.x, self.origin.x), y: whole(at.y, self.origin.y) };
        self.cross(border, corner, at, shapes);
    }

    /// Enters and leaves the shapes of which a step within a cell crosses edges.
    fn cross(&self, border: Border, start: Node, end: Node, shapes: &mut Vec<u32>) {
        for &number in self.edges_of(border) {
            let edge = self.edge(number);
            let crosses = |meet| edge.crossing(&meet, || RIGHT).is_some();
            if edge.meet(start, end).is_some_and(crosses) {
                match shapes.binary_search(&edge.shape) {
                    Ok(place) => drop(shapes.remove(place)),
                    Err(place) => shapes.insert(place, edge.shape),
                }
            }
        }
    }

    /// Neither end of a step has an edge near it and the step is short: it meets nothing.
    #[inline]
    pub(crate) fn is_quiet(start: Node, from: Label, end: Node, to: Label) -> bool {
        let (dx, dy) = (end.x.wrapping_sub(start.x), end.y.wrapping_sub(start.y));
        let short =
            |step: i32| step.wrapping_add(2 * MARGIN_MM as i32) as u32 <= 4 * MARGIN_MM as u32;
        ((from.0 | to.0) & NEAR == 0) & short(dx) & short(dy)
    }

    /// The edges that come as near to a step as the reach, and others, each once.
    pub(crate) fn edges_along<'s>(
        &'s self,
        start: Node,
        from: Label,
        end: Node,
        room: &'s mut Vec<u32>,
    ) -> &'s [u32] {
        let (dx, dy) =
            (i64::from(end.x) - i64::from(start.x), i64::from(end.y) - i64::from(start.y));
        let jump = dx.abs().max(dy.abs());
        if jump <= 2 * MARGIN_MM {
            return self.list(from);
        }
        room.clear();
        // Positions along the step, so close that each stretch is within the margin of one of them.
        let pieces = jump / (2 * MARGIN_MM - 4) + 1;
        if pieces as usize > self.edges.len() {
            room.extend(0..self.edges.len() as u32);
            return room;
        }
        for piece in 0..=pieces {
            let at = Node {
                x: (i64::from(start.x) + dx * piece / pieces) as i32,
                y: (i64::from(start.y) + dy * piece / pieces) as i32,
            };
            room.extend_from_slice(self.list(self.label(at)));
        }
        room.sort_unstable();
        room.dedup();
        room
    }

    #[inline]
    fn list(&self, label: Label) -> &[u32] {
        if label.is_clear() {
            return &[];
        }
        self.edges_of(self.border(label))
    }

    #[inline]
    fn border(&self, label: Label) -> Border {
        self.borders[(label.0 & !(BORDER | NEAR)) as usize]
    }

    #[inline]
    fn edges_of(&self, border: Border) -> &[u32] {
        &self.lists.items[border.first as usize..border.end as usize]
    }

    fn fill(&mut self, layout: &Layout, closed: bool, reach: i64) {
        // Lists by tile and cell.
        let mut entries: Vec<(u32, u32, u32)> = Vec::new();
        for (number, edge) in self.edges.iter().enumerate() {
            layout.cover(edge, layout.shift, reach, |row, columns| {
                for column in columns {
                    let (row, column) = (row as u32, column as u32);
                    let tile = (row >> TILE) * (self.tiles_x + 1) + (column >> TILE);
                    let inner = (1 << TILE) - 1;
                    let cell = ((row & inner) << TILE) | (column & inner);
                    entries.push((tile, cell, number as u32));
                }
            });
        }
        entries.sort_unstable();
        self.tiles = vec![0; (self.tiles_x as usize + 1) * (self.tiles_y as usize + 1)];
        let mut uniform: BTreeMap<u32, u32> = BTreeMap::from([(0, 0)]);
        let mut entries = entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).peekable();
        let side = 1_usize << TILE;
        for tile_y in 0..self.tiles_y {
            // The set at the left edge of the next tile, for each row of cells.
            let mut left = vec![0_u32; side];
            for tile_x in 0..self.tiles_x {
                let tile = tile_y * (self.tiles_x + 1) + tile_x;
                let of_tile = |entry: &&[(u32, u32, u32)]| entry[0].0 == tile;
                if entries.peek().is_none_or(|entry| !of_tile(entry)) {
                    // No edge comes near, so all rows are in the same set.
                    let set = left[0];
                    let stored = (self.cells.len() / TILE_CELLS) as u32;
                    let place = *uniform.entry(set).or_insert(stored);
                    if place == stored {
                        self.cells.resize(self.cells.len() + TILE_CELLS, set);
                    }
                    self.tiles[tile as usize] = place;
                    continue;
                }
                let first = self.cells.len();
                self.tiles[tile as usize] = (first / TILE_CELLS) as u32;
                self.cells.resize(first + TILE_CELLS, 0);
                for (row, left) in left.iter_mut().enumerate() {
                    for column in 0..side {
                        let cell = (row * side + column) as u32;
                        let here =
                            |entry: &&[(u32, u32, u32)]| of_tile(entry) && entry[0].1 == cell;
                        let set = *left;
                        let Some(entry) = entries.next_if(|entry| here(entry)) else {
                            self.cells[first + cell as usize] = set;
                            continue;
                        };
                        let list = self.lists.add(entry.iter().map(|entry| entry.2).collect());
                        self.cells[first + cell as usize] = BORDER | self.borders.len() as u32;
                        let (first, end) = self.lists.span(list);
                        let border = Border { set, first: first as u32, end: end as u32 };
                        self.borders.push(border);
                        if closed {
                            let column = tile_x as usize * side + column;
                            let row_of_grid = tile_y as usize * side + row;
                            *left = self.set_right_of(border, column, row_of_grid);
                        }
                    }
                }
            }
        }
        for edge in &self.edges {
            layout.cover(edge, layout.shift, reach - MARGIN_MM, |row, columns| {
                for column in columns {
                    let (row, column) = (row as u32, column as u32);
                    let tile = (row >> TILE) * (self.tiles_x + 1) + (column >> TILE);
                    let inner = (1 << TILE) - 1;
                    let cell = ((row & inner) << TILE) | (column & inner);
                    let stored = self.tiles[tile as usize] << (2 * TILE);
                    self.cells[(stored | cell) as usize] |= NEAR;
                }
            });
        }
        self.lists.known.clear();
        self.sets.known.clear();
    }

    /// The set at the lower right corner of a cell, from that at the lower left one.
    fn set_right_of(&mut self, border: Border, column: usize, row: usize) -> u32 {
        let at = |column: usize| Node {
            x: self.origin.x + (column << self.shift) as i32,
            y: self.origin.y + (row << self.shift) as i32,
        };
        let mut shapes = self.sets.get(border.set).to_vec();
        self.cross(border, at(column), at(column + 1), &mut shapes);
        self.sets.add(shapes)
    }
}

/// Where the cells of a grid lie.
#[derive(Debug, Clone, Copy)]
struct Layout {
    origin: Node,
    shift: u32,
    tiles_x: u32,
    tiles_y: u32,
}

impl Layout {
    /// The finest grid within the limits, or nothing without an edge.
    fn fitting(edges: &[Edge], reach: i64) -> Option<Self> {
        let nodes = || edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let least = |of: fn(Node) -> i32| nodes().map(of).min().map(i64::from);
        let most = |of: fn(Node) -> i32| nodes().map(of).max().map(i64::from);
        let (left, right) = (least(|at| at.x)?, most(|at| at.x)?);
        let (low, high) = (least(|at| at.y)?, most(|at| at.y)?);
        let mut shift = SMALLEST_CELL;
        loop {
            // One cell more on each side, so that no edge is near the outside.
            let room = reach + 2 + (1 << shift);
            let origin = Node { x: (left - room) as i32, y: (low - room) as i32 };
            let tiles = |from: i64, to: i64| ((to - from + 2 * room) >> (shift + TILE)) as u32 + 1;
            let (tiles_x, tiles_y) = (tiles(left, right), tiles(low, high));
            let layout = Self { origin, shift, tiles_x, tiles_y };
            if layout.fits(edges, reach) {
                return Some(layout);
            }
            shift += 1;
        }
    }

    fn fits(&self, edges: &[Edge], reach: i64) -> bool {
        if u64::from(self.tiles_x + 1) * u64::from(self.tiles_y + 1) > MOST_TILES {
            return false;
        }
        if self.shift == COARSEST_CELL {
            return true;
        }
        let mut entries = 0;
        let mut stored = vec![false; (self.tiles_x as usize + 1) * (self.tiles_y as usize + 1)];
        let mut count = 0;
        for edge in edges {
            self.cover(edge, self.shift, reach, |_, columns| {
                entries += (columns.end() - columns.start() + 1) as u64;
            });
            self.cover(edge, self.shift + TILE, reach, |row, columns| {
                for column in columns {
                    let place = row as usize * (self.tiles_x as usize + 1) + column as usize;
                    if !std::mem::replace(&mut stored[place], true) {
                        count += 1;
                    }
                }
            });
            if entries > MOST_ENTRIES || count > MOST_STORED {
                return false;
            }
        }
        true
    }

    /// The cells of 2^`shift` mm, row by row, whose distance from the edge along either axis is within `reach`.
    fn cover(
        &self,
        edge: &Edge,
        shift: u32,
        reach: i64,
        mut each: impl FnMut(i64, std::ops::RangeInclusive<i64>),
    ) {
        let place = |at: Node| {
            (i64::from(at.x) - i64::from(self.origin.x), i64::from(at.y) - i64::from(self.origin.y))
        };
        let (a, b) = (place(edge.from), place(edge.to));
        let (low, high) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let rise = high.1 - low.1;
        let at = |y: i64| low.0 + ((high.0 - low.0) * (y - low.1)).div_euclid(rise);
        for row in (low.1 - reach - 1) >> shift..=(high.1 + reach) >> shift {
            let from = ((row << shift) - reach - 1).clamp(low.1, high.1);
            let to = (((row + 1) << shift) + reach + 1).clamp(low.1, high.1);
            let (first, second) = if rise == 0 { (low.0, high.0) } else { (at(from), at(to)) };
            let (left, right) = (first.min(second), first.max(second) + 1);
            each(row, (left - reach - 1) >> shift..=(right + reach) >> shift);
        }
    }
}

#[cfg(test)]
#[path = "label_grid_tests.rs"]
mod tests;

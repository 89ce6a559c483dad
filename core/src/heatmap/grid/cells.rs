//! Where time is added up: tiles of 16 by 16 cells, made when the first person comes.
//!
//! All sums are whole numbers, so that no order of tracks, parts or threads can show in them.

use crate::error::{Error, Result};
use std::collections::BTreeMap;

/// Most cells of the box around all that is touched on a floor: a dense table of them takes half a gigabyte.
pub(super) const LARGEST_GRID: u64 = 1 << 26;
/// Most tiles in memory: one gigabyte.
const MOST_TILES: usize = 1 << 17;

const SIDE_BITS: u32 = 4;
const CELLS: usize = 1 << (2 * SIDE_BITS);

/// What one cell has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub(super) ticks: i64,
    pub(super) visits: u64,
    pub(super) visitors: u32,
    /// The last track that was here and when it left.
    pub(super) stamp: u32,
    pub(super) left: i64,
}

/// Sums of the ways inside a cell, in micrometers: to the right, up, and their length.
pub(super) type Moves = [i64; 3];

#[derive(Debug, Clone)]
struct Tile {
    cells: Box<[Cell]>,
    moves: Option<Box<[Moves]>>,
}

/// The time of a layer that lies in no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Apart {
    pub(super) outside: i128,
    pub(super) unobserved: i128,
}

/// A time slice of a floor: the start of the slice and the number of the floor.
pub(super) type Layer = (i64, u32);

/// All that is added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    floors: Vec<String>,
    layer_of: BTreeMap<Layer, u32>,
    layers: Vec<Layer>,
    apart: Vec<Apart>,
    tile_of: BTreeMap<(u32, i32, i32), u32>,
    tiles: Vec<Tile>,
    moving: bool,
    cell_m: f64,
}

/// Where a cell lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    tile: u32,
    cell: u32,
}

impl Cells {
    pub(super) fn new(moving: bool, cell_m: f64) -> Self {
        Self { moving, cell_m, ..Self::default() }
    }

    /// True if ways are added up beside time.
    pub(super) const fn moving(&self) -> bool {
        self.moving
    }

    /// Size of a cell, in meters.
    pub(super) const fn cell_m(&self) -> f64 {
        self.cell_m
    }

    /// The number of a floor.
    pub(super) fn floor(&mut self, name: &str) -> u32 {
        let known = self.floors.iter().position(|floor| floor == name);
        known.unwrap_or_else(|| {
            self.floors.push(name.to_owned());
            self.floors.len() - 1
        }) as u32
    }

    pub(super) fn floor_name(&self, floor: u32) -> &str {
        &self.floors[floor as usize]
    }

    pub(super) fn floors(&self) -> usize {
        self.floors.len()
    }

    /// The number of a layer.
    pub(super) fn layer(&mut self, layer: Layer) -> u32 {
        let next = self.layers.len() as u32;
        let number = *self.layer_of.entry(layer).or_insert(next);
        if number == next {
            self.layers.push(layer);
            self.apart.push(Apart::default());
        }
        number
    }

    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    pub(super) fn apart(&self, layer: u32) -> Apart {
        self.apart[layer as usize]
    }

    pub(super) fn apart_mut(&mut self, layer: u32) -> &mut Apart {
        &mut self.apart[layer as usize]
    }

    /// Where a cell lies; its tile is made if nobody was there yet.
    pub(super) fn place(&mut self, layer: u32, [column, row]: [i32; 2]) -> Place {
        let key = (layer, row >> SIDE_BITS, column >> SIDE_BITS);
        let next = self.tiles.len() as u32;
        let tile = *self.tile_of.entry(key).or_insert(next);
        if tile == next {
            let moves = self.moving.then(|| vec![[0; 3]; CELLS].into_boxed_slice());
            self.tiles.push(Tile { cells: vec![Cell::default(); CELLS].into_boxed_slice(), moves });
        }
        Place { tile, cell: Self::within(column, row) }
    }

    /// The place of a cell in the tile of another.
    pub(super) fn beside(place: Place, [column, row]: [i32; 2]) -> Place {
        Place { tile: place.tile, cell: Self::within(column, row) }
    }

    fn within(column: i32, row: i32) -> u32 {
        const MASK: u32 = (1 << SIDE_BITS) - 1;
        ((row as u32 & MASK) << SIDE_BITS) | (column as u32 & MASK)
    }

    /// True if both cells lie in one tile.
    pub(super) const fn neighbors(a: [i32; 2], b: [i32; 2]) -> bool {
        ((a[0] ^ b[0]) | (a[1] ^ b[1])) >> SIDE_BITS == 0
    }

    pub(super) fn at(&mut self, place: Place) -> &mut Cell {
        &mut self.tiles[place.tile as usize].cells[place.cell as usize]
    }

    pub(super) fn move_in(&mut self, place: Place, moved: Moves) {
        if let Some(moves) = &mut self.tiles[place.tile as usize].moves {
            let sum = &mut moves[place.cell as usize];
            for axis in 0..3 {
                sum[axis] = sum[axis].saturating_add(moved[axis]);
            }
        }
    }

    /// Refuses to grow without end.
    pub(super) fn check_room(&self) -> Result<()> {
        if self.tiles.len() <= MOST_TILES {
            return Ok(());
        }
        Err(Error::LimitCells {
            found: format!("more than {}", MOST_TILES * CELLS),
            limit: (MOST_TILES * CELLS) as u64,
            fits: self.cell_m * 2.0,
        })
    }

    /// All cells where somebody was, with their sums, in the order of tiles.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, [i32; 2], &Cell, Moves)> {
        self.tile_of.iter().flat_map(|(&(layer, tile_row, tile_column), &tile)| {
            let tile = &self.tiles[tile as usize];
            tile.cells.iter().enumerate().filter(|(_, cell)| cell.visits > 0 || cell.ticks > 0).map(
                move |(at, cell)| {
                    let (row, column) =
                        ((at >> SIDE_BITS) as i32, (at as i32) & ((1 << SIDE_BITS) - 1));
                    let place =
                        [(tile_column << SIDE_BITS) + column, (tile_row << SIDE_BITS) + row];
                    (layer, place, cell, tile.moves.as_ref().map_or([0; 3], |moves| moves[at]))
                },
            )
        })
    }

    /// Adds to a cell what was seen elsewhere.
    pub(super) fn add(&mut self, layer: u32, cell: [i32; 2], seen: &Cell, moved: Moves) {
        let place = self.place(layer, cell);
        let sum = self.at(place);
        sum.ticks = sum.ticks.saturating_add(seen.ticks);
        sum.visits = sum.visits.saturating_add(seen.visits);
        sum.visitors = sum.visitors.saturating_add(seen.visitors);
        self.move_in(place, moved);
    }

    /// Adds all of another; the answer says which layer of mine each of its layers is.
    pub(super) fn join(&mut self, other: &Self) -> Vec<u32> {
        let mine: Vec<u32> = other
            .layers
            .iter()
            .map(|&(slice, floor)| {
                let floor = self.floor(&other.floors[floor as usize]);
                self.layer((slice, floor))
            })
            .collect();
        for (layer, apart) in other.apart.iter().enumerate() {
            let sum = &mut self.apart[mine[layer] as usize];
            sum.outside += apart.outside;
            sum.unobserved += apart.unobserved;
        }
        for (layer, cell, seen, moved) in other.iter() {
            self.add(mine[layer as usize], cell, seen, moved);
        }
        mine
    }
}

//! The heat map in the making as bytes.

use super::cells::{Cell, Cells};
use super::mask::MaskZone;
use super::record::Stay;
use super::state::{End, HeatmapState, Piece, Seen};
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::geometry::{Polygon, Position};
use crate::table::Id;

fn broken(what: &str) -> Error {
    Error::StateInvalid { reason: format!("{what} breaks its rules") }
}

fn float(out: &mut Writer, value: f64) {
    out.raw(&value.to_le_bytes());
}

fn read_float(input: &mut ByteReader<'_>) -> Result<f64> {
    let bytes = input.raw(8)?;
    let value = f64::from_le_bytes(bytes.try_into().map_err(|_| broken("a number"))?);
    if value.is_finite() { Ok(value) } else { Err(broken("a number")) }
}

fn optional(out: &mut Writer, value: Option<i64>) {
    out.unsigned(u128::from(value.is_some()));
    out.signed(i128::from(value.unwrap_or_default()));
}

fn read_optional(input: &mut ByteReader<'_>) -> Result<Option<i64>> {
    let there = input.unsigned()? == 1;
    let value = input.number()?;
    Ok(there.then_some(value))
}

impl HeatmapState {
    pub(in super::super) fn to_bytes(&self, out: &mut Writer) {
        out.unsigned(u128::from(self.cells.moving()));
        float(out, self.cells.cell_m());
        optional(out, self.span.map(|(first, _)| first));
        optional(out, self.span.map(|(_, last)| last));
        out.unsigned(self.cells.floors() as u128);
        (0..self.cells.floors() as u32).for_each(|floor| out.text(self.cells.floor_name(floor)));
        out.unsigned(self.cells.layers().len() as u128);
        for (number, &(slice, floor)) in self.cells.layers().iter().enumerate() {
            out.signed(i128::from(slice));
            out.unsigned(u128::from(floor));
            let apart = self.cells.apart(number as u32);
            out.signed(apart.outside);
            out.signed(apart.unobserved);
        }
        out.unsigned(self.cells.iter().count() as u128);
        for (layer, [column, row], cell, moved) in self.cells.iter() {
            out.unsigned(u128::from(layer));
            out.signed(i128::from(row));
            out.signed(i128::from(column));
            out.signed(i128::from(cell.ticks));
            if self.cells.moving() {
                for way in moved {
                    out.signed(i128::from(way));
                }
            }
        }
        out.unsigned(self.stays.len() as u128);
        for stay in &self.stays {
            out.unsigned(u128::from(stay.layer));
            out.signed(i128::from(stay.row));
            out.signed(i128::from(stay.column));
            out.signed(i128::from(stay.since));
            out.signed(i128::from(stay.until - stay.since));
        }
        let masks = self.masks.as_deref();
        out.unsigned(masks.map_or(0, |masks| masks.len() as u128 + 1));
        masks.into_iter().flatten().for_each(|mask| write_mask(mask, out));
        out.unsigned(self.pieces.len() as u128);
        for (id, pieces) in &self.pieces {
            match id {
                Id::Number(number) => {
                    out.unsigned(0);
                    out.unsigned(u128::from(*number));
                }
                Id::Name(name) => {
                    out.unsigned(1);
                    out.text(name);
                }
            }
            out.unsigned(pieces.len() as u128);
            for piece in pieces {
                write_piece(piece, out);
            }
        }
    }

    pub(in super::super) fn from_bytes(input: &mut ByteReader<'_>) -> Result<Self> {
        let moving = input.unsigned()? == 1;
        let mut state = Self::with(Cells::new(moving, read_float(input)?), false);
        let (first, last) = (read_optional(input)?, read_optional(input)?);
        state.span = first.zip(last);
        for _ in 0..input.count(1)? {
            let name = input.text()?;
            let floors = state.cells.floors();
            if state.cells.floor(&name) as usize != floors {
                return Err(broken("a floor"));
            }
        }
        for number in 0..input.count(4)? {
            let slice = input.number()?;
            let floor: u32 = unsigned(input)?;
            if floor as usize >= state.cells.floors() {
                return Err(broken("a layer"));
            }
            if state.cells.layer((slice, floor)) as usize != number {
                return Err(broken("a layer"));
            }
            let apart = state.cells.apart_mut(number as u32);
            apart.outside = input.signed()?;
            apart.unobserved = input.signed()?;
        }
        let layers = state.cells.layers().len();
        for _ in 0..input.count(4)? {
            let (layer, [row, column]) = read_place(input, layers)?;
            let ticks = input.number()?;
            let mut moved = [0; 3];
            if moving {
                for way in &mut moved {
                    *way = input.number()?;
                }
            }
            if ticks < 0 {
                return Err(broken("a cell"));
            }
            state.cells.add(layer, [column, row], &Cell { ticks, ..Cell::default() }, moved);
            state.cells.check_room()?;
        }
        for _ in 0..input.count(5)? {
            let (layer, [row, column]) = read_place(input, layers)?;
            let since = instant(input)?;
            let lasts: i64 = input.number()?;
            let until = since.checked_add(lasts).filter(|_| lasts >= 0);
            let until = until.ok_or_else(|| broken("a stay"))?;
            state.stays.push(Stay { layer, row, column, since, until });
        }
        if let Some(masks) = input.count(1)?.checked_sub(1) {
            state.masks = Some((0..masks).map(|_| read_mask(input)).collect::<Result<_>>()?);
        }
        for _ in 0..input.count(3)? {
            let id = match input.unsigned()? {
                0 => Id::Number(unsigned(input)?),
                _ => Id::Name(input.text()?),
            };
            let pieces: Result<Vec<Piece>> =
                (0..input.count(12)?).map(|_| read_piece(input, &state.cells)).collect();
            state.pieces.insert(id, pieces?);
        }
        Ok(state)
    }
}

fn unsigned<T: TryFrom<u128>>(input: &mut ByteReader<'_>) -> Result<T> {
    T::try_from(input.unsigned()?).map_err(|_| broken("a number"))
}

fn instant(input: &mut ByteReader<'_>) -> Result<i64> {
    let instant: i64 = input.number()?;
    crate::calendar::check_instant(instant).map_err(|_| broken("a time"))?;
    Ok(instant)
}

fn read_place(input: &mut ByteReader<'_>, layers: usize) -> Result<(u32, [i32; 2])> {
    let layer: u32 = unsigned(input)?;
    let cell = [input.number()?, input.number()?];
    if layer as usize >= layers || cell.iter().any(|index: &i32| index.unsigned_abs() > 1 << 28) {
        return Err(broken("a cell"));
    }
    Ok((layer, cell))
}

fn write_end(end: &End, out: &mut Writer) {
    out.signed(i128::from(end.time));
    end.at.iter().for_each(|&at| float(out, at));
    out.unsigned(u128::from(end.floor));
    out.unsigned(u128::from(end.alone));
}

fn read_end(input: &mut ByteReader<'_>, cells: &Cells) -> Result<End> {
    let time = instant(input)?;
    let at = [read_float(input)?, read_float(input)?];
    let floor: u32 = unsigned(input)?;
    let alone = input.unsigned()? == 1;
    // Twice the lattice: positions are taken from an origin that may lie at its other end.
    if floor as usize >= cells.floors() || at.iter().any(|at| at.abs() > 2.7e8) {
        return Err(broken("an end of a track"));
    }
    Ok(End { time, at, floor, alone })
}

fn write_piece(piece: &Piece, out: &mut Writer) {
    write_end(&piece.first, out);
    write_end(&piece.last, out);
    out.unsigned(piece.seen.len() as u128);
    // Differences are small, and small numbers are short.
    let (mut row, mut column) = (0_i32, 0_i32);
    for seen in &piece.seen {
        out.unsigned(u128::from(seen.layer));
        out.signed(i128::from(seen.row - row));
        out.signed(i128::from(seen.column - column));
        (row, column) = (seen.row, seen.column);
        out.signed(i128::from(seen.first - piece.first.time));
        out.signed(i128::from(seen.last - seen.first));
        out.unsigned(u128::from(seen.visits));
    }
}

fn read_piece(input: &mut ByteReader<'_>, cells: &Cells) -> Result<Piece> {
    let (first, last) = (read_end(input, cells)?, read_end(input, cells)?);
    if last.time < first.time {
        return Err(broken("a piece of a track"));
    }
    let mut seen = Vec::new();
    let (mut row, mut column) = (0_i32, 0_i32);
    for _ in 0..input.count(6)? {
        let (layer, [down, across]) = read_place(input, cells.layers().len())?;
        (row, column) = (row + down, column + across); // both below 2^28, checked below
        let since = first.time.checked_add(input.number()?);
        let until = since.and_then(|since| since.checked_add(input.number().ok()?));
        let visits: u32 = unsigned(input)?;
        let (Some(first), Some(last)) = (since, until) else { return Err(broken("a visit")) };
        if last < first
            || visits == 0
            || row.unsigned_abs() > 1 << 28
            || column.unsigned_abs() > 1 << 28
        {
            return Err(broken("a visit"));
        }
        seen.push(Seen { layer, row, column, first, last, visits: u64::from(visits) });
    }
    Ok(Piece { first, last, seen })
}

fn write_mask(mask: &MaskZone, out: &mut Writer) {
    out.text(&mask.floor);
    out.unsigned(u128::from(mask.walkable));
    optional(out, mask.from_us);
    optional(out, mask.until_us);
    out.unsigned(mask.polygons.len() as u128);
    for polygon in &mask.polygons {
        out.unsigned(polygon.rings().count() as u128);
        for ring in polygon.rings() {
            out.unsigned(ring.len() as u128);
            for at in ring {
                float(out, at.x);
                float(out, at.y);
            }
        }
    }
}

fn read_mask(input: &mut ByteReader<'_>) -> Result<MaskZone> {
    let floor = input.text()?;
    let walkable = input.unsigned()? == 1;
    let (from_us, until_us) = (read_optional(input)?, read_optional(input)?);
    let mut polygons = Vec::new();
    for _ in 0..input.count(1)? {
        let mut rings = Vec::new();
        for _ in 0..input.count(1)? {
            let ring: Result<Vec<Position>> = (0..input.count(16)?)
                .map(|_| Ok(Position { x: read_float(input)?, y: read_float(input)? }))
                .collect();
            rings.push(ring?);
        }
        let mut rings = rings.into_iter();
        let outer = rings.next().ok_or_else(|| broken("a zone"))?;
        polygons.push(Polygon { outer, holes: rings.collect() });
    }
    Ok(MaskZone { floor, walkable, polygons, from_us, until_us })
}

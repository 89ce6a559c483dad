//! Points track by track in the order of time, whatever the order of the rows.

use super::points::Points;
use crate::error::{Error, Result};
use std::cmp::Ordering;

/// Where each track's points lie.
///
/// Rows sorted by track and time are read in place. Otherwise rows are ordered by a radix sort over the bytes in
/// which ids differ, which keeps the order of time within a track where rows came in the order of time (live
/// data), and only tracks that are still out of order are sorted. Of rows of one track and instant the least
/// position is kept, so that the order of rows never shows.
#[derive(Debug)]
pub(crate) struct Tracks<'p> {
    points: &'p Points<'p>,
    order: Option<Vec<u32>>,
    starts: Vec<usize>,
}

/// The points of one track in the order of time; times are distinct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Track<'t> {
    /// A row of this track, to name it by.
    pub(crate) row: usize,
    pub(crate) time: &'t [i64],
    pub(crate) x: &'t [f64],
    pub(crate) y: &'t [f64],
    /// Codes of floors, where points name a floor.
    pub(crate) floor: Option<&'t [i32]>,
}

/// Room for a track whose rows are scattered.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
    floor: Vec<i32>,
}

impl<'p> Tracks<'p> {
    /// Orders the points.
    ///
    /// # Errors
    /// `KELIU_LIMIT_TABLE` over 2³² rows.
    pub(crate) fn new(points: &'p Points<'p>) -> Result<Self> {
        let keys = points.track.keys();
        if let Some(starts) = sorted_starts(&keys, &points.time.us) {
            return Ok(Self { points, order: None, starts });
        }
        if u32::try_from(points.len()).is_err() {
            return Err(Error::LimitTable {
                table: "points".to_owned(),
                what: "rows",
                found: points.len() as u64,
                limit: u64::from(u32::MAX),
            });
        }
        let order = by_key(&keys);
        let mut tracks = Self { points, order: None, starts: Vec::new() };
        let (order, starts) = tracks.distinct(&keys, order);
        tracks.order = Some(order);
        tracks.starts = starts;
        Ok(tracks)
    }

    /// Number of tracks.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Number of points that are kept, in the tracks before this one.
    pub(crate) fn start(&self, track: usize) -> usize {
        self.starts.get(track).copied().unwrap_or_else(|| self.kept())
    }

    fn kept(&self) -> usize {
        self.order.as_ref().map_or(self.points.len(), Vec::len)
    }

    /// The points of a track.
    pub(crate) fn track<'t>(&'t self, track: usize, scratch: &'t mut Scratch) -> Track<'t> {
        let rows = self.starts[track]..self.start(track + 1);
        let points = self.points;
        let floor = points.floor.as_ref().map(|floor| floor.codes.as_ref());
        let Some(order) = &self.order else {
            return Track {
                row: rows.start,
                time: &points.time.us[rows.clone()],
                x: &points.x.values[rows.clone()],
                y: &points.y.values[rows.clone()],
                floor: floor.map(|floor| &floor[rows]),
            };
        };
        let order = &order[rows];
        let gather = |values: &[f64], room: &mut Vec<f64>| {
            room.clear();
            room.extend(order.iter().map(|&row| values[row as usize]));
        };
        gather(&points.x.values, &mut scratch.x);
        gather(&points.y.values, &mut scratch.y);
        scratch.time.clear();
        scratch.time.extend(order.iter().map(|&row| points.time.us[row as usize]));
        if let Some(floor) = floor {
            scratch.floor.clear();
            scratch.floor.extend(order.iter().map(|&row| floor[row as usize]));
        }
        Track {
            row: order[0] as usize,
            time: &scratch.time,
            x: &scratch.x,
            y: &scratch.y,
            floor: floor.map(|_| scratch.floor.as_slice()),
        }
    }

    /// Sorts each track by time and keeps one row per instant.
    fn distinct(&self, keys: &[u64], mut order: Vec<u32>) -> (Vec<u32>, Vec<usize>) {
        let points = self.points;
        let time = |row: u32| points.time.us[row as usize];
        let place = |row: u32| {
            let floor = points.floor.as_ref().map(|floor| floor.name(row as usize));
            (points.x.values[row as usize], points.y.values[row as usize], floor)
        };
        let least = |&a: &u32, &b: &u32| {
            let ((ax, ay, af), (bx, by, bf)) = (place(a), place(b));
            time(a)
                .cmp(&time(b))
                .then_with(|| ax.total_cmp(&bx))
                .then_with(|| ay.total_cmp(&by))
                .then_with(|| af.cmp(&bf))
        };
        let mut starts = Vec::new();
        let (mut from, mut kept) = (0, 0);
        while from < order.len() {
            let key = keys[order[from] as usize];
            let length = order[from..].partition_point(|&row| keys[row as usize] == key);
            let rows = &mut order[from..from + length];
            if !rows.is_sorted_by(|&a, &b| time(a) < time(b)) {
                rows.sort_unstable_by(least);
            }
            starts.push(kept);
            let mut before = None;
            for at in from..from + length {
                let row = order[at];
                if before != Some(time(row)) {
                    before = Some(time(row));
                    order[kept] = row;
                    kept += 1;
                }
            }
            from += length;
        }
        order.truncate(kept);
        (order, starts)
    }
}

/// First rows of the tracks, if rows are sorted by track and strictly by time.
fn sorted_starts(keys: &[u64], time: &[i64]) -> Option<Vec<usize>> {
    let mut starts: Vec<usize> = (!keys.is_empty()).then_some(0).into_iter().collect();
    for row in 1..keys.len() {
        match keys[row].cmp(&keys[row - 1]) {
            Ordering::Greater => starts.push(row),
            Ordering::Equal if time[row] > time[row - 1] => {}
            Ordering::Equal | Ordering::Less => return None,
        }
    }
    Some(starts)
}

/// Rows in the order of their keys, equal ones in the order of rows: radix sort by the bytes that differ.
fn by_key(keys: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    let first = keys.first().copied().unwrap_or_default();
    let differing = keys.iter().fold(0, |bits, key| bits | (key ^ first));
    let mut sorted = vec![0; order.len()];
    for byte in 0..8 {
        let shift = 8 * byte;
        let digit_of = |key: u64| ((key >> shift) & 0xff) as usize;
        if digit_of(differing) == 0 {
            continue;
        }
        let digit = |row: u32| digit_of(keys[row as usize]);
        let mut next = [0; 256];
        for &row in &order {
            next[digit(row)] += 1;
        }
        let mut before = 0;
        for place in &mut next {
            before += std::mem::replace(place, before);
        }
        for &row in &order {
            let place = &mut next[digit(row)];
            sorted[*place] = row;
            *place += 1;
        }
        std::mem::swap(&mut order, &mut sorted);
    }
    order
}

#[cfg(test)]
#[path = "tracks_tests.rs"]
mod tests;

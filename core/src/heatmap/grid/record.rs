//! Follows one track after another and adds up what each cell sees.

use super::cells::{Cells, Moves, Place};
use super::plan::{Plan, Spot};
use crate::error::Result;
use crate::geometry::{Stays, floor};

/// A stay of one track in one cell, without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stay {
    pub(super) layer: u32,
    /// Row before column: the order of results.
    pub(super) row: i32,
    pub(super) column: i32,
    pub(super) since: i64,
    pub(super) until: i64,
}

/// Who counts visits.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Visits<'l> {
    /// The cells do, by the stamp of the track: it is whole.
    Stamped,
    /// Somebody later, from the list of stays: other parts may hold more of the track.
    Listed(&'l mut Vec<Stay>),
}

/// The pen that writes into cells.
pub(super) struct Recorder<'r> {
    plan: &'r Plan,
    cells: &'r mut Cells,
    /// Starts of slices and one end, or nothing.
    slices: &'r [i64],
    visits: Visits<'r>,
    /// All stays, where the most persons at a time are asked for.
    stays: Option<&'r mut Vec<Stay>>,
    stamp: u32,
    floor: u32,
    slice: [i64; 2],
    layer: u32,
    stay: Option<Stay>,
    moved: Moves,
    place: Option<(u32, [i32; 2], Place)>,
    /// The running segment: when it starts, how long it lasts, its way in micrometers.
    start: i64,
    ticks: i64,
    way: [f64; 3],
    cuts: Vec<f64>,
}

impl<'r> Recorder<'r> {
    pub(super) fn new(
        plan: &'r Plan,
        cells: &'r mut Cells,
        slices: &'r [i64],
        visits: Visits<'r>,
        stays: Option<&'r mut Vec<Stay>>,
    ) -> Self {
        Self {
            plan,
            cells,
            slices,
            visits,
            stays,
            stamp: 0,
            floor: 0,
            slice: [i64::MAX, i64::MIN],
            layer: 0,
            stay: None,
            moved: [0; 3],
            place: None,
            start: 0,
            ticks: 0,
            way: [0.0; 3],
            cuts: Vec::new(),
        }
    }

    /// The stays that were listed since they were last taken.
    pub(super) fn take_list(&mut self) -> Option<&mut Vec<Stay>> {
        match &mut self.visits {
            Visits::Stamped => None,
            Visits::Listed(list) => Some(list),
        }
    }

    /// Refuses to grow without end.
    pub(super) fn check(&self) -> Result<()> {
        self.cells.check_room()
    }

    /// Begins another track. Stamps are never 0, which untouched cells bear.
    pub(super) fn begin(&mut self, stamp: u32) {
        self.stamp = stamp;
    }

    /// All that follows is on this floor.
    pub(super) fn on_floor(&mut self, floor: u32) {
        if floor != self.floor {
            self.floor = floor;
            self.slice = [i64::MAX, i64::MIN];
        }
    }

    /// Ends a track: what is still open is written.
    pub(super) fn end(&mut self) {
        if let Some(stay) = self.stay.take() {
            self.write(stay);
        }
    }

    /// A person walks from one spot to another.
    pub(super) fn segment(&mut self, from: &Spot, to: &Spot, start: i64, end: i64) {
        // Most steps stay in a cell, and most of them go on with a running stay.
        if from.cell == to.cell
            && !self.plan.flow
            && end <= self.slice[1]
            && let Some(stay) = &mut self.stay
            && [stay.column, stay.row] == from.cell
            && stay.until == start
            && stay.layer == self.layer
        {
            stay.until = end;
            return;
        }
        (self.start, self.ticks) = (start, end - start);
        if self.plan.flow {
            let (x, y) = (to.at[0] - from.at[0], to.at[1] - from.at[1]);
            self.way = [x * 1000.0, y * 1000.0, (x * x + y * y).sqrt() * 1000.0];
        }
        if from.cell == to.cell {
            if from.inside {
                self.inside(from.cell, 0, self.ticks);
            } else {
                self.outside(0, self.ticks);
            }
        } else {
            let mut cuts = std::mem::take(&mut self.cuts);
            self.plan.walk(from, to, self.ticks, &mut cuts, self);
            self.cuts = cuts;
        }
    }

    /// Nobody knows where the person was, save that `hold` counts as a stay where they were last seen.
    pub(super) fn gap(&mut self, from: &Spot, start: i64, end: i64) {
        let held = self.plan.hold_us.min(end - start);
        (self.start, self.ticks, self.way) = (start, end - start, [0.0; 3]);
        if held > 0 && from.inside {
            self.inside(from.cell, 0, held);
        } else if held > 0 {
            self.outside(0, held);
        }
        self.spread(start + held, end, |cells, layer, ticks| {
            cells.apart_mut(layer).unobserved += i128::from(ticks);
        });
    }

    /// A person was seen at one instant, and neither before nor after.
    pub(super) fn touch(&mut self, spot: &Spot, time: i64) {
        if spot.inside {
            (self.start, self.ticks, self.way) = (time, 0, [0.0; 3]);
            self.seek(time);
            self.put(spot.cell, time, time);
        }
    }

    /// Turns to the slice that holds an instant.
    fn seek(&mut self, time: i64) {
        if time >= self.slice[0] && time < self.slice[1] {
            return;
        }
        self.slice = match self.slices {
            [] => [i64::MIN, i64::MAX],
            slices => {
                let next = slices.partition_point(|&start| start <= time).max(1);
                [slices[next - 1], slices.get(next).copied().unwrap_or(i64::MAX)]
            }
        };
        let start = if self.slices.is_empty() { 0 } else { self.slice[0] };
        self.layer = self.cells.layer((start, self.floor));
    }

    /// Cuts a stretch of time at the borders of slices.
    fn spread(&mut self, mut from: i64, to: i64, add: impl Fn(&mut Cells, u32, i64)) {
        while from < to {
            self.seek(from);
            let until = to.min(self.slice[1]);
            add(self.cells, self.layer, until - from);
            from = until;
        }
    }

    fn put(&mut self, cell: [i32; 2], from: i64, to: i64) {
        match &mut self.stay {
            Some(stay)
                if [stay.column, stay.row] == cell
                    && stay.until == from
                    && stay.layer == self.layer =>
            {
                stay.until = to;
            }
            running => {
                let [column, row] = cell;
                let next = Stay { layer: self.layer, row, column, since: from, until: to };
                if let Some(done) = running.replace(next) {
                    self.write(done);
                }
            }
        }
        if self.plan.flow {
            // Differences of one rounded sum, so that the ways in all cells add up to the whole way.
            let length = self.ticks.max(1) as f64;
            let (a, b) = ((from - self.start) as f64, (to - self.start) as f64);
            for axis in 0..3 {
                let so_far = |ticks: f64| floor(self.way[axis] * ticks / length + 0.5);
                self.moved[axis] += so_far(b) - so_far(a);
            }
        }
    }

    fn write(&mut self, stay: Stay) {
        let at = [stay.column, stay.row];
        let place = match self.place {
            Some((layer, near, place)) if layer == stay.layer && Cells::neighbors(near, at) => {
                Cells::beside(place, at)
            }
            _ => {
                let place = self.cells.place(stay.layer, at);
                self.place = Some((stay.layer, at, place));
                place
            }
        };
        let cell = self.cells.at(place);
        cell.ticks = cell.ticks.saturating_add(stay.until - stay.since);
        match &mut self.visits {
            Visits::Stamped => {
                if cell.stamp != self.stamp {
                    cell.stamp = self.stamp;
                    cell.visitors += 1;
                    cell.visits += 1;
                } else if stay.since - cell.left > self.plan.visit_gap_us {
                    cell.visits += 1;
                }
                cell.left = stay.until;
            }
            Visits::Listed(list) => list.push(stay),
        }
        if self.plan.flow {
            self.cells.move_in(place, std::mem::take(&mut self.moved));
        }
        if let Some(stays) = &mut self.stays {
            stays.push(stay);
        }
    }
}

impl Stays for Recorder<'_> {
    fn inside(&mut self, cell: [i32; 2], from: i64, to: i64) {
        let (mut from, to) = (self.start + from, self.start + to);
        while from < to {
            self.seek(from);
            let until = to.min(self.slice[1]);
            self.put(cell, from, until);
            from = until;
        }
    }

    fn outside(&mut self, from: i64, to: i64) {
        self.spread(self.start + from, self.start + to, |cells, layer, ticks| {
            cells.apart_mut(layer).outside += i128::from(ticks);
        });
    }
}

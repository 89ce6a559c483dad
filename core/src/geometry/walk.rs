//! The walk of a straight segment through square cells: how long it stays in each, in whole ticks.
//!
//! Each crossing of a cell border is computed afresh from the number of the border; Amanatides and Woo (1987)
//! add increments up instead, which drifts. The walk ends by counting borders, so no rounding can leave it
//! unfinished or carry it past its end, and deposits are differences of one rising sequence, so that their sum
//! is the duration of the segment, always.

/// Part of a plane of cells: columns and rows, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The lowest column and row.
    pub(crate) low: [i32; 2],
    /// The highest column and row.
    pub(crate) high: [i32; 2],
}

impl Window {
    /// All cells.
    pub(crate) const ALL: Self = Self { low: [i32::MIN; 2], high: [i32::MAX; 2] };

    pub(crate) fn contains(&self, cell: [i32; 2]) -> bool {
        (0..2).all(|axis| (self.low[axis]..=self.high[axis]).contains(&cell[axis]))
    }
}

/// What a walk tells of: stays in order of time, `from < to`, ticks since the start of the segment.
pub(crate) trait Stays {
    /// A stay in a cell, given by column and row.
    fn inside(&mut self, cell: [i32; 2], from: i64, to: i64);
    /// A stay outside the window.
    fn outside(&mut self, from: i64, to: i64);
}

/// The greatest whole number that is not above `value`. Without a call: on processors without a rounding
/// instruction `f64::floor` is one.
pub(crate) fn floor(value: f64) -> i64 {
    let whole = value as i64;
    whole - i64::from((whole as f64) > value)
}

/// Ticks after which a share of the way is done, rounded half up: `num / den` of `ticks`, the numerator
/// multiplied first, so that lattice coordinates lose nothing before the one division.
fn moment(num: f64, den: f64, ticks: f64) -> f64 {
    (num * ticks) / den
}

/// One axis of a walk.
#[derive(Debug, Clone, Copy)]
struct Axis {
    /// Column or row that the walk is in.
    cell: i32,
    /// Borders still to cross.
    left: u32,
    /// +1 or -1.
    step: i32,
    start: f64,
    way: f64,
    size: f64,
    ticks: f64,
    /// When the next border is crossed, in ticks; infinite without one.
    next: f64,
}

impl Axis {
    fn new(from: f64, to: f64, ends: [i32; 2], size: f64, ticks: f64) -> Self {
        let [cell, end] = ends;
        let mut axis = Self {
            cell,
            left: end.abs_diff(cell),
            step: if end < cell { -1 } else { 1 },
            start: from,
            way: to - from,
            size,
            ticks,
            next: f64::INFINITY,
        };
        axis.aim();
        axis
    }

    /// When the border is crossed that lies behind `ahead` more cells.
    fn crossing(&self, ahead: i32) -> f64 {
        let border = self.cell + self.step * ahead + i32::from(self.step > 0);
        moment(f64::from(border) * self.size - self.start, self.way, self.ticks)
    }

    fn aim(&mut self) {
        self.next = if self.left == 0 { f64::INFINITY } else { self.crossing(0) };
    }

    fn advance(&mut self) {
        self.cell += self.step;
        self.left -= 1;
        self.aim();
    }

    /// Goes on to a cell on the way, or stays where that cell is passed or never reached; says whether the walk
    /// can still meet it, and when it does.
    fn reach(&self, low: i32, high: i32) -> Option<(u32, f64)> {
        let ahead = if self.step > 0 {
            i64::from(low) - i64::from(self.cell)
        } else {
            i64::from(self.cell) - i64::from(high)
        };
        let behind = if self.step > 0 { self.cell > high } else { self.cell < low };
        if behind || ahead > i64::from(self.left) {
            return None;
        }
        if ahead <= 0 {
            return Some((0, f64::NEG_INFINITY));
        }
        Some((ahead as u32, self.crossing(ahead as i32 - 1)))
    }

    /// How many borders are crossed up to a moment; those at the moment itself are counted where `met`.
    fn crossed(&self, until: f64, met: bool) -> u32 {
        let counts = |ahead: u32| {
            let at = self.crossing(ahead as i32);
            at < until || (met && at == until)
        };
        // Crossings come in order of their number, so that halving finds the first that does not count.
        let (mut low, mut high) = (0, self.left);
        while low < high {
            let middle = low + (high - low) / 2;
            if counts(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn skip(&mut self, borders: u32) {
        self.cell += self.step * borders as i32;
        self.left -= borders;
        self.aim();
    }
}

/// Rounds a moment half up and keeps it between the moment before and the end.
fn whole(moment: f64, before: i64, ticks: i64) -> i64 {
    if moment >= ticks as f64 { ticks } else { floor(moment.max(0.0) + 0.5).clamp(before, ticks) }
}

/// Tells the stays of a segment that runs from one position to another in `ticks` ticks at constant speed, on
/// square cells of side `size`, half-open: column k holds `k * size <= x < (k + 1) * size`.
///
/// Coordinates and side are in one unit; the ends lie in `cells` (see [`cell_of`]). On a tie of both axes, at a
/// corner, both are stepped at once. The ticks of each stay differ from those of exact arithmetic by at most 1.
///
/// *Cost*: O(cells inside the window + log cells outside).
pub(crate) fn walk(
    from: [f64; 2],
    to: [f64; 2],
    cells: [[i32; 2]; 2],
    ticks: i64,
    size: f64,
    window: &Window,
    stays: &mut impl Stays,
) {
    let [start, end] = cells;
    if start == end {
        if ticks > 0 {
            if window.contains(start) {
                stays.inside(start, 0, ticks);
            } else {
                stays.outside(0, ticks);
            }
        }
        return;
    }
    let length = ticks as f64;
    let mut x = Axis::new(from[0], to[0], [start[0], end[0]], size, length);
    let mut y = Axis::new(from[1], to[1], [start[1], end[1]], size, length);
    let mut before = 0;
    // A box holds a straight way whose ends it holds.
    let whole_way = window.contains(start) && window.contains(end);
    if !whole_way {
        let Some(entered) = enter(&mut x, &mut y, window) else {
            if ticks > 0 {
                stays.outside(0, ticks);
            }
            return;
        };
        before = whole(entered, 0, ticks);
        if before > 0 {
            stays.outside(0, before);
        }
    }
    while (x.left | y.left) > 0 {
        let cell = [x.cell, y.cell];
        if !whole_way && !window.contains(cell) {
            break;
        }
        let at = if x.next <= y.next { x.next } else { y.next };
        let now = whole(at, before, ticks);
        if now > before {
            stays.inside(cell, before, now);
            before = now;
        }
        let (step_x, step_y) = (x.next <= y.next, y.next <= x.next);
        if step_x {
            x.advance();
        }
        if step_y {
            y.advance();
        }
    }
    if ticks > before {
        if window.contains([x.cell, y.cell]) {
            stays.inside([x.cell, y.cell], before, ticks);
        } else {
            stays.outside(before, ticks);
        }
    }
}

/// Goes on to the first cell inside the window and says when it is entered, if it ever is.
fn enter(x: &mut Axis, y: &mut Axis, window: &Window) -> Option<f64> {
    let (ahead_x, at_x) = x.reach(window.low[0], window.high[0])?;
    let (ahead_y, at_y) = y.reach(window.low[1], window.high[1])?;
    let at = at_x.max(at_y);
    if at == f64::NEG_INFINITY {
        return Some(0.0);
    }
    // Borders crossed at the same moment are crossed together.
    let (skip_x, skip_y) =
        if at_x >= at_y { (ahead_x, y.crossed(at, true)) } else { (x.crossed(at, true), ahead_y) };
    x.skip(skip_x);
    y.skip(skip_y);
    window.contains([x.cell, y.cell]).then_some(at)
}

/// Column and row of a position.
pub(crate) fn cell_of(position: [f64; 2], size: f64) -> [i32; 2] {
    [floor(position[0] / size) as i32, floor(position[1] / size) as i32]
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;

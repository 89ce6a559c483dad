//! The walk of a straight segment through hexagons that stand on a corner.
//!
//! Every edge of the hexagons lies on a line n·p = m·w/2 with n at 0, 60 or 120 degrees, m whole and w the
//! distance between opposite edges. The walk cuts the segment at all such lines it meets and asks for the cell
//! at the middle of each piece; cuts that are no edges only make pieces that join again.

use super::walk::{Stays, Window, floor};

/// The square root of 3.
const ROOT_3: f64 = 1.732_050_807_568_877_2;

/// The axial coordinates `q, r` of the hexagon that holds a position: rows of hexagons `w` apart, row r shifted
/// by r·w/2 and raised by r·w·√3/2. Hexagon (0, 0) has its center at the origin.
///
/// *Source*: cube rounding, Patel, Hexagonal Grids (2013).
pub(crate) fn hexagon_of(position: [f64; 2], width: f64) -> [i32; 2] {
    let r = position[1] * 2.0 / (ROOT_3 * width);
    let q = position[0] / width - r / 2.0;
    let s = -q - r;
    let (near_q, near_r, near_s) = (floor(q + 0.5), floor(r + 0.5), floor(s + 0.5));
    let off = |near: i64, exact: f64| (near as f64 - exact).abs();
    let (off_q, off_r, off_s) = (off(near_q, q), off(near_r, r), off(near_s, s));
    if off_q > off_r && off_q > off_s {
        [(-near_r - near_s) as i32, near_r as i32]
    } else if off_r > off_s {
        [near_q as i32, (-near_q - near_s) as i32]
    } else {
        [near_q as i32, near_r as i32]
    }
}

/// The center of a hexagon.
pub(crate) fn center_of([q, r]: [i32; 2], width: f64) -> [f64; 2] {
    [width * (f64::from(q) + f64::from(r) / 2.0), width * ROOT_3 / 2.0 * f64::from(r)]
}

/// Column and row of a hexagon: odd rows are shifted by half a cell to the right.
pub(crate) fn offset_of([q, r]: [i32; 2]) -> [i32; 2] {
    [q + (r >> 1), r]
}

/// The axial coordinates of a column and row.
pub(crate) fn axial_of([column, row]: [i32; 2]) -> [i32; 2] {
    [column - (row >> 1), row]
}

/// The corners of a hexagon, counterclockwise from the right.
pub(crate) fn corners_of(axial: [i32; 2], width: f64) -> [[f64; 2]; 6] {
    let [x, y] = center_of(axial, width);
    let (half, radius) = (width / 2.0, width / ROOT_3);
    [
        [x + half, y - radius / 2.0],
        [x + half, y + radius / 2.0],
        [x, y + radius],
        [x - half, y + radius / 2.0],
        [x - half, y - radius / 2.0],
        [x, y - radius],
    ]
}

/// Tells the stays of a segment on hexagons, as [`walk`](super::walk::walk) does on squares; cells are given by
/// column and row, and so is the window. `cuts` is room that is used again.
///
/// *Cost*: O(n log n) in the lines met within reach of the window.
pub(crate) fn walk_hexagons(
    from: [f64; 2],
    to: [f64; 2],
    ticks: i64,
    width: f64,
    window: &Window,
    cuts: &mut Vec<f64>,
    stays: &mut impl Stays,
) {
    if ticks <= 0 {
        return;
    }
    let way = [to[0] - from[0], to[1] - from[1]];
    cuts.clear();
    if let Some([first, last]) = within_reach(from, way, width, window) {
        cuts.extend([first, last]);
        let directions = [[1.0, 0.0], [0.5, ROOT_3 / 2.0], [-0.5, ROOT_3 / 2.0]];
        for [along_x, along_y] in directions {
            let start = (along_x * from[0] + along_y * from[1]) / (width / 2.0);
            let reach = (along_x * way[0] + along_y * way[1]) / (width / 2.0);
            let (one, other) = (start + first * reach, start + last * reach);
            let (low, high) = (floor(one.min(other)) + 1, floor(one.max(other)));
            for line in low..=high {
                let share = (line as f64 - start) / reach;
                if share > first && share < last {
                    cuts.push(share);
                }
            }
        }
        cuts.sort_unstable_by(f64::total_cmp);
    }
    let length = ticks as f64;
    let mut before = 0; // all before this tick has been told
    let mut running: Option<([i32; 2], i64)> = None;
    let moment = |share: f64| floor(share * length + 0.5).clamp(0, ticks);
    if cuts.first().is_none_or(|&first| first > 0.0) {
        before = cuts.first().map_or(ticks, |&first| moment(first));
        if before > 0 {
            stays.outside(0, before);
        }
    }
    let mut tell = |cell: [i32; 2], since: i64, until: i64| {
        if until > since {
            if window.contains(cell) {
                stays.inside(cell, since, until);
            } else {
                stays.outside(since, until);
            }
        }
    };
    for pair in cuts.windows(2) {
        if pair[1] <= pair[0] {
            continue;
        }
        let middle = f64::midpoint(pair[0], pair[1]);
        let at = [from[0] + middle * way[0], from[1] + middle * way[1]];
        let cell = offset_of(hexagon_of(at, width));
        match running {
            Some((same, _)) if same == cell => {}
            Some((other, since)) => {
                let now = moment(pair[0]).max(since);
                tell(other, since, now);
                running = Some((cell, now));
            }
            None => running = Some((cell, before)),
        }
    }
    if let Some((cell, since)) = running {
        let end = cuts.last().map_or(ticks, |&last| if last >= 1.0 { ticks } else { moment(last) });
        tell(cell, since, end.max(since));
        before = end.max(since);
    } else if before < ticks && !cuts.is_empty() {
        // The way is too short to be cut: one cell holds it.
        tell(offset_of(hexagon_of(from, width)), before, ticks);
        before = ticks;
    }
    if before < ticks {
        stays.outside(before, ticks);
    }
}

/// The shares of the way between which it is near enough to the window to meet one of its hexagons.
fn within_reach(from: [f64; 2], way: [f64; 2], width: f64, window: &Window) -> Option<[f64; 2]> {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    let heights = [width, width * ROOT_3 / 2.0];
    for axis in 0..2 {
        // Two cells of room cover the shift of odd rows and the corners.
        let low = (f64::from(window.low[axis]) - 2.0) * heights[axis];
        let high = (f64::from(window.high[axis]) + 2.0) * heights[axis];
        if way[axis] == 0.0 {
            if !(low..=high).contains(&from[axis]) {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - from[axis]) / way[axis], (high - from[axis]) / way[axis]);
        first = first.max(one.min(other));
        last = last.min(one.max(other));
    }
    (first <= last).then_some([first, last])
}

#[cfg(test)]
#[path = "hexagon_tests.rs"]
mod tests;

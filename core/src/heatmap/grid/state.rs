//! The heat map in the making: cells, and of each track what a later part may need to go on.

use super::cells::Cells;
use super::mask::MaskZone;
use super::plan::{Plan, Spot};
use super::record::{Recorder, Stay, Visits};
use crate::error::{Error, Result};
use crate::table::{Id, Points, Scratch, Track, Tracks, Zones};
use crate::time::utc_label;
use std::collections::BTreeMap;

/// Most stays kept for the most persons at a time: two gigabytes.
const MOST_STAYS: usize = 1 << 26;

/// One end of a piece of a track.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) time: i64,
    /// Where it was on the lattice.
    pub(super) at: [f64; 2],
    pub(super) floor: u32,
    /// Nothing else in the piece is connected to it.
    pub(super) alone: bool,
}

/// What a piece of a track did in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) layer: u32,
    pub(super) row: i32,
    pub(super) column: i32,
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) visits: u64,
}

impl Seen {
    fn of(stay: &Stay) -> Self {
        Self {
            layer: stay.layer,
            row: stay.row,
            column: stay.column,
            first: stay.since,
            last: stay.until,
            visits: 1,
        }
    }
}

/// A piece of a track: its ends and the cells between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) first: End,
    pub(super) last: End,
    pub(super) seen: Vec<Seen>,
}

/// The heat map in the making.
#[derive(Debug, Clone)]
pub struct HeatmapState {
    pub(super) cells: Cells,
    pub(super) span: Option<(i64, i64)>,
    pub(super) masks: Option<Vec<MaskZone>>,
    pub(super) stays: Vec<Stay>,
    pub(super) pieces: BTreeMap<Id, Vec<Piece>>,
    /// True where every track is whole, so that nothing need be kept of it.
    pub(super) whole_tracks: bool,
}

impl HeatmapState {
    pub(in super::super) fn new(plan: &Plan, whole_tracks: bool) -> Self {
        Self::with(Cells::new(plan.flow, plan.cell_m), whole_tracks)
    }

    pub(super) const fn with(cells: Cells, whole_tracks: bool) -> Self {
        Self {
            cells,
            span: None,
            masks: None,
            stays: Vec::new(),
            pieces: BTreeMap::new(),
            whole_tracks,
        }
    }

    pub(in super::super) fn set_zones(&mut self, zones: Option<&Zones>) {
        self.masks = Some(zones.map(MaskZone::all).unwrap_or_default());
    }

    /// Refuses points that lie too far apart for the cells asked for, before any work.
    pub(in super::super) fn check_points(plan: &Plan, points: &Points<'_>) -> Result<()> {
        if plan.bounded || points.is_empty() {
            return Ok(());
        }
        let bounds = |values: &[f64]| {
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
                (if value < low { value } else { low }, if value > high { value } else { high })
            })
        };
        let ((left, right), (bottom, top)) = (bounds(&points.x.values), bounds(&points.y.values));
        plan.check_box(&plan.around([left, bottom], [right + 0.001, top + 0.001]))
    }

    /// Adds some of the tracks.
    pub(in super::super) fn add(
        &mut self,
        plan: &Plan,
        points: &Points<'_>,
        tracks: &Tracks<'_>,
        range: std::ops::Range<usize>,
        slices: &[i64],
    ) -> Result<()> {
        let names = points.floor.as_ref().map(|labels| labels.names.as_slice()).unwrap_or_default();
        let floors: Vec<u32> = if names.is_empty() {
            vec![self.cells.floor("")]
        } else {
            names.iter().map(|name| self.cells.floor(name)).collect()
        };
        let Self { cells, stays, pieces, span, whole_tracks, .. } = self;
        let mut list = Vec::new();
        let visits = if *whole_tracks { Visits::Stamped } else { Visits::Listed(&mut list) };
        let stays = plan.most.then_some(stays);
        let mut recorder = Recorder::new(plan, cells, slices, visits, stays);
        let mut scratch = Scratch::default();
        for (number, track) in range.enumerate() {
            let track = tracks.track(track, &mut scratch);
            let (Some(&from), Some(&to)) = (track.time.first(), track.time.last()) else {
                continue;
            };
            *span = Some(span.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
            recorder.begin(number as u32 + 1);
            let ends = follow(plan, &mut recorder, &track, &floors, *whole_tracks)?;
            recorder.end();
            if let Some([first, last]) = ends
                && let Some(list) = recorder.take_list()
            {
                let seen = summary(list, plan.visit_gap_us);
                let id = points.track.id(track.row);
                pieces.entry(id).or_default().push(Piece { first, last, seen });
            }
        }
        check_stays(&self.stays)
    }

    pub(in super::super) fn join(&mut self, other: Self) -> Result<()> {
        match (&self.masks, &other.masks) {
            (Some(mine), Some(its)) if mine != its => {
                return Err(Error::StateInvalid {
                    reason: "the parts were made with different zones".to_owned(),
                });
            }
            (None, Some(_)) => self.masks = other.masks,
            _ => {}
        }
        let layers = self.cells.join(&other.cells);
        self.cells.check_room()?;
        self.span = match (self.span, other.span) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (mine, its) => mine.or(its),
        };
        let mine = |layer: u32| layers[layer as usize];
        self.stays
            .extend(other.stays.into_iter().map(|stay| Stay { layer: mine(stay.layer), ..stay }));
        check_stays(&self.stays)?;
        let floors: Vec<u32> = (0..other.cells.floors() as u32)
            .map(|floor| self.cells.floor(other.cells.floor_name(floor)))
            .collect();
        for (id, pieces) in other.pieces {
            let known = self.pieces.entry(id).or_default();
            known.extend(pieces.into_iter().map(|mut piece| {
                piece.first.floor = floors[piece.first.floor as usize];
                piece.last.floor = floors[piece.last.floor as usize];
                piece.seen.iter_mut().for_each(|seen| seen.layer = mine(seen.layer));
                piece
            }));
        }
        Ok(())
    }

    /// Joins the pieces of each track by what lies between them and counts visits and visitors.
    pub(super) fn close(&mut self, plan: &Plan) -> Result<()> {
        let all = std::mem::take(&mut self.pieces);
        for (id, pieces) in all {
            let pieces = in_order(pieces).map_err(|[first, second]| Error::PartsInterleave {
                track: match &id {
                    Id::Number(number) => number.to_string(),
                    Id::Name(name) => name.clone(),
                },
                first,
                second,
            })?;
            self.close_track(plan, &pieces)?;
        }
        self.cells.check_room()
    }

    fn close_track(&mut self, plan: &Plan, pieces: &[Piece]) -> Result<()> {
        // Whether the end of a piece is connected to the next, and the start of the next to it.
        let joint = |pair: &[Piece]| {
            let (end, start) = (pair[0].last, pair[1].first);
            let near = start.time - end.time <= plan.gap_us && start.floor == end.floor;
            // One point that both pieces hold, alone in both: it is told by the first.
            let alone = start.time == end.time && end.alone && start.alone;
            [near && !alone, near]
        };
        let joints: Vec<[bool; 2]> = pieces.windows(2).map(joint).collect();
        let mut seen: Vec<Seen> = Vec::new();
        let mut between = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let before = at > 0 && joints[at - 1][1];
            let after = joints.get(at).is_some_and(|joint| joint[0]);
            let single = piece.first.time == piece.last.time;
            let (first, last) = (piece.first, piece.last);
            let next = pieces.get(at + 1).map(|next| next.first);
            let slices = plan.slices(first.time, next.map_or(last.time, |next| next.time))?;
            let Self { cells, stays, .. } = self;
            let stays = plan.most.then_some(stays);
            let mut recorder =
                Recorder::new(plan, cells, &slices, Visits::Listed(&mut between), stays);
            let spot = |end: &End| plan.spot_on_lattice(end.at);
            let touch = |recorder: &mut Recorder<'_>, end: &End| {
                recorder.on_floor(end.floor);
                recorder.touch(&spot(end), end.time);
                recorder.end();
            };
            // What is held in the gap after a point is a stay, and no touch besides.
            let held = plan.hold_us > 0 && next.is_some();
            if first.alone
                && !before
                && !(single && (after || held))
                && (single || plan.hold_us == 0)
            {
                touch(&mut recorder, &first);
            }
            if !single && last.alone && !after && !held {
                touch(&mut recorder, &last);
            }
            if let Some(next) = next {
                recorder.on_floor(last.floor);
                if after {
                    recorder.segment(&spot(&last), &spot(&next), last.time, next.time);
                } else {
                    recorder.gap(&spot(&last), last.time, next.time);
                }
                recorder.end();
            }
            seen.extend_from_slice(&piece.seen);
            // One by one: what lies before a piece and after it must not be taken together.
            seen.extend(between.drain(..).map(|stay| Seen::of(&stay)));
        }
        seen.sort_by_key(|seen| (seen.layer, seen.row, seen.column, seen.first, seen.last));
        for cell in seen.chunk_by(|a, b| (a.layer, a.row, a.column) == (b.layer, b.row, b.column)) {
            let joined = together(cell, plan.visit_gap_us);
            let place = self.cells.place(joined.layer, [joined.column, joined.row]);
            let sum = self.cells.at(place);
            sum.visits = sum.visits.saturating_add(joined.visits);
            sum.visitors = sum.visitors.saturating_add(1);
        }
        check_stays(&self.stays)
    }
}

/// Pieces of one track in the order of time. A point that two of them hold is no fault; otherwise what overlaps is
/// answered with the times of both.
fn in_order(mut pieces: Vec<Piece>) -> std::result::Result<Vec<Piece>, [String; 2]> {
    pieces.sort_by_key(|piece| (piece.first.time, piece.last.time));
    let single = |piece: &Piece| piece.first.time == piece.last.time;
    let mut ordered: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(before) = ordered.last_mut() else {
            ordered.push(piece);
            continue;
        };
        let (end, start) = (before.last, piece.first);
        let same = (end.time, end.at, end.floor) == (start.time, start.at, start.floor);
        if end.time >= start.time && !same {
            let label = |piece: &Piece| {
                format!("{} to {}", utc_label(piece.first.time), utc_label(piece.last.time))
            };
            return Err([label(before), label(&piece)]);
        }
        if !same {
            ordered.push(piece);
        } else if single(before) {
            *before = piece;
        } else if !single(&piece) {
            ordered.push(piece);
        }
    }
    Ok(ordered)
}

fn check_stays(stays: &[Stay]) -> Result<()> {
    if stays.len() <= MOST_STAYS {
        return Ok(());
    }
    Err(Error::LimitTable {
        table: "points".to_owned(),
        what: "stays in cells, all of which max_occupancy keeps",
        found: stays.len() as u64,
        limit: MOST_STAYS as u64,
    })
}

/// Walks along a track; the answer is its ends where they may be joined to others.
fn follow(
    plan: &Plan,
    recorder: &mut Recorder<'_>,
    track: &Track<'_>,
    floors: &[u32],
    whole: bool,
) -> Result<Option<[End; 2]>> {
    let floor = |row: usize| track.floor.map_or(floors[0], |codes| floors[codes[row] as usize]);
    let last = track.time.len() - 1;
    let mut here = plan.spot(track.x[0], track.y[0]);
    let first = here;
    recorder.on_floor(floor(0));
    let mut alone = true; // nothing so far is connected to this point
    let mut first_alone = true;
    for row in 0..last {
        let there = plan.spot_near(&here, track.x[row + 1], track.y[row + 1]);
        let (start, end) = (track.time[row], track.time[row + 1]);
        let same_floor = track.floor.is_none_or(|codes| codes[row] == codes[row + 1]);
        if end - start <= plan.gap_us && same_floor {
            recorder.segment(&here, &there, start, end);
            if row == 0 {
                first_alone = false;
            }
            alone = false;
        } else {
            // The ends of a piece may be connected to other parts; what is held is no touch but a stay.
            if alone && (whole || row > 0) && plan.hold_us == 0 {
                recorder.touch(&here, start);
            }
            recorder.gap(&here, start, end);
            recorder.on_floor(floor(row + 1));
            alone = true;
        }
        here = there;
        recorder.check()?;
    }
    if whole {
        if alone {
            recorder.touch(&here, track.time[last]);
        }
        return Ok(None);
    }
    let end = |row: usize, spot: &Spot, alone: bool| End {
        time: track.time[row],
        at: spot.at,
        floor: floor(row),
        alone,
    };
    Ok(Some([end(0, &first, first_alone), end(last, &here, alone)]))
}

/// Stays of one track, cell by cell; the list is left empty.
fn summary(stays: &mut Vec<Stay>, visit_gap_us: i64) -> Vec<Seen> {
    stays.sort_unstable();
    let all: Vec<Seen> = stays.drain(..).map(|stay| Seen::of(&stay)).collect();
    all.chunk_by(|a, b| (a.layer, a.row, a.column) == (b.layer, b.row, b.column))
        .map(|cell| together(cell, visit_gap_us))
        .collect()
}

/// What was seen of one track in one cell, in the order of time, as one: what follows soon is the same visit.
fn together(seen: &[Seen], visit_gap_us: i64) -> Seen {
    let mut joined = seen[0];
    for next in &seen[1..] {
        let same = next.first - joined.last <= visit_gap_us;
        joined.visits += next.visits - u64::from(same);
        joined.last = joined.last.max(next.last);
    }
    joined
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;

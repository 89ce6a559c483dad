//! Where tracks meet shapes: crossings of edges, and time near them.
//!
//! A track is cut into runs at gaps and changes of floor. What a run meets between two points depends on these
//! two alone, so traces of parts of a track are joined by the step between them.

use super::plan::{Plan, read_node};
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::geometry::{Label, LabelGrid, Node};

/// More than the years 1900 to 2200 are from 1970, which points are checked to lie within.
const FURTHEST_US: u64 = 8_000_000_000_000_000;

/// Where a track was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) time: i64,
    pub(crate) at: Node,
}

/// What a track meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meeting {
    /// Seen along the edge, from its left to its right.
    ToRight,
    ToLeft,
    /// No further from the boundary than the reach, from start to end.
    Near,
}

/// A track meets a shape. Crossings start and end at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) shape: u32,
    pub(crate) meeting: Meeting,
}

/// Points of a track without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) first: Mark,
    pub(crate) last: Mark,
    pub(crate) floor: u32,
    /// One past its last event.
    events: usize,
}

/// The runs of a track, or of a part of it, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Trace {
    runs: Vec<Run>,
    events: Vec<Event>,
}

impl Trace {
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
        self.events.clear();
    }

    /// Each run with its events.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (&Run, &[Event])> {
        self.runs.iter().enumerate().map(|(place, run)| {
            let from = if place == 0 { 0 } else { self.runs[place - 1].events };
            (run, &self.events[from..run.events])
        })
    }

    /// From the first to the last instant.
    pub(crate) fn span(&self) -> Option<(Mark, Mark)> {
        Some((self.runs.first()?.first, self.runs.last()?.last))
    }

    /// Adds a later trace of the same track; false where it does not start after this one ends.
    pub(crate) fn join(
        &mut self,
        later: &Self,
        tracer: &mut Tracer<'_>,
        floors: &[String],
    ) -> bool {
        let (Some(&last), Some(&next)) = (self.runs.last(), later.runs.first()) else {
            self.runs.extend_from_slice(&later.runs);
            self.events.extend_from_slice(&later.events);
            return true;
        };
        let (start, end) = (last.last, next.first);
        let again = start == end && last.floor == next.floor;
        if end.time <= start.time && !again {
            return false;
        }
        let joined = last.floor == next.floor && end.time - start.time <= tracer.max_gap_us;
        if joined && !again {
            let grid = tracer.plan.grid(&floors[last.floor as usize]);
            tracer.restart();
            tracer.step(grid, start, grid.label(start.at), end, &mut self.events);
        }
        let before = self.events.len();
        self.events.extend_from_slice(&later.events);
        if joined {
            self.runs.pop();
        }
        for (place, run) in later.runs.iter().enumerate() {
            let first = if joined && place == 0 { last.first } else { run.first };
            self.runs.push(Run { first, events: before + run.events, ..*run });
        }
        true
    }

    /// The same trace where floors have other numbers.
    pub(crate) fn renumber(&mut self, floor: &[u32]) {
        self.runs.iter_mut().for_each(|run| run.floor = floor[run.floor as usize]);
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.unsigned(self.runs.len() as u128);
        let mut time = 0;
        let mut at = |time_us: i64, out: &mut Writer| {
            out.signed(i128::from(time_us) - i128::from(time));
            time = time_us;
        };
        for (run, events) in self.runs() {
            out.unsigned(u128::from(run.floor));
            for mark in [run.first, run.last] {
                at(mark.time, out);
                out.signed(i128::from(mark.at.x));
                out.signed(i128::from(mark.at.y));
            }
            out.unsigned(events.len() as u128);
            for event in events {
                out.unsigned(event.meeting as u128);
                out.unsigned(u128::from(event.shape));
                at(event.start, out);
                if event.meeting == Meeting::Near {
                    at(event.end, out);
                }
            }
        }
    }

    pub(crate) fn read(input: &mut ByteReader<'_>, floors: usize, shapes: usize) -> Result<Self> {
        let mut trace = Self::default();
        let mut time = 0_i64;
        let mut at = |input: &mut ByteReader<'_>| -> Result<i64> {
            time = time.saturating_add(input.number()?);
            if time.unsigned_abs() <= FURTHEST_US {
                return Ok(time);
            }
            Err(Error::StateInvalid { reason: format!("a time of {time} µs is out of range") })
        };
        for _ in 0..input.count(8)? {
            let floor = below(input, floors)?;
            let mut mark =
                || -> Result<Mark> { Ok(Mark { time: at(input)?, at: read_node(input)? }) };
            let (first, last) = (mark()?, mark()?);
            for _ in 0..input.count(3)? {
                let meeting = match below(input, 3)? {
                    0 => Meeting::ToRight,
                    1 => Meeting::ToLeft,
                    _ => Meeting::Near,
                };
                let shape = below(input, shapes)?;
                let start = at(input)?;
                let end = if meeting == Meeting::Near { at(input)? } else { start };
                trace.events.push(Event { start, end, shape, meeting });
            }
            trace.runs.push(Run { first, last, floor, events: trace.events.len() });
        }
        Ok(trace)
    }
}

/// A number below a limit.
pub(crate) fn below(input: &mut ByteReader<'_>, limit: usize) -> Result<u32> {
    let number = input.unsigned()?;
    if number < limit as u128 {
        return Ok(number as u32);
    }
    let reason = format!("{number} of {limit} is out of range");
    Err(Error::StateInvalid { reason })
}

/// Traces tracks over a plan.
#[derive(Debug)]
pub(crate) struct Tracer<'p> {
    plan: &'p Plan,
    max_gap_us: i64,
    room: Vec<u32>,
    /// What of the present step is near a shape: shape, start, end.
    near: Vec<(u32, i64, i64)>,
    /// Events that last until the end of the step before: shape and place.
    open: Vec<(u32, usize)>,
}

impl<'p> Tracer<'p> {
    pub(crate) const fn new(plan: &'p Plan, max_gap_us: i64) -> Self {
        Self { plan, max_gap_us, room: Vec::new(), near: Vec::new(), open: Vec::new() }
    }

    /// Forgets the step before.
    pub(crate) fn restart(&mut self) {
        self.open.clear();
    }

    /// Adds the runs of points in the order of time on one floor.
    pub(crate) fn trace(
        &mut self,
        (time, x, y): (&[i64], &[f64], &[f64]),
        grid: &LabelGrid,
        floor: u32,
        out: &mut Trace,
    ) {
        let Some(&start) = time.first() else { return };
        let (x, y) = (&x[..time.len()], &y[..time.len()]);
        let mut last = Mark { time: start, at: Node::of_meters(x[0], y[0]) };
        let mut from = grid.label(last.at);
        let mut first = last;
        self.restart();
        for row in 1..time.len() {
            let next = Mark { time: time[row], at: Node::of_meters(x[row], y[row]) };
            let to = grid.label(next.at);
            let apart = next.time - last.time > self.max_gap_us;
            if apart | !LabelGrid::is_quiet(last.at, from, next.at, to) {
                if apart {
                    out.runs.push(Run { first, last, floor, events: out.events.len() });
                    first = next;
                    self.restart();
                } else {
                    self.step(grid, last, from, next, &mut out.events);
                }
            }
            (last, from) = (next, to);
        }
        out.runs.push(Run { first, last, floor, events: out.events.len() });
    }

    /// Adds what a step meets.
    pub(crate) fn step(
        &mut self,
        grid: &LabelGrid,
        start: Mark,
        from: Label,
        end: Mark,
        events: &mut Vec<Event>,
    ) {
        let Self { plan, room, near, open, .. } = self;
        let ticks = end.time - start.time;
        near.clear();
        for &number in grid.edges_along(start.at, from, end.at, room) {
            let edge = grid.edge(number);
            let Some(meet) = edge.meet(start.at, end.at) else { continue };
            let shape = edge.shape;
            if let Some(crossing) = edge.crossing(&meet, || plan.shift(shape)) {
                let time = start.time + crossing.tick(ticks);
                let meeting = if crossing.to_right { Meeting::ToRight } else { Meeting::ToLeft };
                events.push(Event { start: time, end: time, shape, meeting });
            }
            if plan.reach_mm > 0.0
                && let Some((first, last)) = edge.near(&meet, plan.reach_mm)
            {
                // Not below 0, so cutting the fraction off rounds down.
                let tick = |share: f64| start.time + (share * ticks as f64 + 0.5) as i64;
                near.push((shape, tick(first), tick(last)));
            }
        }
        // Most often one shape stays near all along.
        if let (&[(shape, first, last)], &[(of, at)]) = (&near[..], &open[..])
            && (shape, first, last) == (of, start.time, end.time)
            && events[at].end == first
        {
            events[at].end = last;
            return;
        }
        if near.is_empty() {
            open.clear();
            return;
        }
        if near.len() > 1 {
            near.sort_unstable();
        }
        let mut still = 0;
        let mut place = 0;
        while place < near.len() {
            let (shape, first, mut last) = near[place];
            place += 1;
            while place < near.len() && near[place].0 == shape && near[place].1 <= last {
                last = last.max(near[place].2);
                place += 1;
            }
            let known = open.iter().find(|(of, at)| {
                *of == shape && first == start.time && events[*at].end == start.time
            });
            let at = if let Some(&(_, at)) = known {
                events[at].end = last;
                at
            } else {
                events.push(Event { start: first, end: last, shape, meeting: Meeting::Near });
                events.len() - 1
            };
            if last == end.time {
                near[still] = (shape, at as i64, 0);
                still += 1;
            }
        }
        open.clear();
        open.extend(near[..still].iter().map(|&(shape, at, _)| (shape, at as usize)));
    }
}

//! From the crossings of a track to its passages of gates: what counts, what is undone, and what is noise.

use super::plan::Plan;
use super::stays::{ShapeIndex, is_held, near_by_name};
use super::trace::{Event, Mark, Meeting, Trace, Tracer};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The track went through and stayed on the other side.
    Crossing,
    /// One of two crossings of which the second undoes the first.
    UTurn,
    /// The line was crossed and crossed back without going far.
    Hesitation,
}

/// One passage of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pass {
    /// A number of the track: a row of it, or its place among all.
    pub(crate) track: usize,
    pub(crate) gate: u32,
    pub(crate) time: i64,
    /// Seen along the gate, from its left to its right.
    pub(crate) inward: bool,
    pub(crate) kind: Kind,
    /// How often the line was crossed.
    pub(crate) touches: u64,
    pub(crate) inferred: bool,
}

/// One crossing of a line, whatever it amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Touch {
    gate: u32,
    time: i64,
    inward: bool,
    inferred: bool,
}

/// Turns traces into passages, track by track.
#[derive(Debug)]
pub(crate) struct Passes<'p> {
    plan: &'p Plan,
    gates: &'p ShapeIndex,
    tracer: Tracer<'p>,
    infer_us: i64,
    u_turn_us: i64,
    pub(crate) found: Vec<Pass>,
    events: Vec<Event>,
    touches: Vec<Touch>,
    near: Vec<(u32, i64, i64)>,
}

impl<'p> Passes<'p> {
    /// Gaps of up to `infer_us` are bridged; what is crossed in them is marked.
    pub(crate) fn new(
        plan: &'p Plan,
        gates: &'p ShapeIndex,
        infer_us: i64,
        u_turn_us: i64,
    ) -> Self {
        Self {
            plan,
            gates,
            tracer: Tracer::new(plan, 0),
            infer_us,
            u_turn_us,
            found: Vec::new(),
            events: Vec::new(),
            touches: Vec::new(),
            near: Vec::new(),
        }
    }

    /// Adds a track of a number that no other has.
    pub(crate) fn add(&mut self, track: usize, met: &Trace, floors: &[String]) {
        let own = self.found.len();
        let mut last: Option<(Mark, u32)> = None;
        for (run, events) in met.runs() {
            match last {
                Some((end, floor))
                    if floor == run.floor && run.first.time - end.time <= self.infer_us =>
                {
                    self.bridge(end, run.first, &floors[floor as usize]);
                }
                _ => self.close(track),
            }
            self.take(events, false);
            self.events.extend_from_slice(events);
            last = Some((run.last, run.floor));
        }
        self.close(track);
        self.found[own..].sort_by_key(|pass| (pass.time, pass.gate));
    }

    /// The straight line over a gap.
    fn bridge(&mut self, start: Mark, end: Mark, floor: &str) {
        let grid = self.plan.grid(floor);
        let before = self.events.len();
        self.tracer.restart();
        self.tracer.step(grid, start, grid.label(start.at), end, &mut self.events);
        let bridged = self.events.split_off(before);
        self.take(&bridged, true);
        self.events.extend(bridged);
    }

    /// Keeps the crossings of gates that are there at the time.
    fn take(&mut self, events: &[Event], inferred: bool) {
        for event in events.iter().filter(|event| event.meeting != Meeting::Near) {
            let shape = &self.plan.shapes[event.shape as usize];
            if (shape.from_us..shape.until_us).contains(&event.start) {
                let gate = self.gates.of_shape[event.shape as usize];
                let inward = event.meeting == Meeting::ToRight;
                self.touches.push(Touch { gate, time: event.start, inward, inferred });
            }
        }
    }

    /// Turns what has been gathered into passages.
    fn close(&mut self, track: usize) {
        if !self.touches.is_empty() {
            near_by_name(self.events.iter(), self.plan, self.gates, &mut self.near);
            self.touches.sort_unstable();
            for touches in self.touches.chunk_by(|a, b| a.gate == b.gate) {
                let gate = touches[0].gate;
                let from = self.near.partition_point(|near| near.0 < gate);
                let to = self.near.partition_point(|near| near.0 <= gate);
                let near = &self.near[from..to];
                let own = self.found.len();
                // Crossings without going far in between are one passage, or none.
                for together in touches.chunk_by(|a, b| !is_held(a.time, b.time, near, 1)) {
                    self.found.extend(passes_of(track, together));
                }
                cancel(&mut self.found[own..], self.u_turn_us);
            }
        }
        self.touches.clear();
        self.events.clear();
    }
}

/// What crossings close together amount to: as many passages as they lead one way more often than the other, dated
/// to the last of them, or a hesitation.
fn passes_of(track: usize, touches: &[Touch]) -> Vec<Pass> {
    let inward = touches.iter().filter(|touch| touch.inward).count();
    let outward = touches.len() - inward;
    let pass = |touch: &Touch, kind: Kind, touches: usize| Pass {
        track,
        gate: touch.gate,
        time: touch.time,
        inward: touch.inward,
        kind,
        touches: touches as u64,
        inferred: touch.inferred,
    };
    if inward == outward {
        return vec![pass(&touches[0], Kind::Hesitation, touches.len())];
    }
    let more = inward.abs_diff(outward);
    let leading = touches.iter().filter(|touch| touch.inward == (inward > outward));
    let last = leading.rev().take(more).enumerate();
    let mut passes: Vec<Pass> = last
        .map(|(place, touch)| {
            let others = if place == 0 { touches.len() - more } else { 0 };
            pass(touch, Kind::Crossing, 1 + others)
        })
        .collect();
    passes.reverse();
    passes
}

/// Marks pairs of crossings that undo each other within the window.
fn cancel(passes: &mut [Pass], window_us: i64) {
    let crossings: Vec<usize> =
        (0..passes.len()).filter(|&at| passes[at].kind == Kind::Crossing).collect();
    let mut place = 1;
    while place < crossings.len() {
        let (first, second) = (crossings[place - 1], crossings[place]);
        let opposite = passes[first].inward != passes[second].inward;
        if opposite && passes[second].time - passes[first].time <= window_us {
            passes[first].kind = Kind::UTurn;
            passes[second].kind = Kind::UTurn;
            place += 1;
        }
        place += 1;
    }
}

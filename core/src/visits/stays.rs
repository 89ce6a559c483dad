//! From the crossings of a track to its stays in zones: sums of time that add up, and visits.

use super::plan::Plan;
use super::trace::{Event, Meeting, Run, Trace};
use std::collections::{BTreeMap, BTreeSet};

/// When a visit begins and ends, in microseconds.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the unit stands in the name")]
pub(crate) struct Rules {
    pub(crate) enter_us: i64,
    pub(crate) leave_us: i64,
    pub(crate) merge_us: i64,
    pub(crate) min_dwell_us: i64,
}

/// One visit of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Visit {
    /// A number of the track: a row of it, or its place among all.
    pub(crate) track: usize,
    pub(crate) zone: u32,
    pub(crate) enter: i64,
    pub(crate) exit: i64,
    pub(crate) inside_us: i64,
    pub(crate) start_seen: bool,
    pub(crate) end_seen: bool,
}

/// What is added up over tracks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Spent {
    /// Time inside, counted in every zone.
    pub(crate) inside_us: i128,
    /// Time inside, counted in the smallest zone only.
    pub(crate) exclusive_us: i128,
    pub(crate) visits: u64,
    pub(crate) tracks: u64,
}

impl Spent {
    fn join(&mut self, other: Self) {
        self.inside_us += other.inside_us;
        self.exclusive_us += other.exclusive_us;
        self.visits += other.visits;
        self.tracks += other.tracks;
    }
}

/// Sums over tracks, of zones and of the time in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sums {
    pub(crate) zones: Vec<Spent>,
    pub(crate) outside: Spent,
    pub(crate) unobserved: Spent,
    pub(crate) total: Spent,
}

impl Sums {
    pub(crate) fn of(zones: usize) -> Self {
        Self { zones: vec![Spent::default(); zones], ..Self::default() }
    }

    pub(crate) fn join(&mut self, other: &Self) {
        for (zone, more) in self.zones.iter_mut().zip(&other.zones) {
            zone.join(*more);
        }
        self.outside.join(other.outside);
        self.unobserved.join(other.unobserved);
        self.total.join(other.total);
    }
}

/// Which zone or gate each shape is a version or a piece of, and which of several shapes an instant belongs to.
#[derive(Debug)]
pub(crate) struct ShapeIndex {
    /// The names, in the order of the table.
    pub(crate) names: Vec<String>,
    pub(crate) of_shape: Vec<u32>,
    /// The place of a shape by size, the smallest first.
    rank: Vec<u32>,
    by_rank: Vec<u32>,
}

impl ShapeIndex {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        let mut names = Vec::new();
        let of_shape = plan.shapes.iter().map(|shape| {
            *known.entry(&shape.name).or_insert_with(|| {
                names.push(shape.name.clone());
                names.len() as u32 - 1
            })
        });
        let of_shape = of_shape.collect();
        let mut by_rank: Vec<u32> = (0..plan.shapes.len() as u32).collect();
        by_rank.sort_by(|&a, &b| {
            let size = |shape: u32| plan.shapes[shape as usize].size_m2;
            let name = |shape: u32| &plan.shapes[shape as usize].name;
            size(a).total_cmp(&size(b)).then_with(|| name(a).cmp(name(b)))
        });
        let mut rank = vec![0; by_rank.len()];
        for (place, &shape) in by_rank.iter().enumerate() {
            rank[shape as usize] = place as u32;
        }
        Self { names, of_shape, rank, by_rank }
    }
}

/// Why a stretch of time inside begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// The boundary was crossed.
    Crossed,
    /// The track begins or ends.
    Cut,
    /// The zone begins or ends to be there.
    Changed,
}

/// A stretch of time inside a shape, or inside a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Inside {
    of: u32,
    start: i64,
    end: i64,
    since: Cause,
    until: Cause,
}

/// Turns traces into visits and sums, track by track.
#[derive(Debug)]
pub(crate) struct Stays<'p> {
    plan: &'p Plan,
    zones: &'p ShapeIndex,
    rules: Rules,
    visits: Vec<Visit>,
    sums: Sums,
    /// The last track that spent time in a zone, to count tracks once.
    last_track: Vec<usize>,
    shapes: Vec<u32>,
    crossings: Vec<(u32, i64)>,
    inside: Vec<Inside>,
    near: Vec<(u32, i64, i64)>,
    /// Stretches with the ranks of their shapes, and their ends.
    spans: Vec<(i64, i64, u32)>,
    sweep: Vec<(i64, bool, u32)>,
}

impl<'p> Stays<'p> {
    pub(crate) fn new(plan: &'p Plan, zones: &'p ShapeIndex, rules: Rules) -> Self {
        let count = zones.names.len();
        Self {
            plan,
            zones,
            rules,
            visits: Vec::new(),
            sums: Sums::of(count),
            last_track: vec![usize::MAX; count],
            shapes: Vec::new(),
            crossings: Vec::new(),
            inside: Vec::new(),
            near: Vec::new(),
            spans: Vec::new(),
            sweep: Vec::new(),
        }
    }

    pub(crate) fn into_parts(self) -> (Vec<Visit>, Sums) {
        (self.visits, self.sums)
    }

    /// Adds a track of a number that no other has.
    pub(crate) fn add(&mut self, track: usize, met: &Trace, floors: &[String]) {
        let Some((first, last)) = met.span() else { return };
        let own = self.visits.len();
        let sums = [self.sums.outside.exclusive_us, self.sums.unobserved.exclusive_us];
        let mut before: Option<i64> = None;
        for (run, events) in met.runs() {
            if let Some(before) = before {
                self.sums.unobserved.exclusive_us += i128::from(run.first.time - before);
            }
            before = Some(run.last.time);
            self.add_run(track, run, events, &floors[run.floor as usize]);
        }
        self.sums.total.exclusive_us += i128::from(last.time - first.time);
        self.sums.total.tracks += 1;
        self.sums.outside.tracks += u64::from(self.sums.outside.exclusive_us > sums[0]);
        self.sums.unobserved.tracks += u64::from(self.sums.unobserved.exclusive_us > sums[1]);
        self.visits[own..].sort_by_key(|visit| (visit.enter, visit.zone));
        for visit in &self.visits[own..] {
            self.sums.zones[visit.zone as usize].visits += 1;
        }
    }

    fn add_run(&mut self, track: usize, run: &Run, events: &[Event], floor: &str) {
        self.plan.grid(floor).shapes_at(run.first.at, &mut self.shapes);
        let span = run.last.time - run.first.time;
        if events.is_empty() && self.shapes.is_empty() {
            self.sums.outside.exclusive_us += i128::from(span);
            return;
        }
        self.find_inside(run, events);
        self.share_out(run);
        // From here on stretches are those of zones.
        for stretch in &mut self.inside {
            stretch.of = self.zones.of_shape[stretch.of as usize];
        }
        unite(&mut self.inside);
        near_by_name(events.iter(), self.plan, self.zones, &mut self.near);
        let inside = std::mem::take(&mut self.inside);
        for stretches in inside.chunk_by(|a, b| a.of == b.of) {
            let zone = stretches[0].of;
            let time: i64 = stretches.iter().map(|stretch| stretch.end - stretch.start).sum();
            let spent = &mut self.sums.zones[zone as usize];
            spent.inside_us += i128::from(time);
            if time > 0 && self.last_track[zone as usize] != track {
                self.last_track[zone as usize] = track;
                spent.tracks += 1;
            }
            let from = self.near.partition_point(|near| near.0 < zone);
            let to = self.near.partition_point(|near| near.0 <= zone);
            visits_of(track, stretches, &self.near[from..to], run, self.rules, &mut self.visits);
        }
        self.inside = inside;
    }

    /// The stretches inside each shape, from the shapes at the start and the crossings.
    fn find_inside(&mut self, run: &Run, events: &[Event]) {
        self.crossings.clear();
        let crossed = events.iter().filter(|event| event.meeting != Meeting::Near);
        self.crossings.extend(crossed.map(|event| (event.shape, event.start)));
        self.crossings.sort_unstable();
        self.inside.clear();
        for &shape in &self.shapes {
            if self.crossings.binary_search_by_key(&shape, |crossing| crossing.0).is_err() {
                let (start, end) = (run.first.time, run.last.time);
                self.inside.push(Inside {
                    of: shape,
                    start,
                    end,
                    since: Cause::Cut,
                    until: Cause::Cut,
                });
            }
        }
        for crossings in self.crossings.chunk_by(|a, b| a.0 == b.0) {
            let of = crossings[0].0;
            let begins = self.shapes.binary_search(&of).is_ok();
            let mut open = begins.then_some((run.first.time, Cause::Cut));
            for at_once in crossings.chunk_by(|a, b| a == b) {
                if at_once.len() % 2 == 0 {
                    continue;
                }
                let time = at_once[0].1;
                open = match open {
                    Some((start, since)) => {
                        let until = Cause::Crossed;
                        self.inside.push(Inside { of, start, end: time, since, until });
                        None
                    }
                    None => Some((time, Cause::Crossed)),
                };
            }
            if let Some((start, since)) = open {
                let (end, until) = (run.last.time, Cause::Cut);
                self.inside.push(Inside { of, start, end, since, until });
            }
        }
        // A shape is there from when to when its version is.
        self.inside.retain_mut(|stretch| {
            let shape = &self.plan.shapes[stretch.of as usize];
            if stretch.start < shape.from_us {
                (stretch.start, stretch.since) = (shape.from_us, Cause::Changed);
            }
            if stretch.end > shape.until_us {
                (stretch.end, stretch.until) = (shape.until_us, Cause::Changed);
            }
            stretch.start < stretch.end
        });
    }

    /// Gives each instant of a run to the smallest shape around it, or to none.
    fn share_out(&mut self, run: &Run) {
        self.spans.clear();
        let ranked = self
            .inside
            .iter()
            .map(|stretch| (stretch.start, stretch.end, self.zones.rank[stretch.of as usize]));
        self.spans.extend(ranked);
        self.spans.sort_unstable();
        if self.spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            self.share_out_overlaps(run);
            return;
        }
        let mut before = run.first.time;
        for &(start, end, rank) in &self.spans {
            self.sums.outside.exclusive_us += i128::from(start - before);
            let zone = self.zones.of_shape[self.zones.by_rank[rank as usize] as usize];
            self.sums.zones[zone as usize].exclusive_us += i128::from(end - start);
            before = end;
        }
        self.sums.outside.exclusive_us += i128::from(run.last.time - before);
    }

    fn share_out_overlaps(&mut self, run: &Run) {
        self.sweep.clear();
        for &(start, end, rank) in &self.spans {
            self.sweep.push((start, true, rank));
            self.sweep.push((end, false, rank));
        }
        self.sweep.sort_unstable();
        let mut around: BTreeSet<u32> = BTreeSet::new();
        let mut before = run.first.time;
        for &(time, begins, rank) in self.sweep.iter().chain([&(run.last.time, false, u32::MAX)]) {
            let ticks = i128::from(time - before);
            before = time;
            match around.first() {
                Some(&rank) => {
                    let zone = self.zones.of_shape[self.zones.by_rank[rank as usize] as usize];
                    self.sums.zones[zone as usize].exclusive_us += ticks;
                }
                None => self.sums.outside.exclusive_us += ticks,
            }
            if begins {
                around.insert(rank);
            } else {
                around.remove(&rank);
            }
        }
    }
}

/// Joins stretches of one zone that touch or overlap.
fn unite(inside: &mut Vec<Inside>) {
    inside.sort_unstable();
    inside.dedup_by(|next, last| {
        let joined = next.of == last.of && next.start <= last.end;
        if joined && next.end > last.end {
            (last.end, last.until) = (next.end, next.until);
        }
        joined
    });
}

/// When a track is near the boundary of each zone or gate while it is there: name, start and end, in order and
/// apart.
pub(crate) fn near_by_name<'e>(
    events: impl Iterator<Item = &'e Event>,
    plan: &Plan,
    index: &ShapeIndex,
    near: &mut Vec<(u32, i64, i64)>,
) {
    near.clear();
    for event in events.filter(|event| event.meeting == Meeting::Near) {
        let shape = &plan.shapes[event.shape as usize];
        let (start, end) = (event.start.max(shape.from_us), event.end.min(shape.until_us));
        if start <= end {
            near.push((index.of_shape[event.shape as usize], start, end));
        }
    }
    near.sort_unstable();
    near.dedup_by(|next, last| {
        let joined = next.0 == last.0 && next.1 <= last.2;
        last.2 = if joined { last.2.max(next.2) } else { last.2 };
        joined
    });
}

/// Between `start` and `end` the track is away from the boundary for at least `least` without a break. `near` are
/// the times near it, in order and apart.
pub(crate) fn is_held(start: i64, end: i64, near: &[(u32, i64, i64)], least: i64) -> bool {
    let least = least.max(1);
    let mut free_since = start;
    for &(_, from, to) in &near[near.partition_point(|near| near.2 <= start)..] {
        if from >= end || from - free_since >= least {
            break;
        }
        free_since = to;
    }
    let next = near.get(near.partition_point(|near| near.2 <= free_since));
    next.map_or(end, |near| near.1.min(end)) - free_since >= least
}

/// The visits of one zone in one run: a change of sides counts once the track has stayed away from the boundary
/// for long enough, and is dated back to the crossing.
fn visits_of(
    track: usize,
    inside: &[Inside],
    near: &[(u32, i64, i64)],
    run: &Run,
    rules: Rules,
    visits: &mut Vec<Visit>,
) {
    let own = visits.len();
    let mut open: Option<Visit> = None;
    for (place, stretch) in inside.iter().enumerate() {
        let zone = stretch.of;
        let (start, end) = (stretch.start, stretch.end);
        let visit = match &mut open {
            Some(visit) => visit,
            None if is_held(start, end, near, rules.enter_us) => open.insert(Visit {
                track,
                zone,
                enter: start,
                exit: end,
                inside_us: 0,
                start_seen: stretch.since == Cause::Crossed,
                end_seen: false,
            }),
            None => continue,
        };
        visit.inside_us += end - start;
        visit.exit = end;
        let next = inside.get(place + 1);
        let away = next.map_or(run.last.time, |next| next.start);
        let left = match stretch.until {
            Cause::Changed => true,
            Cause::Cut => false,
            Cause::Crossed => {
                let gone = is_held(end, away, near, rules.leave_us);
                // Where the track ends first, its distance at the end tells.
                visit.end_seen = gone || (next.is_none() && is_held(away - 1, away, near, 1));
                gone
            }
        };
        if left && let Some(visit) = open.take() {
            add_visit(visit, own, rules, visits);
        }
    }
    if let Some(visit) = open {
        add_visit(visit, own, rules, visits);
    }
    if rules.min_dwell_us > 0 {
        let long = |visit: &&Visit| visit.exit - visit.enter >= rules.min_dwell_us;
        let kept: Vec<Visit> = visits[own..].iter().filter(long).copied().collect();
        visits.truncate(own);
        visits.extend(kept);
    }
}

/// Adds a visit, or lengthens the one before it, of which one begins at `own`, where the time between is short.
fn add_visit(visit: Visit, own: usize, rules: Rules, visits: &mut Vec<Visit>) {
    match visits[own..].last_mut() {
        Some(last) if visit.enter - last.exit < rules.merge_us => {
            last.exit = visit.exit;
            last.inside_us += visit.inside_us;
            last.end_seen = visit.end_seen;
        }
        _ => visits.push(visit),
    }
}

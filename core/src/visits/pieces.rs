//! Traces of all tracks: in one pass over the points, or kept as pieces that are joined later.

use super::plan::{Layout, Plan};
use super::trace::{Trace, Tracer};
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{Id, Points, Scratch, Track, Tracks};
use crate::time::utc_label;
use crate::watch::Watch;
use std::collections::BTreeMap;

/// Points of one piece of work: enough that handing it out costs nothing, few enough to share evenly.
const PIECE: usize = 1 << 16;

/// Names of floors by their number in the points.
pub(crate) fn floors_of(points: &Points<'_>, layout: &Layout) -> Result<Vec<String>> {
    layout.check_floors(points)?;
    Ok(match &points.floor {
        Some(floor) => floor.names.clone(),
        None => vec![layout.only_floor().to_owned()],
    })
}

/// Traces every track and hands it to `each` with a row of it; one worker per piece of work, in order.
pub(crate) fn over_tracks<W: Send>(
    tracks: &Tracks<'_>,
    floors: &[String],
    plan: &Plan,
    max_gap_us: i64,
    watch: &Watch<'_>,
    worker: impl Fn() -> W + Sync + Send,
    each: impl Fn(&mut W, usize, &Trace) + Sync + Send,
) -> Result<Vec<W>> {
    let mut cuts = vec![0];
    for track in 1..tracks.len() {
        if tracks.start(track) - tracks.start(cuts[cuts.len() - 1]) >= PIECE {
            cuts.push(track);
        }
    }
    let grids: Vec<_> = floors.iter().map(|floor| plan.grid(floor)).collect();
    parallel::map(if tracks.len() == 0 { 0 } else { cuts.len() }, watch, |piece| {
        let mut worker = worker();
        let mut tracer = Tracer::new(plan, max_gap_us);
        let (mut scratch, mut trace) = (Scratch::default(), Trace::default());
        let until = cuts.get(piece + 1).copied().unwrap_or(tracks.len());
        for track in cuts[piece]..until {
            trace.clear();
            let Track { row, time, x, y, floor } = tracks.track(track, &mut scratch);
            match floor {
                None => tracer.trace((time, x, y), grids[0], 0, &mut trace),
                Some(floor) => {
                    let mut from = 0;
                    for on_one in floor.chunk_by(|a, b| a == b) {
                        let rows = from..from + on_one.len();
                        from = rows.end;
                        let points = (&time[rows.clone()], &x[rows.clone()], &y[rows]);
                        let number = on_one[0] as u32;
                        tracer.trace(points, grids[number as usize], number, &mut trace);
                    }
                }
            }
            each(&mut worker, row, &trace);
        }
        Ok(worker)
    })
}

/// The traces of parts of tracks.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Pieces {
    layout: Option<Layout>,
    floors: Vec<String>,
    tracks: BTreeMap<Id, Vec<Trace>>,
}

impl Pieces {
    /// Adds points; the shapes must be the same in every call.
    pub(crate) fn update(
        &mut self,
        points: &Points<'_>,
        layout: Layout,
        reach_m: f64,
        max_gap_us: i64,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let floors = floors_of(points, &layout)?;
        let plan = Plan::new(&layout, reach_m);
        let tracks = Tracks::new(points)?;
        let found = over_tracks(
            &tracks,
            &floors,
            &plan,
            max_gap_us,
            watch,
            Vec::new,
            |found: &mut Vec<(usize, Trace)>, row, trace| found.push((row, trace.clone())),
        )?;
        let mut part = Self { layout: Some(layout), floors, tracks: BTreeMap::new() };
        for (row, trace) in found.into_iter().flatten() {
            part.tracks.insert(points.track.id(row), vec![trace]);
        }
        self.merge(part)
    }

    pub(crate) fn merge(&mut self, other: Self) -> Result<()> {
        match (&self.layout, &other.layout) {
            (Some(own), Some(others)) if own != others => {
                return Err(Error::StateMismatch {
                    reason: "they were made with different zones or gates".to_owned(),
                });
            }
            (None, Some(_)) => self.layout = other.layout,
            _ => {}
        }
        let mut number = Vec::with_capacity(other.floors.len());
        for name in other.floors {
            let known = self.floors.iter().position(|floor| *floor == name);
            number.push(known.unwrap_or(self.floors.len()) as u32);
            if known.is_none() {
                self.floors.push(name);
            }
        }
        for (id, mut traces) in other.tracks {
            for trace in &mut traces {
                trace.renumber(&number);
            }
            self.tracks.entry(id).or_default().append(&mut traces);
        }
        Ok(())
    }

    /// The shapes; none before the first part.
    pub(crate) fn layout(&self) -> Layout {
        self.layout.clone().unwrap_or_default()
    }

    pub(crate) fn ids(&self) -> Vec<&Id> {
        self.tracks.keys().collect()
    }

    /// Joins the pieces of every track and hands it to `each` with its place among all.
    pub(crate) fn over_tracks<W: Send>(
        &self,
        plan: &Plan,
        max_gap_us: i64,
        watch: &Watch<'_>,
        worker: impl Fn() -> W + Sync + Send,
        each: impl Fn(&mut W, usize, &Trace, &[String]) + Sync + Send,
    ) -> Result<Vec<W>> {
        let tracks: Vec<(&Id, &Vec<Trace>)> = self.tracks.iter().collect();
        let size = 1024;
        parallel::map(tracks.len().div_ceil(size), watch, |piece| {
            let mut worker = worker();
            let mut tracer = Tracer::new(plan, max_gap_us);
            let own = piece * size..tracks.len().min((piece + 1) * size);
            for track in own {
                let (id, parts) = tracks[track];
                let mut order: Vec<&Trace> = parts.iter().collect();
                let span =
                    |trace: &Trace| trace.span().map(|(first, last)| (first.time, last.time));
                order.sort_by_key(|trace| span(trace));
                let mut whole = Trace::default();
                for part in order {
                    let before = span(&whole);
                    if !whole.join(part, &mut tracer, &self.floors) {
                        let label = |span: Option<(i64, i64)>| {
                            span.map_or_else(String::new, |(from, to)| {
                                format!("{} to {}", utc_label(from), utc_label(to))
                            })
                        };
                        return Err(Error::PartsInterleave {
                            track: match id {
                                Id::Number(number) => number.to_string(),
                                Id::Name(name) => name.clone(),
                            },
                            first: label(before),
                            second: label(span(part)),
                        });
                    }
                }
                each(&mut worker, track, &whole, &self.floors);
            }
            Ok(worker)
        })
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.unsigned(u128::from(self.layout.is_some()));
        if let Some(layout) = &self.layout {
            layout.write(out);
        }
        out.unsigned(self.floors.len() as u128);
        for floor in &self.floors {
            out.text(floor);
        }
        out.unsigned(self.tracks.len() as u128);
        for (id, traces) in &self.tracks {
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
            out.unsigned(traces.len() as u128);
            for trace in traces {
                trace.write(out);
            }
        }
    }

    pub(crate) fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let layout = match input.unsigned()? {
            0 => None,
            _ => Some(Layout::read(input)?),
        };
        let shapes = layout.as_ref().map_or(0, |layout| layout.shapes.len());
        let mut floors = Vec::new();
        for _ in 0..input.count(1)? {
            floors.push(input.text()?);
        }
        let mut tracks = BTreeMap::new();
        for _ in 0..input.count(3)? {
            let id = match input.unsigned()? {
                0 => Id::Number(u64::try_from(input.unsigned()?).unwrap_or(u64::MAX)),
                _ => Id::Name(input.text()?),
            };
            let mut parts = Vec::new();
            for _ in 0..input.count(1)? {
                parts.push(Trace::read(input, floors.len(), shapes)?);
            }
            tracks.insert(id, parts);
        }
        Ok(Self { layout, floors, tracks })
    }
}

//! When tracks go through gates, and which way.

use super::passes::{Kind, Pass, Passes};
use super::pieces::{Pieces, floors_of, over_tracks};
use super::plan::{Layout, Plan};
use super::stays::ShapeIndex;
use super::zone_visits::microseconds;
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::check::within;
use crate::error::Result;
use crate::table::{
    Gates, IdBuilder, Ids, Instants, LabelBuilder, Labels, Points, Tracks, table, tables,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`gate_crossings`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GateCrossingsOptions {
    /// Longest time between two points of a track that still belong together, in seconds, 0.001 to 86400. What is
    /// crossed in a longer gap is inferred.
    pub max_gap_s: f64,
    /// How far from the gate a track must go between two crossings for both to count, in meters, 0 to 10. Crossings
    /// with less between them are taken together, so that noise on the line is no traffic.
    pub hysteresis_m: f64,
    /// Gaps up to this length are bridged by a straight line, and what is crossed there is marked as inferred, in
    /// seconds, 0 to 86400. 0: nothing is inferred.
    pub infer_gap_s: f64,
    /// Two crossings in opposite directions within this time are a U-turn and count neither in nor out net, in
    /// seconds, 0 to 86400.
    pub u_turn_s: f64,
}

impl Default for GateCrossingsOptions {
    fn default() -> Self {
        Self { max_gap_s: 3.0, hysteresis_m: 0.3, infer_gap_s: 10.0, u_turn_s: 10.0 }
    }
}

impl GateCrossingsOptions {
    /// Refuses options outside their ranges.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("max_gap_s", self.max_gap_s, 0.001, 86_400.0)?;
        within("hysteresis_m", self.hysteresis_m, 0.0, 10.0)?;
        within("infer_gap_s", self.infer_gap_s, 0.0, 86_400.0)?;
        within("u_turn_s", self.u_turn_s, 0.0, 86_400.0)
    }

    fn passes<'p>(&self, plan: &'p Plan, index: &'p ShapeIndex) -> Passes<'p> {
        Passes::new(plan, index, microseconds(self.infer_gap_s), microseconds(self.u_turn_s))
    }
}

table! {
    /// One row per passage of a gate by a track.
    pub struct GateCrossings = "gate_crossings", sorted by "track, time, gate as in the table gates" {
        /// Id of the track.
        track: Ids<'static>, "", "轨迹";
        /// Name of the gate.
        gate: Labels<'static>, "", "门线";
        /// When the line was crossed for good; for a hesitation, for the first time.
        time: Instants, "", "时间";
        /// 1 for in (seen along the gate, from its left to its right), -1 for out.
        direction: Vec<i64>, "", "方向";
        /// `crossing`, `u_turn` (one of two that undo each other) or `hesitation` (crossed and crossed back without going far).
        kind: Labels<'static>, "", "类型";
        /// What it adds to the persons on the right of the gate: the direction for a crossing, 0 for the others.
        net: Vec<i64>, "persons", "净人数";
        /// How often the line was crossed in this passage.
        touches: Vec<u64>, "", "触线次数";
        /// True if it lies in a gap of the track: time and place are those of a straight line.
        inferred: Vec<bool>, "", "推断";
    }
}

table! {
    /// One row per gate: all its passages.
    pub struct GateTotals = "gate_totals", sorted by "gate as in the table gates" {
        /// Name of the gate.
        gate: Labels<'static>, "", "门线";
        /// Crossings inward, those of U-turns included.
        gross_in: Vec<u64>, "", "进入总数";
        /// Crossings outward, those of U-turns included.
        gross_out: Vec<u64>, "", "离开总数";
        /// Crossings inward without U-turns.
        net_in: Vec<u64>, "", "净进入";
        /// Crossings outward without U-turns.
        net_out: Vec<u64>, "", "净离开";
        /// Pairs of crossings that undo each other.
        u_turns: Vec<u64>, "", "折返次数";
        /// Times somebody stepped over the line and back.
        hesitations: Vec<u64>, "", "徘徊次数";
        /// Passages of any kind that lie in gaps.
        inferred: Vec<u64>, "", "推断次数";
        /// Tracks with a crossing, those of U-turns included.
        tracks: Vec<u64>, "", "轨迹数";
    }
}

tables! {
    /// Passages of gates, and their totals.
    pub struct GateCrossingsResult {
        /// The passages.
        gate_crossings: GateCrossings;
        /// The totals of each gate.
        gate_totals: GateTotals;
    }
    report = summary;
}

#[doc = include_str!("gate_crossings.md")]
pub fn gate_crossings(
    points: &Points<'_>,
    gates: &Gates,
    options: &GateCrossingsOptions,
) -> Result<GateCrossingsResult> {
    run(points, gates, options, &Watch::none())
}

pub(crate) fn run(
    points: &Points<'_>,
    gates: &Gates,
    options: &GateCrossingsOptions,
    watch: &Watch<'_>,
) -> Result<GateCrossingsResult> {
    options.validate()?;
    let layout = Layout::of_gates(gates);
    let floors = floors_of(points, &layout)?;
    let plan = Plan::new(&layout, options.hysteresis_m);
    let index = ShapeIndex::new(&plan);
    let tracks = Tracks::new(points)?;
    let found = over_tracks(
        &tracks,
        &floors,
        &plan,
        microseconds(options.max_gap_s),
        watch,
        || options.passes(&plan, &index),
        |passes, row, trace| passes.add(row, trace, &floors),
    )?;
    let found = found.into_iter().flat_map(|passes| passes.found);
    let rows = IdBuilder::like(&points.track, 0);
    Ok(assemble(found, &index, rows, |ids, row| ids.push_row(&points.track, row)))
}

/// What tracks met so far, and which gates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CrossingPieces {
    pieces: Pieces,
}

impl Accumulate for CrossingPieces {
    type Input<'a> = (Points<'a>, Gates);
    type Options = GateCrossingsOptions;
    type Output = GateCrossingsResult;

    fn new(options: &GateCrossingsOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        (points, gates): &(Points<'_>, Gates),
        options: &GateCrossingsOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let (layout, gap) = (Layout::of_gates(gates), microseconds(options.max_gap_s));
        self.pieces.update(points, layout, options.hysteresis_m, gap, watch)
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        self.pieces.merge(other.pieces)
    }

    fn finish(
        self,
        options: &GateCrossingsOptions,
        watch: &Watch<'_>,
    ) -> Result<GateCrossingsResult> {
        let plan = Plan::new(&self.pieces.layout(), options.hysteresis_m);
        let index = ShapeIndex::new(&plan);
        let found = self.pieces.over_tracks(
            &plan,
            microseconds(options.max_gap_s),
            watch,
            || options.passes(&plan, &index),
            Passes::add,
        )?;
        let found = found.into_iter().flat_map(|passes| passes.found);
        let ids = self.pieces.ids();
        let rows = IdBuilder::like(&Ids::default(), 0);
        Ok(assemble(found, &index, rows, |rows, track| rows.push(ids[track])))
    }

    fn write(&self, out: &mut Writer) {
        self.pieces.write(out);
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        Ok(Self { pieces: Pieces::read(input)? })
    }
}

fn assemble(
    passes: impl Iterator<Item = Pass>,
    index: &ShapeIndex,
    mut ids: IdBuilder,
    id: impl Fn(&mut IdBuilder, usize),
) -> GateCrossingsResult {
    let count = index.names.len();
    let mut rows = GateCrossings::default();
    let mut totals = GateTotals {
        gate: Labels { codes: (0..count as i32).collect(), names: index.names.clone() },
        gross_in: vec![0; count],
        gross_out: vec![0; count],
        net_in: vec![0; count],
        net_out: vec![0; count],
        u_turns: vec![0; count],
        hesitations: vec![0; count],
        inferred: vec![0; count],
        tracks: vec![0; count],
    };
    let mut codes = Vec::new();
    let mut kinds = LabelBuilder::with_capacity(0);
    // U-turns come in pairs: half of their crossings.
    let mut turning = vec![0_u64; count];
    let mut last_track = vec![None; count];
    for pass in passes {
        let gate = pass.gate as usize;
        let direction = if pass.inward { 1 } else { -1 };
        id(&mut ids, pass.track);
        codes.push(pass.gate as i32);
        rows.time.0.push(pass.time);
        rows.direction.push(direction);
        rows.net.push(if pass.kind == Kind::Crossing { direction } else { 0 });
        rows.touches.push(pass.touches);
        rows.inferred.push(pass.inferred);
        totals.inferred[gate] += u64::from(pass.inferred);
        kinds.push(match pass.kind {
            Kind::Crossing => "crossing",
            Kind::UTurn => "u_turn",
            Kind::Hesitation => "hesitation",
        });
        if pass.kind == Kind::Hesitation {
            totals.hesitations[gate] += 1;
            continue;
        }
        let counted = |gross: &mut [u64], net: &mut [u64]| {
            gross[gate] += 1;
            net[gate] += u64::from(pass.kind == Kind::Crossing);
        };
        if pass.inward {
            counted(&mut totals.gross_in, &mut totals.net_in);
        } else {
            counted(&mut totals.gross_out, &mut totals.net_out);
        }
        turning[gate] += u64::from(pass.kind == Kind::UTurn);
        totals.u_turns[gate] = turning[gate] / 2;
        if last_track[gate] != Some(pass.track) {
            last_track[gate] = Some(pass.track);
            totals.tracks[gate] += 1;
        }
    }
    rows.track = ids.finish();
    rows.gate = Labels { codes: codes.into(), names: index.names.clone() };
    rows.kind = kinds.finish();
    GateCrossingsResult { gate_crossings: rows, gate_totals: totals }
}

fn summary(result: &GateCrossingsResult) -> String {
    let totals = &result.gate_totals;
    let sum = |column: &[u64]| column.iter().sum::<u64>();
    format!(
        "gate_crossings: {} in and {} out through {} gates ({} and {} net of {} U-turns), {} hesitations, {} inferred in gaps",
        sum(&totals.gross_in),
        sum(&totals.gross_out),
        totals.gate.len(),
        sum(&totals.net_in),
        sum(&totals.net_out),
        sum(&totals.u_turns),
        sum(&totals.hesitations),
        sum(&totals.inferred),
    )
}

#[cfg(test)]
#[path = "gate_crossings_tests.rs"]
mod tests;

//! When tracks are in zones.

use super::pieces::{Pieces, floors_of, over_tracks};
use super::plan::{Layout, Plan};
use super::stays::{Rules, ShapeIndex, Stays, Sums, Visit};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::check::within;
use crate::error::Result;
use crate::table::{
    IdBuilder, Ids, Instants, LabelBuilder, Labels, Points, Tracks, Zones, table, tables,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`zone_visits`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ZoneVisitsOptions {
    /// Longest time between two points of a track that still belong together, in seconds, 0.001 to 86400. Time in
    /// longer gaps is unobserved: it is in no zone, and a visit ends where the gap begins.
    pub max_gap_s: f64,
    /// How far beyond the boundary a track must be for a change of sides to count, in meters, 0 to 10. It removes
    /// visits made by noise; the times that are reported are those of the crossing.
    pub hysteresis_m: f64,
    /// How long a track must stay that far inside for a visit to begin, in seconds, 0 to 3600.
    pub enter_s: f64,
    /// How long a track must stay that far outside for a visit to end, in seconds, 0 to 3600.
    pub leave_s: f64,
    /// Visits of one zone less than this apart are one, in seconds, 0 to 86400.
    pub merge_s: f64,
    /// Visits shorter than this are left out, in seconds, 0 to 86400. Their time stays in `zone_time`.
    pub min_dwell_s: f64,
}

impl Default for ZoneVisitsOptions {
    fn default() -> Self {
        Self {
            max_gap_s: 3.0,
            hysteresis_m: 0.2,
            enter_s: 0.6,
            leave_s: 1.5,
            merge_s: 3.0,
            min_dwell_s: 0.0,
        }
    }
}

impl ZoneVisitsOptions {
    /// Refuses options outside their ranges.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("max_gap_s", self.max_gap_s, 0.001, 86_400.0)?;
        within("hysteresis_m", self.hysteresis_m, 0.0, 10.0)?;
        within("enter_s", self.enter_s, 0.0, 3_600.0)?;
        within("leave_s", self.leave_s, 0.0, 3_600.0)?;
        within("merge_s", self.merge_s, 0.0, 86_400.0)?;
        within("min_dwell_s", self.min_dwell_s, 0.0, 86_400.0)
    }

    fn max_gap_us(&self) -> i64 {
        microseconds(self.max_gap_s)
    }

    fn rules(&self) -> Rules {
        Rules {
            enter_us: microseconds(self.enter_s),
            leave_us: microseconds(self.leave_s),
            merge_us: microseconds(self.merge_s),
            min_dwell_us: microseconds(self.min_dwell_s),
        }
    }
}

/// Seconds to whole microseconds.
pub(crate) fn microseconds(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

table! {
    /// One row per visit of a zone by a track.
    pub struct ZoneVisits = "zone_visits", sorted by "track, enter, zone as in the table zones" {
        /// Id of the track.
        track: Ids<'static>, "", "轨迹";
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// When the boundary was crossed inward, or the track begins inside.
        enter: Instants, "", "进入时间";
        /// When the boundary was crossed outward, or the track is lost.
        exit: Instants, "", "离开时间";
        /// Time from enter to exit.
        dwell_s: Vec<f64>, "s", "停留时长";
        /// Time inside the boundary between enter and exit, to the microsecond.
        inside_s: Vec<f64>, "s", "区内时长";
        /// False where the visit may have begun earlier: the track or the zone begins with the person inside.
        start_seen: Vec<bool>, "", "起点可见";
        /// False where the visit may have lasted longer: the track is lost or the zone ends with the person inside.
        end_seen: Vec<bool>, "", "终点可见";
    }
}

table! {
    /// One row per zone and three more: where the time of all tracks went.
    pub struct ZoneTime = "zone_time", sorted by "zone as in the table zones, then outside, unobserved and total" {
        /// Name of the zone; outside, unobserved and total in the last three rows.
        zone: Labels<'static>, "", "区域";
        /// What the row tells: zone, outside, unobserved (gaps) or total (from the first to the last point of every track).
        kind: Labels<'static>, "", "类型";
        /// Time inside, counted in every zone that the person is in.
        inside_s: Vec<f64>, "s", "区内时长";
        /// Time counted once, in the smallest zone that the person is in. All rows but the last add up to the last, to the microsecond.
        exclusive_s: Vec<f64>, "s", "独占时长";
        /// Visits of the zone in `zone_visits`.
        visits: Vec<u64>, "", "到访次数";
        /// Tracks with time in the zone, in none, in gaps, and all.
        tracks: Vec<u64>, "", "轨迹数";
    }
}

tables! {
    /// Visits of zones, and where all the time went.
    pub struct ZoneVisitsResult {
        /// The visits.
        zone_visits: ZoneVisits;
        /// The time in each zone, in none, and in gaps.
        zone_time: ZoneTime;
    }
    report = summary;
}

#[doc = include_str!("zone_visits.md")]
pub fn zone_visits(
    points: &Points<'_>,
    zones: &Zones,
    options: &ZoneVisitsOptions,
) -> Result<ZoneVisitsResult> {
    run(points, zones, options, &Watch::none())
}

pub(crate) fn run(
    points: &Points<'_>,
    zones: &Zones,
    options: &ZoneVisitsOptions,
    watch: &Watch<'_>,
) -> Result<ZoneVisitsResult> {
    options.validate()?;
    let layout = Layout::of_zones(zones);
    let floors = floors_of(points, &layout)?;
    let plan = Plan::new(&layout, options.hysteresis_m);
    let index = ShapeIndex::new(&plan);
    let tracks = Tracks::new(points)?;
    let found = over_tracks(
        &tracks,
        &floors,
        &plan,
        options.max_gap_us(),
        watch,
        || Stays::new(&plan, &index, options.rules()),
        |stays, row, trace| stays.add(row, trace, &floors),
    )?;
    let parts = found.into_iter().map(Stays::into_parts).collect();
    let rows = IdBuilder::like(&points.track, 0);
    Ok(assemble(parts, &index, rows, |ids, row| ids.push_row(&points.track, row)))
}

/// What tracks met so far, and in which zones.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VisitPieces {
    pieces: Pieces,
}

impl Accumulate for VisitPieces {
    type Input<'a> = (Points<'a>, Zones);
    type Options = ZoneVisitsOptions;
    type Output = ZoneVisitsResult;

    fn new(options: &ZoneVisitsOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        (points, zones): &(Points<'_>, Zones),
        options: &ZoneVisitsOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let layout = Layout::of_zones(zones);
        self.pieces.update(points, layout, options.hysteresis_m, options.max_gap_us(), watch)
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        self.pieces.merge(other.pieces)
    }

    fn finish(self, options: &ZoneVisitsOptions, watch: &Watch<'_>) -> Result<ZoneVisitsResult> {
        let plan = Plan::new(&self.pieces.layout(), options.hysteresis_m);
        let index = ShapeIndex::new(&plan);
        let found = self.pieces.over_tracks(
            &plan,
            options.max_gap_us(),
            watch,
            || Stays::new(&plan, &index, options.rules()),
            Stays::add,
        )?;
        let parts = found.into_iter().map(Stays::into_parts).collect();
        let ids = self.pieces.ids();
        let rows = IdBuilder::like(&Ids::default(), 0);
        Ok(assemble(parts, &index, rows, |rows, track| rows.push(ids[track])))
    }

    fn write(&self, out: &mut Writer) {
        self.pieces.write(out);
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        Ok(Self { pieces: Pieces::read(input)? })
    }
}

fn seconds(us: i128) -> f64 {
    us as f64 / 1e6
}

fn assemble(
    parts: Vec<(Vec<Visit>, Sums)>,
    index: &ShapeIndex,
    mut ids: IdBuilder,
    id: impl Fn(&mut IdBuilder, usize),
) -> ZoneVisitsResult {
    let mut sums = Sums::of(index.names.len());
    let mut rows = ZoneVisits::default();
    let mut codes = Vec::new();
    for (visits, of_part) in parts {
        sums.join(&of_part);
        for visit in visits {
            id(&mut ids, visit.track);
            codes.push(visit.zone as i32);
            rows.enter.0.push(visit.enter);
            rows.exit.0.push(visit.exit);
            rows.dwell_s.push(seconds(i128::from(visit.exit) - i128::from(visit.enter)));
            rows.inside_s.push(seconds(i128::from(visit.inside_us)));
            rows.start_seen.push(visit.start_seen);
            rows.end_seen.push(visit.end_seen);
        }
    }
    rows.track = ids.finish();
    rows.zone = Labels { codes: codes.into(), names: index.names.clone() };
    let (mut names, mut kinds) = (LabelBuilder::with_capacity(0), LabelBuilder::with_capacity(0));
    let mut time = ZoneTime::default();
    let zones =
        index.names.iter().zip(&sums.zones).map(|(name, spent)| (name.as_str(), "zone", spent));
    let rest = [
        ("outside", "outside", &sums.outside),
        ("unobserved", "unobserved", &sums.unobserved),
        ("total", "total", &sums.total),
    ];
    for (name, kind, spent) in zones.chain(rest) {
        names.push(name);
        kinds.push(kind);
        let inside = if kind == "zone" { spent.inside_us } else { spent.exclusive_us };
        time.inside_s.push(seconds(inside));
        time.exclusive_s.push(seconds(spent.exclusive_us));
        time.visits.push(spent.visits);
        time.tracks.push(spent.tracks);
    }
    (time.zone, time.kind) = (names.finish(), kinds.finish());
    ZoneVisitsResult { zone_visits: rows, zone_time: time }
}

fn summary(result: &ZoneVisitsResult) -> String {
    let time = &result.zone_time;
    let [.., outside, unobserved, total] = time.exclusive_s.as_slice() else {
        return String::new();
    };
    let visits = result.zone_visits.enter.0.len();
    let cut = (0..visits)
        .filter(|&row| !(result.zone_visits.start_seen[row] && result.zone_visits.end_seen[row]))
        .count();
    format!(
        "zone_visits: {visits} visits, {cut} of them cut, of {} zones by {} tracks; of {total} s {} s in zones, {outside} s outside, {unobserved} s unobserved",
        time.zone.len() - 3,
        time.tracks.last().copied().unwrap_or_default(),
        time.exclusive_s[..time.exclusive_s.len() - 3].iter().sum::<f64>(),
    )
}

#[cfg(test)]
#[path = "zone_visits_tests.rs"]
mod tests;

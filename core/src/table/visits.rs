//! Visits of zones: who was where, from when to when.

use super::column::{Times, check_lengths};
use super::ids::Ids;
use super::labels::{LabelBuilder, Labels};
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::borrow::Cow;

const fn time(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Time, presence: Presence::Required, unit: "", zh, doc }
}

const fn seen(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Truth, presence: Presence::Optional, unit: "", zh, doc }
}

static VISITS: TableSpec = TableSpec {
    name: "zone_visits",
    doc: "One row per visit of a zone, as zone_visits gives them or any other source.",
    order: "any order",
    columns: &[
        ColumnSpec {
            name: "track",
            kind: ColumnKind::Id,
            presence: Presence::Required,
            unit: "",
            zh: "轨迹",
            doc: "Id of the track, or of the visitor.",
        },
        ColumnSpec {
            name: "zone",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "区域",
            doc: "Name of the zone.",
        },
        time("enter", "进入时间", "When the visit began."),
        time("exit", "离开时间", "When the visit ended; not before it began."),
        ColumnSpec {
            name: "dwell_s",
            kind: ColumnKind::Number,
            presence: Presence::Optional,
            unit: "s",
            zh: "停留时长",
            doc: "Time inside; absent means from enter to exit.",
        },
        seen(
            "start_seen",
            "起点可见",
            "False where the visit may have begun earlier: the track begins inside, or after a gap. Absent means true.",
        ),
        seen(
            "end_seen",
            "终点可见",
            "False where the visit may have lasted longer: the track is lost inside. Absent means true.",
        ),
    ],
};

/// Visits in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Visits<'a> {
    pub(crate) track: Ids<'a>,
    pub(crate) zone: Labels<'a>,
    pub(crate) enter: Times<'a>,
    pub(crate) exit: Times<'a>,
    /// Time inside in microseconds.
    pub(crate) dwell_us: Cow<'a, [i64]>,
    pub(crate) start_seen: Option<Vec<bool>>,
    pub(crate) end_seen: Option<Vec<bool>>,
}

impl<'a> Visits<'a> {
    /// Visits from slices of equal length, instants in microseconds since 1970 UTC, seen from end to end.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`.
    ///
    /// # Examples
    /// ```
    /// let (track, enter, exit) = ([1, 2], [0, 5_000_000], [60_000_000, 9_000_000]);
    /// let visits = keliu::Visits::new(&track, &["till", "till"], &enter, &exit)?;
    /// assert_eq!(visits.len(), 2);
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(
        track: &'a [u64],
        zone: &[&str],
        enter_us: &'a [i64],
        exit_us: &'a [i64],
    ) -> Result<Self> {
        let lengths = [("zone", zone.len()), ("enter", enter_us.len()), ("exit", exit_us.len())];
        check_lengths(&VISITS, track.len(), &lengths)?;
        let mut names = LabelBuilder::with_capacity(zone.len());
        for name in zone {
            names.push(name);
        }
        let times = |us: &'a [i64]| Times { us: Cow::Borrowed(us), zoned: true };
        let visits = Self {
            track: Ids::Numbers(Cow::Borrowed(track)),
            zone: names.finish(),
            enter: times(enter_us),
            exit: times(exit_us),
            dwell_us: Cow::Owned(Vec::new()),
            start_seen: None,
            end_seen: None,
        };
        visits.enter.check_range()?;
        visits.exit.check_range()?;
        Ok(visits.check()?.with_whole_dwell())
    }

    /// Visits from the columns of a result, each seen from end to end.
    pub(crate) fn of(
        track: Ids<'a>,
        zone: Labels<'a>,
        enter_us: &'a [i64],
        exit_us: &'a [i64],
    ) -> Result<Self> {
        let times = |us: &'a [i64]| Times { us: Cow::Borrowed(us), zoned: true };
        let (enter, exit) = (times(enter_us), times(exit_us));
        let dwell_us = Cow::Owned(Vec::new());
        let visits = Self { track, zone, enter, exit, dwell_us, start_seen: None, end_seen: None };
        Ok(visits.check()?.with_whole_dwell())
    }

    /// The same visits, where some of them were cut: false in `start_seen` or `end_seen`.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`.
    pub fn with_seen(self, start_seen: &[bool], end_seen: &[bool]) -> Result<Self> {
        let lengths = [("start_seen", start_seen.len()), ("end_seen", end_seen.len())];
        check_lengths(&VISITS, self.len(), &lengths)?;
        let (start_seen, end_seen) = (Some(start_seen.to_vec()), Some(end_seen.to_vec()));
        Ok(Self { start_seen, end_seen, ..self })
    }

    fn check(self) -> Result<Self> {
        match (0..self.len()).find(|&row| self.exit.us[row] < self.enter.us[row]) {
            Some(row) => Err(Error::IntervalReversed {
                table: VISITS.name.to_owned(),
                row,
                start: crate::time::utc_label(self.enter.us[row]),
                end: crate::time::utc_label(self.exit.us[row]),
            }),
            None => Ok(self),
        }
    }

    fn with_whole_dwell(self) -> Self {
        let spans = self.enter.us.iter().zip(self.exit.us.iter());
        let dwell_us = spans.map(|(enter, exit)| exit - enter).collect();
        Self { dwell_us, ..self }
    }

    /// False where the visit may have begun earlier.
    pub(crate) fn start_seen_at(&self, row: usize) -> bool {
        self.start_seen.as_ref().is_none_or(|seen| seen[row])
    }

    /// False where the visit may have lasted longer.
    pub(crate) fn end_seen_at(&self, row: usize) -> bool {
        self.end_seen.as_ref().is_none_or(|seen| seen[row])
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.zone.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.zone.is_empty()
    }
}

impl<'a> FromBatch<'a> for Visits<'a> {
    const SPEC: &'static TableSpec = &VISITS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &VISITS);
        let seen = |column: &str| {
            if reader.has(column) { reader.truths(column).map(Some) } else { Ok(None) }
        };
        let visits = Self {
            track: reader.ids("track")?,
            zone: reader.text("zone")?,
            enter: reader.instants("enter")?,
            exit: reader.instants("exit")?,
            dwell_us: Cow::Owned(Vec::new()),
            start_seen: seen("start_seen")?,
            end_seen: seen("end_seen")?,
        }
        .check()?;
        if !reader.has("dwell_s") {
            return Ok(visits.with_whole_dwell());
        }
        let dwell = reader.filled("dwell_s")?;
        let in_range = |row: usize| {
            let span = visits.exit.us[row] - visits.enter.us[row];
            // Half a microsecond: what is lost where a duration is written in seconds.
            (0.0..=span as f64 + 0.5).contains(&(dwell.values[row] * 1e6))
        };
        if let Some(row) = (0..visits.len()).find(|&row| !in_range(row)) {
            return Err(Error::ValueRange {
                table: VISITS.name.to_owned(),
                column: "dwell_s".to_owned(),
                row,
                found: dwell.values[row].to_string(),
                expected: "at least 0, and no longer than from enter to exit",
            });
        }
        let dwell_us = dwell.values.iter().map(|&s| (s * 1e6).round() as i64).collect();
        Ok(Self { dwell_us, ..visits })
    }
}

#[cfg(test)]
#[path = "visits_tests.rs"]
mod tests;

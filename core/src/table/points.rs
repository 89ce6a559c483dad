//! Where tracked persons were: one row per track and time.

use super::column::{Numbers, Times, check_lengths};
use super::ids::Ids;
use super::labels::{LabelBuilder, Labels};
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use crate::geometry::LARGEST_M;
use arrow_array::RecordBatch;
use std::borrow::Cow;

const fn meters(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Number, presence: Presence::Required, unit: "m", zh, doc }
}

static POINTS: TableSpec = TableSpec {
    name: "points",
    doc: "One row per track and time: where a tracked person was.",
    order: "any order; sorted by track and time is fastest",
    columns: &[
        ColumnSpec {
            name: "track",
            kind: ColumnKind::Id,
            presence: Presence::Required,
            unit: "",
            zh: "轨迹",
            doc: "Id of the track: a whole number from 0 or text. Detections without an id (null, -1) are refused.",
        },
        ColumnSpec {
            name: "time",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "时间",
            doc: "When the person was there. Of several rows of a track at one time the one with the least x, then y, counts.",
        },
        meters(
            "x",
            "横坐标",
            "To the right, in the plan of the floor; at most 67,108 m from the origin.",
        ),
        meters("y", "纵坐标", "Up, in the plan of the floor; at most 67,108 m from the origin."),
        ColumnSpec {
            name: "floor",
            kind: ColumnKind::Text,
            presence: Presence::Optional,
            unit: "",
            zh: "楼层",
            doc: "Name of the floor; absent where there is one floor.",
        },
    ],
};

/// Points of tracks in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Points<'a> {
    pub(crate) track: Ids<'a>,
    pub(crate) time: Times<'a>,
    pub(crate) x: Numbers<'a>,
    pub(crate) y: Numbers<'a>,
    pub(crate) floor: Option<Labels<'a>>,
}

impl<'a> Points<'a> {
    /// Points from slices of equal length: instants in microseconds since 1970 UTC, positions in meters.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_NOT_FINITE`, `KELIU_VALUE_RANGE`.
    ///
    /// # Examples
    /// ```
    /// let (track, time) = ([7, 7], [0, 1_000_000]);
    /// let points = keliu::Points::new(&track, &time, &[0.5, 2.5], &[0.5, 0.5])?;
    /// assert_eq!(points.len(), 2);
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(
        track: &'a [u64],
        time_us: &'a [i64],
        x_m: &'a [f64],
        y_m: &'a [f64],
    ) -> Result<Self> {
        let lengths = [("time", time_us.len()), ("x", x_m.len()), ("y", y_m.len())];
        check_lengths(&POINTS, track.len(), &lengths)?;
        let number = |values: &'a [f64]| Numbers { values: Cow::Borrowed(values), nulls: None };
        let points = Self {
            track: Ids::Numbers(Cow::Borrowed(track)),
            time: Times { us: Cow::Borrowed(time_us), zoned: true },
            x: number(x_m),
            y: number(y_m),
            floor: None,
        };
        points.check()?;
        Ok(points)
    }

    /// The same points with the name of the floor of each.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`.
    pub fn with_floor(self, floor: &[&str]) -> Result<Self> {
        check_lengths(&POINTS, self.len(), &[("floor", floor.len())])?;
        let mut names = LabelBuilder::with_capacity(floor.len());
        for name in floor {
            names.push(name);
        }
        Ok(Self { floor: Some(names.finish()), ..self })
    }

    fn check(&self) -> Result<()> {
        self.time.check_range()?;
        for (column, numbers) in [("x", &self.x), ("y", &self.y)] {
            let near = |value: &f64| value.abs() <= LARGEST_M;
            let Some(row) = numbers.values.iter().position(|value| !near(value)) else { continue };
            let (table, column) = (POINTS.name.to_owned(), column.to_owned());
            let found = numbers.values[row];
            if !found.is_finite() {
                return Err(Error::NotFinite { table, column, row, found: found.to_string() });
            }
            return Err(Error::ValueRange {
                table,
                column,
                row,
                found: found.to_string(),
                expected: "meters, at most 67108 from the origin: subtract the origin of the plan, and turn millimeters and pixels into meters first",
            });
        }
        Ok(())
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.time.us.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'a> FromBatch<'a> for Points<'a> {
    const SPEC: &'static TableSpec = &POINTS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &POINTS);
        let track = reader.ids("track")?;
        let time = reader.instants("time")?;
        let floor = if reader.has("floor") { Some(reader.text_or_empty("floor")?) } else { None };
        let (x, y) = (reader.filled("x")?, reader.filled("y")?);
        let points = Self { track, time, x, y, floor };
        points.check()?;
        Ok(points)
    }
}

#[cfg(test)]
#[path = "points_tests.rs"]
mod tests;

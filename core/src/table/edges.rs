//! Which zones each sensor joins.

use super::column::Numbers;
use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

const fn name(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Text, presence: Presence::Required, unit: "", zh, doc }
}

static EDGES: TableSpec = TableSpec {
    name: "edges",
    doc: "One row per sensor: its entries go from one zone to the other, its exits the other way. `outside` is everything that is no zone.",
    order: "any order",
    columns: &[
        name("sensor", "传感器", "Name of the sensor, or its number."),
        name("from_zone", "来自区域", "The zone that entries of the sensor leave, or `outside`."),
        name("to_zone", "去往区域", "The zone that entries of the sensor come into, or `outside`."),
        ColumnSpec {
            name: "cv",
            kind: ColumnKind::Number,
            presence: Presence::Optional,
            unit: "",
            zh: "相对误差",
            doc: "Relative error of the sensor, 0 to 1; where absent or null, the option cv.",
        },
    ],
};

/// The word for everything that is no zone.
pub(crate) const OUTSIDE: &str = "outside";

/// Sensors and the zones they join.
#[derive(Debug, Clone, PartialEq)]
pub struct Edges {
    pub(crate) of_sensor: BTreeMap<String, Edge>,
}

/// What one sensor joins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) cv: Option<f64>,
}

impl Edges {
    /// Sensors and zones from slices of equal length; `outside` is everything that is no zone.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_DUPLICATE_ROW` for a sensor listed twice, `KELIU_VALUE_RANGE` for a sensor
    /// that joins a zone with itself.
    ///
    /// # Examples
    /// ```
    /// let edges = keliu::Edges::new(&["door", "stairs"], &["outside", "ground"], &["ground", "upper"])?;
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(sensor: &[&str], from_zone: &[&str], to_zone: &[&str]) -> Result<Self> {
        for (column, found) in [("from_zone", from_zone.len()), ("to_zone", to_zone.len())] {
            if found != sensor.len() {
                let (table, column) = (EDGES.name.to_owned(), column.to_owned());
                return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
            }
        }
        Self::from_rows(
            (0..sensor.len()).map(|row| (sensor[row], [from_zone[row], to_zone[row]], None)),
        )
    }

    fn from_rows<'n>(
        rows: impl Iterator<Item = (&'n str, [&'n str; 2], Option<f64>)>,
    ) -> Result<Self> {
        let table = || EDGES.name.to_owned();
        let mut first_row: BTreeMap<&str, usize> = BTreeMap::new();
        let mut of_sensor = BTreeMap::new();
        for (row, (sensor, [from, to], cv)) in rows.enumerate() {
            if let Some(&first) = first_row.get(sensor) {
                let name = sensor.to_owned();
                return Err(Error::DuplicateRow { table: table(), name, first, second: row });
            }
            if from == to {
                return Err(Error::ValueRange {
                    table: table(),
                    column: "to_zone".to_owned(),
                    row,
                    found: format!("`{to}`"),
                    expected: "another zone than from_zone",
                });
            }
            if let Some(cv) = cv.filter(|cv| !(0.0..=1.0).contains(cv)) {
                return Err(Error::ValueRange {
                    table: table(),
                    column: "cv".to_owned(),
                    row,
                    found: cv.to_string(),
                    expected: "a relative error, 0 to 1",
                });
            }
            first_row.insert(sensor, row);
            let edge = Edge { from: from.to_owned(), to: to.to_owned(), cv };
            of_sensor.insert(sensor.to_owned(), edge);
        }
        Ok(Self { of_sensor })
    }
}

impl FromBatch<'_> for Edges {
    const SPEC: &'static TableSpec = &EDGES;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &EDGES);
        let [sensor, from, to]: [Labels<'_>; 3] =
            [reader.text("sensor")?, reader.text("from_zone")?, reader.text("to_zone")?];
        let cv: Option<Numbers<'_>> =
            if reader.has("cv") { Some(reader.numbers("cv")?) } else { None };
        Self::from_rows((0..sensor.len()).map(|row| {
            let cv = cv.as_ref().and_then(|cv| cv.at(row));
            (sensor.name(row), [from.name(row), to.name(row)], cv)
        }))
    }
}

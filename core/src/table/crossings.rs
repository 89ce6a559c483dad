//! Crossings of a door one by one, with their direction.

use super::column::Times;
use super::labels::{LabelBuilder, Labels};
use super::reader::{LARGEST_COUNT, Reader};
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::borrow::Cow;

static CROSSINGS: TableSpec = TableSpec {
    name: "crossings",
    doc: "One row per crossing of a door: when, and in which direction.",
    order: "any order",
    columns: &[
        ColumnSpec {
            name: "sensor",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "传感器",
            doc: "Name of the sensor, or its number.",
        },
        ColumnSpec {
            name: "time",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "时间",
            doc: "When the line was crossed, to the second or finer.",
        },
        ColumnSpec {
            name: "direction",
            kind: ColumnKind::Whole,
            presence: Presence::Required,
            unit: "",
            zh: "方向",
            doc: "1 for somebody who enters, -1 for somebody who leaves.",
        },
        ColumnSpec {
            name: "persons",
            kind: ColumnKind::Whole,
            presence: Presence::Optional,
            unit: "persons",
            zh: "人数",
            doc: "Persons who crossed at this time; absent means 1.",
        },
    ],
};

/// Crossings of doors in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossings<'a> {
    pub(crate) sensor: Labels<'a>,
    pub(crate) time: Times<'a>,
    pub(crate) enters: Vec<bool>,
    pub(crate) persons: Vec<i64>,
}

impl<'a> Crossings<'a> {
    /// Crossings from slices of equal length: instants in microseconds since 1970 UTC, 1 for in and -1 for out.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_VALUE_RANGE`.
    pub fn new(sensor: &[&str], time_us: &'a [i64], direction: &[i8]) -> Result<Self> {
        for (column, found) in [("time", time_us.len()), ("direction", direction.len())] {
            if found != sensor.len() {
                let (table, column) = (CROSSINGS.name.to_owned(), column.to_owned());
                return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
            }
        }
        let time = Times { us: Cow::Borrowed(time_us), zoned: true };
        time.check_range()?;
        let mut names = LabelBuilder::with_capacity(sensor.len());
        for name in sensor {
            names.push(name);
        }
        let enters = direction.iter().enumerate().map(|(row, &one)| enters(row, f64::from(one)));
        Ok(Self {
            sensor: names.finish(),
            time,
            enters: enters.collect::<Result<_>>()?,
            persons: vec![1; sensor.len()],
        })
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.sensor.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.sensor.is_empty()
    }
}

fn enters(row: usize, direction: f64) -> Result<bool> {
    if direction.abs() == 1.0 {
        return Ok(direction > 0.0);
    }
    Err(Error::ValueRange {
        table: CROSSINGS.name.to_owned(),
        column: "direction".to_owned(),
        row,
        found: direction.to_string(),
        expected: "1 for in or -1 for out",
    })
}

impl<'a> FromBatch<'a> for Crossings<'a> {
    const SPEC: &'static TableSpec = &CROSSINGS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &CROSSINGS);
        let null = |column: &str, row: usize| Error::UnexpectedNull {
            table: CROSSINGS.name.to_owned(),
            column: column.to_owned(),
            row,
        };
        let time = reader.times("time")?;
        if !time.zoned {
            let (table, column) = (CROSSINGS.name.to_owned(), "time".to_owned());
            return Err(Error::NaiveTime { table, column });
        }
        let direction = reader.numbers("direction")?;
        let direction = (0..reader.rows())
            .map(|row| enters(row, direction.at(row).ok_or_else(|| null("direction", row))?));
        let enters = direction.collect::<Result<_>>()?;
        let persons = if reader.has("persons") {
            let persons = reader.counts("persons")?;
            (0..reader.rows())
                .map(|row| persons.at(row).ok_or_else(|| null("persons", row)))
                .collect::<Result<_>>()?
        } else {
            vec![1; reader.rows()]
        };
        let crossings = Self { sensor: reader.text("sensor")?, time, enters, persons };
        // The sums of a door must stay exact in 64 bits.
        let mut all = 0;
        for (row, &persons) in crossings.persons.iter().enumerate() {
            all += persons;
            if all > LARGEST_COUNT {
                return Err(Error::ValueRange {
                    table: CROSSINGS.name.to_owned(),
                    column: "persons".to_owned(),
                    row,
                    found: format!("{persons}, {all} in all rows up to here"),
                    expected: "at most 1,000,000,000,000 in a table",
                });
            }
        }
        Ok(crossings)
    }
}

//! Gates of a floor plan: lines that are crossed.

use super::reader::Reader;
use super::shapes;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use crate::geometry::Position;
use arrow_array::RecordBatch;

const fn optional(
    name: &'static str,
    kind: ColumnKind,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, presence: Presence::Optional, unit: "", zh, doc }
}

static GATES: TableSpec = TableSpec {
    name: "gates",
    doc: "One row per gate and version: a line on a floor, with a name.",
    order: "any order",
    columns: &[
        ColumnSpec {
            name: "gate",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "门线",
            doc: "Name of the gate.",
        },
        ColumnSpec {
            name: "line",
            kind: ColumnKind::Shape,
            presence: Presence::Required,
            unit: "m",
            zh: "线",
            doc: "LINESTRING in meters, as well-known text or GeoArrow. Seen along the line, from its left to its right is in.",
        },
        optional(
            "floor",
            ColumnKind::Text,
            "楼层",
            "Name of the floor; absent where there is one floor.",
        ),
        optional(
            "from",
            ColumnKind::Time,
            "生效时间",
            "When this version begins; null or absent: always.",
        ),
        optional(
            "until",
            ColumnKind::Time,
            "失效时间",
            "When this version ends; null or absent: never.",
        ),
    ],
};

/// One version of a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// Its vertices; seen along them, from left to right is in.
    pub line: Vec<Position>,
    /// Its floor, where floors have names.
    pub floor: Option<String>,
    /// When this version begins, in microseconds since 1970 UTC; nothing: always.
    pub from_us: Option<i64>,
    /// When this version ends; nothing: never.
    pub until_us: Option<i64>,
}

impl Gate {
    /// A gate on the one floor there is.
    pub fn new(name: &str, line: Vec<Position>) -> Self {
        Self { name: name.to_owned(), line, floor: None, from_us: None, until_us: None }
    }
}

/// Gates, in the order of the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gates {
    pub(crate) gates: Vec<Gate>,
}

impl Gates {
    /// Gates of a plan.
    ///
    /// # Errors
    /// `KELIU_SHAPE_INVALID` where a line has no length, `KELIU_INTERVAL_REVERSED`.
    pub fn new(gates: Vec<Gate>) -> Result<Self> {
        for (row, gate) in gates.iter().enumerate() {
            let step = gate.line.windows(2).any(|ends| ends[0] != ends[1]);
            if !step {
                return Err(Error::ShapeInvalid {
                    table: GATES.name.to_owned(),
                    row,
                    name: gate.name.clone(),
                    fault: "the line has no length".to_owned(),
                    repair: "give two positions that differ".to_owned(),
                });
            }
            if let (Some(from), Some(until)) = (gate.from_us, gate.until_us)
                && until <= from
            {
                return Err(Error::IntervalReversed {
                    table: GATES.name.to_owned(),
                    row,
                    start: crate::time::utc_label(from),
                    end: crate::time::utc_label(until),
                });
            }
        }
        Ok(Self { gates })
    }

    /// The gates.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.gates.len()
    }

    /// True if there is no gate.
    pub fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }
}

impl FromBatch<'_> for Gates {
    const SPEC: &'static TableSpec = &GATES;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &GATES);
        let names = reader.text("gate")?;
        let lines = shapes::lines(&reader, "line")?;
        let floor = reader.has("floor").then(|| reader.text_or_empty("floor")).transpose()?;
        let (from, until) = (reader.optional_times("from")?, reader.optional_times("until")?);
        let rows = lines.into_iter().enumerate().map(|(row, line)| Gate {
            name: names.name(row).to_owned(),
            line,
            floor: floor.as_ref().map(|floor| floor.name(row).to_owned()),
            from_us: from[row],
            until_us: until[row],
        });
        Self::new(rows.collect())
    }
}

#[cfg(test)]
#[path = "gates_tests.rs"]
mod tests;

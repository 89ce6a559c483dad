//! What is known of the number of persons inside.

use super::column::{Times, Whole};
use super::labels::Labels;
use super::reader::{LARGEST_COUNT, Reader};
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

static ANCHORS: TableSpec = TableSpec {
    name: "anchors",
    doc: "One row per site and instant at which the number of persons inside is known: a headcount, or a range.",
    order: "any order",
    columns: &[
        ColumnSpec {
            name: "site",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "门店",
            doc: "Name of the site.",
        },
        ColumnSpec {
            name: "time",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "时间",
            doc: "When it was so.",
        },
        ColumnSpec {
            name: "occupancy",
            kind: ColumnKind::Whole,
            presence: Presence::Nullable,
            unit: "persons",
            zh: "在店人数",
            doc: "Persons inside; null where only a range is known.",
        },
        ColumnSpec {
            name: "low",
            kind: ColumnKind::Whole,
            presence: Presence::Optional,
            unit: "persons",
            zh: "下限",
            doc: "At least so many were inside; where absent or null, occupancy, or else 0.",
        },
        ColumnSpec {
            name: "high",
            kind: ColumnKind::Whole,
            presence: Presence::Optional,
            unit: "persons",
            zh: "上限",
            doc: "At most so many were inside; where absent or null, occupancy, or else no limit.",
        },
    ],
};

/// A range of the number of persons inside at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Microseconds since 1970 UTC.
    pub time_us: i64,
    /// At least so many persons.
    pub low: i64,
    /// At most so many persons; the largest number where there is no limit.
    pub high: i64,
    /// Row of the table, for messages.
    pub row: usize,
}

/// Known numbers of persons inside, site by site in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    of_site: BTreeMap<String, Vec<Anchor>>,
}

impl Anchors {
    /// Headcounts from slices of equal length, instants in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_COUNT_RANGE`.
    pub fn new(site: &[&str], time_us: &[i64], occupancy: &[i64]) -> Result<Self> {
        for (column, found) in [("time", time_us.len()), ("occupancy", occupancy.len())] {
            if found != site.len() {
                let (table, column) = (ANCHORS.name.to_owned(), column.to_owned());
                return Err(Error::ColumnLength { table, column, found, expected: site.len() });
            }
        }
        Times { us: time_us.into(), zoned: true }.check_range()?;
        let rows = (0..site.len()).map(|row| (site[row], time_us[row], [Some(occupancy[row]); 3]));
        Self::from_rows(rows)
    }

    /// Rows of site, time, and occupancy, low and high.
    fn from_rows<'n>(rows: impl Iterator<Item = (&'n str, i64, [Option<i64>; 3])>) -> Result<Self> {
        let mut of_site: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
        for (row, (site, time_us, [occupancy, low, high])) in rows.enumerate() {
            for (column, found) in [("occupancy", occupancy), ("low", low), ("high", high)] {
                if let Some(found) = found.filter(|found| !(0..=LARGEST_COUNT).contains(found)) {
                    return Err(Error::CountRange {
                        table: ANCHORS.name.to_owned(),
                        column: column.to_owned(),
                        row,
                        found: found.to_string(),
                    });
                }
            }
            let (low, high) =
                (low.or(occupancy).unwrap_or(0), high.or(occupancy).unwrap_or(i64::MAX));
            if low > occupancy.unwrap_or(low) || occupancy.unwrap_or(low) > high {
                return Err(Error::ValueRange {
                    table: ANCHORS.name.to_owned(),
                    column: "low".to_owned(),
                    row,
                    found: low.to_string(),
                    expected: "low at most occupancy, and occupancy at most high",
                });
            }
            let anchor = Anchor { time_us, low, high, row };
            of_site.entry(site.to_owned()).or_default().push(anchor);
        }
        for anchors in of_site.values_mut() {
            anchors.sort_by_key(|anchor| (anchor.time_us, anchor.row));
        }
        Ok(Self { of_site })
    }

    /// The anchors of a site, in the order of time.
    pub fn of_site(&self, site: &str) -> &[Anchor] {
        self.of_site.get(site).map_or(&[], Vec::as_slice)
    }

    /// The sites that have anchors, in the order of their names.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.of_site.keys().map(String::as_str)
    }
}

impl FromBatch<'_> for Anchors {
    const SPEC: &'static TableSpec = &ANCHORS;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &ANCHORS);
        let site: Labels<'_> = reader.text("site")?;
        let time = reader.times("time")?;
        if !time.zoned {
            return Err(Error::NaiveTime {
                table: ANCHORS.name.to_owned(),
                column: "time".to_owned(),
            });
        }
        let occupancy = reader.counts("occupancy")?;
        let optional = |column: &str| {
            if reader.has(column) { reader.counts(column).map(Some) } else { Ok(None) }
        };
        let (low, high) = (optional("low")?, optional("high")?);
        Self::from_rows((0..site.len()).map(|row| {
            let edge =
                |column: &Option<Whole<'_>>| column.as_ref().and_then(|column| column.at(row));
            (site.name(row), time.us[row], [occupancy.at(row), edge(&low), edge(&high)])
        }))
    }
}

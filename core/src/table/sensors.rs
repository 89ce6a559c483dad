//! Which sensor stands at which site.

use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::{BTreeMap, BTreeSet};

static SENSORS: TableSpec = TableSpec {
    name: "sensors",
    doc: "One row per sensor: the site it belongs to.",
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
            name: "site",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "门店",
            doc: "Name of the site: a shop, a mall, a street.",
        },
        ColumnSpec {
            name: "kind",
            kind: ColumnKind::Text,
            presence: Presence::Optional,
            unit: "",
            zh: "类型",
            doc: "What passes it: \"entrance\" (the border of the site), \"passer_by\" (outside) or \"interior\"; where the column is absent, entrance.",
        },
    ],
};

/// Sensors and their sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensors {
    site_of: BTreeMap<String, String>,
    /// Sensors that are no entrance.
    elsewhere: BTreeSet<String>,
}

/// What a sensor may be.
const KINDS: [&str; 3] = ["entrance", "passer_by", "interior"];

impl Sensors {
    /// Sensors and their sites from slices of equal length.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, and `KELIU_DUPLICATE_ROW` for a sensor listed twice.
    pub fn new(sensor: &[&str], site: &[&str]) -> Result<Self> {
        if site.len() != sensor.len() {
            let (table, column) = (SENSORS.name.to_owned(), "site".to_owned());
            return Err(Error::ColumnLength {
                table,
                column,
                found: site.len(),
                expected: sensor.len(),
            });
        }
        Self::from_rows(sensor.iter().copied().zip(site.iter().copied()))
    }

    fn from_rows<'n>(rows: impl Iterator<Item = (&'n str, &'n str)>) -> Result<Self> {
        let mut first_row: BTreeMap<&str, usize> = BTreeMap::new();
        let mut site_of = BTreeMap::new();
        for (row, (sensor, site)) in rows.enumerate() {
            if let Some(&first) = first_row.get(sensor) {
                let (table, name) = (SENSORS.name.to_owned(), sensor.to_owned());
                return Err(Error::DuplicateRow { table, name, first, second: row });
            }
            first_row.insert(sensor, row);
            site_of.insert(sensor.to_owned(), site.to_owned());
        }
        Ok(Self { site_of, elsewhere: BTreeSet::new() })
    }

    /// Whether a sensor counts at the border of its site; true where nothing is said.
    pub fn is_entrance(&self, sensor: &str) -> bool {
        !self.elsewhere.contains(sensor)
    }

    /// The site of a sensor; a sensor that is not listed is a site of its own.
    pub fn site<'a>(&'a self, sensor: &'a str) -> &'a str {
        self.site_of.get(sensor).map_or(sensor, String::as_str)
    }
}

impl FromBatch<'_> for Sensors {
    const SPEC: &'static TableSpec = &SENSORS;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &SENSORS);
        let (sensor, site): (Labels<'_>, Labels<'_>) =
            (reader.text("sensor")?, reader.text("site")?);
        let mut sensors =
            Self::from_rows((0..sensor.len()).map(|row| (sensor.name(row), site.name(row))))?;
        if reader.has("kind") {
            let kind = reader.text("kind")?;
            for row in 0..kind.len() {
                if !KINDS.contains(&kind.name(row)) {
                    return Err(Error::ValueRange {
                        table: SENSORS.name.to_owned(),
                        column: "kind".to_owned(),
                        row,
                        found: format!("`{}`", kind.name(row)),
                        expected: "entrance, passer_by or interior",
                    });
                }
                if kind.name(row) != "entrance" {
                    sensors.elsewhere.insert(sensor.name(row).to_owned());
                }
            }
        }
        Ok(sensors)
    }
}

//! Calibration factors: what device counts are multiplied by, and from when.

use super::column::{Numbers, Times};
use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

const fn optional(
    name: &'static str,
    unit: &'static str,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Number, presence: Presence::Optional, unit, zh, doc }
}

const fn time(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    let (kind, presence) = (ColumnKind::Time, Presence::Optional);
    ColumnSpec { name, kind, presence, unit: "", zh, doc }
}

static FACTORS: TableSpec = TableSpec {
    name: "calibration_factors",
    doc: "One row per sensor, direction and period of validity, as calibrate_sensors gives them; results of several audits may stand one after the other.",
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
            name: "direction",
            kind: ColumnKind::Text,
            presence: Presence::Required,
            unit: "",
            zh: "方向",
            doc: "Which direction of flow: entries or exits.",
        },
        ColumnSpec {
            name: "factor",
            kind: ColumnKind::Number,
            presence: Presence::Nullable,
            unit: "",
            zh: "校准系数",
            doc: "Persons per device count; a null is no factor.",
        },
        optional("low", "", "系数下限", "Lower end of the interval of the factor."),
        optional("high", "", "系数上限", "Upper end of the interval of the factor."),
        time("from", "生效时间", "From when the factor is valid; absent means always."),
        time(
            "until",
            "失效时间",
            "Until when the factor is valid; absent means until the next one of the sensor.",
        ),
        optional(
            "slope",
            "h/person",
            "流量斜率",
            "Change of the factor per person and hour of device flow.",
        ),
        optional("flow", "persons/h", "基准流量", "Device flow at which the factor holds."),
        optional(
            "flow_low",
            "persons/h",
            "最小流量",
            "Device flow below which the factor no longer changes.",
        ),
        optional(
            "flow_high",
            "persons/h",
            "最大流量",
            "Device flow above which the factor no longer changes.",
        ),
    ],
};

/// What one row says: a factor that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Factor {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) from_us: i64,
    pub(crate) until_us: i64,
    pub(crate) slope: f64,
    pub(crate) flow: [f64; 3],
}

/// Calibration factors per sensor, direction and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors<'a> {
    pub(crate) sensor: Labels<'a>,
    /// 0 for entries, 1 for exits.
    pub(crate) direction: Vec<u8>,
    pub(crate) rows: Vec<Option<Factor>>,
}

/// A factor beyond this is a mix-up of columns: no door misses 99 of 100 persons and is worth a factor.
const LARGEST: f64 = 100.0;

impl Factors<'_> {
    /// Factors that are always valid, from slices of equal length; each with the ends of its interval.
    ///
    /// `exits` says for each whether it is of the exits.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_VALUE_RANGE`, `KELIU_DUPLICATE_ROW`.
    pub fn new(sensor: &[&str], exits: &[bool], factor: &[[f64; 3]]) -> Result<Self> {
        for (column, found) in [("direction", exits.len()), ("factor", factor.len())] {
            if found != sensor.len() {
                let (table, column) = (FACTORS.name.to_owned(), column.to_owned());
                return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
            }
        }
        let mut names = super::labels::LabelBuilder::with_capacity(sensor.len());
        for name in sensor {
            names.push(name);
        }
        let rows = factor.iter().enumerate().map(|(row, &[value, low, high])| {
            checked(row, value, low, high)?;
            Ok(Some(Factor {
                value,
                low,
                high,
                from_us: i64::MIN,
                until_us: i64::MAX,
                slope: 0.0,
                flow: [0.0, 0.0, f64::INFINITY],
            }))
        });
        Self {
            sensor: names.finish(),
            direction: exits.iter().map(|&exits| u8::from(exits)).collect(),
            rows: rows.collect::<Result<_>>()?,
        }
        .listed_once()
    }

    /// Refuses two factors of one door that are valid from the same instant.
    fn listed_once(self) -> Result<Self> {
        let mut seen: BTreeMap<(i32, u8, i64), usize> = BTreeMap::new();
        for (row, factor) in self.rows.iter().enumerate() {
            let Some(factor) = factor else { continue };
            let key = (self.sensor.codes[row], self.direction[row], factor.from_us);
            if let Some(first) = seen.insert(key, row) {
                let name = self.sensor.name(row).to_owned();
                let table = FACTORS.name.to_owned();
                return Err(Error::DuplicateRow { table, name, first, second: row });
            }
        }
        Ok(self)
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn out_of_range(column: &str, row: usize, found: String, expected: &'static str) -> Error {
    let (table, column) = (FACTORS.name.to_owned(), column.to_owned());
    Error::ValueRange { table, column, row, found, expected }
}

fn checked(row: usize, value: f64, low: f64, high: f64) -> Result<()> {
    if !(value > 0.0 && value <= LARGEST) {
        return Err(out_of_range("factor", row, value.to_string(), "above 0, to 100"));
    }
    if !(0.0..=value).contains(&low) {
        return Err(out_of_range("low", row, low.to_string(), "0 to the factor"));
    }
    if high.is_nan() || high < value {
        return Err(out_of_range("high", row, high.to_string(), "at least the factor"));
    }
    Ok(())
}

impl<'a> FromBatch<'a> for Factors<'a> {
    const SPEC: &'static TableSpec = &FACTORS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &FACTORS);
        let direction = reader.text("direction")?;
        let number = |column: &str| -> Result<Option<Numbers<'a>>> {
            reader.has(column).then(|| reader.numbers(column)).transpose()
        };
        let instants = |column: &str| -> Result<Option<Times<'a>>> {
            let times = reader.has(column).then(|| reader.times(column)).transpose()?;
            if times.as_ref().is_some_and(|times| !times.zoned) {
                let (table, column) = (FACTORS.name.to_owned(), column.to_owned());
                return Err(Error::NaiveTime { table, column });
            }
            Ok(times)
        };
        let factor = reader.numbers("factor")?;
        let (low, high) = (number("low")?, number("high")?);
        let (from, until) = (instants("from")?, instants("until")?);
        let [slope, flow, flow_low, flow_high] =
            [number("slope")?, number("flow")?, number("flow_low")?, number("flow_high")?];
        let at = |numbers: &Option<Numbers<'_>>, row: usize, otherwise: f64| {
            numbers.as_ref().and_then(|numbers| numbers.at(row)).unwrap_or(otherwise)
        };
        let row = |row: usize| -> Result<(u8, Option<Factor>)> {
            let code = match direction.name(row) {
                "entries" => 0,
                "exits" => 1,
                other => {
                    let found = other.chars().take(40).collect();
                    return Err(out_of_range("direction", row, found, "entries or exits"));
                }
            };
            let Some(value) = factor.at(row) else { return Ok((code, None)) };
            // An interval without an end says that the audits do not fix the factor: it is no factor to apply.
            let open = |numbers: &Option<Numbers<'_>>| {
                numbers.as_ref().is_some_and(|numbers| numbers.at(row).is_none())
            };
            if open(&low) || open(&high) {
                return Ok((code, None));
            }
            let (low, high) = (at(&low, row, value), at(&high, row, value));
            checked(row, value, low, high)?;
            let from_us = from.as_ref().map_or(i64::MIN, |from| from.us[row]);
            let until_us = until.as_ref().map_or(i64::MAX, |until| until.us[row]);
            if until_us <= from_us {
                return Err(Error::IntervalReversed {
                    table: FACTORS.name.to_owned(),
                    row,
                    start: crate::time::utc_label(from_us),
                    end: crate::time::utc_label(until_us),
                });
            }
            let flow =
                [at(&flow, row, 0.0), at(&flow_low, row, 0.0), at(&flow_high, row, f64::INFINITY)];
            if flow[0] < flow[1] || flow[2] < flow[0] || flow[1] < 0.0 {
                let expected = "flow_low, flow and flow_high in ascending order";
                return Err(out_of_range("flow", row, flow[0].to_string(), expected));
            }
            let slope = at(&slope, row, 0.0);
            // A door whose factor doubles with each further person in an hour is no door.
            if slope.abs() > 1.0 {
                return Err(out_of_range(
                    "slope",
                    row,
                    slope.to_string(),
                    "-1 to 1 per person an hour",
                ));
            }
            Ok((code, Some(Factor { value, low, high, from_us, until_us, slope, flow })))
        };
        let rows: Vec<(u8, Option<Factor>)> = (0..reader.rows()).map(row).collect::<Result<_>>()?;
        let (direction, rows) = rows.into_iter().unzip();
        Self { sensor: reader.text("sensor")?, direction, rows }.listed_once()
    }
}

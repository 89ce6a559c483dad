//! Corrections that the caller accepts: rows of what `count_proposals` found.

use super::column::Times;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use crate::time::utc_label;
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

/// A column; none of them has one unit for all rows.
const fn column(
    name: &'static str,
    kind: ColumnKind,
    presence: Presence,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, presence, unit: "", zh, doc }
}

static PROPOSALS: TableSpec = TableSpec {
    name: "proposals",
    doc: "One row per accepted correction: rows of the result of count_proposals, columns unchanged.",
    order: "any order",
    columns: &[
        column(
            "sensor",
            ColumnKind::Text,
            Presence::Required,
            "传感器",
            "Name of the sensor, or its number.",
        ),
        column(
            "kind",
            ColumnKind::Text,
            Presence::Required,
            "类型",
            "What is corrected: swap, clock, zone, gain or partial_loss.",
        ),
        column(
            "start",
            ColumnKind::Time,
            Presence::Required,
            "开始时间",
            "Start of the stretch, by the sensor's own clock.",
        ),
        column(
            "end",
            ColumnKind::Time,
            Presence::Nullable,
            "结束时间",
            "End of the stretch; null until the end of the data.",
        ),
        column(
            "value",
            ColumnKind::Number,
            Presence::Nullable,
            "数值",
            "Factor by which the sensor counts too much or too little (gain, partial_loss), 0.001 to 1000, or seconds by which its clock is ahead (clock, zone), at most a day; not read for swap.",
        ),
        column(
            "low",
            ColumnKind::Number,
            Presence::Optional,
            "下限",
            "Lower end of the interval of a factor; absent or null means the value itself.",
        ),
        column(
            "high",
            ColumnKind::Number,
            Presence::Optional,
            "上限",
            "Upper end of the interval of a factor; absent or null means the value itself.",
        ),
    ],
};

/// What kind of correction is proposed; in the order of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Correction {
    /// Clock ahead or behind by other than whole half hours.
    Clock,
    /// Counts a constant share more or less.
    Gain,
    /// Name taken over by another device, or a device that goes on under another name.
    Identity,
    /// Part of the device counts nothing.
    PartialLoss,
    /// Entries and exits exchanged.
    Swap,
    /// Clock wrong by whole half hours.
    Zone,
}

impl Correction {
    pub(crate) const ALL: [Self; 6] =
        [Self::Clock, Self::Gain, Self::Identity, Self::PartialLoss, Self::Swap, Self::Zone];

    /// The word of the column `kind`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Gain => "gain",
            Self::Identity => "identity",
            Self::PartialLoss => "partial_loss",
            Self::Swap => "swap",
            Self::Zone => "zone",
        }
    }

    /// What contradicts what: one sensor has one clock, one level and one sense of direction at a time.
    const fn subject(self) -> u8 {
        match self {
            Self::Clock | Self::Zone => 0,
            Self::Gain | Self::PartialLoss => 1,
            Self::Swap => 2,
            Self::Identity => 3,
        }
    }
}

/// One accepted correction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Accepted {
    pub(crate) correction: Correction,
    pub(crate) start: i64,
    /// `i64::MAX` until the end of the data.
    pub(crate) end: i64,
    /// Factor, or seconds ahead; 0 for a swap.
    pub(crate) value: f64,
    /// Interval of a factor, the value inside it.
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Corrections to apply, by sensor and in order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposals {
    of_sensor: BTreeMap<String, Vec<Accepted>>,
}

/// One row as given.
pub(crate) struct Row<'a> {
    pub(crate) sensor: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) start: i64,
    pub(crate) end: Option<i64>,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Proposals {
    /// Corrections from slices of equal length, instants in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`, `KELIU_UNEXPECTED_NULL`,
    /// `KELIU_NOT_FINITE`, `KELIU_VALUE_RANGE`, `KELIU_PROPOSALS_OVERLAP`.
    pub fn new(
        sensor: &[&str],
        kind: &[&str],
        start_us: &[i64],
        end_us: &[Option<i64>],
        value: &[Option<f64>],
    ) -> Result<Self> {
        let lengths = [
            ("kind", kind.len()),
            ("start", start_us.len()),
            ("end", end_us.len()),
            ("value", value.len()),
        ];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != sensor.len())
        {
            let (table, column) = (PROPOSALS.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
        }
        let ends: Vec<i64> = end_us.iter().copied().flatten().collect();
        for us in [start_us, ends.as_slice()] {
            Times { us: us.into(), zoned: true }.check_range()?;
        }
        if let Some(row) = value.iter().position(|v| v.is_some_and(|v| !v.is_finite())) {
            return Err(Error::NotFinite {
                table: PROPOSALS.name.to_owned(),
                column: "value".to_owned(),
                row,
                found: value[row].unwrap_or_default().to_string(),
            });
        }
        Self::from_rows((0..sensor.len()).map(|row| Row {
            sensor: sensor[row],
            kind: kind[row],
            start: start_us[row],
            end: end_us[row],
            value: value[row],
            low: None,
            high: None,
        }))
    }

    pub(crate) fn from_rows<'n>(rows: impl Iterator<Item = Row<'n>>) -> Result<Self> {
        let mut of_sensor: BTreeMap<String, Vec<(Accepted, usize)>> = BTreeMap::new();
        for (row, given) in rows.enumerate() {
            let accepted = given.checked(row)?;
            of_sensor.entry(given.sensor.to_owned()).or_default().push((accepted, row));
        }
        let mut sorted = BTreeMap::new();
        for (sensor, mut rows) in of_sensor {
            rows.sort_by_key(|(one, row)| (one.correction.subject(), one.start, *row));
            let clash = rows.windows(2).find(|pair| {
                let [(first, _), (second, _)] = pair else { return false };
                first.correction.subject() == second.correction.subject()
                    && second.start < first.end
            });
            if let Some([(_, first), (second, row)]) = clash {
                return Err(Error::ProposalsOverlap {
                    sensor,
                    kind: second.correction.name().to_owned(),
                    first: *first.min(row),
                    second: *first.max(row),
                });
            }
            sorted.insert(sensor, rows.into_iter().map(|(one, _)| one).collect());
        }
        Ok(Self { of_sensor: sorted })
    }

    /// The corrections of one sensor: clocks first, then levels, then swaps, each in order of time.
    pub(crate) fn of_sensor(&self, sensor: &str) -> &[Accepted] {
        self.of_sensor.get(sensor).map_or(&[], Vec::as_slice)
    }
}

impl Row<'_> {
    fn checked(&self, row: usize) -> Result<Accepted> {
        let out_of_range = |column: &str, found: String, expected: &'static str| {
            Err(Error::ValueRange {
                table: PROPOSALS.name.to_owned(),
                column: column.to_owned(),
                row,
                found,
                expected,
            })
        };
        let known = Correction::ALL.into_iter().find(|known| known.name() == self.kind);
        let Some(correction) = known.filter(|known| *known != Correction::Identity) else {
            return out_of_range(
                "kind",
                format!("\"{}\"", self.kind.chars().take(40).collect::<String>()),
                "swap, clock, zone, gain or partial_loss; what identity proposes is done by renaming the sensor in the table counts",
            );
        };
        if let Some(end) = self.end.filter(|end| *end <= self.start) {
            return Err(Error::IntervalReversed {
                table: PROPOSALS.name.to_owned(),
                row,
                start: utc_label(self.start),
                end: utc_label(end),
            });
        }
        let value = match (correction, self.value) {
            (Correction::Swap, _) => 0.0,
            (_, Some(value)) => value,
            (_, None) => {
                return Err(Error::UnexpectedNull {
                    table: PROPOSALS.name.to_owned(),
                    column: "value".to_owned(),
                    row,
                });
            }
        };
        match correction {
            Correction::Gain | Correction::PartialLoss if !(0.001..=1000.0).contains(&value) => {
                out_of_range("value", value.to_string(), "a factor of 0.001 to 1000")
            }
            Correction::Clock | Correction::Zone if value.abs() > 86_400.0 => {
                out_of_range("value", value.to_string(), "-86400 to 86400 seconds")
            }
            _ => Ok(Accepted {
                correction,
                start: self.start,
                end: self.end.unwrap_or(i64::MAX),
                value,
                low: self.low.unwrap_or(value).clamp(1e-3 * value.abs(), f64::MAX).min(value),
                high: self.high.unwrap_or(value).max(value),
            }),
        }
    }
}

impl FromBatch<'_> for Proposals {
    const SPEC: &'static TableSpec = &PROPOSALS;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &PROPOSALS);
        let (sensor, kind) = (reader.text("sensor")?, reader.text("kind")?);
        let start = reader.times("start")?;
        let value = reader.numbers("value")?;
        let optional = |column: &str| {
            if reader.has(column) { reader.numbers(column).map(Some) } else { Ok(None) }
        };
        let (low, high) = (optional("low")?, optional("high")?);
        let zoned = |column: &str, times: &Times<'_>| {
            let (table, column) = (PROPOSALS.name.to_owned(), column.to_owned());
            if times.zoned { Ok(()) } else { Err(Error::NaiveTime { table, column }) }
        };
        zoned("start", &start)?;
        let nulls = reader.nulls("end")?;
        let mut end = Vec::with_capacity(batch.num_rows());
        for row in 0..batch.num_rows() {
            if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
                end.push(None);
                continue;
            }
            // Accepted rows are few: one at a time keeps the reader of times free of nulls.
            let one = batch.slice(row, 1);
            let times = Reader::new(&one, &PROPOSALS).times("end")?;
            zoned("end", &times)?;
            end.push(times.us.first().copied());
        }
        Self::from_rows((0..sensor.len()).map(|row| Row {
            sensor: sensor.name(row),
            kind: kind.name(row),
            start: start.us[row],
            end: end[row],
            value: value.at(row),
            low: low.as_ref().and_then(|low| low.at(row)),
            high: high.as_ref().and_then(|high| high.at(row)),
        }))
    }
}

#[cfg(test)]
#[path = "proposals_tests.rs"]
mod tests;

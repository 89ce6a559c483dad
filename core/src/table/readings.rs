//! Readings of cumulative registers: what turnstiles and many door counters keep instead of counts.

use super::column::{Times, Whole};
use super::labels::{LabelBuilder, Labels};
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::borrow::Cow;

static READINGS: TableSpec = TableSpec {
    name: "readings",
    doc: "One row per sensor and instant: what its registers showed.",
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
            doc: "When the registers were read.",
        },
        ColumnSpec {
            name: "entries_total",
            kind: ColumnKind::Whole,
            presence: Presence::Optional,
            unit: "persons",
            zh: "累计进店",
            doc: "What the register of entries shows; null, a negative number or a mark such as 65535 says that it was not read.",
        },
        ColumnSpec {
            name: "exits_total",
            kind: ColumnKind::Whole,
            presence: Presence::Optional,
            unit: "persons",
            zh: "累计出店",
            doc: "What the register of exits shows; null, a negative number or a mark such as 65535 says that it was not read.",
        },
        ColumnSpec {
            name: "kind",
            kind: ColumnKind::Text,
            presence: Presence::Optional,
            unit: "",
            zh: "类型",
            doc: "How the reading came: a word that begins with recov, late, revis or correct marks one that was delivered afterwards, and that is preferred to another of the same instant.",
        },
    ],
};

/// Beginnings of the words by which exports mark a reading that came afterwards, such as RECOVR AUD.
const AFTERWARDS: [&str; 4] = ["recov", "late", "revis", "correct"];

/// Readings of cumulative registers, as a device exports them: any order, duplicates, marks and all.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings<'a> {
    pub(crate) sensor: Labels<'a>,
    pub(crate) time: Times<'a>,
    pub(crate) entries_total: Whole<'a>,
    pub(crate) exits_total: Whole<'a>,
    pub(crate) kind: Option<Labels<'a>>,
}

impl<'a> Readings<'a> {
    /// Readings from slices: instants in microseconds since 1970 UTC, null where a register was not read.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`.
    ///
    /// # Examples
    /// ```
    /// let time = [0, 3_600_000_000];
    /// let readings = keliu::Readings::new(&["gate"; 2], &time, &[Some(100), Some(130)], &[None; 2])?;
    /// assert_eq!(readings.len(), 2);
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(
        sensor: &[&str],
        time_us: &'a [i64],
        entries_total: &[Option<i64>],
        exits_total: &[Option<i64>],
    ) -> Result<Self> {
        let lengths = [
            ("time", time_us.len()),
            ("entries_total", entries_total.len()),
            ("exits_total", exits_total.len()),
        ];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != sensor.len())
        {
            let (table, column) = (READINGS.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
        }
        let mut names = LabelBuilder::with_capacity(sensor.len());
        for name in sensor {
            names.push(name);
        }
        let time = Times { us: Cow::Borrowed(time_us), zoned: true };
        time.check_range()?;
        Ok(Self {
            sensor: names.finish(),
            time,
            entries_total: Whole::from_options(entries_total),
            exits_total: Whole::from_options(exits_total),
            kind: None,
        })
    }

    /// Says how each reading came, in the words of the export.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`.
    pub fn with_kind(self, kind: &[&str]) -> Result<Self> {
        if kind.len() != self.len() {
            let (table, column) = (READINGS.name.to_owned(), "kind".to_owned());
            let (found, expected) = (kind.len(), self.len());
            return Err(Error::ColumnLength { table, column, found, expected });
        }
        let mut words = LabelBuilder::with_capacity(kind.len());
        for word in kind {
            words.push(word);
        }
        Ok(Self { kind: Some(words.finish()), ..self })
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.sensor.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.sensor.is_empty()
    }

    /// For each distinct kind, whether it marks readings that came afterwards.
    pub(crate) fn afterwards(&self) -> Vec<bool> {
        let of_word = |word: &String| {
            let word = word.trim().to_lowercase();
            AFTERWARDS.iter().any(|beginning| word.starts_with(beginning))
        };
        self.kind.as_ref().map_or_else(Vec::new, |kind| kind.names.iter().map(of_word).collect())
    }
}

impl<'a> FromBatch<'a> for Readings<'a> {
    const SPEC: &'static TableSpec = &READINGS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &READINGS);
        let total = |column: &str| {
            if reader.has(column) {
                reader.registers(column)
            } else {
                Ok(Whole::absent(reader.rows()))
            }
        };
        // A table with neither register was not meant as readings: say which name is missing.
        let entries_total = if reader.has("exits_total") {
            total("entries_total")?
        } else {
            reader.registers("entries_total")?
        };
        Ok(Self {
            sensor: reader.text("sensor")?,
            time: reader.times("time")?,
            entries_total,
            exits_total: total("exits_total")?,
            kind: if reader.has("kind") { Some(reader.text_or_empty("kind")?) } else { None },
        })
    }
}

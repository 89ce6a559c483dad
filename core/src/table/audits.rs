//! Manual counts beside the counts of the device: what calibration and acceptance are judged by.

use super::column::{Times, Whole};
use super::labels::{LabelBuilder, Labels};
use super::reader::{LARGEST_COUNT, Reader};
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use crate::time::utc_label;
use arrow_array::RecordBatch;
use std::borrow::Cow;
use std::collections::BTreeMap;

const fn persons(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    let (kind, presence) = (ColumnKind::Whole, Presence::Optional);
    ColumnSpec { name, kind, presence, unit: "persons", zh, doc }
}

static AUDITS: TableSpec = TableSpec {
    name: "audits",
    doc: "One row per sensor and session of counting by hand: what the person counted and what the device counted in the same time.",
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
            name: "start",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "开始时间",
            doc: "Start of the session.",
        },
        ColumnSpec {
            name: "end",
            kind: ColumnKind::Time,
            presence: Presence::Optional,
            unit: "",
            zh: "结束时间",
            doc: "End of the session; without it a dependence on the flow cannot be seen.",
        },
        persons("manual_entries", "人工进店", "Persons seen to enter; null where not counted."),
        persons("manual_exits", "人工出店", "Persons seen to leave; null where not counted."),
        persons("device_entries", "设备进店", "Entries of the device; null where unknown."),
        persons("device_exits", "设备出店", "Exits of the device; null where unknown."),
    ],
};

/// Sessions of counting by hand, with the counts of the device beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Audits<'a> {
    pub(crate) sensor: Labels<'a>,
    pub(crate) start: Times<'a>,
    pub(crate) end: Option<Times<'a>>,
    pub(crate) entries: Pair<'a>,
    pub(crate) exits: Pair<'a>,
}

/// One direction of flow, counted twice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair<'a> {
    manual: Whole<'a>,
    device: Whole<'a>,
}

impl Pair<'_> {
    /// Persons counted by hand and by the device, where both counted.
    pub(crate) fn at(&self, row: usize) -> Option<(i64, i64)> {
        Some((self.manual.at(row)?, self.device.at(row)?))
    }
}

impl<'a> Audits<'a> {
    /// Sessions from slices of equal length: instants in microseconds since 1970 UTC, and per session the persons
    /// `(by hand, by the device)`.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`, `KELIU_DUPLICATE_ROW`,
    /// `KELIU_COUNT_RANGE`.
    pub fn new(
        sensor: &[&str],
        start_us: &'a [i64],
        end_us: &'a [i64],
        entries: &[Option<(i64, i64)>],
        exits: &[Option<(i64, i64)>],
    ) -> Result<Self> {
        let lengths = [
            ("start", start_us.len()),
            ("end", end_us.len()),
            ("manual_entries", entries.len()),
            ("manual_exits", exits.len()),
        ];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != sensor.len())
        {
            let (table, column) = (AUDITS.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
        }
        for (direction, pairs) in [("entries", entries), ("exits", exits)] {
            for (row, pair) in pairs.iter().enumerate() {
                let sides = pair.map_or([None; 2], |(manual, device)| {
                    [Some(("manual", manual)), Some(("device", device))]
                });
                let outside = |(_, count): &(&str, i64)| !(0..=LARGEST_COUNT).contains(count);
                if let Some((side, count)) = sides.into_iter().flatten().find(outside) {
                    let (table, column) = (AUDITS.name.to_owned(), format!("{side}_{direction}"));
                    return Err(Error::CountRange { table, column, row, found: count.to_string() });
                }
            }
        }
        let mut names = LabelBuilder::with_capacity(sensor.len());
        for name in sensor {
            names.push(name);
        }
        let start = Times { us: Cow::Borrowed(start_us), zoned: true };
        let end = Times { us: Cow::Borrowed(end_us), zoned: true };
        start.check_range()?;
        end.check_range()?;
        Self {
            sensor: names.finish(),
            start,
            end: Some(end),
            entries: pair(entries),
            exits: pair(exits),
        }
        .checked()
    }

    fn checked(self) -> Result<Self> {
        let table = || AUDITS.name.to_owned();
        let mut seen: BTreeMap<(i32, i64), usize> = BTreeMap::new();
        for row in 0..self.sensor.len() {
            let start = self.start.us[row];
            if let Some(end) = self.end.as_ref().map(|end| end.us[row]).filter(|end| *end <= start)
            {
                let (start, end) = (utc_label(start), utc_label(end));
                return Err(Error::IntervalReversed { table: table(), row, start, end });
            }
            if let Some(first) = seen.insert((self.sensor.codes[row], start), row) {
                let name = format!("{} at {}", self.sensor.name(row), utc_label(start));
                return Err(Error::DuplicateRow { table: table(), name, first, second: row });
            }
        }
        Ok(self)
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

fn pair(counts: &[Option<(i64, i64)>]) -> Pair<'static> {
    let side = |pick: fn(&(i64, i64)) -> i64| -> Whole<'static> {
        let values: Vec<Option<i64>> = counts.iter().map(|pair| pair.as_ref().map(pick)).collect();
        Whole::from_options(&values)
    };
    Pair { manual: side(|pair| pair.0), device: side(|pair| pair.1) }
}

impl<'a> FromBatch<'a> for Audits<'a> {
    const SPEC: &'static TableSpec = &AUDITS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &AUDITS);
        let start = reader.times("start")?;
        let end = if reader.has("end") { Some(reader.times("end")?) } else { None };
        for (column, times) in [("start", Some(&start)), ("end", end.as_ref())] {
            if times.is_some_and(|times| !times.zoned) {
                let (table, column) = (AUDITS.name.to_owned(), column.to_owned());
                return Err(Error::NaiveTime { table, column });
            }
        }
        let pair = |manual: &str, device: &str, wanted: bool| {
            if wanted || reader.has(manual) || reader.has(device) {
                Ok(Pair { manual: reader.counts(manual)?, device: reader.counts(device)? })
            } else {
                let absent = || Whole::absent(reader.rows());
                Ok(Pair { manual: absent(), device: absent() })
            }
        };
        // A table with neither direction was not meant as audits: say which name is missing.
        let exits_given = reader.has("manual_exits") || reader.has("device_exits");
        let entries = pair("manual_entries", "device_entries", !exits_given)?;
        let exits = pair("manual_exits", "device_exits", false)?;
        Self { sensor: reader.text("sensor")?, start, end, entries, exits }.checked()
    }
}

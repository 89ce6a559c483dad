//! Interval counts: as a device exports them, and as bins after cleaning.

use super::column::{Nullable, Numbers, Times, Whole};
use super::flags::Flags;
use super::labels::{LabelBuilder, Labels};
use super::reader::{LARGEST_COUNT, Reader};
use super::sentinels::is_negative_sentinel;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::borrow::Cow;

const SENSOR: ColumnSpec = ColumnSpec {
    name: "sensor",
    kind: ColumnKind::Text,
    presence: Presence::Required,
    unit: "",
    zh: "传感器",
    doc: "Name of the sensor, or its number.",
};
const START: ColumnSpec = ColumnSpec {
    name: "start",
    kind: ColumnKind::Time,
    presence: Presence::Required,
    unit: "",
    zh: "开始时间",
    doc: "Start of the interval; it belongs to the interval.",
};
const END: ColumnSpec = ColumnSpec {
    name: "end",
    kind: ColumnKind::Time,
    presence: Presence::Required,
    unit: "",
    zh: "结束时间",
    doc: "End of the interval; it does not belong to the interval.",
};

const fn persons(
    name: &'static str,
    kind: ColumnKind,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, presence: Presence::Optional, unit: "persons", zh, doc }
}

static COUNTS: TableSpec = TableSpec {
    name: "counts",
    doc: "One row per sensor and interval: how many persons entered and left.",
    order: "any order",
    columns: &[
        SENSOR,
        START,
        ColumnSpec {
            presence: Presence::Optional,
            doc: "End of the interval; it does not belong to the interval. Where the column is absent, an interval lasts interval_s.",
            ..END
        },
        persons(
            "entries",
            ColumnKind::Whole,
            "进店人次",
            "Persons who entered; null where nothing was observed, 0 where nobody came. Numbers by which devices say that they know nothing, such as -1, -999 or 65535, count as nothing observed.",
        ),
        persons(
            "exits",
            ColumnKind::Whole,
            "出店人次",
            "Persons who left; null where nothing was observed, 0 where nobody left. Numbers by which devices say that they know nothing, such as -1, -999 or 65535, count as nothing observed.",
        ),
    ],
};

/// Counts per sensor and interval, as a device exports them: any order, any interval, duplicates and all.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts<'a> {
    pub(crate) sensor: Labels<'a>,
    pub(crate) start: Times<'a>,
    pub(crate) end: Option<Times<'a>>,
    pub(crate) entries: Whole<'a>,
    pub(crate) exits: Whole<'a>,
}

impl<'a> Counts<'a> {
    /// Counts from slices: instants in microseconds since 1970 UTC, null where nothing was observed.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_COUNT_RANGE`.
    ///
    /// # Examples
    /// ```
    /// let hour = 3_600_000_000;
    /// let (start, end) = ([0, hour], [hour, 2 * hour]);
    /// let counts = keliu::Counts::new(&["north"; 2], &start, &end, &[Some(12), None], &[Some(9), None])?;
    /// assert_eq!(counts.len(), 2);
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(
        sensor: &[&str],
        start_us: &'a [i64],
        end_us: &'a [i64],
        entries: &[Option<i64>],
        exits: &[Option<i64>],
    ) -> Result<Self> {
        let lengths = [
            ("start", start_us.len()),
            ("end", end_us.len()),
            ("entries", entries.len()),
            ("exits", exits.len()),
        ];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != sensor.len())
        {
            let (table, column) = (COUNTS.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: sensor.len() });
        }
        for (column, values) in [("entries", entries), ("exits", exits)] {
            let broken = values.iter().position(|value| {
                value.is_some_and(|value| {
                    !(0..=LARGEST_COUNT).contains(&value) && !is_negative_sentinel(value)
                })
            });
            if let Some(row) = broken {
                let (table, column) = (COUNTS.name.to_owned(), column.to_owned());
                return Err(Error::CountRange {
                    table,
                    column,
                    row,
                    found: values[row].unwrap_or_default().to_string(),
                });
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
        Ok(Self {
            sensor: names.finish(),
            start,
            end: Some(end),
            entries: Whole::from_options(entries),
            exits: Whole::from_options(exits),
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

impl<'a> FromBatch<'a> for Counts<'a> {
    const SPEC: &'static TableSpec = &COUNTS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &COUNTS);
        let start = reader.times("start")?;
        let end = if reader.has("end") { Some(reader.times("end")?) } else { None };
        if let Some(end) = &end
            && end.zoned != start.zoned
            && reader.rows() > 0
        {
            let (zoned, naive) = if start.zoned { ("start", "end") } else { ("end", "start") };
            let (zoned, naive) = (zoned.to_owned(), naive.to_owned());
            return Err(Error::MixedZones { table: COUNTS.name.to_owned(), zoned, naive });
        }
        let whole = |column: &str| {
            if reader.has(column) {
                reader.counts_or(column, is_negative_sentinel)
            } else {
                Ok(Whole::absent(reader.rows()))
            }
        };
        // A table with neither column was not meant as counts: say which name is missing.
        let entries = if reader.has("exits") {
            whole("entries")?
        } else {
            reader.counts_or("entries", is_negative_sentinel)?
        };
        Ok(Self { sensor: reader.text("sensor")?, start, end, entries, exits: whole("exits")? })
    }
}

static COUNT_BINS: TableSpec = TableSpec {
    name: "clean_counts",
    doc: "One row per sensor and bin, as clean_counts or regular_counts give them: the value, and where it was repaired the raw count beside it.",
    order: "any order",
    columns: &[
        SENSOR,
        START,
        END,
        persons(
            "entries",
            ColumnKind::Number,
            "进店人次",
            "Persons who entered; null where unknown.",
        ),
        persons("exits", ColumnKind::Number, "出店人次", "Persons who left; null where unknown."),
        persons(
            "entries_low",
            ColumnKind::Number,
            "进店下限",
            "Lower end of the interval of entries.",
        ),
        persons(
            "entries_high",
            ColumnKind::Number,
            "进店上限",
            "Upper end of the interval of entries.",
        ),
        persons("exits_low", ColumnKind::Number, "出店下限", "Lower end of the interval of exits."),
        persons(
            "exits_high",
            ColumnKind::Number,
            "出店上限",
            "Upper end of the interval of exits.",
        ),
        ColumnSpec {
            name: "coverage",
            kind: ColumnKind::Number,
            presence: Presence::Optional,
            unit: "",
            zh: "覆盖率",
            doc: "Share of the bin that records cover, 0 to 1; absent means 1.",
        },
        ColumnSpec {
            name: "flags",
            kind: ColumnKind::Flags,
            presence: Presence::Optional,
            unit: "",
            zh: "标记",
            doc: "What was found and done, one bit each; absent means that nothing was.",
        },
    ],
};

/// Bins of counts, cleaned or not.
#[derive(Debug, Clone, PartialEq)]
pub struct CountBins<'a> {
    pub(crate) sensor: Labels<'a>,
    pub(crate) start: Times<'a>,
    pub(crate) end: Times<'a>,
    pub(crate) entries: Direction<'a>,
    pub(crate) exits: Direction<'a>,
    pub(crate) coverage: Option<Numbers<'a>>,
    pub(crate) flags: Option<Cow<'a, [u32]>>,
}

/// One direction of flow: the value and its interval.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Direction<'a> {
    pub(crate) value: Option<Numbers<'a>>,
    pub(crate) low: Option<Numbers<'a>>,
    pub(crate) high: Option<Numbers<'a>>,
}

impl<'a> Direction<'a> {
    /// A direction of a result.
    pub(crate) fn of(value: &'a Nullable<f64>, bounds: Option<[&'a Nullable<f64>; 2]>) -> Self {
        let [low, high] =
            bounds.map_or([None, None], |bounds| bounds.map(|bound| Some(Numbers::of(bound))));
        Self { value: Some(Numbers::of(value)), low, high }
    }

    /// Value and interval in a row; where no interval is given it is the value itself.
    pub(crate) fn at(&self, row: usize) -> Option<[f64; 3]> {
        let value = self.value.as_ref()?.at(row)?;
        let edge = |numbers: &Option<Numbers<'_>>| {
            numbers.as_ref().and_then(|numbers| numbers.at(row)).unwrap_or(value)
        };
        Some([value, edge(&self.low), edge(&self.high)])
    }
}

impl CountBins<'_> {
    pub(crate) fn flags_at(&self, row: usize) -> Flags {
        Flags(self.flags.as_ref().map_or(0, |flags| flags[row]))
    }

    /// Share of the bin that records cover; nothing said means all of it.
    pub(crate) fn coverage_at(&self, row: usize) -> f64 {
        self.coverage.as_ref().and_then(|coverage| coverage.at(row)).unwrap_or(1.0).min(1.0)
    }

    /// From the first start to the last end, or nothing where there is no row.
    pub(crate) fn span(&self) -> Option<(i64, i64)> {
        Some((*self.start.us.iter().min()?, *self.end.us.iter().max()?))
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

impl<'a> FromBatch<'a> for CountBins<'a> {
    const SPEC: &'static TableSpec = &COUNT_BINS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &COUNT_BINS);
        let direction = |value: &str, low: &str, high: &str| -> Result<Direction<'a>> {
            let optional = |column: &str| {
                if reader.has(column) {
                    Some(nonnegative(&reader, column)).transpose()
                } else {
                    Ok(None)
                }
            };
            Ok(Direction { value: optional(value)?, low: optional(low)?, high: optional(high)? })
        };
        let (start, end) = (reader.times("start")?, reader.times("end")?);
        for (column, times) in [("start", &start), ("end", &end)] {
            if !times.zoned {
                return Err(Error::NaiveTime {
                    table: COUNT_BINS.name.to_owned(),
                    column: column.to_owned(),
                });
            }
        }
        if !reader.has("exits") {
            reader.numbers("entries")?;
        }
        if let Some(row) = (0..reader.rows()).find(|&row| end.us[row] <= start.us[row]) {
            return Err(Error::IntervalReversed {
                table: COUNT_BINS.name.to_owned(),
                row,
                start: crate::time::utc_label(start.us[row]),
                end: crate::time::utc_label(end.us[row]),
            });
        }
        Ok(Self {
            sensor: reader.text("sensor")?,
            start,
            end,
            entries: direction("entries", "entries_low", "entries_high")?,
            exits: direction("exits", "exits_low", "exits_high")?,
            coverage: if reader.has("coverage") { Some(share(&reader, "coverage")?) } else { None },
            flags: if reader.has("flags") {
                Some(Cow::Owned(reader.flags("flags")?))
            } else {
                None
            },
        })
    }
}

fn nonnegative<'a>(reader: &Reader<'a>, column: &str) -> Result<Numbers<'a>> {
    let numbers = reader.numbers(column)?;
    let broken = (0..numbers.values.len()).find(|&row| {
        numbers.at(row).is_some_and(|value| !(0.0..=LARGEST_COUNT as f64).contains(&value))
    });
    match broken {
        Some(row) => Err(Error::CountRange {
            table: COUNT_BINS.name.to_owned(),
            column: column.to_owned(),
            row,
            found: numbers.values[row].to_string(),
        }),
        None => Ok(numbers),
    }
}

fn share<'a>(reader: &Reader<'a>, column: &str) -> Result<Numbers<'a>> {
    let numbers = reader.numbers(column)?;
    let broken = (0..numbers.values.len())
        .find(|&row| numbers.at(row).is_some_and(|value| !(0.0..=1.0).contains(&value)));
    match broken {
        Some(row) => Err(Error::ValueRange {
            table: COUNT_BINS.name.to_owned(),
            column: column.to_owned(),
            row,
            found: numbers.values[row].to_string(),
            expected: "a share, 0 to 1",
        }),
        None => Ok(numbers),
    }
}

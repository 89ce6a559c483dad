//! How many persons are inside, bin by bin.

use super::column::{Numbers, Times};
use super::labels::Labels;
use super::reader::{LARGEST_COUNT, Reader};
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::borrow::Cow;

const fn persons(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec {
        name,
        kind: ColumnKind::Number,
        presence: Presence::Nullable,
        unit: "persons",
        zh,
        doc,
    }
}

const fn required(
    name: &'static str,
    kind: ColumnKind,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, presence: Presence::Required, unit: "", zh, doc }
}

static OCCUPANCY_BINS: TableSpec = TableSpec {
    name: "occupancy",
    doc: "One row per site and bin: who entered, who left, and how many are inside at the end of the bin.",
    order: "any order",
    columns: &[
        required("site", ColumnKind::Text, "门店", "Name of the site."),
        required("start", ColumnKind::Time, "开始时间", "Start of the bin; it belongs to the bin."),
        required(
            "end",
            ColumnKind::Time,
            "结束时间",
            "End of the bin; it does not belong to the bin.",
        ),
        persons("entries", "进店人次", "Persons who entered; null where unknown."),
        persons("exits", "出店人次", "Persons who left; null where unknown."),
        persons(
            "occupancy",
            "在店人数",
            "Persons inside at the end of the bin; null where unknown.",
        ),
    ],
};

/// Entries, exits and occupancy of sites, bin by bin.
#[derive(Debug, Clone, PartialEq)]
pub struct OccupancyBins<'a> {
    pub(crate) site: Labels<'a>,
    pub(crate) start: Times<'a>,
    pub(crate) end: Times<'a>,
    pub(crate) entries: Numbers<'a>,
    pub(crate) exits: Numbers<'a>,
    pub(crate) occupancy: Numbers<'a>,
}

impl<'a> OccupancyBins<'a> {
    /// Bins from slices: instants in microseconds since 1970 UTC, null where unknown, occupancy at the end of each bin.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`, `KELIU_NOT_FINITE`,
    /// `KELIU_COUNT_RANGE`.
    ///
    /// # Examples
    /// ```
    /// let hour = 3_600_000_000;
    /// let (start, end) = ([0, hour], [hour, 2 * hour]);
    /// let (entries, exits) = ([Some(12.0), Some(0.0)], [Some(9.0), Some(3.0)]);
    /// let bins = keliu::OccupancyBins::new(&["shop"; 2], &start, &end, &entries, &exits, &[Some(3.0), Some(0.0)])?;
    /// assert_eq!(bins.len(), 2);
    /// # Ok::<(), keliu::Error>(())
    /// ```
    pub fn new(
        site: &[&str],
        start_us: &'a [i64],
        end_us: &'a [i64],
        entries: &[Option<f64>],
        exits: &[Option<f64>],
        occupancy: &[Option<f64>],
    ) -> Result<Self> {
        let lengths = [
            ("start", start_us.len()),
            ("end", end_us.len()),
            ("entries", entries.len()),
            ("exits", exits.len()),
            ("occupancy", occupancy.len()),
        ];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != site.len()) {
            let (table, column) = (OCCUPANCY_BINS.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: site.len() });
        }
        let mut names = super::labels::LabelBuilder::with_capacity(site.len());
        for name in site {
            names.push(name);
        }
        let times = |us: &'a [i64]| Times { us: Cow::Borrowed(us), zoned: true };
        let numbers = |values: &[Option<f64>]| Numbers::from_options(values.iter().copied());
        let bins = Self {
            site: names.finish(),
            start: times(start_us),
            end: times(end_us),
            entries: numbers(entries),
            exits: numbers(exits),
            occupancy: numbers(occupancy),
        };
        bins.start.check_range()?;
        bins.end.check_range()?;
        bins.check()
    }

    fn check(self) -> Result<Self> {
        let table = || OCCUPANCY_BINS.name.to_owned();
        if let Some(row) = (0..self.len()).find(|&row| self.end.us[row] <= self.start.us[row]) {
            return Err(Error::IntervalReversed {
                table: table(),
                row,
                start: crate::time::utc_label(self.start.us[row]),
                end: crate::time::utc_label(self.end.us[row]),
            });
        }
        let columns =
            [("entries", &self.entries), ("exits", &self.exits), ("occupancy", &self.occupancy)];
        for (column, numbers) in columns {
            for row in 0..self.len() {
                let Some(value) = numbers.at(row) else { continue };
                let (column, found) = (column.to_owned(), value.to_string());
                if !value.is_finite() {
                    return Err(Error::NotFinite { table: table(), column, row, found });
                }
                if !(0.0..=LARGEST_COUNT as f64).contains(&value) {
                    return Err(Error::CountRange { table: table(), column, row, found });
                }
            }
        }
        Ok(self)
    }

    /// From the first start to the last end, or nothing where there is no row.
    pub(crate) fn span(&self) -> Option<(i64, i64)> {
        Some((*self.start.us.iter().min()?, *self.end.us.iter().max()?))
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.site.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.site.is_empty()
    }
}

impl<'a> FromBatch<'a> for OccupancyBins<'a> {
    const SPEC: &'static TableSpec = &OCCUPANCY_BINS;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &OCCUPANCY_BINS);
        let site = reader.text("site")?;
        let (start, end) = (reader.times("start")?, reader.times("end")?);
        for (column, times) in [("start", &start), ("end", &end)] {
            if !times.zoned {
                return Err(Error::NaiveTime {
                    table: OCCUPANCY_BINS.name.to_owned(),
                    column: column.to_owned(),
                });
            }
        }
        Self {
            site,
            start,
            end,
            entries: reader.numbers("entries")?,
            exits: reader.numbers("exits")?,
            occupancy: reader.numbers("occupancy")?,
        }
        .check()
    }
}

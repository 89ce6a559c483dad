//! When each site was open, as it really was.

use super::column::Times;
use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

static HOURS: TableSpec = TableSpec {
    name: "hours",
    doc: "One row per site and opening: when the site opened and when it closed.",
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
            name: "start",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "开门时间",
            doc: "When the site opened.",
        },
        ColumnSpec {
            name: "end",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "关门时间",
            doc: "When the site closed.",
        },
    ],
};

/// Real opening intervals per site, in microseconds since 1970 UTC: sorted, and merged where they touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    open: BTreeMap<String, Vec<(i64, i64)>>,
}

impl Hours {
    /// Opening intervals from slices of equal length, instants in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`.
    pub fn new(site: &[&str], start_us: &[i64], end_us: &[i64]) -> Result<Self> {
        for (column, found) in [("start", start_us.len()), ("end", end_us.len())] {
            if found != site.len() {
                let (table, column) = (HOURS.name.to_owned(), column.to_owned());
                return Err(Error::ColumnLength { table, column, found, expected: site.len() });
            }
        }
        for times in [start_us, end_us] {
            Times { us: times.into(), zoned: true }.check_range()?;
        }
        Self::from_rows((0..site.len()).map(|row| (site[row], start_us[row], end_us[row])))
    }

    fn from_rows<'n>(rows: impl Iterator<Item = (&'n str, i64, i64)>) -> Result<Self> {
        let mut open: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
        for (row, (site, start, end)) in rows.enumerate() {
            if end <= start {
                let (start, end) = (crate::time::utc_label(start), crate::time::utc_label(end));
                return Err(Error::IntervalReversed {
                    table: HOURS.name.to_owned(),
                    row,
                    start,
                    end,
                });
            }
            open.entry(site.to_owned()).or_default().push((start, end));
        }
        for intervals in open.values_mut() {
            intervals.sort_unstable();
            let mut merged: Vec<(i64, i64)> = Vec::with_capacity(intervals.len());
            for &(start, end) in intervals.iter() {
                match merged.last_mut() {
                    Some(last) if start <= last.1 => last.1 = last.1.max(end),
                    _ => merged.push((start, end)),
                }
            }
            *intervals = merged;
        }
        Ok(Self { open })
    }

    /// The opening intervals of the one site there is, for a call that names no sites.
    ///
    /// # Errors
    /// `KELIU_TABLE_MISSING` where several sites are listed: the table `sensors` must say which is which.
    pub(crate) fn only_site(&self) -> Result<Option<&[(i64, i64)]>> {
        if self.open.len() > 1 {
            return Err(Error::TableMissing {
                operation: "clean_counts".to_owned(),
                table: "sensors".to_owned(),
                expected: "the site of each sensor, because table `hours` lists several sites"
                    .to_owned(),
            });
        }
        Ok(self.open.values().next().map(Vec::as_slice))
    }

    /// The sites that are listed, in the order of their names.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.open.keys().map(String::as_str)
    }

    /// The opening intervals of a site, or nothing where the site is not listed.
    pub fn of_site(&self, site: &str) -> Option<&[(i64, i64)]> {
        self.open.get(site).map(Vec::as_slice)
    }
}

impl FromBatch<'_> for Hours {
    const SPEC: &'static TableSpec = &HOURS;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &HOURS);
        let site: Labels<'_> = reader.text("site")?;
        let (start, end) = (reader.times("start")?, reader.times("end")?);
        for (column, times) in [("start", &start), ("end", &end)] {
            if !times.zoned {
                return Err(Error::NaiveTime {
                    table: HOURS.name.to_owned(),
                    column: column.to_owned(),
                });
            }
        }
        Self::from_rows((0..site.len()).map(|row| (site.name(row), start.us[row], end.us[row])))
    }
}

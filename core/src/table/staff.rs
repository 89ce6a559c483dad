//! Who was on duty: the rota of each site.

use super::labels::Labels;
use super::reader::Reader;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;

static STAFF: TableSpec = TableSpec {
    name: "staff",
    doc: "One row per site and shift: how many persons were on duty. Shifts that overlap add up.",
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
            zh: "上班时间",
            doc: "Start of the shift.",
        },
        ColumnSpec {
            name: "end",
            kind: ColumnKind::Time,
            presence: Presence::Required,
            unit: "",
            zh: "下班时间",
            doc: "End of the shift.",
        },
        ColumnSpec {
            name: "staff",
            kind: ColumnKind::Number,
            presence: Presence::Required,
            unit: "persons",
            zh: "在岗人数",
            doc: "Persons on duty; a fraction is part of a person's time.",
        },
    ],
};

/// More persons on duty than any site has.
const LARGEST: f64 = 100_000.0;
const HOUR_US: f64 = 3.6e9;

/// Persons on duty per site over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Staff {
    sites: BTreeMap<String, Duty>,
}

/// Persons on duty at one site, as a step function of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Duty {
    from_us: Vec<i64>,
    /// Persons from each instant on, and the hours of staff before it.
    persons: Vec<f64>,
    hours: Vec<f64>,
}

impl Staff {
    /// Shifts from slices of equal length, instants in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// `KELIU_COLUMN_LENGTH`, `KELIU_TIME_OUT_OF_RANGE`, `KELIU_INTERVAL_REVERSED`, `KELIU_VALUE_RANGE`.
    pub fn new(site: &[&str], start_us: &[i64], end_us: &[i64], staff: &[f64]) -> Result<Self> {
        let lengths = [("start", start_us.len()), ("end", end_us.len()), ("staff", staff.len())];
        if let Some((column, found)) = lengths.into_iter().find(|(_, found)| *found != site.len()) {
            let (table, column) = (STAFF.name.to_owned(), column.to_owned());
            return Err(Error::ColumnLength { table, column, found, expected: site.len() });
        }
        for times in [start_us, end_us] {
            super::column::Times { us: times.into(), zoned: true }.check_range()?;
        }
        Self::from_rows(
            (0..site.len()).map(|row| (site[row], start_us[row], end_us[row], staff[row])),
        )
    }

    fn from_rows<'n>(rows: impl Iterator<Item = (&'n str, i64, i64, f64)>) -> Result<Self> {
        let mut steps: BTreeMap<&str, Vec<(i64, f64)>> = BTreeMap::new();
        for (row, (site, start, end, persons)) in rows.enumerate() {
            if end <= start {
                let (start, end) = (crate::time::utc_label(start), crate::time::utc_label(end));
                let table = STAFF.name.to_owned();
                return Err(Error::IntervalReversed { table, row, start, end });
            }
            if !(0.0..=LARGEST).contains(&persons) {
                return Err(Error::ValueRange {
                    table: STAFF.name.to_owned(),
                    column: "staff".to_owned(),
                    row,
                    found: persons.to_string(),
                    expected: "0 to 100,000 persons",
                });
            }
            steps.entry(site).or_default().extend([(start, persons), (end, -persons)]);
        }
        let sites = steps.into_iter().map(|(site, steps)| (site.to_owned(), Duty::of(steps)));
        Ok(Self { sites: sites.collect() })
    }

    /// The duty of a site, or nothing where the rota does not list it.
    pub(crate) fn of_site(&self, site: &str) -> Option<&Duty> {
        self.sites.get(site)
    }
}

impl Duty {
    fn of(mut steps: Vec<(i64, f64)>) -> Self {
        steps.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut duty = Self::default();
        let (mut now, mut hours) = (0.0, 0.0);
        for together in steps.chunk_by(|a, b| a.0 == b.0) {
            let from = together[0].0;
            if let Some(&last) = duty.from_us.last() {
                hours += now * (from - last) as f64 / HOUR_US;
            }
            now = together.iter().fold(now, |now, step| now + step.1);
            duty.from_us.push(from);
            // What is left of sums of fractions after the last shift is nobody.
            duty.persons.push(if now > 1e-9 { now } else { 0.0 });
            duty.hours.push(hours);
        }
        duty
    }

    /// Hours of staff within `[start_us, end_us)`.
    pub(crate) fn hours(&self, start_us: i64, end_us: i64) -> f64 {
        self.before(end_us) - self.before(start_us)
    }

    fn before(&self, us: i64) -> f64 {
        let after = self.from_us.partition_point(|&from| from <= us);
        if after == 0 {
            return 0.0;
        }
        let since = (us - self.from_us[after - 1]) as f64 / HOUR_US;
        self.hours[after - 1] + self.persons[after - 1] * since
    }
}

impl FromBatch<'_> for Staff {
    const SPEC: &'static TableSpec = &STAFF;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &STAFF);
        let site: Labels<'_> = reader.text("site")?;
        let (start, end) = (reader.times("start")?, reader.times("end")?);
        for (column, times) in [("start", &start), ("end", &end)] {
            if !times.zoned {
                let (table, column) = (STAFF.name.to_owned(), column.to_owned());
                return Err(Error::NaiveTime { table, column });
            }
        }
        let staff = reader.numbers("staff")?;
        if let Some(row) = (0..reader.rows()).find(|&row| staff.at(row).is_none()) {
            let (table, column) = (STAFF.name.to_owned(), "staff".to_owned());
            return Err(Error::UnexpectedNull { table, column, row });
        }
        let row = |row: usize| (site.name(row), start.us[row], end.us[row], staff.values[row]);
        Self::from_rows((0..reader.rows()).map(row))
    }
}

#[cfg(test)]
#[path = "staff_tests.rs"]
mod tests;

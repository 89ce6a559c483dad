//! The kinds of column: what inputs are read into, and what results are made of.

use super::spec::TableSpec;
use crate::error::{Error, Result};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use std::borrow::Cow;

/// 1900-01-01 and 2200-01-01 in microseconds, as the calendar has them: a time outside is a wrong unit, not a visit.
pub(crate) const EARLIEST_US: i64 = -2_208_988_800_000_000;
pub(crate) const LATEST_US: i64 = 7_258_118_400_000_000;

/// Times in microseconds, as read: with a zone they are instants, without one they are wall-clock readings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Times<'a> {
    pub(crate) us: Cow<'a, [i64]>,
    pub(crate) zoned: bool,
}

impl Times<'_> {
    /// Refuses what lies outside the years 1900 to 2200.
    pub(crate) fn check_range(&self) -> Result<()> {
        match self.us.iter().find(|&&us| !(EARLIEST_US..=LATEST_US).contains(&us)) {
            Some(&found) => Err(Error::TimeOutOfRange { found }),
            None => Ok(()),
        }
    }
}

/// Refuses slices that are not as long as the first column of their table.
pub(super) fn check_lengths(
    table: &TableSpec,
    expected: usize,
    lengths: &[(&str, usize)],
) -> Result<()> {
    match lengths.iter().find(|(_, found)| *found != expected) {
        Some(&(column, found)) => {
            let (table, column) = (table.name.to_owned(), column.to_owned());
            Err(Error::ColumnLength { table, column, found, expected })
        }
        None => Ok(()),
    }
}

/// Whole numbers of which some may be null.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Whole<'a> {
    pub(crate) values: Cow<'a, [i64]>,
    pub(crate) nulls: Option<NullBuffer>,
}

impl<'a> Whole<'a> {
    /// A column of nulls.
    pub(crate) fn absent(rows: usize) -> Self {
        Self { values: Cow::Owned(vec![0; rows]), nulls: Some(NullBuffer::new_null(rows)) }
    }

    pub(crate) fn from_options(values: &[Option<i64>]) -> Self {
        let nulls: NullBuffer = values.iter().map(Option::is_some).collect();
        Self { values: values.iter().map(|value| value.unwrap_or(0)).collect(), nulls: Some(nulls) }
    }

    /// A result column read as an input.
    pub(crate) fn of(column: &'a Nullable<i64>) -> Self {
        let nulls = NullBuffer::new(BooleanBuffer::from(column.valid.as_slice()));
        Self { values: Cow::Borrowed(&column.values), nulls: Some(nulls) }
    }

    pub(crate) fn at(&self, row: usize) -> Option<i64> {
        match &self.nulls {
            Some(nulls) if nulls.is_null(row) => None,
            _ => Some(self.values[row]),
        }
    }
}

/// Numbers of which some may be null; all others are finite.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbers<'a> {
    pub(crate) values: Cow<'a, [f64]>,
    pub(crate) nulls: Option<NullBuffer>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn from_options(values: impl Iterator<Item = Option<f64>>) -> Self {
        let (values, nulls) = values.collect::<Nullable<f64>>().into_parts();
        Self { values: Cow::Owned(values), nulls }
    }

    /// A result column read as an input.
    pub(crate) fn of(column: &'a Nullable<f64>) -> Self {
        let nulls = NullBuffer::new(BooleanBuffer::from(column.valid.as_slice()));
        Self { values: Cow::Borrowed(&column.values), nulls: Some(nulls) }
    }

    pub(crate) fn at(&self, row: usize) -> Option<f64> {
        match &self.nulls {
            Some(nulls) if nulls.is_null(row) => None,
            _ => Some(self.values[row]),
        }
    }
}

/// A result column of instants: microseconds since 1970, UTC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instants(pub Vec<i64>);

/// A result column of local days: days since 1970-01-01.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dates(pub Vec<i32>);

/// A result column of names of which some may be null.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionalLabels {
    /// One code per row; -1 is null.
    pub codes: Vec<i32>,
    /// The distinct names.
    pub names: Vec<String>,
}

/// A result column of which some values may be null.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nullable<T> {
    /// The values; what stands at a null is the default of the type.
    pub values: Vec<T>,
    /// False where the value is null.
    pub valid: Vec<bool>,
}

impl<T: Copy + Default> Nullable<T> {
    /// An empty column with room for `rows`.
    pub fn with_capacity(rows: usize) -> Self {
        Self { values: Vec::with_capacity(rows), valid: Vec::with_capacity(rows) }
    }

    /// Adds a row.
    pub fn push(&mut self, value: Option<T>) {
        self.values.push(value.unwrap_or_default());
        self.valid.push(value.is_some());
    }

    /// Replaces a row.
    pub fn set(&mut self, row: usize, value: Option<T>) {
        self.values[row] = value.unwrap_or_default();
        self.valid[row] = value.is_some();
    }

    /// The value in a row, or nothing where it is null.
    pub fn at(&self, row: usize) -> Option<T> {
        self.valid[row].then(|| self.values[row])
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All rows, null or not, in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + '_ {
        self.values.iter().zip(&self.valid).map(|(&value, &valid)| valid.then_some(value))
    }

    pub(crate) fn into_parts(self) -> (Vec<T>, Option<NullBuffer>) {
        let nulls = NullBuffer::new(BooleanBuffer::from(self.valid));
        let nulls = (nulls.null_count() > 0).then_some(nulls);
        (self.values, nulls)
    }
}

impl<T: Copy + Default> FromIterator<Option<T>> for Nullable<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(rows: I) -> Self {
        let mut column = Self::with_capacity(0);
        rows.into_iter().for_each(|row| column.push(row));
        column
    }
}

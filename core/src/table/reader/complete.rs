//! Columns in which every row has a value, and ids, truths and bounds in time.

use super::Reader;
use crate::error::{Error, Result};
use crate::table::column::{Numbers, Times};
use crate::table::ids::Ids;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// A column of any type, refused where a value is missing.
    pub(crate) fn complete(&self, column: &str) -> Result<&'a ArrayRef> {
        let array = self.array(column)?;
        self.no_nulls(column, array)?;
        Ok(array)
    }

    /// A column of numbers without nulls.
    pub(crate) fn filled(&self, column: &str) -> Result<Numbers<'a>> {
        self.complete(column)?;
        self.numbers(column)
    }

    /// A column of instants: times with a zone.
    pub(crate) fn instants(&self, column: &str) -> Result<Times<'a>> {
        let times = self.times(column)?;
        if times.zoned {
            return Ok(times);
        }
        let (table, column) = (self.spec.name.to_owned(), column.to_owned());
        Err(Error::NaiveTime { table, column })
    }

    /// A column of instants that may be null or absent, as bounds are.
    pub(crate) fn optional_times(&self, column: &str) -> Result<Vec<Option<i64>>> {
        if !self.has(column) {
            return Ok(vec![None; self.rows()]);
        }
        let nulls = self.nulls(column)?;
        let valid = |row: &usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row));
        if !(0..self.rows()).any(|row| valid(&row)) {
            return Ok(vec![None; self.rows()]);
        }
        let times = self.times_or_nulls(column)?;
        if !times.zoned {
            let (table, column) = (self.spec.name.to_owned(), column.to_owned());
            return Err(Error::NaiveTime { table, column });
        }
        let some = (0..self.rows()).map(|row| valid(&row).then(|| times.us[row]));
        let bounds: Vec<Option<i64>> = some.collect();
        let us = bounds.iter().flatten().copied().collect();
        Times { us: Cow::Owned(us), zoned: true }.check_range()?;
        Ok(bounds)
    }

    /// A column of true and false.
    pub(crate) fn truths(&self, column: &str) -> Result<Vec<bool>> {
        let array = self.complete(column)?;
        match array.as_boolean_opt() {
            Some(truths) => Ok(truths.values().iter().collect()),
            None if array.data_type() == &DataType::Null => Ok(Vec::new()), // it has no rows
            None => Err(self.wrong_type(column, array, "true or false")),
        }
    }

    /// A column of ids: whole numbers from 0, or text.
    pub(crate) fn ids(&self, column: &str) -> Result<Ids<'a>> {
        let array = self.array(column)?;
        let missing = |row: usize, found: String| Error::ValueRange {
            table: self.spec.name.to_owned(),
            column: column.to_owned(),
            row,
            found,
            expected: "an id: a whole number from 0, or text; leave out detections that have none yet",
        };
        if let Some(row) =
            array.logical_nulls().and_then(|nulls| nulls.iter().position(|valid| !valid))
        {
            return Err(missing(row, "null".to_owned()));
        }
        let whole = match array.data_type() {
            DataType::UInt64 => {
                return Ok(Ids::Numbers(Cow::Borrowed(
                    array.as_primitive::<UInt64Type>().values().as_ref(),
                )));
            }
            DataType::Null => return Ok(Ids::default()), // it has no rows
            DataType::Float32 | DataType::Float64 => self.whole_floats(column, array)?,
            kind if kind.is_integer() => self.widen(column, array)?,
            _ => return Ok(Ids::Names(self.text(column)?)),
        };
        let numbers = whole.iter().enumerate().map(|(row, &number)| {
            u64::try_from(number).map_err(|_| missing(row, number.to_string()))
        });
        Ok(Ids::Numbers(Cow::Owned(numbers.collect::<Result<_>>()?)))
    }
}

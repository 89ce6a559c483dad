//! Reads the columns of an Arrow table into the types of this crate, checking each value once.

mod complete;

use super::column::{Numbers, Times, Whole};
use super::labels::{LabelBuilder, Labels};
use super::spec::TableSpec;
use crate::error::{Error, Result};
use crate::nearest::nearest;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Float32Type, Float64Type,
    Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use std::borrow::Cow;

/// More persons than any sensor counts in one interval; sums of 10⁶ such rows still fit 64 bits.
pub(crate) const LARGEST_COUNT: i64 = 1_000_000_000_000;

/// Reads one table by its contract.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    batch: &'a RecordBatch,
    spec: &'static TableSpec,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(batch: &'a RecordBatch, spec: &'static TableSpec) -> Self {
        Self { batch, spec }
    }

    pub(crate) fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.batch.schema_ref().index_of(column).is_ok()
    }

    pub(super) const fn spec(&self) -> &'static TableSpec {
        self.spec
    }

    fn array(&self, column: &str) -> Result<&'a ArrayRef> {
        self.batch.column_by_name(column).ok_or_else(|| {
            let found: Vec<String> =
                self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect();
            let nearest = nearest(column, found.iter().map(String::as_str))
                .filter(|name| self.spec.column(name).is_none());
            Error::ColumnMissing {
                table: self.spec.name.to_owned(),
                column: column.to_owned(),
                found,
                nearest,
            }
        })
    }

    pub(super) fn wrong_type(&self, column: &str, array: &dyn Array, expected: &str) -> Error {
        Error::ColumnType {
            table: self.spec.name.to_owned(),
            column: column.to_owned(),
            found: array.data_type().to_string(),
            expected: expected.to_owned(),
        }
    }

    fn no_nulls(&self, column: &str, array: &dyn Array) -> Result<()> {
        match array.logical_nulls() {
            Some(nulls) if nulls.null_count() > 0 => Err(Error::UnexpectedNull {
                table: self.spec.name.to_owned(),
                column: column.to_owned(),
                row: nulls.iter().position(|valid| !valid).unwrap_or(0),
            }),
            _ => Ok(()),
        }
    }

    /// The nulls of a column.
    pub(crate) fn nulls(&self, column: &str) -> Result<Option<NullBuffer>> {
        Ok(self.array(column)?.logical_nulls())
    }

    /// A column of names: text, dictionary-encoded text, or whole numbers as ids.
    pub(crate) fn text(&self, column: &str) -> Result<Labels<'a>> {
        self.no_nulls(column, self.array(column)?)?;
        self.text_or_empty(column)
    }

    /// A column of words that need not be there: a null is the empty word.
    pub(crate) fn text_or_empty(&self, column: &str) -> Result<Labels<'a>> {
        let array = self.array(column)?;
        let from = |names: &mut dyn Iterator<Item = &'a str>| {
            let mut builder = LabelBuilder::with_capacity(array.len());
            names.for_each(|name| builder.push(name));
            builder.finish()
        };
        Ok(match array.data_type() {
            DataType::Null => from(&mut std::iter::repeat_n("", array.len())),
            DataType::Utf8 => {
                from(&mut array.as_string::<i32>().iter().map(Option::unwrap_or_default))
            }
            DataType::LargeUtf8 => {
                from(&mut array.as_string::<i64>().iter().map(Option::unwrap_or_default))
            }
            DataType::Utf8View => {
                from(&mut array.as_string_view().iter().map(Option::unwrap_or_default))
            }
            DataType::Dictionary(key, _) => match key.as_ref() {
                DataType::Int8 => self.dictionary::<Int8Type>(column, array)?,
                DataType::Int16 => self.dictionary::<Int16Type>(column, array)?,
                DataType::Int32 => self.dictionary::<Int32Type>(column, array)?,
                DataType::Int64 => self.dictionary::<Int64Type>(column, array)?,
                DataType::UInt8 => self.dictionary::<UInt8Type>(column, array)?,
                DataType::UInt16 => self.dictionary::<UInt16Type>(column, array)?,
                DataType::UInt32 => self.dictionary::<UInt32Type>(column, array)?,
                DataType::UInt64 => self.dictionary::<UInt64Type>(column, array)?,
                _ => return Err(self.wrong_type(column, array, TEXT)),
            },
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::Int64
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => {
                let ids = self.widen(column, array)?;
                let mut builder = LabelBuilder::with_capacity(ids.len());
                ids.iter().for_each(|id| builder.push(&id.to_string()));
                builder.finish()
            }
            // Not widened: ids beyond 2^63, such as hashes, must stay apart.
            DataType::UInt64 => {
                let ids = array.as_primitive::<UInt64Type>().values();
                let mut builder = LabelBuilder::with_capacity(ids.len());
                ids.iter().for_each(|id| builder.push(&id.to_string()));
                builder.finish()
            }
            _ => return Err(self.wrong_type(column, array, TEXT)),
        })
    }

    fn dictionary<K: ArrowDictionaryKeyType>(
        &self,
        column: &str,
        array: &'a ArrayRef,
    ) -> Result<Labels<'a>> {
        let dictionary = array.as_dictionary::<K>();
        let values = dictionary.values();
        // Arrow allows a dictionary to repeat a name: codes are made distinct here, once per name.
        let mut builder = LabelBuilder::with_capacity(0);
        let mut code_of = Vec::with_capacity(values.len());
        match values.data_type() {
            DataType::Utf8 => values
                .as_string::<i32>()
                .iter()
                .for_each(|name| code_of.push(builder.code(name.unwrap_or_default()))),
            DataType::LargeUtf8 => values
                .as_string::<i64>()
                .iter()
                .for_each(|name| code_of.push(builder.code(name.unwrap_or_default()))),
            DataType::Utf8View => values
                .as_string_view()
                .iter()
                .for_each(|name| code_of.push(builder.code(name.unwrap_or_default()))),
            _ => return Err(self.wrong_type(column, array, TEXT)),
        }
        let null = if dictionary.null_count() > 0 { builder.code("") } else { 0 };
        let mut labels = builder.finish();
        labels.codes =
            dictionary.keys_iter().map(|key| key.map_or(null, |key| code_of[key])).collect();
        Ok(labels)
    }

    /// A column of times: timestamps of any unit, dates, or ISO 8601 text.
    pub(crate) fn times(&self, column: &str) -> Result<Times<'a>> {
        self.no_nulls(column, self.array(column)?)?;
        let times = self.times_or_nulls(column)?;
        times.check_range()?;
        Ok(times)
    }

    /// As [`Self::times`], where what stands at a null means nothing.
    fn times_or_nulls(&self, column: &str) -> Result<Times<'a>> {
        let array = self.array(column)?;
        Ok(match array.data_type() {
            DataType::Null => Times { us: Cow::Borrowed(&[]), zoned: true }, // it has no rows
            DataType::Timestamp(unit, zone) => {
                let us = match unit {
                    TimeUnit::Microsecond => Cow::Borrowed(
                        array.as_primitive::<TimestampMicrosecondType>().values().as_ref(),
                    ),
                    TimeUnit::Nanosecond => array
                        .as_primitive::<TimestampNanosecondType>()
                        .values()
                        .iter()
                        .map(|ns| ns.div_euclid(1000))
                        .collect(),
                    TimeUnit::Millisecond => array
                        .as_primitive::<TimestampMillisecondType>()
                        .values()
                        .iter()
                        .map(|ms| ms.saturating_mul(1000))
                        .collect(),
                    TimeUnit::Second => array
                        .as_primitive::<TimestampSecondType>()
                        .values()
                        .iter()
                        .map(|s| s.saturating_mul(1_000_000))
                        .collect(),
                };
                Times { us, zoned: zone.is_some() }
            }
            DataType::Date32 => Times {
                us: array
                    .as_primitive::<Date32Type>()
                    .values()
                    .iter()
                    .map(|&day| i64::from(day).saturating_mul(86_400_000_000))
                    .collect(),
                zoned: false,
            },
            DataType::Date64 => Times {
                us: array
                    .as_primitive::<Date64Type>()
                    .values()
                    .iter()
                    .map(|ms| ms.saturating_mul(1000))
                    .collect(),
                zoned: false,
            },
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Dictionary(_, _) => self.parse_times(column)?,
            _ => return Err(self.wrong_type(
                column,
                array,
                "a timestamp with a zone, a timestamp without (and time_zone), or ISO 8601 text",
            )),
        })
    }

    fn parse_times(&self, column: &str) -> Result<Times<'a>> {
        let labels = self.text_or_empty(column)?;
        let nulls = self.nulls(column)?;
        // By row and not by name: a dictionary may hold names that no row uses, and they say nothing.
        let mut parsed: Vec<Option<i64>> = vec![None; labels.names.len()];
        let mut us = Vec::with_capacity(labels.len());
        let mut first: Option<(usize, bool)> = None;
        for (row, &code) in labels.codes.iter().enumerate() {
            if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
                us.push(0);
                continue;
            }
            if let Some(known) = parsed[code as usize] {
                us.push(known);
                continue;
            }
            let text = labels.name(row);
            let (time, zoned) =
                crate::time::parse_time(text).ok_or_else(|| Error::TimeUnreadable {
                    table: self.spec.name.to_owned(),
                    column: column.to_owned(),
                    row,
                    found: text.chars().take(40).collect(),
                })?;
            let (first_row, first_zoned) = *first.get_or_insert((row, zoned));
            if zoned != first_zoned {
                let (earlier, this) =
                    (format!("{column} at row {first_row}"), format!("{column} at row {row}"));
                let (zoned, naive) = if zoned { (this, earlier) } else { (earlier, this) };
                return Err(Error::MixedZones { table: self.spec.name.to_owned(), zoned, naive });
            }
            parsed[code as usize] = Some(time);
            us.push(time);
        }
        Ok(Times { us: us.into(), zoned: first.is_none_or(|(_, zoned)| zoned) })
    }

    /// A column of persons: whole numbers of any width, or floats without a fraction; nulls stay null.
    pub(crate) fn counts(&self, column: &str) -> Result<Whole<'a>> {
        self.counts_or(column, |_| false)
    }

    /// As [`Self::counts`], and negative numbers that `stand_for_nothing`.
    pub(crate) fn counts_or(
        &self,
        column: &str,
        stand_for_nothing: impl Fn(i64) -> bool,
    ) -> Result<Whole<'a>> {
        let array = self.array(column)?;
        let nulls = array.logical_nulls();
        let values = match array.data_type() {
            DataType::Null => return Ok(Whole::absent(array.len())),
            DataType::Float32 | DataType::Float64 => self.whole_floats(column, array)?,
            _ => self.widen(column, array)?,
        };
        let counts = Whole { values, nulls };
        let out_of_range = |(row, value): &(usize, &i64)| {
            !(0..=LARGEST_COUNT).contains(*value)
                && !stand_for_nothing(**value)
                && counts.nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row))
        };
        match counts.values.iter().enumerate().find(out_of_range) {
            Some((row, value)) => Err(Error::CountRange {
                table: self.spec.name.to_owned(),
                column: column.to_owned(),
                row,
                found: value.to_string(),
            }),
            None => Ok(counts),
        }
    }

    /// A column of register values: whole numbers of any width and sign, or floats without a fraction.
    pub(crate) fn registers(&self, column: &str) -> Result<Whole<'a>> {
        let array = self.array(column)?;
        let values = match array.data_type() {
            DataType::Null => return Ok(Whole::absent(array.len())),
            DataType::Float32 | DataType::Float64 => self.whole_floats(column, array)?,
            _ => self.widen(column, array)?,
        };
        Ok(Whole { values, nulls: array.logical_nulls() })
    }

    fn whole_floats(&self, column: &str, array: &'a ArrayRef) -> Result<Cow<'a, [i64]>> {
        let numbers = self.numbers(column)?;
        let mut whole = Vec::with_capacity(array.len());
        for (row, &value) in numbers.values.iter().enumerate() {
            if array.is_null(row) {
                whole.push(0);
            } else if value.fract() == 0.0 {
                whole.push(value as i64);
            } else {
                return Err(Error::NotWhole {
                    table: self.spec.name.to_owned(),
                    column: column.to_owned(),
                    row,
                    found: value,
                });
            }
        }
        Ok(Cow::Owned(whole))
    }

    /// A column of numbers: floats or whole numbers; nulls stay null, NaN and infinity are refused.
    pub(crate) fn numbers(&self, column: &str) -> Result<Numbers<'a>> {
        let array = self.array(column)?;
        let nulls = array.logical_nulls();
        let values: Cow<'a, [f64]> = match array.data_type() {
            DataType::Null => Cow::Owned(vec![0.0; array.len()]),
            DataType::Float64 => {
                Cow::Borrowed(array.as_primitive::<Float64Type>().values().as_ref())
            }
            DataType::Float32 => array
                .as_primitive::<Float32Type>()
                .values()
                .iter()
                .map(|&value| f64::from(value))
                .collect(),
            _ => self.widen(column, array)?.iter().map(|&value| value as f64).collect(),
        };
        let numbers = Numbers { values, nulls };
        let broken = |(row, value): &(usize, &f64)| {
            !value.is_finite() && numbers.nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*row))
        };
        match numbers.values.iter().enumerate().find(broken) {
            Some((row, value)) => Err(Error::NotFinite {
                table: self.spec.name.to_owned(),
                column: column.to_owned(),
                row,
                found: value.to_string(),
            }),
            None => Ok(numbers),
        }
    }

    /// Whole numbers of any width as 64 bits; what does not fit saturates and is refused by the range check.
    pub(crate) fn widen(&self, column: &str, array: &'a ArrayRef) -> Result<Cow<'a, [i64]>> {
        fn wide<T: ArrowPrimitiveType>(array: &ArrayRef) -> Cow<'static, [i64]>
        where
            T::Native: Into<i64>,
        {
            array.as_primitive::<T>().values().iter().map(|&value| value.into()).collect()
        }
        Ok(match array.data_type() {
            DataType::Int64 => Cow::Borrowed(array.as_primitive::<Int64Type>().values().as_ref()),
            DataType::Int32 => wide::<Int32Type>(array),
            DataType::Int16 => wide::<Int16Type>(array),
            DataType::Int8 => wide::<Int8Type>(array),
            DataType::UInt32 => wide::<UInt32Type>(array),
            DataType::UInt16 => wide::<UInt16Type>(array),
            DataType::UInt8 => wide::<UInt8Type>(array),
            DataType::UInt64 => array
                .as_primitive::<UInt64Type>()
                .values()
                .iter()
                .map(|&value| i64::try_from(value).unwrap_or(i64::MAX))
                .collect(),
            _ => return Err(self.wrong_type(column, array, "a number")),
        })
    }

    /// A column of flag sets.
    pub(crate) fn flags(&self, column: &str) -> Result<Vec<u32>> {
        let array = self.array(column)?;
        self.no_nulls(column, array)?;
        let wide = self.widen(column, array)?;
        let narrow = wide.iter().enumerate().map(|(row, &bits)| {
            u32::try_from(bits).map_err(|_| Error::ValueRange {
                table: self.spec.name.to_owned(),
                column: column.to_owned(),
                row,
                found: bits.to_string(),
                expected: "a set of flags, 32 bits",
            })
        });
        narrow.collect()
    }
}

const TEXT: &str = "text, or whole numbers as ids";

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;

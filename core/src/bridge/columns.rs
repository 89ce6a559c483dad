//! Tables put together from what a face has read of its own language's values.

use crate::error::{Error, Result};
use arrow_array::{Array, ArrayRef, RecordBatch, make_array, new_empty_array};
use arrow_schema::{ArrowError, DataType, Schema};
use arrow_select::concat::{concat, concat_batches};
use std::sync::Arc;

fn invalid(cause: &ArrowError) -> Error {
    Error::BytesInvalid { table: "columns".to_owned(), offset: 0, reason: cause.to_string() }
}

/// A column from the parts of an Arrow array, which are checked: its type in Arrow's notation, its rows, the
/// bits of validity where some are null, and its buffers.
///
/// # Errors
/// `KELIU_BYTES_INVALID` where the parts do not fit each other.
pub fn column(
    data_type: &str,
    rows: usize,
    valid: Option<Vec<u8>>,
    buffers: Vec<Vec<u8>>,
) -> Result<ArrayRef> {
    let read = || {
        let parts = new_empty_array(&data_type.parse::<DataType>()?).into_data().into_builder();
        let parts = parts.len(rows).null_bit_buffer(valid.map(Into::into));
        parts.buffers(buffers.into_iter().map(Into::into).collect()).build()
    };
    read().map(make_array).map_err(|cause| invalid(&cause))
}

/// One column from the chunks of one type.
///
/// # Errors
/// `KELIU_BYTES_INVALID` where they do not fit each other.
pub fn joined(data_type: &DataType, chunks: &[ArrayRef]) -> Result<ArrayRef> {
    let chunks: Vec<&dyn Array> = chunks.iter().map(AsRef::as_ref).collect();
    if chunks.is_empty() {
        return Ok(new_empty_array(data_type));
    }
    concat(&chunks).map_err(|cause| invalid(&cause))
}

/// One table from batches of one schema, in place where there is one batch.
///
/// # Errors
/// `KELIU_BYTES_INVALID` where they do not fit each other.
pub fn stacked(schema: &Arc<Schema>, mut batches: Vec<RecordBatch>) -> Result<RecordBatch> {
    match batches.pop() {
        Some(only) if batches.is_empty() => Ok(only),
        last => {
            concat_batches(schema, batches.iter().chain(&last)).map_err(|cause| invalid(&cause))
        }
    }
}

/// A table from named columns.
///
/// # Errors
/// `KELIU_COLUMN_LENGTH` where they differ in length.
pub fn table(columns: Vec<(String, ArrayRef)>) -> Result<RecordBatch> {
    let expected = columns.first().map_or(0, |(_, array)| array.len());
    if let Some((column, array)) = columns.iter().find(|(_, array)| array.len() != expected) {
        let (table, column) = ("columns".to_owned(), column.clone());
        return Err(Error::ColumnLength { table, column, found: array.len(), expected });
    }
    if columns.is_empty() {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    }
    let named = columns.into_iter().map(|(name, array)| (name, array, true));
    RecordBatch::try_from_iter_with_nullable(named).map_err(|cause| invalid(&cause))
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;

//! What a call gives.

use super::Operation;
use crate::error::{Error, Result};
use crate::table::IntoTables;
use arrow_array::RecordBatch;
use arrow_schema::Schema;
use serde_json::Value;
use std::sync::Arc;

/// What a call gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// One table.
    Table(RecordBatch),
    /// Several named tables, the first being the main one.
    Tables(Vec<(&'static str, RecordBatch)>),
    /// Bytes, such as an image.
    Bytes(Vec<u8>),
}

/// The key of the one-line report in the metadata of a table.
pub const REPORT: &str = "keliu.report";

impl Output {
    /// A result as Arrow; its report goes into the metadata of the main table.
    pub(crate) fn of<T: IntoTables>(result: T) -> Result<Self> {
        let report = result.report();
        let mut tables = result.into_tables()?;
        if let (Some(report), Some((_, main))) = (report, tables.first_mut()) {
            *main = with_metadata(main, [(REPORT.to_owned(), report)])?;
        }
        Ok(match (tables.pop(), tables.is_empty()) {
            (Some((_, only)), true) => Self::Table(only),
            (last, _) => {
                tables.extend(last);
                Self::Tables(tables)
            }
        })
    }

    /// Says in the metadata of each table which operation made it, of which version, with which options.
    pub(crate) fn stamped(self, operation: &Operation, options: &Value) -> Result<Self> {
        let stamp = |batch: RecordBatch| {
            with_metadata(
                &batch,
                [
                    ("keliu.operation".to_owned(), operation.name.to_owned()),
                    ("keliu.options".to_owned(), options.to_string()),
                    ("keliu.version".to_owned(), crate::VERSION.to_owned()),
                ],
            )
        };
        Ok(match self {
            Self::Table(batch) => Self::Table(stamp(batch)?),
            Self::Tables(tables) => {
                let stamped = tables.into_iter().map(|(name, batch)| Ok((name, stamp(batch)?)));
                Self::Tables(stamped.collect::<Result<_>>()?)
            }
            Self::Bytes(bytes) => Self::Bytes(bytes),
        })
    }
}

fn with_metadata(
    batch: &RecordBatch,
    more: impl IntoIterator<Item = (String, String)>,
) -> Result<RecordBatch> {
    let mut metadata = batch.schema_ref().metadata().clone();
    metadata.extend(more);
    let schema = Schema::new_with_metadata(batch.schema_ref().fields().clone(), metadata);
    let rows = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(schema), batch.columns().to_vec(), &rows).map_err(
        |cause| Error::Internal { operation: "metadata".to_owned(), message: cause.to_string() },
    )
}

//! The one door: every operation by its name, tables as Arrow, options as JSON.
//!
//! Python, Node and the browser come in here and nowhere else. The door has four verbs: [`call`], and the
//! three of a computation in parts, [`partial`], [`merge`] and [`finish`].

mod envelope;
pub mod ipc;
pub mod options;
mod preflight;
pub mod wire;

pub use envelope::{finish, merge, partial};
pub use options::Case;

use crate::error::{Error, Result};
use crate::operations::{Operation, find};
use crate::table::IntoBatch;
use crate::watch::Watch;
use arrow_array::RecordBatch;
use arrow_schema::Schema;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The tables of one call, by name.
#[derive(Debug)]
pub struct Inputs<'a> {
    operation: &'static Operation,
    tables: &'a [(String, RecordBatch)],
}

impl<'a> Inputs<'a> {
    fn new(operation: &'static Operation, tables: &'a [(String, RecordBatch)]) -> Result<Self> {
        let inputs = Self { operation, tables };
        for (name, _) in tables {
            if !operation.tables.iter().any(|role| role.name == name) {
                return Err(Error::OptionUnknown {
                    operation: operation.name.to_owned(),
                    option: name.clone(),
                    known: operation.tables.iter().map(|role| role.name.to_owned()).collect(),
                    nearest: crate::nearest::nearest(
                        name,
                        operation.tables.iter().map(|role| role.name),
                    ),
                });
            }
        }
        Ok(inputs)
    }

    pub(crate) fn optional(&self, name: &str) -> Option<&'a RecordBatch> {
        self.tables.iter().find(|(table, _)| table == name).map(|(_, batch)| batch)
    }

    pub(crate) fn required(&self, name: &str) -> Result<&'a RecordBatch> {
        self.optional(name).ok_or_else(|| Error::TableMissing {
            operation: self.operation.name.to_owned(),
            table: name.to_owned(),
            expected: self
                .operation
                .tables
                .iter()
                .map(|role| role.name)
                .collect::<Vec<_>>()
                .join(", "),
        })
    }
}

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
    pub(crate) fn table<T: IntoBatch>(result: T) -> Result<Self> {
        let report = result.report();
        let batch = result.into_batch()?;
        Ok(Self::Table(match report {
            Some(report) => with_metadata(&batch, [(REPORT.to_owned(), report)])?,
            None => batch,
        }))
    }

    /// Says in the metadata of each table which operation made it, of which version, with which options.
    fn stamped(self, operation: &Operation, options: &Value) -> Result<Self> {
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

/// The name of an operation that panics, for tests of what a face does then: in a build with the feature
/// `panic-hook`, `call("__panic", …)` panics inside the guard and gives `KELIU_INTERNAL`. Other builds do not
/// know the name.
#[cfg(feature = "panic-hook")]
pub const PANIC_OPERATION: &str = "__panic";

#[cfg(feature = "panic-hook")]
#[expect(clippy::panic, reason = "a panic is what this hook is for")]
fn panic_on_purpose() -> Result<Output> {
    panic!("asked for by the panic hook")
}

/// Runs an operation by name.
///
/// `options` is a JSON object or null; `case` says how its keys are written. Two keys are the door's own:
/// `columns` renames columns of the caller's tables, `{"start": "ts"}` for the first table or
/// `{"counts": {"start": "ts"}}` for a table by name.
///
/// # Errors
/// Every code of the catalogue; a panic inside becomes `KELIU_INTERNAL`.
///
/// # Examples
/// ```
/// use keliu::bridge::{Case, call};
/// use keliu::Watch;
///
/// let error = call("clean_count", &[], &serde_json::Value::Null, Case::Snake, &Watch::none()).unwrap_err();
/// assert_eq!(error.code(), "KELIU_OPERATION_UNKNOWN");
/// assert!(error.to_string().contains("nearest: clean_counts"));
/// ```
pub fn call(
    name: &str,
    tables: &[(String, RecordBatch)],
    options: &Value,
    case: Case,
    watch: &Watch<'_>,
) -> Result<Output> {
    #[cfg(feature = "panic-hook")]
    if name == PANIC_OPERATION {
        return guarded(name, panic_on_purpose);
    }
    let operation = find(name)?;
    guarded(operation.name, || {
        let options = options::resolve(operation, options, case)?;
        let tables = options.rename(tables)?;
        let inputs = Inputs::new(operation, &tables)?;
        (operation.run)(&inputs, &options.values, watch)?.stamped(operation, &options.values)
    })
    .map_err(|error| options::in_case(error, case))
}

/// Turns a panic, which would be a fault of this library, into a typed error: the host must live.
fn guarded<T>(operation: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // What the closure borrows is read-only input or is dropped with the error, so no broken state is seen.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        Err(Error::Internal { operation: operation.to_owned(), message })
    })
}

#[cfg(test)]
#[path = "bridge_tests.rs"]
mod tests;

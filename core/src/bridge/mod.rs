//! The one door: every operation by its name, tables as Arrow, options as JSON.
//!
//! Python, Node and the browser come in here and nowhere else. The door has four verbs: [`call`], and the
//! three of a computation in parts, [`partial`], [`merge`] and [`finish`].

pub mod columns;
mod envelope;
pub mod ipc;
pub mod options;
mod preflight;
pub mod wire;

pub use envelope::{finish, merge, partial};
pub use options::Case;

pub use crate::operations::{Output, REPORT};

use crate::error::{Error, Result};
use crate::operations::{Inputs, find};
use crate::watch::Watch;
use arrow_array::RecordBatch;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

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

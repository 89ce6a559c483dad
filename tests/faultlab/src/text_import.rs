//! Files through the import of the library.

use crate::product::{batch, run};
use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use serde_json::{Value, json};
use std::sync::Arc;

/// Counts of a file whose times are UTC. A row that cannot be read is listed by the library, not guessed.
pub(crate) fn read(bytes: &[u8], interval_s: Option<i64>) -> Result<RecordBatch, String> {
    let bytes: ArrayRef = Arc::new(BinaryArray::from(vec![bytes]));
    let name: ArrayRef = Arc::new(StringArray::from(vec!["door.csv"]));
    let file = batch(vec![("bytes", bytes), ("name", name)]);
    let mut options: Value = json!({"time_zone": "UTC", "on_error": "skip"});
    if let Some(interval_s) = interval_s {
        options["interval_s"] = json!(interval_s);
    }
    run("read_counts", vec![("file", file)], &options)
}

//! Proposals of the library: asked for, and read for the score.

use crate::case::{Proposal, What};
use crate::product::{TARGET, numbers, run, times, words};
use crate::time::HOUR_US;
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use serde_json::Value;

/// What `count_proposals` says; nothing where the library has no such operation.
pub(crate) fn ask(counts: &RecordBatch, options: &Value) -> Result<Option<RecordBatch>, String> {
    match run("count_proposals", vec![("counts", counts.clone())], options) {
        Ok(table) => Ok(Some(table)),
        Err(error) if error.starts_with("KELIU_OPERATION_UNKNOWN") => Ok(None),
        Err(error) => Err(error),
    }
}

/// The proposals for the sensor under test. Those without an end last until the data end.
pub(crate) fn of_target(
    table: &RecordBatch,
    counts: &RecordBatch,
) -> Result<Vec<Proposal>, String> {
    let (sensor, kind) = (words(table, "sensor")?, words(table, "kind")?);
    let (start, value) = (times(table, "start")?, numbers(table, "value")?);
    let end = table.column_by_name("end").ok_or("proposals have no end")?;
    let last = times(counts, "start")?.into_iter().max().unwrap_or_default() + HOUR_US;
    let end = end.as_primitive::<TimestampMicrosecondType>();
    let ends: Vec<i64> = end.iter().map(|end| end.unwrap_or(last)).collect();
    let rows = (0..table.num_rows()).filter(|row| sensor[*row] == TARGET);
    rows.map(|row| {
        let number = || value[row].ok_or_else(|| format!("{} without a value", kind[row]));
        let what = match kind[row].as_str() {
            "swap" => What::Swap,
            "clock" | "zone" => What::Clock((number()? / 3600.0).round() as i64),
            "gain" | "partial_loss" => What::Level(number()?),
            _ => What::Identity,
        };
        Ok(Proposal { what, from_us: start[row], to_us: ends[row] })
    })
    .collect()
}

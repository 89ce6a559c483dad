//! Proposals of the library: asked for, and read for the score.

use crate::case::{Proposal, What};
use crate::product::{TARGET, batch, instants, numbers, run, times, words};
use crate::time::HOUR_US;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{
    Array, ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use serde_json::Value;
use std::sync::Arc;

/// What `count_proposals` says; nothing where the library has no such operation.
pub(crate) fn ask(counts: &RecordBatch, options: &Value) -> Result<Option<RecordBatch>, String> {
    match run("count_proposals", vec![("counts", counts.clone())], options) {
        Ok(table) => Ok(Some(table)),
        Err(error) if error.starts_with("KELIU_OPERATION_UNKNOWN") => Ok(None),
        Err(error) => Err(error),
    }
}

/// What can be accepted: another device under an old name is settled by renaming it, and changes no count.
pub(crate) fn acceptable(table: &RecordBatch) -> Result<RecordBatch, String> {
    let kind = words(table, "kind")?;
    let kept: Vec<usize> = (0..kind.len()).filter(|row| kind[*row] != "identity").collect();
    let end = table.column_by_name("end").ok_or("proposals have no end")?;
    let end = end.as_primitive::<TimestampMicrosecondType>();
    let end: TimestampMicrosecondArray =
        kept.iter().map(|row| end.is_valid(*row).then(|| end.value(*row))).collect();
    let (sensor, start) = (words(table, "sensor")?, times(table, "start")?);
    let text = |of: &[String]| -> ArrayRef {
        Arc::new(kept.iter().map(|row| Some(of[*row].as_str())).collect::<StringArray>())
    };
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("sensor", text(&sensor)),
        ("kind", text(&kind)),
        ("start", instants(kept.iter().map(|row| start[*row]).collect(), true)),
        ("end", Arc::new(end.with_timezone("UTC"))),
    ];
    for name in ["value", "low", "high"] {
        let of = numbers(table, name)?;
        columns.push((name, Arc::new(kept.iter().map(|row| of[*row]).collect::<Float64Array>())));
    }
    Ok(batch(columns))
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

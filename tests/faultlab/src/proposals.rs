//! Proposals of the library: asked for, and accepted as an operator would accept all of them.

use crate::case::{Proposal, What};
use crate::product::{Rows, TARGET, numbers, run, times, words};
use crate::time::HOUR_US;
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use serde_json::Value;

/// What `count_proposals` says of the sensor under test.
pub(crate) fn ask(counts: &RecordBatch, options: &Value) -> Result<Vec<Proposal>, String> {
    let table = match run("count_proposals", "counts", counts.clone(), options) {
        Ok(table) => table,
        // A version without this operation proposes nothing.
        Err(error) if error.starts_with("KELIU_OPERATION_UNKNOWN") => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let (sensor, kind) = (words(&table, "sensor")?, words(&table, "kind")?);
    let (start, value) = (times(&table, "start")?, numbers(&table, "value")?);
    let end = table.column_by_name("end").ok_or("proposals have no end")?;
    let end = end.as_primitive::<TimestampMicrosecondType>();
    let last = counts.column_by_name("start").ok_or("counts have no start")?;
    let last = last.as_primitive::<TimestampMicrosecondType>().values().iter().max();
    let last = last.copied().unwrap_or_default() + HOUR_US;
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

/// Undoes what was proposed, rows being told apart by the times they carry.
pub(crate) fn accept(proposals: &[Proposal], rows: &mut Rows) {
    let starts = rows.start.clone();
    for proposal in proposals {
        for row in 0..rows.sensor.len() {
            if rows.sensor[row] != TARGET
                || !(proposal.from_us..proposal.to_us).contains(&starts[row])
            {
                continue;
            }
            match proposal.what {
                What::Level(factor) => {
                    let count = rows.entries[row];
                    rows.entries[row] = count.map(|count| (count as f64 / factor).round() as i64);
                }
                What::Clock(hours) => {
                    rows.start[row] -= hours * HOUR_US;
                    rows.end[row] -= hours * HOUR_US;
                }
                What::Swap => {
                    let (entries, exits) = (rows.entries[row], rows.exits[row]);
                    (rows.entries[row], rows.exits[row]) = (exits, entries);
                }
                // Counts of another place hold nothing to restore; they get a name of their own.
                What::Identity => {}
            }
        }
    }
}

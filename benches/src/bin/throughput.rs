//! Seconds, rows per second and peak memory of each operation at full size, and the bytes of its states.
//!
//! `cargo run --release -p keliu-benches --bin throughput -- SENSORS DAYS INTERVAL_S OPERATION`, or `-- states`.
//! One operation per run, so that the peak is its own. `RAYON_NUM_THREADS` sets the threads.

#![expect(clippy::print_stdout, reason = "a program that prints its measurements")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use keliu::bridge::{Case, Output, call, partial};
use keliu::{Error, Watch};
use keliu_benches::{Size, counts, peak_mib};
use serde_json::{Value, json};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "states") {
        return states();
    }
    let [sensors, days, interval_s, operation] = words.as_slice() else {
        return Err("arguments: SENSORS DAYS INTERVAL_S OPERATION, or states".into());
    };
    let size =
        Size { sensors: sensors.parse()?, days: days.parse()?, interval_s: interval_s.parse()? };
    let tables = vec![("counts".to_owned(), counts(size)?)];
    let before = peak_mib()?;
    let (tables, rows) = match operation.as_str() {
        "regular_counts" | "clean_counts" => (tables.clone(), tables[0].1.num_rows()),
        _ => {
            let bins = run("regular_counts", &tables)?.0;
            let rows = bins.num_rows();
            (vec![("clean_counts".to_owned(), bins)], rows)
        }
    };
    let (result, seconds) = run(operation, &tables)?;
    println!(
        "{operation}: {rows} rows in {seconds:.2} s, {:.2} M rows/s, {} rows out; peak {:.0} MiB, of which input {before:.0}",
        rows as f64 / seconds / 1e6,
        result.num_rows(),
        peak_mib()?,
    );
    if let Some(report) = result.schema_ref().metadata().get(keliu::bridge::REPORT) {
        println!("{report}");
    }
    Ok(())
}

fn run(
    operation: &str,
    tables: &[(String, arrow_array::RecordBatch)],
) -> Result<(arrow_array::RecordBatch, f64), Error> {
    let gridded = matches!(operation, "regular_counts" | "clean_counts");
    let options = if gridded { json!({ "max_bins": 1_000_000_000u64 }) } else { Value::Null };
    let started = Instant::now();
    let output = call(operation, tables, &options, Case::Snake, &Watch::none())?;
    let Output::Table(table) = output else {
        return Err(Error::Internal {
            operation: operation.to_owned(),
            message: "it gave no table".to_owned(),
        });
    };
    Ok((table, started.elapsed().as_secs_f64()))
}

/// Bytes of `partial` for 10⁵, 10⁶ and 10⁷ rows of the same bins: what grows is repetition.
fn states() -> Result<(), Box<dyn std::error::Error>> {
    let base = Size { sensors: 10, days: 416, interval_s: 3600 };
    let once = counts(base)?;
    println!(
        "rows | regular_counts | count_totals (day) | count_totals (hour_of_week) | count_quality"
    );
    for times in [1, 10, 100] {
        let copies: Vec<_> = std::iter::repeat_n(&once, times).collect();
        let rows = arrow_select::concat::concat_batches(once.schema_ref(), copies)?;
        let tables = vec![("counts".to_owned(), rows)];
        let bins = vec![("clean_counts".to_owned(), tables[0].1.clone())];
        let bytes =
            |operation: &str, tables: &[(String, arrow_array::RecordBatch)], options: Value| {
                partial(operation, tables, &options, Case::Snake, &Watch::none())
                    .map(|state| state.len())
            };
        println!(
            "{} | {} | {} | {} | {}",
            tables[0].1.num_rows(),
            bytes("regular_counts", &tables, Value::Null)?,
            bytes("count_totals", &bins, Value::Null)?,
            bytes("count_totals", &bins, json!({ "period": "hour_of_week" }))?,
            bytes("count_quality", &bins, Value::Null)?,
        );
    }
    Ok(())
}

//! The whole chain over many sites, one site at a time, as a caller with 10⁴ sensors runs it: clean, quality,
//! totals, occupancy, dwell, events. Prints seconds of each step and the peak of memory, which is that of one site.
//!
//! `cargo run --release -p keliu-benches --bin chain -- SITES SENSORS_PER_SITE DAYS INTERVAL_S`; threads by
//! `RAYON_NUM_THREADS`.

#![expect(clippy::print_stdout, reason = "a program that prints its measurements")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use keliu::bridge::{Case, Output, call, finish, merge, partial};
use keliu::{Error, Result, Watch};
use keliu_benches::{Size, counts_from, peak_mib};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Instant;

type Tables = Vec<(String, arrow_array::RecordBatch)>;

/// Seconds by step.
#[derive(Default)]
struct Clock(BTreeMap<&'static str, f64>);

impl Clock {
    fn time<T>(&mut self, step: &'static str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = work();
        *self.0.entry(step).or_default() += started.elapsed().as_secs_f64();
        result
    }
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<usize> =
        std::env::args().skip(1).map(|word| word.parse()).collect::<std::result::Result<_, _>>()?;
    let [sites, sensors, days, interval_s] = words[..] else {
        return Err("arguments: SITES SENSORS_PER_SITE DAYS INTERVAL_S".into());
    };
    let mut clock = Clock::default();
    let (mut rows, mut totals) = (0, Vec::new());
    for number in 0..sites {
        let size = Size { sensors, days, interval_s: i64::try_from(interval_s)? };
        let first = number * sensors;
        let table = clock.time("(making the counts)", || counts_from(first, size))?;
        rows += table.num_rows();
        let state = site(vec![("counts".to_owned(), table)], &mut clock)?;
        // States are merged as they come: what is kept of a site is its days.
        totals.push(state);
        if totals.len() == 16 {
            let parts: Vec<&[u8]> = totals.iter().map(Vec::as_slice).collect();
            let whole = clock.time("merge", || merge("count_totals", &parts))?;
            totals = vec![whole];
        }
    }
    let parts: Vec<&[u8]> = totals.iter().map(Vec::as_slice).collect();
    let whole = clock.time("merge", || merge("count_totals", &parts))?;
    let Output::Table(days) =
        clock.time("finish", || finish("count_totals", &whole, &Watch::none()))?
    else {
        return Err("no table".into());
    };
    let work: f64 =
        clock.0.iter().filter(|(step, _)| !step.starts_with('(')).map(|(_, seconds)| seconds).sum();
    println!("{sites} sites x {sensors} sensors x {} days: {rows} rows", words[2]);
    for (step, seconds) in &clock.0 {
        println!("{step:>20} {seconds:>9.2} s  {:>7.2} M rows/s", rows as f64 / seconds / 1e6);
    }
    println!("{:>20} {work:>9.2} s  {:>7.2} M rows/s", "chain", rows as f64 / work / 1e6);
    println!("peak {:.0} MiB; {} rows of days", peak_mib()?, days.num_rows());
    Ok(())
}

/// All steps of one site; gives the state of its daily totals.
fn site(tables: Tables, clock: &mut Clock) -> Result<Vec<u8>> {
    let limit = json!({ "max_bins": 1_000_000_000u64 });
    let clean = clock.time("clean_counts", || main_table("clean_counts", &tables, &limit))?;
    drop(tables);
    let bins = vec![("clean_counts".to_owned(), clean)];
    clock.time("count_quality", || main_table("count_quality", &bins, &Value::Null))?;
    let state = clock.time("count_totals", || {
        partial("count_totals", &bins, &Value::Null, Case::Snake, &Watch::none())
    })?;
    // A site that never closes, with few persons at night.
    let night = json!({ "night_cap": 500 });
    let inside = clock.time("occupancy", || main_table("occupancy", &bins, &night))?;
    let inside = vec![("occupancy".to_owned(), inside)];
    clock.time("dwell_from_counts", || main_table("dwell_from_counts", &inside, &Value::Null))?;
    clock.time("count_events", || main_table("count_events", &bins, &Value::Null))?;
    Ok(state)
}

fn main_table(name: &str, tables: &Tables, options: &Value) -> Result<arrow_array::RecordBatch> {
    match call(name, tables, options, Case::Snake, &Watch::none())? {
        Output::Table(table) => Ok(table),
        Output::Tables(tables) if !tables.is_empty() => {
            Ok(tables.into_iter().next().map(|(_, table)| table).expect("there is one"))
        }
        _ => Err(Error::Internal { operation: name.to_owned(), message: "no table".to_owned() }),
    }
}

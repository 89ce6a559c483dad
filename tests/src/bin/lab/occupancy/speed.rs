//! Time and memory of one year of minutes, and how they grow.

#![expect(clippy::disallowed_methods, reason = "it measures time")]

use super::{Bound, Table};
use keliu::occupancy::reconcile::{Problem, Relative, reconcile};
use keliu::table::FromBatch;
use keliu::{CountBins, Hours, OccupancyOptions, occupancy};
use keliu_simulator::{Door, Site};
use std::time::Instant;

/// Largest memory of the process so far, in MB, where the system says it.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}

pub(super) fn run() -> Vec<Bound> {
    println!("\noccupancy: bins of one minute, one door, closing every day; best of three");
    println!("{:>10}{:>18}{:>22}{:>22}", "days", "bins", "solver, ns a bin", "operation, ns a bin");
    let site = |days: usize| Site {
        days,
        doors: vec![Door::lossy("main", 1.0, 0.05, 0.03)],
        ..Site::default()
    };
    let mut before = peak_mb();
    for days in [91, 183, 365, 730] {
        let truth = site(days).truth();
        let records = truth.records(60);
        let mut table = Table::with_capacity(records.len());
        for row in 0..records.len() {
            let persons =
                [records.entries[row], records.exits[row]].map(|one| one.unwrap_or(0) as f64);
            table.push("main", (records.start_us[row], records.end_us[row]), persons);
        }
        let bins = records.len();
        let problem = Problem {
            start: 0.0,
            entries: table.entries.clone(),
            exits: table.exits.clone(),
            leak: vec![0.0625; bins],
            low: vec![0.0; bins],
            high: (0..bins).map(|bin| if bin % 1440 == 1300 { 0.0 } else { 500.0 }).collect(),
        };
        let batch = table.batch();
        let rows = CountBins::from_batch(&batch).expect("counts are valid");
        let (start, end): (Vec<i64>, Vec<i64>) = truth.openings_us.iter().copied().unzip();
        let hours = Hours::new(&vec!["site"; start.len()], &start, &end).expect("intervals");
        let options = OccupancyOptions::default();
        let timed = |work: &dyn Fn() -> usize| {
            let once = || {
                let begun = Instant::now();
                assert!(work() > 0);
                begun.elapsed().as_secs_f64()
            };
            (0..3).map(|_| once()).fold(f64::INFINITY, f64::min) * 1e9 / bins as f64
        };
        let solver = timed(&|| reconcile::<Relative>(&problem).level.len());
        if days == 365 {
            before = peak_mb();
        }
        let whole = timed(&|| {
            let result = occupancy(&rows, None, Some(&hours), None, &options);
            result.expect("it can be reconciled").occupancy.occupancy.len()
        });
        println!("{days:>10}{bins:>18}{solver:>22.0}{whole:>22.0}");
        if days == 365 {
            println!(
                "{:>10} the operation took the process from {before:.0} to {:.0} MB",
                "",
                peak_mb()
            );
        }
    }
    Vec::new()
}

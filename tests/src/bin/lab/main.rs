//! Laboratory of the operations: gaps and harm to clean data on real series, registers, occupancy, and more; faults on
//! purpose are in `keliu-faultlab`.
//!
//! `lab [gaps|clean|calibration|events|formats|heat|occupancy|registers|mta|tune] [folder]`; without a part all but the
//! last run, without a folder `KELIU_TEST_DATA` names it. `lab dwell` needs no folder: its sites are
//! simulated.
//! Draws are counter-based, so every run prints the same figures. It fails where a bound is broken.
//!
//! `tune` prints what the clean windows lose on which constants may be chosen.
//!
//! Constants of the model were chosen on Auckland 2023-24 and, for spikes against crowds, on Birrarung Marr;
//! the bounds are judged on Auckland 2025 and the six other Melbourne sensors.

#![expect(clippy::print_stdout, reason = "a program for people")]

mod calibration;
mod city;
mod dwell;
mod events;
mod formats;
mod gaps;
mod harm;
mod heat;
mod mta;
mod occupancy;
mod registers;

use city::{City, auckland, bin_of, leeds, melbourne};
use std::process::ExitCode;

/// A figure with the bound it must keep.
struct Bound {
    what: String,
    figure: f64,
    least: f64,
    most: f64,
}

/// Two sensors with faults of their own; the others are taken as they are.
const FAULTY: [&str; 2] = ["205 Queen Street", "150 K Road"];
/// The gate of a stadium: crowds many times the usual maximum.
const STADIUM: &str = "Birrarung Marr";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let part = arguments.next().unwrap_or_default();
    if part == "dwell" {
        return judge(&dwell::run());
    }
    let Some(folder) = arguments.next().or_else(|| std::env::var("KELIU_TEST_DATA").ok()) else {
        println!("skipped: no folder of real data (KELIU_TEST_DATA)");
        return ExitCode::SUCCESS;
    };
    let mut bounds = Vec::new();
    let runs = |name: &str| part.is_empty() || part == name;
    if runs("gaps") {
        let city = auckland(&folder, "2023-01-01", "2026-01-01").without(&FAULTY);
        bounds.extend(gaps::run(&city, 260));
    }
    if part == "tune" {
        tune(&folder);
    }
    if runs("clean") {
        let city = auckland(&folder, "2019-01-01", "2026-01-01");
        let (from, to) = (bin_of(&city, "2025-01-07"), bin_of(&city, "2026-01-01"));
        let judged = city.windows(&|name| !FAULTY.contains(&name), from, to);
        let other: City = melbourne(&folder);
        let others = other.windows(&|name| name != STADIUM, 0, usize::MAX);
        let stadium = other.windows(&|name| name == STADIUM, 0, usize::MAX);
        bounds.extend(harm::clean("Auckland 2025", &city, &judged, true));
        bounds.extend(harm::clean("Melbourne 2015-17, six sensors", &other, &others, true));
        bounds.extend(harm::clean("Melbourne, stadium gate", &other, &stadium, false));
    }
    if runs("calibration") {
        bounds.extend(calibration::run(&folder));
    }
    if runs("events") {
        bounds.extend(events::run(&folder));
    }
    if runs("formats") {
        bounds.extend(formats::run(&folder));
    }
    if runs("heat") {
        bounds.extend(heat::run(&folder));
    }
    if runs("registers") {
        bounds.extend(registers::run(400));
    }
    if runs("mta") {
        bounds.extend(mta::run(&folder));
    }
    if runs("occupancy") {
        bounds.extend(occupancy::run(&folder));
    }
    judge(&bounds)
}

/// Prints what is broken.
fn judge(bounds: &[Bound]) -> ExitCode {
    let broken = |bound: &&Bound| !(bound.least..=bound.most).contains(&bound.figure);
    for Bound { what, figure, least, most } in bounds.iter().filter(broken) {
        println!("BROKEN {what}: {figure:.4} is not within {least} and {most}");
    }
    if bounds.iter().any(|bound| broken(&bound)) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Where constants may be chosen: sensors and years that nobody judges by.
fn tune(folder: &str) {
    let street = melbourne(folder);
    let first: Vec<String> = street
        .names
        .iter()
        .filter(|name| street.recorded_before(name, 24 * 365))
        .cloned()
        .collect();
    let year = 24 * 365;
    let usual = street.windows(&|name| name != STADIUM && first.iter().any(|n| n == name), 0, year);
    let stadium = street.windows(&|name| name == STADIUM, 0, year);
    let north = leeds(folder, "2010-01-01", "2013-01-01");
    let cameras = ["Briggate", "CommercialStLush"];
    let cameras = north.windows(&|name| cameras.contains(&name), 0, usize::MAX);
    let south = auckland(folder, "2023-01-01", "2025-01-01");
    let mut streets = south.windows(&|name| !FAULTY.contains(&name), 0, usize::MAX);
    let mut at = 0;
    streets.retain(|_| {
        at += 1;
        at % 4 == 0
    });
    let sets = [
        ("Melbourne 2015", &street, usual),
        ("Melbourne 2015, stadium gate", &street, stadium),
        ("Leeds 2010-12", &north, cameras),
        ("Auckland 2023-24", &south, streets),
    ];
    println!("CalIt2, 5,040 half-hours: {:?}", city::calit2_flags(folder));
    for (label, city, windows) in &sets {
        harm::clean(label, city, windows, true);
    }
}

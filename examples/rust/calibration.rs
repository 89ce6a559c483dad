//! A door that misses one person in twenty: audited with a clicker, judged, corrected.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    ApplyCalibrationOptions, Audits, CalibrateSensorsOptions, Counts, DeviceAcceptanceOptions,
    Factors, RegularCountsOptions, apply_calibration, calibrate_sensors, device_acceptance,
    regular_counts,
};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    // Six sessions of an hour: persons seen to enter, and what the device counted.
    let entries = [(104, 99), (211, 200), (96, 92), (158, 150), (187, 179), (120, 114)].map(Some);
    let start: Vec<i64> = (0..6).map(|day| MONDAY_US + (24 * day + 11) * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let audits = Audits::new(&["north door"; 6], &start, &end, &entries, &[None; 6])?;

    let factors = calibrate_sensors(&audits, &CalibrateSensorsOptions::default())?;
    let [low, factor, high] = [&factors.low, &factors.factor, &factors.high]
        .map(|column| column.at(0).unwrap_or_default());
    println!("factor {factor:.3} ({low:.3} to {high:.3})  {}", factors.verdict.name(0));

    let judged = device_acceptance(
        &audits,
        &DeviceAcceptanceOptions { margin: 0.03, ..Default::default() },
    )?;
    let bias = judged.bias.at(0).unwrap_or_default();
    println!("bias {:.1} %, margin 3 %  {}", 100.0 * bias, judged.verdict.name(0));

    // The result of one operation is the table of the next: every result becomes Arrow.
    let factors = factors.into_batch()?;
    let factors = Factors::from_batch(&factors)?;
    let week_after = [MONDAY_US + 7 * 24 * HOUR_US, MONDAY_US + (7 * 24 + 1) * HOUR_US];
    let counts =
        Counts::new(&["north door"], &week_after[..1], &week_after[1..], &[Some(200)], &[None])?;
    let counted = regular_counts(&counts, &RegularCountsOptions::default())?;
    let calibrated =
        apply_calibration(&counted.bins(), &factors, &ApplyCalibrationOptions::default())?;
    let [low, persons, high] =
        [&calibrated.entries_low, &calibrated.entries, &calibrated.entries_high]
            .map(|column| column.at(0).unwrap_or_default());
    println!("200 counted, {persons:.0} entered ({low:.0} to {high:.0})");
    Ok(())
}

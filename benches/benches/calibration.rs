//! Operations of calibration: 100 doors with 20 sessions each, and 20 sensors for 8 weeks, hourly. Throughput is in
//! input rows.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::table::FromBatch;
use keliu::{
    ApplyCalibrationOptions, Audits, CalibrateSensorsOptions, Counts, DeviceAcceptanceOptions,
    Factors, RegularCountsOptions, apply_calibration, calibrate_sensors, device_acceptance,
    regular_counts,
};
use keliu_benches::{Size, counts};
use std::hint::black_box;

const HOUR_US: i64 = 3_600_000_000;
const DOORS: usize = 100;
const SESSIONS: usize = 20;

fn audits(criterion: &mut Criterion) {
    let names: Vec<String> = (0..DOORS * SESSIONS).map(|row| format!("{}", row % DOORS)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let start: Vec<i64> = (0..names.len() as i64).map(|row| row * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let pair = |row: i64| Some((60 + row * 7 % 31, 55 + row * 11 % 37));
    let entries: Vec<Option<(i64, i64)>> = (0..names.len() as i64).map(pair).collect();
    let audits = Audits::new(&names, &start, &end, &entries, &entries).expect("valid sessions");
    let mut group = criterion.benchmark_group("calibration");
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("calibrate_sensors", |b| {
        b.iter(|| calibrate_sensors(black_box(&audits), &CalibrateSensorsOptions::default()));
    });
    group.bench_function("device_acceptance", |b| {
        b.iter(|| device_acceptance(black_box(&audits), &DeviceAcceptanceOptions::default()));
    });
    group.finish();
}

fn bins(criterion: &mut Criterion) {
    let batch =
        counts(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length");
    let rows = Counts::from_batch(&batch).expect("seeded counts are valid");
    let regular = regular_counts(&rows, &RegularCountsOptions::default()).expect("valid counts");
    let bins = regular.bins();
    let names: Vec<&str> = regular.sensor.names.iter().map(String::as_str).collect();
    let factors =
        Factors::new(&names, &vec![false; names.len()], &vec![[1.04, 1.02, 1.06]; names.len()])
            .expect("valid factors");
    let mut group = criterion.benchmark_group("calibration");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("apply_calibration", |b| {
        b.iter(|| {
            apply_calibration(black_box(&bins), &factors, &ApplyCalibrationOptions::default())
        });
    });
    group.finish();
}

criterion_group!(benches, audits, bins);
criterion_main!(benches);

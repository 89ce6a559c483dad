//! Operations of calibration: 100 doors with 20 sessions each, and 20 sensors for 8 weeks, hourly. Throughput is in
//! input rows.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::table::FromBatch;
use keliu::{
    ApplyCalibrationOptions, Audits, CalibrateSensorsOptions, Counts, Crossings,
    DeviceAcceptanceOptions, Factors, RegularCountsOptions, UturnNettingOptions,
    VisitorEstimatesOptions, apply_calibration, calibrate_sensors, device_acceptance,
    regular_counts, uturn_netting, visitor_estimates,
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
    group.bench_function("visitor_estimates", |b| {
        let options = VisitorEstimatesOptions {
            reentry_share: Some(0.1),
            group_size: Some(1.6),
            ..VisitorEstimatesOptions::default()
        };
        b.iter(|| visitor_estimates(black_box(&bins), None, None, None, &options));
    });
    group.finish();
}

fn crossings(criterion: &mut Criterion) {
    const CROSSINGS: i64 = 100_000;
    let time: Vec<i64> =
        (0..CROSSINGS).map(|row| row * 7_300_001 + row * row % 5_000_000).collect();
    let direction: Vec<i8> =
        (0..CROSSINGS).map(|row| if row * 31 % 7 < 4 { 1 } else { -1 }).collect();
    let names = vec!["door"; time.len()];
    let crossings = Crossings::new(&names, &time, &direction).expect("valid crossings");
    let mut group = criterion.benchmark_group("calibration");
    group.throughput(Throughput::Elements(time.len() as u64));
    group.bench_function("uturn_netting", |b| {
        b.iter(|| uturn_netting(black_box(&crossings), &UturnNettingOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, audits, bins, crossings);
criterion_main!(benches);

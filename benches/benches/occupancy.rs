//! Operations on the number of persons inside: 20 doors of one site, 8 weeks, hourly. Throughput is in input rows.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::table::FromBatch;
use keliu::{Counts, OccupancyOptions, RegularCountsOptions, occupancy, regular_counts};
use keliu_benches::{Size, counts};
use std::hint::black_box;

fn operations(criterion: &mut Criterion) {
    let batch =
        counts(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length");
    let rows = Counts::from_batch(&batch).expect("seeded counts are valid");
    let clean =
        regular_counts(&rows, &RegularCountsOptions::default()).expect("seeded counts are valid");
    let bins = clean.bins();
    let options = OccupancyOptions {
        open_hours: Some("05:00-23:00".to_owned()),
        ..OccupancyOptions::default()
    };
    let mut group = criterion.benchmark_group("occupancy");
    group.throughput(Throughput::Elements(bins.len() as u64));
    group.bench_function("occupancy", |b| {
        b.iter(|| occupancy(black_box(&bins), None, None, None, &options));
    });
    group.finish();
}

criterion_group!(benches, operations);
criterion_main!(benches);

//! Files read: a long CSV of 20 sensors, 8 weeks, hourly. Throughput is in bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::{
    Document, InspectCountsOptions, ReadCountsOptions, ReadReadingsOptions, inspect_counts,
    read_counts, read_readings,
};
use std::fmt::Write;
use std::hint::black_box;

/// Counts of all sensors hour by hour, or their sums so far.
fn file(totals: bool) -> String {
    let (entries, exits) =
        if totals { ("entries_total", "exits_total") } else { ("entries", "exits") };
    let mut text = format!("sensor,start,{entries},{exits}\n");
    for hour in 0..8 * 7 * 24_u64 {
        for sensor in 0..20 {
            let count = |scale: u64| (hour % 24) * scale + sensor;
            let value = |scale: u64| if totals { hour * 100 + count(1) } else { count(scale) };
            let (day, of_day) = (hour / 24, hour % 24);
            let (month, day) = (day / 28 + 3, day % 28 + 1);
            writeln!(
                text,
                "door {sensor},2026-{month:02}-{day:02}T{of_day:02}:00:00Z,{},{}",
                value(7),
                value(6)
            )
            .expect("a text grows");
        }
    }
    text
}

fn files(criterion: &mut Criterion) {
    let (counts, readings) = (file(false), file(true));
    let mut group = criterion.benchmark_group("import");
    group.throughput(Throughput::Bytes(counts.len() as u64));
    group.bench_function("read_counts", |b| {
        let document = Document::new(counts.as_bytes());
        b.iter(|| read_counts(black_box(&document), &ReadCountsOptions::default()));
    });
    group.bench_function("inspect_counts", |b| {
        let document = Document::new(counts.as_bytes());
        b.iter(|| inspect_counts(black_box(&document), &InspectCountsOptions::default()));
    });
    group.throughput(Throughput::Bytes(readings.len() as u64));
    group.bench_function("read_readings", |b| {
        let document = Document::new(readings.as_bytes());
        b.iter(|| read_readings(black_box(&document), &ReadReadingsOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, files);
criterion_main!(benches);

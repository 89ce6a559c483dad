//! Figures of visits: 10⁶ visits of 24 zones in a week. Throughput is in visits.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::{
    DwellSummaryOptions, QueueSummaryOptions, Visits, ZoneMetricsOptions, ZoneOccupancyOptions,
    dwell_summary, queue_summary, zone_metrics, zone_occupancy,
};
use keliu_simulator::Random;
use std::hint::black_box;

const VISITS: usize = 1_000_000;
const ZONES: usize = 24;
const WEEK_US: f64 = 604_800e6;

fn operations(criterion: &mut Criterion) {
    let random = Random::new(4);
    let (begin, stay) = (random.stream(1), random.stream(2));
    let names: Vec<String> = (0..ZONES).map(|zone| format!("zone {zone:02}")).collect();
    let track: Vec<u64> = (0..VISITS as u64).map(|visit| visit / 6).collect();
    let zone: Vec<&str> = (0..VISITS).map(|visit| names[visit * 7 % ZONES].as_str()).collect();
    let enter: Vec<i64> =
        (0..VISITS as u64).map(|visit| (begin.uniform(visit) * WEEK_US) as i64).collect();
    // 20 s in the mean, short visits being the most: the product of two uniform numbers.
    let dwell = |visit: u64| stay.uniform(2 * visit) * stay.uniform(2 * visit + 1) * 80e6;
    let exit: Vec<i64> =
        enter.iter().zip(0..).map(|(enter, visit)| enter + dwell(visit) as i64).collect();
    let seen: Vec<bool> = (0..VISITS).map(|visit| visit % 5 != 0).collect();
    let visits = Visits::new(&track, &zone, &enter, &exit).expect("columns of one length");
    let visits = visits.with_seen(&vec![true; VISITS], &seen).expect("columns of one length");
    let mut group = criterion.benchmark_group("stays");
    group.throughput(Throughput::Elements(VISITS as u64));
    group.sample_size(10);
    group.bench_function("dwell_summary", |b| {
        b.iter(|| dwell_summary(black_box(&visits), &DwellSummaryOptions::default()));
    });
    group.bench_function("zone_occupancy", |b| {
        b.iter(|| zone_occupancy(black_box(&visits), &ZoneOccupancyOptions::default()));
    });
    let options = QueueSummaryOptions {
        queues: names[..4].to_vec(),
        services: names[4..8].to_vec(),
        ..QueueSummaryOptions::default()
    };
    group.bench_function("queue_summary", |b| {
        b.iter(|| queue_summary(black_box(&visits), None, &options));
    });
    group.bench_function("zone_metrics", |b| {
        b.iter(|| zone_metrics(black_box(&visits), None, &ZoneMetricsOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, operations);
criterion_main!(benches);

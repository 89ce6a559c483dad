//! Dwell from counts: one site, 8 weeks of quarter hours. Network: 20 sensors, 8 weeks, hourly. Throughput is in
//! input rows.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::table::FromBatch;
use keliu::{
    Counts, DwellFromCountsOptions, Edges, NetworkFlowsOptions, OccupancyBins,
    RegularCountsOptions, dwell_from_counts, network_flows, regular_counts,
};
use keliu_benches::{Size, counts};
use std::hint::black_box;

const QUARTER_US: i64 = 900_000_000;

/// Waves of entries from 09:00 to 21:00 whose persons leave one, two and three quarters later.
fn flows(day: usize, quarter: usize) -> f64 {
    if (36..80).contains(&quarter) { ((day * 7 + quarter * 5) % 11) as f64 } else { 0.0 }
}

fn operations(criterion: &mut Criterion) {
    let rows = 56 * 96;
    let start: Vec<i64> = (0..rows as i64).map(|row| row * QUARTER_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + QUARTER_US).collect();
    let entries: Vec<Option<f64>> = (0..rows).map(|row| Some(flows(row / 96, row % 96))).collect();
    let exits: Vec<Option<f64>> = (0..rows)
        .map(|row| {
            let back = |quarters: usize| flows(row / 96, (row % 96).saturating_sub(quarters));
            Some(0.5 * back(1) + 0.3 * back(2) + 0.2 * back(3))
        })
        .collect();
    let mut inside = 0.0_f64;
    let occupancy: Vec<Option<f64>> = entries
        .iter()
        .zip(&exits)
        .map(|(entered, left)| {
            inside += entered.unwrap_or_default() - left.unwrap_or_default();
            Some(inside.max(0.0))
        })
        .collect();
    let site = vec!["shop"; rows];
    let bins = OccupancyBins::new(&site, &start, &end, &entries, &exits, &occupancy)
        .expect("columns of one length");
    let mut group = criterion.benchmark_group("dwell");
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function("dwell_from_counts", |b| {
        b.iter(|| dwell_from_counts(black_box(&bins), &DwellFromCountsOptions::default()));
    });
    group.finish();
}

fn network(criterion: &mut Criterion) {
    let batch =
        counts(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length");
    let rows = Counts::from_batch(&batch).expect("seeded counts are valid");
    let regular =
        regular_counts(&rows, &RegularCountsOptions::default()).expect("seeded counts are valid");
    let bins = regular.bins();
    let sensors: Vec<&str> = regular.sensor.names.iter().map(String::as_str).collect();
    let zones: Vec<String> = (0..5).map(|zone| format!("zone {zone}")).collect();
    let place = |at: usize| if at.is_multiple_of(4) { "outside" } else { zones[at % 5].as_str() };
    let from: Vec<&str> = (0..sensors.len()).map(place).collect();
    let to: Vec<&str> = (0..sensors.len()).map(|at| zones[(at + 1) % 5].as_str()).collect();
    let edges = Edges::new(&sensors, &from, &to).expect("every sensor joins two zones");
    let mut group = criterion.benchmark_group("network");
    group.throughput(Throughput::Elements(bins.len() as u64));
    group.bench_function("network_flows", |b| {
        b.iter(|| network_flows(black_box(&bins), &edges, &NetworkFlowsOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, operations, network);
criterion_main!(benches);

//! Heat maps: 2,000 persons who wander through a hall of 60 by 40 m, 500 points each at 10 Hz. Throughput is in points.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::{CellShape, GridHeatmapOptions, Points, grid_heatmap};
use keliu_benches::walks;
use std::hint::black_box;

fn operations(criterion: &mut Criterion) {
    let walks = walks(2_000, 500);
    let points =
        Points::new(&walks.track, &walks.time, &walks.x, &walks.y).expect("seeded walks are valid");
    let mut group = criterion.benchmark_group("heatmap");
    group.throughput(Throughput::Elements(points.len() as u64));
    let squares = GridHeatmapOptions::default();
    group.bench_function("grid_heatmap", |b| {
        b.iter(|| grid_heatmap(black_box(&points), None, &squares));
    });
    let flow = GridHeatmapOptions { flow: true, ..GridHeatmapOptions::default() };
    group.bench_function("grid_heatmap, flow", |b| {
        b.iter(|| grid_heatmap(black_box(&points), None, &flow));
    });
    let hexagons =
        GridHeatmapOptions { shape: CellShape::Hexagon, ..GridHeatmapOptions::default() };
    group.bench_function("grid_heatmap, hexagons", |b| {
        b.iter(|| grid_heatmap(black_box(&points), None, &hexagons));
    });
    group.finish();
}

criterion_group!(benches, operations);
criterion_main!(benches);

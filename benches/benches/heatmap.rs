//! Heat maps: 2,000 persons who wander through a hall of 60 by 40 m, 500 points each at 10 Hz. Throughput is in points.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::{
    CellShape, GridHeatmapOptions, HotspotsOptions, Points, SmoothHeatmapOptions, SmoothMethod,
    grid_heatmap, hotspots, smooth_heatmap,
};
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
    let map = grid_heatmap(&points, None, &squares).expect("seeded walks are valid").heatmap;
    let cells = map.cells().expect("it is a heat map");
    group.throughput(Throughput::Elements(cells.len() as u64));
    let gaussian = SmoothHeatmapOptions { bandwidth_m: 1.0, ..SmoothHeatmapOptions::default() };
    group.bench_function("smooth_heatmap", |b| {
        b.iter(|| smooth_heatmap(black_box(&cells), &gaussian));
    });
    let diffusion = SmoothHeatmapOptions { method: SmoothMethod::Diffusion, ..gaussian };
    group.bench_function("smooth_heatmap, diffusion", |b| {
        b.iter(|| smooth_heatmap(black_box(&cells), &diffusion));
    });
    group.bench_function("hotspots", |b| {
        b.iter(|| hotspots(black_box(&cells), &HotspotsOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, operations);
criterion_main!(benches);

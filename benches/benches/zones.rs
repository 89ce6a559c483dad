//! Visits and crossings: persons who walk and stay in a store of 60 m x 40 m at ten positions a second, 24 and 500
//! zones, 4 gates. Throughput is in points.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keliu::{
    Gate, GateCrossingsOptions, Gates, Points, Polygon, Position, Zone, ZoneVisitsOptions, Zones,
    gate_crossings, zone_visits,
};
use std::hint::black_box;

const POINTS: usize = 1_000_000;
const TRACK: usize = 600;
const STORE: (f64, f64) = (60.0, 40.0);

/// A draw from 0 to 1 by a counter (splitmix64; Steele, Lea and Flood 2014).
fn draw(counter: &mut u64) -> f64 {
    *counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*counter ^ (*counter >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[derive(Debug, Default)]
struct Walks {
    track: Vec<u64>,
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Walks {
    /// From place to place at 1.3 m/s, up to 15 s at each, seen with an error of some centimeters.
    fn new() -> Self {
        let mut walks = Self::default();
        let mut counter = 1;
        for person in 0..POINTS / TRACK {
            let mut place = || (draw(&mut counter) * STORE.0, draw(&mut counter) * STORE.1);
            let (mut at, mut goal) = (place(), place());
            let mut stay = 0.0;
            for step in 0..TRACK {
                let (dx, dy) = (goal.0 - at.0, goal.1 - at.1);
                let left = (dx * dx + dy * dy).sqrt();
                if stay > 0.0 {
                    stay -= 1.0;
                } else if left < 0.2 {
                    stay = draw(&mut counter) * 150.0;
                    goal = (draw(&mut counter) * STORE.0, draw(&mut counter) * STORE.1);
                } else {
                    at = (at.0 + dx / left * 0.13, at.1 + dy / left * 0.13);
                }
                let mut seen =
                    |at: f64| at + (draw(&mut counter) + draw(&mut counter) - 1.0) * 0.07;
                walks.track.push(person as u64);
                walks.time.push((person * 1_000 + step) as i64 * 100_000);
                walks.x.push(seen(at.0));
                walks.y.push(seen(at.1));
            }
        }
        walks
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.track, &self.time, &self.x, &self.y).expect("walks are within the plan")
    }
}

/// Zones in rows and columns, some concave, some with an aisle between them.
fn zones(count: usize) -> Zones {
    let columns = ((count as f64) * 1.5).sqrt().ceil() as usize;
    let rows = count.div_ceil(columns);
    let (width, height) = (STORE.0 / columns as f64, STORE.1 / rows as f64);
    let zone = |at: usize| {
        let aisle = if at.is_multiple_of(3) { 0.0 } else { 0.12 };
        let corner = |x: f64, y: f64| Position {
            x: ((at % columns) as f64 + x) * width,
            y: ((at / columns) as f64 + y) * height,
        };
        let mut outer = vec![corner(aisle, aisle), corner(1.0 - aisle, aisle)];
        outer.push(corner(1.0 - aisle, 1.0 - aisle));
        if at % 4 == 1 {
            outer.push(corner(0.5, 0.5));
        }
        outer.push(corner(aisle, 1.0 - aisle));
        Zone::new(&format!("zone {at}"), Polygon { outer, holes: Vec::new() })
    };
    Zones::new((0..count).map(zone).collect()).expect("zones are valid")
}

fn gates() -> Gates {
    let lines = [
        [(0.0, 0.0), (4.0, 0.5)],
        [(30.0, 5.0), (30.0, 35.0)],
        [(10.0, 20.0), (50.0, 21.0)],
        [(55.0, 30.0), (60.0, 40.0)],
    ];
    let gate = |(at, line): (usize, &[(f64, f64); 2])| {
        let line = line.iter().map(|&(x, y)| Position { x, y }).collect();
        Gate::new(&format!("gate {at}"), line)
    };
    Gates::new(lines.iter().enumerate().map(gate).collect()).expect("lines have a length")
}

fn operations(criterion: &mut Criterion) {
    let walks = Walks::new();
    let points = walks.points();
    let mut group = criterion.benchmark_group("zones");
    group.throughput(Throughput::Elements(points.len() as u64)).sample_size(10);
    for count in [24, 500] {
        let zones = zones(count);
        group.bench_with_input(BenchmarkId::new("zone_visits", count), &zones, |b, zones| {
            b.iter(|| zone_visits(black_box(&points), zones, &ZoneVisitsOptions::default()));
        });
    }
    let gates = gates();
    group.bench_function("gate_crossings", |b| {
        b.iter(|| gate_crossings(black_box(&points), &gates, &GateCrossingsOptions::default()));
    });
    group.finish();
}

criterion_group!(benches, operations);
criterion_main!(benches);

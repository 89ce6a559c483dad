//! Time on grids from real tracks: all of it is there, rectangles of whole cells hold what another program found in
//! them, and what sampling does to counting samples and to walking between them.

use crate::Bound;
use crate::city::unpack;
use keliu::{GridHeatmap, GridHeatmapOptions, Points, grid_heatmap};
use std::collections::BTreeMap;

/// Points of one scene, sorted by track and time.
#[derive(Default)]
struct Scene {
    track: Vec<u64>,
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

/// A day: whatever gap there is, the tracks are walked through it, as the other program does.
const BRIDGED_S: f64 = 86_400.0;
/// Seconds between two samples of the pedestrian scenes.
const SAMPLE_S: f64 = 0.4;

impl Scene {
    fn read(folder: &str, file: &str) -> Self {
        let path = format!("{folder}/{file}");
        let packed = std::path::Path::new(file).extension().is_some_and(|ending| ending == "gz");
        let text = if packed {
            unpack(&path)
        } else {
            std::fs::read_to_string(&path).expect("the set is there")
        };
        let mut lines = text.lines();
        let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let column = |name: &str| names.iter().position(|&found| found == name).expect("a column");
        let [track, time, x, y] = ["person_id", "t_s", "x", "y"].map(column);
        let mut rows: Vec<(u64, i64, f64, f64)> = lines
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                let number = |at: usize| cells[at].parse::<f64>().expect("a number");
                let us = (number(time) * 1e6).round() as i64;
                (number(track) as u64, us, number(x), number(y))
            })
            .collect();
        rows.sort_by_key(|row| (row.0, row.1));
        rows.dedup_by_key(|row| (row.0, row.1));
        let mut scene = Self::default();
        for row in rows {
            scene.push(row);
        }
        scene
    }

    fn push(&mut self, (track, time, x, y): (u64, i64, f64, f64)) {
        self.track.push(track);
        self.time.push(time);
        self.x.push(x);
        self.y.push(y);
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.track, &self.time, &self.x, &self.y).expect("the set is valid")
    }

    fn heat(&self, options: &GridHeatmapOptions) -> GridHeatmap {
        grid_heatmap(&self.points(), None, options).expect("the set is valid")
    }

    /// Time between first and last point of each track, added up.
    fn spans(&self) -> i64 {
        let mut span: BTreeMap<u64, (i64, i64)> = BTreeMap::new();
        for (&track, &time) in self.track.iter().zip(&self.time) {
            let (first, last) = span.entry(track).or_insert((time, time));
            (*first, *last) = ((*first).min(time), (*last).max(time));
        }
        span.values().map(|(first, last)| last - first).sum()
    }

    /// Every so many samples of each track, and all samples of it up to the last of those.
    fn sampled(&self, every: usize) -> [Self; 2] {
        let (mut some, mut all) = (Self::default(), Self::default());
        let mut from = 0;
        while from < self.track.len() {
            let rows = self.track[from..].partition_point(|&track| track == self.track[from]);
            let last = (rows - 1) / every * every;
            for row in from..=from + last {
                let point = (self.track[row], self.time[row], self.x[row], self.y[row]);
                all.push(point);
                if (row - from).is_multiple_of(every) {
                    some.push(point);
                }
            }
            from += rows;
        }
        [some, all]
    }
}

fn ticks(seconds: &[f64]) -> i64 {
    seconds.iter().map(|seconds| (seconds * 1e6).round() as i64).sum()
}

/// Seconds by center of cell, in tenths of millimeters.
fn by_place(found: &GridHeatmap) -> BTreeMap<(i64, i64), f64> {
    let map = &found.heatmap;
    let place = |at: usize| ((map.x[at] * 1e4).round() as i64, (map.y[at] * 1e4).round() as i64);
    (0..map.x.len()).map(|at| (place(at), map.seconds[at])).collect()
}

pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let mut bounds = Vec::new();
    conserved(folder, &mut bounds);
    rectangles(folder, &mut bounds);
    sampling(folder, &mut bounds);
    bounds
}

/// Every microsecond of every track is somewhere.
fn conserved(folder: &str, bounds: &mut Vec<Bound>) {
    println!("heat maps: first to last point of each track, in microseconds, and what is not told");
    let files = [
        "eth_ucy_tracks/tracks_eth.csv",
        "eth_ucy_tracks/tracks_zara01.csv",
        "eth_ucy_tracks/tracks_students03.csv.gz",
        "juelich_corridors/uo_050_180_180_tracks.csv",
        "juelich_corridors/bottleneck_tracks.csv.gz",
        "grand_central/tracks.csv.gz",
    ];
    for file in files {
        let scene = Scene::read(folder, file);
        let options = GridHeatmapOptions {
            extent: Some(vec![0.0, 0.0, 9.0, 8.0]),
            slice_s: Some(60),
            ..GridHeatmapOptions::default()
        };
        let plain = GridHeatmapOptions::default();
        let hexagons = GridHeatmapOptions {
            shape: keliu::CellShape::Hexagon,
            ..GridHeatmapOptions::default()
        };
        let mut lost = Vec::new();
        for options in [plain, options, hexagons] {
            let found = scene.heat(&options);
            let totals = &found.heatmap_totals;
            let told = ticks(&found.heatmap.seconds)
                + ticks(&totals.outside_s)
                + ticks(&totals.unobserved_s);
            lost.push(scene.spans() - told);
        }
        println!("{file}: {} of {} tracks' time, lost {lost:?}", scene.spans(), scene.track.len());
        let worst = lost.iter().map(|lost| lost.abs()).max().unwrap_or(1);
        bounds.push(Bound {
            what: format!("{file}: ticks lost"),
            figure: worst as f64,
            least: 0.0,
            most: 0.0,
        });
    }
}

/// Rectangles of whole cells of one meter, and the person-seconds on straight ways in them as `facts.json` has them.
fn rectangles(folder: &str, bounds: &mut Vec<Bound>) {
    let facts = std::fs::read_to_string(format!("{folder}/eth_ucy_tracks/facts.json"))
        .expect("the set is there");
    let facts: serde_json::Value = serde_json::from_str(&facts).expect("it is JSON");
    for (name, file) in [
        ("eth", "tracks_eth.csv"),
        ("zara01", "tracks_zara01.csv"),
        ("students03", "tracks_students03.csv.gz"),
    ] {
        let scene = Scene::read(folder, &format!("eth_ucy_tracks/{file}"));
        let options = GridHeatmapOptions {
            cell_m: 1.0,
            max_gap_s: BRIDGED_S,
            ..GridHeatmapOptions::default()
        };
        let map = scene.heat(&options).heatmap;
        let rectangles = facts["scenes"][name]["rectangles"].as_object().expect("rectangles");
        for (label, rectangle) in rectangles {
            let edge = |at: usize| rectangle["rect"][at].as_f64().expect("a number");
            let expected = rectangle["person_seconds_path"].as_f64().expect("a number");
            let inside = |at: &usize| {
                (edge(0)..edge(2)).contains(&map.x[*at]) && (edge(1)..edge(3)).contains(&map.y[*at])
            };
            let found: f64 = (0..map.x.len()).filter(inside).map(|at| map.seconds[at]).sum();
            println!("{name} {label}: {found:.3} person-seconds, another program {expected:.3}");
            // Positions to the millimeter: a tenth of a millisecond at each of about 500 borders that are crossed.
            let what = format!("{name} {label}: person-seconds");
            bounds.push(Bound {
                what,
                figure: found,
                least: expected - 0.05,
                most: expected + 0.05,
            });
        }
    }
}

/// Samples counted and tracks walked at lower rates, against all samples walked.
fn sampling(folder: &str, bounds: &mut Vec<Bound>) {
    println!(
        "cells of 0.5 m, eth, zara01 and students03 together: share of time in a wrong cell, visits found"
    );
    for every in [2, 5, 10] {
        let (mut time, mut wrong, mut visits) = (0.0, [0.0; 2], [0.0; 3]);
        for file in ["tracks_eth.csv", "tracks_zara01.csv", "tracks_students03.csv.gz"] {
            let scene = Scene::read(folder, &format!("eth_ucy_tracks/{file}"));
            let [some, all] = scene.sampled(every);
            let options = GridHeatmapOptions {
                max_gap_s: BRIDGED_S,
                visit_gap_s: 0.0,
                ..GridHeatmapOptions::default()
            };
            let (truth, walked) = (all.heat(&options), some.heat(&options));
            let sum = |found: &GridHeatmap| found.heatmap.visits.iter().sum::<u64>() as f64;
            let truth_at = by_place(&truth);
            let mut counted: BTreeMap<(i64, i64), f64> = BTreeMap::new();
            let mut runs = 0;
            let mut before = None;
            for row in 0..some.track.len() {
                // Middles of cells of half a meter, in tenths of a millimeter.
                let center = |at: f64| (at * 2.0).floor() as i64 * 5000 + 2500;
                let place = (center(some.x[row]), center(some.y[row]));
                *counted.entry(place).or_default() += every as f64 * SAMPLE_S;
                let here = Some((some.track[row], place));
                runs += u32::from(here != before);
                before = here;
            }
            let whole: f64 = truth_at.values().sum();
            for (way, found) in [counted, by_place(&walked)].into_iter().enumerate() {
                // Shares, since counting gives each sample a whole interval.
                let sum: f64 = found.values().sum();
                let places: std::collections::BTreeSet<_> =
                    truth_at.keys().chain(found.keys()).collect();
                let share = |map: &BTreeMap<(i64, i64), f64>, place, sum: f64| {
                    map.get(place).copied().unwrap_or_default() / sum
                };
                let off: f64 = places
                    .iter()
                    .map(|&place| {
                        (share(&truth_at, place, whole) - share(&found, place, sum)).abs()
                    })
                    .sum();
                wrong[way] += off / 2.0 * whole;
            }
            time += whole;
            visits[0] += f64::from(runs);
            visits[1] += sum(&walked);
            visits[2] += sum(&truth);
        }
        let [counted, walked] = wrong.map(|wrong| wrong / time);
        let [by_count, by_walk] = [visits[0] / visits[2], visits[1] / visits[2]];
        let rate = every as f64 * SAMPLE_S;
        println!(
            "every {rate:.1} s: counted {:.1} % wrong, {by_count:.2} of the visits; walked {:.1} %, {by_walk:.2}",
            counted * 100.0,
            walked * 100.0
        );
        if every == 5 {
            let bound = |what: &str, figure, least, most| Bound {
                what: what.to_owned(),
                figure,
                least,
                most,
            };
            bounds.push(bound("2 s, counted: share of time in a wrong cell", counted, 0.15, 1.0));
            bounds.push(bound("2 s, walked: share of time in a wrong cell", walked, 0.0, 0.05));
            bounds.push(bound("2 s, counted: share of visits", by_count, 0.0, 0.25));
            bounds.push(bound("2 s, walked: share of visits", by_walk, 0.95, 1.05));
        }
    }
}

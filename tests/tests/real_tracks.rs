//! Laws and counts on real tracks: the folder `KELIU_TEST_DATA` holds them, with facts that other programs found.

#![expect(clippy::panic, reason = "a test fails by a panic")]
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use keliu::{
    Gate, GateCrossingsOptions, Gates, Points, Polygon, Position, Zone, ZoneVisitsOptions,
    ZoneVisitsResult, Zones, gate_crossings, zone_visits,
};
use serde_json::Value;
use std::process::Command;

/// The folder of a set, if there is one.
fn folder(set: &str) -> Option<String> {
    let Ok(data) = std::env::var("KELIU_TEST_DATA") else {
        println!("skipped: {set} (KELIU_TEST_DATA)");
        return None;
    };
    let folder = format!("{data}/{set}");
    if !std::path::Path::new(&folder).is_dir() {
        println!("skipped: {set} (KELIU_TEST_DATA has no such set)");
        return None;
    }
    Some(folder)
}

fn facts(folder: &str) -> Value {
    let text = std::fs::read_to_string(format!("{folder}/facts.json")).expect("the set has facts");
    serde_json::from_str(&text).expect("facts are JSON")
}

/// The text of a table, packed or not.
fn text(path: &str) -> String {
    if let Ok(text) = std::fs::read_to_string(path) {
        return text;
    }
    let output = Command::new("gzip").args(["-dc", &format!("{path}.gz")]).output();
    let output = output.expect("gzip runs");
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("tables are text")
}

#[derive(Debug, Default)]
struct Rows {
    track: Vec<u64>,
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Rows {
    fn read(path: &str) -> Self {
        let text = text(path);
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let place = |name: &str| {
            header.iter().position(|column| *column == name).unwrap_or_else(|| panic!("no {name}"))
        };
        let [track, time, x, y] = ["person_id", "t_s", "x", "y"].map(place);
        let mut rows = Self::default();
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |at: usize| cells[at].parse::<f64>().expect("a number");
            rows.track.push(cells[track].parse().expect("an id"));
            rows.time.push((number(time) * 1e6).round() as i64);
            rows.x.push(number(x));
            rows.y.push(number(y));
        }
        rows
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.track, &self.time, &self.x, &self.y).expect("real points are valid")
    }
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    let values = value.as_array().expect("a list of numbers");
    std::array::from_fn(|at| values[at].as_f64().expect("a number"))
}

fn rectangle(name: &str, value: &Value) -> Zone {
    let [left, low, right, high] = numbers(value);
    let corners = [(left, low), (right, low), (right, high), (left, high)];
    let outer = corners.map(|(x, y)| Position { x, y }).to_vec();
    Zone::new(name, Polygon { outer, holes: Vec::new() })
}

fn line(name: &str, value: &Value) -> Gate {
    let [a, b] = ["a", "b"].map(|end| numbers::<2>(&value[end]));
    Gate::new(name, [a, b].map(|[x, y]| Position { x, y }).to_vec())
}

fn us(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

/// Time of zones, outside and in gaps adds up to the spans of the tracks.
fn check_conserved(result: &ZoneVisitsResult, track_seconds: &Value) {
    let shares: Vec<i64> = result.zone_time.exclusive_s.iter().map(|&s| us(s)).collect();
    let (total, parts) = shares.split_last().expect("there is a total");
    assert_eq!(parts.iter().sum::<i64>(), *total);
    assert_eq!(*total, us(track_seconds.as_f64().expect("a number")));
}

#[test]
fn corridors_are_counted_as_by_the_reference_program() {
    let Some(folder) = folder("juelich_corridors") else { return };
    let facts = facts(&folder);
    for (name, run) in facts["runs"].as_object().expect("runs by name") {
        let rows = Rows::read(&format!("{folder}/{name}_tracks.csv"));
        let gates = Gates::new(vec![line("line", &run["line"])]).expect("a line");
        let found = gate_crossings(&rows.points(), &gates, &GateCrossingsOptions::default());
        let totals = found.expect("real points are valid").gate_totals;
        let expected =
            ["left_to_right", "right_to_left", "persons"].map(|key| run["line"][key].as_u64());
        let counted = [totals.gross_in[0], totals.gross_out[0], totals.tracks[0]].map(Some);
        assert_eq!(counted, expected, "{name}");

        let zones = Zones::new(vec![rectangle("area", &run["area"]["rect"])]).expect("a rectangle");
        let found = zone_visits(&rows.points(), &zones, &ZoneVisitsOptions::default());
        let found = found.expect("real points are valid");
        check_conserved(&found, &run["track_seconds"]);
        // Counting samples is off by less than an interval for each who passes.
        let samples = run["area"]["person_seconds_sample"].as_f64().expect("a number");
        let interval = 1.0 / run["fps"].as_f64().expect("a number");
        let passes = found.zone_time.tracks[0] as f64 * 2.0;
        let exact = found.zone_time.inside_s[0];
        assert!((exact - samples).abs() < passes * interval, "{name}: {exact}, samples {samples}");
    }
}

#[test]
fn time_in_rectangles_is_that_of_the_walked_path() {
    let Some(folder) = folder("eth_ucy_tracks") else { return };
    let facts = facts(&folder);
    for (name, scene) in facts["scenes"].as_object().expect("scenes by name") {
        let rows = Rows::read(&format!("{folder}/tracks_{name}.csv"));
        let rectangles = scene["rectangles"].as_object().expect("rectangles by name");
        let zones = rectangles.iter().map(|(name, one)| rectangle(name, &one["rect"])).collect();
        let options = ZoneVisitsOptions { max_gap_s: 86_400.0, ..ZoneVisitsOptions::default() };
        let zones = Zones::new(zones).expect("rectangles");
        let found = zone_visits(&rows.points(), &zones, &options).expect("real points are valid");
        check_conserved(&found, &scene["track_seconds"]);
        for (place, (zone, one)) in rectangles.iter().enumerate() {
            let path = one["person_seconds_path"].as_f64().expect("a number");
            // A boundary is moved by half a millimeter at most, which 0.1 m/s walks in 5 ms.
            let passes = 2.0 * found.zone_time.tracks[place] as f64;
            let exact = found.zone_time.inside_s[place];
            assert!((exact - path).abs() < 0.005 * passes, "{name} {zone}: {exact}, path {path}");
        }
        // The tracks beyond the gap: what is lost is unobserved, never inside.
        let strict = ZoneVisitsOptions { max_gap_s: 0.4, ..ZoneVisitsOptions::default() };
        let found = zone_visits(&rows.points(), &zones, &strict).expect("real points are valid");
        check_conserved(&found, &scene["track_seconds"]);
    }
}

#[test]
fn a_station_of_thousands_conserves_time() {
    let Some(folder) = folder("grand_central") else { return };
    let facts = facts(&folder);
    let rows = Rows::read(&format!("{folder}/tracks.csv"));
    let square = &facts["square_20_45"]["rect"];
    let zones = Zones::new(vec![rectangle("square", square)]).expect("a rectangle");
    let options = ZoneVisitsOptions::default();
    let found = zone_visits(&rows.points(), &zones, &options).expect("real points are valid");
    check_conserved(&found, &facts["track_seconds"]);
    assert_eq!(found.zone_time.tracks.last().copied(), facts["persons"].as_u64());
    let visits: f64 = found.zone_visits.inside_s.iter().sum();
    // Visits that noise makes are no visits, but their time is in the total.
    assert!(visits <= found.zone_time.inside_s[0] + 1e-6);
}

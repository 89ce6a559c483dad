//! Files of real sources, read whole: sums per sensor against a program of the csv module of Python, instants
//! and totals against the facts of each set.

use crate::Bound;
use crate::city::unpack;
use keliu::{
    Document, FileOptions, InspectCountsOptions, ReadCounts, ReadCountsOptions,
    ReadReadingsOptions, inspect_counts, read_counts, read_readings,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Rows, entries, exits, rows without entries.
type Sums = BTreeMap<String, [i64; 4]>;

struct Source {
    name: &'static str,
    path: &'static str,
    zone: &'static str,
    day_start: Option<&'static str>,
    date_column: Option<&'static str>,
}

const SOURCES: [Source; 4] = [
    Source {
        name: "leeds",
        path: "leeds_footfall/footfall_2009_2016.csv.gz",
        zone: "Europe/London",
        day_start: None,
        date_column: Some("date_raw"),
    },
    Source {
        name: "melbourne",
        path: "melbourne_pedestrian/hourly_peds_2016_2017.csv.gz",
        zone: "Australia/Melbourne",
        day_start: None,
        date_column: None,
    },
    Source {
        name: "melbourne_utc",
        path: "melbourne_pedestrian/pedestrian_2015_2016.csv.gz",
        zone: "UTC",
        day_start: None,
        date_column: None,
    },
    Source {
        name: "auckland",
        path: "auckland_pedestrian/hourly_counts_2019_2025.csv.gz",
        zone: "Pacific/Auckland",
        day_start: Some("06:00"),
        date_column: None,
    },
];

fn exact(what: String, figure: f64) -> Bound {
    Bound { what, figure, least: 0.0, most: 0.0 }
}

fn options(source: &Source, date_column: Option<&str>) -> ReadCountsOptions {
    let file = FileOptions {
        time_zone: Some(source.zone.to_owned()),
        day_start: source.day_start.map(str::to_owned),
        date_column: date_column.map(str::to_owned),
        ..FileOptions::default()
    };
    ReadCountsOptions { file, ..ReadCountsOptions::default() }
}

fn sums_of(read: &ReadCounts) -> Sums {
    let rows = &read.read_counts;
    let mut sums = Sums::new();
    for row in 0..rows.row.len() {
        let one = sums.entry(rows.sensor.name(row).to_owned()).or_default();
        one[0] += 1;
        one[1] += rows.entries.at(row).unwrap_or(0);
        one[2] += rows.exits.at(row).unwrap_or(0);
        one[3] += i64::from(rows.entries.at(row).is_none());
    }
    sums
}

/// How many of the figures of all sensors differ.
fn differences(found: &Sums, expected: &Value) -> f64 {
    let expected = expected.as_object().expect("sums are an object");
    let mut differ = expected.len().abs_diff(found.len());
    for (sensor, figures) in expected {
        let figures = figures.as_array().expect("figures are a list");
        differ += (0..4)
            .filter(|&at| found.get(sensor).map(|one| one[at]) != figures[at].as_i64())
            .count();
    }
    differ as f64
}

pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/format_sums.py");
    let output = Command::new("python3").args([program, folder]).output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let reference: Value = serde_json::from_slice(&output.stdout).expect("sums are JSON");
    println!(
        "files of real sources against the csv module: rows, entries, exits, blanks per sensor"
    );
    let mut bounds = Vec::new();
    for source in &SOURCES {
        let text = unpack(&format!("{folder}/{}", source.path));
        let document = Document::new(text.as_bytes()).named(source.path);
        let read = read_counts(&document, &options(source, source.date_column))
            .expect("the file is read, or the lab fails with its words");
        let rows = &read.read_counts;
        let differ = differences(&sums_of(&read), &reference[source.name]);
        println!(
            "  {:14} {:>9} rows {:>3} sensors, {differ} figures differ",
            source.name,
            rows.row.len(),
            rows.sensor.names.len()
        );
        bounds.push(exact(format!("{}: figures that differ", source.name), differ));
        bounds.push(exact(
            format!("{}: refused rows", source.name),
            read.refused_rows.row.len() as f64,
        ));
        if source.date_column.is_some() {
            let plain = read_counts(&document, &options(source, None)).expect("it was read before");
            let moved = plain.read_counts.start.0.iter().zip(&rows.start.0).filter(|(a, b)| a != b);
            bounds.push(exact(
                format!("{}: dates read otherwise", source.name),
                moved.count() as f64,
            ));
        }
        report(&document);
    }
    bounds.extend(turnstiles(folder, &reference["mta"]));
    bounds.extend(facts(folder));
    bounds
}

fn report(document: &Document<'_>) {
    let found =
        inspect_counts(document, &InspectCountsOptions::default()).expect("it was read before");
    for row in 0..found.property.len() {
        let of = |column: &keliu::table::Labels<'static>| column.name(row).to_owned();
        println!(
            "      {:16} {:28} {:8} {}",
            of(&found.property),
            of(&found.guess),
            of(&found.certainty),
            of(&found.evidence)
        );
    }
}

fn turnstiles(folder: &str, reference: &Value) -> Vec<Bound> {
    let path = "mta_turnstile/turnstile_2024w01_w04.csv.gz";
    let text = unpack(&format!("{folder}/{path}"));
    let document = Document::new(text.as_bytes()).named(path);
    let file =
        FileOptions { time_zone: Some("America/New_York".to_owned()), ..FileOptions::default() };
    let options = ReadReadingsOptions { file, ..ReadReadingsOptions::default() };
    let read = read_readings(&document, &options).expect("the turnstiles are read").read_readings;
    let mut sums = Sums::new();
    for row in 0..read.row.len() {
        let one = sums.entry(read.sensor.name(row).to_owned()).or_default();
        one[0] += 1;
        one[1] += read.entries_total.at(row).unwrap_or(0);
        one[2] += read.exits_total.at(row).unwrap_or(0);
    }
    let differ = differences(&sums, reference);
    println!(
        "  {:14} {:>9} rows {:>3} sensors, {differ} figures differ",
        "mta",
        read.row.len(),
        sums.len()
    );
    report(&document);
    vec![
        exact("mta: figures that differ".to_owned(), differ),
        exact("mta: rows beside the facts".to_owned(), read.row.len() as f64 - 106_442.0),
        exact("mta: devices beside the facts".to_owned(), sums.len() as f64 - 398.0),
    ]
}

/// Totals of the facts that need instants: Auckland by calendar year, its day beginning at six.
fn facts(folder: &str) -> Vec<Bound> {
    let path = format!("{folder}/auckland_pedestrian/facts.json");
    let text = std::fs::read_to_string(path).expect("the facts are there");
    let facts: Value = serde_json::from_str(&text).expect("facts are JSON");
    let source = &SOURCES[3];
    let text = unpack(&format!("{folder}/{}", source.path));
    let read = read_counts(&Document::new(text.as_bytes()), &options(source, None))
        .expect("it was read before");
    let rows = &read.read_counts;
    let zone = keliu::calendar::TimeZone::parse(source.zone).expect("the zone is known");
    let mut years: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in 0..rows.row.len() {
        let year = zone.iso_label(rows.start.0[row])[..4].to_owned();
        let key = (rows.sensor.name(row).to_owned(), year);
        *years.entry(key).or_default() += rows.entries.at(row).unwrap_or(0);
    }
    let mut differ = 0;
    for (sensor, totals) in facts["annual_total_calendar"].as_object().expect("totals per sensor") {
        for (year, total) in totals.as_object().expect("totals per year") {
            let found = years.get(&(sensor.clone(), year.clone())).copied();
            differ += usize::from(found != total.as_i64());
        }
    }
    println!("  auckland by calendar year: {differ} totals differ from the facts");
    vec![exact("auckland: totals of a year that differ".to_owned(), differ as f64)]
}

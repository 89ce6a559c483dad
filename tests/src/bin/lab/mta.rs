//! Four weeks of New York turnstiles: what each register did, and totals beside those of simple recipes.

#![expect(clippy::disallowed_methods, reason = "it measures time")]

use crate::Bound;
use crate::city::unpack;
use crate::registers::recipes;
use keliu::{IntervalCounts, IntervalCountsOptions, Readings, interval_counts};
use std::collections::BTreeMap;

pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let text = unpack(&format!("{folder}/mta_turnstile/turnstile_2024w01_w04.csv.gz"));
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut station: BTreeMap<String, String> = BTreeMap::new();
    let names: Vec<String> = rows.iter().map(|row| row[1..4].join(" ")).collect();
    for (name, row) in names.iter().zip(&rows) {
        station.insert(name.clone(), row[4].to_owned());
    }
    let time: Vec<i64> = rows
        .iter()
        .map(|row| {
            let wall: chrono::NaiveDateTime = row[7].parse().expect("a time");
            // No clock change falls into these weeks: Eastern Standard Time is five hours behind UTC.
            wall.and_utc().timestamp_micros() + 5 * 3_600_000_000
        })
        .collect();
    let [entries, exits] = [9, 10].map(|column| {
        rows.iter().map(|row| row[column].parse().ok()).collect::<Vec<Option<i64>>>()
    });
    let kind: Vec<&str> = rows.iter().map(|row| row[8]).collect();
    let sensors: Vec<&str> = names.iter().map(String::as_str).collect();
    let readings = Readings::new(&sensors, &time, &entries, &exits)
        .and_then(|readings| readings.with_kind(&kind))
        .expect("columns of one length");
    let started = std::time::Instant::now();
    let found = interval_counts(&readings, &IntervalCountsOptions::default()).expect("readings");
    let seconds = started.elapsed().as_secs_f64();
    let IntervalCounts { interval_counts: counts, dropped_readings: dropped } = &found;
    println!(
        "mta: {} readings of {} turnstiles, {} intervals, {} left out; {:.0} readings/s",
        rows.len(),
        station.len(),
        counts.coarse.len(),
        dropped.reason.codes.len(),
        rows.len() as f64 / seconds
    );
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    (0..dropped.reason.codes.len())
        .for_each(|row| *reasons.entry(dropped.reason.name(row)).or_default() += 1);
    println!("left out: {reasons:?}");
    let mut labels: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    for row in 0..counts.coarse.len() {
        labels.entry(counts.entries_label.name(row)).or_default()[0] += 1;
        labels.entry(counts.exits_label.name(row)).or_default()[1] += 1;
    }
    let whole = counts.coarse.len() as f64;
    for (label, [entries, exits]) in &labels {
        println!(
            "{label:>10}: entries {entries} ({:.4} %), exits {exits} ({:.4} %)",
            100.0 * f64::from(*entries) / whole,
            100.0 * f64::from(*exits) / whole
        );
    }
    println!("    coarse: {}", counts.coarse.iter().filter(|&&coarse| coarse).count());
    if std::env::var_os("LAB_LIST").is_some() {
        list(counts);
    }
    totals(folder, &found, &station, &names, &time, [&entries, &exits])
}

fn list(counts: &keliu::CountedIntervals) {
    for row in 0..counts.coarse.len() {
        let (a, b) = (counts.entries_label.name(row), counts.exits_label.name(row));
        let plain = |label: &str| matches!(label, "normal");
        if !plain(a) && a != "reversed" || !plain(b) && b != "reversed" || counts.coarse[row] {
            println!(
                "{} {} {:.1} h: {a} {:?} {:?}, {b} {:?} {:?} {}",
                counts.sensor.name(row),
                chrono::DateTime::from_timestamp_micros(counts.start.0[row]).unwrap_or_default(),
                (counts.end.0[row] - counts.start.0[row]) as f64 / 3.6e9,
                counts.entries.at(row),
                counts.entries_high.at(row),
                counts.exits.at(row),
                counts.exits_high.at(row),
                if counts.coarse[row] { "coarse" } else { "" },
            );
        }
    }
}

fn totals(
    folder: &str,
    found: &IntervalCounts,
    station: &BTreeMap<String, String>,
    names: &[String],
    time: &[i64],
    registers: [&Vec<Option<i64>>; 2],
) -> Vec<Bound> {
    let text = std::fs::read_to_string(format!("{folder}/mta_turnstile/facts.json"))
        .expect("facts of the data");
    let facts: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let facts = &facts["turnstile_2024w01_w04.csv.gz"];
    let counts = &found.interval_counts;
    let mut bounds = Vec::new();
    for (direction, column, registers) in
        [("entries", &counts.entries, registers[0]), ("exits", &counts.exits, registers[1])]
    {
        let mut sums: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
        for row in 0..counts.coarse.len() {
            let station = &station[counts.sensor.name(row)];
            sums.entry(station).or_default()[2] += column.at(row).unwrap_or(0);
        }
        let mut gates: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        for ((name, &time), total) in names.iter().zip(time).zip(registers) {
            gates.entry(name).or_default().push((time, total.expect("every row has both")));
        }
        for (gate, mut readings) in gates {
            readings.sort_by_key(|(time, _)| *time);
            readings.dedup_by_key(|(time, _)| *time);
            let totals: Vec<i64> = readings.into_iter().map(|(_, total)| total).collect();
            let sum = sums.entry(&station[gate]).or_default();
            sum.iter_mut().zip(recipes(&totals)).for_each(|(sum, more)| *sum += more);
        }
        println!(
            "{direction:>16}  {:>9} {:>9} {:>9} {:>9}  keliu/facts",
            "facts", "null>10k", "abs,min,0", "keliu"
        );
        let facts = &facts[direction];
        let mut whole = [0; 4];
        for (station, [null, smaller, ours]) in &sums {
            let fact = facts["by_station"][station].as_i64().expect("a station of the facts");
            println!(
                "{station:>16}  {fact:>9} {null:>9} {smaller:>9} {ours:>9}  {:+.3} %",
                100.0 * (*ours - fact) as f64 / fact as f64
            );
            whole.iter_mut().zip([fact, *null, *smaller, *ours]).for_each(|(a, b)| *a += b);
        }
        let [fact, null, smaller, ours] = whole;
        println!(
            "{:>16}  {fact:>9} {null:>9} {smaller:>9} {ours:>9}  {:+.3} %",
            "all",
            100.0 * (ours - fact) as f64 / fact as f64
        );
        bounds.push(Bound {
            what: format!("mta, {direction} against the facts"),
            figure: ours as f64 / fact as f64 - 1.0,
            least: -0.002,
            most: 0.005,
        });
    }
    bounds
}

//! How often corrections are proposed where nothing is wrong, and how often where something is.
//!
//! `advice [folder]`; without a folder `KELIU_TEST_DATA` names it. Draws are counter-based: every run prints the
//! same figures. Development data: Auckland 2023-24 and the Melbourne sensors of 2015, as the fault lab lists them.

#![expect(clippy::print_stdout, reason = "a program for people")]

#[path = "../lab/city.rs"]
#[expect(dead_code, reason = "the lab reads more of it")]
mod city;

use city::{City, EIGHT_WEEKS, auckland, draw, melbourne, pick};
use keliu::{CountProposals, CountProposalsOptions, Counts, count_proposals};
use std::process::ExitCode;

const HOUR_US: i64 = 3_600_000_000;
const QUARTER: f64 = 13.0 / 8.0;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    let Some(folder) = argument.or_else(|| std::env::var("KELIU_TEST_DATA").ok()) else {
        println!("skipped: no folder of real data (KELIU_TEST_DATA)");
        return ExitCode::SUCCESS;
    };
    let city =
        auckland(&folder, "2023-01-02", "2025-01-01").without(&["205 Queen Street", "150 K Road"]);
    clean("Auckland 2023-24, windows of 8 weeks", &city, EIGHT_WEEKS);
    clean("Auckland 2023-24, two years", &city, usize::MAX);
    let mut other = melbourne(&folder);
    other.counts.iter_mut().for_each(|counts| counts.truncate(365 * 24));
    clean("Melbourne 2015, windows of 8 weeks", &other, EIGHT_WEEKS);
    injected("Auckland 2023-24", &city, 3);
    moved("Auckland 2023-24", &city);
    door(&folder);
    ExitCode::SUCCESS
}

/// A clock that is wrong by hours from some bin on, for a while or until the end.
fn moved(what: &str, city: &City) {
    let windows = city.windows(&|_| true, 0, usize::MAX);
    for (fault, (hours, length)) in
        [(1_i64, 72_usize), (1, 168), (-1, 336), (2, 336), (8, 336), (1, 0), (-2, 0)]
            .iter()
            .enumerate()
    {
        let (mut cases, mut hit, mut exact, mut edges) = (0, 0, 0, Vec::new());
        for (at, window) in windows.iter().enumerate().step_by(2) {
            let counter = at as u64 * 16 + fault as u64;
            let mut panel = city.cut(&window.bins);
            let truth = panel[window.series].clone();
            let start = 14 * 24 + pick(11, counter, 0, 20 * 24);
            let end = if *length == 0 { EIGHT_WEEKS } else { (start + length).min(EIGHT_WEEKS) };
            for (bin, count) in (start..).zip(&mut panel[window.series][start..end]) {
                let from = bin as i64 - hours;
                if (0..EIGHT_WEEKS as i64).contains(&from) {
                    *count = truth[from as usize];
                }
            }
            let proposals = propose(city, window.bins.start, &panel);
            let zero = (city.day0 * 24 + window.bins.start as i64) * HOUR_US;
            let bin_of = |us: i64| (us - zero) / HOUR_US;
            cases += 1;
            for row in 0..proposals.start.0.len() {
                if proposals.sensor.name(row) != city.names[window.series]
                    || !matches!(proposals.kind.name(row), "zone" | "clock")
                {
                    continue;
                }
                let from = bin_of(proposals.start.0[row]);
                let to = proposals.end.at(row).map_or(EIGHT_WEEKS as i64, |end| bin_of(end.0));
                if from < end as i64 && to > start as i64 {
                    hit += 1;
                    let value = proposals.value.at(row).expect("seconds");
                    exact += u32::from((value - *hours as f64 * 3600.0).abs() < 1.0);
                    if std::env::var("ADVICE_SHOW").is_ok() {
                        println!("    {hours} h: {value} s, {start} to {end}: {from} to {to}");
                    }
                    edges.push((from - start as i64).abs() as f64);
                    edges.push((to - end as i64).abs() as f64);
                    break;
                }
            }
        }
        edges.push(0.0);
        println!(
            "{what} clock {hours} h for {length} h: recall {:.2} of {cases}, exact {:.2}; edges off by {:.1} h (median), {:.1} h (90 %)",
            f64::from(hit) / f64::from(cases),
            f64::from(exact) / f64::from(cases),
            city::quantile(&edges, 0.5),
            city::quantile(&edges, 0.9),
        );
    }
}

/// Entries and exits of one door, and their exchange for a while.
fn door(folder: &str) {
    let text = std::fs::read_to_string(format!("{folder}/calit2/counts.csv")).expect("it is there");
    let rows: Vec<(Option<i64>, Option<i64>)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1].parse().ok(), cells[2].parse().ok())
        })
        .collect();
    let run = |from: usize, to: usize, swapped: std::ops::Range<usize>| {
        let start: Vec<i64> =
            (from..to).map(|bin| 1_122_163_200_000_000 + bin as i64 * HOUR_US / 2).collect();
        let end: Vec<i64> = start.iter().map(|us| us + HOUR_US / 2).collect();
        let side = |bin: usize| {
            let (a, b) = rows[bin];
            if swapped.contains(&bin) { (b, a) } else { (a, b) }
        };
        let entries: Vec<Option<i64>> = (from..to).map(|bin| side(bin).0).collect();
        let exits: Vec<Option<i64>> = (from..to).map(|bin| side(bin).1).collect();
        let names = vec!["door"; start.len()];
        let counts =
            Counts::new(&names, &start, &end, &entries, &exits).expect("columns of one length");
        count_proposals(&counts, None, None, &CountProposalsOptions::default()).expect("half hours")
    };
    let bins = rows.len();
    for (what, swapped) in [
        ("as it is", 0..0),
        ("1 day exchanged", 48 * 40..48 * 41),
        ("1 day and a half exchanged", 48 * 40 + 20..48 * 41 + 34),
        ("7 days exchanged", 48 * 40..48 * 47),
        ("28 days exchanged", 48 * 40..48 * 68),
        ("all exchanged", 0..bins),
    ] {
        println!("CalIt2, {what}: bins {swapped:?}");
        let proposals = run(0, bins, swapped);
        for row in 0..proposals.start.0.len() {
            println!(
                "    {} evidence {:.1} {}",
                proposals.kind.name(row),
                proposals.evidence[row],
                proposals.reason.name(row)
            );
        }
    }
}

fn propose(city: &City, from: usize, panel: &[Vec<Option<u32>>]) -> CountProposals {
    let zero = city.day0 * 24 * HOUR_US;
    let (mut names, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (name, counts) in city.names.iter().zip(panel) {
        for (bin, count) in counts.iter().enumerate() {
            names.push(name.as_str());
            start.push(zero + (from + bin) as i64 * HOUR_US);
            entries.push(count.map(i64::from));
        }
    }
    let end: Vec<i64> = start.iter().map(|us| us + HOUR_US).collect();
    let exits = vec![None; names.len()];
    let counts =
        Counts::new(&names, &start, &end, &entries, &exits).expect("columns of one length");
    count_proposals(&counts, None, None, &CountProposalsOptions::default())
        .expect("regular hourly counts")
}

fn clean(what: &str, city: &City, length: usize) {
    let bins = city.counts[0].len();
    let length = length.min(bins);
    let (mut quarters, mut found, mut kinds) = (0.0, 0, std::collections::BTreeMap::new());
    for from in (0..=bins - length).step_by(length) {
        let panel = city.cut(&(from..from + length));
        let seen: usize =
            panel.iter().map(|counts| counts.iter().filter(|count| count.is_some()).count()).sum();
        quarters += seen as f64 / (EIGHT_WEEKS as f64 * QUARTER);
        let proposals = propose(city, from, &panel);
        found += proposals.start.0.len();
        for row in 0..proposals.start.0.len() {
            *kinds.entry(proposals.kind.name(row).to_owned()).or_insert(0) += 1;
            if std::env::var("ADVICE_SHOW").is_ok() {
                println!(
                    "    {} {} {:.3} evidence {:.1} {}",
                    proposals.sensor.name(row),
                    proposals.kind.name(row),
                    proposals.value.at(row).unwrap_or(0.0),
                    proposals.evidence[row],
                    proposals.reason.name(row)
                );
            }
        }
    }
    println!(
        "{what}: {found} proposals in {quarters:.1} sensor-quarters = {:.3} a sensor-quarter {kinds:?}",
        f64::from(found as u32) / quarters
    );
}

/// Faults of a level, put into one sensor of the panel at a time.
fn injected(what: &str, city: &City, per_sensor: u64) {
    let faults: [(&str, f64, usize); 6] = [
        ("gain 1.05", 1.05, 0),
        ("gain 1.12", 1.12, 0),
        ("gain 1.30", 1.30, 0),
        ("half 1 d", 0.5, 24),
        ("half 3 d", 0.5, 72),
        ("half 14 d", 0.5, 336),
    ];
    let windows = city.windows(&|_| true, 0, usize::MAX);
    for (fault, (name, factor, length)) in faults.iter().enumerate() {
        let (mut cases, mut hit, mut left, mut done) = (0, 0, Vec::new(), Vec::new());
        for (at, window) in windows.iter().enumerate() {
            if !(at as u64).is_multiple_of(6 / per_sensor.min(6)) {
                continue;
            }
            let mut panel = city.cut(&window.bins);
            let counter = at as u64 * 16 + fault as u64;
            let day = 14 + pick(7, counter, 0, 28);
            let start = if *length == 0 { day * 24 } else { day * 24 + pick(7, counter, 1, 24) };
            let end = if *length == 0 { EIGHT_WEEKS } else { (start + length).min(EIGHT_WEEKS) };
            let truth = panel[window.series].clone();
            for (bin, count) in (start..).zip(&mut panel[window.series][start..end]) {
                if let Some(count) = count {
                    *count = (f64::from(*count) * factor + draw(9, counter, bin as u64)) as u32;
                }
            }
            let proposals = propose(city, window.bins.start, &panel);
            let zero = (city.day0 * 24 + window.bins.start as i64) * HOUR_US;
            let bin_of = |us: i64| ((us - zero) / HOUR_US) as usize;
            let total = |counts: &[Option<u32>]| -> f64 {
                counts.iter().flatten().map(|count| f64::from(*count)).sum()
            };
            let whole = total(&truth);
            let mut mended: Vec<f64> =
                panel[window.series].iter().map(|count| f64::from(count.unwrap_or(0))).collect();
            let mut any = false;
            for row in 0..proposals.start.0.len() {
                let kind = proposals.kind.name(row);
                if proposals.sensor.name(row) != city.names[window.series]
                    || !matches!(kind, "gain" | "partial_loss")
                {
                    continue;
                }
                let from = bin_of(proposals.start.0[row]);
                let to = proposals.end.at(row).map_or(EIGHT_WEEKS, |end| bin_of(end.0));
                let value = proposals.value.at(row).expect("a factor");
                any |= from < end && to > start && (value < 1.0) == (*factor < 1.0);
                mended[from..to].iter_mut().for_each(|count| *count /= value);
            }
            if !any && std::env::var("ADVICE_SHOW").is_ok() {
                println!("    missed: {name} {} at {start} to {end}", city.names[window.series]);
            }
            cases += 1;
            hit += u32::from(any);
            left.push((mended.iter().sum::<f64>() / whole - 1.0).abs());
            done.push((total(&panel[window.series]) / whole - 1.0).abs());
        }
        let middle = |values: &[f64]| city::quantile(values, 0.5);
        println!(
            "{what} {name}: recall {:.2} of {cases}; total error {:.2} % -> {:.2} % (median), of hits and misses",
            f64::from(hit) / f64::from(cases),
            100.0 * middle(&done),
            100.0 * middle(&left),
        );
    }
}

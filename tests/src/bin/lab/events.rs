//! Known events of a building found among as many alarms as the paper allows (`CalIt2`, Ihler and others 2006).

use super::Bound;
use keliu::{CountEventsOptions, Counts, RegularCountsOptions, count_events, regular_counts};
use std::path::Path;

const HALF_HOUR_US: i64 = 1_800_000_000;
const DAY_S: f64 = 86_400.0;
/// Numbers of alarms at which the paper gives its detection.
const ALARMS: [usize; 3] = [149, 98, 68];

/// An alarm: when, and how sure.
type Alarm = (i64, i64, f64);

/// Instants of the set's local clock, read as UTC: it repeats no hour.
fn instant(text: &str) -> i64 {
    let time = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S");
    time.expect("the set writes ISO times").and_utc().timestamp_micros()
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("the set is there");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// Finds the events at each number of alarms, beside a threshold on the mean week.
pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let folder = Path::new(folder).join("calit2");
    let counts = rows(&folder.join("counts.csv"));
    let end: Vec<i64> = counts.iter().map(|row| instant(&row[0])).collect();
    let start: Vec<i64> = end.iter().map(|end| end - HALF_HOUR_US).collect();
    let of = |column: usize| -> Vec<Option<i64>> {
        counts.iter().map(|row| row[column].parse().ok()).collect()
    };
    let (entries, exits) = (of(1), of(2));
    let events: Vec<(i64, i64)> = rows(&folder.join("events.csv"))
        .iter()
        .map(|row| (instant(&row[0]), instant(&row[1])))
        .collect();
    let none = vec![None; entries.len()];
    let rare = CountEventsOptions::default().event_every_s;
    let methods = [
        ("keliu, entries and exits", keliu_alarms(&start, &end, &entries, &exits, rare)),
        ("the same, an event a day expected", keliu_alarms(&start, &end, &entries, &exits, DAY_S)),
        ("keliu, entries alone", keliu_alarms(&start, &end, &entries, &none, rare)),
        ("keliu, exits alone", keliu_alarms(&start, &end, &none, &exits, rare)),
        ("threshold on the mean week", threshold_alarms(&start, &end, &entries)),
    ];
    println!("\nCalIt2: {} known events, % found among the surest alarms", events.len());
    println!("persons come before an event begins: in brackets with half an hour on either side");
    println!("{:>34} {:>12} {:>12} {:>12} candidates", "alarms", ALARMS[0], ALARMS[1], ALARMS[2]);
    let mut strict = Vec::new();
    for (name, alarms) in &methods {
        let [exact, near] = [0, HALF_HOUR_US].map(|margin| {
            ALARMS.map(|most| found(&events, &alarms[..most.min(alarms.len())], margin))
        });
        print!("{name:>34}");
        for (exact, near) in exact.iter().zip(near) {
            print!(" {exact:>5.1} ({near:>4.1})");
        }
        println!(" {}", alarms.len());
        strict.push(exact);
    }
    println!(
        "{:>34} {:>5.1}        {:>5.1}        {:>5.1}",
        "the paper, 29 events", 100.0, 86.2, 79.3
    );
    let [ours, .., threshold] = strict.as_slice() else { return Vec::new() };
    let bound = |at: usize| Bound {
        what: format!("CalIt2, {} alarms: events found beyond the threshold rule, %", ALARMS[at]),
        figure: ours[at] - threshold[at],
        least: 0.0,
        most: 100.0,
    };
    (0..ALARMS.len()).map(bound).collect()
}

/// Share of the events that an alarm touches, in per cent.
fn found(events: &[(i64, i64)], alarms: &[Alarm], margin: i64) -> f64 {
    let hit = |event: &&(i64, i64)| {
        alarms.iter().any(|alarm| alarm.0 < event.1 + margin && alarm.1 > event.0 - margin)
    };
    100.0 * events.iter().filter(hit).count() as f64 / events.len() as f64
}

/// Surpluses at a low threshold, the best supported first.
fn keliu_alarms(
    start: &[i64],
    end: &[i64],
    entries: &[Option<i64>],
    exits: &[Option<i64>],
    event_every_s: f64,
) -> Vec<Alarm> {
    let names = vec!["door"; start.len()];
    let counts = Counts::new(&names, start, end, entries, exits).expect("the set is regular");
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).expect("a grid");
    let options =
        CountEventsOptions { threshold: 0.02, event_every_s, ..CountEventsOptions::default() };
    let found = count_events(&bins.bins(), &options).expect("events").count_events;
    let mut alarms: Vec<Alarm> = (0..found.evidence.len())
        .filter(|&event| found.kind.name(event) == "surplus")
        .map(|event| (found.start.0[event], found.end.0[event], found.evidence[event]))
        .collect();
    alarms.sort_by(|a, b| b.2.total_cmp(&a.2));
    alarms
}

/// Runs of half hours above the mean week, scaled by the root of the mean: what a dashboard does.
fn threshold_alarms(start: &[i64], end: &[i64], entries: &[Option<i64>]) -> Vec<Alarm> {
    let slot = |at: usize| (start[at] / HALF_HOUR_US).rem_euclid(336) as usize;
    let mut week = vec![(0.0, 0.0); 336];
    for (at, entries) in entries.iter().enumerate() {
        week[slot(at)].0 += entries.unwrap_or(0) as f64;
        week[slot(at)].1 += 1.0;
    }
    let z = |at: usize| {
        let mean: f64 = week[slot(at)].0 / week[slot(at)].1;
        (entries[at].unwrap_or(0) as f64 - mean) / mean.max(1.0).sqrt()
    };
    let mut alarms: Vec<Alarm> = Vec::new();
    for at in (0..start.len()).filter(|&at| z(at) > 1.0) {
        match alarms.last_mut() {
            Some(last) if last.1 == start[at] => *last = (last.0, end[at], last.2.max(z(at))),
            _ => alarms.push((start[at], end[at], z(at))),
        }
    }
    alarms.sort_by(|a, b| b.2.total_cmp(&a.2));
    alarms
}

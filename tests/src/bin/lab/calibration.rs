//! Whether intervals of calibration hold the truth as often as they say, on simulated doors, devices and shops, and one
//! real street counted by hand beside Wi-Fi.

use super::Bound;
use keliu::{
    ApplyCalibrationOptions, Audits, CalibrateSensorsOptions, Counts, DeviceAcceptanceOptions,
    Factors, Hours, RegularCountsOptions, Sensors, Staff, VisitorEstimatesOptions,
    apply_calibration, calibrate_sensors, device_acceptance, regular_counts, visitor_estimates,
};
use keliu_simulator::Random;
use libm::exp;
use std::path::Path;

const HOUR_US: i64 = 3_600_000_000;
const DAY_US: i64 = 24 * HOUR_US;
/// Two-sided 90 % of the normal law.
const Z90: f64 = 1.645;

/// Runs all parts.
pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let mut bounds = doors();
    bounds.extend(devices());
    bounds.extend(shops());
    bounds.extend(street(folder));
    bounds
}

fn binomial(random: Random, index: u64, tries: u64, chance: f64) -> u64 {
    let stream = random.stream(index);
    (0..tries).filter(|&one| stream.uniform(one) < chance).count() as u64
}

/// Sessions as columns.
#[derive(Default)]
struct Sessions {
    sensor: Vec<String>,
    start: Vec<i64>,
    entries: Vec<Option<(i64, i64)>>,
}

impl Sessions {
    fn push(&mut self, sensor: String, manual: i64, device: i64) {
        self.start.push(self.start.len() as i64 * HOUR_US);
        self.sensor.push(sensor);
        self.entries.push(Some((manual, device)));
    }

    fn judge<T>(&self, use_them: impl Fn(&Audits<'_>) -> T) -> T {
        let names: Vec<&str> = self.sensor.iter().map(String::as_str).collect();
        let end: Vec<i64> = self.start.iter().map(|start| start + HOUR_US).collect();
        let exits = vec![None; names.len()];
        let audits = Audits::new(&names, &self.start, &end, &self.entries, &exits);
        use_them(&audits.expect("simulated sessions are valid"))
    }
}

/// Fleets of doors whose factors differ, with misses, false counts and sessions that differ.
fn doors() -> Vec<Bound> {
    const FALSE: f64 = 0.02;
    const DRAWS: usize = 2_400;
    println!("\nfactors of doors: share of 95 % intervals that hold the truth, {DRAWS} doors each");
    println!("false counts 2 %, sessions differ by 2 %; factors e^(0.06 +- spread)");
    println!(
        "{:>6} {:>9} {:>7} {:>7} | {:>7} {:>7} | {:>11} {:>11}",
        "doors", "sessions", "passes", "spread", "own", "shrunk", "own error", "shrunk error"
    );
    let mut bounds = Vec::new();
    for (doors, sessions, passes) in
        [(8, 1, 100.0), (8, 2, 60.0), (4, 4, 80.0), (8, 3, 60.0), (8, 8, 60.0), (20, 6, 400.0)]
    {
        for spread in [0.01, 0.03] {
            let (mut held, mut squares, mut all) = ([0.0; 2], [0.0; 2], 0.0);
            for fleet in 0..DRAWS / doors {
                let seed = Random::new(fleet as u64).stream(doors as u64 * 100 + sessions);
                let mut rows = Sessions::default();
                let mut truth = Vec::new();
                for door in 0..doors as u64 {
                    let own = seed.stream(door);
                    let factor = exp(0.06 + spread * own.normal(0));
                    let caught = (1.0 / factor - FALSE).min(1.0);
                    truth.push(1.0 / (caught + FALSE));
                    for session in 0..sessions {
                        let now = own.stream(1 + session);
                        let manual = now.poisson(0, passes);
                        let share = (caught * exp(0.02 * now.normal(1))).min(1.0);
                        let device =
                            binomial(now, 4, manual, share) + now.poisson(5, FALSE * manual as f64);
                        rows.push(format!("{door:02}"), manual as i64, device as i64);
                    }
                }
                let factors = rows
                    .judge(|audits| calibrate_sensors(audits, &CalibrateSensorsOptions::default()));
                let factors = factors.expect("simulated sessions are valid");
                for (door, truth) in truth.into_iter().enumerate() {
                    all += 1.0;
                    let columns = [
                        (&factors.own_factor, &factors.own_low, &factors.own_high),
                        (&factors.factor, &factors.low, &factors.high),
                    ];
                    for (which, (value, low, high)) in columns.into_iter().enumerate() {
                        let (Some(value), Some(low)) = (value.at(door), low.at(door)) else {
                            continue;
                        };
                        let high = high.at(door).unwrap_or(f64::INFINITY);
                        held[which] += f64::from(u8::from((low..=high).contains(&truth)));
                        squares[which] += (value / truth - 1.0) * (value / truth - 1.0);
                    }
                }
            }
            let [own, shrunk] = held.map(|held| held / all);
            let [own_error, error] = squares.map(|sum| 100.0 * (sum / all).sqrt());
            println!(
                "{doors:>6} {sessions:>9} {passes:>7.0} {spread:>7} | {own:>7.3} {shrunk:>7.3} | {own_error:>9.2} % {error:>9.2} %"
            );
            let what = |kind: &str| {
                format!("{kind} factor, {doors} doors x {sessions} x {passes}, {spread}")
            };
            // How sessions differ cannot be seen in a single one.
            let least = if sessions == 1 { 0.9 } else { 0.93 };
            for (kind, figure) in [("own", own), ("shrunk", shrunk)] {
                bounds.push(Bound { what: what(kind), figure, least, most: 1.0 });
            }
        }
    }
    bounds
}

/// Devices at the margin and devices without a bias, against the risk and the planning table.
fn devices() -> Vec<Bound> {
    println!("\nacceptance of devices, margin 1 %, risk 5 %: share accepted");
    let mut bounds = Vec::new();
    for (bias, sd, sessions, devices, least, most) in [
        (0.01, 0.05, 200, 20_000, 0.0, 0.054),
        (-0.01, 0.05, 200, 20_000, 0.0, 0.054),
        (0.01, 0.05, 20, 20_000, 0.0, 0.054),
        (0.0, 0.05, 215, 4_000, 0.78, 0.84),
        (0.0, 0.05, 271, 4_000, 0.88, 0.93),
        (0.0, 0.05, 325, 4_000, 0.93, 0.97),
    ] {
        let mut accepted = 0;
        for device in 0..devices {
            let seed = Random::new(device).stream(sessions);
            let mut rows = Sessions::default();
            for session in 0..sessions {
                // The planning table is for sessions of one size; others need more of them.
                let size = if bias == 0.0 { 1_000 } else { 500 + seed.below(session, 1_001) };
                let manual = size as f64;
                let counted = manual * (1.0 + bias + sd * seed.stream(7).normal(session));
                rows.push("d".to_owned(), manual as i64, counted.round().max(0.0) as i64);
            }
            let judged =
                rows.judge(|audits| device_acceptance(audits, &DeviceAcceptanceOptions::default()));
            let judged = judged.expect("simulated sessions are valid");
            accepted += u32::from(judged.verdict.name(0) == "accepted");
        }
        let figure = f64::from(accepted) / devices as f64;
        println!("bias {bias:>5}, sd {sd}, {sessions:>3} sessions, {devices} devices: {figure:.4}");
        let what = format!("accepted at bias {bias}, {sessions} sessions");
        bounds.push(Bound { what, figure, least, most });
    }
    bounds
}

/// What one simulated day of a shop was.
struct Day {
    visitors: f64,
    units: f64,
}

/// Shops with staff, re-entries, groups and doors that miss: the true visitors and buying units of each day.
fn shops() -> Vec<Bound> {
    const SHOPS: u64 = 2_000;
    const DAYS: i64 = 8;
    let (mut visitors, mut units, mut all) = (0.0, 0.0, 0.0);
    for shop in 0..SHOPS {
        let seed = Random::new(shop).stream(99);
        let share = 0.05 + 0.2 * seed.uniform(0);
        let size = 1.2 + 1.0 * seed.uniform(1);
        let rate = 0.5 + 2.0 * seed.uniform(2);
        let factor = 1.0 + 0.1 * seed.uniform(3);
        let (mut start, mut entries, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        for day in 0..DAYS {
            let today = seed.stream(10 + day as u64);
            let (mut come, mut again) = (0, 0);
            for hour in 0..24_u64 {
                let now = today.stream(hour);
                // Staff of three from 8 to 20, open from 9 to 20.
                let staff = if (8..20).contains(&hour) { now.poisson(0, 3.0 * rate) } else { 0 };
                let others = if (9..20).contains(&hour) { now.poisson(1, 30.0) } else { 0 };
                let back = binomial(now, 2, others, share);
                come += others - back;
                again += back;
                let device = binomial(now, 3, staff + others, 1.0 / factor);
                start.push(day * DAY_US + hour as i64 * HOUR_US);
                entries.push(Some(device as i64));
            }
            let (mut left, mut groups, mut index) = (come as i64, 0.0, again);
            while left > 0 {
                left -= 1 + today.stream(100).poisson(index, size - 1.0) as i64;
                groups += 1.0;
                index += 1;
            }
            truth.push(Day { visitors: come as f64, units: groups });
        }
        let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
        let (names, exits) = (vec!["door"; start.len()], vec![None; start.len()]);
        let counts = Counts::new(&names, &start, &end, &entries, &exits).expect("valid counts");
        let bins = regular_counts(&counts, &RegularCountsOptions::default()).expect("valid counts");
        // What is known of the shop misses the truth by its standard error.
        let known = factor * exp(0.015 * seed.normal(10));
        let reach = exp(Z90 * 0.015);
        let factors = Factors::new(&["door"], &[false], &[[known, known / reach, known * reach]])
            .expect("valid factors");
        let calibrated =
            apply_calibration(&bins.bins(), &factors, &ApplyCalibrationOptions::default())
                .expect("valid counts");
        let about = |value: f64, sd: f64, error: f64, least: f64| {
            let value = (value + sd * error).max(least);
            (Some(value), Some((value - Z90 * sd).max(least)), Some(value + Z90 * sd))
        };
        let (reentry_share, reentry_low, reentry_high) = about(share, 0.01, seed.normal(11), 0.0);
        let (group_size, group_low, group_high) = about(size, 0.04, seed.normal(12), 1.0);
        let options = VisitorEstimatesOptions {
            reentry_share,
            reentry_low,
            reentry_high,
            group_size,
            group_low,
            group_high,
            ..VisitorEstimatesOptions::default()
        };
        let days: Vec<i64> = (0..DAYS).map(|day| day * DAY_US).collect();
        let at = |hour: i64| -> Vec<i64> { days.iter().map(|day| day + hour * HOUR_US).collect() };
        let sites = vec!["shop"; days.len()];
        let staff = Staff::new(&sites, &at(8), &at(20), &vec![3.0; days.len()]).expect("a rota");
        let hours = Hours::new(&sites, &at(9), &at(20)).expect("opening hours");
        let sensors = Sensors::new(&["door"], &["shop"]).expect("one door");
        let found = visitor_estimates(
            &calibrated.bins(),
            Some(&staff),
            Some(&hours),
            Some(&sensors),
            &options,
        );
        let found = found.expect("valid tables");
        for (day, truth) in truth.iter().enumerate() {
            all += 1.0;
            let held = found.visitors_low[day] <= truth.visitors
                && truth.visitors <= found.visitors_high[day];
            visitors += f64::from(u8::from(held));
            let ends = found.buying_units_low.at(day).zip(found.buying_units_high.at(day));
            let held = ends.is_some_and(|(low, high)| low <= truth.units && truth.units <= high);
            units += f64::from(u8::from(held));
        }
    }
    let [visitors, units] = [visitors, units].map(|held| held / all);
    println!(
        "\nvisitors of {SHOPS} shops, {DAYS} days each: share of 90 % intervals that hold the truth"
    );
    println!("visitors {visitors:.3}, buying units {units:.3}");
    [("visitors", visitors), ("buying units", units)]
        .map(|(what, figure)| Bound { what: what.to_owned(), figure, least: 0.88, most: 0.96 })
        .into()
}

/// A street counted by hand beside Wi-Fi (Soundararaj and others 2019), minute by minute.
fn street(folder: &str) -> Vec<Bound> {
    let path = Path::new(folder).join("wifi_manual_calibration").join("per_minute.csv");
    let text = std::fs::read_to_string(path).expect("the set is there");
    let mut rows = Sessions::default();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |column: usize| fields[column].parse().expect("a whole number");
        rows.push("street".to_owned(), number(1), number(2));
    }
    let factors =
        rows.judge(|audits| calibrate_sensors(audits, &CalibrateSensorsOptions::default()));
    let factors = factors.expect("valid sessions");
    let column = |column: &keliu::table::Nullable<f64>| column.at(0).unwrap_or(f64::NAN);
    let (factor, low, high) =
        (column(&factors.factor), column(&factors.low), column(&factors.high));
    let errors = |factor: f64| {
        let sum: f64 = rows
            .entries
            .iter()
            .flatten()
            .map(|&(manual, device)| (factor * device as f64 - manual as f64).abs() / manual as f64)
            .sum();
        sum / rows.entries.len() as f64
    };
    let (before, after) = (errors(1.0), errors(factor));
    println!("\nWi-Fi beside counting by hand, 32 minutes of one street");
    println!("factor {factor:.6} ({low:.4} to {high:.4}), verdict {}", factors.verdict.name(0));
    println!("mean error of a minute {:.2} % -> {:.2} %", 100.0 * before, 100.0 * after);
    [
        ("factor of the street", factor, 0.817_515),
        ("error before", before, 0.259_894_86),
        ("error after", after, 0.127_602_59),
    ]
    .map(|(what, figure, truth)| Bound {
        what: what.to_owned(),
        figure,
        least: truth - 1e-6,
        most: truth + 1e-6,
    })
    .into()
}

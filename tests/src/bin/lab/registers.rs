//! Simulated turnstiles: four weeks of audits every four hours, with registers that run backwards, start again
//! or jump. The truth is known to the person.

use crate::Bound;
use crate::city::{draw, pick};
use keliu::{CleanCountsOptions, IntervalCountsOptions, Readings, clean_counts, interval_counts};

const AUDITS: usize = 168;
const AUDIT_US: i64 = 4 * 3_600_000_000;
/// 2024-01-01T00:00:00Z, a Monday.
const MONDAY_US: i64 = 1_704_067_200_000_000;
/// Share of the day's persons in each audit of a working day and of a weekend day.
const COURSE: [[f64; 6]; 2] =
    [[0.02, 0.06, 0.26, 0.20, 0.34, 0.12], [0.06, 0.03, 0.14, 0.28, 0.30, 0.19]];
/// The rule of two published notebooks: a step larger than this in four hours is not believed.
const IMPLAUSIBLE: i64 = 10_000;

/// One register: what passed and what it showed, and the intervals with a fault.
struct Register {
    truth: Vec<i64>,
    totals: Vec<i64>,
    faults: Vec<(usize, &'static str)>,
}

/// What the two recipes report as total: null above the limit, and the smaller reading where it is below.
pub(crate) fn recipes(totals: &[i64]) -> [i64; 2] {
    let mut sums = [0; 2];
    for pair in totals.windows(2) {
        let step = (pair[1] - pair[0]).abs();
        let smaller = pair[0].min(pair[1]);
        sums[0] += if step < IMPLAUSIBLE { step } else { 0 };
        sums[1] += if step < IMPLAUSIBLE {
            step
        } else if smaller < IMPLAUSIBLE {
            smaller
        } else {
            0
        };
    }
    sums
}

/// A Gamma-Poisson count with variance `mean + 0.1 mean^2`, by its normal approximation, never below 0.
fn count(mean: f64, stream: u64, counter: u64) -> i64 {
    let normal = (0..12).map(|lane| draw(stream, counter, 20 + lane)).sum::<f64>() - 6.0;
    (mean + normal * (mean + 0.1 * mean * mean).sqrt()).round().max(0.0) as i64
}

fn simulate(series: u64) -> Register {
    let at = |lane: u64| draw(series, 1 << 40, lane);
    let daily = 300.0 * libm::pow(30.0, at(0));
    let down = at(1) < 0.05;
    let truth: Vec<i64> = (0..AUDITS)
        .map(|audit| {
            let (day, part) = (audit / 6, audit % 6);
            let weekend = day % 7 >= 5;
            let level = if weekend { 0.6 } else { 1.0 } * COURSE[usize::from(weekend)][part];
            count(daily * level, 1000 + series, audit as u64)
        })
        .collect();
    let mut register = Register { truth, totals: Vec::new(), faults: Vec::new() };
    let mut value = 10_000_000 + (at(2) * 5e8) as i64;
    register.totals.push(value);
    let faults: Vec<(usize, bool)> = (0..pick(series, 1 << 40, 3, 3) as u64)
        .map(|fault| (pick(series, 1 << 41, fault, AUDITS), draw(series, 1 << 42, fault) < 0.5))
        .collect();
    for audit in 0..AUDITS {
        let passed = register.truth[audit];
        value += if down { -passed } else { passed };
        if let Some((_, reset)) = faults.iter().find(|(at, _)| *at == audit) {
            // The fault falls somewhere within the audit: what passed after it is all that a reset shows.
            value = if *reset && !down {
                (passed as f64 * draw(series, 1 << 43, audit as u64)) as i64
            } else {
                1_000_000 + (draw(series, 1 << 44, audit as u64) * 1e9) as i64
            };
            let label = if *reset && !down { "reset" } else { "jump" };
            register.faults.push((audit, label));
        }
        register.totals.push(value);
    }
    register
}

pub(crate) fn run(registers: u64) -> Vec<Bound> {
    println!("registers: {registers} simulated turnstiles, four weeks, an audit every four hours");
    let mut errors: [Vec<f64>; 3] = Default::default();
    let (mut faults, mut named, mut false_alarms, mut clean_wrong) = (0_u32, 0_u32, 0_u32, 0_u32);
    for series in 0..registers {
        let register = simulate(series);
        let gates = vec!["gate"; register.totals.len()];
        let time: Vec<i64> =
            (0..gates.len()).map(|audit| MONDAY_US + audit as i64 * AUDIT_US).collect();
        let totals: Vec<Option<i64>> = register.totals.iter().copied().map(Some).collect();
        let none = vec![None; gates.len()];
        let readings = Readings::new(&gates, &time, &totals, &none).expect("one length");
        let found = interval_counts(&readings, &IntervalCountsOptions::default())
            .expect("readings are valid")
            .interval_counts;
        let clean = clean_counts(
            &found.counts(),
            None,
            None,
            None,
            &CleanCountsOptions { detect: false, ..CleanCountsOptions::default() },
        )
        .expect("regular counts");
        let whole: f64 = register.truth.iter().sum::<i64>() as f64;
        let ours: f64 = clean.entries.iter().flatten().sum();
        let [null, smaller] = recipes(&register.totals).map(|sum| sum as f64);
        for (errors, sum) in errors.iter_mut().zip([null, smaller, ours]) {
            errors.push((sum - whole).abs() / whole);
        }
        if found.start.0.len() != AUDITS {
            println!("  series {series}: {} intervals", found.start.0.len());
            continue;
        }
        for audit in 0..AUDITS {
            let label = found.entries_label.name(audit);
            let fault = register.faults.iter().find(|(at, _)| *at == audit);
            if let Some((_, kind)) = fault {
                faults += 1;
                named += u32::from(label == *kind);
                if label != *kind {
                    println!(
                        "  series {series} audit {audit}: {kind} taken for {label}, {:?}",
                        &register.totals[audit..audit + 2]
                    );
                }
            } else {
                false_alarms += u32::from(matches!(label, "reset" | "jump" | "rollover"));
                clean_wrong += u32::from(found.entries.at(audit) != Some(register.truth[audit]));
            }
        }
    }
    println!(
        "faults {faults}, named rightly {named}; other intervals taken for faults {false_alarms}, with a wrong count {clean_wrong}"
    );
    for (name, errors) in ["null above 10,000", "abs, min, 0", "keliu"].iter().zip(&errors) {
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        let worst = errors.iter().fold(0.0, |a: f64, b| a.max(*b));
        println!(
            "{name:>20}: error of the total, mean {:.3} %, worst {:.2} %",
            100.0 * mean,
            100.0 * worst
        );
    }
    let ours = &errors[2];
    let mean = ours.iter().sum::<f64>() / ours.len() as f64;
    let worst = ours.iter().fold(0.0, |a: f64, b| a.max(*b));
    let bound = |what: &str, figure: f64, most: f64| Bound {
        what: format!("registers, {what}"),
        figure,
        least: 0.0,
        most,
    };
    vec![
        bound("mean error of the total", mean, 0.0015),
        bound("worst error of the total", worst, 0.02),
        bound("faults not named", f64::from(faults - named), 2.0),
        bound("false faults", f64::from(false_alarms), 0.0),
        bound("wrong counts without a fault", f64::from(clean_wrong), 0.0),
    ]
}

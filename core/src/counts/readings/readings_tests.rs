//! The trellis against every history there is, one by one, with costs written down a second time.

use super::cost::Rules;
use super::flow::Flow;
use super::series::{Raw, Series};
use super::trellis::{Stop, Trellis};
use crate::calendar::HOUR_US;
use crate::math::{lgamma, ln};
use proptest::prelude::*;

const RATE_MAX: f64 = 4_320.0;

fn rules(modulus: Option<i64>) -> Rules {
    Rules::new(RATE_MAX / HOUR_US as f64, modulus, 36 * HOUR_US)
}

fn raw(row: usize, time: i64, entries: i64, exits: Option<i64>) -> Raw {
    Raw { row: row as u32, time, totals: [Some(entries), exits], late: false }
}

/// What the documentation says, for a flow of `rate` persons an hour.
struct Reference {
    rate: f64,
    modulus: i64,
}

impl Reference {
    /// Minus the log-probability of a negative binomial count with dispersion 0.3, from its textbook form.
    fn surprise(mean: f64, count: f64) -> f64 {
        let r = 1.0 / 0.3;
        let p = r / (r + mean);
        -(lgamma(count + r) - lgamma(r) - lgamma(count + 1.0) + r * ln(p) + count * ln(1.0 - p))
    }

    fn mean(&self, hours: f64) -> f64 {
        (self.rate * hours).max(0.5)
    }

    fn cap(&self, hours: f64) -> f64 {
        let full = RATE_MAX * hours.min(4.0) + 10.0;
        full + (RATE_MAX * (hours - 4.0).max(0.0)).min(10.0 * self.rate * hours)
    }

    fn room(&self, hours: f64) -> f64 {
        let mean = self.mean(hours);
        (ln(1.0 + self.cap(hours)) - Self::surprise(mean, (0.7 * mean).floor())).max(1.0)
    }

    fn fit(&self, hours: f64, count: i64) -> f64 {
        let mean = self.mean(hours);
        let best = Self::surprise(mean, (0.7 * mean).floor());
        let surprise = (Self::surprise(mean, count as f64) - best).max(0.0);
        let tail = 4.0 + (2.0 * ln((1.0 + count as f64) / (1.0 + mean))).max(0.0);
        surprise.min(tail)
    }

    /// The cheapest explanation of a step in one direction.
    fn step(&self, hours: f64, before: i64, after: i64, down: bool) -> f64 {
        let room = self.room(hours);
        let allowed = |count: i64| count >= 0 && count as f64 <= self.cap(hours);
        let mut costs = vec![12.0 + room];
        let count = if down { before - after } else { after - before };
        if allowed(count) {
            costs.push(self.fit(hours, count).min(3.5 + room / 2.0));
        }
        if count < 0 {
            let round = count + self.modulus;
            if before < self.modulus && after < self.modulus && allowed(round) {
                costs.push(6.0 + self.fit(hours, round));
            }
            if !down && allowed(after) {
                costs.push(8.0 + self.fit(hours, after));
            }
        }
        costs.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// The cheapest of all histories of one register: each choice of readings, each run of directions.
    fn cheapest(&self, readings: &[(f64, i64)]) -> f64 {
        let n = readings.len();
        let hours = |from: usize, to: usize| readings[to].0 - readings[from].0;
        let foreign = |at: usize| {
            let (from, to) = if at == 0 { (0, 1) } else { (at - 1, at) };
            14.0 + self.room(hours(from, to))
        };
        let again = |at: usize| {
            let step = [false, true]
                .map(|down| self.step(hours(at - 1, at), readings[at - 1].1, readings[at].1, down));
            foreign(at).min(1.0 + step[0].min(step[1]))
        };
        let mut best = f64::INFINITY;
        for chosen in 1_u32..1 << n {
            let stops: Vec<usize> = (0..n).filter(|at| chosen >> at & 1 == 1).collect();
            let (first, last) = (stops[0], stops[stops.len() - 1]);
            let mut left_out: f64 = (0..first).chain(last + 1..n).map(foreign).sum();
            for pair in stops.windows(2) {
                let between: Vec<usize> = (pair[0] + 1..pair[1]).collect();
                if let [begin, rest @ ..] = &between[..] {
                    left_out += foreign(*begin) + rest.iter().map(|&at| again(at)).sum::<f64>();
                }
            }
            for directions in 0_u32..1 << (stops.len() - 1) {
                let mut cost = left_out;
                let mut running = false;
                for (step, pair) in stops.windows(2).enumerate() {
                    let down = directions >> step & 1 == 1;
                    let (from, to) = (pair[0], pair[1]);
                    cost += if down == running { 0.0 } else { 10.0 };
                    cost += self.step(hours(from, to), readings[from].1, readings[to].1, down);
                    running = down;
                }
                best = best.min(cost);
            }
        }
        best
    }
}

/// The cost of a given history, added up step by step.
fn priced(reference: &Reference, series: &Series, stops: &[Stop]) -> f64 {
    let readings: Vec<(f64, i64)> = stops
        .iter()
        .map(|stop| {
            let hours = series.times[stop.instant] as f64 / HOUR_US as f64;
            (hours, series.readings[stop.reading].totals[0])
        })
        .collect();
    let mut running = false;
    let mut cost = 0.0;
    for (pair, stop) in readings.windows(2).zip(stops) {
        let down = stop.state & 1 == 1;
        cost += if down == running { 0.0 } else { 10.0 };
        cost += reference.step(pair[1].0 - pair[0].0, pair[0].1, pair[1].1, down);
        running = down;
    }
    cost
}

fn register_value() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0_i64..400,
        2 => 65_200_i64..65_536,
        1 => 0_i64..30_000,
        1 => 0_i64..10_000_000,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_trellis_finds_the_cheapest_of_all_histories(
        steps in prop::collection::vec((1_i64..9, register_value()), 2..8),
        rate in prop_oneof![Just(0.0), 0.1_f64..200.0],
    ) {
        let mut time = 0;
        let mut rows = Vec::new();
        for (row, (hours, total)) in steps.iter().enumerate() {
            time += hours * HOUR_US;
            rows.push(raw(row, time, *total, None));
        }
        let rules = rules(Some(65_536));
        let series = Series::of(rows, &rules);
        prop_assume!(series.readings.len() == steps.len());
        let flow = || Flow::Even(rate / HOUR_US as f64);
        let flows = [flow(), flow()];
        let (cost, stops) = Trellis::new(&rules, &series, &flows).best();
        let reference = Reference { rate, modulus: 65_536 };
        let readings: Vec<(f64, i64)> = (0..steps.len())
            .map(|at| (series.times[at] as f64 / HOUR_US as f64, series.readings[at].totals[0]))
            .collect();
        let truth = reference.cheapest(&readings);
        prop_assert!((cost - truth).abs() < 1e-6 * truth.max(1.0), "{cost} is not {truth}");
        if stops.len() == steps.len() {
            let again = priced(&reference, &series, &stops);
            prop_assert!((again - truth).abs() < 1e-6 * truth.max(1.0), "its stops cost {again}");
        }
    }

    /// Two registers that fail apart cost what they cost alone: the trellis of both is the sum of two.
    #[test]
    fn two_registers_without_foreign_readings_are_two_histories(
        steps in prop::collection::vec((0_i64..300, 0_i64..300, any::<bool>()), 2..40),
    ) {
        let mut totals = [1_000_000_i64, 500_000];
        let rows: Vec<Raw> = steps
            .iter()
            .enumerate()
            .map(|(row, &(a, b, _))| {
                totals[0] += a;
                totals[1] -= b;
                raw(row, row as i64 * HOUR_US, totals[0], Some(totals[1]))
            })
            .collect();
        let rules = rules(None);
        let one = |register: usize| {
            let rows = rows.iter().map(|at| Raw { totals: [at.totals[register], None], ..*at });
            let series = Series::of(rows.collect(), &rules);
            let flows = [Flow::Even(1e-8), Flow::Even(1e-8)];
            Trellis::new(&rules, &series, &flows).best().0
        };
        let both = Series::of(rows.clone(), &rules);
        let flows = [Flow::Even(1e-8), Flow::Even(1e-8)];
        let (cost, _) = Trellis::new(&rules, &both, &flows).best();
        prop_assert!(cost <= one(0) + one(1) + 1e-9);
    }
}

#[test]
fn a_profile_of_the_week_expects_what_it_was_made_of() {
    use super::history::{Label, Outcome, Passage};
    let certain = |count: i64| Outcome {
        label: Label::Normal,
        count: Some(count),
        bounds: Some([count, count]),
    };
    // Two weeks from a Monday: 30 persons in the hour from 10:00 of every Monday, 0 in all others.
    let monday = 96 * HOUR_US;
    let passages: Vec<Passage> = (0..336)
        .map(|hour| {
            let count = if hour % 168 == 10 { 30 } else { 0 };
            let start = monday + hour * HOUR_US;
            Passage { start, end: start + HOUR_US, outcomes: [certain(count); 2], coarse: false }
        })
        .collect();
    let flow = Flow::weekly(&passages, 0, &rules(None)).unwrap();
    // 60 persons in two hours, blended with one hour at 60 / 336 persons.
    let mean = 60.0 / 336.0;
    let busy = flow.expected(monday + 10 * HOUR_US, monday + 11 * HOUR_US);
    assert!((busy - (60.0 + mean) / 3.0).abs() < 1e-12, "{busy}");
    let half = flow.expected(monday + 10 * HOUR_US, monday + 21 * HOUR_US / 2);
    assert!((half - busy / 2.0).abs() < 1e-12);
    // Any week is like any other, and a week is the sum of its parts.
    let later = 168 * HOUR_US * 52;
    assert!(
        (flow.expected(later + monday, later + monday + 168 * HOUR_US)
            - (busy + 167.0 * mean / 3.0))
            .abs()
            < 1e-9
    );
}

//! What may have happened to a register between two readings, and how unlikely each of it is.
//!
//! A cost is minus the logarithm of a probability. The probability of a count is taken relative to that of the
//! most likely count of the same time, so that a history with more readings is not thereby dearer.

use super::Label;
use super::flow::Flow;
use super::series::UNREAD;
use crate::calendar::HOUR_US;
use crate::math::{lgamma, ln, ln_1p};

/// Variance beyond that of a Poisson count, relative to the squared mean: the flow through a door from day to day.
pub(crate) const DISPERSION: f64 = 0.3;
/// Costs of faults, minus the logarithm of how often they are met per interval. Documented with the operation.
const ROLLOVER: f64 = 6.0;
const RESET: f64 = 8.0;
const JUMP: f64 = 12.0;
/// A change of the direction in which a register runs.
pub(crate) const TURN: f64 = 10.0;
/// A reading that belongs to another counter, and, beside its own steps, each further one of that counter.
pub(crate) const ALIEN: f64 = 14.0;
pub(crate) const ALIEN_AGAIN: f64 = 1.0;
/// Taking a reading of an instant that is not the preferred one.
pub(crate) const SUPERSEDED: f64 = 3.0;

/// From here on a count is a burst, whose probability falls as the square of its size.
const BURST: f64 = 4.0;

/// Counts of which the binomial is kept.
const SMALL_COUNTS: u32 = 2048;

/// Persons that pass beyond the greatest rate: groups that press through at once.
const CAP_SLACK: f64 = 10.0;
/// How long a door can run at its greatest rate, and how much of the expected flow it can carry beyond.
const FULL_FLOW_US: i64 = 4 * HOUR_US;
const SUSTAINED: f64 = 10.0;
/// The least expectation of a step: a flow of nothing would make one person impossible.
const LEAST_MEAN: f64 = 0.5;
/// A value anywhere on the register is at least this much less likely than the usual count.
const LEAST_ROOM: f64 = 1.0;

/// Registers of as many bits, and of as many decimal digits, start again here.
const MODULI: [i64; 12] = [
    1 << 16,
    1 << 24,
    1 << 32,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
];

/// One explanation of two readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    pub(crate) cost: f64,
    pub(crate) label: Label,
    /// Persons; nothing where the readings do not tell.
    pub(crate) count: Option<i64>,
}

impl Step {
    fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// What holds for every register.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// Most persons in a microsecond.
    rate_max: f64,
    /// The number at which a register starts again at 0, where it is known.
    modulus: Option<i64>,
    /// Longest time between readings whose count still belongs to a time of day.
    pub(crate) max_gap_us: i64,
    /// `binomial(count)` of small counts.
    binomials: Vec<f64>,
}

impl Rules {
    pub(crate) fn new(rate_max: f64, modulus: Option<i64>, max_gap_us: i64) -> Self {
        let binomials = (0..SMALL_COUNTS).map(|count| binomial(f64::from(count))).collect();
        Self { rate_max, modulus, max_gap_us, binomials }
    }

    /// Most persons that can pass in a time that is short enough for the greatest rate.
    pub(crate) fn physical_cap(&self, time_us: i64) -> f64 {
        self.rate_max * time_us.min(FULL_FLOW_US) as f64 + CAP_SLACK
    }

    fn binomial(&self, count: i64) -> f64 {
        self.binomials.get(count as usize).copied().unwrap_or_else(|| binomial(count as f64))
    }

    /// The numbers at which a register may start again: those that it does not stand above most of the time.
    fn moduli(&self, top: i64) -> impl Iterator<Item = i64> + '_ {
        let tried = if self.modulus.is_some() { &[] } else { &MODULI[..] };
        let tried = tried.iter().copied().filter(move |&modulus| modulus > top);
        self.modulus.into_iter().chain(tried)
    }
}

/// `ln(gamma(count + r) / (count! gamma(r)))` of the negative binomial law with r = 1 / dispersion.
fn binomial(count: f64) -> f64 {
    let size = 1.0 / DISPERSION;
    lgamma(count + size) - lgamma(count + 1.0) - lgamma(size)
}

/// The costs of one interval of one register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interval {
    pub(crate) mean: f64,
    pub(crate) cap: f64,
    /// Log-probability of one person more, and of the most likely count, both without what all counts share.
    another: f64,
    usual: f64,
    /// Cost of a value anywhere within the cap beside that of the most likely count.
    pub(crate) room: f64,
}

impl Interval {
    pub(crate) fn new(rules: &Rules, flow: &Flow, start: i64, end: i64) -> Self {
        let expected = flow.expected(start, end);
        let mean = expected.max(LEAST_MEAN);
        let beyond = rules.rate_max * (end - start - FULL_FLOW_US).max(0) as f64;
        let cap = rules.physical_cap(end - start) + beyond.min(SUSTAINED * expected);
        let spread = ln_1p(DISPERSION * mean);
        let another = ln(DISPERSION * mean) - spread;
        let mode = (mean * (1.0 - DISPERSION)).floor();
        let usual = rules.binomial(mode as i64) + mode * another;
        let room = (ln(1.0 + cap) + usual - spread / DISPERSION).max(LEAST_ROOM);
        Self { mean, cap, another, usual, room }
    }

    /// How unusual a count is: minus the logarithm of its probability over that of the most likely count, with
    /// a tail that falls as a power, for flows know days that no law of counts foresees.
    fn fit(&self, rules: &Rules, count: i64) -> f64 {
        let surprise = self.usual - rules.binomial(count) - count as f64 * self.another;
        if surprise <= BURST {
            return surprise.max(0.0);
        }
        let tail = BURST + 2.0 * ln((1.0 + count as f64) / (1.0 + self.mean));
        surprise.min(tail.max(BURST))
    }

    /// The same for a register that merely runs. Whatever the door allows costs at most a quarter of what it
    /// costs to call a reading of two registers foreign: leaving out a reading saves two steps of each at the
    /// most, so that a series without any fault is not taken apart, however unusual its flow.
    fn run(&self, rules: &Rules, label: Label, count: i64) -> Step {
        let most = ALIEN / 4.0 + self.room / 2.0;
        Step { cost: self.fit(rules, count).min(most), label, count: Some(count) }
    }

    fn allows(&self, count: i64) -> bool {
        count >= 0 && count as f64 <= self.cap
    }

    fn fault(&self, rules: &Rules, label: Label, penalty: f64, count: i64) -> Step {
        Step { cost: penalty + self.fit(rules, count), label, count: Some(count) }
    }

    /// The cheapest explanation for a register that runs up, and for one that runs down. `top` is where the
    /// register stands most of the time, or below.
    pub(crate) fn explain(&self, rules: &Rules, top: i64, before: i64, after: i64) -> [Step; 2] {
        if before == UNREAD || after == UNREAD {
            return [Step { cost: 0.0, label: Label::Missing, count: None }; 2];
        }
        let rise = after - before;
        [(rise, Label::Normal), (-rise, Label::Reversed)].map(|(count, running)| {
            let jump = Step { cost: JUMP + self.room, label: Label::Jump, count: None };
            if self.allows(count) {
                return self.run(rules, running, count).or(jump);
            }
            let mut best = jump;
            if count < 0 {
                let largest = before.max(after);
                for modulus in rules.moduli(top) {
                    if largest < modulus && self.allows(count + modulus) {
                        let round = self.fault(rules, Label::Rollover, ROLLOVER, count + modulus);
                        best = best.or(round);
                    }
                }
                if running == Label::Normal && self.allows(after) {
                    best = best.or(self.fault(rules, Label::Reset, RESET, after));
                }
            }
            best
        })
    }
}

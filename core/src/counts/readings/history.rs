//! What passed between the true readings of a sensor.

use super::cost::{DISPERSION, Interval, Rules};
use super::flow::Flow;
use super::series::{Raw, Reason, Series};
use super::trellis::{Stop, Trellis, down};
use crate::stats::distribution::quantile;

/// What a register did between two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Normal,
    Reversed,
    Rollover,
    Reset,
    Jump,
    Missing,
}

impl Label {
    pub(crate) const WORDS: [&'static str; 6] =
        ["normal", "reversed", "rollover", "reset", "jump", "missing"];
}

/// The upper end of the 90 % interval.
const UPPER: f64 = 0.95;

/// What one register says of one interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) label: Label,
    pub(crate) count: Option<i64>,
    /// Lower and upper end of the 90 % interval of the count.
    pub(crate) bounds: Option<[i64; 2]>,
}

impl Outcome {
    const MISSING: Self = Self { label: Label::Missing, count: None, bounds: None };
}

/// One interval between two true readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) outcomes: [Outcome; 2],
    /// Longer than a gap may last: the total is known, its course is not.
    pub(crate) coarse: bool,
}

/// The history of one sensor: its intervals, and the rows that are the end of none.
pub(crate) fn follow(rows: Vec<Raw>, rules: &Rules) -> (Vec<Passage>, Vec<(u32, Reason)>) {
    let mut series = Series::of(rows, rules);
    let mut flows = [0, 1].map(|register| Flow::steady(&series, register, rules));
    let first = Trellis::new(rules, &series, &flows);
    let passages = first.passages(&first.best().1);
    let weekly = [0, 1].map(|register| Flow::weekly(&passages, register, rules));
    for (flow, weekly) in flows.iter_mut().zip(weekly) {
        if let Some(weekly) = weekly {
            *flow = weekly;
        }
    }
    let second = Trellis::new(rules, &series, &flows);
    let stops = second.best().1;
    let passages = second.passages(&stops);
    let mut dropped = std::mem::take(&mut series.dropped);
    dropped.extend(left_out(&series, &stops));
    (passages, dropped)
}

fn left_out(series: &Series, stops: &[Stop]) -> Vec<(u32, Reason)> {
    let mut reasons = vec![Reason::Alien; series.readings.len()];
    for stop in stops {
        reasons[series.rivals(stop.instant)].fill(Reason::Superseded);
    }
    let alone = stops.len() == 1;
    let mut rows: Vec<(u32, Reason)> = series
        .readings
        .iter()
        .zip(reasons)
        .map(|(reading, reason)| (reading.row, reason))
        .collect();
    if alone {
        rows[stops[0].reading].1 = Reason::Alone;
        return rows;
    }
    let mut stops = stops.iter().map(|stop| stop.reading).peekable();
    let mut at = 0;
    rows.retain(|_| {
        let stays = stops.next_if_eq(&at).is_none();
        at += 1;
        stays
    });
    rows
}

impl Trellis<'_> {
    fn passages(&self, stops: &[Stop]) -> Vec<Passage> {
        stops.windows(2).map(|pair| self.passage(pair[0], pair[1])).collect()
    }

    fn passage(&self, from: Stop, to: Stop) -> Passage {
        let mut outcomes = [Outcome::MISSING; 2];
        for register in (0..2).filter(|&register| self.series.registers[register]) {
            let interval = self.interval(register, from.instant, to.instant);
            let [before, after] =
                [from, to].map(|stop| self.series.readings[stop.reading].totals[register]);
            let top = self.series.top[register];
            let step = interval.explain(self.rules, top, before, after)[down(from.state, register)];
            outcomes[register] = match (step.label, step.count) {
                (Label::Reset, Some(since)) => after_reset(&interval, since),
                (label, count) => {
                    Outcome { label, count, bounds: count.map(|count| [count, count]) }
                }
            };
        }
        let [start, end] = [from, to].map(|stop| self.series.times[stop.instant]);
        Passage { start, end, outcomes, coarse: end - start > self.rules.max_gap_us }
    }
}

/// A register that started again at 0 tells what passed since: no less passed, and as a rule what is expected.
fn after_reset(interval: &Interval, since: i64) -> Outcome {
    let least = since as f64;
    let count = interval.mean.min(interval.cap).round().max(least);
    let most = quantile(UPPER, interval.mean, DISPERSION).min(interval.cap).ceil().max(count);
    Outcome { label: Label::Reset, count: Some(count as i64), bounds: Some([since, most as i64]) }
}

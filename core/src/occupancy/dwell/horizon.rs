//! What holds for every dwell law: the mean, and the least and the largest spread.

use super::series::Series;
use std::collections::VecDeque;
use std::ops::Range;

/// What the flows of some stretches of bins say without a model.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Horizon {
    /// Persons who entered.
    pub(crate) visitors: f64,
    /// The time that all persons spent inside.
    pub(crate) person_s: f64,
    /// The same without the longest that those inside at the start can have stayed.
    pub(crate) least_s: f64,
    /// The same without the time of those inside at the start, and with what those inside at the end have
    /// stayed so far added once more for what is to come: under the pairing that makes this most.
    pub(crate) most_s: f64,
    /// Standard deviation of the dwell if those who came first leave first.
    pub(crate) sd_fifo_s: Option<f64>,
    /// Standard deviation of the dwell if those who came last leave first.
    pub(crate) sd_lifo_s: Option<f64>,
}

impl Horizon {
    /// Time spent inside per visitor, with its bounds (Little 1961; over a finite horizon, Kim and Whitt 2013).
    pub(crate) fn mean_s(&self) -> Option<[f64; 3]> {
        (self.visitors > 0.0).then(|| {
            let [low, high] = [self.least_s, self.most_s].map(|s| s.max(0.0) / self.visitors);
            let mean = self.person_s / self.visitors;
            [mean.max(low).min(high), low, high]
        })
    }
}

/// Person-seconds of some bins: persons come and go evenly within a bin.
pub(crate) fn person_seconds(series: &Series, bins: Range<usize>) -> f64 {
    let mut sum = 0.0;
    let mut before: Option<(i64, f64)> = None;
    for bin in bins {
        let (start, end, after) = (series.start_us[bin], series.end_us[bin], series.occupancy[bin]);
        let inside = match before {
            Some((until, persons)) if until == start => persons,
            _ => series.before(bin),
        };
        sum += f64::midpoint(inside, after) * (end - start) as f64;
        before = Some((end, after));
    }
    sum / 1e6
}

/// Adds up stretches of bins, each of which begins with those inside at its start.
pub(crate) fn horizon(series: &Series, runs: &[Range<usize>]) -> Horizon {
    let mut found = Horizon::default();
    let (mut fifo, mut lifo) = (Spread::default(), Spread::default());
    for run in runs {
        let persons = person_seconds(series, run.clone());
        let first = Matching::of(series, run.clone(), Order::FirstOut, &mut fifo);
        let last = Matching::of(series, run.clone(), Order::LastOut, &mut lifo);
        found.visitors += run.clone().map(|bin| series.entries[bin]).sum::<f64>();
        found.person_s += persons;
        found.least_s += persons - last.early_s;
        found.most_s += persons + (first.late_s - first.early_s).max(last.late_s - last.early_s);
    }
    found.sd_fifo_s = fifo.sd();
    found.sd_lifo_s = lifo.sd();
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    FirstOut,
    LastOut,
}

/// Weighted mean and squared deviations (West 1979).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Spread {
    weight: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64, weight: f64) {
        self.weight += weight;
        let away = value - self.mean;
        self.mean += away * weight / self.weight;
        self.squares += weight * away * (value - self.mean);
    }

    fn sd(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| (self.squares / self.weight).max(0.0).sqrt())
    }
}

/// Persons who came together; those inside at the start came at an unknown time before.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    /// Twice the middle of the bin, so that it is whole.
    at_2us: i64,
    persons: f64,
    known: bool,
}

/// What pairing entries with exits leaves at the edges.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Matching {
    /// Time within the stretch of those inside at its start.
    early_s: f64,
    /// Time so far of those inside at its end who came within it.
    late_s: f64,
}

impl Matching {
    /// Pairs entries with exits, at the middles of their bins: over all pairings, every convex function of
    /// the dwell is least where the first goes first and largest where the last goes first (exchange
    /// argument of Hardy, Littlewood and Polya 1934, 10.2), while the mean is the same in all.
    fn of(series: &Series, run: Range<usize>, order: Order, spread: &mut Spread) -> Self {
        let mut edges = Self::default();
        let Some(last) = run.end.checked_sub(1) else { return edges };
        let from_2us = 2 * series.start_us[run.start];
        let to_2us = 2 * series.end_us[last];
        let seconds = |from: i64, to: i64| (to - from) as f64 / 2e6;
        let mut inside: VecDeque<Arrival> = VecDeque::new();
        let early = series.before(run.start);
        if early > 0.0 {
            inside.push_back(Arrival { at_2us: from_2us, persons: early, known: false });
        }
        for bin in run {
            let at_2us = series.start_us[bin] + series.end_us[bin];
            if series.entries[bin] > 0.0 {
                let persons = series.entries[bin];
                inside.push_back(Arrival { at_2us, persons, known: true });
            }
            let mut leaving = series.exits[bin];
            while leaving > 0.0 {
                let next = match order {
                    Order::FirstOut => inside.front_mut(),
                    Order::LastOut => inside.back_mut(),
                };
                // More exits than persons inside: flows that do not balance, which no pairing can mend.
                let Some(arrival) = next else { break };
                let persons = leaving.min(arrival.persons);
                let stayed = seconds(arrival.at_2us, at_2us);
                if arrival.known {
                    spread.add(stayed, persons);
                } else {
                    edges.early_s += stayed * persons;
                }
                leaving -= persons;
                arrival.persons -= persons;
                if arrival.persons <= 0.0 {
                    match order {
                        Order::FirstOut => inside.pop_front(),
                        Order::LastOut => inside.pop_back(),
                    };
                }
            }
        }
        for arrival in inside {
            let stayed = seconds(arrival.at_2us, to_2us) * arrival.persons;
            if arrival.known {
                edges.late_s += stayed;
            } else {
                edges.early_s += stayed;
            }
        }
        edges
    }
}

#[cfg(test)]
#[path = "horizon_tests.rs"]
mod tests;

//! The cheapest history of a sensor: which readings are true, and which way each register runs between them.
//!
//! Viterbi's algorithm (1967) over readings and directions. Both registers share the choice of readings, for a
//! reading from another counter is foreign in both; each has its own direction.

use super::cost::{ALIEN, ALIEN_AGAIN, Interval, Rules, SUPERSEDED, TURN};
use super::flow::Flow;
use super::series::Series;

/// Instants that may be foreign between two true readings.
pub(crate) const WINDOW: usize = 64;

/// Bit `r` of a state says that register `r` runs down.
pub(crate) const STATES: usize = 4;

const NOWHERE: u32 = u32::MAX;

/// A true reading, and which way the registers run from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) instant: usize,
    pub(crate) reading: usize,
    pub(crate) state: usize,
}

/// The register of bit `register` runs down in `state`.
pub(crate) const fn down(state: usize, register: usize) -> usize {
    (state >> register) & 1
}

/// What is known of one reading: the cheapest history that ends with it.
#[derive(Debug, Clone, Copy)]
struct Node {
    arrive: [f64; STATES],
    /// The reading before, for each direction of arrival.
    before: [u32; STATES],
    /// As `arrive`, with a turn at this reading where that is cheaper, and the direction before the turn.
    leave: [f64; STATES],
    turned_from: [u8; STATES],
}

/// What is known of the time between an instant and the one before.
#[derive(Debug, Clone, Copy)]
struct Near {
    intervals: [Interval; 2],
    /// Costs of the preferred readings for each register, running up and running down.
    costs: [[f64; 2]; 2],
    /// What it costs that the instant shows another counter: as the first one of a run, and as a further one,
    /// whose own steps are explained by themselves.
    foreign: f64,
    foreign_again: f64,
}

/// The choice of a history.
pub(crate) struct Trellis<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) series: &'a Series,
    flows: &'a [Flow; 2],
    near: Vec<Near>,
}

impl<'a> Trellis<'a> {
    pub(crate) fn new(rules: &'a Rules, series: &'a Series, flows: &'a [Flow; 2]) -> Self {
        let mut trellis = Self { rules, series, flows, near: Vec::new() };
        // The first instant has none before it: it is judged by the time to the next one.
        trellis.near = (0..series.times.len())
            .map(|instant| trellis.look_back(instant.max(1).min(series.times.len() - 1)))
            .collect();
        trellis
    }

    fn look_back(&self, instant: usize) -> Near {
        let before = instant.saturating_sub(1);
        let intervals = [0, 1].map(|register| self.interval(register, before, instant));
        let [then, now] = [before, instant].map(|at| self.series.from[at + 1] - 1);
        let costs = self.costs(&intervals, then, now);
        let room: f64 = self.registers().map(|register| intervals[register].room).sum();
        let steps: f64 = costs.iter().map(|[up, down]| up.min(*down)).sum();
        let foreign = ALIEN + room;
        Near { intervals, costs, foreign, foreign_again: foreign.min(ALIEN_AGAIN + steps) }
    }

    pub(crate) fn interval(&self, register: usize, from: usize, to: usize) -> Interval {
        let [start, end] = [from, to].map(|instant| self.series.times[instant]);
        Interval::new(self.rules, &self.flows[register], start, end)
    }

    fn registers(&self) -> impl Iterator<Item = usize> + '_ {
        (0..2).filter(|&register| self.series.registers[register])
    }

    /// Costs of two readings for each register, running up and running down.
    fn costs(&self, intervals: &[Interval; 2], then: usize, now: usize) -> [[f64; 2]; 2] {
        let mut costs = [[0.0; 2]; 2];
        for register in self.registers() {
            let [then, now] =
                [then, now].map(|reading| self.series.readings[reading].totals[register]);
            let top = self.series.top[register];
            let steps = intervals[register].explain(self.rules, top, then, now);
            costs[register] = steps.map(|step| step.cost);
        }
        costs
    }

    /// The cheapest history and its cost.
    pub(crate) fn best(&self) -> (f64, Vec<Stop>) {
        let series = self.series;
        let instants = series.times.len();
        if instants == 0 {
            return (0.0, Vec::new());
        }
        let states: Vec<usize> = (0..STATES)
            .filter(|&state| (0..2).all(|r| series.registers[r] || down(state, r) == 0))
            .collect();
        let mut nodes: Vec<Node> = Vec::with_capacity(series.readings.len());
        let mut head = 0.0;
        for instant in 0..instants {
            for reading in series.rivals(instant) {
                let own = if reading + 1 == series.from[instant + 1] { 0.0 } else { SUPERSEDED };
                let node = self.arrive(&nodes, &states, (instant, reading), own, head);
                nodes.push(node);
            }
            head += self.near[instant].foreign;
        }
        let mut best = (f64::INFINITY, 0, 0, 0);
        let mut tail = 0.0;
        for instant in (0..instants).rev() {
            for reading in series.rivals(instant).rev() {
                for &state in &states {
                    let cost = nodes[reading].arrive[state] + tail;
                    if cost < best.0 {
                        best = (cost, instant, reading, state);
                    }
                }
            }
            tail += self.near[instant].foreign;
        }
        (best.0, self.trace(&nodes, best))
    }

    fn arrive(
        &self,
        nodes: &[Node],
        states: &[usize],
        (instant, reading): (usize, usize),
        own: f64,
        head: f64,
    ) -> Node {
        let mut node = Node {
            arrive: [f64::INFINITY; STATES],
            before: [NOWHERE; STATES],
            leave: [f64::INFINITY; STATES],
            turned_from: [0; STATES],
        };
        for &state in states {
            node.arrive[state] = head + own + TURN * f64::from(state.count_ones());
        }
        let mut enough = bounds(&node.arrive);
        // Of the instants after `from + 1` that are left out.
        let mut again = 0.0;
        for skipped in 0..instant.min(WINDOW + 1) {
            let from = instant - 1 - skipped;
            if skipped > 1 {
                again += self.near[from + 2].foreign_again;
            }
            let gap = if skipped == 0 { own } else { own + self.near[from + 1].foreign + again };
            let mut intervals = None;
            for before in self.series.rivals(from).rev() {
                let leave = nodes[before].leave;
                // No step costs less than nothing: most readings end here.
                if states.iter().all(|&state| leave[state] + gap >= enough[state]) {
                    continue;
                }
                let preferred = |at: usize, reading: usize| reading + 1 == self.series.from[at + 1];
                let near = &self.near[instant];
                let costs = if skipped == 0 {
                    if preferred(instant, reading) && preferred(from, before) {
                        near.costs
                    } else {
                        self.costs(&near.intervals, before, reading)
                    }
                } else {
                    let intervals = intervals
                        .get_or_insert_with(|| [0, 1].map(|r| self.interval(r, from, instant)));
                    self.costs(intervals, before, reading)
                };
                for &state in states {
                    let steps = costs[0][down(state, 0)] + costs[1][down(state, 1)];
                    let cost = leave[state] + gap + steps;
                    if cost < node.arrive[state] {
                        node.arrive[state] = cost;
                        node.before[state] = before as u32;
                    }
                }
                enough = bounds(&node.arrive);
            }
        }
        for &state in states {
            for &other in states {
                let turns = (state ^ other).count_ones();
                let cost = node.arrive[other] + TURN * f64::from(turns);
                // Staying is preferred to turning at the same cost.
                if cost < node.leave[state] || (cost <= node.leave[state] && other == state) {
                    node.leave[state] = cost;
                    node.turned_from[state] = other as u8;
                }
            }
        }
        node
    }

    fn trace(&self, nodes: &[Node], best: (f64, usize, usize, usize)) -> Vec<Stop> {
        let (_, mut instant, mut reading, mut arrival) = best;
        let mut stops = vec![Stop { instant, reading, state: arrival }];
        while nodes[reading].before[arrival] != NOWHERE {
            let before = nodes[reading].before[arrival] as usize;
            while self.series.from[instant] > before {
                instant -= 1;
            }
            stops.push(Stop { instant, reading: before, state: arrival });
            arrival = usize::from(nodes[before].turned_from[arrival]);
            reading = before;
        }
        stops.reverse();
        stops
    }
}

/// For each direction, the cost above which to arrive in it is dearer than to turn into it here.
fn bounds(arrive: &[f64; STATES]) -> [f64; STATES] {
    let mut bounds = *arrive;
    for register in [1, 2] {
        let turned = bounds;
        for (state, bound) in bounds.iter_mut().enumerate() {
            *bound = bound.min(turned[state ^ register] + TURN);
        }
    }
    bounds
}

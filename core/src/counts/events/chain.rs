//! The hidden chain: normal, surplus, deficit; probabilities of its states given all counts.

use crate::math::exp;

/// States in this order.
pub(super) const NORMAL: usize = 0;
pub(super) const SURPLUS: usize = 1;
pub(super) const DEFICIT: usize = 2;

/// Longest run of absent bins that is walked bin by bin; after it the chain has long forgotten.
const FORGOTTEN: u32 = 512;

/// Probabilities per bin that an event starts and that one ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chain {
    pub(super) start: f64,
    pub(super) end: f64,
}

/// Probabilities of the states, and how often events are expected to have started and ended.
#[derive(Debug, Clone)]
pub(super) struct Smoothed {
    pub(super) states: Vec<[f64; 3]>,
    pub(super) starts: f64,
    pub(super) ends: f64,
}

impl Chain {
    fn step(self, from: [f64; 3]) -> [f64; 3] {
        let event = 0.5 * self.start * from[NORMAL];
        [
            (1.0 - self.start) * from[NORMAL] + self.end * (from[SURPLUS] + from[DEFICIT]),
            event + (1.0 - self.end) * from[SURPLUS],
            event + (1.0 - self.end) * from[DEFICIT],
        ]
    }

    /// The step seen from its end: weights of what follows, to weights of where it comes from.
    fn step_back(self, to: [f64; 3]) -> [f64; 3] {
        [
            (1.0 - self.start) * to[NORMAL] + 0.5 * self.start * (to[SURPLUS] + to[DEFICIT]),
            self.end * to[NORMAL] + (1.0 - self.end) * to[SURPLUS],
            self.end * to[NORMAL] + (1.0 - self.end) * to[DEFICIT],
        ]
    }

    fn rest(self) -> [f64; 3] {
        let event = self.start / (self.start + self.end);
        [1.0 - event, 0.5 * event, 0.5 * event]
    }

    /// Forward-backward (Rabiner 1989, with scaling). `logs` holds the log likelihood of each state.
    pub(super) fn smooth(self, logs: &[[f64; 3]], absent_before: &[u32]) -> Smoothed {
        let likelihoods: Vec<[f64; 3]> = logs
            .iter()
            .map(|logs| {
                let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                logs.map(|log| exp(log - most))
            })
            .collect();
        let bins = logs.len();
        let mut forward = Vec::with_capacity(bins);
        let mut now = self.rest();
        for bin in 0..bins {
            let steps = if bin == 0 { 0 } else { 1 + absent_before[bin].min(FORGOTTEN) };
            for _ in 0..steps {
                now = self.step(now);
            }
            now = scaled(times(now, likelihoods[bin]));
            forward.push(now);
        }
        let mut smoothed = Smoothed { states: vec![[0.0; 3]; bins], starts: 0.0, ends: 0.0 };
        let mut later = [1.0; 3];
        for bin in (0..bins).rev() {
            smoothed.states[bin] = scaled(times(forward[bin], later));
            let mut seen = times(later, likelihoods[bin]);
            if bin > 0 && absent_before[bin] == 0 {
                self.count(forward[bin - 1], seen, &mut smoothed);
            }
            for _ in 0..=absent_before[bin].min(FORGOTTEN) {
                seen = scaled(self.step_back(seen));
            }
            later = seen;
        }
        smoothed
    }

    /// Adds the probabilities that an event starts or ends between two bins.
    fn count(self, before: [f64; 3], after: [f64; 3], smoothed: &mut Smoothed) {
        let back = self.step_back(after);
        let whole: f64 = before.iter().zip(back).map(|(before, back)| before * back).sum();
        let start = 0.5 * self.start * before[NORMAL] * (after[SURPLUS] + after[DEFICIT]);
        let end = self.end * (before[SURPLUS] + before[DEFICIT]) * after[NORMAL];
        smoothed.starts += start / whole;
        smoothed.ends += end / whole;
    }
}

fn times(left: [f64; 3], right: [f64; 3]) -> [f64; 3] {
    [left[0] * right[0], left[1] * right[1], left[2] * right[2]]
}

fn scaled(weights: [f64; 3]) -> [f64; 3] {
    let sum = weights[0] + weights[1] + weights[2];
    weights.map(|weight| weight / sum)
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;

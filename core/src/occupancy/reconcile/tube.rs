//! The exact solution, in time linear in the bins.

use super::divergence::{Coefficients, Divergence};
use super::{Flows, Problem};
use std::collections::VecDeque;

/// A place where the occupancy, as a function of the potential, changes its form.
#[derive(Debug, Clone, Copy)]
struct Knot {
    x: f64,
    jump: Coefficients,
}

/// The flows nearest to the counts, in the sense of `D`, whose occupancy keeps to the bounds.
///
/// Let `g_t(x)` be the occupancy after bin t if the correction potential has been x since the last time a bound was
/// met: `g_t(x) = clip(g_{t-1}(x), low, high) + net flow of bin t at x`, which increases in x. Backward from the
/// neutral potential, `x_t = min(max(x_{t+1}, lo_t), hi_t)` with `g_t(lo_t) = low_t`, `g_t(hi_t) = high_t`. Every
/// `g_t` is a chain of pieces of three numbers each; a bin adds two knots and each knot leaves once.
///
/// *Source*: dynamic programming over the dual in the manner of Johnson (2013), "A dynamic programming algorithm
/// for the fused lasso"; for least squares without the bound at 0 the solution is the taut string of Davies and
/// Kovac (2001). The form in x and the three numbers are ours.
///
/// *Cost*: O(n) time; two numbers per bin.
pub fn reconcile<D: Divergence>(problem: &Problem) -> Flows {
    let bins = problem.entries.len();
    let (lowest, highest) = forward::<D>(problem);
    let mut potential = lowest;
    let mut x = D::NEUTRAL;
    for bin in (0..bins).rev() {
        // Not f64::clamp: rounding may put the lowest a hair above the highest.
        x = x.max(potential[bin]).min(highest[bin]);
        potential[bin] = x;
    }
    drop(highest);
    let mut flows = Flows::with_capacity(bins);
    let mut level = problem.start;
    for (bin, &x) in potential.iter().enumerate() {
        let (more, less) = (D::more(x), D::less(x));
        // Persons nobody counted go to the side that needs them.
        let unseen = problem.leak[bin] * (more - less);
        let entries = problem.entries[bin] * more + unseen.max(0.0);
        let exits = problem.exits[bin] * less + (-unseen).max(0.0);
        level = (level + entries - exits).max(problem.low[bin]).min(problem.high[bin]);
        flows.entries.push(entries);
        flows.exits.push(exits);
        flows.level.push(level);
    }
    flows
}

/// The least and the largest potential of each bin that end within its bounds.
fn forward<D: Divergence>(problem: &Problem) -> (Vec<f64>, Vec<f64>) {
    let bins = problem.entries.len();
    let (mut lowest, mut highest) = (Vec::with_capacity(bins), Vec::with_capacity(bins));
    let mut left = Coefficients::level(problem.start);
    let mut right = left;
    let mut knots: VecDeque<Knot> = VecDeque::new();
    for bin in 0..bins {
        let leak = problem.leak[bin];
        let here =
            Coefficients { c: 0.0, a: problem.entries[bin] + leak, b: problem.exits[bin] + leak };
        (left, right) = (left.plus(here), right.plus(here));
        let (low, high) = (problem.low[bin], problem.high[bin]);
        while let Some(front) = knots.front().filter(|front| left.at::<D>(front.x) < low) {
            left = left.plus(front.jump);
            knots.pop_front();
        }
        let at_low = knots.front().map_or(f64::INFINITY, |front| front.x);
        let at_low = D::solve(left, low).min(at_low);
        lowest.push(at_low);
        if low >= high {
            // A known occupancy cuts the time in two: what comes after does not depend on what went before.
            highest.push(at_low);
            knots.clear();
            (left, right) = (Coefficients::level(low), Coefficients::level(low));
            continue;
        }
        let mut at_high = f64::INFINITY;
        if high < f64::INFINITY {
            while let Some(back) = knots.back().filter(|back| right.at::<D>(back.x) > high) {
                right = right.minus(back.jump);
                knots.pop_back();
            }
            at_high = knots.back().map_or(f64::NEG_INFINITY, |back| back.x);
            at_high = D::solve(right, high).max(at_high);
        }
        highest.push(at_high);
        let floor = Coefficients::level(low);
        knots.push_front(Knot { x: at_low, jump: left.minus(floor) });
        left = floor;
        if high < f64::INFINITY {
            let ceiling = Coefficients::level(high);
            knots.push_back(Knot { x: at_high, jump: ceiling.minus(right) });
            right = ceiling;
        }
    }
    (lowest, highest)
}

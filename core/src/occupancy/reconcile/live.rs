//! The form for live use: each bin as it is known when it ends.

use super::{Flows, Problem};

/// Follows the counts bin by bin and puts what a bound demands on the bin in which it is met.
///
/// *Method*: the running net, reflected at the bounds (Lindley, 1952): persons who leave an empty site must have
/// entered unseen, persons who enter a full one or are missing at closing must have left unseen. `factors` scales the
/// entries of each bin and, inversely, its exits.
pub fn follow(problem: &Problem, factors: &[f64]) -> Flows {
    let bins = problem.entries.len();
    let mut flows = Flows::with_capacity(bins);
    let mut level = problem.start;
    for (bin, factor) in factors.iter().enumerate().take(bins) {
        let mut entries = problem.entries[bin] * factor;
        let mut exits = problem.exits[bin] / factor;
        level += entries - exits;
        if level < problem.low[bin] {
            entries += problem.low[bin] - level;
            level = problem.low[bin];
        } else if level > problem.high[bin] {
            exits += level - problem.high[bin];
            level = problem.high[bin];
        }
        flows.entries.push(entries);
        flows.exits.push(exits);
        flows.level.push(level);
    }
    flows
}

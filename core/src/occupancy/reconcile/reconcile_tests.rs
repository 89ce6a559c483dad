use super::{
    Coefficients, Divergence, Flows, LeastSquares, Problem, Relative, follow, reconcile,
    whole_persons,
};
use proptest::prelude::*;

const ENTRIES: [f64; 6] = [10.0, 20.0, 15.0, 5.0, 0.0, 0.0];
const EXITS: [f64; 6] = [0.0, 5.0, 15.0, 12.0, 9.0, 4.0];

fn problem(entries: &[f64], exits: &[f64], leak: f64) -> Problem {
    let bins = entries.len();
    Problem {
        start: 0.0,
        entries: entries.to_vec(),
        exits: exits.to_vec(),
        leak: vec![leak; bins],
        low: vec![0.0; bins],
        high: vec![f64::INFINITY; bins],
    }
}

fn near(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= within, "{found:?} is not {expected:?}");
    }
}

#[test]
fn without_a_bound_that_is_met_the_counts_stay() {
    let flows = reconcile::<Relative>(&problem(&ENTRIES, &EXITS, 0.0625));
    assert_eq!(flows.level, [10.0, 25.0, 25.0, 18.0, 9.0, 5.0]);
    assert_eq!((flows.entries, flows.exits), (ENTRIES.to_vec(), EXITS.to_vec()));
}

#[test]
fn least_squares_change_both_directions_by_one_share() {
    // 5 persons too many among 95 passages: f = 5/95, entries x (1 - f), exits x (1 + f).
    let mut empty = problem(&ENTRIES, &EXITS, 0.0);
    empty.high[5] = 0.0;
    let flows = reconcile::<LeastSquares>(&empty);
    let f = 5.0 / 95.0;
    near(&flows.entries, &ENTRIES.map(|count| count * (1.0 - f)), 1e-12);
    near(&flows.exits, &EXITS.map(|count| count * (1.0 + f)), 1e-12);
    near(&flows.level, &[9.474, 23.158, 21.579, 13.684, 4.211, 0.0], 0.0005);
}

#[test]
fn relative_changes_are_one_factor() {
    // z (50 + 6/16) = (45 + 6/16) / z
    let mut empty = problem(&ENTRIES, &EXITS, 0.0625);
    empty.high[5] = 0.0;
    let flows = reconcile::<Relative>(&empty);
    let z = (45.375_f64 / 50.375).sqrt();
    let unseen = 0.0625 * (1.0 / z - z);
    near(&flows.entries, &ENTRIES.map(|count| count * z), 1e-12);
    near(&flows.exits, &EXITS.map(|count| count / z + unseen), 1e-12);
}

#[test]
fn more_leave_than_came_so_some_came_unseen() {
    // 1 enters, 4 leave: z = 4 makes it 4 and 1; a count of 0 is left to the leak.
    let flows = reconcile::<Relative>(&problem(&[1.0 - 0.0625, 0.0], &[0.0, 4.0], 0.0625));
    assert_eq!(flows.level[1], 0.0);
    assert!(flows.entries[0] > 1.0 && flows.exits[1] < 4.0, "{flows:?}");
}

#[test]
fn the_live_form_is_the_state_clamp() {
    // Running net 0, -2, 1, -3, 2 becomes 0, 0, 3, 0, 5.
    let mut counts = problem(&[0.0, 0.0, 3.0, 0.0, 5.0], &[0.0, 2.0, 0.0, 4.0, 0.0], 0.0625);
    let flows = follow(&counts, &[1.0; 5]);
    assert_eq!(flows.level, [0.0, 0.0, 3.0, 0.0, 5.0]);
    assert_eq!(flows.entries, [0.0, 2.0, 3.0, 1.0, 5.0]);
    counts.high[2] = 2.0;
    assert_eq!(follow(&counts, &[1.0; 5]).level, [0.0, 0.0, 2.0, 0.0, 5.0]);
}

#[test]
fn sums_are_rounded_and_not_bins() {
    let flows = Flows {
        entries: vec![0.4, 0.4, 0.4, 0.4],
        exits: vec![0.0, 0.0, 0.0, 1.6],
        level: vec![0.4, 0.8, 1.2, 0.0],
    };
    let whole =
        whole_persons(0, &flows, &[0.0; 4], &[f64::INFINITY, f64::INFINITY, f64::INFINITY, 0.0]);
    assert_eq!(whole.entries, [0, 1, 0, 1]);
    assert_eq!(whole.exits, [0, 0, 0, 2]);
    assert_eq!(whole.level, [0, 1, 1, 0]);
}

/// The potential that turns the counts of a bin into a net flow, by bisection of an increasing function.
fn potential<D: Divergence>(flow: Coefficients, net: f64, (mut low, mut high): (f64, f64)) -> f64 {
    let net_at = |x: f64| flow.a * D::more(x) - flow.b * D::less(x);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if net_at(middle) < net { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The conditions of Karush, Kuhn and Tucker, which are met by the optimum of a convex problem alone: bounds kept, and a
/// potential that falls only where the least occupancy is met, rises only where the largest is, and ends neutral.
fn check_optimal<D: Divergence>(problem: &Problem, range: (f64, f64)) {
    let flows = reconcile::<D>(problem);
    let bins = problem.entries.len();
    let mut before = problem.start;
    let potentials: Vec<f64> = (0..bins)
        .map(|bin| {
            let level = flows.level[bin];
            assert!(problem.low[bin] <= level && level <= problem.high[bin]);
            let net = flows.entries[bin] - flows.exits[bin];
            assert!((level - before - net).abs() < 1e-7 * (1.0 + level), "{flows:?}");
            before = level;
            let leak = problem.leak[bin];
            let flow = Coefficients {
                c: 0.0,
                a: problem.entries[bin] + leak,
                b: problem.exits[bin] + leak,
            };
            potential::<D>(flow, net, range)
        })
        .chain([D::NEUTRAL])
        .collect();
    for bin in 0..bins {
        let (here, next) = (potentials[bin], potentials[bin + 1]);
        let slack = 1e-5 * (1.0 + here.abs());
        let level = flows.level[bin];
        if level > problem.low[bin] + 1e-6 {
            assert!(here <= next + slack, "falls at bin {bin}: {potentials:?} {flows:?}");
        }
        if level < problem.high[bin] - 1e-6 {
            assert!(here >= next - slack, "rises at bin {bin}: {potentials:?} {flows:?}");
        }
    }
}

fn problems() -> impl Strategy<Value = Problem> {
    let bin = (0_u32..40, 0_u32..40, 0_u32..10, 0_u32..30, 0_u32..60);
    (0_u32..30, proptest::collection::vec(bin, 1..30)).prop_map(|(start, bins)| {
        let mut made = Problem { start: f64::from(start), ..Problem::default() };
        for (entries, exits, kind, low, width) in bins {
            made.entries.push(f64::from(entries));
            made.exits.push(f64::from(exits));
            made.leak.push(0.0625);
            // One bin in ten is an anchor, one a range; half of the others have a capacity.
            let (low, high) = match kind {
                0 => (f64::from(low), f64::from(low)),
                1 => (f64::from(low), f64::from(low + width)),
                2..=5 => (0.0, 60.0),
                _ => (0.0, f64::INFINITY),
            };
            made.low.push(low);
            made.high.push(high);
        }
        made
    })
}

/// The taut string through a tube from `(0, start)` to its last, single point: from each corner as far straight as
/// both walls allow.
fn taut_string(at: &[f64], low: &[f64], high: &[f64], start: f64) -> Vec<f64> {
    let mut string = vec![0.0; at.len()];
    let (mut corner, mut x, mut y) = (0, 0.0, start);
    while corner < at.len() {
        let (mut least, mut most) = ((f64::NEG_INFINITY, corner), (f64::INFINITY, corner));
        let mut end = at.len() - 1;
        let mut slope = f64::NAN;
        for bin in corner..at.len() {
            let (to_low, to_high) =
                ((low[bin] - y) / (at[bin] - x), (high[bin] - y) / (at[bin] - x));
            if to_low > most.0 {
                (slope, end) = most;
                break;
            }
            if to_high < least.0 {
                (slope, end) = least;
                break;
            }
            if to_low >= least.0 {
                least = (to_low, bin);
            }
            if to_high <= most.0 {
                most = (to_high, bin);
            }
            (slope, end) = (to_low, bin);
        }
        for bin in corner..=end {
            string[bin] = y + slope * (at[bin] - x);
        }
        (corner, x, y) = (end + 1, at[end], string[end]);
    }
    string
}

proptest! {
    #[test]
    fn relative_changes_are_optimal(problem in problems()) {
        check_optimal::<Relative>(&problem, (1e-9, 1e9));
    }

    #[test]
    fn squared_changes_are_optimal(problem in problems()) {
        check_optimal::<LeastSquares>(&problem, (-1e7, 1e7));
    }

    #[test]
    fn squared_changes_are_the_taut_string(mut problem in problems(), end in 0_u32..40) {
        let last = problem.low.len() - 1;
        (problem.low[last], problem.high[last]) = (f64::from(end), f64::from(end));
        let flows = reconcile::<LeastSquares>(&problem);
        let (mut at, mut net) = (Vec::new(), Vec::new());
        let (mut tau, mut sum) = (0.0, 0.0);
        for bin in 0..=last {
            tau += problem.entries[bin] + problem.exits[bin] + 0.125;
            sum += problem.entries[bin] - problem.exits[bin];
            at.push(tau);
            net.push(sum);
        }
        let less = |bound: &[f64]| -> Vec<f64> { bound.iter().zip(&net).map(|(b, n)| b - n).collect() };
        let string = taut_string(&at, &less(&problem.low), &less(&problem.high), problem.start);
        // Where a share over 1 is asked for, a count would turn negative: the string knows no such bound.
        let mut before = (0.0, problem.start);
        for (x, y) in at.iter().zip(&string) {
            prop_assume!(((y - before.1) / (x - before.0)).abs() < 1.0);
            before = (*x, *y);
        }
        for bin in 0..=last {
            prop_assert!((flows.level[bin] - net[bin] - string[bin]).abs() < 1e-9, "{:?} {:?}", flows.level, string);
        }
    }

    #[test]
    fn whole_persons_keep_every_bound(problem in problems()) {
        let flows = reconcile::<Relative>(&problem);
        let whole = whole_persons(problem.start as i64, &flows, &problem.low, &problem.high);
        let mut level = problem.start as i64;
        for bin in 0..whole.level.len() {
            prop_assert!(whole.entries[bin] >= 0 && whole.exits[bin] >= 0);
            level += whole.entries[bin] - whole.exits[bin];
            prop_assert_eq!(level, whole.level[bin]);
            prop_assert!(level as f64 >= problem.low[bin] && level as f64 <= problem.high[bin]);
            prop_assert!((whole.entries[bin] as f64 - flows.entries[bin]).abs() < 1.00001);
            prop_assert!((whole.exits[bin] as f64 - flows.exits[bin]).abs() < 1.00001);
        }
    }
}

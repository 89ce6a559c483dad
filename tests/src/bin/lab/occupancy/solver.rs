//! Equality with a solver that knows nothing of knots: a logarithmic barrier and Newton's method.

#![expect(
    clippy::disallowed_methods,
    reason = "a reference of its own, of which the same bits are not asked"
)]

use super::Bound;
use keliu::occupancy::reconcile::{Divergence, LeastSquares, Problem, Relative, reconcile};
use keliu_simulator::Random;

const PROBLEMS: u64 = 1000;

pub(super) fn run() -> Vec<Bound> {
    println!(
        "\noccupancy: {PROBLEMS} random problems of 2 to 60 bins against an interior-point solver"
    );
    println!(
        "(objective of keliu - objective of the solver) / objective: largest and smallest; largest difference of occupancy"
    );
    let mut bounds = Vec::new();
    for (name, gaps) in [
        ("relative", gaps::<Relative>(&relative)),
        ("least squares", gaps::<LeastSquares>(&squares)),
    ] {
        let [most, least, apart] = gaps;
        println!("{name:>14}: {most:+.1e} {least:+.1e}  {apart:.1e} persons");
        let what = format!("objective above the solver's, {name}");
        bounds.push(Bound { what, figure: most, least: -1.0, most: 1e-8 });
    }
    bounds
}

/// Price of a net flow of one bin with its first and second derivative.
type Price = dyn Fn(f64, f64, f64) -> [f64; 3];

/// The least sum of `x ln(x/y) - x + y` over entries and exits that differ by `net`.
fn relative(a: f64, b: f64, net: f64) -> [f64; 3] {
    let root = (net * net + 4.0 * a * b).sqrt();
    let z = if net > 0.0 { (net + root) / (2.0 * a) } else { 2.0 * b / (root - net) };
    let price = |ratio: f64| ratio * ratio.ln() - ratio + 1.0;
    [a * price(z) + b * price(1.0 / z), z.ln(), 1.0 / (a * z + b / z)]
}

/// The least sum of `(x - y)²/(2y)`, no x below 0.
fn squares(a: f64, b: f64, net: f64) -> [f64; 3] {
    let x = (net - a + b) / (a + b);
    if x > 1.0 {
        let x = net / a - 1.0;
        [0.5 * (a * x * x + b), x, 1.0 / a]
    } else if x < -1.0 {
        let x = 1.0 + net / b;
        [0.5 * (a + b * x * x), x, 1.0 / b]
    } else {
        [0.5 * (a + b) * x * x, x, 1.0 / (a + b)]
    }
}

fn gaps<D: Divergence>(price: &Price) -> [f64; 3] {
    let (mut most, mut least, mut apart) = (f64::NEG_INFINITY, f64::INFINITY, 0.0_f64);
    for seed in 0..PROBLEMS {
        let problem = problem(seed);
        let ours = reconcile::<D>(&problem).level;
        let theirs = barrier(&problem, price);
        let (mine, other) =
            (objective(&problem, &ours, price), objective(&problem, &theirs, price));
        let gap = (mine - other) / other.max(1.0);
        (most, least) = (most.max(gap), least.min(gap));
        let distances = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs());
        apart = apart.max(distances.fold(0.0, f64::max));
    }
    [most, least, apart]
}

/// Random counts; one bin in ten an anchor, one a range, and in half of the problems a capacity.
fn problem(seed: u64) -> Problem {
    let random = Random::new(9).stream(seed);
    let below = |purpose: u64, bin: u64, limit: u64| random.stream(purpose).below(bin, limit);
    let bins = 2 + below(0, 0, 59);
    let capacity = if below(0, 1, 2) == 0 { 60.0 } else { f64::INFINITY };
    let largest = 1 + below(0, 2, 60);
    let mut problem = Problem { start: below(0, 3, 30) as f64, ..Problem::default() };
    for bin in 0..bins {
        problem.entries.push(below(1, bin, largest) as f64);
        problem.exits.push(below(2, bin, largest) as f64);
        problem.leak.push(0.0625);
        let low = below(3, bin, 30) as f64;
        let (low, high) = match below(4, bin, 10) {
            0 => (low, low),
            1 => (low, low + 1.0 + below(5, bin, 30) as f64),
            _ => (0.0, capacity),
        };
        problem.low.push(low);
        problem.high.push(high);
    }
    problem
}

fn objective(problem: &Problem, level: &[f64], price: &Price) -> f64 {
    let mut before = problem.start;
    let bins = level.iter().enumerate().map(|(bin, &after)| {
        let [cost, ..] = price_of(problem, bin, after - before, price);
        before = after;
        cost
    });
    bins.sum()
}

fn price_of(problem: &Problem, bin: usize, net: f64, price: &Price) -> [f64; 3] {
    price(problem.entries[bin] + problem.leak[bin], problem.exits[bin] + problem.leak[bin], net)
}

/// Levels that minimize the price within the bounds (Boyd and Vandenberghe, 2004, ch. 11).
fn barrier(problem: &Problem, price: &Price) -> Vec<f64> {
    let bins = problem.low.len();
    let free = |bin: usize| problem.low[bin] < problem.high[bin];
    let mut level: Vec<f64> = (0..bins)
        .map(|bin| match (problem.low[bin], problem.high[bin]) {
            (low, f64::INFINITY) => low + 10.0,
            (low, high) => 0.5 * (low + high),
        })
        .collect();
    let value = |level: &[f64], weight: f64| {
        let walls = (0..bins).filter(|&bin| free(bin)).map(|bin| {
            let (below, above) = (level[bin] - problem.low[bin], problem.high[bin] - level[bin]);
            if below <= 0.0 || above <= 0.0 {
                f64::INFINITY
            } else {
                -below.ln() - if above < f64::INFINITY { above.ln() } else { 0.0 }
            }
        });
        objective(problem, level, price) + weight * walls.sum::<f64>()
    };
    let mut weight = 1.0;
    while weight > 1e-12 {
        for _ in 0..60 {
            let step = newton(problem, &level, weight, price);
            let largest = step.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
            let here = value(&level, weight);
            let mut length = 1.0;
            let mut moved = level.clone();
            while length > 1e-14 {
                for bin in 0..bins {
                    moved[bin] = level[bin] + length * step[bin];
                }
                if value(&moved, weight) <= here {
                    break;
                }
                length *= 0.5;
            }
            if length <= 1e-14 {
                break;
            }
            level = moved;
            if length * largest < 1e-13 {
                break;
            }
        }
        weight *= 0.2;
    }
    level
}

/// One step of Newton's method: a tridiagonal system (Thomas).
fn newton(problem: &Problem, level: &[f64], weight: f64, price: &Price) -> Vec<f64> {
    let bins = level.len();
    let (mut slope, mut diagonal, mut beside) = (vec![0.0; bins], vec![0.0; bins], vec![0.0; bins]);
    let mut before = problem.start;
    for bin in 0..bins {
        let [_, first, second] = price_of(problem, bin, level[bin] - before, price);
        before = level[bin];
        slope[bin] += first;
        diagonal[bin] += second;
        if bin > 0 {
            slope[bin - 1] -= first;
            diagonal[bin - 1] += second;
            beside[bin] = -second;
        }
    }
    for bin in 0..bins {
        if problem.low[bin] >= problem.high[bin] {
            (slope[bin], diagonal[bin], beside[bin]) = (0.0, 1.0, 0.0);
            if bin + 1 < bins {
                beside[bin + 1] = 0.0;
            }
            continue;
        }
        let below = level[bin] - problem.low[bin];
        let above = problem.high[bin] - level[bin];
        slope[bin] += weight * (1.0 / above - 1.0 / below);
        diagonal[bin] += weight * (1.0 / (above * above) + 1.0 / (below * below));
    }
    for bin in 1..bins {
        let factor = beside[bin] / diagonal[bin - 1];
        diagonal[bin] -= factor * beside[bin];
        slope[bin] -= factor * slope[bin - 1];
    }
    let mut step = vec![0.0; bins];
    for bin in (0..bins).rev() {
        let next = if bin + 1 < bins { beside[bin + 1] * step[bin + 1] } else { 0.0 };
        step[bin] = (-slope[bin] - next) / diagonal[bin];
    }
    step
}

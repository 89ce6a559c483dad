//! Dwell from counts alone against the dwell of every simulated person.

use crate::Bound;
use keliu::{DwellFromCountsOptions, OccupancyBins, dwell_from_counts};
use keliu_simulator::{Door, Person, Site, SiteTruth};
use std::collections::VecDeque;
use std::fmt::Write as _;

const BIN_S: i64 = 300;
/// Seeds of each case.
const SEEDS: u64 = 40;
/// Of 40 intervals of 90 %, fewer than 32 hold the truth in 2 of 100 labs.
const LEAST_COVER: f64 = 0.8;

/// A case and how far the fit may miss.
struct Case {
    name: &'static str,
    site: Site,
    /// Root mean square error of median and 90th percentile in minutes.
    most: [f64; 2],
}

fn cases() -> Vec<Case> {
    let alone =
        Site { groups: vec![1.0], doors: vec![Door::exact("door", 1.0)], ..Site::default() };
    let lossy = vec![Door { false_counts: 0.0, ..Door::lossy("door", 1.0, 0.05, 0.05) }];
    let mall = Site { persons_per_day: 8000.0, dwell_median_min: 60.0, ..alone.clone() };
    let case = |name, site, most| Case { name, site, most };
    vec![
        case("600/day, 28 d", alone.clone(), [0.9, 2.0]),
        case("600/day, 7 d", Site { days: 7, ..alone.clone() }, [1.6, 4.0]),
        case("short 8 min", Site { dwell_median_min: 8.0, ..alone.clone() }, [0.35, 0.7]),
        case("mall 60 min", Site { dwell_spread: 0.66, ..mall }, [0.7, 1.7]),
        case("5 % missed both ways", Site { doors: lossy, ..alone.clone() }, [1.2, 3.0]),
        case("dwell varies by hour", Site { dwell_swing: 0.3, ..alone.clone() }, [1.2, 2.2]),
        case("in groups", Site { groups: Site::default().groups, ..alone }, [1.4, 2.5]),
    ]
}

pub(crate) fn run() -> Vec<Bound> {
    println!("dwell from counts: {SEEDS} seeds a case, bins of {BIN_S} s, minutes");
    println!("true is what the persons stayed; cover is the share of 90 % intervals that hold it");
    let mut bounds = Vec::new();
    for Case { name, site, most } in cases() {
        let runs: Vec<Run> =
            (1..=SEEDS).filter_map(|seed| once(&Site { seed, ..site.clone() })).collect();
        let told = runs.len() as f64;
        let mut line = format!("{name:<22} told {told:>2}");
        for (at, what) in ["median", "p90"].into_iter().enumerate() {
            let mean = |of: fn(&Pair) -> f64| {
                runs.iter().map(|run| of(&run.pairs[at])).sum::<f64>() / told
            };
            let error = mean(|pair| (pair.fit - pair.truth) * (pair.fit - pair.truth)).sqrt();
            let cover =
                mean(|pair| f64::from(u8::from(pair.low <= pair.truth && pair.truth <= pair.high)));
            let _ = write!(
                line,
                "  {what} {:.1} / {:.1} / {:.1} (RMSE {error:.2}, cover {cover:.2})",
                mean(|pair| pair.truth),
                mean(|pair| pair.fit),
                mean(|pair| pair.fifo),
            );
            let what = format!("dwell, {name}, error of the {what}");
            bounds.push(Bound { what, figure: error, least: 0.0, most: most[at] });
            let what = format!("dwell, {name}, intervals at {}", ["median", "p90"][at]);
            bounds.push(Bound { what, figure: cover, least: LEAST_COVER, most: 1.0 });
        }
        let mean = runs.iter().map(|run| run.mean).sum::<f64>() / told;
        let inside = runs.iter().filter(|run| run.bracketed).count() as f64 / told;
        println!("{line}  mean off by {:.4} %, spread within its bounds {inside:.2}", 100.0 * mean);
        let what = format!("dwell, {name}, runs that are told");
        bounds.push(Bound { what, figure: told, least: SEEDS as f64, most: SEEDS as f64 });
    }
    bounds
}

struct Run {
    pairs: [Pair; 2],
    /// Relative error of the mean.
    mean: f64,
    /// The standard deviation lies between those of first out and last out.
    bracketed: bool,
}

/// Minutes.
struct Pair {
    truth: f64,
    fit: f64,
    low: f64,
    high: f64,
    fifo: f64,
}

fn once(site: &Site) -> Option<Run> {
    let truth = site.truth();
    let cuts = truth.cuts_us(BIN_S);
    let [entries, exits] = flows(site, &truth);
    let mut inside = 0.0;
    let occupancy: Vec<Option<f64>> = entries
        .iter()
        .zip(&exits)
        .map(|(entered, left)| {
            inside = f64::max(inside + entered - left, 0.0);
            Some(inside)
        })
        .collect();
    let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    let names = vec!["site"; entries.len()];
    let (start, end) = (&cuts[..entries.len()], &cuts[1..]);
    let bins = OccupancyBins::new(&names, start, end, &some(&entries), &some(&exits), &occupancy)
        .expect("seeded bins are valid");
    let found = dwell_from_counts(&bins, &DwellFromCountsOptions::default())
        .expect("seeded bins are valid")
        .dwell_from_counts;
    let stayed = |person: &Person| (person.exit_us - person.enter_us) as f64 / 60e6;
    let mut dwell: Vec<f64> = truth.persons.iter().map(stayed).collect();
    dwell.sort_by(f64::total_cmp);
    let mut fifo = first_out(&entries, &exits);
    fifo.sort_by(f64::total_cmp);
    let at = |sorted: &[f64], share: f64| sorted[(share * (sorted.len() - 1) as f64) as usize];
    let pair = |share: f64, estimate: [Option<f64>; 3]| {
        let [fit, low, high] = estimate.map(|s| s.map(|s| s / 60.0));
        let (truth, fifo) = (at(&dwell, share), at(&fifo, share));
        Some(Pair { truth, fit: fit?, low: low?, high: high?, fifo })
    };
    let mean = dwell.iter().sum::<f64>() / dwell.len() as f64;
    let squares: f64 = dwell.iter().map(|value| (value - mean) * (value - mean)).sum();
    let sd = (squares / dwell.len() as f64).sqrt() * 60.0;
    Some(Run {
        pairs: [
            pair(
                0.5,
                [&found.median_s, &found.median_low_s, &found.median_high_s].map(|c| c.at(0)),
            )?,
            pair(0.9, [&found.p90_s, &found.p90_low_s, &found.p90_high_s].map(|c| c.at(0)))?,
        ],
        mean: found.mean_s.at(0)? / 60.0 / mean - 1.0,
        bracketed: found.sd_fifo_s.at(0)? <= sd && sd <= found.sd_lifo_s.at(0)?,
    })
}

/// Entries and exits of all doors, each day scaled so that as many leave as came.
fn flows(site: &Site, truth: &SiteTruth) -> [Vec<f64>; 2] {
    let bins = truth.cuts_us(BIN_S).len() - 1;
    let mut sums = [vec![0.0; bins], vec![0.0; bins]];
    for crossing in &truth.crossings {
        let bin = ((crossing.time_us - truth.span_us.0) / (BIN_S * 1_000_000)) as usize;
        if bin < bins {
            sums[usize::from(!crossing.inward)][bin] += 1.0;
        }
    }
    let day = bins / site.days;
    for start in (0..bins).step_by(day) {
        let total = |side: usize| sums[side][start..start + day].iter().sum::<f64>();
        let factor = (total(1) / total(0)).sqrt();
        if factor.is_finite() && factor > 0.0 {
            sums[0][start..start + day].iter_mut().for_each(|count| *count *= factor);
            sums[1][start..start + day].iter_mut().for_each(|count| *count /= factor);
        }
    }
    sums
}

/// Dwells in minutes if those who came first leave first.
fn first_out(entries: &[f64], exits: &[f64]) -> Vec<f64> {
    let mut inside: VecDeque<usize> = VecDeque::new();
    let mut dwell = Vec::new();
    let (mut come, mut gone) = (0.0_f64, 0.0_f64);
    for (bin, (entered, left)) in entries.iter().zip(exits).enumerate() {
        let (before, after) = (come.round() as i64, (come + entered).round() as i64);
        inside.extend((before..after).map(|_| bin));
        come += entered;
        let leave = (gone + left).round() as i64 - gone.round() as i64;
        gone += left;
        for _ in 0..leave {
            let Some(from) = inside.pop_front() else { break };
            dwell.push(((bin - from) as i64 * BIN_S) as f64 / 60.0);
        }
    }
    dwell
}

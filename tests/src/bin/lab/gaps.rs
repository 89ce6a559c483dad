//! Artificial gaps in good series: how near the filling comes, and how honest its intervals are.

use crate::Bound;
use crate::city::{City, Cleaned, EIGHT_WEEKS, clean, pick};
use keliu::CleanCountsOptions;
use std::ops::Range;

/// Length of the gap in hours and what is to be beaten: hourly error and error of the total.
const GOALS: [(usize, f64, f64); 4] =
    [(3, 0.115, 0.091), (24, 0.120, 0.060), (168, 0.121, 0.039), (336, 0.131, 0.036)];
const METHODS: [&str; 4] = ["linear", "last week", "hour of week", "keliu"];

pub(crate) fn run(city: &City, draws: usize) -> Vec<Bound> {
    println!("gaps: Auckland 2023-25, {} sensors, {draws} gaps a length", city.names.len());
    println!(
        "sum of |error| by hour / sum of |error of the gap's total|, both over the sum of the truth"
    );
    let mut bounds = Vec::new();
    for (length, hourly, whole) in GOALS {
        let mut errors = [[0.0; 2]; METHODS.len()];
        let (mut truth, mut inside, mut bins) = (0.0, 0_u32, 0_u32);
        for (series, start) in cases(city, length, draws) {
            let gap = Gap::cut(city, series, start, length);
            truth += gap.truth.iter().sum::<f64>();
            let ours = gap.cleaned(city);
            for (bin, seen) in ours.iter().zip(&gap.truth) {
                inside += u32::from((bin.low..=bin.high).contains(seen));
                bins += 1;
            }
            let keliu = ours.iter().map(|bin| bin.value.unwrap_or_default()).collect();
            let fills = [gap.linear(), gap.last_week(), gap.hour_of_week(), keliu];
            for (error, fill) in errors.iter_mut().zip(fills) {
                let fill: Vec<f64> = fill;
                error[0] += fill.iter().zip(&gap.truth).map(|(a, b)| (a - b).abs()).sum::<f64>();
                error[1] += (fill.iter().sum::<f64>() - gap.truth.iter().sum::<f64>()).abs();
            }
        }
        print!("{length:>4} h");
        for (name, error) in METHODS.iter().zip(&errors) {
            print!("  {name} {:.3}/{:.3}", error[0] / truth, error[1] / truth);
        }
        let cover = f64::from(inside) / f64::from(bins);
        println!("  90 % interval holds {cover:.3}");
        let ours = errors[METHODS.len() - 1];
        let mut bound = |what: &str, figure: f64, least: f64, most: f64| {
            bounds.push(Bound { what: format!("gap of {length} h, {what}"), figure, least, most });
        };
        bound("hourly error", ours[0] / truth, 0.0, hourly);
        bound("error of the total", ours[1] / truth, 0.0, whole);
        bound("cover", cover, 0.85, 0.95);
    }
    bounds
}

fn cases(city: &City, length: usize, draws: usize) -> Vec<(usize, usize)> {
    let room = city.counts[0].len() - 2 * (EIGHT_WEEKS + 56) - length;
    (1..)
        .map(|counter| {
            let stream = 40 + length as u64;
            (
                pick(stream, counter, 0, city.names.len()),
                EIGHT_WEEKS + 56 + pick(stream, counter, 1, room),
            )
        })
        .filter(|(series, start)| {
            // The bins beside the gap are needed by the linear rule.
            let around = &city.counts[*series][start - 1..=start + length];
            around.iter().all(Option::is_some)
                && around[1..=length].iter().any(|count| *count > Some(0))
        })
        .take(draws)
        .collect()
}

/// One gap with eight weeks on either side.
struct Gap {
    first: usize,
    panel: Vec<Vec<Option<u32>>>,
    series: usize,
    bins: Range<usize>,
    truth: Vec<f64>,
}

impl Gap {
    fn cut(city: &City, series: usize, start: usize, length: usize) -> Self {
        let first = start - EIGHT_WEEKS;
        let mut panel = city.cut(&(first..start + length + EIGHT_WEEKS));
        let bins = EIGHT_WEEKS..EIGHT_WEEKS + length;
        let truth =
            panel[series][bins.clone()].iter().flatten().map(|count| f64::from(*count)).collect();
        panel[series][bins.clone()].fill(None);
        Self { first, panel, series, bins, truth }
    }

    fn cleaned(&self, city: &City) -> Vec<Cleaned> {
        let options = CleanCountsOptions { detect: false, ..CleanCountsOptions::default() };
        clean(city, self.first, &self.panel, self.series, &options)[self.bins.clone()].to_vec()
    }

    fn at(&self, bin: usize) -> Option<f64> {
        self.panel[self.series].get(bin).copied().flatten().map(f64::from)
    }

    fn linear(&self) -> Vec<f64> {
        let left = self.at(self.bins.start - 1).expect("chosen so");
        let right = self.at(self.bins.end).expect("chosen so");
        let steps = self.bins.len() as f64 + 1.0;
        (1..=self.bins.len()).map(|step| left + (right - left) * step as f64 / steps).collect()
    }

    fn last_week(&self) -> Vec<f64> {
        self.bins
            .clone()
            .map(|bin| {
                (1..=bin / 168).find_map(|weeks| self.at(bin - 168 * weeks)).unwrap_or_default()
            })
            .collect()
    }

    fn hour_of_week(&self) -> Vec<f64> {
        self.bins
            .clone()
            .map(|bin| {
                let seen: Vec<f64> = (bin % 168..self.panel[self.series].len())
                    .step_by(168)
                    .filter_map(|at| self.at(at))
                    .collect();
                seen.iter().sum::<f64>() / seen.len().max(1) as f64
            })
            .collect()
    }
}

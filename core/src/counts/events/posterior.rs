//! The probability of an event in every bin: baseline and chain, each given the other.

use super::Series;
use super::baseline::Baseline;
use super::chain::{Chain, DEFICIT, NORMAL, SURPLUS};
use super::emission::{Emission, Laws};
use crate::math::{exp, ln};
use crate::stats::order::quantile_in_place;

/// Times the baseline is fitted again without the events that were found.
const REFITS: usize = 2;
/// What the settings are worth against what the series shows: four weeks without, four events.
const PRIOR_DAYS: f64 = 28.0;
const PRIOR_EVENTS: f64 = 4.0;
/// Longest chain per bin: an event of mean length below a bin still is an event of a bin.
const MOST_LIKELY_END: f64 = 0.9;

/// What is known of events before looking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Settings {
    /// Mean time between the end of an event and the next, in seconds.
    pub(crate) every_s: f64,
    /// Mean length in seconds.
    pub(crate) length_s: f64,
    /// Mean persons that an event adds to a bin; NaN takes it from the scatter of busy hours.
    pub(crate) persons: f64,
}

/// What was found in each bin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Posterior {
    /// Normal count per direction.
    pub(crate) expected: Vec<Vec<f64>>,
    /// Dispersion per direction.
    pub(crate) alpha: Vec<f64>,
    pub(crate) surplus: Vec<f64>,
    pub(crate) deficit: Vec<f64>,
    /// Persons beyond the normal count per direction, were the bin in the state: surplus, deficit.
    pub(crate) extra: Vec<[Vec<f64>; 2]>,
    /// Log likelihood of surplus and of deficit against normal.
    pub(crate) evidence: Vec<[f64; 2]>,
}

/// Forward-backward over a baseline, the baseline again without the events, and so on.
pub(crate) fn posterior(series: &Series, settings: Settings) -> Posterior {
    let bin_s = f64::from(series.grid.usual_s());
    let prior_starts = PRIOR_DAYS * 86_400.0 / settings.every_s;
    let prior_end_bins = PRIOR_EVENTS * settings.length_s / bin_s;
    let mut chain = Chain {
        start: (bin_s / settings.every_s).min(0.5),
        end: (bin_s / settings.length_s).min(MOST_LIKELY_END),
    };
    let mut baselines: Vec<Baseline> =
        series.counts.iter().map(|counts| Baseline::robust(&series.grid, counts)).collect();
    let mut result = Posterior::default();
    for refit in 0..=REFITS {
        result = explain(series, &baselines, settings);
        let logs: Vec<[f64; 3]> =
            result.evidence.iter().map(|&[surplus, deficit]| [0.0, surplus, deficit]).collect();
        let smoothed = chain.smooth(&logs, &series.absent_before);
        let of = |state: usize| smoothed.states.iter().map(|states| states[state]).collect();
        (result.surplus, result.deficit) = (of(SURPLUS), of(DEFICIT));
        if refit == REFITS {
            break;
        }
        let normal: Vec<f64> = of(NORMAL);
        if refit == 0 {
            // One step of Baum and Welch (1970) with the settings as Dirichlet counts.
            let quiet: f64 = normal.iter().sum();
            let busy = normal.len() as f64 - quiet;
            chain.start = ((prior_starts + smoothed.starts)
                / (PRIOR_DAYS * 86_400.0 / bin_s + quiet))
                .min(0.5);
            chain.end =
                ((PRIOR_EVENTS + smoothed.ends) / (prior_end_bins + busy)).min(MOST_LIKELY_END);
        }
        // Bins that are events more likely than not say nothing about the normal week.
        let weight: Vec<f64> =
            normal.iter().map(|&share| if share < 0.5 { 0.0 } else { share }).collect();
        for (baseline, counts) in baselines.iter_mut().zip(&series.counts) {
            *baseline = baseline.weighted(&series.grid, counts, &weight);
        }
    }
    (result.expected, result.alpha) =
        baselines.into_iter().map(|baseline| (baseline.mean, baseline.alpha)).unzip();
    result
}

/// Likelihoods of all bins. An event may show in either direction or in both, each as likely.
fn explain(series: &Series, baselines: &[Baseline], settings: Settings) -> Posterior {
    let bins = series.grid.bins();
    let mut laws: Vec<Laws> = baselines
        .iter()
        .map(|baseline| Laws::new(baseline.alpha, event_mean(baseline, settings.persons)))
        .collect();
    let mut result = Posterior {
        extra: vec![[vec![0.0; bins], vec![0.0; bins]]; baselines.len()],
        evidence: Vec::with_capacity(bins),
        ..Posterior::default()
    };
    for bin in 0..bins {
        let mut emissions = [Emission::NONE; 2];
        let mut seen = 0;
        for (direction, counts) in series.counts.iter().enumerate() {
            let (count, mean) = (counts[bin], baselines[direction].mean[bin]);
            if !count.is_nan() && !mean.is_nan() {
                emissions[direction] = laws[direction].of(count, mean);
                result.extra[direction][1][bin] = count - mean;
                seen += 1;
            }
        }
        let ratio = |part: fn(&Emission) -> f64| emissions.map(|one| part(&one) - one.normal);
        let surplus = ratio(|one| one.surplus);
        let deficit = ratio(|one| one.deficit);
        if seen < 2 {
            // The other direction is nothing or unknown: what is seen speaks alone.
            result.evidence.push([surplus[0] + surplus[1], deficit[0] + deficit[1]]);
            for (direction, emission) in emissions.iter().enumerate().take(result.extra.len()) {
                result.extra[direction][0][bin] = emission.extra;
            }
            continue;
        }
        let (surplus_log, surplus_in) = either(surplus);
        let (deficit_log, _) = either(deficit);
        result.evidence.push([surplus_log, deficit_log]);
        for direction in 0..2 {
            result.extra[direction][0][bin] = surplus_in[direction] * emissions[direction].extra;
        }
    }
    result
}

/// Log of the mean likelihood ratio of "first", "second" and "both", and the probability that each is in it.
fn either([first, second]: [f64; 2]) -> (f64, [f64; 2]) {
    let logs = [first, second, first + second];
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts = logs.map(|log| exp(log - most));
    let sum = parts[0] + parts[1] + parts[2];
    (most + ln(sum / 3.0), [(parts[0] + parts[2]) / sum, (parts[1] + parts[2]) / sum])
}

/// Mean persons an event adds to a bin: by default three standard deviations of a busy bin, and at least five.
fn event_mean(baseline: &Baseline, given: f64) -> f64 {
    if !given.is_nan() {
        return given;
    }
    let mut means: Vec<f64> = baseline.mean.iter().copied().filter(|mean| !mean.is_nan()).collect();
    let busy = quantile_in_place(&mut means, 0.95).unwrap_or(0.0);
    (3.0 * (busy + baseline.alpha * busy * busy).sqrt()).max(5.0)
}

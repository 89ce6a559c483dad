//! Stretches in which a sensor's entries and exits are exchanged.

use super::found::{Found, Kind};
use super::site::{Door, Site};
use crate::math::ln;
use crate::stats::order::median_in_place;
use std::ops::Range;

/// Price of a change between right and exchanged, as a natural logarithm.
const PRICE: f64 = 12.0;
/// Least evidence of a stretch.
const EVIDENCE: f64 = 24.0;
/// One bin says at most this much: a crowd that leaves early is one event, however many they are.
const MOST_PER_BIN: f64 = 4.0;
/// Persons of no known direction that each slot of the week starts with.
const PRIOR: f64 = 4.0;
/// A site is one that people enter and leave where its exits are within this share of its entries.
const CLOSING: f64 = 0.15;
/// Standard errors by which the mean occupancy must be below nobody, or the neighbors must disagree.
const ERRORS: f64 = 4.0;
/// Least correlation of two doors' asymmetry over the week, in size.
const ALIKE: f64 = 0.5;
/// Median of chi-squared with one degree of freedom.
const CHI2_MEDIAN: f64 = 0.455;

/// How the directions of one door part over the week.
#[derive(Debug, Clone, Default)]
pub(super) struct Asymmetry {
    /// Log odds of an entry per slot of the week.
    logit: Vec<f64>,
    /// True in the bins whose directions are exchanged against the rest.
    exchanged: Vec<bool>,
    /// Evidence per bin that it is exchanged.
    evidence: Vec<f64>,
}

/// Both directions of a bin where both are usable.
fn pair(door: &Door, bin: usize) -> Option<[f64; 2]> {
    let (entries, exits) = (door.entries.as_ref()?[bin], door.exits.as_ref()?[bin]);
    (!entries.is_nan() && !exits.is_nan()).then(|| [f64::from(entries), f64::from(exits)])
}

/// Splits the bins of a door into two groups with opposite asymmetry.
///
/// Given a total n, entries are binomial with the odds of the slot of the week; exchanged, with the inverse odds.
/// A bin's log likelihood ratio is (exits - entries) x logit / dispersion. Labels and odds are found in turn, the
/// labels by the best path through two states with a price for every change (Viterbi 1967).
pub(super) fn asymmetry(site: &Site<'_>, door: &Door) -> Option<Asymmetry> {
    if door.entries.is_none() || door.exits.is_none() {
        return None;
    }
    let bins = site.index.bins();
    let pairs: Vec<Option<[f64; 2]>> = (0..bins).map(|bin| pair(door, bin)).collect();
    let mut exchanged = vec![false; bins];
    let mut found = Asymmetry::default();
    for _ in 0..6 {
        let mut sums = vec![[0.5 * PRIOR; 2]; site.index.slots];
        for (bin, pair) in pairs.iter().enumerate() {
            if let Some([entries, exits]) = pair {
                let sum = &mut sums[usize::from(site.index.slot[bin])];
                let way = usize::from(exchanged[bin]);
                sum[way] += entries;
                sum[1 - way] += exits;
            }
        }
        let logit: Vec<f64> = sums.iter().map(|[entries, exits]| ln(entries / exits)).collect();
        let mut scatter: Vec<f64> = Vec::new();
        for (bin, pair) in pairs.iter().enumerate() {
            let Some([entries, exits]) = pair else { continue };
            let sum = sums[usize::from(site.index.slot[bin])];
            let share = sum[usize::from(exchanged[bin])] / (sum[0] + sum[1]);
            let total = entries + exits;
            if total >= 5.0 {
                let apart = entries - total * share;
                scatter.push(apart * apart / (total * share * (1.0 - share)));
            }
        }
        let dispersion = (median_in_place(&mut scatter)? / CHI2_MEDIAN).max(1.0);
        let evidence: Vec<f64> = pairs
            .iter()
            .enumerate()
            .map(|(bin, pair)| {
                let Some([entries, exits]) = pair else { return 0.0 };
                let logit = logit[usize::from(site.index.slot[bin])];
                ((exits - entries) * logit / dispersion).clamp(-MOST_PER_BIN, MOST_PER_BIN)
            })
            .collect();
        let next = best_path(&evidence);
        let settled = next == exchanged;
        exchanged = next;
        found = Asymmetry { logit, exchanged: exchanged.clone(), evidence };
        if settled {
            break;
        }
    }
    Some(found)
}

/// The best labels: each bin adds its evidence where it is labeled, each change costs its price.
fn best_path(evidence: &[f64]) -> Vec<bool> {
    let mut best = [0.0, -PRICE];
    let mut came = Vec::with_capacity(evidence.len());
    for value in evidence {
        let stay = [best[0] >= best[1] - PRICE, best[1] >= best[0] - PRICE];
        let right = if stay[0] { best[0] } else { best[1] - PRICE };
        let wrong = if stay[1] { best[1] } else { best[0] - PRICE };
        came.push(stay);
        best = [right, wrong + value];
    }
    let mut label = best[1] > best[0];
    let mut labels = vec![false; evidence.len()];
    for (at, stay) in came.iter().enumerate().rev() {
        labels[at] = label;
        if !stay[usize::from(label)] {
            label = !label;
        }
    }
    labels
}

/// Mean over the days of the share of a day's visitors that are inside on the mean, in standard errors; nothing
/// where the door is no closed site of its own.
fn occupancy_score(site: &Site<'_>, door: &Door, exchanged: &[bool]) -> Option<f64> {
    let (mut entered, mut left) = (0.0, 0.0);
    let mut scores = Vec::new();
    for day in site.days {
        let (mut inside, mut held, mut total, mut bins) = (0.0, 0.0, 0.0, 0.0);
        for bin in day.clone() {
            let Some([entries, exits]) = pair(door, bin) else { continue };
            let [entries, exits] = if exchanged[bin] { [exits, entries] } else { [entries, exits] };
            entered += entries;
            left += exits;
            inside += entries - exits;
            held += inside;
            total += entries + exits;
            bins += 1.0;
        }
        if total >= 10.0 {
            scores.push(held / (bins * total));
        }
    }
    let whole: f64 = entered + left;
    if scores.len() < 7 || (entered - left).abs() > CLOSING * 0.5 * whole {
        return None;
    }
    let count = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / count;
    let square = scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>();
    let error = (square / (count - 1.0) / count).sqrt();
    Some(if error > 0.0 {
        mean / error
    } else if mean < 0.0 {
        -1e3
    } else {
        1e3
    })
}

/// Correlation of the asymmetry of two doors over the slots of the week, about none.
fn alike(a: &[f64], b: &[f64]) -> f64 {
    let (mut with, mut mine, mut theirs) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        with += a * b;
        mine += a * a;
        theirs += b * b;
    }
    let norm: f64 = mine * theirs;
    if norm > 0.0 { with / norm.sqrt() } else { 0.0 }
}

/// True where the rest of the door's data, not the stretches found, is the wrong way round; with the evidence.
fn upside_down(
    site: &Site<'_>,
    asymmetries: &[Option<Asymmetry>],
    door: usize,
) -> Option<(bool, f64, &'static str)> {
    let own = asymmetries[door].as_ref()?;
    let others: Vec<f64> = asymmetries
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != door)
        .filter_map(|(_, other)| other.as_ref().map(|other| alike(&own.logit, &other.logit)))
        .collect();
    // Two neighbors or more that agree outvote the door itself.
    let against = others.iter().filter(|alike| **alike <= -ALIKE).count();
    let with = others.iter().filter(|alike| **alike >= ALIKE).count();
    if against >= 2 && against > 3 * with {
        return Some((true, 0.5 * ERRORS * ERRORS * against as f64, "as the other doors show"));
    }
    if with > against {
        return Some((false, 0.0, ""));
    }
    let score = occupancy_score(site, &site.doors[door], &own.exchanged)?;
    let evidence = 0.5 * score * score;
    Some((score <= -ERRORS, evidence.min(1e6), "as more would leave than have entered"))
}

/// The stretches of one door that are exchanged.
pub(super) fn swaps(
    site: &Site<'_>,
    asymmetries: &[Option<Asymmetry>],
    door: usize,
    caution: f64,
) -> Vec<Found> {
    let Some(own) = &asymmetries[door] else { return Vec::new() };
    let turned = upside_down(site, asymmetries, door).filter(|(turned, ..)| *turned);
    let wrong = |bin: usize| own.exchanged[bin] != turned.is_some();
    let told = |bin: usize| pair(&site.doors[door], bin).is_some();
    let bins = site.index.bins();
    let (Some(first), Some(last)) =
        ((0..bins).find(|bin| told(*bin)), (0..bins).rfind(|bin| told(*bin)))
    else {
        return Vec::new();
    };
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for bin in first..=last {
        match stretches.last_mut() {
            _ if !wrong(bin) => {}
            Some(stretch) if stretch.end == bin => stretch.end = bin + 1,
            _ => stretches.push(bin..bin + 1),
        }
    }
    stretches
        .into_iter()
        .filter_map(|stretch| {
            let sign = if turned.is_some() { -1.0 } else { 1.0 };
            let mut evidence = stretch.clone().map(|bin| sign * own.evidence[bin]).sum::<f64>();
            let mut note = "";
            if let Some((_, of_the_rest, why)) = turned {
                evidence = evidence.min(of_the_rest);
                note = why;
            }
            let needed = if turned.is_some() { 0.5 * ERRORS * ERRORS } else { EVIDENCE };
            if evidence < caution * needed {
                return None;
            }
            let mut one = Found::new(door, Kind::Swap, stretch.start, evidence);
            one.end = (stretch.end <= last).then_some(stretch.end);
            note.clone_into(&mut one.note);
            Some(one)
        })
        .collect()
}

#[cfg(test)]
#[path = "swap_tests.rs"]
mod tests;

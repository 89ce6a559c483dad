//! Harm to clean windows, and injected faults.

use crate::Bound;
use crate::city::{
    City, Cleaned, EIGHT_WEEKS, Window, clean as clean_panel, draw, mix, pick, quantile,
};
use keliu::CleanCountsOptions;

/// Family and what each severity may cost: median and p90 of the error of the eight-week total in %.
const FAMILIES: [&str; 7] = ["gap", "dead", "frozen", "spikes", "lump", "lump gap", "block"];
const TOTALS: [(f64, f64); 3] = [(0.10, 0.3), (0.25, 0.8), (0.8, 2.0)];
/// Median of the error by day in %.
const DAYS: [f64; 3] = [0.15, 0.5, 1.5];
/// Length in hours of a gap, an outage or a frozen stretch, and number of spikes.
const LENGTHS: [usize; 3] = [6, 24, 168];
const SPIKES: [u64; 3] = [2, 6, 20];
/// Length in hours of what one upload brings at once.
const LUMPS: [usize; 3] = [3, 12, 48];

/// Cleaning one window whose series holds `faulty` in place of the truth, the rest of the city beside it.
fn cleaned(city: &City, window: &Window, faulty: &[Option<u32>]) -> Vec<Cleaned> {
    let mut panel = city.cut(&window.bins);
    panel[window.series] = faulty.to_vec();
    let mut wanted = window.series;
    let mut at = 0;
    panel.retain(|counts| {
        let silent = counts.iter().all(Option::is_none);
        wanted -= usize::from(silent && at < window.series);
        at += 1;
        !silent
    });
    clean_panel(city, window.bins.start, &panel, wanted, &CleanCountsOptions::default())
}

#[derive(Default)]
struct Score {
    /// Error of the total and sum of the errors by day, in % of the truth.
    total: f64,
    day: f64,
    injected: u32,
    found: u32,
    flagged: u32,
    right: u32,
}

fn score(truth: &[Option<u32>], mask: &[bool], cleaned: &[Cleaned]) -> Score {
    let truth: Vec<f64> = truth.iter().map(|count| count.map_or(0.0, f64::from)).collect();
    let values: Vec<f64> = cleaned.iter().map(|bin| bin.value.unwrap_or_default()).collect();
    let sum: f64 = truth.iter().sum();
    let by_day =
        |day: (&[f64], &[f64])| (day.0.iter().sum::<f64>() - day.1.iter().sum::<f64>()).abs();
    let flags: Vec<bool> = cleaned.iter().map(|bin| bin.flagged).collect();
    let near = |set: &[bool], bin: usize| {
        set[bin.saturating_sub(1)..(bin + 2).min(set.len())].iter().any(|there| *there)
    };
    let count = |of: &[bool], within: &[bool]| {
        (0..of.len()).filter(|bin| of[*bin] && near(within, *bin)).count() as u32
    };
    let size = |set: &[bool]| set.iter().filter(|there| **there).count() as u32;
    Score {
        total: 100.0 * (values.iter().sum::<f64>() - sum).abs() / sum,
        day: 100.0 * truth.chunks(24).zip(values.chunks(24)).map(by_day).sum::<f64>() / sum,
        injected: size(mask),
        found: count(mask, &flags),
        flagged: size(&flags),
        right: count(&flags, mask),
    }
}

/// Real windows as they are: what does cleaning change?
pub(crate) fn clean(label: &str, city: &City, windows: &[Window], judged: bool) -> Vec<Bound> {
    let (mut flagged, mut change, mut sum) = (0, 0.0, 0.0);
    let mut totals = Vec::new();
    for window in windows {
        let truth = &city.counts[window.series][window.bins.clone()];
        let cleaned = cleaned(city, window, truth);
        let one = score(truth, &vec![false; truth.len()], &cleaned);
        flagged += one.flagged;
        totals.push(one.total);
        for (count, bin) in truth.iter().zip(&cleaned) {
            let count = count.map_or(0.0, f64::from);
            sum += count;
            change += (bin.value.unwrap_or_default() - count).abs();
        }
    }
    let flagged = 1000.0 * f64::from(flagged) / (windows.len() * EIGHT_WEEKS) as f64;
    let change = 100.0 * change / sum;
    let [p90, worst] = [0.9, 1.0].map(|share| quantile(&totals, share));
    println!(
        "clean, {label}: {} windows, {flagged:.3} flagged of 1,000 bins, {change:.4} % changed, total error p90 {p90:.4} worst {worst:.3} %",
        windows.len(),
    );
    if !judged {
        return Vec::new();
    }
    let bound = |what: &str, figure, most| Bound {
        what: format!("{label}, {what}"),
        figure,
        least: 0.0,
        most,
    };
    vec![
        bound("flagged of 1,000 clean bins", flagged, 1.0),
        bound("% of clean counts changed", change, 0.05),
    ]
}

/// Faults of known place in real windows.
pub(crate) fn injected(label: &str, city: &City, windows: &[Window], draws: u64) -> Vec<Bound> {
    println!(
        "faults, {label}: {} windows x {draws} draws; errors in % of the eight-week total",
        windows.len()
    );
    let mut bounds = Vec::new();
    for (family, name) in FAMILIES.into_iter().enumerate() {
        for severity in 0..3 {
            let mut scores = Vec::new();
            for (at, window) in windows.iter().enumerate() {
                let truth = &city.counts[window.series][window.bins.clone()];
                for number in 0..draws {
                    let stream = 1000 + 10 * family as u64 + severity as u64;
                    let (faulty, mask) =
                        inject(name, severity, truth, stream, mix(at as u64) ^ number);
                    scores.push(score(truth, &mask, &cleaned(city, window, &faulty)));
                }
            }
            let totals: Vec<f64> = scores.iter().map(|one| one.total).collect();
            let days: Vec<f64> = scores.iter().map(|one| one.day).collect();
            let [median, p90] = [0.5, 0.9].map(|share| quantile(&totals, share));
            let day = quantile(&days, 0.5);
            let sum = |part: fn(&Score) -> u32| f64::from(scores.iter().map(part).sum::<u32>());
            let recall = sum(|one| one.found) / sum(|one| one.injected);
            let precision = sum(|one| one.right) / sum(|one| one.flagged);
            println!(
                "  {name:7} {}: total {median:.3} / {p90:.3}  day {day:.3}  recall {recall:.3}  precision {precision:.3}",
                severity + 1,
            );
            let mut bound = |what: &str, figure: f64, least: f64, most: f64| {
                let what = format!("{label}, {name} {}, {what}", severity + 1);
                bounds.push(Bound { what, figure, least, most });
            };
            bound("median error", median, 0.0, TOTALS[severity].0);
            bound("day error", day, 0.0, DAYS[severity]);
            // A spike as large as the crowds of its place is left standing: better than to clean a crowd.
            if name != "spikes" {
                bound("p90 error", p90, 0.0, TOTALS[severity].1);
            }
            bound("recall", recall, if name == "spikes" { 0.9 } else { 0.95 }, 1.0);
            if severity > 0 {
                bound("precision", precision, 0.9, 1.0);
            }
        }
    }
    bounds
}

fn inject(
    family: &str,
    severity: usize,
    truth: &[Option<u32>],
    stream: u64,
    counter: u64,
) -> (Vec<Option<u32>>, Vec<bool>) {
    let mut counts = truth.to_vec();
    let mut mask = vec![false; truth.len()];
    if family == "spikes" {
        let mean =
            truth.iter().flatten().map(|count| f64::from(*count)).sum::<f64>() / truth.len() as f64;
        for spike in 0..SPIKES[severity] {
            let bin = pick(stream, counter, 10 + spike, truth.len());
            let extra = mean * (8.0 + 32.0 * draw(stream, counter, 100 + spike));
            counts[bin] = truth[bin].map(|count| count + extra as u32);
            mask[bin] = true;
        }
        return (counts, mask);
    }
    if family == "block" {
        // A stretch written again over a later one.
        let length = LENGTHS[severity];
        let from = pick(stream, counter, 0, truth.len() - length);
        let to = pick(stream, counter, 1, truth.len() - length);
        counts[to..to + length].copy_from_slice(&truth[from..from + length]);
        mask[to..to + length].fill(from != to);
        return (counts, mask);
    }
    if family.starts_with("lump") {
        let length = LUMPS[severity];
        let start = pick(stream, counter, 0, truth.len() - length);
        let late: u32 = truth[start..start + length].iter().flatten().sum();
        counts[start..start + length].fill((family == "lump").then_some(0));
        counts[start + length] = truth[start + length].map(|count| count + late);
        mask[start..=start + length].fill(true);
        return (counts, mask);
    }
    let length = LENGTHS[severity];
    let start = pick(stream, counter, 0, truth.len() - length);
    let value = match family {
        "gap" => None,
        "dead" => Some(0),
        _ => truth[start],
    };
    counts[start..start + length].fill(value);
    mask[start..start + length].fill(true);
    (counts, mask)
}

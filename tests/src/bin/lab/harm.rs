//! Harm to clean windows: what cleaning changes where nothing is wrong. Faults on purpose are the fault lab's.

use crate::Bound;
use crate::city::{City, Cleaned, EIGHT_WEEKS, Window, clean as clean_panel, quantile};
use keliu::CleanCountsOptions;

/// Cleaning one window, the rest of the city beside it.
fn cleaned(city: &City, window: &Window) -> Vec<Cleaned> {
    let mut panel = city.cut(&window.bins);
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

/// Real windows as they are: what does cleaning change?
pub(crate) fn clean(label: &str, city: &City, windows: &[Window], judged: bool) -> Vec<Bound> {
    let (mut flagged, mut change, mut sum) = (0, 0.0, 0.0);
    let mut totals = Vec::new();
    for window in windows {
        let truth = &city.counts[window.series][window.bins.clone()];
        let cleaned = cleaned(city, window);
        flagged += cleaned.iter().filter(|bin| bin.flagged).count();
        let persons: f64 = truth.iter().flatten().map(|count| f64::from(*count)).sum();
        let kept: f64 = cleaned.iter().filter_map(|bin| bin.value).sum();
        totals.push(100.0 * (kept - persons).abs() / persons);
        for (count, bin) in truth.iter().zip(&cleaned) {
            let count = count.map_or(0.0, f64::from);
            sum += count;
            change += (bin.value.unwrap_or_default() - count).abs();
        }
    }
    let flagged = 1000.0 * flagged as f64 / (windows.len() * EIGHT_WEEKS) as f64;
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

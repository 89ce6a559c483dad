//! Stretches of hours to days in which a sensor counts a part of what its neighbors say: one of two lenses, a
//! blocked half of a door.

use super::found::{Found, Kind};
use super::shift::{LOSS, TWO_SIDED_90};
use super::site::{Door, Site};
use crate::stats::order::{median_in_place, quantile_in_place};
use std::ops::Range;

/// Days of the windows that are scanned.
const WINDOWS_DAYS: [usize; 4] = [1, 2, 4, 8];
/// Standard deviations below the donors from which a window is a loss, and the least evidence that makes.
const DEVIATIONS: f64 = 5.0;
/// The window must also fall this much lower than its likes ever rise: real days are no bell curve.
const BEYOND: f64 = 1.2;
/// Least hours of a stretch: an office on a holiday is empty by day and as usual at night.
const LEAST_H: usize = 18;
/// A part of the device loses an equal share of every hour: the hours of the stretch may scatter about their mean
/// share this many times as much as the hours around it.
const WORSE_FIT: f64 = 2.0;
/// Most stretches per sensor.
const MOST: usize = 12;

/// Sums of seen and expected persons up to every bin.
struct Sums {
    seen: Vec<f64>,
    told: Vec<f64>,
    whole: Vec<f64>,
}

impl Sums {
    fn of(door: &Door) -> Self {
        let mut sums = Self { seen: vec![0.0], told: vec![0.0], whole: vec![0.0] };
        let (mut seen, mut told, mut whole) = (0.0, 0.0, 0.0);
        for (count, usual) in door.flow.iter().zip(&door.usual) {
            whole += usual;
            if !count.is_nan() {
                seen += f64::from(*count);
                told += usual;
            }
            sums.seen.push(seen);
            sums.told.push(told);
            sums.whole.push(whole);
        }
        sums
    }

    /// Log ratio of seen to expected persons in a window; NaN where half of it or more is unknown.
    fn log_ratio(&self, bins: &Range<usize>) -> f64 {
        let over = |sums: &[f64]| sums[bins.end] - sums[bins.start];
        let (seen, told, whole) = (over(&self.seen), over(&self.told), over(&self.whole));
        if told < 5.0 || told < 0.5 * whole {
            return f64::NAN;
        }
        crate::math::ln((seen + 0.5) / (told + 0.5))
    }
}

/// The sums of all sensors of a site, for [`losses`].
pub(super) struct Scan {
    sums: Vec<Sums>,
}

impl Scan {
    pub(super) fn of(site: &Site<'_>) -> Self {
        let empty = || Sums { seen: Vec::new(), told: Vec::new(), whole: Vec::new() };
        let sums = site
            .doors
            .iter()
            .map(|door| if door.usual.is_empty() { empty() } else { Sums::of(door) });
        Self { sums: sums.collect() }
    }

    /// What the donors say of a window, as a log ratio; NaN where none speaks.
    fn donors_say(&self, donors: &[usize], bins: &Range<usize>, held: &mut Vec<f64>) -> f64 {
        held.clear();
        held.extend(
            donors.iter().map(|donor| self.sums[*donor].log_ratio(bins)).filter(|q| !q.is_nan()),
        );
        median_in_place(held).unwrap_or(f64::NAN)
    }
}

/// One window that stands out.
struct Deep {
    bins: Range<usize>,
    deviations: f64,
    scale: f64,
}

/// The stretches in which a sensor falls short of its donors.
pub(super) fn losses(
    site: &Site<'_>,
    scan: &Scan,
    door: usize,
    donors: &[usize],
    caution: f64,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if donors.is_empty() || site.doors[door].usual.is_empty() {
        return found;
    }
    let bins = site.index.bins();
    let per_day = site.index.per_day.max(1);
    // Windows start every hour: a finer start changes no window by much.
    let stride = (per_day / 24).max(1);
    let mut held = Vec::new();
    let mut deep: Vec<Deep> = Vec::new();
    for days in WINDOWS_DAYS {
        let length = days * per_day;
        if length * 2 > bins {
            break;
        }
        let mut windows: Vec<(usize, f64)> = (0..=bins - length)
            .step_by(stride)
            .map(|start| {
                let window = start..start + length;
                let own = scan.sums[door].log_ratio(&window);
                (start, own - scan.donors_say(donors, &window, &mut held))
            })
            .filter(|(_, ratio)| !ratio.is_nan())
            .collect();
        let mut ratios: Vec<f64> = windows.iter().map(|(_, ratio)| *ratio).collect();
        let Some(middle) = median_in_place(&mut ratios) else { continue };
        for ratio in &mut ratios {
            *ratio -= middle;
        }
        // A loss lowers ratios and never raises them: the upper tail shows chance alone.
        let upper = quantile_in_place(&mut ratios, 0.95).unwrap_or(0.0) / TWO_SIDED_90;
        let top = quantile_in_place(&mut ratios, 0.995).unwrap_or(0.0);
        for ratio in &mut ratios {
            *ratio = ratio.abs();
        }
        let scale = upper.max(1.4826 * median_in_place(&mut ratios).unwrap_or(0.0)).max(0.01);
        windows.retain(|(_, ratio)| {
            let short = middle - ratio;
            short >= (DEVIATIONS * caution.sqrt() * scale).max(BEYOND * top)
                && short >= -crate::math::ln(LOSS)
        });
        deep.extend(windows.into_iter().map(|(start, ratio)| Deep {
            bins: start..start + length,
            deviations: (middle - ratio) / scale,
            scale,
        }));
    }
    deep.sort_by(|a, b| {
        b.deviations.total_cmp(&a.deviations).then(a.bins.start.cmp(&b.bins.start))
    });
    for window in deep {
        if found.len() >= MOST {
            break;
        }
        let mut one = Found::new(
            door,
            Kind::PartialLoss,
            window.bins.start,
            0.5 * window.deviations * window.deviations,
        );
        one.end = Some(window.bins.end);
        if found.iter().any(|earlier| earlier.overlaps(&one)) {
            continue;
        }
        let Some((stretch, log)) = trimmed(site, scan, door, donors, &window.bins) else {
            continue;
        };
        if log > crate::math::ln(LOSS) || 24 * stretch.len() < LEAST_H * per_day {
            continue;
        }
        (one.start, one.end) = (stretch.start, (stretch.end < bins).then_some(stretch.end));
        let half = TWO_SIDED_90 * window.scale;
        one.set_factor(log, [log - half, log + half]);
        one.donors = donors.len();
        if !found.iter().any(|earlier| earlier.overlaps(&one)) {
            found.push(one);
        }
    }
    found
}

/// The stretch around a window in which the counts fit the smaller share best, and the log of that share.
///
/// With expected counts m the log likelihood ratio of a share f is the sum of y ln f + m (1 - f): its largest
/// run is the stretch (CUSUM; Page 1954). The share is then measured again, twice.
fn trimmed(
    site: &Site<'_>,
    scan: &Scan,
    door: usize,
    donors: &[usize],
    window: &Range<usize>,
) -> Option<(Range<usize>, f64)> {
    let bins = site.index.bins();
    let per_day = site.index.per_day.max(1);
    let reach = window.len() + per_day;
    let around = window.start.saturating_sub(reach)..(window.end + reach).min(bins);
    let mut held = Vec::new();
    // What the donors say of the day around each bin.
    let expected: Vec<f64> = around
        .clone()
        .map(|bin| {
            let day = bin.saturating_sub(per_day / 2)..(bin + per_day.div_ceil(2)).min(bins);
            let common = scan.donors_say(donors, &day, &mut held);
            site.doors[door].usual[bin]
                * if common.is_nan() { 1.0 } else { crate::math::exp(common) }
        })
        .collect();
    let flow = &site.doors[door].flow[around.clone()];
    let share = |stretch: &Range<usize>| {
        let (mut seen, mut told) = (0.0, 0.0);
        for at in stretch.clone() {
            if !flow[at].is_nan() {
                seen += f64::from(flow[at]);
                told += expected[at];
            }
        }
        (seen + 0.5) / (told + 0.5)
    };
    // Against the days before and after, not against the profile, which may stand apart from both.
    let mut stretch = window.start - around.start..window.end - around.start;
    let mut factor = 1.0;
    for _ in 0..3 {
        let outside = [0..stretch.start, stretch.end..flow.len()];
        let weight: Vec<f64> = outside.iter().map(|side| side.len() as f64).collect();
        let total = weight[0] + weight[1];
        let usual = if total > 0.0 {
            crate::math::exp(
                (weight[0] * crate::math::ln(share(&outside[0]))
                    + weight[1] * crate::math::ln(share(&outside[1])))
                    / total,
            )
        } else {
            1.0
        };
        factor = share(&stretch) / usual;
        if factor >= 1.0 {
            return None;
        }
        let log = crate::math::ln(factor.max(1e-6));
        let (mut sum, mut from, mut best) = (0.0, 0, (0.0, 0..0));
        for at in 0..flow.len() {
            if !flow[at].is_nan() {
                sum += f64::from(flow[at]) * log + usual * expected[at] * (1.0 - factor);
            }
            if sum <= 0.0 {
                (sum, from) = (0.0, at + 1);
            } else if sum > best.0 {
                best = (sum, from..at + 1);
            }
        }
        if best.1.is_empty() {
            return None;
        }
        stretch = best.1;
    }
    let apart = |range: &[Range<usize>], share: f64| {
        let mut apart: Vec<f64> = range
            .iter()
            .flat_map(Clone::clone)
            .filter(|at| !flow[*at].is_nan() && share * expected[*at] >= 5.0)
            .map(|at| (f64::from(flow[at]) / (share * expected[at]) - 1.0).abs())
            .collect();
        median_in_place(&mut apart)
    };
    let outside = [0..stretch.start, stretch.end..flow.len()];
    let around_it = apart(&outside, share(&outside[usize::from(outside[0].is_empty())]));
    let within = apart(&[stretch.clone()], share(&stretch));
    if let (Some(within), Some(around_it)) = (within, around_it)
        && within > WORSE_FIT * around_it.max(0.05)
    {
        return None;
    }
    let outside = around.start + stretch.start..around.start + stretch.end;
    Some((outside, crate::math::ln(factor.max(1e-6))))
}

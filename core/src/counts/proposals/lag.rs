//! Lags of a clock: how far a sensor's week is moved against another.

/// Largest lag, in hours: the zones of the earth lie within 14.
const LARGEST_H: i64 = 14;

/// A lag: whole bins and a share of the next one. A positive lag is a clock that is ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lag {
    pub(super) bins: i64,
    pub(super) share: f64,
}

impl Lag {
    pub(super) fn of_bins(bins: f64) -> Self {
        let whole = bins.floor();
        Self { bins: whole as i64, share: bins - whole }
    }

    pub(super) fn in_bins(self) -> f64 {
        self.bins as f64 + self.share
    }

    /// What the ordinary week, moved by the lag, holds in a bin.
    pub(super) fn at(self, usual: &[f64], bin: usize) -> f64 {
        let last = usual.len() as i64 - 1;
        let of = |at: i64| usual[at.clamp(0, last) as usize];
        let at = bin as i64 - self.bins;
        if self.share > 0.0 {
            (1.0 - self.share) * of(at) + self.share * of(at - 1)
        } else {
            of(at)
        }
    }
}

/// Least lag in seconds: over the seasons people themselves move by a quarter of an hour.
const LEAST_S: f64 = 1200.0;

/// The lags that are tried, in order of size: whole bins up to two hours, then half hours up to the largest; and
/// half a bin, which a week that is blended from two clocks makes out of a whole one, where `blended`.
pub(super) fn lags(bin_s: f64, blended: bool) -> Vec<Lag> {
    let mut tried: Vec<f64> = vec![0.0];
    let near = (2.0 * 3600.0 / bin_s).floor() as i64;
    let step = (near / 24).max(1);
    tried.extend((1..=near).filter(|bin| bin % step == 0).map(|bin| bin as f64));
    if blended && bin_s > 1800.0 {
        tried.push(0.5);
    }
    let half = (1800.0 / bin_s).max(1.0);
    let mut far = half;
    while far * bin_s <= LARGEST_H as f64 * 3600.0 {
        tried.push(far.round());
        far += half;
    }
    tried.sort_by(f64::total_cmp);
    tried.dedup();
    let mut lags = vec![Lag::of_bins(0.0)];
    for bins in tried.into_iter().filter(|bins| bins * bin_s >= LEAST_S) {
        lags.push(Lag::of_bins(bins));
        lags.push(Lag::of_bins(-bins));
    }
    lags
}

/// The lag of the list that is nearest to the one wanted, the first of two as near.
pub(super) fn nearest(lags: &[Lag], wanted: f64) -> usize {
    let far = |at: usize| (lags[at].in_bins() - wanted).abs();
    (0..lags.len()).fold(0, |near, at| if far(at) < far(near) { at } else { near })
}

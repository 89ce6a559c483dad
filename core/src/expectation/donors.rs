//! Donors: neighbors whose departures from their own profiles tell of the same days.

use crate::error::Result;
use crate::stats::order::median_of_sorted;
use crate::watch::Watch;

/// Departures are clipped to a factor of e^2 = 7.4 either way, so that one broken neighbor cannot
/// pull an expectation without bound.
pub(crate) const DEPARTURE_LIMIT: f64 = 2.0;
/// Added to count and expectation in the log ratio: keeps quiet hours from shouting.
const OFFSET: f64 = 5.0;
/// One donor cannot say more than this beyond the median of the donors: a neighbor that goes wrong while
/// the others are well is heard, not believed.
const CONSENSUS: f64 = 0.4;
/// Donors per series.
const DONORS: usize = 5;
/// Correlations are taken over the bin's own four weeks and eight weeks on either side.
const CHUNK_DAYS: usize = 28;
const REACH_CHUNKS: usize = 2;
/// Ridge of the slope, per bin: a donor without variation gets no slope.
const SLOPE_RIDGE: f64 = 1e-6;
/// Largest slope.
const SLOPE_LIMIT: f64 = 1.2;
/// Lanes of the dot product: fixed, so that the order of summation is the same on every target.
const LANES: usize = 16;

/// Log departure of a count from its expectation; `None` count gives NaN.
pub(crate) fn departure(count: f64, expected: f64) -> f64 {
    crate::math::ln((count + OFFSET) / (expected + OFFSET)).clamp(-DEPARTURE_LIMIT, DEPARTURE_LIMIT)
}

/// Second moments of the departures of a block of series, per chunk of four weeks.
#[derive(Debug)]
pub(crate) struct DonorBook {
    chunk_bins: usize,
    bins: usize,
    /// Per chunk: lower triangle of the matrix of products, row by row.
    moments: Vec<Vec<f32>>,
}

/// The donors of one series in one chunk.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Donors {
    /// (index in the block, weight), best first.
    pub(crate) members: Vec<(usize, f64)>,
    /// Share of the donors' departure that the series follows.
    pub(crate) slope: f64,
}

impl DonorBook {
    /// `departures`: one slice per series, NaN = unknown. `per_day`: bins a day.
    pub(crate) fn new(
        departures: &[Vec<f32>],
        bins: usize,
        per_day: usize,
        watch: &Watch<'_>,
    ) -> Result<Self> {
        let chunk_bins = (per_day * CHUNK_DAYS).max(1);
        let moments = crate::parallel::map(bins.div_ceil(chunk_bins), watch, |chunk| {
            Ok(products(departures, chunk * chunk_bins, ((chunk + 1) * chunk_bins).min(bins)))
        })?;
        Ok(Self { chunk_bins, bins, moments })
    }

    /// Bins of a chunk.
    pub(crate) fn bins_of(&self, chunk: usize) -> std::ops::Range<usize> {
        chunk * self.chunk_bins..((chunk + 1) * self.chunk_bins).min(self.bins)
    }

    /// Number of chunks.
    pub(crate) fn chunks(&self) -> usize {
        self.moments.len()
    }

    fn product(&self, chunk: usize, a: usize, b: usize) -> f64 {
        let (low, high) = (a.min(b), a.max(b));
        let first = chunk.saturating_sub(REACH_CHUNKS);
        let last = (chunk + REACH_CHUNKS + 1).min(self.moments.len());
        self.moments[first..last].iter().map(|m| f64::from(m[high * (high + 1) / 2 + low])).sum()
    }

    /// The five series most correlated with `series` around `chunk`, weights rho^2, and the
    /// least-squares slope on their weighted mean. Correlations are about zero, the profile.
    pub(crate) fn choose(&self, series: usize, count: usize, chunk: usize) -> Donors {
        let own = self.product(chunk, series, series);
        if own <= 0.0 {
            return Donors::default();
        }
        let mut ranked: Vec<(f64, usize)> = (0..count)
            .filter(|other| *other != series)
            .filter_map(|other| {
                let norm = self.product(chunk, other, other);
                let rho = self.product(chunk, series, other) / (own * norm).sqrt();
                (norm > 0.0 && rho > 0.0).then_some((rho, other))
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(DONORS);
        let total: f64 = ranked.iter().map(|(rho, _)| rho * rho).sum();
        if total <= 0.0 {
            return Donors::default();
        }
        let members: Vec<(usize, f64)> =
            ranked.iter().map(|(rho, other)| (*other, rho * rho / total)).collect();
        let mut with_own = 0.0;
        let mut among = 0.0;
        for (a, weight) in &members {
            with_own += weight * self.product(chunk, series, *a);
            for (b, other_weight) in &members {
                among += weight * other_weight * self.product(chunk, *a, *b);
            }
        }
        let ridge = SLOPE_RIDGE * (self.chunk_bins * (2 * REACH_CHUNKS + 1)) as f64;
        let slope = (with_own / (among + ridge)).clamp(0.0, SLOPE_LIMIT);
        Donors { members, slope }
    }

    /// Common departure per bin as the donors of `series` see it, times the slope; 0 where no donor
    /// speaks. The second vector tells in which bins one did.
    pub(crate) fn common_departure(
        &self,
        departures: &[Vec<f32>],
        series: usize,
    ) -> (Vec<f64>, Vec<bool>) {
        let mut common = vec![0.0; self.bins];
        let mut spoke = vec![false; self.bins];
        let mut heard = Vec::with_capacity(DONORS);
        for chunk in 0..self.chunks() {
            let donors = self.choose(series, departures.len(), chunk);
            if donors.slope <= 0.0 {
                continue;
            }
            for t in self.bins_of(chunk) {
                heard.clear();
                for (donor, share) in &donors.members {
                    let q = departures[*donor][t];
                    if !q.is_nan() {
                        heard.push((f64::from(q), *share));
                    }
                }
                let middle = middle_of(&heard);
                let (mut sum, mut weight) = (0.0, 0.0);
                for (q, share) in &heard {
                    sum += share * q.clamp(middle - CONSENSUS, middle + CONSENSUS);
                    weight += share;
                }
                if weight > 0.0 {
                    common[t] = donors.slope * sum / weight;
                    spoke[t] = true;
                }
            }
        }
        (common, spoke)
    }
}

/// Median of the departures that the donors of one bin tell.
fn middle_of(heard: &[(f64, f64)]) -> f64 {
    let mut sorted = [0.0; DONORS];
    let sorted = &mut sorted[..heard.len()];
    for (cell, (q, _)) in sorted.iter_mut().zip(heard) {
        *cell = *q;
    }
    sorted.sort_unstable_by(f64::total_cmp);
    median_of_sorted(sorted).unwrap_or(0.0)
}

fn products(departures: &[Vec<f32>], start: usize, end: usize) -> Vec<f32> {
    let width = (end - start).next_multiple_of(LANES);
    // Unknown departures count as none: a donor with many holes loses weight by itself.
    let mut dense = vec![0.0_f32; width * departures.len()];
    for (row, series) in dense.chunks_exact_mut(width.max(1)).zip(departures) {
        for (cell, q) in row.iter_mut().zip(&series[start..end]) {
            *cell = if q.is_nan() { 0.0 } else { *q };
        }
    }
    let mut moments = Vec::with_capacity(departures.len() * (departures.len() + 1) / 2);
    for a in 0..departures.len() {
        for b in 0..=a {
            moments
                .push(dot(&dense[a * width..(a + 1) * width], &dense[b * width..(b + 1) * width]));
        }
    }
    moments
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (x, y) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
#[path = "donors_tests.rs"]
mod tests;

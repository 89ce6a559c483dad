//! Durations of which some are cut short: the product-limit curve of Kaplan and Meier (1958), its bands, quantiles
//! and restricted mean.

use crate::math::{exp, ln};

/// Room for rounding where a share of the curve is compared with a share that was asked for: 1 - 0.9 is not 0.1.
const EQUAL: f64 = 1e-12;

/// Equal durations: how many ended there, and how many were cut there, which lasted at least as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Durations {
    pub(crate) ticks: i64,
    pub(crate) ended: u64,
    pub(crate) cut: u64,
}

/// The curve from one duration at which something ended to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    ticks: i64,
    /// The share that lasts longer.
    survival: f64,
    /// Greenwood's sum of d / (n (n - d)); infinite where nothing is left.
    greenwood: f64,
}

/// A number with its interval where it has one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) interval: Option<(f64, f64)>,
}

/// A quantile and the ends of its interval, each where the curve reaches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Quantile {
    pub(crate) ticks: Option<i64>,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
}

/// The share of durations that last longer than t, for every t.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    steps: Vec<Step>,
    ended: u64,
    longest: i64,
}

impl Curve {
    /// The curve of ascending durations; nothing where none of them ended, for then there is no curve.
    ///
    /// Durations cut at t are still there when others end at t.
    pub(crate) fn new(durations: &[Durations]) -> Option<Self> {
        let longest = durations.last()?.ticks;
        let mut at_risk: u64 = durations.iter().map(|group| group.ended + group.cut).sum();
        let ended = durations.iter().map(|group| group.ended).sum();
        // Between two cuts the product telescopes: one division, so that shares of whole numbers stay exact.
        let (mut base, mut base_risk) = (1.0, at_risk);
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        for group in durations {
            let left = at_risk - group.ended;
            if group.ended > 0 {
                survival = base * left as f64 / base_risk as f64;
                greenwood += group.ended as f64 / (at_risk as f64 * left as f64);
                steps.push(Step { ticks: group.ticks, survival, greenwood });
            }
            at_risk = left - group.cut;
            if group.cut > 0 {
                (base, base_risk) = (survival, at_risk);
            }
        }
        (ended > 0).then_some(Self { steps, ended, longest })
    }

    /// The share that lasts longer than all that was seen.
    pub(crate) fn tail(&self) -> f64 {
        self.steps.last().map_or(1.0, |step| step.survival)
    }

    /// The share that lasts `ticks` or longer, with its band; nothing beyond what was seen.
    pub(crate) fn reaching(&self, ticks: i64, z: f64) -> Option<Estimate> {
        if ticks > self.longest && self.tail() > 0.0 {
            return None;
        }
        let before = self.steps.partition_point(|step| step.ticks < ticks);
        Some(match before.checked_sub(1).map(|place| &self.steps[place]) {
            None => Estimate { value: 1.0, interval: None },
            Some(step) => Estimate { value: step.survival, interval: step.band(z) },
        })
    }

    /// The duration that `share` of them do not exceed: the first t with S(t) ≤ 1 - share; its interval holds all t
    /// whose band holds 1 - share (Brookmeyer and Crowley 1982).
    pub(crate) fn quantile(&self, share: f64, z: f64) -> Quantile {
        let level = 1.0 - share + EQUAL;
        let first = |reaches: &dyn Fn(&Step) -> bool| {
            self.steps.iter().find(|step| reaches(step)).map(|step| step.ticks)
        };
        Quantile {
            ticks: first(&|step| step.survival <= level),
            low: first(&|step| step.band(z).is_some_and(|(low, _)| low <= level)),
            high: first(&|step| step.band(z).is_some_and(|(_, high)| high <= level)),
        }
    }

    /// The mean of durations of which what exceeds `until` is taken off: the area under the curve up to there.
    ///
    /// Variance: Σ A² d / (n (n - d)), A being the area from each step to `until` (Kaplan and Meier 1958, 2.3), times
    /// D / (D - 1) for D that ended, so that without cuts it is the variance of a mean. Nothing beyond what was seen.
    pub(crate) fn restricted_mean(&self, until: i64, z: f64) -> Option<Estimate> {
        if until > self.longest && self.tail() > 0.0 {
            return None;
        }
        let inside = &self.steps[..self.steps.partition_point(|step| step.ticks < until)];
        let end_of = |place: usize| inside.get(place + 1).map_or(until, |next| next.ticks);
        let area =
            |place: usize| inside[place].survival * (end_of(place) - inside[place].ticks) as f64;
        let first = inside.first().map_or(until, |step| step.ticks) as f64;
        let value = (0..inside.len()).fold(first, |sum, place| sum + area(place));
        let (mut after, mut variance) = (0.0, 0.0);
        for place in (0..inside.len()).rev() {
            after += area(place);
            let before = if place == 0 { 0.0 } else { inside[place - 1].greenwood };
            if after > 0.0 {
                variance += after * after * (inside[place].greenwood - before);
            }
        }
        let interval = (self.ended > 1).then(|| {
            let ended = self.ended as f64;
            let half = z * (variance * ended / (ended - 1.0)).sqrt();
            ((value - half).max(0.0), (value + half).min(until as f64))
        });
        Some(Estimate { value, interval })
    }
}

impl Step {
    /// The band from ln(-ln S), which stays within 0 to 1; nothing where nobody is left, for it has no width there.
    fn band(&self, z: f64) -> Option<(f64, f64)> {
        if self.survival <= 0.0 {
            return None;
        }
        let log = ln(self.survival);
        let half = z * self.greenwood.sqrt() / -log;
        Some((exp(log * exp(half)), exp(log * exp(-half))))
    }
}

#[cfg(test)]
#[path = "survival_tests.rs"]
mod tests;

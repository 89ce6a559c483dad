//! The laws of dwell that agree with the exits, each with its weight.

use super::arrivals::{Arrivals, Lived};
use super::flow::Flow;
use super::weigh::{Distance, Weights, product};
use crate::math::{exp, ln};
use crate::stats::lifetime::{Law, Lifetime};

/// Spreads between nearly constant and far longer tailed than any site.
const SPREADS: (f64, f64) = (0.15, 2.2);
/// Steps between the spreads that are looked at first.
const STEPS: usize = 12;
/// The law by which exits are weighed before one is known.
const PILOT: f64 = 0.8;
/// Standard deviation of the swing of the logarithm of the dwell over the day before the counts are seen.
const USUAL_SWING: f64 = 0.25;
/// Rounds in which spread and swing are improved, and the first distance of spreads in logarithms.
const ROUNDS: usize = 4;
const APART: f64 = 0.12;
/// Places on each side of the best spread of a law, this many standard errors apart.
const SIDE: i32 = 5;
const ERRORS: f64 = 0.65;
const LEAST_ERROR: f64 = 0.005;
const MOST_ERROR: f64 = 0.25;
/// Laws whose weight is below this part of the best are left out.
const NEGLIGIBLE: f64 = 1e-4;
/// The spread matters if it changes ln of the likelihood by more than half the 90 % point of chi-square.
const FLAT: f64 = 1.353;

/// The law that is reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fit {
    pub(crate) law: Law,
    /// Its mean if nothing closed.
    pub(crate) mean_s: f64,
    pub(crate) spread: f64,
}

impl Fit {
    pub(crate) fn life(&self) -> Lifetime {
        Lifetime::new(self.law, self.mean_s, self.spread)
    }
}

/// One law that agrees with the exits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) lived: Lived,
    pub(crate) weight: f64,
    /// Distance in ln of the spread to the candidates side by side.
    pub(crate) step: f64,
    /// Variances of the swing and, in the middle, their covariance.
    pub(crate) swing: [f64; 3],
}

/// All laws that agree with the exits, those of one family side by side; their weights add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) fit: Fit,
    pub(crate) candidates: Vec<Candidate>,
    /// What the exits say about the logarithm of the spread of the law that is reported (Fisher 1922).
    pub(crate) fisher: f64,
    /// How many times more exits scatter than those of persons alone.
    pub(crate) dispersion: f64,
    /// No spread is much more likely than the others.
    pub(crate) flat: bool,
}

/// What swings agree with the exits under one law: their mean, covariance, and ln of the likelihood over them.
#[derive(Debug, Clone, Copy)]
struct Swing {
    mean: [f64; 2],
    variance: [f64; 3],
    likelihood: f64,
}

impl Swing {
    /// Normal swings before the counts make the sum over all swings a Gaussian integral (Laplace).
    fn of(distance: &Distance, dispersion: f64) -> Self {
        let own = 1.0 / (USUAL_SWING * USUAL_SWING);
        let [first, both, second] = distance.columns.map(|column| column / dispersion);
        let toward = distance.toward.map(|toward| toward / dispersion);
        let (first, second) = (first + own, second + own);
        let size = first * second - both * both;
        let variance = [second / size, -both / size, first / size];
        let mean = product(variance, toward);
        let likelihood = -0.5 * distance.squares / dispersion
            + 0.5 * (toward[0] * mean[0] + toward[1] * mean[1])
            - 0.5 * ln(size / (own * own));
        Self { mean, variance, likelihood }
    }
}

/// Place of the top of the parabola through three places side by side, and how it bends; beyond the higher end
/// where it has no top.
fn top(middle: f64, apart: f64, [below, here, above]: [f64; 3]) -> (f64, f64) {
    let bend = (below - 2.0 * here + above) / (apart * apart);
    if bend < 0.0 {
        let away = -(above - below) / (2.0 * apart) / bend;
        (middle + away.clamp(-2.0 * apart, 2.0 * apart), -bend)
    } else if below > above {
        (middle - 2.0 * apart, 0.0)
    } else {
        (middle + 2.0 * apart, 0.0)
    }
}

/// The exits of a site, ready to be compared with laws.
struct Search<'a> {
    flow: &'a Flow,
    arrivals: &'a Arrivals,
    weights: Weights,
    dispersion: f64,
    swing: [f64; 2],
}

impl Search<'_> {
    fn within(log: f64) -> f64 {
        log.clamp(ln(SPREADS.0), ln(SPREADS.1))
    }

    fn at(&self, law: Law, log: f64) -> Option<(Lived, Distance)> {
        let lived = self.arrivals.pinned(law, exp(log), self.swing)?;
        let distance = self.weights.distance(self.flow, self.arrivals, &lived, true);
        Some((lived, distance))
    }

    fn likelihood(&self, law: Law, log: f64) -> Option<f64> {
        let (_, distance) = self.at(law, log)?;
        Some(Swing::of(&distance, self.dispersion).likelihood)
    }

    /// ln of the likelihood of spreads far apart, without any swing.
    fn scan(&self, law: Law) -> Vec<(f64, f64)> {
        let (least, most) = (ln(SPREADS.0), ln(SPREADS.1));
        (0..=STEPS)
            .filter_map(|place| {
                let log = least + (most - least) * place as f64 / STEPS as f64;
                let lived = self.arrivals.pinned(law, exp(log), [0.0; 2])?;
                let distance = self.weights.distance(self.flow, self.arrivals, &lived, false);
                Some((log, -0.5 * distance.squares))
            })
            .collect()
    }

    /// Improves spread and swing in turn, and takes the scatter of the exits from what is left.
    fn improve(&mut self, law: Law, mut log: f64) -> f64 {
        let mut apart = APART;
        for _ in 0..ROUNDS {
            log = Self::within(log);
            let Some((_, here)) = self.at(law, log) else { break };
            let free = self.weights.bins.saturating_sub(3).max(1) as f64;
            let left = |swing: &Swing| {
                let gone = product(here.columns, swing.mean);
                let by = |k: usize| swing.mean[k] * (gone[k] - 2.0 * here.toward[k]);
                here.squares + by(0) + by(1)
            };
            let swing = Swing::of(&here, self.dispersion);
            // Exits of groups scatter more than those of persons alone; never less.
            self.dispersion = (left(&swing) / free).max(1.0);
            let swing = Swing::of(&here, self.dispersion);
            let sides = [log - apart, log + apart].map(|log| self.likelihood(law, log));
            if let [Some(below), Some(above)] = sides {
                log = top(log, apart, [below, swing.likelihood, above]).0;
            }
            self.swing = swing.mean;
            apart *= 0.6;
        }
        Self::within(log)
    }

    /// Laws of one family around the likeliest one, with ln of their weights.
    fn around(&self, law: Law, mut log: f64) -> Vec<(Candidate, f64)> {
        let mut error = MOST_ERROR;
        let mut apart = APART;
        for _ in 0..2 {
            log = Self::within(log);
            let places = [log - apart, log, log + apart].map(|log| self.likelihood(law, log));
            let [Some(below), Some(here), Some(above)] = places else { break };
            let (place, bend) = top(log, apart, [below, here, above]);
            log = place;
            error = if bend > 0.0 {
                (1.0 / bend.sqrt()).clamp(LEAST_ERROR, MOST_ERROR)
            } else {
                MOST_ERROR
            };
            apart *= 0.5;
        }
        let step = ERRORS * error;
        (-SIDE..=SIDE)
            .filter_map(|place| {
                let log = log + f64::from(place) * step;
                if Self::within(log) != log {
                    return None;
                }
                let (_, distance) = self.at(law, log)?;
                let swing = Swing::of(&distance, self.dispersion);
                let lived = self.arrivals.pinned(law, exp(log), swing.mean)?;
                let candidate = Candidate { lived, weight: 0.0, step, swing: swing.variance };
                Some((candidate, swing.likelihood + ln(step)))
            })
            .collect()
    }
}

/// Weighs laws of these families by how likely the exits are under them (Bayes with families and the logarithms
/// of spreads alike before); nothing where no law has the mean that Little's law asks for.
pub(crate) fn fitted(flow: &Flow, arrivals: &Arrivals, laws: &[Law]) -> Option<Fitted> {
    let pilot = arrivals.pinned(Law::Lognormal, PILOT, [0.0; 2])?;
    let weights = Weights::new(flow, &pilot);
    if weights.bins == 0 {
        return None;
    }
    let mut search = Search { flow, arrivals, weights, dispersion: 1.0, swing: [0.0; 2] };
    let scans: Vec<(Law, Vec<(f64, f64)>)> =
        laws.iter().map(|law| (*law, search.scan(*law))).collect();
    let best_of = |scan: &[(f64, f64)]| {
        scan.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)))
    };
    let (law, (log, height)) = scans
        .iter()
        .filter_map(|(law, scan)| Some((*law, best_of(scan)?)))
        .reduce(|best, next| if next.1.1 > best.1.1 { next } else { best })?;
    let lowest = scans
        .iter()
        .filter(|(of, _)| *of == law)
        .flat_map(|(_, scan)| scan.iter().map(|place| place.1))
        .fold(f64::INFINITY, f64::min);
    let log = search.improve(law, log);
    if let Some(lived) = arrivals.pinned(law, exp(log), search.swing) {
        search.weights = Weights::new(flow, &lived);
    }
    search.improve(law, log);
    let mut found: Vec<(Candidate, f64)> = scans
        .iter()
        .filter_map(|(law, scan)| Some((*law, best_of(scan)?.0)))
        .flat_map(|(of, start)| search.around(of, if of == law { log } else { start }))
        .collect();
    let most = found.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    for (candidate, log) in &mut found {
        candidate.weight = exp(*log - most);
    }
    let mut candidates: Vec<Candidate> = found
        .into_iter()
        .map(|(candidate, _)| candidate)
        .filter(|c| c.weight > NEGLIGIBLE)
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let whole: f64 = candidates.iter().map(|candidate| candidate.weight).sum();
    for candidate in &mut candidates {
        candidate.weight /= whole;
    }
    let (law, weight) = laws
        .iter()
        .map(|law| (*law, family_weight(&candidates, *law)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let moment = |of: &dyn Fn(f64) -> f64| -> f64 {
        let logs = candidates.iter().filter(|candidate| candidate.lived.law == law);
        logs.map(|candidate| candidate.weight * of(ln(candidate.lived.spread))).sum::<f64>()
            / weight
    };
    let log = moment(&|log| log);
    let variance = moment(&|other| (other - log) * (other - log)).max(LEAST_ERROR * LEAST_ERROR);
    let swing = [0, 1].map(|k| {
        candidates.iter().map(|candidate| candidate.weight * candidate.lived.swing[k]).sum::<f64>()
    });
    let mean_s = arrivals.pinned(law, exp(log), swing)?.mean_s;
    let fit = Fit { law, mean_s, spread: exp(log) };
    let flat = (height - lowest) / search.dispersion < FLAT;
    Some(Fitted { fit, candidates, fisher: 1.0 / variance, dispersion: search.dispersion, flat })
}

fn family_weight(candidates: &[Candidate], law: Law) -> f64 {
    candidates.iter().filter(|c| c.lived.law == law).map(|c| c.weight).sum()
}

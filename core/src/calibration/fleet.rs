//! Doors that borrow from the fleet: log factors shrunk towards their mean.

use crate::stats::student::t_quantile;

/// Fewer doors than this say too little about how doors differ.
const FEWEST: usize = 4;
/// The scatter of the fleet weighs as much as this many sessions of the door itself (in the manner of Smyth 2004,
/// who estimates it; a handful of doors cannot).
const PRIOR_FREEDOM: f64 = 4.0;
/// Degrees of freedom at which the t quantile is the normal one.
const KNOWN: f64 = 1e9;

/// What one door says by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Own {
    /// Natural log of the factor.
    pub(super) log: f64,
    /// Variance of the log.
    pub(super) variance: f64,
    /// Degrees of freedom of the variance; 0 for a single session, whose variance is assumed.
    pub(super) freedom: f64,
    /// Persons that the device counted.
    pub(super) device: f64,
}

/// What the door says after it has borrowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shrunk {
    pub(super) log: f64,
    /// Half width of the interval on the log scale.
    pub(super) half: f64,
    /// Weight of the door itself, 0 to 1.
    pub(super) weight: f64,
}

/// Shrinks log factors of one direction, or gives nothing where there are too few doors.
///
/// Between-door variance by `DerSimonian` and Laird (1986); weights and intervals with the correction of Morris
/// (1983, section 5) for estimating it from few doors.
pub(super) fn shrink(own: &[Own], probability: f64) -> Option<Vec<Shrunk>> {
    if own.len() < FEWEST {
        return None;
    }
    let doors = own.len() as f64;
    let moderated = moderate(own);
    let weights = || moderated.iter().map(|(variance, _)| 1.0 / variance);
    let total: f64 = weights().sum();
    let squares: f64 = weights().map(|weight| weight * weight).sum();
    let mean = weights().zip(own).map(|(weight, door)| weight * door.log).sum::<f64>() / total;
    let scatter: f64 = weights()
        .zip(own)
        .map(|(weight, door)| weight * (door.log - mean) * (door.log - mean))
        .sum();
    let between = ((scatter - (doors - 1.0)) / (total - squares / total)).max(0.0);
    let weights = || moderated.iter().map(|(variance, _)| 1.0 / (variance + between));
    let total: f64 = weights().sum();
    let mean = weights().zip(own).map(|(weight, door)| weight * door.log).sum::<f64>() / total;
    let shrunk = own.iter().zip(&moderated).map(|(door, &(variance, freedom))| {
        let lent = (doors - 3.0) / (doors - 1.0) * variance / (variance + between);
        let away = door.log - mean;
        let spread = variance * (1.0 - (doors - 1.0) / doors * lent)
            + 2.0 / (doors - 3.0) * lent * lent * away * away;
        Shrunk {
            log: mean + (1.0 - lent) * away,
            half: t_quantile(probability, freedom) * spread.sqrt(),
            weight: 1.0 - lent,
        }
    });
    Some(shrunk.collect())
}

/// Variances per counted person, drawn towards that of the fleet: two sessions alone know little of their scatter.
fn moderate(own: &[Own]) -> Vec<(f64, f64)> {
    let freedom: f64 = own.iter().map(|door| door.freedom).sum();
    if freedom <= 0.0 {
        return own.iter().map(|door| (door.variance, KNOWN)).collect();
    }
    let pooled =
        own.iter().map(|door| door.freedom * door.variance * door.device).sum::<f64>() / freedom;
    let one = |door: &Own| {
        let both = PRIOR_FREEDOM + door.freedom;
        let of_own = door.freedom * door.variance * door.device;
        ((PRIOR_FREEDOM * pooled + of_own) / (both * door.device), both)
    };
    own.iter().map(one).collect()
}

#[cfg(test)]
#[path = "fleet_tests.rs"]
mod tests;

//! Durations that end in one of two ways or are cut: the share that has ended in one way by a time (Aalen and
//! Johansen 1978).

use super::proportion::wilson;
use super::survival::Estimate;

/// Equal durations: how many ended in each way there, and how many were cut there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Outcomes {
    pub(crate) ticks: i64,
    pub(crate) ended: [u64; 2],
    pub(crate) cut: u64,
}

/// One duration at which something ended.
struct Step {
    at_risk: f64,
    /// What ended in any way, and in the way that is asked for.
    ended: f64,
    counted: f64,
    /// The share that lasts at least so long.
    before: f64,
    /// The share that has ended in the way asked for, up to here.
    incidence: f64,
}

/// The share that has ended in way `way` by `until`, of ascending durations; nothing where none ended, or where some
/// are left at the longest and `until` lies beyond it.
///
/// Its interval is Wilson's for the number of cases that a share of that variance would have; without cuts that is
/// the number of durations. Where the share is 0 or 1 it is the number that ended.
pub(crate) fn incidence(
    durations: &[Outcomes],
    way: usize,
    until: i64,
    z: f64,
) -> Option<Estimate> {
    let longest = durations.last()?.ticks;
    let total: u64 = durations.iter().map(|it| it.ended[0] + it.ended[1] + it.cut).sum();
    let known: u64 = durations.iter().map(|it| it.ended[0] + it.ended[1]).sum();
    let mut at_risk = total;
    // Between two cuts each who ends counts the same: one division, so that shares of whole numbers stay exact.
    let (mut base, mut base_risk, mut base_incidence) = (1.0, total, 0.0);
    let (mut base_ended, mut base_counted) = (0, 0);
    let mut steps: Vec<Step> = Vec::new();
    let share = |base: f64, count: u64, risk: u64| base * count as f64 / risk as f64;
    for group in durations.iter().take_while(|group| group.ticks <= until) {
        let ended = group.ended[0] + group.ended[1];
        if ended > 0 {
            let before = share(base, base_risk - base_ended, base_risk);
            base_ended += ended;
            base_counted += group.ended[way];
            steps.push(Step {
                at_risk: at_risk as f64,
                ended: ended as f64,
                counted: group.ended[way] as f64,
                before,
                incidence: base_incidence + share(base, base_counted, base_risk),
            });
        }
        at_risk -= ended + group.cut;
        if group.cut > 0 {
            base_incidence += share(base, base_counted, base_risk);
            base = share(base, base_risk - base_ended, base_risk);
            (base_risk, base_ended, base_counted) = (at_risk, 0, 0);
        }
    }
    // Those who were cut last are left for good.
    let everything_ended = base <= 0.0 || (base_risk > 0 && base_ended == base_risk);
    if known == 0 || (until > longest && !everything_ended) {
        return None;
    }
    let value = steps.last().map_or(0.0, |step| step.incidence);
    let variance = variance(&steps, value);
    let cases = if variance > 0.0 { value * (1.0 - value) / variance } else { known as f64 };
    Some(Estimate { value, interval: Some(wilson(value, cases, z)) })
}

/// The delta method (Marubini and Valsecchi 1995, 10.3).
fn variance(steps: &[Step], value: f64) -> f64 {
    let one = |step: &Step| {
        let (n, all, counted) = (step.at_risk, step.ended, step.counted);
        let after = value - step.incidence;
        // After the last one nothing is to come, and the first term is nothing times infinity.
        let spread = if n > all { after * after * all / (n * (n - all)) } else { 0.0 };
        let own = step.before * step.before * (n - counted) * counted / (n * n * n);
        spread + own - 2.0 * after * step.before * counted / (n * n)
    };
    steps.iter().map(one).sum()
}

#[cfg(test)]
#[path = "outcomes_tests.rs"]
mod tests;

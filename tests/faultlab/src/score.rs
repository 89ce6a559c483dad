//! How far an answer is from the truth.

use crate::case::{Answer, Case, Method, Proposal, What};
use crate::naive::Naive;
use crate::time::{DAY_US, HOUR_US};
use std::collections::BTreeMap;
use std::time::Instant;

/// The score of one answer. Errors are in % of the persons of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// Error of the total, with its sign, beyond what the record cannot hold.
    pub total: f64,
    /// Sum of the absolute errors of the days, beyond what the record cannot hold.
    pub day: f64,
    /// Sum of the absolute errors of the hours.
    pub hour: f64,
    /// Hours that the fault touched, and those of them with a flag within one hour.
    pub injected: usize,
    /// See `injected`.
    pub found: usize,
    /// Hours with a flag, and those of them with a fault within one hour.
    pub flagged: usize,
    /// See `flagged`.
    pub right: usize,
    /// Hours whose interval has a width, and those of them whose interval holds the truth.
    pub intervals: usize,
    /// See `intervals`.
    pub covered: usize,
    /// Hours whose value is not the recorded one, and those of them whose error grew.
    pub changed: usize,
    /// See `changed`.
    pub unhelpful: usize,
    /// Growth of the errors of those hours, in % of the persons: the cost of a case counts it twice.
    pub harm: f64,
    /// Hours.
    pub bins: usize,
    /// The method refused the case.
    pub refused: bool,
    /// The case has a change to propose, it was proposed, and how many other proposals there were.
    pub change: bool,
    /// See `change`.
    pub proposed: bool,
    /// See `change`.
    pub false_proposals: usize,
    /// Seconds of computing.
    pub seconds: f64,
}

/// A clock, to say how long a method takes.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time; no result depends on it")]
pub fn now() -> Instant {
    Instant::now()
}

/// Cleans and scores a case.
pub fn judge(method: &dyn Method, case: &Case) -> Score {
    let begin = now();
    let answer = method.clean(case);
    let seconds = begin.elapsed().as_secs_f64();
    let score = match answer {
        Ok(answer) => score(case, &answer),
        // Nothing is known, so everything is missed.
        Err(_) => Score {
            total: 100.0,
            day: 100.0,
            hour: 100.0,
            injected: count(&case.faulty.mask),
            bins: case.faulty.truth.len(),
            refused: true,
            change: case.faulty.change.is_some(),
            ..Score::default()
        },
    };
    Score { seconds, ..score }
}

/// Scores an answer.
pub fn score(case: &Case, answer: &Answer) -> Score {
    let faulty = &case.faulty;
    let bins = faulty.truth.len();
    let laid = Laid::of(case, answer);
    let directions = if laid.exits.is_some() { 2 } else { 1 };
    let mut persons = faulty.truth.entries.iter().sum::<i64>() as f64;
    if directions == 2 {
        persons += faulty.truth.exits.iter().sum::<i64>() as f64;
    }
    let percent = 100.0 / persons.max(1.0);
    let mut score = Score { bins, ..Score::default() };
    let mut days: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    let mut given: BTreeMap<i64, f64> = BTreeMap::new();
    let (mut off, mut off_exits, mut hidden) = (0.0, 0.0, 0.0);
    let raw = Naive::Nothing.clean(case).unwrap_or_default();
    for bin in 0..bins {
        let truth = faulty.truth.entries[bin] as f64;
        let value = laid.entries[bin];
        off += value - truth;
        hidden += faulty.hidden[bin] as f64;
        let mut error = (value - truth).abs();
        if let Some(exits) = &laid.exits {
            error += (exits[bin] - faulty.truth.exits[bin] as f64).abs();
            off_exits += exits[bin] - faulty.truth.exits[bin] as f64;
        }
        score.hour += percent * error;
        let midnight = faulty.label_us[bin].div_euclid(DAY_US);
        let day = days.entry(faulty.day.as_ref().map_or(midnight, |day| day[bin])).or_default();
        day.0 += truth;
        day.1 += faulty.hidden[bin] as f64;
        *given.entry(laid.day[bin].unwrap_or(midnight)).or_default() += value;
        let recorded = raw.bins.get(bin).and_then(|bin| bin.entries);
        // A bin without a record counts as nobody where nothing is done.
        let before = (recorded.unwrap_or_default() - truth).abs();
        if recorded != laid.known[bin].then_some(value) {
            score.changed += 1;
            let growth = (value - truth).abs() - before;
            if growth > 0.5 {
                score.unhelpful += 1;
                score.harm += percent * growth;
            }
        }
        if laid.high[bin] > laid.low[bin] {
            score.intervals += 1;
            // Counts are whole: an interval holds the truth if it comes within half a person of it.
            let wide = laid.low[bin] - 0.5..=laid.high[bin] + 0.5;
            score.covered += usize::from(wide.contains(&truth));
        }
    }
    // Persons moved from one direction to the other are wrong in both.
    let off = beyond(off, hidden);
    score.total = percent * (off.abs() + f64::abs(off_exits)).copysign(off);
    let all: std::collections::BTreeSet<i64> = days.keys().chain(given.keys()).copied().collect();
    for day in all {
        let (truth, hidden) = days.get(&day).copied().unwrap_or_default();
        let value = given.get(&day).copied().unwrap_or_default();
        score.day += percent * beyond(value - truth, hidden).abs();
    }
    score.injected = count(&faulty.mask);
    score.found = near(&faulty.mask, &laid.flagged);
    score.flagged = count(&laid.flagged);
    score.right = near(&laid.flagged, &faulty.mask);
    let right = answer.proposals.iter().filter(|one| fits(case, one)).count();
    score.change = faulty.change.is_some();
    score.proposed = right > 0;
    score.false_proposals = answer.proposals.len() - right;
    score
}

/// What is left of an error if up to `hidden` persons may be missing.
fn beyond(error: f64, hidden: f64) -> f64 {
    if error < 0.0 { (error + hidden).min(0.0) } else { error }
}

fn count(set: &[bool]) -> usize {
    set.iter().filter(|there| **there).count()
}

/// Members of a set with a member of another within one hour.
fn near(set: &[bool], other: &[bool]) -> usize {
    let close = |bin: usize| {
        other[bin.saturating_sub(1)..(bin + 2).min(other.len())].iter().any(|there| *there)
    };
    (0..set.len()).filter(|bin| set[*bin] && close(*bin)).count()
}

/// True if a proposal says what changed: level within 10 %, clock to the hour, time within two days or a
/// quarter of the stretch.
fn fits(case: &Case, proposal: &Proposal) -> bool {
    let Some(change) = case.faulty.change else { return false };
    let same = match (change.what, proposal.what) {
        (What::Level(truth), What::Level(said)) => (said / truth - 1.0).abs() <= 0.1,
        (What::Clock(truth), What::Clock(said)) => truth == said,
        // Another place shows as a change of level, of clock or of anything.
        (What::Swap, What::Swap) | (What::Identity, _) => true,
        _ => false,
    };
    let starts = &case.faulty.truth.start_us;
    let slack = (2 * DAY_US).max((change.to - change.from) as i64 * HOUR_US / 4);
    let end = starts[change.to - 1] + HOUR_US;
    same && (proposal.from_us - starts[change.from]).abs() <= slack
        && (proposal.to_us - end).abs() <= slack
}

/// An answer laid on the hours of the truth.
struct Laid {
    entries: Vec<f64>,
    exits: Option<Vec<f64>>,
    known: Vec<bool>,
    low: Vec<f64>,
    high: Vec<f64>,
    flagged: Vec<bool>,
    day: Vec<Option<i64>>,
}

impl Laid {
    fn of(case: &Case, answer: &Answer) -> Self {
        let starts = &case.faulty.truth.start_us;
        let bins = starts.len();
        let two = matches!(case.faulty.change, Some(change) if change.what == What::Swap);
        let mut laid = Self {
            entries: vec![0.0; bins],
            exits: two.then(|| vec![0.0; bins]),
            known: vec![false; bins],
            low: vec![0.0; bins],
            high: vec![0.0; bins],
            flagged: vec![false; bins],
            day: vec![None; bins],
        };
        for bin in &answer.bins {
            let at = starts.partition_point(|start| *start <= bin.start_us);
            let Some(at) = at.checked_sub(1).filter(|at| bin.start_us < starts[*at] + HOUR_US)
            else {
                continue;
            };
            laid.entries[at] += bin.entries.unwrap_or_default();
            if let Some(exits) = &mut laid.exits {
                exits[at] += bin.exits.unwrap_or_default();
            }
            laid.known[at] |= bin.entries.is_some();
            let value = bin.entries.unwrap_or_default();
            let edge = |edge: f64| if edge.is_nan() { value } else { edge };
            laid.low[at] += edge(bin.low);
            laid.high[at] += edge(bin.high);
            laid.flagged[at] |= bin.flagged;
            laid.day[at] = laid.day[at].or(bin.day);
        }
        laid
    }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;

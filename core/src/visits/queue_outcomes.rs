//! What became of those who joined a queue.

use crate::stats::outcomes::{Outcomes, incidence};
use crate::stats::survival::{Curve, Durations, Estimate, Quantile};
use crate::table::Visits;

/// How a stay in a queue ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Served,
    Left,
    Unknown,
}

/// One stay in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stay {
    /// Time in the queue.
    pub(super) dwell_us: i64,
    /// Time up to the service, or to the end of the stay.
    pub(super) wait_us: i64,
    /// Whether the whole of the wait was seen.
    whole: bool,
    pub(super) outcome: Outcome,
}

/// When each track was served.
#[derive(Debug)]
pub(super) struct Services {
    begins: Vec<(u64, i64)>,
    within_us: i64,
}

impl Services {
    /// The visits of the service zones among all visits.
    pub(super) fn new(
        visits: &Visits<'_>,
        tracks: &[u64],
        within_us: i64,
        is_service: impl Fn(&str) -> bool,
    ) -> Self {
        let serves: Vec<bool> = visits.zone.names.iter().map(|name| is_service(name)).collect();
        let codes = visits.zone.codes.iter().enumerate();
        let rows = codes.filter(|(_, code)| serves[**code as usize]);
        let mut begins: Vec<(u64, i64)> =
            rows.map(|(row, _)| (tracks[row], visits.enter.us[row])).collect();
        begins.sort_unstable();
        Self { begins, within_us }
    }

    /// When the service began that a stay led to.
    fn after(&self, track: u64, enter: i64, exit: i64) -> Option<i64> {
        let place = self.begins.partition_point(|&begin| begin < (track, enter));
        let &(found, begin) = self.begins.get(place)?;
        (found == track && begin <= exit.saturating_add(self.within_us)).then_some(begin)
    }
}

impl Stay {
    pub(super) fn of(
        visits: &Visits<'_>,
        tracks: &[u64],
        row: usize,
        services: Option<&Services>,
    ) -> Self {
        let (enter, exit) = (visits.enter.us[row], visits.exit.us[row]);
        let dwell_us = visits.dwell_us[row];
        let begin = services.and_then(|services| services.after(tracks[row], enter, exit));
        let (outcome, wait_us) = match begin {
            // A service zone may overlap the queue: the wait is over when the service begins.
            Some(begin) => (Outcome::Served, dwell_us.min(begin - enter)),
            None if visits.end_seen_at(row) => (Outcome::Left, dwell_us),
            None => (Outcome::Unknown, dwell_us),
        };
        let end_seen = visits.end_seen_at(row) || begin.is_some_and(|begin| begin <= exit);
        Self { dwell_us, wait_us, whole: visits.start_seen_at(row) && end_seen, outcome }
    }
}

/// The waits of some stays.
#[derive(Debug)]
pub(super) struct Waits {
    outcomes: Vec<Outcomes>,
    curve: Option<Curve>,
}

impl Waits {
    pub(super) fn new(stays: &[Stay]) -> Self {
        let mut sorted = stays.to_vec();
        sorted.sort_unstable_by_key(|stay| stay.wait_us);
        let groups = sorted.chunk_by(|a, b| a.wait_us == b.wait_us);
        let outcomes: Vec<Outcomes> = groups
            .map(|group| {
                // Who was not seen from the beginning has waited at least so long, whatever came then.
                let count = |outcome| {
                    let of = |stay: &&Stay| stay.whole && stay.outcome == outcome;
                    group.iter().filter(of).count() as u64
                };
                let ended = [count(Outcome::Served), count(Outcome::Left)];
                let cut = group.len() as u64 - ended[0] - ended[1];
                Outcomes { ticks: group[0].wait_us, ended, cut }
            })
            .collect();
        let durations: Vec<Durations> = outcomes
            .iter()
            .map(|it| Durations { ticks: it.ticks, ended: it.ended[0], cut: it.ended[1] + it.cut })
            .collect();
        Self { curve: Curve::new(&durations), outcomes }
    }

    /// The wait that this share of those who hold out does not exceed.
    pub(super) fn quantile(&self, share: f64, z: f64) -> Quantile {
        self.curve.as_ref().map_or_else(Quantile::default, |curve| curve.quantile(share, z))
    }

    /// The share that leaves without being served, up to the longest wait.
    pub(super) fn abandonment(&self, z: f64) -> Option<Estimate> {
        let longest = self.outcomes.last()?.ticks;
        incidence(&self.outcomes, 1, longest, z)
    }

    /// The share that is served within a time.
    pub(super) fn served_by(&self, until_us: i64, z: f64) -> Option<Estimate> {
        incidence(&self.outcomes, 0, until_us, z)
    }
}

#[cfg(test)]
#[path = "queue_outcomes_tests.rs"]
mod tests;

//! How many visitors were in a zone at any time, slot by slot: one sweep over entries and exits.

use crate::table::Visits;

/// What happened in one zone in one slot. Times are in microseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Slot {
    /// Time that all visits spent in the slot.
    pub(super) person_us: i128,
    /// Part of the slot that lies within the data.
    pub(super) measured_us: i64,
    /// Part of the slot with anybody inside.
    pub(super) occupied_us: i64,
    /// Most persons at a time.
    pub(super) max: u64,
    /// Persons that 50, 90 and 95 % of the measured time do not exceed; nothing where no time was measured.
    pub(super) quantiles: Option<[u64; 3]>,
    pub(super) entries: u64,
    pub(super) exits: u64,
    pub(super) visitors: u64,
}

/// Shares of time of [`Slot::quantiles`], in hundredths, so that they compare exactly.
const HUNDREDTHS: [i64; 3] = [50, 90, 95];

/// The slots between `cuts`, of which `[from, to)` was observed, for the visits in `rows`.
///
/// `cuts` cover all visits: the first is at or before every entry, the last after it and not before any exit.
pub(super) fn presence(
    visits: &Visits<'_>,
    tracks: &[u64],
    rows: &[u32],
    cuts: &[i64],
    (from, to): (i64, i64),
) -> Vec<Slot> {
    let mut slots = vec![Slot::default(); cuts.len() - 1];
    for (slot, bounds) in slots.iter_mut().zip(cuts.windows(2)) {
        slot.measured_us = (bounds[1].min(to) - bounds[0].max(from)).max(0);
    }
    let place = |at: i64| cuts.partition_point(|&cut| cut <= at) - 1;
    // A visit lies in the slots of its first and of its last moment.
    let ends = |row: usize| {
        let (enter, exit) = (visits.enter.us[row], visits.exit.us[row]);
        (place(enter), place((exit - 1).max(enter)))
    };
    // Whole slots of long visits are counted by their first and last, so that a visit of a year costs no more.
    let mut whole = vec![0_i64; slots.len() + 1];
    let mut spans: Vec<(u64, usize, usize)> = Vec::with_capacity(rows.len());
    for &row in rows {
        let row = row as usize;
        let (enter, exit) = (visits.enter.us[row], visits.exit.us[row]);
        let (first, last) = ends(row);
        spans.push((tracks[row], first, last));
        slots[first].entries += 1;
        slots[last].exits += 1;
        let dwell = visits.dwell_us[row];
        if dwell == exit - enter && first < last {
            slots[first].person_us += i128::from(cuts[first + 1] - enter);
            slots[last].person_us += i128::from(exit - cuts[last]);
            whole[first + 1] += 1;
            whole[last] -= 1;
        } else {
            spread(&mut slots[first..=last], &cuts[first..], enter, exit, dwell);
        }
    }
    let mut through = 0;
    for (at, slot) in slots.iter_mut().enumerate() {
        through += whole[at];
        slot.person_us += i128::from(through) * i128::from(cuts[at + 1] - cuts[at]);
    }
    count_tracks(&mut slots, spans);
    sweep(&mut slots, visits, rows, cuts, (from, to));
    slots
}

/// Shares a dwell that is shorter than its visit evenly over the visit. Shares telescope, so they add up to it.
fn spread(slots: &mut [Slot], cuts: &[i64], enter: i64, exit: i64, dwell: i64) {
    let length = i128::from(exit - enter).max(1);
    let until = |at: i64| {
        let part = i128::from(dwell) * i128::from(at.min(exit) - enter);
        (2 * part + length) / (2 * length)
    };
    let mut before = 0;
    for (at, slot) in slots.iter_mut().enumerate() {
        let now = until(cuts[at + 1]);
        slot.person_us += now - before;
        before = now;
    }
}

/// Different tracks per slot: what each track's visits cover together, counted where it begins and where it ends.
fn count_tracks(slots: &mut [Slot], mut spans: Vec<(u64, usize, usize)>) {
    spans.sort_unstable();
    let mut change = vec![0_i64; slots.len() + 1];
    let mut covered: Option<(u64, usize)> = None; // a track, and the first slot after what is counted of it
    for (track, first, last) in spans {
        let from = match covered {
            Some((known, next)) if known == track => first.max(next),
            _ => first,
        };
        if from <= last {
            change[from] += 1;
            change[last + 1] -= 1;
            covered = Some((track, last + 1));
        }
    }
    let mut present = 0;
    for (slot, change) in slots.iter_mut().zip(change) {
        present += change;
        slot.visitors = u64::try_from(present).unwrap_or(0);
    }
}

/// Time by number of persons, slot by slot. Who leaves at an instant is gone before the next one enters at it.
fn sweep(
    slots: &mut [Slot],
    visits: &Visits<'_>,
    rows: &[u32],
    cuts: &[i64],
    (from, to): (i64, i64),
) {
    let sorted = |us: &[i64]| {
        let mut times: Vec<i64> = rows.iter().map(|&row| us[row as usize]).collect();
        times.sort_unstable();
        times
    };
    let (enter, exit) = (sorted(&visits.enter.us), sorted(&visits.exit.us));
    let (mut entered, mut left) = (0, 0);
    let mut time_at: Vec<i64> = Vec::new();
    for (slot, bounds) in slots.iter_mut().zip(cuts.windows(2)) {
        let (mut now, end) = (bounds[0].max(from), bounds[1].min(to));
        time_at.clear();
        while now < end {
            entered += enter[entered..].partition_point(|&at| at <= now);
            left += exit[left..].partition_point(|&at| at <= now);
            let next = [enter.get(entered), exit.get(left)].into_iter().flatten().min();
            let until = next.map_or(end, |&next| next.min(end));
            let present = entered - left;
            if time_at.len() <= present {
                time_at.resize(present + 1, 0);
            }
            time_at[present] += until - now;
            now = until;
        }
        slot.summarize(&time_at);
    }
}

impl Slot {
    /// Mean number of persons over the measured time.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.measured_us > 0).then(|| self.person_us as f64 / self.measured_us as f64)
    }

    /// Takes over the time by number of persons.
    fn summarize(&mut self, time_at: &[i64]) {
        self.max = time_at.len().saturating_sub(1) as u64;
        self.occupied_us = time_at.iter().skip(1).sum();
        self.quantiles = (self.measured_us > 0).then(|| {
            HUNDREDTHS.map(|share| {
                let wanted = i128::from(self.measured_us) * i128::from(share);
                let mut reached = 0;
                let enough = |&us: &i64| {
                    reached += i128::from(us) * 100;
                    reached >= wanted
                };
                time_at.iter().position(enough).unwrap_or(0) as u64
            })
        });
    }
}

#[cfg(test)]
#[path = "presence_tests.rs"]
mod tests;

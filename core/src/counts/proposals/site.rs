//! What the searches look at: the cleaned flow of the sensors of one site, bin by bin and day by day.

use crate::counts::clean_counts::Cleaner;
use crate::counts::clean_rows::Cleaned;
use crate::counts::grid;
use crate::expectation::Grid;
use crate::expectation::model::{exposure, profile_of};
use crate::table::Flags;
use std::ops::Range;

/// Findings after which a reading says nothing about its sensor's level or clock.
const FAULTS: Flags = Flags::MISSING
    .with(Flags::DEAD)
    .with(Flags::STUCK)
    .with(Flags::SPIKE)
    .with(Flags::CLOSED)
    .with(Flags::LUMP)
    .with(Flags::COPIED);

/// One sensor: usable counts per bin, NaN elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Door {
    pub(super) name: String,
    pub(super) entries: Option<Vec<f32>>,
    pub(super) exits: Option<Vec<f32>>,
    /// Both directions together where the sensor tells both.
    pub(super) flow: Vec<f32>,
    /// What a bin of `flow` holds in an ordinary week; empty where nothing is usable.
    pub(super) usual: Vec<f64>,
}

/// The sensors of one site, at most a block of them.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub(super) grid: &'a grid::Grid,
    pub(super) index: &'a Grid,
    /// Bins of each counting day.
    pub(super) days: &'a [Range<usize>],
    pub(super) doors: Vec<Door>,
}

/// Bins of each counting day, in order of time.
pub(super) fn days_of(day: &[i32]) -> Vec<Range<usize>> {
    let mut days: Vec<Range<usize>> = Vec::new();
    for bin in 0..day.len() {
        match days.last_mut() {
            Some(range) if day[range.start] == day[bin] => range.end = bin + 1,
            _ => days.push(bin..bin + 1),
        }
    }
    days
}

impl Door {
    /// The usable counts of a cleaned sensor.
    pub(super) fn of(
        name: &str,
        done: &Cleaned,
        cleaner: &Cleaner<'_>,
        open: Option<&[f32]>,
    ) -> Self {
        let side = |counts: &[i64], repairs: &[crate::counts::clean::Repair]| {
            if counts.iter().all(|count| *count < 0) {
                return None;
            }
            let series = cleaner.series(&done.bins, counts)?;
            let mut usable: Vec<f32> = series
                .iter()
                .map(|count| {
                    if *count == crate::counts::clean::MISSING_COUNT {
                        f32::NAN
                    } else {
                        *count as f32
                    }
                })
                .collect();
            for repair in repairs.iter().filter(|repair| repair.flags.any(FAULTS)) {
                usable[repair.bin as usize] = f32::NAN;
            }
            Some(usable)
        };
        let entries = side(&done.bins.entries, &done.repairs.entries);
        let exits = side(&done.bins.exits, &done.repairs.exits);
        let flow: Vec<f32> = match (&entries, &exits) {
            (Some(entries), Some(exits)) => entries.iter().zip(exits).map(|(a, b)| a + b).collect(),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => vec![f32::NAN; done.bins.entries.len()],
        };
        let index = &cleaner.index;
        let observed: Vec<f64> = flow
            .iter()
            .enumerate()
            .map(
                |(bin, count)| {
                    if exposure(index, open, bin) > 0.0 { f64::from(*count) } else { f64::NAN }
                },
            )
            .collect();
        let usual = profile_of(index, open, &observed).map_or_else(Vec::new, |mut profile| {
            for (bin, value) in profile.iter_mut().enumerate() {
                *value *= exposure(index, open, bin);
            }
            profile
        });
        Self { name: name.to_owned(), entries, exits, flow, usual }
    }
}

impl Site<'_> {
    /// Day of the week of a day, 0 to 6.
    pub(super) fn weekday(&self, day: usize) -> usize {
        let slot = usize::from(self.index.slot[self.days[day].start]);
        (slot / self.index.per_day.max(1)) % 7
    }
}

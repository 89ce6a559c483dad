//! What was wrong, in stretches of time and in lines of a report.

use crate::bins::{Bins, Estimate, KINDS};
use std::collections::BTreeMap;

/// Neighboring bins of one sensor with the same fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    /// Nothing for all sensors together.
    pub(crate) sensor: Option<usize>,
    /// Number in [`KINDS`].
    pub(crate) kind: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) hours: f64,
    /// Nothing where a bin could not be estimated.
    pub(crate) people: Option<Estimate>,
}

/// All stretches of one kind of one sensor.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) hours: f64,
    pub(crate) people: Option<Estimate>,
    /// Number of the longest stretch, of the first of them.
    pub(crate) longest: usize,
}

/// The stretches of all sensors, sensor by sensor.
pub(crate) fn stretches(bins: &Bins) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (sensor, (_, own)) in bins.sensors.iter().enumerate() {
        for (place, bin) in own.iter().enumerate() {
            let Some(kind) = bin.kind else { continue };
            let sensor = Some(sensor);
            match found.last_mut() {
                Some(last) if (last.sensor, last.kind, last.to) == (sensor, kind, place) => {
                    last.to += 1;
                    last.hours += bin.hours;
                    last.people = sum(last.people, bin.clean);
                }
                _ => found.push(Stretch {
                    sensor,
                    kind,
                    from: place,
                    to: place + 1,
                    hours: bin.hours,
                    people: bin.clean,
                }),
            }
        }
    }
    found
}

fn sum(a: Option<Estimate>, b: Option<Estimate>) -> Option<Estimate> {
    a.zip(b).map(|(a, b)| [a[0] + b[0], a[1] + b[1], a[2] + b[2]])
}

/// Stretches of one sensor and kind together, and those that all sensors share as one; the worst first.
pub(crate) fn troubles(bins: &Bins, stretches: &[Stretch]) -> Vec<Trouble> {
    let mut alike: BTreeMap<(usize, usize, usize), Vec<Stretch>> = BTreeMap::new();
    for stretch in stretches {
        alike.entry((stretch.kind, stretch.from, stretch.to)).or_default().push(*stretch);
    }
    let mut lines: BTreeMap<(Option<usize>, usize), Vec<Stretch>> = BTreeMap::new();
    for shared in alike.into_values() {
        if shared.len() > 1 && shared.len() == bins.sensors.len() {
            let people = shared[1..].iter().fold(shared[0].people, |all, one| sum(all, one.people));
            let all = Stretch { sensor: None, people, ..shared[0] };
            lines.entry((None, all.kind)).or_default().push(all);
        } else {
            for stretch in shared {
                lines.entry((stretch.sensor, stretch.kind)).or_default().push(stretch);
            }
        }
    }
    let mut troubles: Vec<Trouble> = lines.into_values().map(trouble).collect();
    let size = |trouble: &Trouble| trouble.people.map_or(f64::INFINITY, |people| people[0]);
    troubles.sort_by(|a, b| size(b).total_cmp(&size(a)));
    troubles
}

fn trouble(stretches: Vec<Stretch>) -> Trouble {
    let people = stretches[1..].iter().fold(stretches[0].people, |all, one| sum(all, one.people));
    let mut longest = 0;
    for (number, stretch) in stretches.iter().enumerate() {
        if stretch.hours > stretches[longest].hours {
            longest = number;
        }
    }
    let hours = stretches.iter().map(|stretch| stretch.hours).sum();
    Trouble { stretches, hours, people, longest }
}

/// Bins that were recorded several times with different numbers, and by which sensors.
pub(crate) fn conflicts(bins: &Bins) -> Vec<(Vec<usize>, usize)> {
    let which = |place: usize| -> Vec<usize> {
        (0..bins.sensors.len()).filter(|&sensor| bins.sensors[sensor].1[place].conflict).collect()
    };
    (0..bins.len()).map(|place| (which(place), place)).filter(|found| !found.0.is_empty()).collect()
}

/// The word of a kind.
pub(crate) const fn word(kind: usize) -> &'static str {
    KINDS[kind].1
}

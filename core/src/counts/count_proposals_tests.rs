use super::*;
use crate::counts::{CleanCounts, clean_counts};
use crate::stats::random::Draws;
use crate::table::Flags;

const HOUR: i64 = 3_600_000_000;
/// Monday, 1 January 2024.
const MONDAY: i64 = 1_704_067_200_000_000;
const BINS: usize = 56 * 24;
const NOTHING: [String; 0] = [];

/// Doors of one site: a common day, chance of their own, exits one to two hours after entries.
#[derive(Clone)]
struct Doors {
    names: Vec<String>,
    entries: Vec<Vec<i64>>,
    exits: Vec<Vec<i64>>,
}

fn uniform(draws: Draws, counter: u64) -> f64 {
    draws.below(counter, 0, 1 << 30) as f64 / f64::from(1 << 30)
}

fn rhythm(hour: usize) -> f64 {
    // Persons per hour of an ordinary day, open from 8 to 22.
    const DAY: [f64; 24] = [
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 4.0, 30.0, 60.0, 90.0, 130.0, 160.0, 140.0, 110.0,
        100.0, 120.0, 170.0, 180.0, 120.0, 70.0, 30.0, 6.0, 1.0,
    ];
    DAY[hour % 24]
}

fn doors(count: usize) -> Doors {
    let site = Draws::new(1, "site");
    let week = [0.8, 0.85, 0.9, 1.0, 1.2, 1.4, 0.9];
    let names: Vec<String> = (0..count).map(|door| format!("door {door}")).collect();
    let mut made = Doors { names, entries: Vec::new(), exits: Vec::new() };
    for door in 0..count {
        let own = Draws::new(2, &made.names[door]);
        let flow = |bin: usize| {
            let day = bin / 24;
            let common = 0.8 + 0.4 * uniform(site, day as u64);
            let mine = 0.98 + 0.04 * uniform(own, day as u64);
            let hour = 0.9 + 0.2 * uniform(own, 1000 + bin as u64);
            rhythm(bin) * week[day % 7] * common * mine * hour * (1.0 + 0.3 * door as f64)
        };
        let entries: Vec<i64> = (0..BINS).map(|bin| flow(bin).round() as i64).collect();
        let exits = (0..BINS)
            .map(|bin| {
                let before = |hours: usize| bin.checked_sub(hours).map_or(0, |bin| entries[bin]);
                i64::midpoint(before(1), before(2))
            })
            .collect();
        made.entries.push(entries);
        made.exits.push(exits);
    }
    made
}

impl Doors {
    fn rows<T>(&self, both: bool, with: impl FnOnce(&Counts<'_>) -> T) -> T {
        let names: Vec<&str> =
            self.names.iter().flat_map(|name| vec![name.as_str(); BINS]).collect();
        let start: Vec<i64> =
            (0..names.len()).map(|row| MONDAY + (row % BINS) as i64 * HOUR).collect();
        let end: Vec<i64> = start.iter().map(|us| us + HOUR).collect();
        let all = |side: &[Vec<i64>]| -> Vec<Option<i64>> {
            side.iter().flatten().map(|count| (*count >= 0).then_some(*count)).collect()
        };
        let exits = if both { all(&self.exits) } else { vec![None; names.len()] };
        let counts = Counts::new(&names, &start, &end, &all(&self.entries), &exits);
        with(&counts.expect("columns of one length"))
    }

    fn proposals(&self, both: bool) -> CountProposals {
        self.rows(both, |counts| {
            count_proposals(counts, None, None, &CountProposalsOptions::default())
                .expect("regular counts")
        })
    }

    fn cleaned(&self, both: bool, proposals: &CountProposals) -> CleanCounts {
        let accepted = proposals.accepted(|_| true).expect("they agree");
        self.rows(both, |counts| {
            clean_counts(counts, None, None, Some(&accepted), &CleanCountsOptions::default())
                .expect("regular counts")
        })
    }

    /// What comes out of cleaning, as the record of another time.
    fn corrected(&self, both: bool, proposals: &CountProposals) -> Self {
        let clean = self.cleaned(both, proposals);
        let side = |column: &Nullable<f64>| -> Vec<Vec<i64>> {
            (0..self.names.len())
                .map(|door| {
                    let rows: Vec<usize> = (0..clean.start.0.len())
                        .filter(|row| clean.sensor.name(*row) == self.names[door])
                        .filter(|row| {
                            (MONDAY..MONDAY + BINS as i64 * HOUR).contains(&clean.start.0[*row])
                        })
                        .collect();
                    rows.iter()
                        .map(|row| column.at(*row).map_or(-1, |persons| persons.round() as i64))
                        .collect()
                })
                .collect()
        };
        Self { names: self.names.clone(), entries: side(&clean.entries), exits: side(&clean.exits) }
    }
}

fn day(index: i64) -> i64 {
    MONDAY + index * 24 * HOUR
}

fn only(proposals: &CountProposals) -> (&str, &str, i64, Option<i64>, Option<f64>) {
    assert_eq!(proposals.start.0.len(), 1, "{:?}", proposals.reason.names);
    (
        proposals.sensor.name(0),
        proposals.kind.name(0),
        proposals.start.0[0],
        proposals.end.at(0).map(|end| end.0),
        proposals.value.at(0),
    )
}

#[test]
fn nothing_is_proposed_where_nothing_is_wrong() {
    assert_eq!(doors(4).proposals(true).reason.names, NOTHING);
    assert_eq!(doors(1).proposals(true).reason.names, NOTHING);
}

#[test]
fn a_step_is_a_dated_factor() {
    let truth = doors(4);
    let mut faulty = truth.clone();
    for bin in 30 * 24..BINS {
        faulty.entries[2][bin] = (faulty.entries[2][bin] as f64 * 1.2).round() as i64;
    }
    let proposals = faulty.proposals(false);
    let (sensor, kind, start, end, value) = only(&proposals);
    assert_eq!((sensor, kind, start, end), ("door 2", "gain", day(30), None));
    assert!((value.unwrap_or_default() - 1.2).abs() < 0.02, "{value:?}");
    let (low, high) = (proposals.low.at(0).unwrap_or(9.0), proposals.high.at(0).unwrap_or(0.0));
    assert!(low < 1.2 && 1.2 < high && high - low < 0.06, "{low} {high}");
    assert_eq!(faulty.corrected(false, &proposals).proposals(false).reason.names, NOTHING);
    // The record stays beside the corrected value, and the flag says so.
    let clean = faulty.cleaned(false, &proposals);
    let row = 2 * BINS + 40 * 24 + 12;
    assert_eq!(clean.entries_raw.at(row), Some(faulty.entries[2][40 * 24 + 12]));
    let ratio = clean.entries.at(row).unwrap_or(0.0) / truth.entries[2][40 * 24 + 12] as f64;
    assert!((ratio - 1.0).abs() < 0.03, "{ratio}");
    assert!(Flags(clean.flags[row]).any(Flags::ADJUSTED));
    assert!(!Flags(clean.flags[row - 20 * 24]).any(Flags::ADJUSTED));
    assert!(clean.entries_low.at(row) < clean.entries.at(row));
}

#[test]
fn a_lost_half_is_a_stretch_with_an_end() {
    let mut faulty = doors(4);
    for bin in 20 * 24..23 * 24 {
        faulty.entries[1][bin] /= 2;
    }
    let proposals = faulty.proposals(false);
    let (sensor, kind, start, end, value) = only(&proposals);
    assert_eq!((sensor, kind), ("door 1", "partial_loss"));
    // Nobody passes at night: the edges are known to the hours with persons.
    assert!((start - day(20)).abs() <= 9 * HOUR, "{start}");
    assert!((end.unwrap_or(0) - day(23)).abs() <= 9 * HOUR);
    assert!((value.unwrap_or_default() - 0.5).abs() < 0.04, "{value:?}");
    assert_eq!(faulty.corrected(false, &proposals).proposals(false).reason.names, NOTHING);
}

#[test]
fn exchanged_directions_are_found_and_put_back() {
    let truth = doors(1);
    let mut faulty = truth.clone();
    for bin in 20 * 24..27 * 24 {
        let (entries, exits) = (faulty.entries[0][bin], faulty.exits[0][bin]);
        (faulty.entries[0][bin], faulty.exits[0][bin]) = (exits, entries);
    }
    let proposals = faulty.proposals(true);
    let (_, kind, start, end, value) = only(&proposals);
    assert_eq!((kind, value), ("swap", None));
    assert!((start - day(20)).abs() <= 9 * HOUR && (end.unwrap_or(0) - day(27)).abs() <= 9 * HOUR);
    let corrected = faulty.corrected(true, &proposals);
    assert_eq!(corrected.proposals(true).reason.names, NOTHING);
    let wrong =
        (0..BINS).filter(|bin| corrected.entries[0][*bin] != truth.entries[0][*bin]).count();
    assert!(wrong <= 4, "{wrong}");
}

#[test]
fn a_door_that_was_wired_the_wrong_way_round_is_found_by_its_occupancy() {
    let mut faulty = doors(1);
    std::mem::swap(&mut faulty.entries, &mut faulty.exits);
    let proposals = faulty.proposals(true);
    let (_, kind, start, end, _) = only(&proposals);
    assert_eq!((kind, start, end), ("swap", day(0), None));
    assert_eq!(faulty.corrected(true, &proposals).proposals(true).reason.names, NOTHING);
}

#[test]
fn a_clock_that_is_hours_ahead_is_found_and_set() {
    for (hours, from, to) in [(1, 30, 56), (7, 20, 34), (-2, 25, 56)] {
        let truth = doors(4);
        let mut faulty = truth.clone();
        for bin in from * 24..to * 24 {
            let source = bin as i64 - hours;
            faulty.entries[3][bin] = usize::try_from(source)
                .ok()
                .and_then(|bin| truth.entries[3].get(bin))
                .copied()
                .unwrap_or(0);
        }
        let proposals = faulty.proposals(false);
        let (sensor, kind, start, end, value) = only(&proposals);
        assert_eq!((sensor, kind, value), ("door 3", "zone", Some(3600.0 * hours as f64)));
        assert!((start - day(from as i64)).abs() <= 9 * HOUR, "{}", proposals.reason.names[0]);
        if to < 56 {
            assert!((end.unwrap_or(0) - day(to as i64)).abs() <= 9 * HOUR);
        } else {
            assert_eq!(end, None);
        }
        assert_eq!(
            faulty.corrected(false, &proposals).proposals(false).reason.names,
            NOTHING,
            "{hours}"
        );
    }
}

#[test]
fn what_says_nothing_proposes_nothing() {
    let mut silent = doors(3);
    silent.entries[0].fill(0);
    silent.entries[1].fill(-1);
    silent.entries[2].fill(7);
    assert_eq!(silent.proposals(false).reason.names, NOTHING);
}

#[test]
fn a_clock_that_was_wrong_most_of_the_time_is_set_by_the_other_doors() {
    // The week of the door is mostly that of the wrong clock; the doors beside it tell which is right.
    let truth = doors(4);
    let mut faulty = truth.clone();
    for bin in 14 * 24..BINS {
        faulty.entries[3][bin] = truth.entries[3][bin - 1];
    }
    let proposals = faulty.proposals(false);
    let (sensor, kind, start, end, value) = only(&proposals);
    assert_eq!((sensor, kind, end, value), ("door 3", "zone", None, Some(3600.0)));
    assert!((start - day(14)).abs() <= 9 * HOUR, "{}", proposals.reason.names[0]);
}

#[test]
fn another_place_under_an_old_name_is_told_by_its_hours() {
    // Sixty percent of the visitors, the same number in every hour of the day.
    let mut faulty = doors(6);
    for today in 30..56 {
        let bins = 24 * today..24 * (today + 1);
        let total: i64 = faulty.entries[2][bins.clone()].iter().sum();
        for bin in bins {
            faulty.entries[2][bin] = total / 40 + (bin * bin % 5) as i64 - 2;
        }
    }
    let proposals = faulty.proposals(false);
    let (sensor, kind, start, end, value) = only(&proposals);
    assert_eq!((sensor, kind, end, value), ("door 2", "identity", None, None));
    assert!((start - day(30)).abs() <= 24 * HOUR, "{}", proposals.reason.names[0]);
}

#[test]
fn a_step_without_any_scatter_is_dated_to_the_day() {
    let (mut names, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (name, size) in [("east", 2), ("west", 4), ("north", 6)] {
        for index in 0..60 {
            // Days differ by half, all doors alike: the day before the step is a good one.
            let usual = size * (200 + 37 * index % 101);
            names.push(name);
            start.push(day(index));
            entries.push(Some(if name == "north" && index >= 30 { usual * 3 / 2 } else { usual }));
        }
    }
    let end: Vec<i64> = start.iter().map(|us| us + 24 * HOUR).collect();
    let counts = Counts::new(&names, &start, &end, &entries, &[None; 180]).expect("columns");
    let proposals = count_proposals(&counts, None, None, &CountProposalsOptions::default())
        .expect("regular days");
    let (sensor, kind, start, end, value) = only(&proposals);
    assert_eq!((sensor, kind, start, end), ("north", "gain", day(30), None));
    assert!((value.unwrap_or_default() - 1.5).abs() < 1e-6, "{value:?}");
}

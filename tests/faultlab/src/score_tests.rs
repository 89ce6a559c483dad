use super::{beyond, near, score};
use crate::case::{Answer, Bin, Case, Change, Faulty, Proposal, What};
use crate::faults::Family;
use crate::time::{DAY_US, HOUR_US};
use crate::windows::Truth;

const START: i64 = 20_000 * DAY_US;

/// Two days of 24 hours with 10 persons each: 480 persons.
fn case() -> Case {
    let truth = Truth {
        start_us: (0..48).map(|bin| START + bin * HOUR_US).collect(),
        entries: vec![10; 48],
        exits: vec![10; 48],
    };
    Case {
        id: "hand".to_owned(),
        family: Family::Clean,
        severity: 1,
        faulty: Faulty::untouched(&truth),
        neighbors: Vec::new(),
    }
}

fn bin(at: i64, value: f64) -> Bin {
    Bin {
        start_us: START + at * HOUR_US,
        entries: Some(value),
        exits: None,
        low: value,
        high: value,
        flagged: false,
        day: None,
    }
}

fn perfect() -> Answer {
    Answer { bins: (0..48).map(|at| bin(at, 10.0)).collect(), proposals: Vec::new() }
}

#[test]
fn the_truth_has_no_error() {
    let found = score(&case(), &perfect());
    assert_eq!((found.total, found.day, found.hour, found.changed), (0.0, 0.0, 0.0, 0));
    assert_eq!((found.bins, found.flagged, found.intervals), (48, 0, 0));
}

#[test]
fn errors_cancel_in_the_total_and_not_in_hours() {
    let mut answer = perfect();
    answer.bins[0].entries = Some(34.0); // 24 too many on the first day
    answer.bins[1].entries = Some(4.0); // 6 too few
    answer.bins[30].entries = None; // 10 too few on the second day
    let found = score(&case(), &answer);
    let percent = 100.0 / 480.0;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
    close(found.total, percent * 8.0);
    close(found.day, percent * (18.0 + 10.0));
    close(found.hour, percent * 40.0);
    // All three were right before: every change was for the worse.
    assert_eq!((found.changed, found.unhelpful), (3, 3));
    close(found.harm, percent * 40.0);
}

#[test]
fn bins_finer_than_an_hour_are_added_and_others_ignored() {
    let mut answer = perfect();
    answer.bins[5].entries = Some(4.0);
    answer.bins.push(Bin { start_us: START + 5 * HOUR_US + HOUR_US / 2, ..bin(5, 6.0) });
    answer.bins.push(bin(500, 99.0));
    assert_eq!(score(&case(), &answer).hour, 0.0);
}

#[test]
fn nobody_is_asked_for_persons_whom_the_record_cannot_hold() {
    assert_eq!(beyond(-5.0, 8.0), 0.0);
    assert_eq!(beyond(-5.0, 2.0), -3.0);
    assert_eq!(beyond(5.0, 8.0), 5.0, "too many is an error all the same");
    let mut hidden = case();
    hidden.faulty.hidden[7] = 10;
    let mut answer = perfect();
    answer.bins[7].entries = Some(0.0);
    let found = score(&hidden, &answer);
    assert_eq!((found.total, found.day), (0.0, 0.0));
    assert!(found.hour > 2.0);
}

#[test]
fn detection_allows_one_hour() {
    let set = |at: &[usize]| (0..10).map(|bin| at.contains(&bin)).collect::<Vec<bool>>();
    assert_eq!(near(&set(&[2, 3, 4]), &set(&[5])), 1, "4 is one hour from 5, 3 is two");
    assert_eq!(near(&set(&[0, 9]), &set(&[1, 8])), 2);
    let mut case = case();
    case.faulty.mask[20..24].fill(true);
    let mut answer = perfect();
    for at in [23, 24, 40] {
        answer.bins[at].flagged = true;
    }
    let found = score(&case, &answer);
    // 22 and 23 lie beside a flag; of the flags, 23 and 24 lie beside the fault.
    assert_eq!((found.injected, found.found, found.flagged, found.right), (4, 2, 3, 2));
}

#[test]
fn intervals_with_a_width_are_checked() {
    let mut answer = perfect();
    answer.bins[1] = Bin { low: 8.0, high: 12.0, ..bin(1, 10.0) };
    answer.bins[2] = Bin { low: 11.0, high: 12.0, ..bin(2, 11.5) };
    let found = score(&case(), &answer);
    assert_eq!((found.intervals, found.covered), (2, 1));
}

#[test]
fn days_are_those_of_the_case() {
    let mut case = case();
    // The counting day starts at 06:00.
    let day = |bin: i64| 20_000 + (bin - 6).div_euclid(24);
    case.faulty.day = Some((0..48).map(day).collect());
    let midnight = score(&case, &perfect());
    // 6 hours before, 18 + 6 and 18 of the counting days against 24 and 24: 6 + 0 + 6 wrong of 48 hours.
    let days = 100.0 / 480.0 * (60.0 + 0.0 + 60.0);
    assert!((midnight.day - days).abs() < 1e-9, "{}", midnight.day);
    let mut own = perfect();
    for (at, bin) in own.bins.iter_mut().enumerate() {
        bin.day = Some(day(at as i64));
    }
    assert_eq!(score(&case, &own).day, 0.0);
}

#[test]
fn a_proposal_must_name_the_change_and_its_time() {
    let mut case = case();
    case.faulty.change = Some(Change { what: What::Level(0.5), from: 24, to: 48 });
    let proposed = |what, from: i64| {
        let proposal =
            Proposal { what, from_us: START + from * HOUR_US, to_us: START + 48 * HOUR_US };
        let answer = Answer { proposals: vec![proposal], ..perfect() };
        let found = score(&case, &answer);
        (found.proposed, found.false_proposals)
    };
    assert_eq!(proposed(What::Level(0.53), 30), (true, 0));
    assert_eq!(proposed(What::Level(0.6), 24), (false, 1), "20 % off");
    assert_eq!(proposed(What::Swap, 24), (false, 1));
    assert_eq!(proposed(What::Level(0.5), -30), (false, 1), "more than two days early");
}

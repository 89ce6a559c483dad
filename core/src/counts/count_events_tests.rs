use super::*;
use crate::calendar::HOUR_US;
use crate::table::Counts;
use crate::{RegularCountsOptions, regular_counts};

const WEEKS: usize = 10;

/// Ten weeks of hours whose counts repeat, with what `change` does to them.
fn found(change: impl Fn(usize, i64) -> i64) -> CountEventsResult {
    let bins = WEEKS * 168;
    let start: Vec<i64> = (0..bins as i64).map(|bin| bin * HOUR_US).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let flow = |bin: usize| 4 + (bin % 24) as i64 + i64::from((bin * 7).is_multiple_of(5));
    let entries: Vec<Option<i64>> = (0..bins).map(|bin| Some(change(bin, flow(bin)))).collect();
    let exits: Vec<Option<i64>> = (0..bins).map(|bin| Some(flow(bin))).collect();
    let counts = Counts::new(&vec!["door"; bins], &start, &end, &entries, &exits).expect("counts");
    let regular = regular_counts(&counts, &RegularCountsOptions::default()).expect("a grid");
    count_events(&regular.bins(), &CountEventsOptions::default()).expect("events")
}

#[test]
fn an_ordinary_week_holds_no_event() {
    let found = found(|_, flow| flow);
    assert!(found.count_events.start.0.is_empty());
    let most = found.event_bins.surplus.iter().chain(&found.event_bins.deficit).copied();
    assert!(most.fold(0.0, f64::max) < 0.2);
}

#[test]
fn a_crowd_and_a_closed_morning_are_found_with_their_persons() {
    let crowd = 900..903;
    let closed = 1_210..1_214;
    let found = found(|bin, flow| {
        if crowd.contains(&bin) {
            flow + 60
        } else if closed.contains(&bin) {
            flow / 10
        } else {
            flow
        }
    });
    let events = &found.count_events;
    assert_eq!(events.kind.codes.as_ref(), [0, 1]);
    assert_eq!(events.start.0[0], 900 * HOUR_US);
    assert_eq!(events.end.0[0], 903 * HOUR_US);
    assert!((events.extra_entries.values[0] - 180.0).abs() < 20.0, "{:?}", events.extra_entries);
    assert!(events.extra_exits.values[0].abs() < 20.0, "{:?}", events.extra_exits);
    assert!((events.start.0[1] - 1_210 * HOUR_US).abs() <= 2 * HOUR_US, "{:?}", events.start);
    assert!(events.extra[1] < -20.0 && events.extra_high[1] < 0.0, "{:?}", events.extra);
    assert!(events.extra_low.iter().zip(&events.extra).all(|(low, extra)| low <= extra));
}

#[test]
fn what_comes_every_week_is_no_event() {
    let found = found(|bin, flow| if bin % 168 == 60 { flow + 60 } else { flow });
    assert!(found.count_events.start.0.is_empty(), "{:?}", found.count_events);
}

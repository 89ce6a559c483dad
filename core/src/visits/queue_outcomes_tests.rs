use super::{Outcome, Services, Stay};
use crate::table::Visits;

const SECOND: i64 = 1_000_000;

/// What became of one stay from 10 to 20 s with a service from `begin` on, in seconds; the wait in seconds.
fn outcome(begin: Option<i64>, seen: (bool, bool), within_s: i64) -> (Outcome, i64, bool) {
    let enter = [10 * SECOND, begin.unwrap_or(0) * SECOND];
    let exit = [20 * SECOND, 100 * SECOND];
    let track = [1, if begin.is_some() { 1 } else { 2 }];
    let visits = Visits::new(&track, &["queue", "till"], &enter, &exit)
        .unwrap()
        .with_seen(&[seen.0, true], &[seen.1, true])
        .unwrap();
    let services = Services::new(&visits, &track, within_s * SECOND, |name| name == "till");
    let stay = Stay::of(&visits, &track, 0, Some(&services));
    assert_eq!(stay.dwell_us, 10 * SECOND);
    (stay.outcome, stay.wait_us / SECOND, stay.whole)
}

#[test]
fn service_follows_within_the_time_allowed() {
    let seen = (true, true);
    assert_eq!(outcome(Some(20), seen, 0), (Outcome::Served, 10, true));
    assert_eq!(outcome(Some(25), seen, 5), (Outcome::Served, 10, true));
    assert_eq!(outcome(Some(26), seen, 5), (Outcome::Left, 10, true));
    assert_eq!(outcome(None, seen, 5), (Outcome::Left, 10, true));
}

#[test]
fn a_wait_is_over_when_the_service_begins_inside_the_queue() {
    assert_eq!(outcome(Some(14), (true, true), 0), (Outcome::Served, 4, true));
    assert_eq!(outcome(Some(10), (true, true), 0), (Outcome::Served, 0, true));
    // A service that began before is another one.
    assert_eq!(outcome(Some(9), (true, true), 0), (Outcome::Left, 10, true));
}

#[test]
fn what_was_not_seen_is_not_whole() {
    assert_eq!(outcome(None, (true, false), 5), (Outcome::Unknown, 10, false));
    assert_eq!(outcome(None, (false, true), 5), (Outcome::Left, 10, false));
    // Lost in the queue and found at the till: served, after at least so long; unless the service began before.
    assert_eq!(outcome(Some(22), (true, false), 5), (Outcome::Served, 10, false));
    assert_eq!(outcome(Some(14), (true, false), 5), (Outcome::Served, 4, true));
}

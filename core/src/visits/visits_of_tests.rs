use super::super::zone_visits::ZoneVisits;
use crate::table::{Ids, Instants, Labels, Visits};
use std::borrow::Cow;

#[test]
fn a_result_is_the_input_it_would_be_as_a_table() {
    let result = ZoneVisits {
        track: Ids::Numbers(Cow::Owned(vec![7, 9])),
        zone: Labels { codes: Cow::Owned(vec![1, 0]), names: vec!["a".to_owned(), "b".to_owned()] },
        enter: Instants(vec![0, 5]),
        exit: Instants(vec![10, 25]),
        dwell_s: vec![0.000_01, 0.000_02],
        inside_s: vec![0.000_01, 0.000_01],
        start_seen: vec![true, false],
        end_seen: vec![false, true],
    };
    let visits = result.visits().unwrap();
    let expected = Visits::new(&[7, 9], &["b", "a"], &[0, 5], &[10, 25])
        .unwrap()
        .with_seen(&[true, false], &[false, true])
        .unwrap();
    // Names of zones keep their codes, so compare what they say.
    assert_eq!((visits.zone.name(0), visits.zone.name(1)), ("b", "a"));
    assert_eq!(visits.track, expected.track);
    assert_eq!(visits.dwell_us, expected.dwell_us);
    assert_eq!((visits.start_seen, visits.end_seen), (expected.start_seen, expected.end_seen));
}

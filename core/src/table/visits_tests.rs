use super::*;

const MINUTE: i64 = 60_000_000;

#[test]
fn a_visit_that_ends_before_it_begins_is_refused() {
    let error = Visits::new(&[1], &["a"], &[MINUTE], &[0]).expect_err("it runs backwards");
    assert_eq!(error.code(), "KELIU_INTERVAL_REVERSED");
}

#[test]
fn a_visit_that_says_nothing_of_its_ends_was_seen_whole() {
    let visits = Visits::new(&[1], &["a"], &[0], &[MINUTE]).expect("it is valid");
    assert!(visits.start_seen_at(0) && visits.end_seen_at(0));
    assert_eq!(visits.dwell_us.as_ref(), [MINUTE]);
    let cut = visits.with_seen(&[true], &[false]).expect("it is valid");
    assert!(cut.start_seen_at(0) && !cut.end_seen_at(0));
}

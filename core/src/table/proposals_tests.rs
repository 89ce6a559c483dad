use super::*;

fn given(
    kind: &[&str],
    start: &[i64],
    end: &[Option<i64>],
    value: &[Option<f64>],
) -> std::result::Result<Proposals, &'static str> {
    Proposals::new(&vec!["a"; kind.len()], kind, start, end, value).map_err(|error| error.code())
}

#[test]
fn corrections_of_different_subjects_may_meet() {
    let all = given(
        &["swap", "gain", "zone", "partial_loss"],
        &[0, 0, 0, 10],
        &[None, Some(10), None, None],
        &[None, Some(1.1), Some(3600.0), Some(0.5)],
    )
    .expect("one of each at a time");
    let order: Vec<Correction> = all.of_sensor("a").iter().map(|one| one.correction).collect();
    let [zone, gain, loss, swap] =
        [Correction::Zone, Correction::Gain, Correction::PartialLoss, Correction::Swap];
    assert_eq!(order, [zone, gain, loss, swap]);
    assert!(all.of_sensor("b").is_empty());
}

#[test]
fn corrections_of_one_subject_may_not() {
    let overlap = Err("KELIU_PROPOSALS_OVERLAP");
    let twice = [Some(1.1), Some(0.5)];
    assert_eq!(given(&["gain", "partial_loss"], &[0, 9], &[Some(10), None], &twice), overlap);
    assert_eq!(given(&["clock", "zone"], &[5, 0], &[None, None], &twice), overlap);
    assert_eq!(given(&["swap", "swap"], &[0, 0], &[Some(1), Some(1)], &[None; 2]), overlap);
}

#[test]
fn what_cannot_be_applied_is_refused() {
    let one = |kind, end, value| given(&[kind], &[0], &[end], &[value]).map(|_| ());
    assert_eq!(one("identity", None, None), Err("KELIU_VALUE_RANGE"));
    assert_eq!(one("gone", None, None), Err("KELIU_VALUE_RANGE"));
    assert_eq!(one("gain", None, None), Err("KELIU_UNEXPECTED_NULL"));
    assert_eq!(one("gain", None, Some(0.0)), Err("KELIU_VALUE_RANGE"));
    assert_eq!(one("gain", None, Some(f64::NAN)), Err("KELIU_NOT_FINITE"));
    assert_eq!(one("clock", None, Some(90_000.0)), Err("KELIU_VALUE_RANGE"));
    assert_eq!(one("swap", Some(0), None), Err("KELIU_INTERVAL_REVERSED"));
    assert_eq!(one("swap", Some(i64::MAX), None), Err("KELIU_TIME_OUT_OF_RANGE"));
}

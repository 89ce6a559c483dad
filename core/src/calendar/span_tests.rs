use super::*;

#[test]
fn the_limits_are_the_first_days_of_1900_and_2200() {
    let year = |us: i64| chrono::DateTime::from_timestamp_micros(us).unwrap().to_rfc3339();
    assert_eq!(year(MIN_INSTANT_US), "1900-01-01T00:00:00+00:00");
    assert_eq!(year(MAX_INSTANT_US), "2200-01-01T00:00:00+00:00");
}

#[test]
fn instants_beyond_the_limits_are_refused() {
    assert_eq!(check_instant(MIN_INSTANT_US), Ok(()));
    assert_eq!(check_instant(MAX_INSTANT_US), Ok(()));
    for found in [MIN_INSTANT_US - 1, MAX_INSTANT_US + 1, i64::MIN, i64::MAX] {
        assert_eq!(check_instant(found), Err(Error::TimeOutOfRange { found }));
    }
}

#[test]
fn a_slice_gives_its_range_or_its_first_wrong_row() {
    assert_eq!(check_instants(&[]), Ok(None));
    assert_eq!(check_instants(&[5, -3, 9, 0]), Ok(Some((-3, 9))));
    assert_eq!(
        check_instants(&[5, MAX_INSTANT_US + 7, i64::MIN]),
        Err(Error::TimeOutOfRange { found: MAX_INSTANT_US + 7 })
    );
}

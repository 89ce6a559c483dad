use super::Staff;

const HOUR: i64 = 3_600_000_000;

#[test]
fn shifts_that_overlap_add_up() {
    // Two persons from 8 to 12, one more from 10 to 14.
    let staff = Staff::new(&["a"; 2], &[8 * HOUR, 10 * HOUR], &[12 * HOUR, 14 * HOUR], &[2.0, 1.0])
        .unwrap();
    let duty = staff.of_site("a").unwrap();
    for (from, to, hours) in
        [(0, 24, 12.0), (9, 11, 5.0), (12, 13, 1.0), (14, 20, 0.0), (0, 8, 0.0)]
    {
        assert_eq!(duty.hours(from * HOUR, to * HOUR), hours, "{from} to {to}");
    }
    assert!(staff.of_site("b").is_none());
}

#[test]
fn shifts_of_minus_one_person_are_refused() {
    assert_eq!(Staff::new(&["a"], &[0], &[HOUR], &[-1.0]).unwrap_err().code(), "KELIU_VALUE_RANGE");
    assert_eq!(
        Staff::new(&["a"], &[0], &[HOUR], &[f64::NAN]).unwrap_err().code(),
        "KELIU_VALUE_RANGE"
    );
    assert_eq!(
        Staff::new(&["a"], &[0, 1], &[HOUR], &[1.0]).unwrap_err().code(),
        "KELIU_COLUMN_LENGTH"
    );
}

use super::*;

fn one(x: f64, y: f64) -> Result<usize> {
    let (track, time, x, y) = ([1], [0], [x], [y]);
    Points::new(&track, &time, &x, &y).map(|points| points.len())
}

#[test]
fn coordinates_are_finite_and_near() {
    assert_eq!(one(67_108.0, -67_108.0), Ok(1));
    for (x, y, code) in [
        (f64::NAN, 0.0, "KELIU_NOT_FINITE"),
        (0.0, f64::NEG_INFINITY, "KELIU_NOT_FINITE"),
        (67_109.0, 0.0, "KELIU_VALUE_RANGE"),
        (0.0, -4_500_000.0, "KELIU_VALUE_RANGE"),
    ] {
        assert_eq!(one(x, y).expect_err("it is refused").code(), code, "{x} {y}");
    }
}

#[test]
fn columns_of_different_length_are_refused() {
    let (track, time) = ([1, 2], [0]);
    let error = Points::new(&track, &time, &[0.0; 2], &[0.0; 2]).expect_err("time is short");
    assert_eq!(error.code(), "KELIU_COLUMN_LENGTH");
}

use super::wilson;

#[test]
fn eighteen_of_a_hundred_and_twenty() {
    // SciPy 1.17, binomtest(18, 120).proportion_ci(0.95, "wilson"), and the formula in thirty digits.
    let (low, high) = wilson(0.15, 120.0, 1.959_963_984_540_054);
    assert!((low - 0.097_038_122_925_847_37).abs() < 1e-15, "{low}");
    assert!((high - 0.224_675_293_567_245_08).abs() < 1e-15, "{high}");
}

#[test]
fn none_and_all_have_a_width() {
    // With share 0 the upper end is z² / (n + z²).
    let (low, high) = wilson(0.0, 12.0, 2.0);
    assert_eq!((low, high), (0.0, 0.25));
    let (low, high) = wilson(1.0, 12.0, 2.0);
    assert_eq!((low, high), (0.75, 1.0));
}

use super::*;

fn days_of(values: &[f64]) -> Vec<usize> {
    let found = steps(values, true, 1.0, SiteDrift::default(), Draws::new(1, "door"));
    found.iter().map(|step| step.day).collect()
}

fn scattered(levels: &[(usize, f64)]) -> Vec<f64> {
    let all: Vec<f64> =
        levels.iter().flat_map(|(days, level)| std::iter::repeat_n(*level, *days)).collect();
    all.iter().enumerate().map(|(day, level)| level + 0.01 * ((day * 7 % 5) as f64 - 2.0)).collect()
}

#[test]
fn a_stretch_that_begins_or_ends_near_an_end_of_the_data_has_both_ends() {
    assert_eq!(days_of(&scattered(&[(20, 0.0), (20, -0.7)])), [20]);
    assert_eq!(days_of(&scattered(&[(20, 0.0), (20, -0.7), (3, 0.0)])), [20, 40]);
    assert_eq!(days_of(&scattered(&[(4, 0.0), (16, -0.7), (20, 0.0)])), [4, 20]);
    // One day says too little.
    assert_eq!(days_of(&scattered(&[(20, 0.0), (20, -0.7), (1, 0.0)])), [20]);
}

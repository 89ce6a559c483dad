use super::*;

#[test]
fn a_path_changes_only_for_more_than_its_price() {
    let mut evidence = vec![-2.0; 60];
    evidence[20..35].fill(3.0); // 45 against two changes of 12
    evidence[50..52].fill(4.0); // 8
    let labels = best_path(&evidence);
    let wrong: Vec<usize> = (0..60).filter(|bin| labels[*bin]).collect();
    assert_eq!(wrong, (20..35).collect::<Vec<usize>>());
    assert_eq!(best_path(&[]), Vec::<bool>::new());
}

#[test]
fn opposite_weeks_correlate_negatively() {
    assert!((alike(&[1.0, -2.0], &[2.0, -4.0]) - 1.0).abs() < 1e-12);
    assert!((alike(&[1.0, -2.0], &[-1.0, 2.0]) + 1.0).abs() < 1e-12);
    assert!(alike(&[0.0, 0.0], &[1.0, 2.0]).abs() < 1e-12);
}

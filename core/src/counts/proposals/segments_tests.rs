use super::*;

fn costs(sigma: f64, price: f64, least: usize) -> Costs {
    Costs { sigma, bound: 3.0, price, least }
}

#[test]
fn one_step_is_found_where_it_is() {
    let mut values = vec![0.0, 1.0, -1.0, 0.5, -0.5, 0.0, 1.0, -1.0];
    values.extend([8.0, 9.0, 7.0, 8.5, 7.5, 8.0, 9.0, 7.0]);
    assert_eq!(change_points(&values, costs(1.0, 9.0, 3)), [8]);
    assert_eq!(change_points(&values, costs(1.0, 1e9, 3)), Vec::<usize>::new());
}

#[test]
fn wild_values_are_no_segment() {
    let mut values = vec![0.0; 30];
    values[10] = 50.0;
    values[20] = -50.0;
    assert_eq!(change_points(&values, costs(1.0, 9.0, 3)), Vec::<usize>::new());
}

#[test]
fn too_few_or_all_equal_values_have_no_step() {
    assert_eq!(change_points(&[1.0, 9.0], costs(1.0, 1.0, 7)), Vec::<usize>::new());
    assert_eq!(change_points(&[4.0; 40], costs(1.0, 1.0, 7)), Vec::<usize>::new());
    assert_eq!(change_points(&[], costs(1.0, 1.0, 7)), Vec::<usize>::new());
}

#[test]
fn the_path_is_the_best_of_all_segmentations() {
    // Brute force over all segmentations of 12 values, levels from the same lattice.
    let draws = crate::stats::random::Draws::new(3, "segments");
    for case in 0..20 {
        let values: Vec<f64> = (0..12)
            .map(|at| {
                let step = if at >= 6 && case % 2 == 0 { 3.0 } else { 0.0 };
                step + draws.below(case, at, 1000) as f64 / 500.0
            })
            .collect();
        let costs = costs(0.8, 1.5, 3);
        let price = |changes: &[usize]| -> f64 {
            let mut total = 0.0;
            let mut from = 0;
            for to in changes.iter().copied().chain([values.len()]) {
                let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let steps = ((high - low) / 0.8 * 4.0).ceil();
                let best = (0..=steps as usize)
                    .map(|step| {
                        let level = low + (high - low) * step as f64 / steps;
                        values[from..to]
                            .iter()
                            .map(|x| ((x - level) * (x - level)).min(5.76))
                            .sum::<f64>()
                    })
                    .fold(f64::INFINITY, f64::min);
                total += best + 1.5;
                from = to;
            }
            total
        };
        let mut best = (f64::INFINITY, Vec::new());
        for mask in 0_u32..1 << 11 {
            let changes: Vec<usize> = (1..12).filter(|at| mask >> (at - 1) & 1 == 1).collect();
            let edges: Vec<usize> =
                [0].into_iter().chain(changes.iter().copied()).chain([12]).collect();
            if edges.windows(2).all(|pair| pair[1] - pair[0] >= 3) {
                let total = price(&changes);
                if total < best.0 - 1e-9 {
                    best = (total, changes);
                }
            }
        }
        let found = change_points(&values, costs);
        assert!((price(&found) - best.0).abs() < 1e-9, "{found:?} {best:?}");
    }
}

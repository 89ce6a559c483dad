use super::{Own, shrink};

fn door(log: f64, variance: f64, freedom: f64) -> Own {
    Own { log, variance, freedom, device: 1_000.0 }
}

#[test]
fn three_doors_do_not_borrow() {
    assert_eq!(shrink(&[door(0.0, 1e-4, 5.0); 3], 0.975), None);
}

#[test]
fn doors_alike_by_chance_are_drawn_together() {
    // Scatter 4 x 0.01² / 0.01 = 0.04 is far below the 3 that noise alone gives: tau² = 0, and of the own deviation
    // (D - 3) / (D - 1) = 1/3 is lent.
    let own = [0.01, -0.01, 0.01, -0.01].map(|log| door(log, 0.01, 5.0));
    for (before, after) in own.iter().zip(shrink(&own, 0.975).unwrap()) {
        assert!((after.weight - 2.0 / 3.0).abs() < 1e-12);
        assert!((after.log - before.log * 2.0 / 3.0).abs() < 1e-12);
    }
}

#[test]
fn doors_that_differ_keep_what_is_theirs() {
    let own = [0.3, -0.3, 0.2, -0.2, 0.1].map(|log| door(log, 1e-6, 5.0));
    for after in shrink(&own, 0.975).unwrap() {
        assert!(after.weight > 0.9999);
    }
}

#[test]
fn two_sessions_that_agree_by_chance_do_not_outweigh_the_fleet() {
    let mut own = vec![door(0.0, 1e-3, 7.0); 5];
    own.push(door(0.5, 1e-9, 1.0));
    // (4 x 36/36.. + 1 x 1e-9) / 5: about four fifths of the scatter of the others is taken over.
    let lucky = shrink(&own, 0.975).unwrap()[5];
    assert!(lucky.half > 0.03, "half width {}", lucky.half);
}

use super::*;

#[test]
fn numbers_depend_on_seed_entity_replicate_and_draw() {
    let base = Draws::new(1, "north").below(2, 3, 1 << 40);
    assert_eq!(Draws::new(1, "north").below(2, 3, 1 << 40), base);
    for other in [
        Draws::new(2, "north").below(2, 3, 1 << 40),
        Draws::new(1, "south").below(2, 3, 1 << 40),
        Draws::new(1, "north").below(3, 3, 1 << 40),
        Draws::new(1, "north").below(2, 4, 1 << 40),
        Draws::new(1, "north").below(3, 2, 1 << 40),
    ] {
        assert_ne!(other, base);
    }
}

#[test]
fn every_number_comes_up_evenly() {
    let draws = Draws::new(7, "");
    let mut seen = [0_u32; 7];
    for draw in 0..70_000 {
        seen[draws.below(draw / 1000, draw % 1000, 7)] += 1;
    }
    // Mean 10000, standard deviation 93: five of them either side.
    assert!(seen.iter().all(|count| (9_535..=10_465).contains(count)), "{seen:?}");
    assert_eq!(draws.below(0, 0, 1), 0);
}

#[test]
fn uniform_numbers_lie_inside_and_have_the_moments_of_the_law() {
    let draws = Draws::new(3, "north");
    let values: Vec<f64> = (0..10_000).map(|draw| draws.uniform(5, draw)).collect();
    assert!(values.iter().all(|value| *value > 0.0 && *value < 1.0));
    let mean = values.iter().sum::<f64>() / 10_000.0;
    let square = values.iter().map(|value| value * value).sum::<f64>() / 10_000.0;
    // Means 1/2 and 1/3 with standard errors 0.0029 and 0.0030: five of them.
    assert!((mean - 0.5).abs() < 0.0145 && (square - 1.0 / 3.0).abs() < 0.015);
}

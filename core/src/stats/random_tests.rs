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

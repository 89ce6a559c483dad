use super::*;

fn level(start: usize, end: Option<usize>, log: f64, half: f64) -> Found {
    let mut one = Found::new(0, Kind::Gain, start, 20.0);
    one.end = end;
    one.set_factor(log, [log - half, log + half]);
    one
}

fn spans(levels: &[Found]) -> Vec<(usize, Option<usize>, f64)> {
    let log = |one: &Found| crate::math::ln(one.value.map_or(1.0, |[value, ..]| value));
    levels.iter().map(|one| (one.start, one.end, (log(one) * 1e9).round() / 1e9)).collect()
}

#[test]
fn a_loss_within_a_factor_multiplies_it_and_nothing_overlaps() {
    let factor = || vec![level(10, Some(100), -0.3, 0.03)];
    let with = |loss: Found| in_turn(factor(), std::iter::once(loss));
    let within = with(level(20, Some(30), -0.7, 0.04));
    let expected = [(10, Some(20), -0.3), (20, Some(30), -1.0), (30, Some(100), -0.3)];
    assert_eq!(spans(&within), expected);
    // Independent logarithms: 0.03² + 0.04² = 0.05².
    let [_, low, high] = within[1].value.expect("a factor");
    assert!(
        (crate::math::ln(low) + 1.05).abs() < 1e-9 && (crate::math::ln(high) + 0.95).abs() < 1e-9
    );
    let at_start = with(level(10, Some(30), -0.7, 0.04));
    assert_eq!(spans(&at_start), [(10, Some(30), -1.0), (30, Some(100), -0.3)]);
    let at_end = with(level(90, Some(100), -0.7, 0.04));
    assert_eq!(spans(&at_end), [(10, Some(90), -0.3), (90, Some(100), -1.0)]);
}

#[test]
fn a_loss_across_an_edge_is_the_same_change_and_one_outside_stands_alone() {
    let factors = vec![level(10, Some(100), -0.3, 0.03), level(100, None, 0.2, 0.03)];
    let losses = [
        level(5, Some(15), -0.7, 0.1),
        level(90, Some(110), -0.7, 0.1),
        level(2, Some(4), -0.7, 0.1),
    ];
    let levels = in_turn(factors, losses.into_iter());
    assert_eq!(spans(&levels), [(2, Some(4), -0.7), (10, Some(100), -0.3), (100, None, 0.2)]);
    for pair in levels.windows(2) {
        assert!(!pair[0].overlaps(&pair[1]));
    }
}

use super::*;

#[test]
fn intervals_are_sorted_and_joined() {
    let open = OpenIntervals::from_pairs(&[
        (50, 60),
        (0, 10),
        (10, 20),
        (55, 70),
        (52, 53),
        (80, 80),
        (95, 90),
    ]);
    assert_eq!(open.iter().collect::<Vec<_>>(), [(0, 20), (50, 70)]);
    assert!(!open.is_empty() && OpenIntervals::from_pairs(&[(5, 5)]).is_empty());
}

#[test]
fn open_time_is_the_intersection() {
    let open = OpenIntervals::from_pairs(&[(0, 20), (50, 70), (100, 101)]);
    for (start, end, expected) in [
        (-5, 0, 0),
        (-5, 1, 1),
        (5, 15, 10),
        (10, 60, 20),
        (20, 50, 0),
        (60, 1_000, 11),
        (-10, 200, 41),
        (15, 15, 0),
        (15, 5, 0),
    ] {
        assert_eq!(open.open_us(start, end), expected, "[{start}, {end})");
    }
    for (start, end, expected) in
        [(10, 50, 0.25), (0, 20, 1.0), (20, 50, 0.0), (15, 15, 0.0), (15, 5, 0.0)]
    {
        assert_eq!(
            open.open_share(start, end).to_bits(),
            f64::to_bits(expected),
            "[{start}, {end})"
        );
    }
    let instants: Vec<i64> = (-2..105).filter(|&instant| open.is_open(instant)).collect();
    assert_eq!(instants, (0..20).chain(50..70).chain(100..101).collect::<Vec<_>>());
}

#[test]
fn nothing_is_open_without_intervals() {
    let open = OpenIntervals::default();
    assert_eq!(
        (open.open_us(0, 10), open.is_open(5), open.open_share(0, 10).to_bits()),
        (0, false, 0.0_f64.to_bits())
    );
}

#[test]
fn extreme_instants_do_not_overflow() {
    let open = OpenIntervals::from_pairs(&[(i64::MIN, i64::MIN + 1), (i64::MIN, i64::MAX), (0, 5)]);
    assert!(open.is_open(0) && open.open_us(i64::MIN, i64::MAX) > 0);
}

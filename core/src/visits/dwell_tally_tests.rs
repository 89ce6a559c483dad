use super::shortened;

#[test]
fn four_digits_are_kept_and_the_others_dropped() {
    for (us, kept) in [
        (0, 0),
        (1, 1),
        (9_999, 9_999),
        (10_009, 10_000),
        (59_999_999, 59_990_000),
        (60_000_000, 60_000_000),
        (83_456_789, 83_450_000),
        (123_456_789, 123_400_000),
        (604_800_000_000, 604_800_000_000),
        (i64::MAX, 9_223_000_000_000_000_000),
    ] {
        assert_eq!(shortened(us), kept, "{us}");
    }
}

#[test]
fn a_shortened_dwell_is_less_than_a_thousandth_short_and_stays_on_its_side_of_an_edge() {
    for us in (1..2_000_000_i64).step_by(37) {
        let kept = shortened(us);
        assert!(kept <= us && (us - kept) * 1000 < us.max(1000), "{us}");
        for edge in [5_000, 12_340, 60_000, 99_990, 1_234_000] {
            assert_eq!(us >= edge, kept >= edge, "{us} at {edge}");
        }
    }
}

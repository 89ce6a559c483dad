use super::nearest;

#[test]
fn finds_a_misspelt_name() {
    assert_eq!(nearest("entires", ["entries", "exits"]).as_deref(), Some("entries"));
    assert_eq!(nearest("Time_Zone", ["interval_s", "time_zone"]).as_deref(), Some("time_zone"));
}

#[test]
fn offers_nothing_far_away() {
    assert_eq!(nearest("zzz", ["entries", "exits"]), None);
    assert_eq!(nearest("", ["entries"]), None);
    assert_eq!(nearest(&"x".repeat(10_000), ["entries"]), None);
}

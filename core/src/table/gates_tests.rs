use super::*;

#[test]
fn a_line_without_length_is_refused() {
    let here = Position { x: 1.0, y: 2.0 };
    for line in [vec![], vec![here], vec![here, here]] {
        let error = Gates::new(vec![Gate::new("door", line)]).expect_err("it has no length");
        assert_eq!(error.code(), "KELIU_SHAPE_INVALID");
    }
}

#[test]
fn a_version_that_ends_before_it_begins_is_refused() {
    let line = vec![Position { x: 0.0, y: 0.0 }, Position { x: 1.0, y: 0.0 }];
    let gate = Gate { from_us: Some(5), until_us: Some(5), ..Gate::new("door", line) };
    let error = Gates::new(vec![gate]).expect_err("it never holds");
    assert_eq!(error.code(), "KELIU_INTERVAL_REVERSED");
}

use super::LabelBuilder;

#[test]
fn codes_follow_first_appearance() {
    let mut builder = LabelBuilder::with_capacity(4);
    for name in ["b", "a", "b", "c"] {
        builder.push(name);
    }
    let labels = builder.finish();
    assert_eq!(labels.names, ["b", "a", "c"]);
    assert_eq!(labels.codes.as_ref(), [0, 1, 0, 2]);
}

#[test]
fn more_names_than_recent_slots() {
    let mut builder = LabelBuilder::with_capacity(0);
    for round in 0..2 {
        for i in 0..10_000 {
            assert_eq!(builder.code(&format!("sensor {i}")), i, "round {round}");
        }
    }
}

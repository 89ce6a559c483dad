use super::*;

fn seen(first: i64, last: i64, visits: u64) -> Seen {
    Seen { layer: 0, row: 0, column: 0, first, last, visits }
}

#[test]
fn visits_that_are_near_are_one() {
    // Two visits until 10, one from 13 on: with a limit of 3 the last of the first goes on.
    assert_eq!(together(&[seen(0, 10, 2), seen(13, 20, 1)], 3), seen(0, 20, 2));
    assert_eq!(together(&[seen(0, 10, 2), seen(14, 20, 1)], 3), seen(0, 20, 3));
}

#[test]
fn parts_of_one_track_that_interleave_are_refused() {
    let options = crate::heatmap::GridHeatmapOptions::default();
    let plan = Plan::new(&options).expect("defaults are valid");
    let mut state = HeatmapState::new(&plan, false);
    let end = |time| End { time, at: [0.0; 2], floor: 0, alone: true };
    state.cells.floor("");
    let piece = |from, to| Piece { first: end(from), last: end(to), seen: Vec::new() };
    state.pieces.insert(Id::Number(5), vec![piece(0, 10), piece(5, 20)]);
    let refused = state.close(&plan).expect_err("they interleave");
    assert_eq!(refused.code(), "KELIU_PARTS_INTERLEAVE");
    assert!(
        matches!(refused, Error::PartsInterleave { ref track, .. } if track == "5"),
        "{refused}"
    );
}

use super::*;
use std::borrow::Cow;

/// Two cells of 1 m, the second above and right of the first.
fn columns() -> HeatmapColumns<'static> {
    let whole = |values: Vec<i64>| Whole { values: Cow::Owned(values), nulls: None };
    let numbers = |values: Vec<f64>| Numbers { values: Cow::Owned(values), nulls: None };
    HeatmapColumns {
        slice: vec![None; 2],
        floor: None,
        row: whole(vec![2, 0]),
        col: whole(vec![3, 1]),
        x: numbers(vec![13.5, 11.5]),
        y: numbers(vec![7.5, 5.5]),
        cell_m: numbers(vec![1.0, 1.0]),
        area_m2: numbers(vec![1.0, 0.5]),
        seconds: numbers(vec![4.0, 9.0]),
        visitors: None,
        axial: None,
    }
}

#[test]
fn the_grid_is_found_from_any_row() {
    let cells = columns().checked().expect("they agree");
    let grid =
        Grid { hexagons: false, cell_m: 1.0, rows: 3, cols: 4, x: 10.5, y: 5.5, axial: [0; 2] };
    assert_eq!(cells.grid(), grid);
    let layer = &cells.layers()[0];
    assert_eq!(layer.rows, [1, 0]);
    let seconds = cells.seconds(layer);
    assert_eq!((seconds[[0, 1]], seconds[[2, 3]], seconds[[1, 1]]), (9.0, 4.0, 0.0));
    assert_eq!(cells.areas_m2(layer)[[0, 1]], 0.5);
}

#[test]
fn odd_rows_of_hexagons_are_shifted() {
    let up = 3.0_f64.sqrt() / 2.0;
    let mut columns = columns();
    // Row 1 of column 3 in the table, and row 0 of column 1: the first has q = 13 and r = 21.
    columns.axial = Some([13, 21]);
    columns.row = Whole { values: Cow::Owned(vec![1, 0]), nulls: None };
    columns.x = Numbers { values: Cow::Owned(vec![3.5, 1.0]), nulls: None };
    columns.y = Numbers { values: Cow::Owned(vec![up, 0.0]), nulls: None };
    let grid = columns.checked().expect("they agree").grid();
    assert_eq!((grid.x, grid.y), (0.0, 0.0));
    assert_eq!(grid.axial(1, 3), Some([13, 21]));
    // Two rows up from the same column lies half a turn to the left in q.
    assert_eq!(grid.axial(0, 1), Some([11, 20]));
}

#[test]
fn cells_that_contradict_each_other_are_refused() {
    let refused = |change: &dyn Fn(&mut HeatmapColumns<'static>)| {
        let mut columns = columns();
        change(&mut columns);
        columns.checked().expect_err("it contradicts").code()
    };
    assert_eq!(refused(&|columns| columns.x.values.to_mut()[1] = 11.0), "KELIU_VALUE_RANGE");
    assert_eq!(refused(&|columns| columns.cell_m.values.to_mut()[1] = 0.5), "KELIU_VALUE_RANGE");
    assert_eq!(refused(&|columns| columns.seconds.values.to_mut()[0] = -1.0), "KELIU_VALUE_RANGE");
    assert_eq!(refused(&|columns| columns.row.values.to_mut()[0] = 1 << 40), "KELIU_VALUE_RANGE");
    assert_eq!(refused(&|columns| columns.row.values.to_mut()[0] = 1 << 30), "KELIU_LIMIT_CELLS");
    let twice = refused(&|columns| {
        columns.row.values.to_mut()[1] = 2;
        columns.col.values.to_mut()[1] = 3;
        columns.x.values.to_mut()[1] = 13.5;
        columns.y.values.to_mut()[1] = 7.5;
    });
    assert_eq!(twice, "KELIU_DUPLICATE_ROW");
}

use super::*;

fn cell(p: f64) -> Cell {
    Cell { place: [0, 0], value: 0.0, score: Some([1.0, p, 1.0]) }
}

#[test]
fn false_shares_are_those_of_the_paper() {
    // Benjamini and Hochberg (1995), section 4: 15 p-values of which the first 4 are called at 0.05.
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ];
    let mut cells: Vec<Cell> = p.into_iter().map(cell).collect();
    adjust(&mut cells);
    let called: Vec<bool> =
        cells.iter().map(|cell| cell.score.is_some_and(|[.., q]| q <= 0.05)).collect();
    assert_eq!(called.iter().filter(|&&called| called).count(), 4);
    assert!(called[..4].iter().all(|&called| called));
    // 0.0095 * 15 / 4.
    assert!((cells[3].score.expect("it has one")[2] - 0.035_625).abs() < 1e-12);
}

#[test]
fn neighbors_within_a_radius() {
    let square =
        Grid { hexagons: false, cell_m: 1.0, rows: 9, cols: 9, x: 0.0, y: 0.0, axial: [0; 2] };
    assert_eq!(around(&square, 0, 0.0), [(0, 0)]);
    assert_eq!(around(&square, 1, 1.0).len(), 5);
    assert_eq!(around(&square, 0, 1.5).len(), 9);
    let hexagon = Grid { hexagons: true, ..square };
    assert_eq!(
        around(&hexagon, 0, 1.0),
        [(-1, -1), (-1, 0), (0, -1), (0, 0), (0, 1), (1, -1), (1, 0)]
    );
    assert_eq!(
        around(&hexagon, 1, 1.0),
        [(-1, 0), (-1, 1), (0, -1), (0, 0), (0, 1), (1, 0), (1, 1)]
    );
}

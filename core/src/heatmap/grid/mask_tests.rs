use super::super::super::grid_heatmap::{CellShape, GridHeatmapOptions};
use super::*;
use crate::geometry::Position;
use proptest::prelude::*;

fn plan(cell_m: f64, shape: CellShape) -> Plan {
    Plan::new(&GridHeatmapOptions { cell_m, shape, ..Default::default() }).expect("it is valid")
}

fn ring(corners: &[(f64, f64)]) -> Vec<Position> {
    corners.iter().map(|&(x, y)| Position { x, y }).collect()
}

fn walkable(outer: &[(f64, f64)], holes: Vec<Vec<Position>>) -> MaskZone {
    let polygons = vec![Polygon { outer: ring(outer), holes }];
    MaskZone { floor: String::new(), walkable: true, polygons, from_us: None, until_us: None }
}

fn window(low: [i32; 2], high: [i32; 2]) -> Window {
    Window { low, high }
}

#[test]
fn a_triangle_over_four_cells() {
    // The half below the diagonal of a square of 2 m, in cells of 1 m.
    let zone = walkable(&[(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)], Vec::new());
    let sizes = Sizes::new(&plan(1.0, CellShape::Square), &[&zone], window([0, 0], [1, 1]));
    assert_eq!(
        [sizes.at([0, 0]), sizes.at([1, 0]), sizes.at([0, 1]), sizes.at([1, 1])],
        [1.0, 0.5, 0.5, 0.0]
    );
}

#[test]
fn a_hole_is_no_floor_whichever_way_its_ring_turns() {
    let hole = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)];
    let mut other = hole;
    other.reverse();
    for hole in [hole, other] {
        let zone = walkable(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)], vec![ring(&hole)]);
        let sizes = Sizes::new(&plan(1.0, CellShape::Square), &[&zone], window([0, 0], [0, 0]));
        assert_eq!(sizes.at([0, 0]), 0.75);
    }
}

#[test]
fn a_concave_ring_that_leaves_a_cell_and_comes_back() {
    // A comb with two teeth that reach into the upper cell: 2 x 0.25 x 0.5.
    let comb = [
        (0.0, 0.5),
        (1.0, 0.5),
        (1.0, 1.5),
        (0.75, 1.5),
        (0.75, 0.75),
        (0.25, 0.75),
        (0.25, 1.5),
        (0.0, 1.5),
    ];
    let zone = walkable(&comb, Vec::new());
    let sizes = Sizes::new(&plan(1.0, CellShape::Square), &[&zone], window([0, 0], [0, 1]));
    assert_eq!(sizes.at([0, 1]), 0.25);
    assert_eq!(sizes.at([0, 0]), 0.5 - 0.5 * 0.25);
}

#[test]
fn versions_hold_from_until() {
    let zone = MaskZone { from_us: Some(10), until_us: Some(20), ..walkable(&[], Vec::new()) };
    assert!(zone.holds(0, 10) && zone.holds(19, 30) && zone.holds(12, 13));
    assert!(!zone.holds(0, 9) && !zone.holds(20, 30));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn cells_of_a_polygon_add_up_to_its_size(
        far in prop::collection::vec(2..40_i32, 3..9), hexagons in any::<bool>(), cell in 3..30_u32,
    ) {
        // A star around the origin: corners at rising angles, so that it never crosses itself.
        let count = far.len();
        let star: Vec<(f64, f64)> = far
            .iter()
            .enumerate()
            .map(|(at, &far)| {
                let angle = at as f64 / count as f64 * std::f64::consts::TAU;
                let (y, x) = (libm::sin(angle), libm::cos(angle));
                (x * f64::from(far) / 10.0, y * f64::from(far) / 10.0)
            })
            .collect();
        let zone = walkable(&star, Vec::new());
        let shape = if hexagons { CellShape::Hexagon } else { CellShape::Square };
        let plan = plan(f64::from(cell) / 10.0, shape);
        let window = plan.around([-4.5, -4.5], [4.5, 4.5]);
        let sizes = Sizes::new(&plan, &[&zone], window);
        let mut sum = 0.0;
        for row in window.low[1]..=window.high[1] {
            for column in window.low[0]..=window.high[0] {
                sum += sizes.at([column, row]);
            }
        }
        let whole = zone.polygons[0].size_m2();
        prop_assert!((sum - whole).abs() < 1e-7 * whole.max(1.0), "{sum} {whole}");
    }
}

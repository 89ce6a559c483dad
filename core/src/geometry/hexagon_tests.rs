use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Told {
    inside: Vec<([i32; 2], i64, i64)>,
    outside: Vec<(i64, i64)>,
}

impl Stays for Told {
    fn inside(&mut self, cell: [i32; 2], from: i64, to: i64) {
        self.inside.push((cell, from, to));
    }

    fn outside(&mut self, from: i64, to: i64) {
        self.outside.push((from, to));
    }
}

fn told(from: [f64; 2], to: [f64; 2], ticks: i64, width: f64, window: &Window) -> Told {
    let mut told = Told::default();
    walk_hexagons(from, to, ticks, width, window, &mut Vec::new(), &mut told);
    told
}

fn stays(from: [f64; 2], to: [f64; 2], ticks: i64, width: f64) -> Vec<([i32; 2], i64, i64)> {
    told(from, to, ticks, width, &Window::ALL).inside
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    (x * x + y * y).sqrt()
}

/// The hexagon whose center is nearest, looked for among all around.
fn nearest(at: [f64; 2], width: f64) -> [i32; 2] {
    let row = (at[1] / (width * ROOT_3 / 2.0)).round() as i32;
    let column = (at[0] / width).round() as i32;
    let mut best = (f64::INFINITY, [0, 0]);
    for row in row - 2..=row + 2 {
        for column in column - 2..=column + 2 {
            let [x, y] = center_of(axial_of([column, row]), width);
            let far = (x - at[0]) * (x - at[0]) + (y - at[1]) * (y - at[1]);
            if far < best.0 {
                best = (far, [column, row]);
            }
        }
    }
    best.1
}

#[test]
fn along_a_row_by_hand() {
    let expected = [([0, 0], 0, 1000), ([1, 0], 1000, 3000), ([2, 0], 3000, 4000)];
    assert_eq!(stays([0.0, 0.0], [2.0, 0.0], 4000, 1.0), expected);
}

#[test]
fn up_through_corner_and_edge_by_hand() {
    // From the center of (0, 0) straight up: its top corner is R away, the edge between the two hexagons of row 1
    // leads on for R, and the hexagon (1, 2) above, in rows of offset coordinates, is entered at 2R. An edge belongs
    // to one of its two hexagons.
    let width = ROOT_3; // R = 1
    let found = stays([0.0, 0.0], [0.0, 3.0], 3000, width);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], ([0, 0], 0, 1000));
    assert_eq!((found[1].1, found[1].2), (1000, 2000));
    assert_eq!(found[2], ([0, 2], 2000, 3000));
}

#[test]
fn columns_and_rows_are_axial_coordinates_written_otherwise() {
    for cell in [[0, 0], [3, -1], [-2, 5], [-7, -4]] {
        assert_eq!(axial_of(offset_of(cell)), cell);
    }
    assert_eq!(offset_of([0, 1]), [0, 1]);
    assert_eq!(offset_of([0, 2]), [1, 2]);
    assert_eq!(offset_of([0, -1]), [-1, -1]);
}

#[test]
fn corners_are_as_far_from_the_center_as_an_edge_is_long() {
    let center = center_of([2, -3], 0.5);
    for corner in corners_of([2, -3], 0.5) {
        let far = distance(corner, center);
        assert!((far - 0.5 / ROOT_3).abs() < 1e-12);
    }
}

fn place() -> impl Strategy<Value = [f64; 2]> {
    [-6000..6000_i32, -6000..6000_i32].prop_map(|[x, y]| [f64::from(x), f64::from(y)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_position_belongs_to_the_nearest_center(at in place()) {
        let cell = offset_of(hexagon_of(at, 700.0));
        let far = |cell| {
            distance(center_of(axial_of(cell), 700.0), at)
        };
        // On an edge two centers are equally near.
        prop_assert!(far(cell) <= far(nearest(at, 700.0)) + 1e-9);
    }

    #[test]
    fn every_tick_is_told_once_and_in_order(from in place(), to in place(), ticks in 1_i64..40_000_000) {
        let mut at = 0;
        for (_, since, until) in stays(from, to, ticks, 500.0) {
            prop_assert!(since == at && until > since);
            at = until;
        }
        prop_assert_eq!(at, ticks);
    }

    #[test]
    fn equal_to_looking_at_every_moment(from in place(), to in place()) {
        // One tick is one look; a border moves a look to a neighbor, and a way along an edge is in either cell.
        const LOOKS: i64 = 4000;
        let mut left: BTreeMap<[i32; 2], i64> = BTreeMap::new();
        for (cell, since, until) in stays(from, to, LOOKS, 700.0) {
            *left.entry(cell).or_default() += until - since;
        }
        for look in 0..LOOKS {
            let share = (look as f64 + 0.5) / LOOKS as f64;
            let at = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
            *left.entry(nearest(at, 700.0)).or_default() -= 1;
        }
        prop_assert!(left.values().all(|off| off.abs() <= 2), "{left:?}");
    }

    #[test]
    fn a_window_only_hides(
        from in place(), to in place(), low in [-9..9_i32, -9..9_i32], extent in [0..6_i32, 0..6_i32],
    ) {
        let window = Window { low, high: [low[0] + extent[0], low[1] + extent[1]] };
        let found = told(from, to, 1_000_000, 500.0, &window);
        let mut told_ticks: Vec<(i64, i64)> =
            found.inside.iter().map(|&(_, a, b)| (a, b)).chain(found.outside.iter().copied()).collect();
        told_ticks.sort_unstable();
        let mut at = 0;
        for (since, until) in told_ticks {
            prop_assert_eq!(since, at);
            at = until;
        }
        prop_assert_eq!(at, 1_000_000);
        let whole: Vec<_> =
            stays(from, to, 1_000_000, 500.0).into_iter().filter(|stay| window.contains(stay.0)).collect();
        prop_assert_eq!(found.inside, whole);
    }
}

use super::*;

fn ring(corners: &[(f64, f64)]) -> Vec<Position> {
    corners.iter().map(|&(x, y)| Position { x, y }).collect()
}

fn square(from: f64, to: f64) -> Vec<Position> {
    ring(&[(from, from), (to, from), (to, to), (from, to)])
}

fn found(outer: Vec<Position>, holes: Vec<Vec<Position>>) -> Option<(String, Position)> {
    fault(&[Polygon { outer, holes }]).map(|fault| (fault.what, fault.at))
}

#[test]
fn a_square_with_a_hole_is_a_zone() {
    assert_eq!(found(square(0.0, 10.0), vec![square(2.0, 4.0)]), None);
}

#[test]
fn a_bow_tie_crosses_itself_in_the_middle_and_is_mended_by_turning_two_corners() {
    let tie =
        Polygon { outer: ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]), holes: vec![] };
    let fault = fault(&[tie]).expect("it crosses itself");
    assert_eq!(fault.at, Position { x: 1.0, y: 1.0 });
    assert_eq!(fault.repair, "reverse the corners from 2 2 to 2 0");
    let mended = ring(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
    assert_eq!(found(mended, vec![]), None);
}

#[test]
fn too_few_corners_and_no_size_are_faults() {
    for outer in [
        vec![],
        ring(&[(1.0, 1.0)]),
        ring(&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]),
        ring(&[(0.0, 0.0), (1.0, 1.0), (3.0, 3.0)]),
    ] {
        assert!(found(outer.clone(), vec![]).is_some(), "{outer:?}");
    }
}

#[test]
fn a_hole_outside_and_one_across_the_edge_are_faults() {
    let (what, at) = found(square(0.0, 4.0), vec![square(6.0, 8.0)]).expect("it lies outside");
    assert!(what.contains("hole 1"), "{what}");
    assert_eq!(at, Position { x: 6.0, y: 6.0 });
    let (what, _) = found(square(0.0, 4.0), vec![square(3.0, 5.0)]).expect("the rings cross");
    assert_eq!(what, "two of its rings cross or share an edge");
}

#[test]
fn touching_and_repeated_corners_are_no_faults() {
    let twice = ring(&[(0.0, 0.0), (2.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
    assert_eq!(found(twice, vec![]), None);
    // A hole that shares one corner with the outer ring.
    let hole = ring(&[(0.0, 0.0), (2.0, 1.0), (1.0, 2.0)]);
    assert_eq!(found(square(0.0, 4.0), vec![hole]), None);
}

#[test]
fn a_million_corners_are_checked() {
    let count = 1_000_000;
    // A wheel with a corner a millimeter deep at every second place.
    let corner = |place: i32| {
        let angle = f64::from(place) / f64::from(count) * std::f64::consts::TAU;
        let radius = if place % 2 == 0 { 60_000.0 } else { 59_999.0 };
        Position { x: radius * libm::cos(angle), y: radius * libm::sin(angle) }
    };
    assert_eq!(found((0..count).map(corner).collect(), vec![]), None);
}

#[test]
fn a_comb_whose_teeth_span_the_plan_is_refused_in_bounded_time() {
    let teeth = 300_000;
    let tooth = |place: i32| {
        let x = if place % 2 == 0 { -60_000.0 } else { 60_000.0 };
        Position { x, y: f64::from(place) * 0.2 }
    };
    let corners: Vec<Position> = (0..teeth).map(tooth).collect();
    assert!(found(corners, vec![]).is_some());
}

#[test]
fn a_hole_in_a_hole_is_a_fault() {
    let holes = vec![square(1.0, 8.0), square(2.0, 7.0)];
    let (what, at) = found(square(0.0, 9.0), holes).expect("the inner one is no hole");
    assert_eq!((what.as_str(), at), ("hole 2 lies in hole 1", Position { x: 2.0, y: 2.0 }));
}

#[test]
fn parts_may_touch_in_a_corner_and_stand_in_holes_but_not_overlap() {
    let part = |from, to| Polygon { outer: square(from, to), holes: vec![] };
    assert_eq!(fault(&[part(0.0, 2.0), part(2.0, 4.0)]), None);
    let ring = Polygon { outer: square(0.0, 9.0), holes: vec![square(1.0, 8.0)] };
    assert_eq!(fault(&[ring, part(2.0, 7.0)]), None);
    for (a, b) in [((0.0, 5.0), (2.0, 7.0)), ((0.0, 5.0), (0.0, 5.0)), ((0.0, 5.0), (1.0, 2.0))] {
        let parts = [part(a.0, a.1), part(b.0, b.1)];
        assert!(fault(&parts).is_some(), "{a:?} {b:?}");
    }
}

#[test]
fn where_rings_share_an_edge_is_told() {
    let hole = ring(&[(0.0, 4.0), (4.0, 4.0), (4.0, 5.0), (0.0, 5.0)]);
    let (_, at) = found(square(0.0, 9.0), vec![hole]).expect("they share an edge");
    assert_eq!(at.x, 0.0);
    assert!((4.0..=5.0).contains(&at.y), "{at:?}");
}

use super::*;

const fn node(x: i32, y: i32) -> Node {
    Node { x, y }
}

fn edge(from: Node, to: Node, reach_mm: f64) -> Edge {
    Edge::new(from, to, 0, RIGHT, reach_mm).unwrap()
}

fn crossing(edge: &Edge, start: Node, end: Node) -> Option<Crossing> {
    edge.meet(start, end).and_then(|meet| edge.crossing(&meet, || RIGHT))
}

#[test]
fn meters_are_rounded_to_millimeters() {
    for (meters, expected) in
        [(0.0, 0), (0.0004, 0), (0.0006, 1), (-0.0006, -1), (67_108.0, 67_108_000), (-2.5, -2_500)]
    {
        assert_eq!(millimeters(meters), expected, "{meters}");
    }
}

#[test]
fn a_step_crosses_at_the_tick_of_its_share() {
    let wall = edge(node(0, -1_000), node(0, 1_000), 0.0);
    let found = crossing(&wall, node(-1_000, 0), node(2_000, 0)).unwrap();
    assert!(found.to_right);
    // A third of 10 ticks is 3.33, of 1.5 ticks rounded half up 0.5 + 0.5 = 1.
    assert_eq!(found.tick(10), 3);
    let half = crossing(&wall, node(-1_000, 0), node(1_000, 0)).unwrap();
    assert_eq!((half.tick(1), half.tick(2), half.tick(i64::MAX / 4)), (1, 1, i64::MAX / 8 + 1));
    assert!(!crossing(&wall, node(1, 0), node(-1, 0)).unwrap().to_right);
    assert_eq!(crossing(&wall, node(-1_000, 1_001), node(1_000, 1_001)), None);
    assert_eq!(crossing(&wall, node(5, 0), node(5, 0)), None);
}

#[test]
fn a_path_meets_one_of_two_edges_at_their_vertex() {
    // Through the vertex that both share, from every side to every other.
    let (before, after) = (edge(node(-7, 3), node(0, 0), 0.0), edge(node(0, 0), node(5, 8), 0.0));
    let ring: Vec<Node> = (-9..9)
        .flat_map(|at| [node(at, -9), node(at + 1, 9), node(-9, at + 1), node(9, at)])
        .collect();
    for &start in &ring {
        for &end in &ring {
            let met = [&before, &after].map(|edge| crossing(edge, start, end).is_some());
            // Both ends pushed right by far less than the lattice, and up by less still, as a tie does.
            let fine =
                |at: Node| (i64::from(at.x) * 1_000_000 + 1_000, i64::from(at.y) * 1_000_000 + 1);
            let side = |a: (i64, i64), b: (i64, i64), c: (i64, i64)| {
                (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) > 0
            };
            let (p, q) = (fine(start), fine(end));
            let plain = [&before, &after].map(|edge| {
                let of = |at: Node| (i64::from(at.x) * 1_000_000, i64::from(at.y) * 1_000_000);
                let (a, b) = (of(edge.from), of(edge.to));
                p != q && side(a, b, p) != side(a, b, q) && side(p, q, a) != side(p, q, b)
            });
            assert_eq!(met, plain, "{start:?} to {end:?}");
        }
    }
}

#[test]
fn what_is_near_an_edge_is_an_interval() {
    let wall = edge(node(0, 0), node(1_000, 0), 100.0);
    let near =
        |start: Node, end: Node| wall.meet(start, end).and_then(|meet| wall.near(&meet, 100.0));
    // Straight through: near from 100 mm before to 100 mm behind.
    assert_eq!(near(node(500, -1_000), node(500, 1_000)), Some((0.45, 0.55)));
    assert_eq!(near(node(200, 50), node(800, -100)), Some((0.0, 1.0)));
    assert_eq!(near(node(200, 101), node(800, 101)), None);
    // Past the end: within 100 mm of the vertex, 60² + 80² = 100².
    assert_eq!(near(node(1_080, -120), node(1_080, 120)), Some((0.25, 0.75)));
    assert_eq!(near(node(1_101, -120), node(1_101, 120)), None);
    assert_eq!(near(node(1_050, 0), node(1_050, 0)), Some((0.0, 1.0)));
    // From beside the edge round its end.
    let (from, to) = near(node(900, 80), node(1_300, 80)).unwrap();
    assert_eq!((from, to), (0.0, (160.0_f64 / 400.0)));
}

#[test]
fn near_agrees_with_distances_along_the_step() {
    let mut seed = 7_u64;
    let mut draw = |most: i32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % (2 * most as u64 + 1)) as i32 - most
    };
    for _ in 0..2_000 {
        let mut any = || node(draw(800), draw(800));
        let [from, to, start, end] = [any(), any(), any(), any()];
        let Some(wall) = Edge::new(from, to, 0, RIGHT, 150.0) else { continue };
        let found = wall.meet(start, end).and_then(|meet| wall.near(&meet, 150.0));
        for share in (0..=50).map(|part| f64::from(part) / 50.0) {
            let at = |first: i32, last: i32| f64::from(first) + share * f64::from(last - first);
            let right = at(start.x, end.x) - f64::from(from.x);
            let up = at(start.y, end.y) - f64::from(from.y);
            let (dx, dy) = (f64::from(to.x - from.x), f64::from(to.y - from.y));
            let along = ((right * dx + up * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            let (off_x, off_y) = (right - along * dx, up - along * dy);
            let distance = (off_x * off_x + off_y * off_y).sqrt();
            let inside = found.is_some_and(|(since, until)| (since..=until).contains(&share));
            if (distance - 150.0).abs() > 1e-6 {
                assert_eq!(
                    inside,
                    distance < 150.0,
                    "{wall:?} {start:?} {end:?} {share} {found:?}"
                );
            }
        }
    }
}

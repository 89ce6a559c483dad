use super::super::lattice::ring;
use super::*;

struct Draws(u64);

impl Draws {
    /// A whole number from -`most` to `most`.
    fn next(&mut self, most: i32) -> i32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % (2 * most as u64 + 1)) as i32 - most
    }

    fn node(&mut self, most: i32) -> Node {
        Node { x: self.next(most), y: self.next(most) }
    }
}

/// Inside by the half-open rule: edges that pass a horizontal ray to the right of the position.
fn is_inside(ring: &[Node], at: Node) -> bool {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).fold(false, |inside, (a, b)| {
        if (a.y > at.y) == (b.y > at.y) {
            return inside;
        }
        let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
        let rise = i64::from(high.y - low.y);
        let right = i64::from(high.x - low.x) * i64::from(at.y - low.y);
        inside ^ (i64::from(at.x - low.x) * rise < right)
    })
}

fn rings(draws: &mut Draws, count: usize, spread: i32, size: i32) -> Vec<Vec<Node>> {
    let ring = |draws: &mut Draws| {
        let center = draws.node(spread);
        let corners = 3 + draws.next(3).unsigned_abs();
        let corner = |at: Node| Node { x: center.x + at.x, y: center.y + at.y };
        (0..corners).map(|_| corner(draws.node(size))).collect()
    };
    (0..count).map(|_| ring(draws)).collect()
}

fn grid(rings: &[Vec<Node>], reach_mm: i64) -> LabelGrid {
    let edges = rings.iter().enumerate();
    let edges = edges.flat_map(|(shape, nodes)| ring(nodes, shape as u32, reach_mm as f64));
    LabelGrid::new(edges.collect(), true, reach_mm)
}

#[test]
fn shapes_at_a_position_are_those_around_it() {
    let mut draws = Draws(1);
    for (spread, size) in [(2_000, 3_000), (40_000, 9_000), (300, 200), (60_000_000, 5_000)] {
        let rings = rings(&mut draws, 12, spread, size);
        let grid = grid(&rings, 200);
        let mut found = Vec::new();
        for trial in 0..4_000 {
            // Anywhere, near a vertex, at a vertex.
            let vertex = rings[trial % 12][0];
            let at = match trial % 3 {
                0 => draws.node(spread + size),
                1 => Node { x: vertex.x + draws.next(600), y: vertex.y + draws.next(3) },
                _ => vertex,
            };
            grid.shapes_at(at, &mut found);
            let expected: Vec<u32> =
                (0..12).filter(|&shape| is_inside(&rings[shape as usize], at)).collect();
            assert_eq!(found, expected, "{at:?}");
        }
    }
}

#[test]
fn no_edge_that_a_step_meets_is_left_out() {
    let mut draws = Draws(2);
    let mut room = Vec::new();
    for reach in [0, 200, 3_000] {
        let rings = rings(&mut draws, 10, 9_000, 4_000);
        let grid = grid(&rings, reach);
        for trial in 0..3_000 {
            let start = draws.node(14_000);
            let long = [40, 250, 257, 3_000, 30_000][trial % 5];
            let end = Node { x: start.x + draws.next(long), y: start.y + draws.next(long) };
            let (from, to) = (grid.label(start), grid.label(end));
            let quiet = LabelGrid::is_quiet(start, from, end, to);
            let listed = grid.edges_along(start, from, end, &mut room);
            let mut once = listed.to_vec();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), listed.len());
            for (number, edge) in grid.edges.iter().enumerate() {
                let met = edge.meet(start, end).is_some_and(|meet| {
                    edge.crossing(&meet, || RIGHT).is_some()
                        || edge.near(&meet, reach as f64).is_some()
                });
                if met {
                    assert!(listed.contains(&(number as u32)), "{start:?} to {end:?}, {edge:?}");
                    assert!(!quiet);
                }
            }
        }
    }
}

#[test]
fn crossings_lead_from_the_shapes_at_the_start_to_those_at_the_end() {
    let mut draws = Draws(3);
    let rings = rings(&mut draws, 8, 3_000, 3_000);
    let grid = grid(&rings, 0);
    let (mut shapes, mut expected) = (Vec::new(), Vec::new());
    for trial in 0..4_000 {
        // From vertex to vertex, or along an edge, as often as not.
        let vertex = |draws: &mut Draws| {
            rings[draws.next(1_000).unsigned_abs() as usize % 8]
                [draws.next(1).unsigned_abs() as usize]
        };
        let start = if trial % 2 == 0 { vertex(&mut draws) } else { draws.node(6_000) };
        let end = if trial % 3 == 0 { vertex(&mut draws) } else { draws.node(6_000) };
        grid.shapes_at(start, &mut shapes);
        for edge in &grid.edges {
            if edge.meet(start, end).is_some_and(|meet| edge.crossing(&meet, || RIGHT).is_some()) {
                match shapes.binary_search(&edge.shape) {
                    Ok(place) => drop(shapes.remove(place)),
                    Err(place) => shapes.insert(place, edge.shape),
                }
            }
        }
        grid.shapes_at(end, &mut expected);
        assert_eq!(shapes, expected, "{start:?} to {end:?}");
    }
}

#[test]
fn grids_stay_small() {
    let corner = |x: i32, y: i32| Node { x, y };
    let square = |x: i32, y: i32, side: i32| {
        vec![corner(x, y), corner(x + side, y), corner(x + side, y + side), corner(x, y + side)]
    };
    let most = 67_000_000;
    // Two rooms at opposite ends of the lattice; one zone that fills it.
    let far = grid(&[square(-most, -most, 5_000), square(most, most, 5_000)], 200);
    let large = grid(&[square(-most, -most, 2 * most)], 200);
    for grid in [&far, &large] {
        assert!(grid.tiles.len() as u64 <= MOST_TILES);
        assert!(grid.cells.len() <= (MOST_STORED + 16) * TILE_CELLS);
    }
    let mut found = Vec::new();
    far.shapes_at(corner(most + 2_500, most + 2_500), &mut found);
    assert_eq!(found, [1]);
    large.shapes_at(corner(0, 0), &mut found);
    assert_eq!(found, [0]);
    // A ring of a million vertices.
    let side = 250_000;
    let mut teeth: Vec<Node> =
        (0..4 * side).map(|at| corner(at, 4_000 + (at % 2) * 2_000)).collect();
    teeth.extend([corner(4 * side, 0), corner(0, 0)]);
    let comb = grid(&[teeth], 200);
    assert!(comb.lists.items.len() as u64 <= MOST_ENTRIES);
    comb.shapes_at(corner(500_000, 3_999), &mut found);
    assert_eq!(found, [0]);
    comb.shapes_at(corner(500_000, 4_001), &mut found);
    assert!(found.is_empty());
    comb.shapes_at(corner(500_001, 5_999), &mut found);
    assert_eq!(found, [0]);
}

use super::*;
use crate::geometry::{Polygon, Position};
use crate::table::{Gate, Zone, Zones};
use crate::visits::{ZoneVisitsOptions, zone_visits};
use proptest::prelude::*;

/// Positions in decimeters, one every half second, often on a line or a vertex.
fn walks() -> impl Strategy<Value = Vec<(i32, i32)>> {
    prop::collection::vec((-12_i32..12, -12_i32..12), 2..40)
}

const RING: [(i32, i32); 5] = [(-6, -6), (6, -6), (8, 5), (0, 2), (-6, 8)];

fn position(at: (i32, i32)) -> Position {
    Position { x: f64::from(at.0) / 10.0, y: f64::from(at.1) / 10.0 }
}

fn options(hysteresis_m: f64) -> GateCrossingsOptions {
    GateCrossingsOptions { hysteresis_m, u_turn_s: 0.0, ..GateCrossingsOptions::default() }
}

fn count(
    walk: &[(i32, i32)],
    line: &[(i32, i32)],
    options: &GateCrossingsOptions,
) -> GateCrossingsResult {
    let track = vec![3; walk.len()];
    let time: Vec<i64> = (0..walk.len() as i64).map(|at| at * 500_000).collect();
    let places: Vec<Position> = walk.iter().map(|&at| position(at)).collect();
    let (x, y): (Vec<f64>, Vec<f64>) = places.iter().map(|at| (at.x, at.y)).unzip();
    let points = Points::new(&track, &time, &x, &y).unwrap();
    let line = line.iter().map(|&at| position(at)).collect();
    let gates = Gates::new(vec![Gate::new("g", line)]).unwrap();
    gate_crossings(&points, &gates, options).unwrap()
}

fn net(result: &GateCrossingsResult) -> i64 {
    result.gate_crossings.net.iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_into_a_ring_is_inside(walk in walks(), reach in 0_u8..3, window in 0_u8..2) {
        let mut ring = RING.to_vec();
        ring.push(RING[0]);
        let mut options = options(f64::from(reach) * 0.25);
        options.u_turn_s = f64::from(window) * 2.0;
        // The ring runs counterclockwise: its left is inside, so to the right is out of it.
        let result = count(&walk, &ring, &options);
        let outer = RING.iter().map(|&at| position(at)).collect();
        let zone = Zone::new("z", Polygon { outer, holes: Vec::new() });
        let zones = Zones::new(vec![zone]).unwrap();
        let is_inside = |at: (i32, i32)| {
            let Position { x, y } = position(at);
            let (track, time, x, y) = ([1, 1], [0, 1_000_000], [x; 2], [y; 2]);
            let points = Points::new(&track, &time, &x, &y).unwrap();
            let time = zone_visits(&points, &zones, &ZoneVisitsOptions::default()).unwrap().zone_time;
            i64::from(time.inside_s[0] > 0.0)
        };
        prop_assert_eq!(net(&result), is_inside(walk[0]) - is_inside(walk[walk.len() - 1]));
        // Net says the same whatever counts as noise, and each crossing is in one passage.
        let gross = count(&walk, &ring, &self::options(0.0));
        prop_assert_eq!(net(&result), net(&gross));
        let touches = |result: &GateCrossingsResult| result.gate_crossings.touches.iter().sum::<u64>();
        prop_assert_eq!(touches(&result), touches(&gross));
    }

    #[test]
    fn walking_back_is_the_opposite(walk in walks()) {
        let line = [(-7, -3), (0, 1), (2, -4), (9, 5)];
        let forward = count(&walk, &line, &options(0.2)).gate_totals;
        let back: Vec<(i32, i32)> = walk.iter().rev().copied().collect();
        let backward = count(&back, &line, &options(0.2)).gate_totals;
        prop_assert_eq!(
            (forward.gross_in, forward.gross_out, forward.hesitations),
            (backward.gross_out, backward.gross_in, backward.hesitations)
        );
    }

    #[test]
    fn a_turned_and_moved_plan_counts_the_same(walk in walks(), x in -500_i32..500, y in -500_i32..500) {
        let line = [(-7, -3), (0, 1), (2, -4), (9, 5)];
        let turn = |&(a, b): &(i32, i32)| (x - b, y + a);
        let (turned, moved): (Vec<_>, Vec<_>) = (walk.iter().map(turn).collect(), line.iter().map(turn).collect());
        let result = count(&walk, &line, &options(0.2));
        prop_assert_eq!(count(&turned, &moved, &options(0.2)), result);
    }

    #[test]
    fn parts_give_the_same_bits(walk in walks(), cut in 0_usize..40) {
        let line = vec![position((-7, -3)), position((0, 1)), position((2, -4)), position((9, 5))];
        let gates = Gates::new(vec![Gate::new("g", line)]).unwrap();
        let options = GateCrossingsOptions::default();
        let rows: Vec<(i64, Position)> =
            walk.iter().enumerate().map(|(at, &place)| (at as i64 * 700_000, position(place))).collect();
        let cut = cut.min(rows.len());
        let mut state = CrossingPieces::new(&options).unwrap();
        let columns = |rows: &[(i64, Position)]| {
            let time: Vec<i64> = rows.iter().map(|row| row.0).collect();
            let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| (row.1.x, row.1.y)).unzip();
            (vec![3; rows.len()], time, x, y)
        };
        for part in [&rows[cut..], &rows[..cut]] {
            let (track, time, x, y) = columns(part);
            let points = Points::new(&track, &time, &x, &y).unwrap();
            let mut one = CrossingPieces::new(&options).unwrap();
            one.update(&(points, gates.clone()), &options, &Watch::none()).unwrap();
            state.merge(one).unwrap();
        }
        let (track, time, x, y) = columns(&rows);
        let points = Points::new(&track, &time, &x, &y).unwrap();
        let whole = gate_crossings(&points, &gates, &options).unwrap();
        prop_assert_eq!(state.finish(&options, &Watch::none()).unwrap(), whole);
    }
}

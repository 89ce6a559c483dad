use super::*;
use crate::geometry::{Polygon, Position};
use crate::table::Zone;
use proptest::prelude::*;

fn polygon(vertices: &[(f64, f64)]) -> Polygon {
    let outer = vertices.iter().map(|&(x, y)| Position { x, y }).collect();
    Polygon { outer, holes: Vec::new() }
}

fn zone(name: &str, vertices: &[(f64, f64)]) -> Zone {
    Zone::new(name, polygon(vertices))
}

fn plain() -> ZoneVisitsOptions {
    ZoneVisitsOptions {
        max_gap_s: 10.0,
        hysteresis_m: 0.0,
        enter_s: 0.0,
        leave_s: 0.0,
        merge_s: 0.0,
        min_dwell_s: 0.0,
    }
}

/// Tracks of positions in centimeters, one a second or so, over a plane of cells that share edges and vertices.
fn walks() -> impl Strategy<Value = Vec<Vec<(i64, i32, i32)>>> {
    let mark = (1_i64..2_500_000, -600_i32..600, -600_i32..600);
    let near = (1_i64..300_000, -100_i32..100, -100_i32..100).prop_map(|(t, x, y)| (t, x, y));
    let one = prop::collection::vec(prop_oneof![mark, near], 1..40);
    prop::collection::vec(one, 1..5)
}

#[derive(Debug, Default, Clone)]
struct Rows {
    track: Vec<u64>,
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Rows {
    fn of(walks: &[Vec<(i64, i32, i32)>]) -> Self {
        let mut rows = Self::default();
        for (track, walk) in walks.iter().enumerate() {
            let mut time = 0;
            for &(step, x, y) in walk {
                time += step;
                rows.track.push(track as u64);
                rows.time.push(time);
                rows.x.push(f64::from(x) / 100.0);
                rows.y.push(f64::from(y) / 100.0);
            }
        }
        rows
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.track, &self.time, &self.x, &self.y).unwrap()
    }

    fn part(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut rows = Self::default();
        for row in (0..self.track.len()).filter(|&row| keep(row)) {
            rows.track.push(self.track[row]);
            rows.time.push(self.time[row]);
            rows.x.push(self.x[row]);
            rows.y.push(self.y[row]);
        }
        rows
    }
}

/// Nine zones that share edges and vertices and cover 6 m x 6 m, one of them not convex.
fn tiling() -> Zones {
    let mut zones = Vec::new();
    let lines = [-3.0, -1.0, 0.5, 3.0];
    for (row, y) in lines.windows(2).enumerate() {
        for (column, x) in lines.windows(2).enumerate() {
            let name = format!("{row}{column}");
            // The common vertex of four zones is moved, so that edges are not along the axes.
            let moved = |x: f64, y: f64| if (x, y) == (0.5, 0.5) { (0.85, 0.35) } else { (x, y) };
            let corners = [(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])];
            zones.push(zone(&name, &corners.map(|(x, y)| moved(x, y))));
        }
    }
    Zones::new(zones).unwrap()
}

fn us(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn time_is_conserved_and_a_partition_counts_it_once(walks in walks(), gap in 1_i64..3) {
        let rows = Rows::of(&walks);
        let options = ZoneVisitsOptions { max_gap_s: gap as f64, ..ZoneVisitsOptions::default() };
        let result = zone_visits(&rows.points(), &tiling(), &options).unwrap();
        let time = &result.zone_time;
        let exclusive: Vec<i64> = time.exclusive_s.iter().map(|&s| us(s)).collect();
        let inside: Vec<i64> = time.inside_s.iter().map(|&s| us(s)).collect();
        prop_assert_eq!(exclusive[..11].iter().sum::<i64>(), exclusive[11]);
        // No zone overlaps another.
        prop_assert_eq!(&inside[..9], &exclusive[..9]);
        let spans = walks.iter().map(|walk| walk[1..].iter().map(|mark| mark.0).sum::<i64>());
        prop_assert_eq!(exclusive[11], spans.sum::<i64>());
        let gaps = walks.iter().flat_map(|walk| walk[1..].iter().map(|mark| mark.0));
        prop_assert_eq!(exclusive[10], gaps.filter(|&step| step > gap * 1_000_000).sum::<i64>());
        // Outside is what is outside the square that the zones make up together.
        let square = zone("all", &[(-3.0, -3.0), (3.0, -3.0), (3.0, 3.0), (-3.0, 3.0)]);
        let whole = zone_visits(&rows.points(), &Zones::new(vec![square]).unwrap(), &options).unwrap();
        prop_assert_eq!(us(whole.zone_time.exclusive_s[1]), exclusive[9]);
    }

    #[test]
    fn parts_give_the_same_bits(walks in walks(), cuts in prop::collection::vec(0_i64..40_000_000, 0..4)) {
        let rows = Rows::of(&walks);
        let zones = tiling();
        let options = ZoneVisitsOptions { hysteresis_m: 0.3, ..ZoneVisitsOptions::default() };
        let whole = zone_visits(&rows.points(), &zones, &options).unwrap();
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut state = VisitPieces::new(&options).unwrap();
        // The last part comes first: order of merging is free.
        for place in (0..=cuts.len()).rev() {
            let from = if place == 0 { i64::MIN } else { cuts[place - 1] };
            let to = cuts.get(place).copied().unwrap_or(i64::MAX);
            let part = rows.part(|row| (from..to).contains(&rows.time[row]));
            let mut one = VisitPieces::new(&options).unwrap();
            one.update(&(part.points(), zones.clone()), &options, &Watch::none()).unwrap();
            let mut bytes = Writer::default();
            one.write(&mut bytes);
            let bytes = bytes.into_bytes();
            let mut reader = ByteReader::new(&bytes);
            let again = VisitPieces::read(&mut reader).unwrap();
            reader.end().unwrap();
            prop_assert_eq!(&again, &one);
            state.merge(again).unwrap();
        }
        prop_assert_eq!(state.finish(&options, &Watch::none()).unwrap(), whole);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(walks in walks(), seed in 0_u64..1000) {
        let rows = Rows::of(&walks);
        let zones = tiling();
        let sorted = zone_visits(&rows.points(), &zones, &plain()).unwrap();
        let mut order: Vec<usize> = (0..rows.track.len()).collect();
        order.sort_by_key(|&row| (row as u64 + 1).wrapping_mul(seed * 2 + 7_919) % 1_009);
        let mut mixed = Rows::default();
        for row in order {
            mixed.track.push(rows.track[row]);
            mixed.time.push(rows.time[row]);
            mixed.x.push(rows.x[row]);
            mixed.y.push(rows.y[row]);
        }
        prop_assert_eq!(zone_visits(&mixed.points(), &zones, &plain()).unwrap(), sorted);
    }

    #[test]
    fn sampling_each_millisecond_agrees(walks in walks()) {
        let rows = Rows::of(&walks);
        let concave = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (0.0, -1.0), (-1.5, 2.5)];
        let zones = Zones::new(vec![zone("a", &concave)]).unwrap();
        let result = zone_visits(&rows.points(), &zones, &plain()).unwrap();
        let inside = |x: f64, y: f64| {
            (0..concave.len()).fold(false, |inside, at| {
                let ((ax, ay), (bx, by)) = (concave[at], concave[(at + 1) % concave.len()]);
                inside ^ (((ay > y) != (by > y)) && x < ax + (bx - ax) * (y - ay) / (by - ay))
            })
        };
        let mut sampled = 0.0;
        for row in 1..rows.track.len() {
            if rows.track[row] != rows.track[row - 1] {
                continue;
            }
            let steps = ((rows.time[row] - rows.time[row - 1]) / 1_000).max(1);
            let part = (rows.time[row] - rows.time[row - 1]) as f64 / 1e6 / steps as f64;
            for step in 0..steps {
                let share = (step as f64 + 0.5) / steps as f64;
                let at = |v: &[f64]| v[row - 1] + share * (v[row] - v[row - 1]);
                sampled += if inside(at(&rows.x), at(&rows.y)) { part } else { 0.0 };
            }
        }
        // A crossing is found to half a sample; a step meets at most five edges.
        let steps = rows.track.len() as f64;
        prop_assert!((result.zone_time.inside_s[0] - sampled).abs() < 0.003 * steps);
        let visits: f64 = result.zone_visits.inside_s.iter().sum();
        prop_assert!((result.zone_time.inside_s[0] - visits).abs() < 1e-9 * steps);
    }
}

fn update(rows: &Rows, zones: &Zones) -> VisitPieces {
    let options = ZoneVisitsOptions::default();
    let mut state = VisitPieces::new(&options).unwrap();
    state.update(&(rows.points(), zones.clone()), &options, &Watch::none()).unwrap();
    state
}

#[test]
fn parts_of_a_track_that_interleave_are_refused() {
    let rows = Rows::of(&[vec![(1_000_000, 0, 0), (1_000_000, 10, 0), (1_000_000, 20, 0)]]);
    let zones = tiling();
    let (mut outer, inner) = (rows.part(|row| row != 1), rows.part(|row| row == 1));
    let mut state = update(&outer, &zones);
    state.merge(update(&inner, &zones)).unwrap();
    let error = state.finish(&ZoneVisitsOptions::default(), &Watch::none()).unwrap_err();
    assert_eq!(error.code(), "KELIU_PARTS_INTERLEAVE");
    // The same row in two parts is one point.
    let mut state = update(&rows.part(|row| row < 2), &zones);
    state.merge(update(&rows.part(|row| row > 0), &zones)).unwrap();
    let whole = zone_visits(&rows.points(), &zones, &ZoneVisitsOptions::default()).unwrap();
    assert_eq!(state.finish(&ZoneVisitsOptions::default(), &Watch::none()).unwrap(), whole);
    // Other zones are another computation.
    outer.x[0] = 1.0;
    let mut state = update(&outer, &zones);
    let error = state.merge(update(&inner, &Zones::default())).unwrap_err();
    assert_eq!(error.code(), "KELIU_STATE_MISMATCH");
}

#[test]
fn of_two_rows_at_one_instant_the_least_counts() {
    let zones = Zones::new(vec![zone("a", &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])]);
    let (track, time) = ([1, 1, 1, 1], [0, 1_000_000, 1_000_000, 2_000_000]);
    for x in [[0.5, 0.5, 9.0, 0.5], [0.5, 9.0, 0.5, 0.5]] {
        let points = Points::new(&track, &time, &x, &[0.5; 4]).unwrap();
        let result = zone_visits(&points, zones.as_ref().unwrap(), &plain()).unwrap();
        assert_eq!(result.zone_time.inside_s[0], 2.0);
    }
}

use super::*;
use crate::geometry::{Polygon, Position};
use crate::table::{Zone, ZoneKind};
use proptest::prelude::*;

const S: i64 = 1_000_000;

fn meters() -> GridHeatmapOptions {
    GridHeatmapOptions { cell_m: 1.0, max_gap_s: 10.0, ..Default::default() }
}

/// Rows of track, second, x, y.
type Row = (u64, f64, f64, f64);

struct Table {
    track: Vec<u64>,
    time: Vec<i64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Table {
    fn new(rows: &[Row]) -> Self {
        Self {
            track: rows.iter().map(|row| row.0).collect(),
            time: rows.iter().map(|row| (row.1 * 1e6).round() as i64).collect(),
            x: rows.iter().map(|row| row.2).collect(),
            y: rows.iter().map(|row| row.3).collect(),
        }
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.track, &self.time, &self.x, &self.y).expect("rows are valid")
    }
}

fn heat(rows: &[Row], options: &GridHeatmapOptions) -> GridHeatmap {
    grid_heatmap(&Table::new(rows).points(), None, options).expect("rows are valid")
}

fn box_of(left: f64, bottom: f64, right: f64, top: f64) -> Polygon {
    let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
    Polygon { outer: corners.map(|(x, y)| Position { x, y }).to_vec(), holes: Vec::new() }
}

fn zone(kind: ZoneKind, polygon: Polygon) -> Zone {
    Zone { kind, ..Zone::new("zone", polygon) }
}

/// Row, column and seconds.
fn cells(found: &GridHeatmap) -> Vec<(u64, u64, f64)> {
    let map = &found.heatmap;
    (0..map.row.len()).map(|at| (map.row[at], map.col[at], map.seconds[at])).collect()
}

#[test]
fn a_straight_walk_by_hand() {
    let found = heat(&[(1, 0.0, 0.5, 0.5), (1, 4.0, 2.5, 0.5)], &meters());
    assert_eq!(cells(&found), [(0, 0, 1.0), (0, 1, 2.0), (0, 2, 1.0)]);
    assert_eq!(found.heatmap.x, [0.5, 1.5, 2.5]);
    assert_eq!(found.heatmap.visits, [1, 1, 1]);
    assert_eq!(found.heatmap.visitors, [1, 1, 1]);
    assert_eq!(found.heatmap.mean_occupancy.values, [0.25, 0.5, 0.25]);
    assert_eq!(found.heatmap.slice.at(0), None);
    assert_eq!(found.heatmap.floor.codes, [-1, -1, -1]);
    assert_eq!(found.heatmap_totals.total_s, [4.0]);
}

#[test]
fn a_gap_is_unobserved_and_a_hold_is_not() {
    // 60 s in one cell, 20 min of silence, 60 s in the same cell.
    let still = |from: i64| (from..=from + 60).step_by(5).map(|s| (1, s as f64, 0.5, 0.5));
    let rows: Vec<Row> = still(0).chain(still(1260)).collect();
    let found = heat(&rows, &meters());
    assert_eq!(cells(&found), [(0, 0, 120.0)]);
    assert_eq!(found.heatmap.visits, [2]);
    assert_eq!(found.heatmap.visitors, [1]);
    assert_eq!(found.heatmap_totals.unobserved_s, [1200.0]);
    let held = heat(&rows, &GridHeatmapOptions { hold_s: 2.0, ..meters() });
    assert_eq!(held.heatmap.seconds, [122.0]);
    assert_eq!(held.heatmap_totals.unobserved_s, [1198.0]);
    assert_eq!(held.heatmap_totals.total_s, [1320.0]);
}

#[test]
fn a_visit_goes_on_after_a_short_absence() {
    // In the cell from 0 to 5 s, out until 5 + a, in again until 10 s.
    let back_after = |absence: f64| {
        let rows = [
            (7, 0.0, 0.9, 0.5),
            (7, 5.0, 1.0, 0.5),
            (7, 5.0 + absence, 1.0, 0.5),
            (7, 5.001 + absence, 0.9, 0.5),
            (7, 13.0, 0.9, 0.5),
        ];
        let options = GridHeatmapOptions { visit_gap_s: 5.0, ..meters() };
        heat(&rows, &options).heatmap.visits
    };
    assert_eq!(back_after(5.0), [1, 1]);
    assert_eq!(back_after(5.1), [2, 1]);
}

#[test]
fn visitors_are_tracks_and_the_most_at_a_time_are_counted() {
    let rows = [
        (1, 0.0, 0.5, 0.5),
        (1, 4.0, 0.5, 0.5),
        (2, 3.0, 0.6, 0.5),
        (2, 6.0, 0.6, 0.5),
        (3, 6.0, 0.7, 0.5),
        (3, 9.0, 0.7, 0.5),
    ];
    let found = heat(&rows, &GridHeatmapOptions { max_occupancy: true, ..meters() });
    assert_eq!(found.heatmap.visitors, [3]);
    // Track 3 comes at the moment at which track 2 leaves.
    assert_eq!(found.heatmap.max_occupancy.values, [2]);
    assert_eq!(found.heatmap.mean_occupancy.values, [10.0 / 9.0]);
}

#[test]
fn slices_cut_the_walk_at_local_hours() {
    // 00:59:58 to 01:00:02, over the border of two cells at 01:00:01.
    let rows = [(1, 3598.0, 0.25, 0.5), (1, 3602.0, 1.25, 0.5)];
    let options = GridHeatmapOptions { slice_s: Some(3600), ..meters() };
    let found = heat(&rows, &options);
    assert_eq!(cells(&found), [(0, 0, 2.0), (0, 0, 1.0), (0, 1, 1.0)]);
    let starts: Vec<Option<i64>> =
        found.heatmap.slice.iter().map(|slice| slice.map(|slice| slice.0)).collect();
    assert_eq!(starts, [Some(0), Some(3600 * S), Some(3600 * S)]);
    assert_eq!(found.heatmap_totals.window_s, [2.0, 2.0]);
    assert_eq!(found.heatmap.mean_occupancy.values, [1.0, 0.5, 0.5]);
    // Half an hour later on the clock: one slice.
    let options = GridHeatmapOptions { time_zone: Some("+05:30".to_owned()), ..options };
    assert_eq!(heat(&rows, &options).heatmap_totals.total_s, [4.0]);
}

#[test]
fn what_leaves_the_extent_is_outside() {
    let rows = [(1, 0.0, 0.5, 0.5), (1, 4.0, 2.5, 0.5)];
    let extent = Some(vec![1.0, 0.0, 2.0, 1.0]);
    let found = heat(&rows, &GridHeatmapOptions { extent, ..meters() });
    assert_eq!(cells(&found), [(0, 0, 2.0)]);
    assert_eq!(found.heatmap.x, [1.5]);
    assert_eq!(found.heatmap_totals.outside_s, [2.0]);
    assert_eq!(found.heatmap_totals.total_s, [4.0]);
}

#[test]
fn another_floor_is_another_grid_and_no_way() {
    let table = Table::new(&[
        (1, 0.0, 0.5, 0.5),
        (1, 2.0, 0.5, 0.5),
        (1, 4.0, 0.5, 0.5),
        (1, 5.0, 0.5, 0.5),
    ]);
    let points = table.points().with_floor(&["2F", "2F", "1F", "1F"]).expect("one floor a row");
    let found = grid_heatmap(&points, None, &meters()).expect("rows are valid");
    assert_eq!(found.heatmap.floor.names, ["1F", "2F"]);
    assert_eq!(found.heatmap.floor.codes, [0, 1]);
    assert_eq!(found.heatmap.seconds, [1.0, 2.0]);
    assert_eq!(found.heatmap_totals.unobserved_s, [0.0, 2.0]);
}

#[test]
fn obstacles_take_from_the_size_and_hidden_time_is_told() {
    // Cells of 1 m; a shelf covers a quarter of the first and all of the second.
    let shelf = zone(ZoneKind::Obstacle, box_of(0.75, 0.0, 2.0, 1.0));
    let zones = Zones::new(vec![shelf]).expect("it is a box");
    let table = Table::new(&[(1, 0.0, 0.5, 0.5), (1, 4.0, 2.5, 0.5)]);
    let found = grid_heatmap(&table.points(), Some(&zones), &meters()).expect("rows are valid");
    assert_eq!(found.heatmap.area_m2, [0.75, 1.0]);
    assert_eq!(found.heatmap.seconds, [1.0, 1.0]);
    assert_eq!(found.heatmap.density.values, [0.25 / 0.75, 0.25]);
    assert_eq!(found.heatmap_totals.blocked_s, [2.0]);
    assert_eq!(found.heatmap_totals.total_s, [4.0]);
}

#[test]
fn empty_cells_fill_the_walkable_place() {
    let hall = zone(ZoneKind::Walkable, box_of(0.0, 0.0, 3.0, 1.5));
    let zones = Zones::new(vec![hall]).expect("it is a box");
    let table = Table::new(&[(1, 0.0, 0.5, 0.5), (1, 1.0, 0.5, 0.5)]);
    let options = GridHeatmapOptions { empty_cells: true, ..meters() };
    let found = grid_heatmap(&table.points(), Some(&zones), &options).expect("rows are valid");
    assert_eq!(found.heatmap.area_m2, [1.0, 1.0, 1.0, 0.5, 0.5, 0.5]);
    assert_eq!(found.heatmap.seconds, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!((found.heatmap.row[3], found.heatmap.col[3]), (1, 0));
}

#[test]
fn flow_and_speed_follow_edie() {
    // 2 m to the right in 4 s; in the middle cell 1 m in 2 s.
    let options = GridHeatmapOptions { flow: true, ..meters() };
    let found = heat(&[(1, 0.0, 0.5, 0.5), (1, 4.0, 2.5, 0.5)], &options).heatmap;
    assert_eq!(found.flow_x.values, [0.125, 0.25, 0.125]);
    assert_eq!(found.flow_y.values, [0.0, 0.0, 0.0]);
    assert_eq!(found.speed.values, [0.5, 0.5, 0.5]);
}

#[test]
fn hexagons_along_a_row() {
    let options = GridHeatmapOptions { shape: CellShape::Hexagon, ..meters() };
    let found = heat(&[(1, 0.0, 0.0, 0.0), (1, 4.0, 2.0, 0.0)], &options);
    assert_eq!(cells(&found), [(0, 0, 1.0), (0, 1, 2.0), (0, 2, 1.0)]);
    assert_eq!(found.heatmap.q.values, [0, 1, 2]);
    assert_eq!(found.heatmap.r.values, [0, 0, 0]);
    assert_eq!(found.heatmap.x, [0.0, 1.0, 2.0]);
    assert_eq!(found.heatmap.area_m2, [3.0_f64.sqrt() / 2.0; 3]);
}

#[test]
fn hexagons_of_odd_rows_are_shifted_to_the_right() {
    // A track that starts in row -1: row 0 of the table is -2, which nobody touched.
    let options = GridHeatmapOptions { shape: CellShape::Hexagon, ..meters() };
    let up = 3.0_f64.sqrt() / 2.0;
    let found = heat(&[(1, 0.0, 0.5, -up), (1, 1.0, 0.5, -up)], &options).heatmap;
    assert_eq!((found.row[0], found.col[0]), (1, 0));
    assert_eq!((found.q.values[0], found.r.values[0]), (1, -1));
    assert_eq!(found.x, [0.5]);
}

#[test]
fn who_is_seen_once_is_a_visitor_without_time() {
    let found = heat(&[(1, 0.0, 0.5, 0.5), (2, 50.0, 0.5, 0.5), (2, 70.0, 5.5, 0.5)], &meters());
    assert_eq!(cells(&found), [(0, 0, 0.0), (0, 5, 0.0)]);
    assert_eq!(found.heatmap.visitors, [2, 1]);
    assert_eq!(found.heatmap_totals.unobserved_s, [20.0]);
    let alone = heat(&[(1, 0.0, 0.5, 0.5)], &meters());
    assert_eq!(alone.heatmap.density.at(0), None);
    assert_eq!(alone.heatmap.visitors, [1]);
}

#[test]
fn of_rows_at_one_time_the_least_counts() {
    let found = heat(&[(1, 0.0, 0.5, 0.5), (1, 4.0, 2.5, 0.5), (1, 4.0, 0.5, 0.5)], &meters());
    assert_eq!(cells(&found), [(0, 0, 4.0)]);
}

#[test]
fn far_points_are_refused_with_the_cell_that_fits() {
    let table = Table::new(&[(1, 0.0, -60_000.0, -60_000.0), (2, 0.0, 60_000.0, 60_000.0)]);
    let refused = grid_heatmap(&table.points(), None, &meters()).expect_err("1.44e10 cells");
    let Error::LimitCells { fits, .. } = refused else { panic!("{refused}") };
    let found = heat(
        &[(1, 0.0, -60_000.0, -60_000.0), (2, 0.0, 60_000.0, 60_000.0)],
        &GridHeatmapOptions { cell_m: fits, ..meters() },
    );
    assert_eq!(found.heatmap.visitors, [1, 1]);
    let extent =
        GridHeatmapOptions { extent: Some(vec![0.0, 0.0, 67_000.0, 67_000.0]), ..meters() };
    assert!(matches!(grid_heatmap(&table.points(), None, &extent), Err(Error::LimitCells { .. })));
}

/// Tracks that walk, stand, vanish and change floors; rows in any order.
fn walks() -> impl Strategy<Value = Vec<(Row, bool)>> {
    let step = (0..4_u64, 1..9_u32, -12..12_i32, -12..12_i32, 0..20_u32);
    prop::collection::vec(step, 1..60).prop_map(|steps| {
        let mut now = [0_u32; 4];
        let row = |(track, wait, x, y, floor): (u64, u32, i32, i32, u32)| {
            let time = &mut now[track as usize];
            *time += wait * wait;
            let place = |at: i32| f64::from(at) / 4.0 + 0.1;
            ((track, f64::from(*time) / 7.0, place(x), place(y)), floor == 0)
        };
        steps.into_iter().map(row).collect()
    })
}

fn options_of(bits: u32) -> GridHeatmapOptions {
    GridHeatmapOptions {
        shape: if bits & 1 > 0 { CellShape::Hexagon } else { CellShape::Square },
        hold_s: if bits & 2 > 0 { 1.5 } else { 0.0 },
        slice_s: (bits & 4 > 0).then_some(20),
        extent: (bits & 8 > 0).then(|| vec![-2.0, -2.0, 2.0, 1.7]),
        flow: bits & 16 > 0,
        max_occupancy: bits & 32 > 0,
        visit_gap_s: 2.0,
        max_gap_s: 3.0,
        ..GridHeatmapOptions::default()
    }
}

fn with_floor<'t>(table: &'t Table, upper: &[bool]) -> Points<'t> {
    let floor: Vec<&str> = upper.iter().map(|&upper| if upper { "2F" } else { "1F" }).collect();
    table.points().with_floor(&floor).expect("one floor a row")
}

fn stored(state: &HeatmapState) -> HeatmapState {
    let mut out = Writer::default();
    state.write(&mut out);
    let bytes = out.into_bytes();
    let mut input = ByteReader::new(&bytes);
    let state = <HeatmapState as Accumulate>::read(&mut input).expect("what was written is read");
    input.end().expect("all of it");
    state
}

#[test]
fn a_part_that_begins_and_ends_alone_in_the_cell_it_crosses() {
    // Seen alone, crossing, seen alone: three visits, of which a state knows one and its finish adds two.
    let rows = [(2, 0.0, 0.6, 1.1), (2, 4.0, 0.1, 0.1), (2, 5.0, 0.6, 1.1), (2, 9.0, 0.6, 1.1)];
    let options = GridHeatmapOptions { visit_gap_s: 2.0, ..GridHeatmapOptions::default() };
    let table = Table::new(&rows);
    let mut state = <HeatmapState as Accumulate>::new(&options).expect("options are valid");
    state.update(&(table.points(), None), &options, &Watch::none()).expect("rows are valid");
    let found = state.finish(&options, &Watch::none()).expect("one part");
    assert_eq!(found, heat(&rows, &options));
    assert_eq!(found.heatmap.visits.last(), Some(&3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn parts_in_any_order_give_the_same_bits(
        rows in walks(), bits in 0..64_u32, swap in any::<bool>(), both in any::<bool>(),
        mut at in prop::collection::vec((0..420_u32).prop_map(|at| f64::from(at) / 7.0), 0..4),
    ) {
        let options = options_of(bits);
        let zones = Zones::new(vec![zone(ZoneKind::Obstacle, box_of(0.3, 0.3, 1.7, 1.1))]).expect("it is a box");
        let (all, upper): (Vec<Row>, Vec<bool>) = rows.into_iter().unzip();
        let table = Table::new(&all);
        let whole = grid_heatmap(&with_floor(&table, &upper), Some(&zones), &options).expect("rows are valid");
        at.sort_by(f64::total_cmp);
        let mut parts: Vec<HeatmapState> = Vec::new();
        for part in 0..=at.len() {
            let from = part.checked_sub(1).map_or(f64::MIN, |before| at[before]);
            let to = at.get(part).copied().unwrap_or(f64::MAX);
            let here: Vec<usize> = (0..all.len())
                // Rows on the cut are in one part, or in both.
                .filter(|&row| (from..to).contains(&all[row].1) || (both && all[row].1 == to))
                .collect();
            let some = Table::new(&here.iter().map(|&row| all[row]).collect::<Vec<_>>());
            let floors: Vec<bool> = here.iter().map(|&row| upper[row]).collect();
            let mut state = <HeatmapState as Accumulate>::new(&options).expect("options are valid");
            let input = (with_floor(&some, &floors), Some(zones.clone()));
            state.update(&input, &options, &Watch::none()).expect("rows are valid");
            parts.push(stored(&state));
        }
        if swap {
            parts.reverse();
        }
        let mut merged = parts.remove(0);
        for part in parts {
            merged.merge(part).expect("parts of one call");
        }
        let merged = stored(&merged).finish(&options, &Watch::none()).expect("parts do not interleave");
        prop_assert_eq!(merged, whole);
    }

    #[test]
    fn no_tick_is_lost(rows in walks(), bits in 0..64_u32) {
        let options = options_of(bits);
        let (all, upper): (Vec<Row>, Vec<bool>) = rows.into_iter().unzip();
        let table = Table::new(&all);
        let found = grid_heatmap(&with_floor(&table, &upper), None, &options).expect("rows are valid");
        let ticks = |seconds: &[f64]| seconds.iter().map(|s| (s * 1e6).round() as i64).sum::<i64>();
        let spans: i64 = (0..4)
            .map(|track| {
                let times: Vec<i64> = (0..all.len())
                    .filter(|&row| all[row].0 == track)
                    .map(|row| table.time[row])
                    .collect();
                times.iter().max().unwrap_or(&0) - times.iter().min().unwrap_or(&0)
            })
            .sum();
        let totals = &found.heatmap_totals;
        prop_assert_eq!(ticks(&totals.total_s), spans);
        prop_assert_eq!(ticks(&totals.grid_s), ticks(&found.heatmap.seconds));
        let apart = ticks(&totals.grid_s) + ticks(&totals.outside_s) + ticks(&totals.unobserved_s);
        prop_assert_eq!(apart, spans);
    }

    #[test]
    fn the_order_of_rows_does_not_show(rows in walks(), bits in 0..64_u32, turn in 1..50_usize) {
        let options = options_of(bits);
        let (mut all, mut upper): (Vec<Row>, Vec<bool>) = rows.into_iter().unzip();
        let before = grid_heatmap(&with_floor(&Table::new(&all), &upper), None, &options).expect("rows are valid");
        let by = turn % all.len();
        all.rotate_left(by);
        upper.rotate_left(by);
        let after = grid_heatmap(&with_floor(&Table::new(&all), &upper), None, &options).expect("rows are valid");
        prop_assert_eq!(after, before);
    }
}

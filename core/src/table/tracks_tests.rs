use super::*;
use proptest::prelude::*;

type Row = (u64, i64, f64, f64);

/// A track and its points: time and position.
type Ordered = (u64, Vec<(i64, f64, f64)>);

/// Each track's points as the definition has them: sorted by time, of one instant the least position.
fn by_definition(rows: &[Row]) -> Vec<Ordered> {
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| {
        (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3))
    });
    sorted.dedup_by_key(|row| (row.0, row.1));
    let mut tracks: Vec<Ordered> = Vec::new();
    for (track, time, x, y) in sorted {
        match tracks.last_mut() {
            Some((last, points)) if *last == track => points.push((time, x, y)),
            _ => tracks.push((track, vec![(time, x, y)])),
        }
    }
    tracks
}

fn read(rows: &[Row]) -> (bool, Vec<Ordered>) {
    let track: Vec<u64> = rows.iter().map(|row| row.0).collect();
    let time: Vec<i64> = rows.iter().map(|row| row.1).collect();
    let x: Vec<f64> = rows.iter().map(|row| row.2).collect();
    let y: Vec<f64> = rows.iter().map(|row| row.3).collect();
    let points = Points::new(&track, &time, &x, &y).expect("it is valid");
    let tracks = Tracks::new(&points).expect("it is small");
    let mut scratch = Scratch::default();
    let found = (0..tracks.len()).map(|index| {
        let found = tracks.track(index, &mut scratch);
        let places = found.x.iter().zip(found.y);
        let points = found.time.iter().zip(places).map(|(&time, (&x, &y))| (time, x, y));
        (track[found.row], points.collect())
    });
    let found = found.collect();
    (tracks.order.is_none(), found)
}

#[test]
fn sorted_rows_are_read_in_place() {
    let rows = [(1, 0, 0.0, 0.0), (1, 5, 1.0, 0.0), (4, 2, 2.0, 0.0)];
    assert_eq!(read(&rows), (true, by_definition(&rows)));
}

#[test]
fn no_points_are_no_tracks() {
    assert_eq!(read(&[]), (true, Vec::new()));
}

#[test]
fn of_one_instant_the_least_position_stays() {
    let rows = [(1, 0, 2.0, 0.0), (1, 0, 1.0, 9.0), (1, 0, 1.0, 3.0)];
    assert_eq!(read(&rows), (false, vec![(1, vec![(0, 1.0, 3.0)])]));
}

#[test]
fn a_point_keeps_its_floor_when_rows_are_ordered() {
    let (track, time) = ([1, 1, 1], [20, 0, 10]);
    let points = Points::new(&track, &time, &[0.0; 3], &[0.0; 3])
        .and_then(|points| points.with_floor(&["up", "down", "up"]))
        .expect("it is valid");
    let tracks = Tracks::new(&points).expect("it is small");
    let mut scratch = Scratch::default();
    assert_eq!(tracks.track(0, &mut scratch).floor, Some([1, 0, 0].as_slice()));
}

proptest! {
    #[test]
    fn any_order_of_rows_gives_the_tracks_of_the_definition(
        rows in prop::collection::vec(
            (prop::sample::select(vec![0_u64, 1, 255, 256, 70_000, u64::MAX]), 0_i64..6, 0..3, 0..2),
            0..60,
        )
    ) {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|(track, time, x, y)| (track, time, f64::from(x), f64::from(y)))
            .collect();
        prop_assert_eq!(read(&rows).1, by_definition(&rows));
    }
}

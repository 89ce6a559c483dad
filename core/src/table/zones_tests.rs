use super::*;
use crate::geometry::Position;

#[test]
fn a_kind_is_read_by_its_word() {
    for (word, kind) in ZoneKind::NAMES {
        assert_eq!(ZoneKind::from_word(word), Some(kind));
    }
    assert_eq!(ZoneKind::from_word(""), Some(ZoneKind::Area));
    assert_eq!(ZoneKind::from_word("Queue"), None);
}

#[test]
fn the_size_of_a_zone_leaves_out_its_holes() {
    let square = |from: f64, to: f64| {
        [(from, from), (to, from), (to, to), (from, to)].map(|(x, y)| Position { x, y }).to_vec()
    };
    let polygon = Polygon { outer: square(0.0, 10.0), holes: vec![square(2.0, 5.0)] };
    assert_eq!(polygon.size_m2(), 91.0);
}

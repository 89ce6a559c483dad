use super::*;

fn at(x: f64, y: f64) -> Position {
    Position { x, y }
}

#[test]
fn the_three_shapes_are_read() {
    let ring = vec![at(0.0, 0.0), at(4.0, 0.0), at(4.0, -3.5), at(0.0, 0.0)];
    let text = "POLYGON ((0 0, 4 0, 4 -3.5, 0 0))";
    assert_eq!(wkt::parse(text), Some(Shape::Polygons(vec![vec![ring.clone()]])));
    let text = "multipolygon(((0 0,4 0,4 -35e-1,0 0)),((0 0,4 0,4 -3.5,0 0)))";
    assert_eq!(wkt::parse(text), Some(Shape::Polygons(vec![vec![ring.clone()], vec![ring]])));
    assert_eq!(
        wkt::parse(" LineString(1 2 , 3 4) "),
        Some(Shape::Line(vec![at(1.0, 2.0), at(3.0, 4.0)]))
    );
}

#[test]
fn heights_measures_and_reference_systems_are_read_over() {
    let line = Some(Shape::Line(vec![at(1.0, 2.0), at(3.0, 4.0)]));
    for text in [
        "LINESTRING Z (1 2 9, 3 4 9)",
        "LINESTRINGZM (1 2 9 8, 3 4 9 8)",
        "SRID=4326;LINESTRING M (1 2 9, 3 4 9)",
    ] {
        assert_eq!(wkt::parse(text), line, "{text}");
    }
}

#[test]
fn what_is_not_well_formed_is_no_shape() {
    for text in [
        "",
        "POINT (1 2)",
        "POLYGON",
        "POLYGON EMPTY",
        "POLYGON ()",
        "POLYGON ((0 0, 1))",
        "POLYGON ((0 0, 1 1, 0 1, 0 0)",
        "POLYGON ((0 0, 1 1, 0 1, 0 0))) ",
        "LINESTRING (1 2, 3 4) x",
        "LINESTRING (1 2 3 4 5, 3 4)",
        "LINESTRING (a b, 3 4)",
        "POLYGON ((0 0, 10 0 10 10, 0 10, 0 0))",
    ] {
        assert_eq!(wkt::parse(text), None, "{text}");
    }
}

#[test]
fn rings_are_opened() {
    let square = vec![at(0.0, 0.0), at(2.0, 0.0), at(2.0, 2.0), at(0.0, 2.0)];
    let closed = [square.clone(), vec![at(0.0, 0.0)]].concat();
    assert_eq!(polygon(vec![closed]).outer, square);
    assert_eq!(polygon(vec![square.clone()]).outer, square);
}

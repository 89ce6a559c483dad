//! Columns of shapes: well-known text for those who type, GeoArrow lists for those whose library writes them.

mod geoarrow;
mod wkt;

use super::reader::Reader;
use super::spec::TableSpec;
use crate::error::{Error, Result};
use crate::geometry::{LARGEST_M, Polygon, Position};
use arrow_array::Array;
use arrow_schema::DataType;

/// The shapes of one row: rings of polygons, or the vertices of one line.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Polygons(Vec<Vec<Vec<Position>>>),
    Line(Vec<Position>),
}

/// The polygons of each row, rings opened, validity not yet looked at.
pub(super) fn polygons(reader: &Reader<'_>, column: &str) -> Result<Vec<Vec<Polygon>>> {
    let expected = "POLYGON or MULTIPOLYGON as well-known text, or a GeoArrow polygon";
    let rows = shapes(reader, column, expected)?.into_iter().enumerate();
    rows.map(|(row, shape)| match shape {
        Shape::Polygons(polygons) => Ok(polygons.into_iter().map(polygon).collect()),
        Shape::Line(_) => Err(unreadable(reader.spec(), column, row, "a line", expected)),
    })
    .collect()
}

/// The vertices of the line of each row.
pub(super) fn lines(reader: &Reader<'_>, column: &str) -> Result<Vec<Vec<Position>>> {
    let expected = "LINESTRING as well-known text, or a GeoArrow linestring";
    let rows = shapes(reader, column, expected)?.into_iter().enumerate();
    rows.map(|(row, shape)| match shape {
        Shape::Line(line) => Ok(line),
        Shape::Polygons(_) => Err(unreadable(reader.spec(), column, row, "a polygon", expected)),
    })
    .collect()
}

fn polygon(rings: Vec<Vec<Position>>) -> Polygon {
    let mut rings = rings.into_iter().map(|mut ring| {
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    });
    Polygon { outer: rings.next().unwrap_or_default(), holes: rings.collect() }
}

fn shapes(reader: &Reader<'_>, column: &str, expected: &str) -> Result<Vec<Shape>> {
    let array = reader.complete(column)?;
    let shapes: Vec<Shape> = match array.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _) => {
            let texts = reader.text(column)?;
            (0..texts.len())
                .map(|row| {
                    let text = texts.name(row);
                    wkt::parse(text).ok_or_else(|| {
                        let found: String = text.chars().take(60).collect();
                        unreadable(reader.spec(), column, row, &format!("{found:?}"), expected)
                    })
                })
                .collect::<Result<_>>()?
        }
        DataType::List(_) | DataType::LargeList(_) => {
            geoarrow::read(array).ok_or_else(|| reader.wrong_type(column, array, expected))?
        }
        DataType::Null => Vec::new(), // it has no rows
        _ => return Err(reader.wrong_type(column, array, expected)),
    };
    for (row, shape) in shapes.iter().enumerate() {
        check_coordinates(reader.spec(), column, row, shape)?;
    }
    Ok(shapes)
}

fn check_coordinates(table: &TableSpec, column: &str, row: usize, shape: &Shape) -> Result<()> {
    let far = |at: &&Position| !(at.x.abs() <= LARGEST_M && at.y.abs() <= LARGEST_M);
    let found = match shape {
        Shape::Polygons(polygons) => polygons.iter().flatten().flatten().find(far),
        Shape::Line(line) => line.iter().find(far),
    };
    match found {
        Some(at) => Err(Error::ValueRange {
            table: table.name.to_owned(),
            column: column.to_owned(),
            row,
            found: format!("{} {}", at.x, at.y),
            expected: "meters, at most 67108 from the origin: subtract the origin of the plan, and turn millimeters and pixels into meters first",
        }),
        None => Ok(()),
    }
}

fn unreadable(table: &TableSpec, column: &str, row: usize, found: &str, expected: &str) -> Error {
    Error::ShapeUnreadable {
        table: table.name.to_owned(),
        column: column.to_owned(),
        row,
        found: found.to_owned(),
        expected: expected.to_owned(),
    }
}

#[cfg(test)]
#[path = "shapes_tests.rs"]
mod tests;

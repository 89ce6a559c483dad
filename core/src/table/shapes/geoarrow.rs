//! GeoArrow's native encodings: lists of coordinates, as structs of x and y or as interleaved lists.

use super::Shape;
use crate::geometry::Position;
use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// The shapes of a column: one level of lists is a line, two a polygon, three several polygons.
pub(super) fn read(array: &ArrayRef) -> Option<Vec<Shape>> {
    let depth = depth(array.data_type())?;
    let rows = (0..array.len()).map(|row| {
        let inner = item(array, row)?;
        match depth {
            1 => Some(Shape::Line(positions(&inner)?)),
            2 => Some(Shape::Polygons(vec![rings(&inner)?])),
            _ => {
                let polygons = (0..inner.len()).map(|part| rings(&item(&inner, part)?));
                Some(Shape::Polygons(polygons.collect::<Option<_>>()?))
            }
        }
    });
    rows.collect()
}

fn depth(kind: &DataType) -> Option<usize> {
    let mut kind = kind;
    let mut depth = 0;
    while let DataType::List(item) | DataType::LargeList(item) = kind {
        kind = item.data_type();
        depth += 1;
    }
    let coordinate = matches!(kind, DataType::Struct(_) | DataType::FixedSizeList(_, 2..=4));
    (coordinate && (1..=3).contains(&depth)).then_some(depth)
}

/// The list that stands in a row.
fn item(array: &ArrayRef, row: usize) -> Option<ArrayRef> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::List(_) => Some(array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => Some(array.as_list::<i64>().value(row)),
        _ => None,
    }
}

fn rings(polygon: &ArrayRef) -> Option<Vec<Vec<Position>>> {
    (0..polygon.len()).map(|ring| positions(&item(polygon, ring)?)).collect()
}

fn positions(vertices: &ArrayRef) -> Option<Vec<Position>> {
    let numbers = |array: &ArrayRef| -> Option<Vec<f64>> {
        let numbers = array.as_primitive_opt::<Float64Type>()?;
        (numbers.null_count() == 0).then(|| numbers.values().to_vec())
    };
    if let DataType::FixedSizeList(_, size) = vertices.data_type() {
        let list = vertices.as_fixed_size_list();
        let size = usize::try_from(*size).ok()?;
        let start = usize::try_from(list.value_offset(0)).ok()?;
        let values = numbers(&list.values().slice(start, list.len() * size))?;
        return Some(values.chunks_exact(size).map(|at| Position { x: at[0], y: at[1] }).collect());
    }
    let list = vertices.as_struct_opt()?;
    let (x, y) = (numbers(list.column_by_name("x")?)?, numbers(list.column_by_name("y")?)?);
    Some(x.into_iter().zip(y).map(|(x, y)| Position { x, y }).collect())
}

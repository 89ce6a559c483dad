use super::{column, joined, stacked, table};
use arrow_array::{Array, ArrayRef, Int64Array};
use arrow_schema::DataType;
use std::sync::Arc;

fn whole(values: &[i64]) -> ArrayRef {
    Arc::new(Int64Array::from(values.to_vec()))
}

#[test]
fn parts_make_a_column() {
    let bytes: Vec<u8> = [7i64, 8, 9].iter().flat_map(|value| value.to_le_bytes()).collect();
    let array = column("Int64", 3, Some(vec![0b101]), vec![bytes]).unwrap();
    assert_eq!((array.len(), array.is_null(1)), (3, true));
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    for (data_type, rows, buffers) in
        [("Int64", 3, vec![vec![0; 8]]), ("Utf8", 1, vec![vec![0; 8]]), ("no type", 0, vec![])]
    {
        assert_eq!(
            column(data_type, rows, None, buffers).unwrap_err().code(),
            "KELIU_BYTES_INVALID"
        );
    }
}

#[test]
fn chunks_become_one() {
    assert_eq!(joined(&DataType::Int64, &[]).unwrap().len(), 0);
    assert_eq!(joined(&DataType::Int64, &[whole(&[1]), whole(&[2, 3])]).unwrap().len(), 3);
    let batch = table(vec![("a".to_owned(), whole(&[1, 2]))]).unwrap();
    let schema = batch.schema();
    assert_eq!(stacked(&schema, vec![]).unwrap().num_rows(), 0);
    assert_eq!(stacked(&schema, vec![batch.clone(), batch]).unwrap().num_rows(), 4);
}

#[test]
fn columns_of_different_length_are_refused() {
    let columns = vec![("a".to_owned(), whole(&[1, 2])), ("b".to_owned(), whole(&[1]))];
    assert_eq!(table(columns).unwrap_err().code(), "KELIU_COLUMN_LENGTH");
    assert_eq!(table(vec![]).unwrap().num_columns(), 0);
}

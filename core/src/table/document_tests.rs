use super::{Document, FromBatch};
use arrow_array::{
    ArrayRef, BinaryArray, Int64Array, LargeBinaryArray, LargeStringArray, NullArray, RecordBatch,
    StringArray,
};
use std::sync::Arc;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn code(columns: Vec<(&str, ArrayRef)>) -> &'static str {
    Document::from_batch(&batch(columns)).unwrap_err().code()
}

#[test]
fn bytes_of_any_width_and_text_are_the_same_file() {
    let arrays: [ArrayRef; 4] = [
        Arc::new(BinaryArray::from(vec![b"a,b".as_slice()])),
        Arc::new(LargeBinaryArray::from(vec![b"a,b".as_slice()])),
        Arc::new(StringArray::from(vec!["a,b"])),
        Arc::new(LargeStringArray::from(vec!["a,b"])),
    ];
    for array in arrays {
        let name: ArrayRef = Arc::new(StringArray::from(vec!["x.csv"]));
        let batch = batch(vec![("bytes", array), ("name", name)]);
        let file = Document::from_batch(&batch).unwrap();
        assert_eq!((file.bytes(), file.name()), (b"a,b".as_slice(), Some("x.csv")));
    }
}

#[test]
fn a_name_may_be_absent_or_null() {
    let bytes: ArrayRef = Arc::new(StringArray::from(vec![""]));
    for name in [Arc::new(NullArray::new(1)) as ArrayRef, Arc::new(StringArray::new_null(1))] {
        let batch = batch(vec![("bytes", Arc::clone(&bytes)), ("name", name)]);
        assert_eq!(Document::from_batch(&batch).unwrap(), Document::new(b""));
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let two: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
    let none: ArrayRef = Arc::new(StringArray::new_null(1));
    let number: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    assert_eq!(code(vec![("content", Arc::clone(&none))]), "KELIU_COLUMN_MISSING");
    assert_eq!(code(vec![("bytes", two)]), "KELIU_FILE_UNREADABLE");
    assert_eq!(code(vec![("bytes", Arc::clone(&none))]), "KELIU_UNEXPECTED_NULL");
    assert_eq!(code(vec![("bytes", none.slice(0, 0))]), "KELIU_UNEXPECTED_NULL");
    assert_eq!(code(vec![("bytes", Arc::clone(&number))]), "KELIU_COLUMN_TYPE");
    let bytes: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
    assert_eq!(code(vec![("bytes", bytes), ("name", number)]), "KELIU_COLUMN_TYPE");
}

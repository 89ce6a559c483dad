use super::{Encoded, decode, encode, encode_output};
use crate::bridge::Output;
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int64Array, RecordBatch, StringArray, StringViewArray,
    TimestampMicrosecondArray,
};
use arrow_ipc::writer::StreamWriter;
use std::sync::Arc;

fn table(rows: i64) -> RecordBatch {
    let names: Vec<String> = (0..rows).map(|row| format!("door {}", row % 3)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let dictionary: DictionaryArray<Int8Type> = names.iter().copied().collect();
    let time = TimestampMicrosecondArray::from_iter_values(0..rows).with_timezone("Asia/Shanghai");
    let columns: [(&str, ArrayRef); 6] = [
        ("text", Arc::new(StringArray::from(names.clone()))),
        ("view", Arc::new(StringViewArray::from(names))),
        ("dictionary", Arc::new(dictionary)),
        ("time", Arc::new(time)),
        (
            "whole",
            Arc::new((0..rows).map(|row| (row % 2 == 0).then_some(row)).collect::<Int64Array>()),
        ),
        ("number", Arc::new(Float64Array::from_iter_values((0..rows).map(|row| row as f64 / 3.0)))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

#[test]
fn a_table_comes_back_from_its_bytes() {
    for rows in [0, 1, 7, 8, 9, 1000] {
        let table = table(rows);
        let bytes = encode(&table).unwrap();
        assert_eq!(decode("counts", bytes.into()).unwrap(), table, "{rows} rows");
    }
}

#[test]
fn bytes_at_any_address_are_read() {
    let table = table(100);
    let bytes = encode(&table).unwrap();
    for shift in 0..9 {
        let mut moved = vec![0; shift];
        moved.extend_from_slice(&bytes);
        let bytes = bytes::Bytes::from(moved).slice(shift..);
        assert_eq!(decode("counts", bytes).unwrap(), table, "shifted by {shift}");
    }
}

#[test]
fn several_batches_are_one_table() {
    let table = table(10);
    for parts in [vec![0, 10], vec![3, 7], vec![5, 0, 5], vec![1; 10]] {
        let mut writer = StreamWriter::try_new(Vec::new(), table.schema_ref()).unwrap();
        let mut from = 0;
        for length in parts {
            writer.write(&table.slice(from, length)).unwrap();
            from += length;
        }
        let bytes = writer.into_inner().unwrap();
        assert_eq!(decode("counts", bytes.into()).unwrap(), table);
    }
}

#[test]
fn a_stream_without_a_batch_is_an_empty_table() {
    let table = table(3);
    let mut writer = StreamWriter::try_new(Vec::new(), table.schema_ref()).unwrap();
    writer.finish().unwrap();
    let bytes = writer.into_inner().unwrap();
    let read = decode("counts", bytes.into()).unwrap();
    assert_eq!((read.num_rows(), read.num_columns()), (0, 6));
}

#[test]
fn a_refusal_names_the_table_and_the_place() {
    let mut bytes = encode(&table(3)).unwrap();
    bytes.truncate(bytes.len() / 2);
    let text = decode("hours", bytes.into()).unwrap_err().to_string();
    assert!(text.contains("table `hours`") && text.contains("at byte"), "{text}");
}

#[test]
fn every_kind_of_result_becomes_bytes() {
    let table = table(2);
    let stream = encode(&table).unwrap();
    let encoded = |output| encode_output(&output).unwrap();
    assert_eq!(encoded(Output::Table(table.clone())), Encoded::Table(stream.clone()));
    let tables = Output::Tables(vec![("tracks", table.clone()), ("links", table.slice(0, 1))]);
    let Encoded::Tables(streams) = encoded(tables) else { panic!("expected tables") };
    assert_eq!(streams[0], ("tracks", stream));
    assert_eq!(decode("links", streams[1].1.clone().into()).unwrap(), table.slice(0, 1));
    assert_eq!(encoded(Output::Bytes(vec![1, 2])), Encoded::Bytes(vec![1, 2]));
}

use super::super::ipc::{decode, encode};
use super::super::{Case, Output, call};
use super::Request;
use crate::error::Error;
use crate::watch::Watch;
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use bytes::Bytes;
use serde_json::json;
use std::sync::Arc;

const HOUR_US: i64 = 3_600_000_000;

fn counts(first: i64, rows: i64) -> RecordBatch {
    let hours = |shift: i64| -> ArrayRef {
        let hours = (first..first + rows).map(|hour| (hour + shift) * HOUR_US);
        Arc::new(TimestampMicrosecondArray::from_iter_values(hours).with_timezone("UTC"))
    };
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(StringArray::from_iter_values((0..rows).map(|_| "a")))),
        ("start", hours(0)),
        ("end", hours(1)),
        ("entries", Arc::new(Int64Array::from_iter_values(first..first + rows))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn ask(verb: &str, tables: Vec<(&str, Vec<u8>)>, options: &str) -> Result<Vec<Vec<u8>>, Error> {
    let tables = tables.into_iter().map(|(name, bytes)| (name.to_owned(), Bytes::from(bytes)));
    Request {
        verb: verb.to_owned(),
        operation: "regular_counts".to_owned(),
        tables: tables.collect(),
        options: options.to_owned(),
        case: Case::Camel,
    }
    .answer(&Watch::none())
}

const OPTIONS: &str = r#"{"intervalS": 1800}"#;

#[test]
fn a_call_over_bytes_gives_what_a_call_gives() {
    let tables = [("counts".to_owned(), counts(0, 5))];
    let options = json!({"intervalS": 1800});
    let direct = call("regular_counts", &tables, &options, Case::Camel, &Watch::none()).unwrap();
    let bytes = encode(&counts(0, 5)).unwrap();
    let mut parts = ask("call", vec![("counts", bytes)], OPTIONS).unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(direct, Output::Table(decode("result", parts.remove(0).into()).unwrap()));
}

#[test]
fn parts_over_bytes_give_what_a_call_gives() {
    let whole = ask("call", vec![("counts", encode(&counts(0, 5)).unwrap())], OPTIONS).unwrap();
    let state = |first, rows| {
        let bytes = encode(&counts(first, rows)).unwrap();
        ask("partial", vec![("counts", bytes)], OPTIONS).unwrap().remove(0)
    };
    let merged = ask("merge", vec![("0", state(0, 2)), ("1", state(2, 3))], "null").unwrap();
    let finished =
        ask("finish", merged.into_iter().map(|state| ("state", state)).collect(), "null");
    assert_eq!(finished.unwrap(), whole);
}

#[test]
fn what_is_no_request_is_an_error_with_a_code() {
    let cases = [
        (ask("run", Vec::new(), "null"), "KELIU_INTERNAL", "there is no verb run"),
        (ask("call", Vec::new(), "{"), "KELIU_OPTION_TYPE", "EOF while parsing"),
        (ask("call", Vec::new(), "null"), "KELIU_TABLE_MISSING", "`counts`"),
        (
            ask("call", vec![("counts", vec![1, 2])], "null"),
            "KELIU_BYTES_INVALID",
            "table `counts`",
        ),
        (ask("finish", Vec::new(), "null"), "KELIU_STATE_INVALID", "state"),
        (ask("merge", Vec::new(), "null"), "KELIU_STATE_INVALID", "no state was given"),
    ];
    for (answer, code, words) in cases {
        let error = answer.unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.to_string().contains(words), "{error}");
    }
}

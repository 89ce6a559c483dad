use super::{Case, Output, REPORT, call, finish, merge, partial};
use crate::error::Error;
use crate::watch::Watch;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use serde_json::{Value, json};
use std::sync::Arc;

fn counts() -> RecordBatch {
    let time = |hour: i64| -> ArrayRef {
        Arc::new(TimestampMicrosecondArray::from(vec![hour * 3_600_000_000]).with_timezone("UTC"))
    };
    let columns: [(&str, ArrayRef); 5] = [
        ("sensor", Arc::new(StringArray::from(vec!["a"]))),
        ("start", time(0)),
        ("end", time(1)),
        ("entries", Arc::new(Int64Array::from(vec![5]))),
        ("exits", Arc::new(Int64Array::from(vec![2]))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn regular(options: &Value, case: Case) -> Result<RecordBatch, Error> {
    let tables = [("counts".to_owned(), counts())];
    match call("regular_counts", &tables, options, case, &Watch::none())? {
        Output::Table(batch) => Ok(batch),
        other => panic!("expected a table, found {other:?}"),
    }
}

fn refused(options: &Value, case: Case) -> (&'static str, String) {
    let error = regular(options, case).unwrap_err();
    (error.code(), error.to_string())
}

fn whole(batch: &RecordBatch, column: &str) -> i64 {
    batch[column].as_primitive::<Int64Type>().value(0)
}

#[test]
fn names_are_rendered_and_read_in_the_case_of_the_caller() {
    for (snake, camel) in [
        ("time_zone", "timeZone"),
        ("interval_s", "intervalS"),
        ("spread", "spread"),
        ("max_fill_s", "maxFillS"),
    ] {
        assert_eq!(Case::Camel.render(snake), camel);
        assert_eq!(Case::Camel.canonical(camel), snake);
        assert_eq!(Case::Snake.render(snake), snake);
        assert_eq!(Case::Snake.canonical(snake), snake);
    }
}

#[test]
fn options_work_in_both_cases() {
    let snake = regular(&json!({"interval_s": 1800, "time_zone": "UTC"}), Case::Snake).unwrap();
    let camel = regular(&json!({"intervalS": 1800, "timeZone": "UTC"}), Case::Camel).unwrap();
    assert_eq!(snake, camel);
    assert_eq!(snake.num_rows(), 2);
}

#[test]
fn mistakes_are_named_as_the_caller_wrote_them() {
    let (code, text) = refused(&json!({"timezone": "UTC"}), Case::Camel);
    assert_eq!(code, "KELIU_OPTION_UNKNOWN");
    assert!(text.contains("`timezone`") && text.contains("nearest: timeZone"), "{text}");
    let (code, text) = refused(&json!({"intervalS": "900"}), Case::Camel);
    assert_eq!(code, "KELIU_OPTION_TYPE");
    assert!(text.contains("option `intervalS`") && text.contains("\"900\", a text"), "{text}");
    let (code, text) = refused(&json!({"maxBins": 0}), Case::Camel);
    assert_eq!(code, "KELIU_OPTION_RANGE");
    assert!(text.contains("option `maxBins` is 0"), "{text}");
    // Snake case is not what a caller from Python mistypes in camel case.
    let (code, text) = refused(&json!({"intervalS": 900}), Case::Snake);
    assert_eq!(code, "KELIU_OPTION_UNKNOWN");
    assert!(text.contains("nearest: interval_s"), "{text}");
}

#[test]
fn options_are_an_object_or_nothing() {
    assert!(regular(&Value::Null, Case::Snake).is_ok());
    assert!(regular(&json!({}), Case::Snake).is_ok());
    for other in [json!([1]), json!("interval_s"), json!(900), json!(true)] {
        assert_eq!(refused(&other, Case::Snake).0, "KELIU_OPTION_TYPE", "{other}");
    }
    let (_, text) = refused(&json!({"a".repeat(5000): 1}), Case::Snake);
    assert!(text.len() < 1000, "a long name is cut: {} letters", text.len());
}

#[test]
fn a_result_says_how_it_was_made() {
    let batch = regular(&json!({"interval_s": 3600}), Case::Snake).unwrap();
    let schema = batch.schema();
    let said = |key: &str| schema.metadata().get(key).map_or("", String::as_str);
    assert_eq!(said("keliu.operation"), "regular_counts");
    assert_eq!(said("keliu.version"), crate::VERSION);
    assert!(said(REPORT).starts_with("regular_counts: 1 bins of 1 sensors"), "{}", said(REPORT));
    let options: Value = serde_json::from_str(said("keliu.options")).unwrap();
    assert_eq!(options["interval_s"], 3600);
    assert_eq!(options["duplicates"], "last");
}

#[test]
fn an_unknown_operation_is_answered_with_the_nearest() {
    let verbs = [
        call("regular_count", &[], &Value::Null, Case::Snake, &Watch::none()).map(drop),
        partial("regular_count", &[], &Value::Null, Case::Snake, &Watch::none()).map(drop),
        merge("regular_count", &[]).map(drop),
        finish("regular_count", &[], &Watch::none()).map(drop),
    ];
    for verb in verbs {
        let error = verb.unwrap_err();
        assert_eq!(error.code(), "KELIU_OPERATION_UNKNOWN");
        assert!(error.to_string().contains("nearest: regular_counts"), "{error}");
    }
    let error = call("", &[], &Value::Null, Case::Snake, &Watch::none()).unwrap_err();
    assert_eq!(error.code(), "KELIU_OPERATION_UNKNOWN");
}

#[test]
fn a_table_that_is_missing_is_named() {
    let error = call("regular_counts", &[], &Value::Null, Case::Snake, &Watch::none()).unwrap_err();
    assert_eq!(error.code(), "KELIU_TABLE_MISSING");
    assert!(error.to_string().contains("table `counts` is missing"), "{error}");
    let tables = [("count".to_owned(), counts())];
    let error =
        call("regular_counts", &tables, &Value::Null, Case::Snake, &Watch::none()).unwrap_err();
    assert_eq!(error.code(), "KELIU_OPTION_UNKNOWN");
    assert!(error.to_string().contains("nearest: counts"), "{error}");
}

#[test]
fn columns_change_places() {
    let swapped = json!({"columns": {"entries": "exits", "exits": "entries"}});
    let batch = regular(&swapped, Case::Snake).unwrap();
    assert_eq!((whole(&batch, "entries"), whole(&batch, "exits")), (2, 5));
    let shared = json!({"columns": {"counts": {"entries": "exits"}}});
    let batch = regular(&shared, Case::Camel).unwrap();
    assert_eq!(whole(&batch, "entries"), 2);
    assert!(batch["exits"].is_null(0), "the column gave its values away");
}

#[test]
fn columns_that_mean_nothing_are_refused() {
    let (code, text) = refused(&json!({"columns": {"entries": "exit"}}), Case::Snake);
    assert_eq!(code, "KELIU_COLUMN_MISSING");
    assert!(text.contains("nearest: exits"), "{text}");
    let (code, text) = refused(&json!({"columns": {"entires": "exits"}}), Case::Snake);
    assert_eq!(code, "KELIU_OPTION_UNKNOWN");
    assert!(text.contains("`columns.entires`") && text.contains("nearest: entries"), "{text}");
    let (code, _) = refused(&json!({"columns": {"hours": {"start": "exits"}}}), Case::Snake);
    assert_eq!(code, "KELIU_OPTION_UNKNOWN");
    for broken in
        [json!("start"), json!(["start"]), json!({"start": 5}), json!({"counts": {"start": null}})]
    {
        assert_eq!(refused(&json!({"columns": broken}), Case::Snake).0, "KELIU_OPTION_TYPE");
    }
    // A table that may be left out needs no names.
    let options = json!({"columns": {"hours": {"site": "shop"}}, "interval_s": 3600});
    let tables = [("counts".to_owned(), counts())];
    let cleaned = call("clean_counts", &tables, &options, Case::Snake, &Watch::none());
    assert!(cleaned.is_ok(), "{cleaned:?}");
}

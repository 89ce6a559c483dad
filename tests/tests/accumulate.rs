//! The fold: what states may be merged, what they hold, and what a watch may do.

#![expect(clippy::panic, reason = "a test fails by a panic")]

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use keliu::Watch;
use keliu::bridge::{Case, Output, call, finish, ipc, merge, partial};
use keliu::operations::OPERATIONS;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const HOUR_US: i64 = 3_600_000_000;

/// One record of an hour per row: sensor, hour, entries.
fn counts(rows: &[(&str, i64, Option<i64>)]) -> [(String, RecordBatch); 1] {
    let times = |shift: i64| -> ArrayRef {
        let us: Vec<i64> = rows.iter().map(|(_, hour, _)| (hour + shift) * HOUR_US).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let sensor: Vec<&str> = rows.iter().map(|(sensor, _, _)| *sensor).collect();
    let entries: Vec<Option<i64>> = rows.iter().map(|(_, _, entries)| *entries).collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(StringArray::from(sensor))),
        ("start", times(0)),
        ("end", times(1)),
        ("entries", Arc::new(Int64Array::from(entries))),
    ];
    [("counts".to_owned(), RecordBatch::try_from_iter(columns).expect("columns of one length"))]
}

fn part(rows: &[(&str, i64, Option<i64>)], options: &Value) -> Vec<u8> {
    partial("regular_counts", &counts(rows), options, Case::Snake, &Watch::none())
        .expect("good rows")
}

fn entries(state: &[u8]) -> Vec<Option<i64>> {
    let Output::Table(batch) =
        finish("regular_counts", state, &Watch::none()).expect("a good state")
    else {
        panic!("expected a table")
    };
    let column = batch.column_by_name("entries").expect("bins have entries");
    let column = column.as_any().downcast_ref::<Int64Array>().expect("entries are whole");
    column.iter().collect()
}

#[test]
fn the_later_state_holds_the_later_record() {
    let early = |options: &Value| part(&[("a", 0, Some(5))], options);
    let late = |options: &Value| part(&[("a", 0, Some(8))], options);
    for (duplicates, there, back) in
        [("last", 8, 5), ("first", 5, 8), ("max", 8, 8), ("sum", 13, 13)]
    {
        let options = json!({"duplicates": duplicates});
        let (early, late) = (early(&options), late(&options));
        let merged =
            |states: &[&[u8]]| merge("regular_counts", states).expect("states of one kind");
        assert_eq!(entries(&merged(&[&early, &late])), [Some(there)], "{duplicates}");
        assert_eq!(entries(&merged(&[&late, &early])), [Some(back)], "{duplicates}");
    }
}

#[test]
fn merging_is_associative_in_bytes_and_an_empty_part_is_neutral() {
    let options = json!({"interval_s": 3600});
    let [a, b, c, none] = [
        part(&[("a", 0, Some(1)), ("b", 3, None)], &options),
        part(&[("a", 0, Some(2)), ("a", 1, Some(7))], &options),
        part(&[("b", 3, Some(4)), ("a", 0, None)], &options),
        part(&[], &options),
    ];
    let merged = |states: &[&[u8]]| merge("regular_counts", states).expect("states of one kind");
    let left = merged(&[&merged(&[&a, &b]), &c]);
    let right = merged(&[&a, &merged(&[&b, &c])]);
    assert_eq!(left, right);
    assert_eq!(left, merged(&[&a, &b, &c]));
    assert_eq!(left, merged(&[&none, &a, &none, &b, &c, &none]));
    assert_eq!(merged(&[&a]), a);
    // a: hour 0 last observed 2, hour 1 is 7; b: hour 3 last observed 4.
    assert_eq!(entries(&left), [Some(2), Some(7), None, None, None, None, None, Some(4)]);
}

#[test]
fn a_state_grows_with_intervals_and_not_with_rows() {
    let once: Vec<(&str, i64, Option<i64>)> =
        (0..100).map(|hour| ("a", hour, Some(hour))).collect();
    let often: Vec<(&str, i64, Option<i64>)> = once.iter().copied().cycle().take(10_000).collect();
    let (once, often) = (part(&once, &Value::Null), part(&often, &Value::Null));
    // Only the number of records of each length takes a byte more.
    assert!(often.len() <= once.len() + 200, "{} and {} bytes", once.len(), often.len());
}

#[test]
fn states_that_do_not_belong_together_do_not_merge() {
    let rows = [("a", 0, Some(5))];
    let hourly = part(&rows, &json!({"interval_s": 3600}));
    let quarters = part(&rows, &json!({"interval_s": 900}));
    let code = |states: &[&[u8]]| merge("regular_counts", states).map(drop).unwrap_err().code();
    assert_eq!(code(&[&hourly, &quarters]), "KELIU_STATE_MISMATCH");
    assert_eq!(code(&[]), "KELIU_STATE_INVALID");
    assert_eq!(code(&[&hourly, b"something else"]), "KELIU_STATE_INVALID");
    // Another operation, and another version of the format.
    let other = finish("count_totals", &hourly, &Watch::none()).unwrap_err();
    assert_eq!(other.code(), "KELIU_STATE_MISMATCH");
    assert!(other.to_string().contains("`regular_counts` given to `count_totals`"), "{other}");
    let mut newer = hourly[..hourly.len() - 8].to_vec();
    newer[5] = 0x7f;
    // The seal of the changed bytes (FNV-1a, 64 bits), as a newer version would put it.
    let hash = newer.iter().fold(14_695_981_039_346_656_037_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211)
    });
    newer.extend(hash.to_le_bytes());
    assert_eq!(code(&[&newer]), "KELIU_STATE_MISMATCH");
    // Options that are said and options that are left to their default are the same options.
    let said = part(&rows, &json!({"interval_s": 3600, "duplicates": "last", "time_zone": null}));
    assert!(merge("regular_counts", &[&hourly, &said]).is_ok());
}

#[test]
fn options_keep_their_bits_on_the_way_through_a_state() {
    // Decimal to binary is exact only where the reader takes care; it shows on few numbers, so many are tried.
    let bins = match call(
        "regular_counts",
        &counts(&[("a", 0, Some(5))]),
        &Value::Null,
        Case::Snake,
        &Watch::none(),
    ) {
        Ok(Output::Table(bins)) => [("clean_counts".to_owned(), bins)],
        other => panic!("expected a table, found {other:?}"),
    };
    for step in 0..2_000_u64 {
        let completeness = step as f64 * 0.618_033_988_749_894_8 % 1.0;
        let options = json!({"completeness": completeness});
        let whole = call("count_quality", &bins, &options, Case::Snake, &Watch::none());
        let state = partial("count_quality", &bins, &options, Case::Snake, &Watch::none())
            .expect("good rows");
        let merged = merge("count_quality", &[&state]).expect("one state");
        assert_eq!(merged, state, "completeness {completeness:?}");
        assert_eq!(
            finish("count_quality", &merged, &Watch::none()),
            whole,
            "completeness {completeness:?}"
        );
    }
}

#[test]
fn what_cannot_be_folded_says_what_must_stay_together() {
    for operation in OPERATIONS {
        let Some(partition) = operation.partition() else { continue };
        let errors = [
            partial(operation.name, &[], &Value::Null, Case::Snake, &Watch::none()).map(drop),
            merge(operation.name, &[b"state"]).map(drop),
            finish(operation.name, b"state", &Watch::none()).map(drop),
        ];
        for error in errors {
            let error = error.expect_err("it does not fold");
            assert_eq!(error.code(), "KELIU_NOT_FOLDABLE");
            assert!(error.to_string().contains(partition), "{error}");
        }
    }
}

#[test]
fn a_watch_sees_the_work_and_can_end_it() {
    let rows: Vec<(String, i64)> = (0..200).map(|at| (format!("door {at}"), at % 5)).collect();
    let rows: Vec<(&str, i64, Option<i64>)> =
        rows.iter().map(|(sensor, hour)| (sensor.as_str(), *hour, Some(1))).collect();
    let tables = counts(&rows);
    let seen = AtomicU64::new(0);
    let count = |done: u64, total: u64| {
        assert!(done <= total && total > 0, "{done} of {total}");
        seen.fetch_add(1, Ordering::Relaxed);
        true
    };
    let watched = call("regular_counts", &tables, &Value::Null, Case::Snake, &Watch::new(&count))
        .expect("good rows");
    assert!(seen.load(Ordering::Relaxed) >= 200, "{seen:?} reports");
    let alone = call("regular_counts", &tables, &Value::Null, Case::Snake, &Watch::none())
        .expect("good rows");
    let bytes = |output: &Output| match output {
        Output::Table(batch) => ipc::encode(batch).expect("a result can be written"),
        other => panic!("expected a table, found {other:?}"),
    };
    assert_eq!(bytes(&watched), bytes(&alone), "who watches changes nothing");
    for stop_at in [1, 7, 150] {
        let stop = |done: u64, _total: u64| done < stop_at;
        let error = call("regular_counts", &tables, &Value::Null, Case::Snake, &Watch::new(&stop))
            .expect_err("canceled");
        assert_eq!(error.code(), "KELIU_CANCELED");
    }
}

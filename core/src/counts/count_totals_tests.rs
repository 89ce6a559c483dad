use super::{CountTotals, CountTotalsOptions, Group, Period, TotalsState, count_totals};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::table::{CountBins, Flags, FromBatch};
use crate::watch::Watch;
use arrow_array::{
    ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray, UInt32Array,
};
use std::sync::Arc;

const HOUR: i64 = 3_600_000_000;

/// Bins of one hour: sensor, hour since 1970, entries, flags.
fn batch(rows: &[(&str, i64, Option<f64>, u32)]) -> RecordBatch {
    let times = |shift: i64| -> ArrayRef {
        let us: Vec<i64> = rows.iter().map(|row| (row.1 + shift) * HOUR).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let sensor: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let entries: Vec<Option<f64>> = rows.iter().map(|row| row.2).collect();
    let flags: Vec<u32> = rows.iter().map(|row| row.3).collect();
    let columns: [(&str, ArrayRef); 5] = [
        ("sensor", Arc::new(StringArray::from(sensor))),
        ("start", times(0)),
        ("end", times(1)),
        ("entries", Arc::new(Float64Array::from(entries))),
        ("flags", Arc::new(UInt32Array::from(flags))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn totals(rows: &[(&str, i64, Option<f64>, u32)], options: &CountTotalsOptions) -> CountTotals {
    let batch = batch(rows);
    count_totals(&CountBins::from_batch(&batch).unwrap(), options).unwrap()
}

fn by(period: Period) -> CountTotalsOptions {
    CountTotalsOptions { period, ..CountTotalsOptions::default() }
}

fn periods(totals: &CountTotals) -> Vec<&str> {
    (0..totals.coverage.len()).map(|row| totals.period.name(row)).collect()
}

#[test]
fn the_same_bins_by_every_period() {
    // 1970-01-01 was a Thursday: hours 0 and 95 are Thursday 00:00 and Sunday 23:00, hour 96 is Monday 00:00.
    let rows = [
        ("a", 0, Some(1.0), 0),
        ("a", 95, Some(2.0), 0),
        ("a", 96, Some(4.0), 0),
        ("a", 744, Some(8.0), 0),
    ];
    let day = totals(&rows, &by(Period::Day));
    assert_eq!(periods(&day), ["1970-01-01", "1970-01-04", "1970-01-05", "1970-02-01"]);
    let week = totals(&rows, &by(Period::Week));
    assert_eq!(periods(&week), ["1970-W01", "1970-W02", "1970-W05"]);
    assert_eq!(week.entries.iter().collect::<Vec<_>>(), [Some(3.0), Some(4.0), Some(8.0)]);
    // The first week began in 1969.
    assert_eq!(week.start.at(0).map(|start| start.0), Some(-72 * HOUR));
    let month = totals(&rows, &by(Period::Month));
    assert_eq!(periods(&month), ["1970-01", "1970-02"]);
    assert_eq!(month.expected_s, [31.0 * 86_400.0, 28.0 * 86_400.0]);
    let hour = totals(&rows, &by(Period::HourOfWeek));
    assert_eq!(periods(&hour), ["Mon 00:00", "Thu 00:00", "Sun 00:00", "Sun 23:00"]);
    // Thursday 00:00 is in the data five times: on January 1, 8, 15, 22 and 29.
    assert_eq!(hour.expected_s[1], 5.0 * 3600.0);
    assert_eq!(hour.coverage[1], 0.2);
}

#[test]
fn all_sensors_expect_only_those_that_count() {
    let rows = [("a", 0, Some(1.0), 0), ("b", 0, Some(2.0), 0), ("b", 24, Some(4.0), 0)];
    let options = CountTotalsOptions { group: Group::All, ..CountTotalsOptions::default() };
    let all = totals(&rows, &options);
    assert_eq!(all.entries.iter().collect::<Vec<_>>(), [Some(3.0), Some(4.0)]);
    assert_eq!(all.expected_s, [2.0 * 86_400.0, 86_400.0]);
    assert_eq!(all.measured_s, [7200.0, 3600.0]);
    assert_eq!(all.sensor.codes, [-1, -1]);
}

#[test]
fn estimated_persons_are_known_as_such() {
    let filled = Flags::FILLED.with(Flags::ENTRIES).0;
    let rows =
        [("a", 0, Some(30.0), 0), ("a", 1, Some(10.0), filled), ("a", 2, None, Flags::MISSING.0)];
    let day = totals(&rows, &by(Period::Day));
    assert_eq!(day.imputed_share.at(0), Some(0.25));
    assert_eq!(day.measured_s, [3600.0]);
    assert_eq!(day.entries.at(0), Some(40.0));
}

#[test]
fn totals_do_not_depend_on_the_order_of_rows() {
    // 0.1 cannot be written in binary: sums of floats would differ with the order.
    let mut rows: Vec<(&str, i64, Option<f64>, u32)> =
        (0..100).map(|at| ("a", at, Some(0.1 * f64::from(at as i32)), 0)).collect();
    let there = totals(&rows, &by(Period::Month));
    rows.reverse();
    let back = totals(&rows, &by(Period::Month));
    assert_eq!(there, back);
    // 0.1 x (0 + ... + 99) = 495, each within half a unit of 2^-32.
    assert!((there.entries.at(0).unwrap() - 495.0).abs() < 100.0 / 4_294_967_296.0);
}

#[test]
fn a_bin_over_the_edge_of_a_period_is_refused_with_its_row() {
    let times = |hours: [i64; 2]| -> ArrayRef {
        let us = hours.map(|hour| hour * HOUR).to_vec();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(StringArray::from(vec!["a", "a"]))),
        ("start", times([22, 23])),
        ("end", times([23, 25])),
        ("entries", Arc::new(Float64Array::from(vec![1.0, 1.0]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let bins = CountBins::from_batch(&batch).unwrap();
    let error = count_totals(&bins, &by(Period::Day)).unwrap_err();
    assert_eq!(error.code(), "KELIU_BIN_SPANS_PERIODS");
    assert!(error.to_string().starts_with("row 1 of table `clean_counts`"), "{error}");
    assert!(count_totals(&bins, &by(Period::Week)).is_ok());
}

#[test]
fn a_state_comes_back_from_its_bytes_and_distrusts_them() {
    let batch = batch(&[("a", 0, Some(1.5), 0), ("b", 99, None, 1), ("a", 30, Some(2.0), 32)]);
    let bins = CountBins::from_batch(&batch).unwrap();
    for period in [Period::Hour, Period::Day, Period::Week, Period::Month, Period::HourOfWeek] {
        let mut state = TotalsState::new(&by(period)).unwrap();
        state.update(&bins, &by(period), &Watch::none()).unwrap();
        let mut out = Writer::default();
        state.write(&mut out);
        let bytes = out.into_bytes();
        let mut reader = ByteReader::new(&bytes);
        let back = TotalsState::read(&mut reader).unwrap();
        reader.end().unwrap();
        let whole = state.finish(&by(period), &Watch::none()).unwrap();
        assert_eq!(back.finish(&by(period), &Watch::none()).unwrap(), whole);
        // The same keys read as those of an hour of the week, which has 168.
        let foreign = TotalsState::read(&mut ByteReader::new(&bytes)).unwrap();
        if let Err(error) = foreign.finish(&by(Period::HourOfWeek), &Watch::none()) {
            assert!(
                ["KELIU_STATE_INVALID", "KELIU_BINS_REPEATED"].contains(&error.code()),
                "{period:?}"
            );
        }
    }
}

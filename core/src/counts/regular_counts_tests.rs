use super::{Intervals, RegularCounts, RegularCountsOptions, regular_counts};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::counts::{GridOptions, Overlaps};
use crate::table::{CountBins, Counts, Flags, FromBatch, IntoBatch};
use crate::watch::Watch;
use arrow_array::Array;

const HOUR: i64 = 3_600_000_000;

fn hourly() -> RegularCountsOptions {
    RegularCountsOptions { grid: GridOptions { interval_s: Some(3600), ..GridOptions::default() } }
}

fn example() -> RegularCounts {
    let counts = Counts::new(
        &["b", "a", "a"],
        &[2 * HOUR, 0, HOUR],
        &[3 * HOUR, HOUR, 2 * HOUR],
        &[Some(4), Some(1), None],
        &[None, Some(2), Some(3)],
    )
    .unwrap();
    regular_counts(&counts, &hourly()).unwrap()
}

#[test]
fn every_sensor_has_every_bin() {
    let bins = example();
    assert_eq!(bins.sensor.names, ["a", "b"]);
    assert_eq!(bins.sensor.codes[..], [0, 0, 0, 1, 1, 1]);
    assert_eq!(bins.start.0, [0, HOUR, 2 * HOUR, 0, HOUR, 2 * HOUR]);
    let entries: Vec<_> = bins.entries.iter().collect();
    assert_eq!(entries, [Some(1), None, None, None, None, Some(4)]);
    let exits: Vec<_> = bins.exits.iter().collect();
    assert_eq!(exits, [Some(2), Some(3), None, None, None, None]);
    let missing = Flags::MISSING.0;
    assert_eq!(bins.flags, [0, 0, missing, missing, missing, 0]);
    assert_eq!(bins.local_start.name(4), "1970-01-01T01:00:00+00:00");
}

#[test]
fn the_report_says_what_was_found() {
    let found = "regular_counts: 6 bins of 2 sensors, 3 without a record, 0 repeated (0 in conflict); 5 entries, 5 exits";
    assert_eq!(example().report().as_deref(), Some(found));
}

#[test]
fn the_table_is_what_its_contract_says() {
    let batch = example().into_batch().unwrap();
    let spec = RegularCounts::SPEC;
    let names: Vec<&str> = spec.columns.iter().map(|column| column.name).collect();
    let schema = batch.schema();
    let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(found, names);
    for (column, field) in spec.columns.iter().zip(schema.fields()) {
        assert_eq!(field.metadata().get("zh").map(String::as_str), Some(column.zh));
        let nullable = column.presence == crate::table::Presence::Nullable;
        assert_eq!(field.is_nullable(), nullable, "{}", column.name);
        assert!(nullable || batch[column.name].null_count() == 0, "{}", column.name);
    }
    // The result is an input of the next operation.
    let bins = CountBins::from_batch(&batch).unwrap();
    assert_eq!(bins.len(), 6);
    assert_eq!(bins.entries.at(0), Some([1.0; 3]));
    assert_eq!(bins.flags_at(2), Flags::MISSING);
}

#[test]
fn options_are_checked_before_rows() {
    let none = Counts::new(&[], &[], &[], &[], &[]).unwrap();
    assert!(regular_counts(&none, &hourly()).unwrap().sensor.is_empty());
    for (grid, code) in [
        (GridOptions { interval_s: Some(7), ..GridOptions::default() }, "KELIU_OPTION_RANGE"),
        (GridOptions { max_bins: 0, ..GridOptions::default() }, "KELIU_OPTION_RANGE"),
        (GridOptions { day_start: "x".to_owned(), ..GridOptions::default() }, "KELIU_OPTION_RANGE"),
        (
            GridOptions { time_zone: Some("Mars".to_owned()), ..GridOptions::default() },
            "KELIU_TIME_ZONE_UNKNOWN",
        ),
    ] {
        let error = regular_counts(&none, &RegularCountsOptions { grid }).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
}

fn state(rows: &[(&str, i64, i64, Option<i64>)]) -> Intervals {
    let sensor: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let start: Vec<i64> = rows.iter().map(|row| row.1).collect();
    let end: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let entries: Vec<Option<i64>> = rows.iter().map(|row| row.3).collect();
    let counts = Counts::new(&sensor, &start, &end, &entries, &vec![None; rows.len()]).unwrap();
    let mut state = Intervals::new(&hourly()).unwrap();
    state.update(&counts, &hourly(), &Watch::none()).unwrap();
    state
}

fn written(state: &Intervals) -> Vec<u8> {
    let mut out = Writer::default();
    state.write(&mut out);
    out.into_bytes()
}

#[test]
fn a_state_comes_back_from_its_bytes() {
    let rows = [
        ("a", -5, 7, Some(3)),
        ("a", 7, 9, None),
        ("b", -HOUR, HOUR, Some(0)),
        ("a", -5, 7, Some(4)),
    ];
    for rows in [&rows[..], &[]] {
        let state = state(rows);
        let bytes = written(&state);
        let mut reader = ByteReader::new(&bytes);
        let back = Intervals::read(&mut reader).unwrap();
        reader.end().unwrap();
        assert_eq!(written(&back), bytes);
        assert_eq!(back.sensors, state.sensors);
        assert_eq!(back.extent.span, state.extent.span);
        assert_eq!(back.extent.lengths, state.extent.lengths);
    }
}

#[test]
fn regular_records_take_few_bytes() {
    let rows: Vec<_> =
        (0..1000).map(|hour| ("a", hour * HOUR, (hour + 1) * HOUR, Some(5))).collect();
    // Differences of 0, a count, no exits and no flags are a byte each.
    let bytes = written(&state(&rows)).len();
    assert!(bytes < 1000 * 5 + 40, "{bytes} bytes");
}

#[test]
fn states_that_break_the_rules_of_intervals_are_refused() {
    let good = |entries: i128, start: i128, length: i128| {
        let mut out = Writer::default();
        out.unsigned(0); // policy
        out.unsigned(1); // sensors
        out.text("a");
        out.unsigned(1); // intervals
        out.signed(start);
        out.signed(length);
        out.signed(entries);
        out.signed(-1);
        out.unsigned(0); // flags
        out.unsigned(0); // lengths
        out.into_bytes()
    };
    let read =
        |bytes: &[u8]| Intervals::read(&mut ByteReader::new(bytes)).map_err(|error| error.code());
    assert!(read(&good(5, 0, 10)).is_ok());
    assert_eq!(read(&good(5, 0, 0)).unwrap_err(), "KELIU_STATE_INVALID");
    assert_eq!(read(&good(5, 0, -10)).unwrap_err(), "KELIU_STATE_INVALID");
    assert_eq!(read(&good(1 << 70, 0, 10)).unwrap_err(), "KELIU_STATE_INVALID");
    assert_eq!(read(&good(5, i64::MAX.into(), 10)).unwrap_err(), "KELIU_STATE_INVALID");
    assert_eq!(
        read(&good(5, i128::from(i64::MAX) - 10, 10)).unwrap_err(),
        "KELIU_TIME_OUT_OF_RANGE"
    );
    assert_eq!(read(&[9]).unwrap_err(), "KELIU_STATE_INVALID");
    // A count below -1 is what was not observed.
    let state = read(&good(-7, 0, 10)).unwrap();
    assert_eq!(state.sensors["a"][0].entries, -1);
}

#[test]
fn a_state_keeps_overlapping_records_until_it_is_finished() {
    let mut whole = state(&[("a", 0, HOUR, Some(6))]);
    whole.merge(state(&[("a", HOUR / 2, HOUR + HOUR / 2, Some(10))])).unwrap();
    let refused = whole.clone().finish(&hourly(), &Watch::none()).unwrap_err();
    assert_eq!(refused.code(), "KELIU_INTERVALS_OVERLAP");
    let mut trim = hourly();
    trim.grid.overlaps = Overlaps::Trim;
    let bins = whole.finish(&trim, &Watch::none()).unwrap();
    assert_eq!(bins.entries.iter().collect::<Vec<_>>(), [Some(6), Some(5)]);
}

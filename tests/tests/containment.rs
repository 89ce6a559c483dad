//! Whatever bytes and tables come in: a typed error or a right answer, in bounded time and memory.

#![expect(clippy::panic, reason = "a test fails by a panic")]

use arrow_array::{
    ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use keliu::bridge::{Case, PANIC_OPERATION, call, finish, ipc, merge, partial};
use keliu::{Error, GridOptions, RegularCountsOptions, Watch, regular_counts};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn data(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(folder);
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
        .expect("the folder is part of the repository")
        .flatten()
        .filter(|entry| entry.path().extension().is_none_or(|ending| ending != "md"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a file of the repository can be read"))
        })
        .collect();
    files.sort();
    files
}

/// The largest memory this process ever held, in bytes; nothing where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// Fails if the work took more memory than allowed on top of what was held before.
fn within(allowed: u64, work: impl FnOnce()) {
    let before = peak_memory();
    work();
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        let grown = after - before.min(after);
        assert!(grown <= allowed, "{} MB were taken, {} allowed", grown >> 20, allowed >> 20);
    }
}

fn table() -> RecordBatch {
    let hour = 3_600_000_000;
    let times = |first: i64| -> ArrayRef {
        let us: Vec<i64> = (first..first + 6).map(|at| at * hour).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let sensor = StringArray::from(vec!["north", "south", "north", "süd", "south", "north"]);
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(sensor)),
        ("start", times(0)),
        ("end", times(1)),
        (
            "entries",
            Arc::new(Int64Array::from(vec![Some(1), None, Some(3), Some(4), Some(5), Some(6)])),
        ),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn decode(bytes: &[u8]) -> Result<RecordBatch, Error> {
    ipc::decode("counts", bytes.to_vec().into())
}

#[test]
fn streams_that_crash_or_fill_other_readers_are_refused() {
    let crashes = data("ipc_crashes");
    assert!(crashes.len() >= 100, "{} crash files", crashes.len());
    within(512 << 20, || {
        for (name, bytes) in &crashes {
            let error = decode(bytes).expect_err(name);
            assert_eq!(error.code(), "KELIU_BYTES_INVALID", "{name}: {error}");
        }
    });
}

#[test]
fn a_stream_cut_anywhere_is_refused_or_holds_whole_batches() {
    let mut streams = data("ipc_valid");
    streams.push(("written here".to_owned(), ipc::encode(&table()).expect("it can be written")));
    for (name, bytes) in &streams {
        let whole = decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut refused = 0;
        for length in 0..bytes.len() {
            match decode(&bytes[..length]) {
                // A stream may end without its end mark: then nothing of the table may be lost or changed.
                Ok(found) => assert!(
                    found == whole || found.num_rows() == 0,
                    "{name} cut at {length} reads as another table"
                ),
                Err(error) => {
                    refused += 1;
                    assert_eq!(
                        error.code(),
                        "KELIU_BYTES_INVALID",
                        "{name} cut at {length}: {error}"
                    );
                }
            }
        }
        assert!(refused > bytes.len() / 2, "{name}: {refused} of {} cuts refused", bytes.len());
    }
}

#[test]
fn a_stream_with_any_byte_changed_is_refused_or_read() {
    let bytes = ipc::encode(&table()).expect("it can be written");
    within(512 << 20, || {
        for at in 0..bytes.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                let Ok(batch) = decode(&changed) else { continue };
                let tables = [("counts".to_owned(), batch)];
                let options = json!({"max_bins": 10_000});
                if let Err(error) =
                    call("regular_counts", &tables, &options, Case::Snake, &Watch::none())
                {
                    assert_ne!(error.code(), "KELIU_INTERNAL", "byte {at} ^ {change:#x}: {error}");
                }
            }
        }
    });
}

#[test]
fn names_that_are_not_utf8_are_refused() {
    let bytes = ipc::encode(&table()).expect("it can be written");
    let at =
        bytes.windows(5).position(|window| window == b"north").expect("the name is in the bytes");
    for broken in [0xff, 0xc0, 0x80] {
        let mut bytes = bytes.clone();
        bytes[at] = broken;
        let error = decode(&bytes).expect_err("a broken name");
        assert_eq!(error.code(), "KELIU_BYTES_INVALID", "{broken:#x}: {error}");
    }
}

#[test]
fn no_bytes_at_all_are_refused() {
    for bytes in [&[][..], &[0; 4], &[0xff; 4], &[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], b"ARROW1"] {
        let error = decode(bytes).expect_err("no stream");
        assert_eq!(error.code(), "KELIU_BYTES_INVALID", "{bytes:?}: {error}");
    }
}

fn states() -> Vec<(&'static str, Vec<u8>)> {
    let watch = Watch::none();
    let counts = [("counts".to_owned(), table())];
    let options = json!({"interval_s": 3600, "max_bins": 20_000, "overlaps": "trim"});
    let keliu::bridge::Output::Table(bins) =
        call("regular_counts", &counts, &options, Case::Snake, &watch).expect("good rows")
    else {
        panic!("expected a table")
    };
    let bins = [("clean_counts".to_owned(), bins)];
    let state = |operation, tables: &[(String, RecordBatch)], options: &Value| {
        (operation, partial(operation, tables, options, Case::Snake, &watch).expect("good rows"))
    };
    vec![
        state("regular_counts", &counts, &options),
        state("count_totals", &bins, &json!({"period": "hour_of_week"})),
        state("count_totals", &bins, &json!({"period": "month", "group": "all"})),
        state("count_quality", &bins, &Value::Null),
    ]
}

/// The bytes of a state with the seal that a careful forger would put on them: FNV-1a, 64 bits.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut hash: u64 = 14_695_981_039_346_656_037;
    for &byte in body {
        hash = (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211);
    }
    [body, &hash.to_le_bytes()].concat()
}

#[test]
fn a_state_with_any_bit_flipped_is_refused() {
    for (operation, state) in states() {
        for bit in 0..8 * state.len() {
            let mut changed = state.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let error = finish(operation, &changed, &Watch::none()).expect_err("a flipped bit");
            assert_eq!(error.code(), "KELIU_STATE_INVALID", "{operation}, bit {bit}: {error}");
        }
    }
}

#[test]
fn a_state_with_any_byte_changed_is_refused_or_finished() {
    let (mut refused, mut finished) = (0, 0);
    within(1 << 30, || {
        for (operation, state) in states() {
            let body = &state[..state.len() - 8];
            assert_eq!(sealed(body), state, "the seal is the one of the library");
            for at in 0..body.len() {
                for change in [0x01, 0x02, 0x40, 0x80, 0xff] {
                    let mut changed = body.to_vec();
                    changed[at] ^= change;
                    let changed = sealed(&changed);
                    let merged = merge(operation, &[&state, &changed]);
                    let ended = finish(operation, &changed, &Watch::none());
                    for error in [merged.err(), ended.err()] {
                        match error {
                            None => finished += 1,
                            Some(error) => {
                                refused += 1;
                                let what = format!("{operation}, byte {at} ^ {change:#x}: {error}");
                                assert_ne!(error.code(), "KELIU_INTERNAL", "{what}");
                            }
                        }
                    }
                }
            }
        }
    });
    assert!(refused > 0 && finished > 0, "{refused} refused, {finished} finished");
}

#[test]
fn a_state_cut_anywhere_is_refused() {
    for (operation, state) in states() {
        for length in 0..state.len() {
            let error = finish(operation, &state[..length], &Watch::none()).expect_err("cut");
            assert_eq!(error.code(), "KELIU_STATE_INVALID", "{operation} cut at {length}: {error}");
        }
        let mut longer = state.clone();
        longer.push(0);
        let error = finish(operation, &longer, &Watch::none()).expect_err("a byte too many");
        assert_eq!(error.code(), "KELIU_STATE_INVALID", "{operation}: {error}");
    }
}

#[test]
fn a_state_that_announces_more_than_it_holds_takes_no_memory() {
    // The head of a real state, then 2^60 sensors.
    let (operation, state) = states().swap_remove(0);
    let empty = partial(
        operation,
        &[("counts".to_owned(), table().slice(0, 0))],
        &json!({"interval_s": 3600, "max_bins": 20_000, "overlaps": "trim"}),
        Case::Snake,
        &Watch::none(),
    )
    .expect("no rows are a state too");
    let head = state.iter().zip(&empty).take_while(|(a, b)| a == b).count();
    let mut bomb = state[..head].to_vec();
    bomb.extend([0x80; 8]);
    bomb.push(0x10);
    within(64 << 20, || {
        let error = finish(operation, &sealed(&bomb), &Watch::none()).expect_err("a bomb");
        assert_eq!(error.code(), "KELIU_STATE_INVALID", "{error}");
    });
}

#[test]
fn a_panic_becomes_a_typed_error_and_the_library_lives_on() {
    let counts = [("counts".to_owned(), table())];
    for _ in 0..3 {
        let error = call(PANIC_OPERATION, &[], &Value::Null, Case::Snake, &Watch::none())
            .expect_err("it panics");
        assert_eq!(error.code(), "KELIU_INTERNAL");
        assert_eq!(error.category().name(), "Internal");
        assert!(error.to_string().contains("asked for by the panic hook"), "{error}");
        let after = call("regular_counts", &counts, &Value::Null, Case::Snake, &Watch::none());
        assert!(after.is_ok(), "{after:?}");
    }
}

#[test]
fn many_rows_of_one_sensor_take_bounded_time_and_memory() {
    // A build without optimization says nothing about time: a tenth of the rows shows that it works.
    let rows: i64 = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };
    let minute = 60_000_000;
    let keys = arrow_array::Int32Array::from(vec![0; rows as usize]);
    let sensor = DictionaryArray::new(keys, Arc::new(StringArray::from(vec!["door"])));
    let times = |shift: i64| -> ArrayRef {
        let us: Vec<i64> = (0..rows).map(|at| (at % (rows / 2) + shift) * minute).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let entries: Vec<i64> = (0..rows).map(|at| at % 7).collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(sensor)),
        ("start", times(0)),
        ("end", times(1)),
        ("entries", Arc::new(Int64Array::from(entries))),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let tables = [("counts".to_owned(), batch)];
    let options = json!({"interval_s": 3600, "duplicates": "sum"});
    #[expect(
        clippy::disallowed_methods,
        reason = "the test is about time; no result depends on it"
    )]
    let began = std::time::Instant::now();
    within(rows as u64 * 250, || {
        let result = call("regular_counts", &tables, &options, Case::Snake, &Watch::none())
            .expect("good rows");
        let keliu::bridge::Output::Table(bins) = result else { panic!("expected a table") };
        let bins_expected = (rows / 2 + 59) / 60;
        assert_eq!(bins.num_rows() as i64, bins_expected);
    });
    assert!(began.elapsed().as_secs() < 60, "{rows} rows took {:?}", began.elapsed());
}

#[test]
fn names_of_any_length_and_number_are_names() {
    let names: Vec<String> =
        (0..20_000).map(|at| format!("{at:x}{}", "é".repeat(at % 50))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (start, end) = (vec![0; names.len()], vec![3_600_000_000; names.len()]);
    let (entries, exits) = (vec![Some(1); names.len()], vec![None; names.len()]);
    let counts = keliu::Counts::new(&names, &start, &end, &entries, &exits).expect("good rows");
    let bins = regular_counts(&counts, &RegularCountsOptions::default()).expect("one bin each");
    assert_eq!(bins.entries.iter().flatten().sum::<i64>(), 20_000);
    let few =
        RegularCountsOptions { grid: GridOptions { max_bins: 19_999, ..GridOptions::default() } };
    let error = regular_counts(&counts, &few).expect_err("one bin too many");
    assert_eq!(error.code(), "KELIU_LIMIT_BINS", "{error}");
}

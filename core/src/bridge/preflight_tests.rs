use std::fs;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, DurationSecondArray, Float64Array,
    Int32Array,
};
use arrow_array::{RecordBatch, StringArray, StringViewArray, StructArray, TimestampSecondArray};
use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::DictionaryHandling;
use arrow_ipc::{Endianness, FieldArgs, KeyValueArgs, SchemaArgs, Type};
use arrow_schema::{DataType, Field, Schema};
use arrow_select::concat::concat_batches;
use flatbuffers::{FlatBufferBuilder, WIPOffset};

use super::*;
use build::{END, Parts, dictionary_of, keys, message, null_key, stream_of, texts};
use streams::{Draws, batch, messages, mutate, valid, write};

#[path = "preflight_messages.rs"]
mod build;
#[path = "preflight_streams.rs"]
mod streams;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data");

fn check(bytes: &[u8]) -> Result<StreamShape, Refusal> {
    check_stream(bytes, &Limits::default())
}

fn decode(bytes: &[u8]) -> Result<Vec<RecordBatch>, String> {
    let mut buffer = Buffer::from(bytes);
    let mut decoder = StreamDecoder::new();
    let mut batches = Vec::new();
    while let Some(batch) = decoder.decode(&mut buffer).map_err(|error| error.to_string())? {
        batches.push(batch);
    }
    decoder.finish().map_err(|error| error.to_string())?;
    Ok(batches)
}

/// What arrow-ipc makes of bytes that pass; a panic of it ends the test.
fn read(bytes: &[u8]) -> Option<Vec<RecordBatch>> {
    let shape = check(bytes).ok()?;
    let batches = decode(bytes).ok()?;
    // Putting the batches together may fail, as where the values of all dictionaries outnumber the keys.
    let whole = batches.first().and_then(|first| concat_batches(first.schema_ref(), &batches).ok());
    let rows = batches.iter().map(|batch| batch.num_rows() as u64).sum();
    assert_eq!(shape, StreamShape { batches: batches.len(), rows });
    for column in batches.iter().chain(&whole).flat_map(RecordBatch::columns) {
        column.to_data().validate_full().expect("arrow-ipc validates what it reads");
    }
    Some(batches)
}

fn reason(bytes: &[u8]) -> String {
    let refusal = check(bytes).expect_err("these bytes are broken");
    assert!(refusal.offset <= bytes.len(), "{refusal:?}");
    refusal.reason
}

#[test]
fn streams_of_every_supported_type_are_read() {
    for (name, bytes, batches, rows) in valid() {
        assert_eq!(check(&bytes), Ok(StreamShape { batches, rows }), "{name}");
        assert_eq!(read(&bytes).map(|batches| batches.len()), Some(batches), "{name}");
    }
}

#[test]
fn bytes_that_are_not_aligned_in_memory_are_read() {
    for (name, bytes, batches, _) in valid() {
        let mut buffer = Buffer::from([&[0], &bytes[..]].concat()).slice(1);
        let mut decoder = StreamDecoder::new();
        for _ in 0..batches {
            assert!(decoder.decode(&mut buffer).expect(name).is_some());
        }
    }
}

#[test]
fn streams_of_other_writers_are_read() {
    for (name, batches) in
        [("pyarrow.arrows", 2), ("polars.arrows", 1), ("apache_arrow_js.arrows", 1)]
    {
        let bytes = fs::read(format!("{DATA}/ipc_valid/{name}")).expect(name);
        assert_eq!(check(&bytes), Ok(StreamShape { batches, rows: 6 }), "{name}");
        let read = read(&bytes).expect(name);
        let visitors = read.iter().flat_map(|batch| batch["in"].as_primitive::<Int32Type>());
        // 1, 2, null, 4, 5, 6 was written.
        assert_eq!(visitors.flatten().sum::<i32>(), 18, "{name}");
    }
}

#[test]
fn known_crashes_of_the_reader_are_refused() {
    let files: Vec<_> = fs::read_dir(format!("{DATA}/ipc_crashes"))
        .expect("the folder is in the repository")
        .collect();
    let inputs: Vec<_> = files
        .into_iter()
        .map(|file| file.expect("readable").path())
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ipc_"))
        })
        .collect();
    assert_eq!(inputs.len(), 121);
    for path in inputs {
        reason(&fs::read(&path).expect("readable"));
    }
}

#[test]
fn a_stream_cut_anywhere_is_refused() {
    for (name, bytes, _, _) in valid() {
        for end in 0..bytes.len() {
            assert!(check(&bytes[..end]).is_err(), "{name} cut at {end}");
        }
    }
}

#[test]
fn no_single_byte_makes_the_reader_panic() {
    let mut accepted = 0;
    for (_, bytes, _, _) in valid() {
        let mut broken = bytes.clone();
        for (at, &byte) in bytes.iter().enumerate() {
            for other in [0, 0xFF, byte ^ 1] {
                broken[at] = other;
                accepted += usize::from(read(&broken).is_some());
            }
            broken[at] = byte;
        }
    }
    assert!(accepted > 1000, "a pre-flight that refuses everything would pass too");
}

#[test]
fn no_random_damage_makes_the_reader_panic() {
    let bases = valid();
    let mut draws = Draws(1);
    let mut accepted = 0;
    for _ in 0..100_000 {
        let mut bytes = bases[draws.below(bases.len())].1.clone();
        mutate(&mut bytes, &mut draws);
        accepted += usize::from(read(&bytes).is_some());
    }
    assert!(accepted > 1000, "a pre-flight that refuses everything would pass too");
}

#[test]
fn framing_is_checked() {
    let bytes = valid().remove(1).1;
    let first = messages(&bytes)[0].end;
    let with = |at: usize, value: u32| {
        let mut changed = bytes.clone();
        changed[at..at + 4].copy_from_slice(&value.to_le_bytes());
        reason(&changed)
    };
    assert_eq!(reason(b"ARROW1\0\0"), "this is the Arrow IPC file format; write the stream format");
    assert!(reason(&[]).contains("0 bytes where a message or the end marker should be"));
    assert_eq!(reason(&END), "the stream has no schema");
    // Five bytes for which arrow-ipc asks for 1.85 GB.
    assert!(reason(&[0xFF, 0xFF, 0xFF, 0x6D, 0]).contains("5 bytes"));
    // Without the marker, as before Arrow 0.15.
    assert!(reason(&bytes[4..]).contains("no continuation marker"));
    assert!(with(4, 0x7FFF_FFF8).contains("metadata of 2147483640 bytes"));
    assert!(with(4, first as u32 - 12).contains("not padded"));
    assert!(reason(&[&bytes[..], &bytes[..]].concat()).contains("follow the end of the stream"));
    assert!(reason(&[&bytes[..first], &bytes[..]].concat()).contains("a second schema"));
    assert!(reason(&bytes[first..]).contains("before the schema"));
    assert_eq!(
        check(&bytes[..bytes.len() - 8]).map_err(|refusal| refusal.offset),
        Err(bytes.len() - 8)
    );
}

#[test]
fn unsupported_types_are_named_with_their_column() {
    let decimal: ArrayRef = Arc::new(Decimal128Array::from(vec![1]));
    let duration: ArrayRef = Arc::new(DurationSecondArray::from(vec![1]));
    let numbers: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    let of_numbers: ArrayRef = Arc::new(DictionaryArray::new(Int32Array::from(vec![0]), numbers));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
    let of_texts: ArrayRef = Arc::new(StructArray::from(batch([("inner", texts)])));
    let far: ArrayRef =
        Arc::new(TimestampSecondArray::from(vec![1]).with_timezone("A".repeat(256)));
    for (array, expected) in [
        (decimal, "column \"c\" has the unsupported type Decimal"),
        (duration, "column \"c\" has the unsupported type Duration"),
        (of_numbers, "column \"c\" has the unsupported type dictionary of Int"),
        (of_texts, "column \"c.inner\" has the unsupported type Utf8 inside a nested column"),
        (
            far,
            "column \"c\" has the unsupported type Timestamp with parameters that Arrow does not define",
        ),
    ] {
        assert_eq!(reason(&write(&[batch([("c", array)])], DictionaryHandling::Resend)), expected);
    }
}

#[test]
fn columns_depth_and_rows_are_limited() {
    let nested = |depth| {
        let mut array: ArrayRef = Arc::new(Float64Array::from(vec![1.0]));
        for _ in 1..depth {
            array = Arc::new(StructArray::from(batch([("s", array)])));
        }
        write(&[batch([("s", array)])], DictionaryHandling::Resend)
    };
    assert!(read(&nested(16)).is_some());
    assert!(reason(&nested(17)).contains("nested deeper than 16"));
    assert!(reason(&nested(60)).contains("broken metadata"));

    let wide = |columns: usize| {
        let fields: Vec<_> =
            (0..columns).map(|n| Field::new(n.to_string(), DataType::Int8, true)).collect();
        write(&[RecordBatch::new_empty(Arc::new(Schema::new(fields)))], DictionaryHandling::Resend)
    };
    assert!(read(&wide(4096)).is_some());
    assert_eq!(reason(&wide(4097)), "4097 columns, the limit is 4096");

    let limits = Limits { rows: 4, ..Limits::default() };
    let three: ArrayRef = Arc::new(Int32Array::from(vec![1, 2, 3]));
    let batches = [batch([("n", Arc::clone(&three))]), batch([("n", three)])];
    assert!(check_stream(&write(&batches[..1], DictionaryHandling::Resend), &limits).is_ok());
    let refusal = check_stream(&write(&batches, DictionaryHandling::Resend), &limits);
    assert_eq!(refusal.map_err(|refusal| refusal.reason), Err("more than 4 rows".to_owned()));
}

#[test]
fn nodes_and_buffers_must_fit_column_and_body() {
    let stream = |parts: Parts| stream_of(DataType::Int32, &[parts.message(&[0; 24])]);
    assert!(read(&stream(Parts::default())).is_some());
    let refused = |parts, expected: &str| {
        let reason = reason(&stream(parts));
        assert!(reason.contains(expected), "{reason}");
    };
    refused(
        Parts { compressed: true, ..Parts::default() },
        "compressed (LZ4_FRAME); write uncompressed IPC",
    );
    refused(Parts { rows: -1, ..Parts::default() }, "a batch of -1 rows");
    refused(Parts { rows: 3, ..Parts::default() }, "length 2 with 0 nulls where 3 are due");
    refused(Parts { nodes: vec![(2, 3)], ..Parts::default() }, "length 2 with 3 nulls");
    refused(Parts { nodes: vec![(2, -1)], ..Parts::default() }, "null count -1");
    refused(Parts { nodes: vec![], ..Parts::default() }, "node is missing");
    refused(Parts { nodes: vec![(2, 0); 2], ..Parts::default() }, "1 nodes or buffers more");
    refused(Parts { view_counts: vec![0], ..Parts::default() }, "1 nodes or buffers more");
    refused(Parts { rows: i64::MAX, nodes: vec![(i64::MAX, 0)], ..Parts::default() }, "are needed");
    refused(Parts { nodes: vec![(2, 1)], ..Parts::default() }, "at least 1 are needed");
    for (buffers, expected) in [
        (vec![(0, 0)], "buffer is missing"),
        (vec![(0, 0), (0, 8), (8, 8)], "1 nodes or buffers more"),
        (vec![(0, 0), (0, 4)], "at least 8 are needed"),
        (vec![(0, 0), (0, -1)], "not within the body of 24"),
        (vec![(0, 0), (-8, 8)], "not within the body of 24"),
        (vec![(0, 0), (24, 8)], "not within the body of 24"),
        (vec![(0, 0), (i64::MAX, i64::MAX)], "not within the body of 24"),
        (vec![(0, 0), (4, 8)], "not aligned"),
        (vec![(0, 8), (0, 8)], "overlaps"),
    ] {
        refused(Parts { buffers, ..Parts::default() }, expected);
    }
    // arrow-data panics on offsets that are not a whole number of integers.
    let ragged = Parts { buffers: vec![(0, 0), (0, 15), (16, 0)], ..Parts::default() };
    assert!(
        reason(&stream_of(DataType::Utf8, &[ragged.message(&[0; 24])]))
            .contains("15 bytes for values of 4")
    );
}

#[test]
fn dictionaries_must_be_known_and_begun() {
    let stream = |messages: &[Vec<u8>]| stream_of(dictionary_of(DataType::Utf8), messages);
    let (begun, more) = (texts(0, 2, 8, false), texts(0, 2, 8, true));
    assert!(read(&stream(&[begun, more.clone(), keys()])).is_some());
    assert_eq!(reason(&stream(&[texts(1, 2, 8, false)])), "dictionary 1 is not in the schema");
    assert_eq!(reason(&stream(&[more])), "dictionary 0 is extended before it is given");
    // Keys without values: accepted here, an error of arrow's.
    let orphaned = stream(&[keys()]);
    assert!(check(&orphaned).is_ok() && decode(&orphaned).is_err());
}

#[test]
fn dictionaries_must_not_outnumber_their_keys() {
    let stream = |messages: &[Vec<u8>]| stream_of(dictionary_of(DataType::Utf8), messages);
    assert!(read(&stream(&[texts(0, 128, 8, false), keys(), keys()])).is_some());
    let outnumbered = stream(&[texts(0, 129, 8, false), keys(), keys()]);
    assert!(reason(&outnumbered).contains("129 values in dictionaries whose keys end at 127"));

    let views = || {
        let parts = Parts {
            rows: 100,
            nodes: vec![(100, 0)],
            buffers: vec![(0, 0), (0, 1600)],
            view_counts: vec![0],
            dictionary: Some((0, false)),
            ..Parts::default()
        };
        parts.message(&[0; 1600])
    };
    let stream = |messages: &[Vec<u8>]| stream_of(dictionary_of(DataType::Utf8View), messages);
    assert!(read(&stream(&[views(), keys(), keys()])).is_some());
    assert!(reason(&stream(&[views(), keys(), views(), keys()])).contains("200 values"));
}

#[test]
fn keys_under_nulls_must_not_overflow_where_dictionaries_change() {
    let stream = |messages: &[Vec<u8>]| stream_of(dictionary_of(DataType::Utf8), messages);
    let one = || texts(0, 1, 8, false);
    assert!(read(&stream(&[one(), null_key(127), null_key(127), null_key(127)])).is_some());
    // -1 is what pandas writes.
    assert!(read(&stream(&[one(), keys(), one(), null_key(0xFF)])).is_some());
    let large = stream(&[one(), keys(), one(), null_key(127)]);
    assert!(reason(&large).contains("keys under nulls"));
    let earlier = stream(&[one(), keys(), null_key(127), one(), keys()]);
    assert!(reason(&earlier).contains("keys under nulls"));
}

#[test]
fn work_is_limited_by_the_length_of_the_stream() {
    // Views that name the same 8 KiB again and again: 512 MiB to validate in a stream of 1 MiB.
    let repeated = |views: usize| {
        let text = "a".repeat(8 << 10);
        let view = StringViewArray::from(vec![text.as_str()]).views()[0];
        let views = ScalarBuffer::from(vec![view; views]);
        let array = StringViewArray::new(views, vec![Buffer::from(text.as_bytes())], None);
        write(&[batch([("c", Arc::new(array))])], DictionaryHandling::Resend)
    };
    assert!(reason(&repeated(1 << 16)).contains("far more work"));
    assert!(read(&repeated(1 << 10)).is_some());

    // Each extension copies the first message's megabyte.
    let stream = |messages: &[Vec<u8>]| stream_of(dictionary_of(DataType::Utf8), messages);
    let extended = |times| {
        let first = vec![texts(0, 1, 1 << 20, false)];
        stream(&[first, vec![texts(0, 1, 8, true); times]].concat())
    };
    assert!(read(&extended(10)).is_some());
    assert!(reason(&extended(100)).contains("far more work"));

    // Putting batches together copies the dictionary of each, unless all share one.
    let mut messages = vec![texts(0, 1, 1 << 20, false)];
    messages.resize(100, keys());
    assert!(read(&stream(&messages)).is_some());
    messages.extend([texts(0, 1, 8, false), keys()]);
    assert!(reason(&stream(&messages)).contains("far more work"));
}

#[test]
fn metadata_that_refers_to_itself_many_times_is_refused() {
    // Fields that share their children: 2^40 of them in a kilobyte.
    let mut builder = FlatBufferBuilder::new();
    let name = builder.create_string("s");
    let kind =
        arrow_ipc::Struct_::create(&mut builder, &arrow_ipc::Struct_Args {}).as_union_value();
    let mut parts = FieldArgs {
        name: Some(name),
        type_type: Type::Struct_,
        type_: Some(kind),
        ..FieldArgs::default()
    };
    for _ in 0..12 {
        let field = arrow_ipc::Field::create(&mut builder, &parts);
        parts.children = Some(builder.create_vector(&[field; 10]));
    }
    let field = arrow_ipc::Field::create(&mut builder, &parts);
    let fields = Some(builder.create_vector(&[field]));
    let schema =
        arrow_ipc::Schema::create(&mut builder, &SchemaArgs { fields, ..SchemaArgs::default() });
    let bytes = message(builder, MessageHeader::Schema, schema.as_union_value(), &[]);
    assert!(bytes.len() < 2048);
    assert!(reason(&[&bytes[..], &END].concat()).contains("broken metadata"));

    // One long text named 10,000 times.
    let mut builder = FlatBufferBuilder::new();
    let text = Some(builder.create_string(&"a".repeat(10_000)));
    let pair = arrow_ipc::KeyValue::create(&mut builder, &KeyValueArgs { key: text, value: text });
    let custom_metadata = Some(builder.create_vector(&vec![pair; 10_000]));
    let fields = Some(builder.create_vector::<WIPOffset<arrow_ipc::Field<'_>>>(&[]));
    let parts = SchemaArgs { fields, custom_metadata, ..SchemaArgs::default() };
    let schema = arrow_ipc::Schema::create(&mut builder, &parts);
    let bytes = message(builder, MessageHeader::Schema, schema.as_union_value(), &[]);
    assert!(reason(&[&bytes[..], &END].concat()).contains("broken metadata"));
}

#[test]
fn big_endian_streams_are_refused() {
    let mut builder = FlatBufferBuilder::new();
    let fields = Some(builder.create_vector::<WIPOffset<arrow_ipc::Field<'_>>>(&[]));
    let parts = SchemaArgs { fields, endianness: Endianness::Big, ..SchemaArgs::default() };
    let schema = arrow_ipc::Schema::create(&mut builder, &parts);
    let bytes = message(builder, MessageHeader::Schema, schema.as_union_value(), &[]);
    assert!(reason(&[&bytes[..], &END].concat()).contains("big-endian"));
}

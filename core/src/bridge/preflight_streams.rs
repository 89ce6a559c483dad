//! Valid streams and a generator of broken ones.

use std::slice;
use std::sync::Arc;

use arrow_array::types::{
    ArrowDictionaryKeyType, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, BooleanArray, Date32Array, Date64Array,
    DictionaryArray, FixedSizeBinaryArray, FixedSizeListArray, Float16Array, Float32Array,
    Float64Array, Int8Array, Int16Array, Int32Array, Int64Array, LargeBinaryArray, LargeListArray,
    LargeStringArray, ListArray, NullArray, RecordBatch, StringArray, StringViewArray, StructArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_buffer::OffsetBuffer;
use arrow_ipc::writer::{DictionaryHandling, IpcWriteOptions, StreamWriter};
use arrow_schema::{DataType, Field, Schema};

const TEXT: [Option<&str>; 5] =
    [Some("north"), None, Some(""), Some("an entrance with a long name"), Some("süd")];

/// A stream of every layout that is supported, with nulls, and the number of its batches and rows.
pub(super) fn valid() -> Vec<(&'static str, Vec<u8>, usize, u64)> {
    let (flat, nested, dictionaries) = (flat(), nested(), dictionaries());
    let first = growing(&["a", "b"], &[0, 1, 0]);
    let second = growing(&["a", "b", "c"], &[2, 0]);
    let other = growing(&["x", "a name of more than twelve bytes"], &[1, 1]);
    let nothing = flat.slice(0, 0);
    let no_columns = RecordBatch::new_empty(Arc::new(Schema::empty()));
    vec![
        ("flat", write(slice::from_ref(&flat), DictionaryHandling::Resend), 1, 5),
        ("sliced", write(&[flat.slice(1, 3)], DictionaryHandling::Resend), 1, 3),
        ("nested", write(&[nested.clone(), nested.slice(1, 2)], DictionaryHandling::Resend), 2, 5),
        ("dictionaries", write(&[dictionaries], DictionaryHandling::Resend), 1, 5),
        ("replaced", write(&[first.clone(), other], DictionaryHandling::Resend), 2, 5),
        ("appended", write(&[first, second], DictionaryHandling::Delta), 2, 5),
        (
            "no rows",
            write(&[nothing.clone(), flat.slice(0, 1), nothing], DictionaryHandling::Resend),
            3,
            1,
        ),
        ("no columns", write(&[no_columns], DictionaryHandling::Resend), 1, 0),
    ]
}

pub(super) fn write(batches: &[RecordBatch], handling: DictionaryHandling) -> Vec<u8> {
    let options = IpcWriteOptions::default().with_dictionary_handling(handling);
    let mut writer =
        StreamWriter::try_new_with_options(Vec::new(), &batches[0].schema(), options).unwrap();
    for batch in batches {
        writer.write(batch).unwrap();
    }
    writer.into_inner().unwrap()
}

pub(super) fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
        .unwrap()
}

fn flat() -> RecordBatch {
    let bytes: Vec<_> = TEXT.iter().map(|text| text.map(str::as_bytes)).collect();
    let binary_of_3 = [Some(*b"abc"), None, Some(*b"def"), Some(*b"ghi"), None];
    let fixed =
        FixedSizeBinaryArray::try_from_sparse_iter_with_size(binary_of_3.into_iter(), 3).unwrap();
    batch([
        ("null", Arc::new(NullArray::new(5))),
        (
            "boolean",
            Arc::new(BooleanArray::from(vec![Some(true), None, Some(false), None, Some(true)])),
        ),
        ("int8", Arc::new(Int8Array::from(vec![Some(1), None, Some(-3), Some(4), None]))),
        ("int16", Arc::new(Int16Array::from(vec![1, 2, 3, 4, 5]))),
        ("int32", Arc::new(Int32Array::from(vec![Some(1), None, Some(3), Some(4), None]))),
        ("int64", Arc::new(Int64Array::from(vec![1, 2, 3, 4, 5]))),
        ("uint8", Arc::new(UInt8Array::from(vec![1, 2, 3, 4, 5]))),
        ("uint16", Arc::new(UInt16Array::from(vec![1, 2, 3, 4, 5]))),
        ("uint32", Arc::new(UInt32Array::from(vec![1, 2, 3, 4, 5]))),
        ("uint64", Arc::new(UInt64Array::from(vec![1, 2, 3, 4, 5]))),
        ("float16", Arc::new(Float16Array::new_null(5))),
        (
            "float32",
            Arc::new(Float32Array::from(vec![Some(1.5), None, Some(f32::NAN), Some(4.0), None])),
        ),
        ("float64", Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0, 4.0, f64::INFINITY]))),
        ("date32", Arc::new(Date32Array::from(vec![20_000, 1, 2, 3, 4]))),
        ("date64", Arc::new(Date64Array::from(vec![0, 86_400_000, 2, 3, 4]))),
        ("s", Arc::new(TimestampSecondArray::from(vec![1, 2, 3, 4, 5]))),
        ("ms", Arc::new(TimestampMillisecondArray::from(vec![1, 2, 3, 4, 5]).with_timezone("UTC"))),
        (
            "us",
            Arc::new(
                TimestampMicrosecondArray::from(vec![1, 2, 3, 4, 5]).with_timezone("Europe/Berlin"),
            ),
        ),
        (
            "ns",
            Arc::new(TimestampNanosecondArray::from(vec![1, 2, 3, 4, 5]).with_timezone("+08:00")),
        ),
        ("utf8", Arc::new(StringArray::from(TEXT.to_vec()))),
        ("large_utf8", Arc::new(LargeStringArray::from(TEXT.to_vec()))),
        ("utf8_view", Arc::new(StringViewArray::from(TEXT.to_vec()))),
        ("binary", Arc::new(BinaryArray::from(bytes.clone()))),
        ("large_binary", Arc::new(LargeBinaryArray::from(bytes.clone()))),
        ("binary_view", Arc::new(BinaryViewArray::from(bytes))),
        ("fixed_size_binary", Arc::new(fixed)),
    ])
}

fn nested() -> RecordBatch {
    let coordinates: Vec<f64> = (0..24).map(f64::from).collect();
    let coordinate = Arc::new(Field::new("xy", DataType::Float64, false));
    let points =
        FixedSizeListArray::new(coordinate, 2, Arc::new(Float64Array::from(coordinates)), None);
    let points_type = points.data_type().clone();
    let ring = Arc::new(Field::new("vertices", points_type, false));
    let rings =
        ListArray::new(ring, OffsetBuffer::from_lengths([4, 4, 0, 4]), Arc::new(points), None);
    let polygon = Arc::new(Field::new("rings", rings.data_type().clone(), false));
    let polygons = ListArray::new(
        polygon,
        OffsetBuffer::from_lengths([2, 0, 2]),
        Arc::new(rings),
        Some(vec![true, false, true].into()),
    );
    let xs: ArrayRef = Arc::new(Float64Array::from(vec![Some(1.0), None, Some(3.0)]));
    let fields =
        vec![Field::new("x", DataType::Float64, true), Field::new("y", DataType::Float64, true)]
            .into();
    let separated =
        StructArray::new(fields, vec![Arc::clone(&xs), xs], Some(vec![true, true, false].into()));
    let triples = FixedSizeListArray::from_iter_primitive::<Float64Type, _, _>(
        [Some(vec![Some(1.0), None, Some(2.0)]), None, Some(vec![Some(1.0), Some(1.0), Some(2.0)])],
        3,
    );
    let large = LargeListArray::from_iter_primitive::<Int32Type, _, _>([
        Some(vec![Some(1), None]),
        None,
        Some(vec![]),
    ]);
    batch([
        ("polygon", Arc::new(polygons)),
        ("point", Arc::new(separated)),
        ("triple", Arc::new(triples)),
        ("large", Arc::new(large)),
    ])
}

fn dictionary<K: ArrowDictionaryKeyType>() -> ArrayRef {
    Arc::new(TEXT.into_iter().collect::<DictionaryArray<K>>())
}

fn dictionaries() -> RecordBatch {
    let keys = || UInt32Array::from(vec![Some(4), None, Some(0), Some(3), Some(0)]);
    batch([
        ("i8", dictionary::<Int8Type>()),
        ("i16", dictionary::<Int16Type>()),
        ("i32", dictionary::<Int32Type>()),
        ("i64", dictionary::<Int64Type>()),
        ("u8", dictionary::<UInt8Type>()),
        ("u16", dictionary::<UInt16Type>()),
        ("u32", dictionary::<UInt32Type>()),
        ("u64", dictionary::<UInt64Type>()),
        (
            "large",
            Arc::new(DictionaryArray::new(keys(), Arc::new(LargeStringArray::from(TEXT.to_vec())))),
        ),
        (
            "view",
            Arc::new(DictionaryArray::new(keys(), Arc::new(StringViewArray::from(TEXT.to_vec())))),
        ),
    ])
}

fn growing(values: &[&str], keys: &[i32]) -> RecordBatch {
    let plain: ArrayRef = Arc::new(StringArray::from(values.to_vec()));
    let views: ArrayRef = Arc::new(StringViewArray::from(values.to_vec()));
    let keyed = |values| {
        Arc::new(DictionaryArray::new(Int32Array::from(keys.to_vec()), values)) as ArrayRef
    };
    batch([("zone", keyed(plain)), ("counter", keyed(views))])
}

/// Values at the edges of lengths, offsets, type codes and flags.
const EDGES: [u64; 16] = [
    0,
    1,
    2,
    3,
    7,
    8,
    16,
    64,
    255,
    0x7FFF,
    0xFFFF,
    0x7FFF_FFFF,
    0xFFFF_FFFF,
    0x1_0000_0000,
    i64::MAX as u64,
    u64::MAX,
];

/// Pseudo-random numbers by counter (`SplitMix64`: Steele, Lea and Flood 2014).
pub(super) struct Draws(pub(super) u64);

impl Draws {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Breaks a stream at one to six places. Words are aligned, as all of Arrow's are, so that lengths and offsets are hit
/// whole.
pub(super) fn mutate(bytes: &mut Vec<u8>, draws: &mut Draws) {
    for _ in 0..=draws.below(6) {
        let length = bytes.len();
        if length < 32 {
            return;
        }
        match draws.below(8) {
            0 => bytes[draws.below(length)] = draws.next() as u8,
            1 => bytes[draws.below(length)] ^= 1 << draws.below(8),
            kind @ 2..=4 => {
                let width = [2, 4, 8][kind - 2];
                let at = draws.below(length / width) * width;
                let value = EDGES[draws.below(EDGES.len())].to_le_bytes();
                bytes[at..at + width].copy_from_slice(&value[..width]);
            }
            5 => {
                let at = draws.below(length / 4) * 4;
                let mut word = [0; 4];
                word.copy_from_slice(&bytes[at..at + 4]);
                let near =
                    u32::from_le_bytes(word).wrapping_add(draws.below(33) as u32).wrapping_sub(16);
                bytes[at..at + 4].copy_from_slice(&near.to_le_bytes());
            }
            6 => {
                let width = 4 << draws.below(4);
                let (from, to) =
                    (draws.below((length - width) / 4) * 4, draws.below((length - width) / 4) * 4);
                bytes.copy_within(from..from + width, to);
            }
            _ => {
                let messages = messages(bytes);
                let chosen = messages[draws.below(messages.len())].clone();
                let copy = bytes[chosen.clone()].to_vec();
                let target = messages[draws.below(messages.len())].start;
                match draws.below(2) {
                    0 => drop(bytes.splice(target..target, copy)),
                    _ => drop(bytes.drain(chosen)),
                }
            }
        }
    }
}

/// Where the messages of a stream stand, as far as it can be walked; the whole of it at least.
pub(super) fn messages(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(prefix) = bytes.get(start..start + 8) {
        let metadata = u32::from_le_bytes([prefix[4], prefix[5], prefix[6], prefix[7]]) as usize;
        let Some(message) = bytes.get(start + 8..start + 8 + metadata).filter(|_| metadata > 0)
        else {
            break;
        };
        let Ok(message) = arrow_ipc::root_as_message(message) else { break };
        let Ok(body) = usize::try_from(message.bodyLength()) else { break };
        let Some(end) = (start + 8 + metadata).checked_add(body).filter(|&end| end <= bytes.len())
        else {
            break;
        };
        found.push(start..end);
        start = end;
    }
    if found.is_empty() {
        found.push(0..bytes.len());
    }
    found
}

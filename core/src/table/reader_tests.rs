//! Every Arrow type in every column: read, or refused with the name of the column.

use super::Reader;
use crate::error::Error;
use crate::table::{Counts, FromBatch, Hours, Sensors};
use arrow_array::builder::FixedSizeBinaryBuilder;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::*;
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer, i256};
use arrow_schema::{DataType, Field, Fields, TimeUnit};
use std::sync::Arc;

fn batch(column: &str, array: ArrayRef) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable([(column, array, true)]).expect("one column")
}

fn names(array: ArrayRef) -> Result<Vec<String>, Error> {
    let batch = batch("sensor", array);
    let labels = Reader::new(&batch, Counts::SPEC).text("sensor")?;
    Ok((0..labels.len()).map(|row| labels.name(row).to_owned()).collect())
}

fn times(array: ArrayRef) -> Result<(Vec<i64>, bool), Error> {
    let batch = batch("start", array);
    let times = Reader::new(&batch, Counts::SPEC).times("start")?;
    Ok((times.us.to_vec(), times.zoned))
}

fn counts(array: ArrayRef) -> Result<Vec<Option<i64>>, Error> {
    let batch = batch("entries", array);
    let counts = Reader::new(&batch, Counts::SPEC).counts("entries")?;
    Ok((0..batch.num_rows()).map(|row| counts.at(row)).collect())
}

fn numbers(array: ArrayRef) -> Result<Vec<Option<f64>>, Error> {
    let batch = batch("entries", array);
    let numbers = Reader::new(&batch, Counts::SPEC).numbers("entries")?;
    Ok((0..batch.num_rows()).map(|row| numbers.at(row)).collect())
}

/// One array of two rows of each type that is neither text, nor a number, nor a time.
fn strange() -> Vec<ArrayRef> {
    let field = |kind| Arc::new(Field::new("item", kind, true));
    let offsets = || OffsetBuffer::new(ScalarBuffer::from(vec![0, 1, 2]));
    let whole: ArrayRef = Arc::new(Int32Array::from(vec![1, 2]));
    let mut fixed = FixedSizeBinaryBuilder::new(1);
    fixed.append_value([1]).expect("one byte");
    fixed.append_value([2]).expect("one byte");
    let item = field(DataType::Int32);
    let fields = Fields::from(vec![Field::new("item", DataType::Int32, true)]);
    let ends = Int32Array::from(vec![1, 2]);
    vec![
        Arc::new(BooleanArray::from(vec![true, false])),
        Arc::new(BinaryArray::from(vec![&b"1"[..], b"2"])),
        Arc::new(LargeBinaryArray::from(vec![&b"1"[..], b"2"])),
        Arc::new(BinaryViewArray::from(vec![&b"1"[..], b"2"])),
        Arc::new(fixed.finish()),
        Arc::new(Decimal128Array::from(vec![1, 2])),
        Arc::new(Decimal256Array::from(vec![i256::ONE, i256::ZERO])),
        Arc::new(Time32SecondArray::from(vec![1, 2])),
        Arc::new(Time64MicrosecondArray::from(vec![1, 2])),
        Arc::new(DurationSecondArray::from(vec![1, 2])),
        Arc::new(IntervalYearMonthArray::from(vec![1, 2])),
        Arc::new(ListArray::new(Arc::clone(&item), offsets(), Arc::clone(&whole), None)),
        Arc::new(FixedSizeListArray::new(item, 1, Arc::clone(&whole), None)),
        Arc::new(StructArray::new(fields, vec![Arc::clone(&whole)], None)),
        Arc::new(RunArray::<Int32Type>::try_new(&ends, &whole).expect("two runs")),
    ]
}

#[test]
fn a_type_that_means_nothing_is_refused_by_name() {
    for array in strange() {
        let kind = array.data_type().clone();
        let errors = [
            ("sensor", names(Arc::clone(&array)).unwrap_err()),
            ("start", times(Arc::clone(&array)).unwrap_err()),
            ("entries", counts(Arc::clone(&array)).unwrap_err()),
            ("entries", numbers(array).unwrap_err()),
        ];
        for (column, error) in errors {
            assert_eq!(error.code(), "KELIU_COLUMN_TYPE", "{kind}: {error}");
            assert!(error.to_string().contains(&format!("column `{column}`")), "{kind}: {error}");
        }
    }
}

#[test]
fn names_are_text_of_any_layout_or_ids() {
    let words = ["b", "a", "b", "门"];
    macro_rules! dictionary {
        ($key:ty) => {
            Arc::new(DictionaryArray::<$key>::new(
                vec![1, 0, 1, 2].into(),
                Arc::new(StringArray::from(vec!["a", "b", "门", "unused"])),
            ))
        };
    }
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(words.to_vec())),
        Arc::new(LargeStringArray::from(words.to_vec())),
        Arc::new(StringViewArray::from(words.to_vec())),
        dictionary!(Int8Type),
        dictionary!(Int16Type),
        dictionary!(Int32Type),
        dictionary!(Int64Type),
        dictionary!(UInt8Type),
        dictionary!(UInt16Type),
        dictionary!(UInt32Type),
        dictionary!(UInt64Type),
        Arc::new(DictionaryArray::<Int8Type>::new(
            vec![0, 1, 0, 2].into(),
            Arc::new(LargeStringArray::from(vec!["b", "a", "门"])),
        )),
        // A dictionary that says a name twice: both are the same sensor.
        Arc::new(DictionaryArray::<UInt16Type>::new(
            vec![0, 1, 2, 3].into(),
            Arc::new(StringViewArray::from(vec!["b", "a", "b", "门"])),
        )),
    ];
    for array in arrays {
        let kind = array.data_type().clone();
        assert_eq!(names(array).as_deref(), Ok(&words.map(str::to_owned)[..]), "{kind}");
    }
    let ids: Vec<ArrayRef> = vec![
        Arc::new(Int8Array::from(vec![7, -1])),
        Arc::new(Int16Array::from(vec![7, -1])),
        Arc::new(Int32Array::from(vec![7, -1])),
        Arc::new(Int64Array::from(vec![7, -1])),
    ];
    for array in ids {
        assert_eq!(names(array).unwrap(), ["7", "-1"]);
    }
    let ids: Vec<ArrayRef> = vec![
        Arc::new(UInt8Array::from(vec![7, 255])),
        Arc::new(UInt16Array::from(vec![7, 255])),
        Arc::new(UInt32Array::from(vec![7, 255])),
        Arc::new(UInt64Array::from(vec![7, 255])),
    ];
    for array in ids {
        assert_eq!(names(array).unwrap(), ["7", "255"]);
    }
    let hashes = UInt64Array::from(vec![u64::MAX, u64::MAX - 1]);
    assert_eq!(names(Arc::new(hashes)).unwrap(), ["18446744073709551615", "18446744073709551614"]);
}

#[test]
fn a_null_among_names_or_times_is_refused_wherever_it_hides() {
    let in_values = DictionaryArray::<Int8Type>::new(
        vec![0, 1].into(),
        Arc::new(StringArray::from(vec![Some("a"), None])),
    );
    let in_keys = DictionaryArray::<Int8Type>::new(
        Int8Array::from(vec![Some(0), None]),
        Arc::new(StringArray::from(vec!["a"])),
    );
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec![Some("a"), None])),
        Arc::new(Int64Array::from(vec![Some(1), None])),
        Arc::new(in_values),
        Arc::new(in_keys),
    ];
    for array in arrays {
        let error = names(Arc::clone(&array)).unwrap_err();
        assert_eq!(error.code(), "KELIU_UNEXPECTED_NULL");
        assert!(error.to_string().contains("at row 1"), "{error}");
    }
    assert_eq!(names(Arc::new(NullArray::new(2))).unwrap_err().code(), "KELIU_UNEXPECTED_NULL");
    let time = TimestampSecondArray::from(vec![None, Some(1)]);
    let error = times(Arc::new(time)).unwrap_err();
    assert!(error.to_string().contains("null at row 0"), "{error}");
}

#[test]
fn times_of_any_unit_are_microseconds() {
    // 2024-03-01T10:00:00Z by `date -u -d ... +%s`, and half a second before 1970.
    let (at, before) = (1_709_287_200_i64, -500_000_i64);
    let zoned: Vec<ArrayRef> = vec![
        Arc::new(TimestampMillisecondArray::from(vec![at * 1000, -500]).with_timezone("UTC")),
        Arc::new(
            TimestampMicrosecondArray::from(vec![at * 1_000_000, before]).with_timezone("+08:00"),
        ),
        Arc::new(
            TimestampNanosecondArray::from(vec![at * 1_000_000_000 + 999, before * 1000])
                .with_timezone("Asia/Tokyo"),
        ),
        Arc::new(StringArray::from(vec!["2024-03-01T10:00:00Z", "1969-12-31T23:59:59.5Z"])),
    ];
    for array in zoned {
        let kind = array.data_type().clone();
        assert_eq!(times(array), Ok((vec![at * 1_000_000, before], true)), "{kind}");
    }
    // A nanosecond before 1970 is in the microsecond before it.
    let ns = TimestampNanosecondArray::from(vec![-1]);
    assert_eq!(times(Arc::new(ns)), Ok((vec![-1], false)));
    let seconds = TimestampSecondArray::from(vec![at]);
    assert_eq!(times(Arc::new(seconds)), Ok((vec![at * 1_000_000], false)));
    // Day 19783 is 2024-03-01.
    let days: [ArrayRef; 2] = [
        Arc::new(Date32Array::from(vec![19_783, -1])),
        Arc::new(Date64Array::from(vec![19_783 * 86_400_000, -86_400_000])),
    ];
    for array in days {
        assert_eq!(times(array), Ok((vec![19_783 * 86_400_000_000, -86_400_000_000], false)));
    }
}

#[test]
fn times_at_the_ends_of_64_bits_are_refused() {
    for end in [i64::MIN, i64::MAX] {
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(TimestampSecondArray::from(vec![0, end])),
            Arc::new(TimestampMillisecondArray::from(vec![0, end])),
            Arc::new(TimestampMicrosecondArray::from(vec![0, end])),
            Arc::new(TimestampNanosecondArray::from(vec![0, end])),
            Arc::new(Date64Array::from(vec![0, end])),
            Arc::new(Date32Array::from(vec![
                0,
                end.clamp(i32::MIN.into(), i32::MAX.into()) as i32,
            ])),
        ];
        for array in arrays {
            let kind = array.data_type().clone();
            assert_eq!(times(array).unwrap_err().code(), "KELIU_TIME_OUT_OF_RANGE", "{kind}");
        }
    }
}

#[test]
fn text_that_no_row_uses_says_nothing() {
    let words = StringArray::from(vec!["not a time", "2024-03-01 10:00", "2024-03-01 11:00Z"]);
    let one_form = DictionaryArray::<Int8Type>::new(vec![1, 1].into(), Arc::new(words.clone()));
    assert_eq!(times(Arc::new(one_form)), Ok((vec![1_709_287_200_000_000; 2], false)));
    let both = DictionaryArray::<Int8Type>::new(vec![1, 2].into(), Arc::new(words.clone()));
    assert_eq!(times(Arc::new(both)).unwrap_err().code(), "KELIU_MIXED_ZONES");
    let broken = DictionaryArray::<Int8Type>::new(vec![1, 0].into(), Arc::new(words));
    let error = times(Arc::new(broken)).unwrap_err();
    assert!(error.to_string().contains("\"not a time\" at row 1"), "{error}");
}

#[test]
fn counts_are_whole_numbers_of_any_width() {
    let wanted = Ok(vec![Some(12), None, Some(0)]);
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(Int8Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(Int16Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(Int32Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(Int64Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(UInt8Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(UInt16Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(UInt32Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(UInt64Array::from(vec![Some(12), None, Some(0)])),
        Arc::new(Float32Array::from(vec![Some(12.0), None, Some(-0.0)])),
        Arc::new(Float64Array::from(vec![Some(12.0), None, Some(0.0)])),
    ];
    for array in arrays {
        let kind = array.data_type().clone();
        assert_eq!(counts(array), wanted, "{kind}");
    }
    assert_eq!(counts(Arc::new(NullArray::new(2))), Ok(vec![None, None]));
    let refused: [(ArrayRef, &str); 7] = [
        (Arc::new(Float64Array::from(vec![0.5])), "KELIU_NOT_WHOLE"),
        (Arc::new(Float64Array::from(vec![f64::NAN])), "KELIU_NOT_FINITE"),
        (Arc::new(Float32Array::from(vec![f32::INFINITY])), "KELIU_NOT_FINITE"),
        (Arc::new(Float64Array::from(vec![1e300])), "KELIU_COUNT_RANGE"),
        (Arc::new(Float64Array::from(vec![-1.0])), "KELIU_COUNT_RANGE"),
        (Arc::new(UInt64Array::from(vec![u64::MAX])), "KELIU_COUNT_RANGE"),
        (Arc::new(Int8Array::from(vec![-1])), "KELIU_COUNT_RANGE"),
    ];
    for (array, code) in refused {
        assert_eq!(counts(Arc::clone(&array)).unwrap_err().code(), code, "{array:?}");
    }
}

#[test]
fn what_stands_under_a_null_does_not_matter() {
    // Arrow leaves the value under a null open: -5, NaN and 0.5 are not looked at.
    let nulls = || Some(NullBuffer::from(vec![false, true]));
    let whole = PrimitiveArray::<Int64Type>::new(vec![-5, 3].into(), nulls());
    assert_eq!(counts(Arc::new(whole)), Ok(vec![None, Some(3)]));
    let wide = PrimitiveArray::<UInt64Type>::new(vec![u64::MAX, 3].into(), nulls());
    assert_eq!(counts(Arc::new(wide)), Ok(vec![None, Some(3)]));
    for hidden in [f64::NAN, 0.5, -1.0, f64::INFINITY] {
        let floats = Float64Array::new(vec![hidden, 3.0].into(), nulls());
        assert_eq!(counts(Arc::new(floats.clone())), Ok(vec![None, Some(3)]), "{hidden}");
        assert_eq!(numbers(Arc::new(floats)), Ok(vec![None, Some(3.0)]), "{hidden}");
    }
}

#[test]
fn slices_are_read_from_their_own_beginning() {
    let array: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(3), None]));
    assert_eq!(counts(array.slice(2, 2)), Ok(vec![Some(3), None]));
    let array: ArrayRef = Arc::new(StringArray::from(vec!["a", "b", "c"]));
    assert_eq!(names(array.slice(1, 2)).unwrap(), ["b", "c"]);
    let array: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![1, 2, 3]));
    assert_eq!(times(array.slice(1, 1)), Ok((vec![2], false)));
}

#[test]
fn a_missing_column_names_the_nearest_that_is_no_other_column() {
    let batch = batch("entires", Arc::new(Int64Array::from(vec![1])));
    let error = Reader::new(&batch, Counts::SPEC).counts("entries").unwrap_err();
    assert!(error.to_string().contains("nearest: entires"), "{error}");
    // `exits` is near `entries`, but it is a column of its own.
    let batch = super::tests::batch("exits", Arc::new(Int64Array::from(vec![1])));
    let error = Reader::new(&batch, Counts::SPEC).counts("entries").unwrap_err();
    assert!(!error.to_string().contains("nearest"), "{error}");
}

#[test]
fn a_sensor_listed_twice_is_refused() {
    let error = Sensors::new(&["a", "b", "a"], &["x", "y", "x"]).unwrap_err();
    assert_eq!(error.code(), "KELIU_DUPLICATE_ROW");
    assert!(
        error.to_string().contains("`a` is listed twice in table `sensors`, rows 0 and 2"),
        "{error}"
    );
    let sensors = Sensors::new(&["a"], &["x"]).unwrap();
    assert_eq!((sensors.site("a"), sensors.site("z")), ("x", "z"));
}

#[test]
fn opening_hours_are_merged_where_they_touch() {
    let hours = Hours::new(&["x", "x", "x", "y"], &[20, 0, 10, 5], &[30, 10, 15, 6]).unwrap();
    assert_eq!(hours.of_site("x"), Some(&[(0, 15), (20, 30)][..]));
    assert_eq!(hours.of_site("y"), Some(&[(5, 6)][..]));
    assert_eq!(hours.of_site("z"), None);
    assert_eq!(Hours::new(&["x"], &[5], &[5]).unwrap_err().code(), "KELIU_INTERVAL_REVERSED");
    assert_eq!(Hours::new(&["x"], &[], &[5]).unwrap_err().code(), "KELIU_COLUMN_LENGTH");
    let zone_free = RecordBatch::try_from_iter([
        ("site", Arc::new(StringArray::from(vec!["x"])) as ArrayRef),
        ("start", Arc::new(TimestampSecondArray::from(vec![0])) as ArrayRef),
        ("end", Arc::new(TimestampSecondArray::from(vec![1])) as ArrayRef),
    ])
    .expect("columns of one length");
    assert_eq!(Hours::from_batch(&zone_free).unwrap_err().code(), "KELIU_NAIVE_TIME");
    assert!(matches!(
        zone_free.schema().field(1).data_type(),
        DataType::Timestamp(TimeUnit::Second, None)
    ));
}

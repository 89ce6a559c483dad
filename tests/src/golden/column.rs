//! Columns of input tables: a type word and a list of values.

use super::time;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    ArrayRef, ArrowPrimitiveType, BooleanArray, Date32Array, DictionaryArray, LargeStringArray,
    NullArray, PrimitiveArray, StringArray, StringViewArray,
};
use serde_json::Value;
use std::sync::Arc;

/// Reads `["i64", [1, null]]`.
pub(super) fn read(column: &Value) -> Result<ArrayRef, String> {
    let [Value::String(word), Value::Array(values)] =
        column.as_array().map(Vec::as_slice).unwrap_or_default()
    else {
        return Err("expected [type word, list of values]".to_owned());
    };
    Ok(match word.as_str() {
        "utf8" => Arc::new(StringArray::from(texts(values)?)),
        "large_utf8" => Arc::new(LargeStringArray::from(texts(values)?)),
        "utf8_view" => Arc::new(StringViewArray::from(texts(values)?)),
        "dict" => {
            let names = texts(values)?;
            let names = names.iter().map(Option::as_deref);
            Arc::new(names.collect::<DictionaryArray<Int32Type>>())
        }
        "i8" => whole::<Int8Type>(values)?,
        "i16" => whole::<Int16Type>(values)?,
        "i32" => whole::<Int32Type>(values)?,
        "i64" => whole::<Int64Type>(values)?,
        "u8" => whole::<UInt8Type>(values)?,
        "u16" => whole::<UInt16Type>(values)?,
        "u32" => whole::<UInt32Type>(values)?,
        "u64" => whole::<UInt64Type>(values)?,
        "f32" => {
            let narrow = |value: &Value| number(value).map(|value| value as f32);
            Arc::new(PrimitiveArray::<Float32Type>::from(each(values, narrow)?))
        }
        "f64" => Arc::new(PrimitiveArray::<Float64Type>::from(each(values, number)?)),
        "bool" => Arc::new(BooleanArray::from(each(values, Value::as_bool)?)),
        "null" => Arc::new(NullArray::new(values.len())),
        "date32" => Arc::new(Date32Array::from(each(values, time::days)?)),
        other => timestamps(other, values)?,
    })
}

fn timestamps(word: &str, values: &[Value]) -> Result<ArrayRef, String> {
    let inside = word.strip_prefix("ts[").and_then(|rest| rest.strip_suffix(']'));
    let (unit, zone) = match inside.map(|inside| inside.split_once(',')) {
        Some(Some((unit, zone))) => (unit, Some(zone)),
        Some(None) => (inside.unwrap_or_default(), None),
        None => return Err(format!("the type word `{word}` is unknown")),
    };
    match unit {
        "s" => of::<TimestampSecondType>(values, zone, 1),
        "ms" => of::<TimestampMillisecondType>(values, zone, 1_000),
        "us" => of::<TimestampMicrosecondType>(values, zone, 1_000_000),
        "ns" => of::<TimestampNanosecondType>(values, zone, 1_000_000_000),
        _ => Err(format!("the unit of `{word}` is unknown")),
    }
}

fn of<T: arrow_array::types::ArrowTimestampType>(
    values: &[Value],
    zone: Option<&str>,
    per_second: i128,
) -> Result<ArrayRef, String> {
    let ticks = each(values, |value| time::ticks(value, per_second))?;
    let times: PrimitiveArray<T> = ticks.into_iter().collect();
    Ok(Arc::new(times.with_timezone_opt(zone)))
}

/// The values, null where they are null.
pub(super) fn each<T>(
    values: &[Value],
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Vec<Option<T>>, String> {
    let one = |value: &Value| match value {
        Value::Null => Ok(None),
        value => read(value).map(Some).ok_or_else(|| format!("{value} does not fit its column")),
    };
    values.iter().map(one).collect()
}

fn texts(values: &[Value]) -> Result<Vec<Option<String>>, String> {
    each(values, |value| value.as_str().map(str::to_owned))
}

fn whole<T: ArrowPrimitiveType>(values: &[Value]) -> Result<ArrayRef, String>
where
    T::Native: TryFrom<i128>,
{
    let read = |value: &Value| T::Native::try_from(integer(value)?).ok();
    Ok(Arc::new(each(values, read)?.into_iter().collect::<PrimitiveArray<T>>()))
}

/// A whole number, as text where it is beyond 2^53.
pub(super) fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// A number, as text where JSON has no word for it.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        other => other.as_f64(),
    }
}

//! Results against expectations, on bits.

use super::column::{integer, number};
use super::time;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, TimeUnit};
use keliu::{Error, Flags};
use serde_json::{Map, Value};

/// What differs between a table and what is expected of it, one line each; nothing where all is as expected.
pub fn differences(
    found: &RecordBatch,
    expected: &Map<String, Value>,
    tolerance: f64,
) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, expected) in expected {
        let Some(column) = found.column_by_name(name) else {
            differences.push(format!("column `{name}` is absent"));
            continue;
        };
        match of_column(column, expected, tolerance) {
            Ok(lines) => differences.extend(lines.iter().map(|line| format!("{name}{line}"))),
            Err(cause) => differences.push(format!("{name}: {cause}")),
        }
    }
    differences
}

/// What differs between an error and what is expected of it.
pub fn error_differences(found: &Error, code: &str, message: Option<&str>) -> Vec<String> {
    let text = found.to_string();
    if found.code() != code {
        return vec![format!("{} ({text}), expected {code}", found.code())];
    }
    match message.filter(|message| !text.contains(message)) {
        Some(message) => vec![format!("the message is `{text}`, expected to contain `{message}`")],
        None => Vec::new(),
    }
}

/// One row of a result in a form that can be compared and shown.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Null,
    Text(String),
    Whole(i128),
    /// The bits decide, so that 0 and -0 differ.
    Number(u64),
    Truth(bool),
    Unreadable,
}

fn of_column(column: &ArrayRef, expected: &Value, tolerance: f64) -> Result<Vec<String>, String> {
    let [Value::String(kind), Value::Array(values)] =
        expected.as_array().map(Vec::as_slice).unwrap_or_default()
    else {
        return Err("expected [kind, list of values]".to_owned());
    };
    let found = cells(column, kind)?;
    let wanted: Vec<Cell> = values.iter().map(|value| cell(kind, value)).collect();
    if found.len() != wanted.len() {
        return Ok(vec![format!(": {} rows, expected {}", found.len(), wanted.len())]);
    }
    let differ = found
        .iter()
        .zip(&wanted)
        .enumerate()
        .filter(|(_, (found, wanted))| !found.is_within(wanted, tolerance));
    Ok(differ
        .map(|(row, (found, wanted))| {
            format!("[{row}] is {}, expected {}", found.show(), wanted.show())
        })
        .collect())
}

fn cell(kind: &str, value: &Value) -> Cell {
    if value.is_null() {
        return Cell::Null;
    }
    let read = match kind {
        "text" => value.as_str().map(|text| Cell::Text(text.to_owned())),
        "whole" => integer(value).map(Cell::Whole),
        "number" => number(value).map(|number| Cell::Number(number.to_bits())),
        "truth" => value.as_bool().map(Cell::Truth),
        "date" => time::days(value).map(|days| Cell::Whole(i128::from(days))),
        "time" => time::ticks(value, 1_000_000).map(|us| Cell::Whole(i128::from(us))),
        "flags" => flags(value).map(|bits| Cell::Whole(i128::from(bits))),
        _ => None,
    };
    read.unwrap_or(Cell::Unreadable)
}

fn flags(value: &Value) -> Option<u32> {
    let Value::Array(names) = value else { return u32::try_from(value.as_u64()?).ok() };
    names.iter().try_fold(0, |bits, name| {
        let flag = Flags::ALL.iter().find(|flag| Some(flag.name) == name.as_str())?;
        Some(bits | flag.bit)
    })
}

fn cells(column: &ArrayRef, kind: &str) -> Result<Vec<Cell>, String> {
    let rows = |read: &dyn Fn(usize) -> Cell| -> Vec<Cell> {
        (0..column.len())
            .map(|row| if column.is_null(row) { Cell::Null } else { read(row) })
            .collect()
    };
    let wrong = || format!("has type {}, which is not of kind {kind}", column.data_type());
    let whole = |value: i128| Cell::Whole(value);
    Ok(match (kind, column.data_type()) {
        ("text", DataType::Dictionary(_, _)) => {
            let labels = column.as_dictionary::<Int32Type>();
            let names: &StringArray = labels.values().as_string();
            rows(&|row| Cell::Text(labels.key(row).map_or("", |key| names.value(key)).to_owned()))
        }
        ("text", DataType::Utf8) => {
            let texts = column.as_string::<i32>();
            rows(&|row| Cell::Text(texts.value(row).to_owned()))
        }
        ("number", DataType::Float64) => {
            let numbers = column.as_primitive::<Float64Type>();
            rows(&|row| Cell::Number(numbers.value(row).to_bits()))
        }
        ("whole", DataType::Int64) => {
            let numbers = column.as_primitive::<Int64Type>();
            rows(&|row| whole(numbers.value(row).into()))
        }
        ("whole", DataType::UInt64) => {
            let numbers = column.as_primitive::<UInt64Type>();
            rows(&|row| whole(numbers.value(row).into()))
        }
        ("flags", DataType::UInt32) => {
            let numbers = column.as_primitive::<UInt32Type>();
            rows(&|row| whole(numbers.value(row).into()))
        }
        ("date", DataType::Date32) => {
            let days = column.as_primitive::<Date32Type>();
            rows(&|row| whole(days.value(row).into()))
        }
        ("time", DataType::Timestamp(TimeUnit::Microsecond, Some(zone))) if &**zone == "UTC" => {
            let times = column.as_primitive::<TimestampMicrosecondType>();
            rows(&|row| whole(times.value(row).into()))
        }
        ("truth", DataType::Boolean) => {
            let truths = column.as_boolean();
            rows(&|row| Cell::Truth(truths.value(row)))
        }
        _ => return Err(wrong()),
    })
}

impl Cell {
    fn is_within(&self, wanted: &Self, tolerance: f64) -> bool {
        match (self, wanted) {
            (Self::Number(found), Self::Number(wanted)) if tolerance > 0.0 => {
                let (found, wanted) = (f64::from_bits(*found), f64::from_bits(*wanted));
                (found - wanted).abs() <= tolerance * wanted.abs().max(1.0)
            }
            _ => self == wanted,
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Whole(value) => value.to_string(),
            Self::Number(bits) => format!("{:?} (bits {bits:016x})", f64::from_bits(*bits)),
            Self::Truth(value) => value.to_string(),
            Self::Unreadable => "a value that does not fit its kind".to_owned(),
        }
    }
}

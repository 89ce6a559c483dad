//! Rewriting the expectations that are frozen output of this library, and only those.

use super::case::{Case, Expect};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::fs;

/// Writes the columns that the case lists as they were found.
///
/// # Errors
/// For a case whose truth comes from elsewhere: output may never overwrite it.
pub fn bless(case: &Case, found: &[(String, RecordBatch)]) -> Result<(), String> {
    if case.origin != "keliu" {
        return Err(format!("{}: the truth is {}, not ours to rewrite", case.name, case.origin));
    }
    let Expect::Columns(columns) = &case.expect else {
        return Err(format!("{}: an expected error cannot be rewritten", case.name));
    };
    let (_, main) = found.first().ok_or_else(|| format!("{}: it gave no table", case.name))?;
    let blessed = renewed(main, columns).map_err(|cause| format!("{}: {cause}", case.name))?;
    let mut others = Map::new();
    for (table, columns) in &case.expect_tables {
        let given = found.iter().find(|(name, _)| name == table).map(|(_, batch)| batch);
        let (Some(batch), Value::Object(columns)) = (given, columns) else {
            return Err(format!("{}: table `{table}` is absent", case.name));
        };
        let columns = renewed(batch, columns).map_err(|cause| format!("{}: {cause}", case.name))?;
        others.insert(table.clone(), Value::Object(columns));
    }
    let text = fs::read_to_string(&case.path).map_err(|cause| cause.to_string())?;
    let mut fields: Map<String, Value> =
        serde_json::from_str(&text).map_err(|cause| cause.to_string())?;
    fields.insert("expect".to_owned(), Value::Object(blessed));
    if !others.is_empty() {
        fields.insert("expect_tables".to_owned(), Value::Object(others));
    }
    fs::write(&case.path, render(&fields)).map_err(|cause| cause.to_string())
}

/// The columns that were promised, as they were found.
fn renewed(
    found: &RecordBatch,
    columns: &Map<String, Value>,
) -> Result<Map<String, Value>, String> {
    let one = |(name, before): (&String, &Value)| {
        let column =
            found.column_by_name(name).ok_or_else(|| format!("column `{name}` is absent"))?;
        let values: Vec<Value> = (0..column.len()).map(|row| value(column, row)).collect();
        Ok((name.clone(), json!([before[0], values])))
    };
    columns.iter().map(one).collect()
}

fn value(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Dictionary(_, _) => {
            let labels = column.as_dictionary::<Int32Type>();
            let key = labels.key(row).unwrap_or_default();
            json!(labels.values().as_string::<i32>().value(key))
        }
        DataType::Float64 => json!(column.as_primitive::<Float64Type>().value(row)),
        DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(row)),
        DataType::UInt64 => json!(column.as_primitive::<UInt64Type>().value(row)),
        DataType::UInt32 => json!(column.as_primitive::<UInt32Type>().value(row)),
        DataType::Date32 => json!(column.as_primitive::<Date32Type>().value(row)),
        DataType::Timestamp(_, _) => {
            json!(column.as_primitive::<TimestampMicrosecondType>().value(row))
        }
        DataType::Boolean => json!(column.as_boolean().value(row)),
        other => json!(format!("a column of type {other} has no golden form")),
    }
}

/// The file with one column a line.
fn render(fields: &Map<String, Value>) -> String {
    const ORDER: [&str; 7] =
        ["operation", "note", "origin", "options", "tables", "expect", "expect_tables"];
    let mut text = String::from("{\n");
    for (at, key) in ORDER.iter().filter(|key| fields.contains_key(**key)).enumerate() {
        let before = if at == 0 { "" } else { ",\n" };
        let field = &fields[*key];
        let shown = match (*key, field) {
            ("tables" | "expect_tables", Value::Object(tables)) => {
                let one = |(name, columns): (&String, &Value)| {
                    let columns = columns.as_object().map_or(String::new(), |it| lines(it, 6));
                    format!("    {}: {{\n{columns}\n    }}", json!(name))
                };
                format!("{{\n{}\n  }}", tables.iter().map(one).collect::<Vec<_>>().join(",\n"))
            }
            ("expect", Value::Object(columns)) => format!("{{\n{}\n  }}", lines(columns, 4)),
            _ => field.to_string(),
        };
        // Writing to a String cannot fail.
        let _ = write!(text, "{before}  {}: {shown}", json!(key));
    }
    text.push_str("\n}\n");
    text
}

fn lines(columns: &Map<String, Value>, indent: usize) -> String {
    let line =
        |(name, values): (&String, &Value)| format!("{:indent$}{}: {values}", "", json!(name));
    columns.iter().map(line).collect::<Vec<_>>().join(",\n")
}

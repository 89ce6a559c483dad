//! Results as files: Parquet for programs, CSV for Excel.

use crate::words::Words;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Field};
use chrono::DateTime;
use keliu::Flags;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a table as Parquet.
pub(crate) fn parquet(path: &Path, table: &RecordBatch) -> Result<(), Box<dyn Error>> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(File::create(path)?, table.schema(), Some(properties))?;
    writer.write(table)?;
    writer.close()?;
    Ok(())
}

/// Writes a table so that Excel opens it by a double click: a byte order mark says that it is UTF-8, lines
/// end as on Windows, and no cell can be taken for a formula.
pub(crate) fn csv(path: &Path, table: &RecordBatch, words: &Words) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    let schema = table.schema();
    writer.write_record(schema.fields().iter().map(|field| words.heading(field)))?;
    for row in 0..table.num_rows() {
        let cells = schema.fields().iter().zip(table.columns());
        writer.write_record(cells.map(|(field, column)| cell(field, column, row, words)))?;
    }
    writer.flush()?;
    Ok(())
}

fn cell(field: &Field, column: &dyn Array, row: usize, words: &Words) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Dictionary(..) => {
            let text = label(column, row);
            match field.name().as_str() {
                // Excel takes "2024-09-28 06:00" for a time; the offset stands in the UTC column.
                "local_start" => text[..16].replace('T', " "),
                "verdict" => words.word(text),
                _ => no_formula(text),
            }
        }
        DataType::Timestamp(..) => {
            let instant = column.as_primitive::<TimestampMicrosecondType>().value(row);
            DateTime::from_timestamp_micros(instant)
                .map_or_else(String::new, |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
        }
        DataType::Date32 => {
            let days = i64::from(column.as_primitive::<Date32Type>().value(row));
            DateTime::from_timestamp(days * 86_400, 0)
                .map_or_else(String::new, |time| time.format("%Y-%m-%d").to_string())
        }
        DataType::UInt32 => {
            words.flags(Flags(column.as_primitive::<UInt32Type>().value(row))).join(" ")
        }
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        _ => {
            let number = column.as_primitive::<Float64Type>().value(row);
            let persons = field.metadata().get("unit").is_some_and(|unit| unit == "persons");
            if persons { format!("{number:.1}") } else { format!("{number:.4}") }
        }
    }
}

fn label(column: &dyn Array, row: usize) -> &str {
    let dictionary = column.as_dictionary::<Int32Type>();
    let key = dictionary.keys().value(row) as usize;
    dictionary.values().as_string::<i32>().value(key)
}

/// A name from outside that starts like a formula would be run by the one who opens the file.
fn no_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

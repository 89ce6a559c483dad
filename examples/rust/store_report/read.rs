//! The file as it came: one row per hour, one column per sensor.

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use chrono::{Days, NaiveDate};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

const HOUR_US: i64 = 3_600_000_000;

/// Hours before this one belong to the calendar day after the date of their row.
const DAY_STARTS: i64 = 6;

/// Reads a wide file into the table `counts`: one row per sensor and hour, on the wall clock.
pub(crate) fn wide_csv(path: &Path) -> Result<RecordBatch, Box<dyn Error>> {
    let mut file =
        csv::Reader::from_path(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    let names: Vec<String> = file.headers()?.iter().skip(2).map(str::to_owned).collect();
    let (mut sensor, mut start, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for row in file.records() {
        let row = row?;
        let wall_us = wall_us(&row[0], &row[1])?;
        for (name, value) in names.iter().zip(row.iter().skip(2)) {
            sensor.push(name.as_str());
            start.push(wall_us);
            entries.push(count(value)?);
        }
    }
    let end: Vec<i64> = start.iter().map(|start| start + HOUR_US).collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("sensor", Arc::new(StringArray::from(sensor))),
        ("start", Arc::new(TimestampMicrosecondArray::from(start))),
        ("end", Arc::new(TimestampMicrosecondArray::from(end))),
        ("entries", Arc::new(Int64Array::from(entries))),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}

/// "2024-09-28" and "6:00-6:59" as microseconds on the wall clock.
fn wall_us(date: &str, hour: &str) -> Result<i64, Box<dyn Error>> {
    let hour: i64 = hour.split(':').next().unwrap_or_default().parse()?;
    let mut day: NaiveDate = date.parse()?;
    if hour < DAY_STARTS {
        day = day.checked_add_days(Days::new(1)).ok_or("the calendar ends here")?;
    }
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros();
    Ok(midnight + hour * HOUR_US)
}

/// "89.0" is 89 persons; nothing is no record, which is not the same as 0.
fn count(value: &str) -> Result<Option<i64>, Box<dyn Error>> {
    if value.is_empty() {
        return Ok(None);
    }
    let whole = value.strip_suffix(".0").unwrap_or(value);
    Ok(Some(whole.parse()?))
}

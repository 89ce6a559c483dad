//! Seeded tables for benches: a year of counts with rhythm, repetitions, holes and dead stretches.

mod walks;

pub use walks::{Walks, walks};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{
    ArrayRef, DictionaryArray, Int64Array, PrimitiveArray, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use keliu_simulator::Random;
use std::sync::Arc;

/// What is counted, and how finely.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Sensors.
    pub sensors: usize,
    /// Days from 2025-01-01.
    pub days: usize,
    /// Length of a bin in seconds.
    pub interval_s: i64,
}

/// 2025-01-01T00:00:00Z in microseconds.
const START_US: i64 = 1_735_689_600_000_000;

/// Persons per hour of the day, in tenths: closed at night, a lunch and an evening peak.
const RHYTHM: [f64; 24] = [
    0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1.5, 3.0, 5.0, 6.0, 7.0, 9.0, 12.0, 11.0, 8.0, 8.0, 9.0, 12.0,
    13.0, 10.0, 7.0, 4.0, 2.0, 0.8,
];

/// Counts of a size: 1 row in 200 is repeated, 1 in 200 is missing, and each sensor is dead for two days.
///
/// # Errors
/// Those of arrow, which columns of one length do not cause.
pub fn counts(size: Size) -> Result<RecordBatch, ArrowError> {
    counts_from(0, size)
}

/// As [`counts`], with the doors numbered from `first` on: one site of many.
///
/// # Errors
/// Those of arrow, which columns of one length do not cause.
pub fn counts_from(first: usize, size: Size) -> Result<RecordBatch, ArrowError> {
    let per_day = usize::try_from(86_400 / size.interval_s).unwrap_or(1);
    let bins = size.days * per_day;
    let rows = size.sensors * bins;
    let mut sensor: Vec<i32> = Vec::with_capacity(rows);
    let mut start: Vec<i64> = Vec::with_capacity(rows);
    let mut entries: Vec<i64> = Vec::with_capacity(rows);
    let mut exits: Vec<i64> = Vec::with_capacity(rows);
    let weather = Random::new(1);
    for door in 0..size.sensors {
        let random = Random::new(2).stream((first + door) as u64);
        let scale = 20.0 + 60.0 * random.uniform(u64::MAX);
        let dead = usize::try_from(random.below(u64::MAX - 1, bins as u64)).unwrap_or(0);
        for bin in 0..bins {
            let (day, hour) = (bin / per_day, bin % per_day * 24 / per_day);
            let level = 0.8 + 0.4 * weather.uniform(day as u64);
            let mean = scale * level * RHYTHM[hour] * (if day % 7 >= 5 { 1.3 } else { 1.0 }) / 10.0
                * (size.interval_s as f64 / 3600.0);
            let [a, b, fate] = [0, 1, 2].map(|k| random.uniform(3 * bin as u64 + k));
            let off = (dead..dead + 2 * per_day).contains(&bin);
            let noisy = |u: f64| if off { 0 } else { (mean * (0.6 + 0.8 * u) + u) as i64 };
            let times = if fate < 0.005 { 0 } else { 1 + usize::from(fate > 0.995) };
            for _ in 0..times {
                sensor.push(i32::try_from(door).unwrap_or(0));
                start.push(START_US + bin as i64 * size.interval_s * 1_000_000);
                entries.push(noisy(a));
                exits.push(noisy(b));
            }
        }
    }
    let names = StringArray::from_iter_values(
        (first..first + size.sensors).map(|door| format!("door-{door:05}")),
    );
    let end: Vec<i64> = start.iter().map(|start| start + size.interval_s * 1_000_000).collect();
    let time = |us: Vec<i64>| {
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC")) as ArrayRef
    };
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "sensor",
            Arc::new(DictionaryArray::new(
                PrimitiveArray::<Int32Type>::from(sensor),
                Arc::new(names),
            )),
        ),
        ("start", time(start)),
        ("end", time(end)),
        ("entries", Arc::new(Int64Array::from(entries))),
        ("exits", Arc::new(Int64Array::from(exits))),
    ];
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, DataType::clone(array.data_type()), false))
        .collect();
    RecordBatch::try_new(
        Arc::new(Schema::new(fields)),
        columns.into_iter().map(|(_, array)| array).collect(),
    )
}

/// Peak resident memory of this process in MiB.
///
/// # Errors
/// Where the system does not tell it as Linux does.
pub fn peak_mib() -> Result<f64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .ok_or("no VmHWM in /proc/self/status")?;
    let kib: f64 = line.split_whitespace().nth(1).ok_or("no number in VmHWM")?.parse()?;
    Ok(kib / 1024.0)
}

/// Registers of six digits that show the counts of a size added up: they wrap, 1 reading in 5,000 belongs to
/// another counter, and 1 in 5,000 finds the register started again at 0.
///
/// # Errors
/// Those of arrow, which columns of one length do not cause.
pub fn readings(size: Size) -> Result<RecordBatch, ArrowError> {
    let counts = counts(size)?;
    let fate = Random::new(3);
    let sensors = counts.column(0).as_dictionary::<Int32Type>();
    let mut shown = vec![[900_000_i64; 2]; size.sensors];
    let mut totals = [Vec::new(), Vec::new()];
    let [entries, exits] = [3, 4].map(|column| counts.column(column).as_primitive::<Int64Type>());
    for row in 0..counts.num_rows() {
        let sensor = sensors.key(row).unwrap_or_default();
        let registers = &mut shown[sensor];
        let drawn = fate.uniform(row as u64);
        for (register, count) in registers.iter_mut().zip([entries.value(row), exits.value(row)]) {
            *register = if drawn < 0.0002 { 0 } else { (*register + count) % 1_000_000 };
        }
        for (totals, register) in totals.iter_mut().zip(*registers) {
            totals.push(if drawn > 0.9998 { register + 5_000_000 } else { register });
        }
    }
    let [entries, exits] = totals.map(|totals| Arc::new(Int64Array::from(totals)) as ArrayRef);
    RecordBatch::try_from_iter([
        ("sensor", Arc::clone(counts.column(0))),
        ("time", Arc::clone(counts.column(2))),
        ("entries_total", entries),
        ("exits_total", exits),
    ])
}

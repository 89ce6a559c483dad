//! The number of persons inside: equality with another solver, nearness to a known truth, a real building, speed.

mod accuracy;
mod building;
mod solver;
mod speed;

use super::Bound;

pub(crate) fn run(folder: &str) -> Vec<Bound> {
    let mut bounds = solver::run();
    bounds.extend(accuracy::run());
    bounds.extend(building::run(folder));
    bounds.extend(speed::run());
    bounds
}

/// Bins of several doors as the operation takes them.
pub(super) struct Table {
    sensor: Vec<String>,
    start: Vec<i64>,
    end: Vec<i64>,
    entries: Vec<f64>,
    exits: Vec<f64>,
}

impl Table {
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self {
            sensor: Vec::with_capacity(rows),
            start: Vec::with_capacity(rows),
            end: Vec::with_capacity(rows),
            entries: Vec::with_capacity(rows),
            exits: Vec::with_capacity(rows),
        }
    }

    pub(super) fn push(
        &mut self,
        sensor: &str,
        (start, end): (i64, i64),
        [entries, exits]: [f64; 2],
    ) {
        self.sensor.push(sensor.to_owned());
        self.start.push(start);
        self.end.push(end);
        self.entries.push(entries);
        self.exits.push(exits);
    }

    pub(super) fn batch(self) -> arrow_array::RecordBatch {
        use arrow_array::{ArrayRef, Float64Array, StringArray, TimestampMicrosecondArray};
        use std::sync::Arc;
        let time = |us: Vec<i64>| -> ArrayRef {
            Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
        };
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("sensor", Arc::new(StringArray::from(self.sensor))),
            ("start", time(self.start)),
            ("end", time(self.end)),
            ("entries", Arc::new(Float64Array::from(self.entries))),
            ("exits", Arc::new(Float64Array::from(self.exits))),
        ];
        arrow_array::RecordBatch::try_from_iter(columns).expect("columns of one length")
    }
}

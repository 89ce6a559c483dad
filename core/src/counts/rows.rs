//! Rows of a table, sensor by sensor.

use crate::error::{Error, Result};

/// Row numbers grouped by sensor, in the order of rows within each.
#[derive(Debug)]
pub(crate) struct Pieces {
    rows: Vec<u32>,
    from: Vec<usize>,
}

impl Pieces {
    pub(crate) fn sensors(&self) -> usize {
        self.from.len() - 1
    }

    pub(crate) fn rows(&self, sensor: usize) -> &[u32] {
        &self.rows[self.from[sensor]..self.from[sensor + 1]]
    }
}

/// Refuses a table of more rows than row numbers of 32 bits reach.
///
/// # Errors
/// `KELIU_LIMIT_TABLE`.
pub(crate) fn check_rows(table: &str, rows: usize) -> Result<()> {
    let limit = u64::from(u32::MAX);
    if rows as u64 <= limit {
        return Ok(());
    }
    Err(Error::LimitTable { table: table.to_owned(), what: "rows", found: rows as u64, limit })
}

/// Counting sort by sensor: O(rows + sensors).
pub(crate) fn rows_by_sensor(codes: &[i32], sensors: usize) -> Pieces {
    let mut from = vec![0; sensors + 1];
    for &code in codes {
        from[code as usize + 1] += 1;
    }
    for sensor in 0..sensors {
        from[sensor + 1] += from[sensor];
    }
    let mut next = from.clone();
    let mut rows = vec![0; codes.len()];
    for (row, &code) in codes.iter().enumerate() {
        rows[next[code as usize]] = row as u32;
        next[code as usize] += 1;
    }
    Pieces { rows, from }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;

//! Rows of a table, sensor by sensor.

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

/// Counting sort by sensor: O(rows + sensors).
pub(crate) fn rows_by_sensor(codes: &[i32], sensors: usize) -> Pieces {
    let mut from = vec![0; sensors + 1];
    codes.iter().for_each(|&code| from[code as usize + 1] += 1);
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

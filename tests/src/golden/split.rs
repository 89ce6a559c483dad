//! Ways to cut the rows of a table into parts.

use arrow_array::RecordBatch;

/// Cuts of a table into consecutive parts, some of them empty.
pub fn splits(batch: &RecordBatch) -> Vec<Vec<RecordBatch>> {
    let rows = batch.num_rows();
    let half = rows / 2;
    let mut cuts = vec![
        vec![rows],
        vec![0, rows],
        vec![rows, 0],
        vec![half, rows - half],
        vec![0, half, 0, rows - half, 0],
        vec![rows / 3, rows / 3, rows - 2 * (rows / 3)],
    ];
    if rows <= 48 {
        cuts.push(vec![1; rows.max(1)]);
    }
    cuts.dedup();
    let slices = |lengths: Vec<usize>| {
        let mut from = 0;
        let slice = |length: usize| {
            let length = length.min(rows - from);
            let part = batch.slice(from, length);
            from += length;
            part
        };
        lengths.into_iter().map(slice).collect()
    };
    cuts.into_iter().map(slices).collect()
}

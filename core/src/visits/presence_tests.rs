use super::presence;
use crate::table::{FromBatch, Visits};
use arrow_array::{
    ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray, UInt64Array,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

const SECOND: i64 = 1_000_000;

/// Track, entry and length in seconds, and the share of the length that was spent inside, in quarters.
type Row = (u64, i64, i64, i64);

fn batch(rows: &[Row]) -> RecordBatch {
    let times = |of: &dyn Fn(&Row) -> i64| -> ArrayRef {
        let us: Vec<i64> = rows.iter().map(|row| of(row) * SECOND).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let dwell: Vec<f64> = rows.iter().map(|row| row.2 as f64 * row.3 as f64 / 4.0).collect();
    let track: Vec<u64> = rows.iter().map(|row| row.0).collect();
    let columns: [(&str, ArrayRef); 5] = [
        ("track", Arc::new(UInt64Array::from(track))),
        ("zone", Arc::new(StringArray::from(vec!["a"; rows.len()]))),
        ("enter", times(&|row| row.1)),
        ("exit", times(&|row| row.1 + row.2)),
        ("dwell_s", Arc::new(Float64Array::from(dwell))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let quarters = prop_oneof![Just(4_i64), 0..5_i64];
    prop::collection::vec((0..4_u64, 0..50_i64, 0..30_i64, quarters), 1..25)
}

proptest! {
    #[test]
    fn the_sweep_is_what_second_by_second_counting_finds(
        rows in rows(),
        lengths in prop::collection::vec(1..40_i64, 1..6),
    ) {
        let batch = batch(&rows);
        let visits = Visits::from_batch(&batch).unwrap();
        let mut cuts = vec![0];
        for length in lengths.iter().chain([&100]) {
            cuts.push(cuts[cuts.len() - 1] + length * SECOND);
        }
        let from = rows.iter().map(|row| row.1).min().unwrap_or(0);
        let to = rows.iter().map(|row| row.1 + row.2).max().unwrap_or(0);
        let places: Vec<u32> = (0..rows.len() as u32).collect();
        let tracks: Vec<u64> = rows.iter().map(|row| row.0).collect();
        let slots = presence(&visits, &tracks, &places, &cuts, (from * SECOND, to * SECOND));
        for (slot, bounds) in slots.iter().zip(cuts.windows(2)) {
            let (start, end) = (bounds[0] / SECOND, bounds[1] / SECOND);
            let inside: Vec<u64> = (start.max(from)..end.min(to))
                .map(|at| rows.iter().filter(|row| (row.1..row.1 + row.2).contains(&at)).count() as u64)
                .collect();
            prop_assert_eq!(slot.measured_us, inside.len() as i64 * SECOND);
            prop_assert_eq!(slot.max, inside.iter().copied().max().unwrap_or(0));
            let occupied = inside.iter().filter(|&&persons| persons > 0).count() as i64;
            prop_assert_eq!(slot.occupied_us, occupied * SECOND);
            // Equal seconds: the percentile is the one at the place that a share of them reaches.
            let mut sorted = inside.clone();
            sorted.sort_unstable();
            let at = |share: usize| sorted[(sorted.len() * share).div_ceil(100).max(1) - 1];
            let quantiles = (!sorted.is_empty()).then(|| [50, 90, 95].map(at));
            prop_assert_eq!(slot.quantiles, quantiles);
            let first = |row: &&Row| (start..end).contains(&row.1);
            let last = |row: &&Row| (start..end).contains(&(row.1 + row.2 - 1).max(row.1));
            prop_assert_eq!(slot.entries, rows.iter().filter(first).count() as u64);
            prop_assert_eq!(slot.exits, rows.iter().filter(last).count() as u64);
            let meets = |row: &&Row| row.1 < end && (row.1 + row.2).max(row.1 + 1) > start;
            let present: BTreeSet<u64> = rows.iter().filter(meets).map(|row| row.0).collect();
            prop_assert_eq!(slot.visitors, present.len() as u64);
            // Whole visits spend every second of theirs inside.
            if rows.iter().all(|row| row.3 == 4) {
                prop_assert_eq!(slot.person_us, i128::from(inside.iter().sum::<u64>()) * i128::from(SECOND));
            }
        }
        let dwell: i64 = rows.iter().map(|row| row.2 * row.3 * SECOND / 4).sum();
        prop_assert_eq!(slots.iter().map(|slot| slot.person_us).sum::<i128>(), i128::from(dwell));
    }
}

#[test]
fn an_interrupted_visit_is_spread_to_the_microsecond() {
    // 1 of 4 seconds inside, over slots of 1 s, 2 s and 1 s.
    let batch = batch(&[(1, 0, 4, 1)]);
    let visits = Visits::from_batch(&batch).unwrap();
    let cuts = [0, SECOND, 3 * SECOND, 4 * SECOND];
    let slots = presence(&visits, &[1], &[0], &cuts, (0, 4 * SECOND));
    let person_us: Vec<i128> = slots.iter().map(|slot| slot.person_us).collect();
    assert_eq!(person_us, [250_000, 500_000, 250_000]);
}

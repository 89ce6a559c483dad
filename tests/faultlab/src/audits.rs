//! Counting by hand beside the device, and what calibration makes of it.

use crate::case::{Bin, Case};
use crate::product::{TARGET, batch, bins_of, instants, run};
use crate::time::HOUR_US;
use arrow_array::{Array, Int64Array, RecordBatch, StringArray};
use keliu_simulator::Random;
use serde_json::json;
use std::sync::Arc;

/// Sessions of one hour each.
const SESSIONS: usize = 24;

/// Calibrated bins: somebody counts in 24 hours of more than median flow, at places that follow from the
/// truth alone.
pub(crate) fn calibrate(
    case: &Case,
    clean: &RecordBatch,
    bins: &[Bin],
) -> Result<Vec<Bin>, String> {
    let truth = &case.faulty.truth.entries;
    let mut sorted = truth.clone();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let random = Random::new(truth.iter().sum::<i64>() as u64).stream(950);
    let mut busy: Vec<usize> =
        (0..truth.len().min(bins.len())).filter(|bin| truth[*bin] > median).collect();
    busy.sort_by_key(|bin| random.bits(*bin as u64));
    busy.truncate(SESSIONS);
    busy.sort_unstable();
    let device = |bin: &usize| bins[*bin].entries.map(|count| count.round() as i64);
    let starts: Vec<i64> = busy.iter().map(|bin| bins[*bin].start_us).collect();
    let audits = batch(vec![
        ("sensor", Arc::new(StringArray::from(vec![TARGET; busy.len()]))),
        ("start", instants(starts.clone(), true)),
        ("end", instants(starts.iter().map(|start| start + HOUR_US).collect(), true)),
        (
            "manual_entries",
            Arc::new(busy.iter().map(|bin| Some(truth[*bin])).collect::<Int64Array>()),
        ),
        ("device_entries", Arc::new(busy.iter().map(device).collect::<Int64Array>())),
    ]);
    let factors = run("calibrate_sensors", vec![("audits", audits)], &json!({}))?;
    // The factor holds for the time before the first audit too: the device was the same.
    let names: Vec<_> = factors.schema_ref().fields().iter().map(|field| field.name()).collect();
    let kept: Vec<usize> = (0..names.len()).filter(|at| names[*at] != "from").collect();
    let factors = factors.project(&kept).map_err(|error| error.to_string())?;
    let tables = vec![("clean_counts", clean.clone()), ("calibration_factors", factors)];
    let calibrated = run("apply_calibration", tables, &json!({}))?;
    debug_assert_eq!(calibrated.num_rows(), clean.column(0).len(), "one row per bin");
    bins_of(&calibrated)
}

//! Random counts, and the machinery that the laws share.

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use keliu::bridge::{Case, Output, call, finish, ipc, merge, partial};
use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    CountBins, CountTotals, CountTotalsOptions, Counts, GridOptions, RegularCounts,
    RegularCountsOptions, Watch, count_totals, regular_counts,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const HOUR_US: i64 = 3_600_000_000;
pub(crate) const WEEK_US: i64 = 168 * HOUR_US;

/// Tries a law on the same cases in every run: a failure can be repeated, and a pass means the same everywhere.
pub(crate) fn check<S: Strategy>(strategy: S, law: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let cases = std::env::var("KELIU_PROPERTY_CASES").ok().and_then(|text| text.parse().ok());
    let config =
        Config { cases: cases.unwrap_or(256), failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    if let Err(failure) = TestRunner::new_with_rng(config, rng).run(&strategy, law) {
        panic!("{failure}");
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) sensor: usize,
    pub(crate) start_us: i64,
    pub(crate) end_us: i64,
    pub(crate) entries: Option<i64>,
    pub(crate) exits: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows(pub(crate) Vec<Record>);

/// The columns of rows, owned so that a view can borrow them.
#[derive(Debug)]
pub(crate) struct Columns {
    sensor: Vec<String>,
    start: Vec<i64>,
    end: Vec<i64>,
    entries: Vec<Option<i64>>,
    exits: Vec<Option<i64>>,
}

impl Columns {
    pub(crate) fn view(&self) -> Counts<'_> {
        let names: Vec<&str> = self.sensor.iter().map(String::as_str).collect();
        Counts::new(&names, &self.start, &self.end, &self.entries, &self.exits)
            .expect("random rows are within the rules")
    }
}

impl Rows {
    pub(crate) fn counts(&self) -> Columns {
        Columns {
            sensor: self.0.iter().map(|row| row.sensor.to_string()).collect(),
            start: self.0.iter().map(|row| row.start_us).collect(),
            end: self.0.iter().map(|row| row.end_us).collect(),
            entries: self.0.iter().map(|row| row.entries).collect(),
            exits: self.0.iter().map(|row| row.exits).collect(),
        }
    }

    pub(crate) fn batch(&self) -> RecordBatch {
        let Columns { sensor, start, end, entries, exits } = self.counts();
        let times = |us: Vec<i64>| -> ArrayRef {
            Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
        };
        let columns: [(&str, ArrayRef); 5] = [
            ("sensor", Arc::new(StringArray::from(sensor))),
            ("start", times(start)),
            ("end", times(end)),
            ("entries", Arc::new(Int64Array::from(entries))),
            ("exits", Arc::new(Int64Array::from(exits))),
        ];
        RecordBatch::try_from_iter(columns).expect("columns of one length")
    }

    pub(crate) fn shifted(&self, by_us: i64) -> Self {
        let shift = |row: &Record| Record {
            start_us: row.start_us + by_us,
            end_us: row.end_us + by_us,
            ..row.clone()
        };
        Self(self.0.iter().map(shift).collect())
    }

    /// What bins say, as records.
    pub(crate) fn of_bins(bins: &RegularCounts) -> Self {
        let record = |bin: usize| Record {
            sensor: bins.sensor.name(bin).parse().expect("sensors are numbered"),
            start_us: bins.start.0[bin],
            end_us: bins.end.0[bin],
            entries: bins.entries.at(bin),
            exits: bins.exits.at(bin),
        };
        Self((0..bins.coverage.len()).map(record).collect())
    }
}

/// Disjoint records of up to `sensors` sensors, shorter and longer than any bin, with holes and nulls.
pub(crate) fn records(sensors: usize) -> impl Strategy<Value = Rows> {
    let length = prop_oneof![3 => 1_i64..4_000, 1 => 4_000_i64..200_000];
    let count = || prop_oneof![1 => Just(None), 4 => (0_i64..400).prop_map(Some)];
    let one = (0_i64..20_000, length, count(), count());
    let door = (0_i64..WEEK_US / 1_000_000, prop::collection::vec(one, 0..14));
    prop::collection::vec(door, 1..=sensors).prop_map(|sensors| {
        let mut rows = Vec::new();
        for (sensor, (first_s, records)) in sensors.into_iter().enumerate() {
            let mut at_s = first_s;
            for (gap_s, length_s, entries, exits) in records {
                let from_s = at_s + gap_s;
                at_s = from_s + length_s;
                let (start_us, end_us) = (from_s * 1_000_000, at_s * 1_000_000);
                rows.push(Record { sensor, start_us, end_us, entries, exits });
            }
        }
        Rows(rows)
    })
}

pub(crate) fn swapped(rows: &Rows) -> Rows {
    let swap = |row: &Record| Record { entries: row.exits, exits: row.entries, ..row.clone() };
    Rows(rows.0.iter().map(swap).collect())
}

pub(crate) fn lay(rows: &Rows, grid: &GridOptions) -> RegularCounts {
    let options = RegularCountsOptions { grid: grid.clone() };
    regular_counts(&rows.counts().view(), &options).expect("random rows are within the rules")
}

pub(crate) fn totals(bins: &RegularCounts, zone: &str, period: &str, group: &str) -> CountTotals {
    let batch = bins.clone().into_batch().expect("columns of one length");
    let bins = CountBins::from_batch(&batch).expect("bins are read as they are written");
    let options = json!({"period": period, "group": group, "time_zone": zone});
    let options: CountTotalsOptions = serde_json::from_value(options).expect("these words exist");
    count_totals(&bins, &options).expect("quarters of hours lie inside every period")
}

/// Options of each operation that can be computed in parts.
pub(crate) fn fold_options() -> impl Strategy<Value = (&'static str, Value)> {
    let duplicates = prop::sample::select(vec!["last", "first", "max", "sum"]);
    let interval = prop::option::of(prop::sample::select(vec![900, 3600, 86_400]));
    let regular = (duplicates, interval, any::<bool>()).prop_map(|(duplicates, interval_s, even)| {
        let spread = if even { "even" } else { "profile" };
        let options = json!({"duplicates": duplicates, "interval_s": interval_s.unwrap_or(1800), "spread": spread, "overlaps": "trim"});
        ("regular_counts", options)
    });
    let zone = prop::sample::select(vec!["UTC", "Pacific/Auckland", "+05:45"]);
    let periods = prop::sample::select(vec!["day", "week", "month", "hour_of_week"]);
    let totals = (zone.clone(), periods, any::<bool>()).prop_map(|(time_zone, period, all)| {
        let group = if all { "all" } else { "sensor" };
        ("count_totals", json!({"time_zone": time_zone, "period": period, "group": group}))
    });
    let quality = (zone, 0.0..=1.0).prop_map(|(time_zone, completeness)| {
        ("count_quality", json!({"time_zone": time_zone, "completeness": completeness}))
    });
    prop_oneof![2 => regular, 1 => totals, 1 => quality]
}

/// Cuts the rows, computes the parts, merges them in a random tree and finishes.
pub(crate) fn parts_equal_call(
    rows: &Rows,
    cuts: &[prop::sample::Index],
    tree: u64,
    (operation, options): &(&'static str, Value),
) -> Result<(), TestCaseError> {
    let (table, batch) = if *operation == "regular_counts" {
        // Rows twice over, the second time with other counts: duplicates whose order matters.
        let later = rows.0.iter().map(|row| Record { entries: row.exits, ..row.clone() });
        ("counts", Rows(rows.0.iter().cloned().chain(later).collect()).batch())
    } else {
        let zone = options["time_zone"].as_str().map(str::to_owned);
        let grid = GridOptions { interval_s: Some(900), time_zone: zone, ..GridOptions::default() };
        ("clean_counts", lay(rows, &grid).into_batch().expect("columns of one length"))
    };
    let watch = Watch::none();
    let given = |part: RecordBatch| [(table.to_owned(), part)];
    let whole = call(operation, &given(batch.clone()), options, Case::Snake, &watch);
    let mut edges: Vec<usize> = cuts.iter().map(|cut| cut.index(batch.num_rows() + 1)).collect();
    edges.extend([0, batch.num_rows()]);
    edges.sort_unstable();
    let mut states = Vec::new();
    for edge in edges.windows(2) {
        let part = given(batch.slice(edge[0], edge[1] - edge[0]));
        states.push(partial(operation, &part, options, Case::Snake, &watch)?);
    }
    // Neighbors are merged in an order that the number decides; the order of rows stays.
    let mut choice = tree;
    while states.len() > 1 {
        let left = (choice % (states.len() as u64 - 1)) as usize;
        choice = choice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1) >> 1;
        let merged = merge(operation, &[&states[left], &states[left + 1]])?;
        states.splice(left..=left + 1, [merged]);
    }
    let parts = finish(operation, &states[0], &watch);
    let bytes = |output: &Output| match output {
        Output::Table(batch) => ipc::encode(batch),
        other => panic!("expected a table, found {other:?}"),
    };
    match (&whole, &parts) {
        (Ok(whole), Ok(parts)) => prop_assert!(bytes(whole)? == bytes(parts)?, "other bytes"),
        (whole, parts) => prop_assert_eq!(
            whole.as_ref().map_err(keliu::Error::code).err(),
            parts.as_ref().map_err(keliu::Error::code).err()
        ),
    }
    Ok(())
}

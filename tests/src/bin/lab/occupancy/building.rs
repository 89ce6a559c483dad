//! A real door without a known truth: the main door of the `CalIt2` building, 15 weeks of half hours.

#![expect(clippy::disallowed_methods, reason = "a figure for people")]

use super::{Bound, Table};
use keliu::table::FromBatch;
use keliu::{CountBins, OccupancyOptions, occupancy};
use std::path::Path;

const HALF_HOUR_US: i64 = 1_800_000_000;

pub(super) fn run(folder: &str) -> Vec<Bound> {
    let path = Path::new(folder).join("calit2").join("counts.csv");
    let text = std::fs::read_to_string(path).expect("the set is there");
    let mut table = Table::with_capacity(5040);
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let time = chrono::NaiveDateTime::parse_from_str(cells[0], "%Y-%m-%dT%H:%M:%S");
        let end = time.expect("the set writes ISO times").and_utc().timestamp_micros();
        let persons = [1, 2].map(|cell: usize| cells[cell].parse().expect("counts are numbers"));
        table.push("door", (end - HALF_HOUR_US, end), persons);
    }
    let batch = table.batch();
    let bins = CountBins::from_batch(&batch).expect("counts are valid");
    println!("\nCalIt2, one door, 15 weeks: reconciled with at most so many inside at 04:30");
    println!(
        "    cap   changed persons   median |ln factor| of a day   largest occupancy   at the end"
    );
    let mut bounds = Vec::new();
    for cap in [0, 2, 5, 10] {
        let options = OccupancyOptions { night_cap: Some(cap), ..OccupancyOptions::default() };
        let result = occupancy(&bins, None, None, None, &options).expect("it can be reconciled");
        let (rows, days) = (&result.occupancy, &result.occupancy_days);
        let raw = |column: &keliu::table::Nullable<f64>| column.iter().flatten().sum::<f64>();
        let counted = raw(&rows.entries_raw) + raw(&rows.exits_raw);
        let mut changed = 0.0;
        let mut row = 0;
        for day in 0..days.day.0.len() {
            let mut persons = 0.0;
            while row < rows.end.0.len()
                && rows.start.0[row].div_euclid(86_400_000_000) == i64::from(days.day.0[day])
            {
                persons += rows.entries_raw.at(row).unwrap_or(0.0);
                persons += rows.exits_raw.at(row).unwrap_or(0.0);
                row += 1;
            }
            changed += persons * days.changed_share.at(day).unwrap_or(0.0);
        }
        let mut factors: Vec<f64> =
            days.factor.iter().flatten().map(|one| one.ln().abs()).collect();
        factors.sort_by(f64::total_cmp);
        let share = 100.0 * changed / counted;
        println!(
            "{cap:>7}{share:>16.2} %{:>28.3}{:>23}{:>13}",
            factors[factors.len() / 2],
            rows.occupancy.iter().max().copied().unwrap_or(0),
            rows.occupancy.last().copied().unwrap_or(0),
        );
        if cap == 0 {
            let what = "CalIt2, changed persons in %".to_owned();
            bounds.push(Bound { what, figure: share, least: 3.0, most: 6.0 });
        }
    }
    bounds
}

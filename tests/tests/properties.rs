//! Laws that hold for all counts, tried on many: 256 by default, or `KELIU_PROPERTY_CASES`.

#![expect(clippy::panic, reason = "a test fails by a panic")]

mod laws;

use keliu::table::IntoBatch;
use keliu::{GridOptions, RegularCountsOptions, Spread, regular_counts};
use laws::{HOUR_US, Record, Rows, WEEK_US, check, fold_options, lay, records, swapped};
use proptest::prelude::*;

fn grid(interval_s: i64, spread: Spread) -> GridOptions {
    GridOptions { interval_s: Some(interval_s), spread, ..GridOptions::default() }
}

fn intervals() -> impl Strategy<Value = i64> {
    prop::sample::select(vec![900, 1800, 3600, 21_600, 86_400])
}

fn spreads() -> impl Strategy<Value = Spread> {
    prop::sample::select(vec![Spread::Even, Spread::Profile])
}

#[test]
fn persons_and_covered_time_are_conserved() {
    check((records(3), intervals(), spreads()), |(rows, interval_s, spread)| {
        let bins = lay(&rows, &grid(interval_s, spread));
        let total =
            |column: fn(&Record) -> Option<i64>| rows.0.iter().filter_map(column).sum::<i64>();
        prop_assert_eq!(bins.entries.iter().flatten().sum::<i64>(), total(|row| row.entries));
        prop_assert_eq!(bins.exits.iter().flatten().sum::<i64>(), total(|row| row.exits));
        prop_assert!(
            bins.entries.iter().chain(bins.exits.iter()).flatten().all(|count| count >= 0)
        );
        // Coverage is a share of a bin of less than 2^53 µs, so its time comes back exactly.
        let covered: i64 = (0..bins.coverage.len())
            .map(|bin| {
                (bins.coverage[bin] * (bins.end.0[bin] - bins.start.0[bin]) as f64).round() as i64
            })
            .sum();
        let seen = rows.0.iter().filter(|row| row.entries.is_some() || row.exits.is_some());
        prop_assert_eq!(covered, seen.map(|row| row.end_us - row.start_us).sum::<i64>());
        Ok(())
    });
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let shuffled = records(3)
        .prop_flat_map(|rows| (Just(rows.clone()), Just(rows.0).prop_shuffle().prop_map(Rows)));
    check((shuffled, intervals(), spreads()), |((rows, shuffled), interval_s, spread)| {
        let options = grid(interval_s, spread);
        let bytes = |rows: &Rows| lay(rows, &options).into_batch();
        prop_assert_eq!(bytes(&rows), bytes(&shuffled));
        Ok(())
    });
}

#[test]
fn fine_bins_added_up_are_the_coarse_bins() {
    let steps = prop::sample::select(vec![(300, 900), (900, 3600), (3600, 86_400), (1800, 21_600)]);
    check((records(2), steps), |(rows, (fine_s, coarse_s))| {
        let direct = lay(&rows, &grid(coarse_s, Spread::Even));
        let fine = lay(&rows, &grid(fine_s, Spread::Even));
        let refined = Rows::of_bins(&fine);
        let coarse = lay(&refined, &grid(coarse_s, Spread::Even));
        prop_assert_eq!(coarse.entries, direct.entries);
        prop_assert_eq!(coarse.exits, direct.exits);
        prop_assert_eq!(coarse.start, direct.start);
        Ok(())
    });
}

#[test]
fn every_run_of_bins_is_within_one_of_its_share() {
    let record = (0..WEEK_US / 1_000_000, 1..200_000_i64, 0..5_000_i64);
    check((record, intervals()), |((start_s, length_s, persons), interval_s)| {
        let (start_us, end_us) = (start_s * 1_000_000, (start_s + length_s) * 1_000_000);
        let entries = Some(persons);
        let rows = Rows(vec![Record { sensor: 0, start_us, end_us, entries, exits: None }]);
        let bins = lay(&rows, &grid(interval_s, Spread::Even));
        for from in 0..bins.coverage.len() {
            let mut counted = 0;
            for to in from..bins.coverage.len() {
                counted += bins.entries.at(to).unwrap_or(0);
                let held = bins.end.0[to].min(end_us) - bins.start.0[from].max(start_us);
                // counted - persons * held / length, times the length, in whole numbers.
                let length = i128::from(end_us - start_us);
                let off = i128::from(counted) * length - i128::from(persons) * i128::from(held);
                prop_assert!(off.abs() <= length, "bins {} to {} hold {}", from, to, counted);
            }
        }
        Ok(())
    });
}

#[test]
fn swapping_entries_and_exits_swaps_the_results() {
    check((records(3), intervals(), spreads()), |(rows, interval_s, spread)| {
        let there = lay(&rows, &grid(interval_s, spread));
        let back = lay(&swapped(&rows), &grid(interval_s, spread));
        prop_assert_eq!(&there.entries, &back.exits);
        prop_assert_eq!(&there.exits, &back.entries);
        prop_assert_eq!(&there.flags, &back.flags);
        prop_assert_eq!(&there.coverage, &back.coverage);
        Ok(())
    });
}

#[test]
fn whole_weeks_later_is_the_same_whole_weeks_later() {
    check(
        (records(2), intervals(), spreads(), -500_i64..500),
        |(rows, interval_s, spread, weeks)| {
            let shift = weeks * WEEK_US;
            let later = lay(&rows.shifted(shift), &grid(interval_s, spread));
            let now = lay(&rows, &grid(interval_s, spread));
            prop_assert_eq!(&now.entries, &later.entries);
            prop_assert_eq!(&now.exits, &later.exits);
            prop_assert_eq!(&now.flags, &later.flags);
            let moved: Vec<i64> = now.start.0.iter().map(|start| start + shift).collect();
            prop_assert_eq!(moved, later.start.0);
            Ok(())
        },
    );
}

#[test]
fn an_hour_that_nobody_recorded_is_null_and_never_zero() {
    check((records(3), intervals(), spreads()), |(rows, interval_s, spread)| {
        let bins = lay(&rows, &grid(interval_s, spread));
        for bin in 0..bins.coverage.len() {
            let sensor: usize = bins.sensor.name(bin).parse().expect("sensors are numbered");
            let touched = rows.0.iter().any(|row| {
                row.sensor == sensor
                    && row.entries.is_some()
                    && row.start_us < bins.end.0[bin]
                    && row.end_us > bins.start.0[bin]
            });
            prop_assert_eq!(bins.entries.at(bin).is_some(), touched);
        }
        Ok(())
    });
}

#[test]
fn periods_add_up_to_their_bins() {
    let zones =
        prop::sample::select(vec!["UTC", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"]);
    let periods = prop::sample::select(vec!["hour", "day", "week", "month", "hour_of_week"]);
    check((records(3), zones, periods), |(rows, zone, period)| {
        let options = GridOptions { time_zone: Some(zone.to_owned()), ..grid(900, Spread::Even) };
        let bins = lay(&rows, &options);
        let entries: i64 = bins.entries.iter().flatten().sum();
        let exits: i64 = bins.exits.iter().flatten().sum();
        for group in ["sensor", "all"] {
            let totals = laws::totals(&bins, zone, period, group);
            let added = |column: &keliu::table::Nullable<f64>| {
                column.iter().flatten().fold(0.0, |sum, value| sum + value)
            };
            prop_assert_eq!(added(&totals.entries).to_bits(), (entries as f64).to_bits());
            prop_assert_eq!(added(&totals.exits).to_bits(), (exits as f64).to_bits());
            prop_assert!(totals.coverage.iter().all(|share| (0.0..=1.0).contains(share)));
        }
        Ok(())
    });
}

#[test]
fn a_split_computed_in_parts_gives_the_bytes_of_the_call() {
    let parts =
        (records(3), prop::collection::vec(any::<prop::sample::Index>(), 0..6), any::<u64>());
    check((parts, fold_options()), |((rows, cuts, tree), options)| {
        laws::parts_equal_call(&rows, &cuts, tree, &options)
    });
}

#[test]
fn a_bin_of_a_week_of_hours_keeps_its_hour() {
    let rows = Rows(vec![Record {
        sensor: 0,
        start_us: 0,
        end_us: HOUR_US,
        entries: Some(1),
        exits: None,
    }]);
    let counts = rows.counts();
    let options = RegularCountsOptions { grid: grid(3600, Spread::Profile) };
    let bins = regular_counts(&counts.view(), &options).expect("one record is a grid");
    assert_eq!(bins.entries.iter().collect::<Vec<_>>(), [Some(1)]);
}

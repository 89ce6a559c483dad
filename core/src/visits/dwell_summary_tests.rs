use super::{DwellState, DwellSummaryOptions, dwell_summary};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::table::Visits;
use crate::visits::VisitPeriod;
use crate::watch::Watch;
use proptest::prelude::*;

const SECOND: i64 = 1_000_000;

/// Seeded visits: 3 zones, 7 tracks, 3 days, some of them cut.
type Row = (u64, usize, i64, i64, bool);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..7_u64, 0..3_usize, 0..259_200_i64, 0..5_000_000_i64, any::<bool>());
    prop::collection::vec(row, 0..60)
}

fn with_visits<T>(rows: &[Row], work: impl FnOnce(&Visits<'_>) -> T) -> T {
    let track: Vec<u64> = rows.iter().map(|row| row.0).collect();
    let zone: Vec<&str> = rows.iter().map(|row| ["till", "door", "shelf"][row.1]).collect();
    let enter: Vec<i64> = rows.iter().map(|row| row.2 * SECOND).collect();
    let exit: Vec<i64> = rows.iter().map(|row| row.2 * SECOND + row.3).collect();
    let seen: Vec<bool> = rows.iter().map(|row| row.4).collect();
    let visits = Visits::new(&track, &zone, &enter, &exit).unwrap();
    work(&visits.with_seen(&vec![true; rows.len()], &seen).unwrap())
}

fn periods() -> impl Strategy<Value = VisitPeriod> {
    use VisitPeriod::{All, Day, Hour, HourOfDay, HourOfWeek, Month, Week};
    prop::sample::select(vec![All, Hour, Day, Week, Month, HourOfDay, HourOfWeek])
}

fn options(period: VisitPeriod) -> DwellSummaryOptions {
    DwellSummaryOptions { period, ..DwellSummaryOptions::default() }
}

proptest! {
    #[test]
    fn person_seconds_and_visits_are_conserved(rows in rows(), period in periods()) {
        let result = with_visits(&rows, |visits| dwell_summary(visits, &options(period))).unwrap();
        let us: f64 = result.dwell_summary.person_s.iter().map(|s| (s * 1e6).round()).sum();
        prop_assert_eq!(us as i64, rows.iter().map(|row| row.3).sum::<i64>());
        prop_assert_eq!(result.dwell_summary.visits.iter().sum::<u64>(), rows.len() as u64);
        prop_assert_eq!(result.dwell_bins.visits.iter().sum::<u64>(), rows.len() as u64);
        let cut = rows.iter().filter(|row| !row.4).count() as u64;
        prop_assert_eq!(result.dwell_summary.cut.iter().sum::<u64>(), cut);
        prop_assert_eq!(result.dwell_bins.cut.iter().sum::<u64>(), cut);
    }

    #[test]
    fn any_split_in_any_order_gives_the_same_bytes(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        period in periods(),
        cuts in (0..60_usize, 0..60_usize),
    ) {
        let options = options(period);
        let state = |rows: &[Row]| with_visits(rows, |visits| {
            let mut state = DwellState::new(&options).unwrap();
            state.update(visits, &options, &Watch::none()).unwrap();
            state
        });
        let bytes = |state: &DwellState| {
            let mut out = Writer::default();
            state.write(&mut out);
            out.into_bytes()
        };
        let whole = state(&rows);
        let (a, b) = (cuts.0.min(rows.len()), cuts.1.min(rows.len()));
        let mut parts = state(&shuffled[a.max(b)..]);
        parts.merge(state(&shuffled[..a.min(b)])).unwrap();
        parts.merge(state(&shuffled[a.min(b)..a.max(b)])).unwrap();
        let written = bytes(&whole);
        prop_assert_eq!(&bytes(&parts), &written);
        let read = DwellState::read(&mut ByteReader::new(&written)).unwrap();
        prop_assert_eq!(
            read.finish(&options, &Watch::none()).unwrap(),
            whole.finish(&options, &Watch::none()).unwrap()
        );
    }

    #[test]
    fn shares_of_the_bins_add_up_to_one_where_nothing_is_unknown(rows in rows()) {
        let whole: Vec<Row> = rows.iter().map(|row| (row.0, 0, row.2, row.3, true)).collect();
        let result = with_visits(&whole, |visits| dwell_summary(visits, &options(VisitPeriod::All)));
        let bins = result.unwrap().dwell_bins;
        for (row, &visits) in bins.visits.iter().enumerate() {
            // Without cuts the curve is the plain share.
            let share = visits as f64 / rows.len() as f64;
            prop_assert!((bins.share.at(row).unwrap() - share).abs() < 1e-12);
        }
    }
}

#[test]
fn states_that_break_their_rules_are_refused() {
    let rows = [(1, 0, 10, 5_000, true), (2, 0, 20, 7_000, false)];
    let options = options(VisitPeriod::All);
    let mut state = DwellState::new(&options).unwrap();
    with_visits(&rows, |visits| state.update(visits, &options, &Watch::none())).unwrap();
    let mut out = Writer::default();
    state.write(&mut out);
    let bytes = out.into_bytes();
    for end in 0..bytes.len() {
        let mut reader = ByteReader::new(&bytes[..end]);
        assert!(DwellState::read(&mut reader).is_err(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            // Refused or another state: never a panic, up to the end.
            if let Ok(state) = DwellState::read(&mut ByteReader::new(&changed)) {
                let _ = state.finish(&options, &Watch::none());
            }
        }
    }
}

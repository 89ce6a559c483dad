use super::{Turns, UturnMethod, UturnNettingOptions, uturn_netting};
use crate::Crossings;
use proptest::prelude::*;

const SECOND: i64 = 1_000_000;

#[test]
fn crossings_by_the_minute_are_refused() {
    let time: Vec<i64> = (0..20).map(|minute| minute * 60 * SECOND).collect();
    let crossings = Crossings::new(&["a"; 20], &time, &[1; 20]).unwrap();
    let error = uturn_netting(&crossings, &UturnNettingOptions::default()).unwrap_err();
    assert_eq!(error.code(), "KELIU_VALUE_RANGE");
    assert!(error.to_string().contains("a multiple of 60 s"), "{error}");
}

#[test]
fn a_few_crossings_a_minute_apart_are_no_grid() {
    let crossings = Crossings::new(&["a"; 2], &[0, 60 * SECOND], &[1, -1]).unwrap();
    assert!(uturn_netting(&crossings, &UturnNettingOptions::default()).is_ok());
}

#[test]
fn directions_other_than_in_and_out_are_refused() {
    assert_eq!(Crossings::new(&["a"], &[0], &[0]).unwrap_err().code(), "KELIU_VALUE_RANGE");
    assert_eq!(Crossings::new(&["a"], &[0, 1], &[1]).unwrap_err().code(), "KELIU_COLUMN_LENGTH");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn netting_keeps_the_balance_and_never_makes_persons(
        rows in prop::collection::vec((0_usize..2, 0_i64..4_000, any::<bool>()), 1..120),
        excess: bool,
        both: bool,
    ) {
        let names: Vec<&str> = rows.iter().map(|row| ["a", "b"][row.0]).collect();
        let time: Vec<i64> = rows.iter().map(|row| row.1 * SECOND + 7).collect();
        let direction: Vec<i8> = rows.iter().map(|row| if row.2 { 1 } else { -1 }).collect();
        let options = UturnNettingOptions {
            method: if excess { UturnMethod::Excess } else { UturnMethod::Match },
            turns: if both { Turns::Both } else { Turns::InOut },
            ..Default::default()
        };
        let net = uturn_netting(&Crossings::new(&names, &time, &direction).unwrap(), &options).unwrap();
        for sensor in 0..net.sensor.names.len() as i32 {
            let sum = |column: &[f64]| -> f64 {
                column.iter().zip(net.sensor.codes.iter()).filter(|(_, code)| **code == sensor).map(|(x, _)| x).sum()
            };
            let balance = sum(&net.entries) - sum(&net.exits);
            let gross = sum(&net.gross_entries) - sum(&net.gross_exits);
            prop_assert!((balance - gross).abs() < 1e-6);
            prop_assert!((sum(&net.gross_entries) - sum(&net.entries) - sum(&net.uturns)).abs() < 1e-6);
        }
        for bin in 0..net.uturns.len() {
            prop_assert!(net.entries[bin] >= 0.0 && net.exits[bin] >= 0.0 && net.uturns[bin] >= 0.0);
            prop_assert!(net.entries_low[bin] <= net.entries[bin] && net.entries[bin] <= net.entries_high[bin]);
        }
        let all: f64 = net.gross_entries.iter().chain(&net.gross_exits).sum();
        prop_assert_eq!(all, rows.len() as f64);
    }
}

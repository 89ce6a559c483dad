use super::{Bar, bars, site_bars};
use crate::faults::Family;
use crate::score::Score;
use crate::table::{Judged, Table};
use std::collections::BTreeMap;

fn table(family: Family, severity: u8, columns: &[(&str, Score)]) -> Table {
    let mut cells = BTreeMap::new();
    for (method, (_, score)) in columns.iter().enumerate() {
        cells.insert((family, severity, method), Judged { scores: vec![*score] });
    }
    Table { methods: columns.iter().map(|(name, _)| (*name).to_owned()).collect(), cells }
}

fn missed(bars: &[Bar]) -> Vec<&str> {
    bars.iter().filter(|bar| !bar.kept()).map(|bar| bar.what.as_str()).collect()
}

#[test]
fn an_imputable_family_is_held_to_its_severity() {
    let good = Score {
        total: -0.7,
        day: 1.4,
        injected: 100,
        found: 95,
        flagged: 100,
        right: 90,
        ..Score::default()
    };
    let naive = Score { total: 0.75, ..Score::default() };
    let severe = table(Family::C1, 3, &[("tool", good), ("naive", naive)]);
    assert!(missed(&bars(&severe, "tool", "tool", &["naive"])).is_empty());
    let mild = table(Family::C1, 2, &[("tool", good), ("naive", naive)]);
    let found = bars(&mild, "tool", "tool", &["naive"]);
    assert_eq!(missed(&found), ["C1 severity 2, total, median", "C1 severity 2, days, median"]);
    let line = found[0].to_string();
    assert_eq!(line, "MISSED C1 severity 2, total, median: 0.7000 <= 0.2500, 0.4500 above");
    let beaten = Score { total: 0.6, ..naive };
    let severe = table(Family::C1, 3, &[("tool", good), ("naive", beaten)]);
    let found = bars(&severe, "tool", "tool", &["naive"]);
    assert_eq!(missed(&found), ["C1 severity 3, total against the best naive"]);
}

#[test]
fn a_proposed_family_is_judged_once_accepted() {
    let wrong = Score { day: 9.0, ..Score::default() };
    let right = Score::default();
    let table = table(Family::C13, 1, &[("tool", wrong), ("accepted", right)]);
    assert!(missed(&bars(&table, "tool", "accepted", &[])).is_empty());
    assert_eq!(missed(&bars(&table, "tool", "tool", &[])), ["C13 severity 1, days, median"]);
}

#[test]
fn a_wrong_unit_may_be_refused() {
    let refused = Score { total: 100.0, refused: true, ..Score::default() };
    let taken = Score { total: 900.0, ..Score::default() };
    assert!(missed(&bars(&table(Family::C23, 1, &[("t", refused)]), "t", "t", &[])).is_empty());
    assert_eq!(missed(&bars(&table(Family::C23, 1, &[("t", taken)]), "t", "t", &[])).len(), 1);
}

#[test]
fn advice_must_not_be_applied_unasked_and_must_help_once_accepted() {
    let applied = Score { bins: 1000, changed: 2, ..Score::default() };
    let found = bars(&table(Family::C9, 1, &[("t", applied)]), "t", "t", &[]);
    assert_eq!(missed(&found), ["C9 severity 1, changed unasked of 1,000"]);
    let nothing = Score { day: 10.0, change: true, ..Score::default() };
    let helped = Score { day: 3.9, change: true, proposed: true, ..Score::default() };
    let site = table(Family::C9, 1, &[("none", nothing), ("accepted", helped)]);
    assert!(missed(&site_bars(&site, "accepted", "none")).is_empty());
    let alarms = Score { day: 4.1, false_proposals: 1, ..helped };
    let site = table(Family::C9, 1, &[("none", nothing), ("accepted", alarms)]);
    let found = site_bars(&site, "accepted", "none");
    assert_eq!(
        missed(&found).len(),
        2,
        "1.6 false alarms a quarter, and 41 % of the error are left"
    );
}

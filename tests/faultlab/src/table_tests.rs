use super::{Judged, Table, cases, short};
use crate::case::Method;
use crate::faults::Family;
use crate::naive::Naive;
use crate::product::Keliu;
use crate::score::Score;
use crate::verdict::bars;
use crate::windows::{Window, simulated_window, slice_window};

/// A site of doors and a street: no verdict follows from so few, but a naive method must not be better.
fn small() -> Vec<Window> {
    vec![simulated_window(1), slice_window("45 Queen Street", "2025-07-22", 2)]
}

fn naive() -> Vec<&'static dyn Method> {
    Naive::ALL.iter().map(|method| method as &dyn Method).collect()
}

#[test]
fn keliu_is_ahead_of_the_best_naive_method() {
    let families = [Family::C2, Family::C3, Family::C7];
    let mut methods = naive();
    methods.push(&Keliu::Whole);
    let table = Table::run(&cases("small", &small(), &families), &methods);
    let names: Vec<&str> = Naive::ALL.iter().map(Method::name).collect();
    for family in families {
        for severity in 2..=3 {
            let keliu = table.cell(family, severity, "keliu").expect("it was run");
            let best = table.best((family, severity), &names, Judged::day);
            assert!(
                keliu.day() < 0.7 * best,
                "{} {severity}: {} against {best}",
                family.name(),
                keliu.day()
            );
            assert!(keliu.recall().expect("something was injected") > 0.9);
            assert_eq!(keliu.refused(), 0);
        }
    }
}

#[test]
fn clean_windows_stay_as_they_are() {
    let table = Table::run(&cases("small", &small(), &[Family::Clean]), &[&Keliu::Whole]);
    let cell = table.cell(Family::Clean, 1, "keliu").expect("it was run");
    assert!(cell.total(1.0) < 0.2, "{}", cell.total(1.0));
    assert!(cell.share(|score| score.flagged, |score| score.bins).expect("bins") < 0.005);
    assert!(bars(&table, "keliu", "keliu", &[]).iter().any(|bar| bar.what.contains("flagged")));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let cases = cases("small", &small()[..1], &[Family::C10, Family::C17]);
    let run = || {
        let mut table = Table::run(&cases, &naive());
        for score in table.cells.values_mut().flat_map(|cell| &mut cell.scores) {
            score.seconds = 0.0;
        }
        format!("{:?}", table.cells)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    assert_eq!(run(), pool.install(run));
}

#[test]
fn three_in_ten_cases_are_compound() {
    let all = cases("small", &small(), Family::ALL);
    let compound = all.iter().filter(|case| case.family == Family::Compound).count();
    let share = compound as f64 / all.len() as f64;
    assert!((0.28..0.32).contains(&share), "{share}");
    let mut names: Vec<&str> = all.iter().map(|case| case.id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len(), "every case has a name of its own");
}

#[test]
fn shares_are_sums_over_sums() {
    let one = Score { injected: 8, found: 2, flagged: 1, right: 1, ..Score::default() };
    let two = Score { injected: 2, found: 2, flagged: 3, right: 2, ..Score::default() };
    let cell = Judged { scores: vec![one, two] };
    assert_eq!((cell.recall(), cell.precision()), (Some(0.4), Some(0.75)));
    assert_eq!(Judged { scores: vec![Score::default()] }.recall(), None);
}

#[test]
fn the_tables_name_what_they_hold() {
    let table = Table::run(&cases("small", &small()[..1], &[Family::C11]), &naive());
    let text = table.errors();
    assert!(text.starts_with("| family | s | do nothing | abs & < 10,000 |"), "{text}");
    assert!(text.contains("| C11 same rows twice 6 / 24 / 168 h | 1 |"));
    let details = table.details("dedup+clip+interp", &["do nothing"]);
    let row = details.lines().last().expect("three severities");
    assert!(row.starts_with("| C11 | 3 | 0 | 0 | 0 | 0 | 0 | 1.000 | 1.000 |"), "{row}");
}

#[test]
fn numbers_are_short() {
    let shown = [0.0, 0.0123, 1.234, 12.34, 123.4].map(short);
    assert_eq!(shown, ["0", "0.012", "1.23", "12.3", "123"]);
}

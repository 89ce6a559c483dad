use super::{Naive, quantile};
use crate::case::{Case, Faulty, Kind, Method, Row};
use crate::faults::Family;
use crate::time::{DAY_US, HOUR_US};
use crate::windows::Truth;

/// A case of hours from midnight on, with one row per value; nothing stands for a lost row.
fn case(counts: &[Option<i64>]) -> Case {
    let start_us: Vec<i64> =
        (0..counts.len() as i64).map(|bin| 20_000 * DAY_US + bin * HOUR_US).collect();
    let truth = Truth {
        entries: vec![0; counts.len()],
        exits: vec![0; counts.len()],
        start_us: start_us.clone(),
    };
    let mut faulty = Faulty::untouched(&truth);
    faulty.rows = start_us
        .iter()
        .zip(counts)
        .filter(|(_, count)| count.is_some())
        .map(|(&start_us, &entries)| Row {
            start_us,
            end_us: start_us + HOUR_US,
            entries,
            exits: None,
        })
        .collect();
    Case {
        id: "hand".to_owned(),
        family: Family::Clean,
        severity: 1,
        faulty,
        neighbors: Vec::new(),
    }
}

fn values(method: Naive, case: &Case) -> Vec<Option<f64>> {
    let answer = method.clean(case).expect("naive methods read intervals and registers");
    answer.bins.iter().map(|bin| bin.entries).collect()
}

fn flags(method: Naive, case: &Case) -> Vec<bool> {
    method.clean(case).expect("readable").bins.iter().map(|bin| bin.flagged).collect()
}

#[test]
fn the_rules_by_hand() {
    let mut case = case(&[Some(10), None, None, Some(40), Some(-5), Some(20_000), None]);
    case.faulty.rows.push(case.faulty.rows[0]); // the first hour twice
    let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    let nothing = values(Naive::Nothing, &case);
    let expected = vec![Some(20.0), None, None, Some(40.0), Some(-5.0), Some(20_000.0), None];
    assert_eq!(nothing, expected);
    let absolute = values(Naive::Absolute, &case);
    assert_eq!(absolute, vec![Some(20.0), None, None, Some(40.0), Some(5.0), None, None]);
    // 10 to 40 in three steps; -5 cut to 0; the end keeps the last value.
    let tutorial = values(Naive::Tutorial, &case);
    assert_eq!(tutorial, some(&[10.0, 20.0, 30.0, 40.0, 0.0, 20_000.0, 20_000.0]));
    assert_eq!(flags(Naive::Tutorial, &case), [true, true, true, false, true, false, true]);
    assert_eq!(flags(Naive::Nothing, &case), [false; 7]);
    assert_eq!(flags(Naive::Absolute, &case), [false, false, false, false, true, true, false]);
}

#[test]
fn outside_the_fence_the_value_before_is_taken() {
    // Eight days of one value per hour; on the last day hour 3 is far off. Quartiles of seven tens and a hundred
    // are 10, so the fence is 10 to 10.
    let mut counts: Vec<Option<i64>> = (0..192).map(|bin| Some(10 + bin % 24)).collect();
    counts[171] = Some(100);
    let case = case(&counts);
    let clean = values(Naive::Fence, &case);
    assert_eq!(clean[171], Some(12.0), "hour 2 of that day");
    assert_eq!(clean[170], Some(12.0));
    assert_eq!(clean[172], Some(14.0));
    assert_eq!(flags(Naive::Fence, &case).iter().filter(|flag| **flag).count(), 1);
}

#[test]
fn a_hole_takes_the_week_before_or_the_week_after() {
    let mut counts: Vec<Option<i64>> = (0..400).map(Some).collect();
    counts[5] = None;
    counts[180] = None;
    let clean = values(Naive::LastWeek, &case(&counts));
    assert_eq!((clean[5], clean[180]), (Some(173.0), Some(12.0)));
}

#[test]
fn differences_of_a_register_end_at_the_reading() {
    let mut case = case(&[None; 4]);
    case.faulty.kind = Kind::Register;
    let reading = |hour: i64, entries: Option<i64>| Row {
        start_us: 20_000 * DAY_US + hour * HOUR_US,
        end_us: 20_000 * DAY_US + hour * HOUR_US,
        entries,
        exits: None,
    };
    // The second reading is lost, the third one holds nothing; the counter falls at the end.
    case.faulty.rows =
        vec![reading(0, Some(100)), reading(2, None), reading(3, Some(160)), reading(4, Some(30))];
    assert_eq!(values(Naive::Nothing, &case), [None, None, Some(60.0), Some(-130.0)]);
    assert_eq!(values(Naive::Absolute, &case), [None, None, Some(60.0), Some(130.0)]);
}

#[test]
fn quantiles_interpolate() {
    assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5), 2.5);
    assert_eq!(quantile(&[1.0, 2.0], 1.0), 2.0);
    assert!(quantile(&[], 0.5).is_nan());
}

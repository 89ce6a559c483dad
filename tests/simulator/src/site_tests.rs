use super::{Cause, Door, Site, SiteTruth};

fn exact(site: Site) -> SiteTruth {
    Site { doors: vec![Door::exact("main", 0.7), Door::exact("side", 0.3)], ..site }.truth()
}

#[test]
fn nobody_is_there_at_closing_and_nobody_comes_while_closed() {
    let truth = Site::default().truth();
    for person in &truth.persons {
        assert!(person.enter_us < person.exit_us);
        let held = |(from, to): &(i64, i64)| *from <= person.enter_us && person.exit_us < *to;
        assert!(truth.openings_us.iter().any(held), "{person:?}");
    }
    let occupancy = truth.occupancy(3600);
    assert!((0..28).all(|day| occupancy[day * 24 + 20] == 0));
    assert!(occupancy.iter().any(|&present| present > 10));
}

#[test]
fn exact_doors_count_everybody_once_in_and_once_out() {
    let truth = exact(Site::default());
    let records = truth.records(300);
    assert_eq!(records, truth.true_records(300));
    let bins = 28 * 288;
    assert_eq!(records.len(), 2 * bins);
    let occupancy = truth.occupancy(300);
    let mut present = 0;
    for (bin, &there) in occupancy.iter().enumerate() {
        for door in 0..2 {
            present += records.entries[door * bins + bin].unwrap_or_default();
            present -= records.exits[door * bins + bin].unwrap_or_default();
        }
        assert_eq!(present, there, "bin {bin}");
    }
    // About 600 a day: the level of days and the week's rhythm vary it.
    let per_day = truth.persons.len() as f64 / 28.0;
    assert!((540.0..660.0).contains(&per_day), "{per_day}");
}

#[test]
fn dwell_has_the_median_and_the_spread_asked_for() {
    let site = Site { open: None, groups: vec![1.0], ..Site::default() };
    let truth = exact(site);
    let mut logs: Vec<f64> = truth
        .persons
        .iter()
        .map(|person| libm::log((person.exit_us - person.enter_us) as f64 / 60e6))
        .collect();
    logs.sort_by(f64::total_cmp);
    let median = libm::exp(logs[logs.len() / 2]);
    // Five standard errors of a median of some 17000 logarithms: 1.25 x 0.8 / 130 x 5.
    assert!((median / 25.0 - 1.0).abs() < 0.04, "{median}");
    let spread = (logs[logs.len() * 84 / 100] - logs[logs.len() * 16 / 100]) / 2.0;
    assert!((spread / 0.8 - 1.0).abs() < 0.05, "{spread}");
}

#[test]
fn sensors_miss_and_invent_the_shares_asked_for() {
    let door = Door { u_turns: 0.1, ..Door::lossy("main", 1.0, 0.10, 0.05) };
    let truth = Site { doors: vec![door], persons_per_day: 2000.0, ..Site::default() }.truth();
    let persons = truth.persons.len() as f64;
    let share = |inward: bool, cause: Cause| {
        let counts = truth.crossings.iter().filter(|c| c.inward == inward && c.cause == cause);
        counts.count() as f64 / persons
    };
    assert!((share(true, Cause::Person) - 0.90).abs() < 0.01);
    assert!((share(false, Cause::Person) - 0.95).abs() < 0.01);
    assert!((share(true, Cause::Nobody) - 0.005).abs() < 0.002);
    assert!((share(true, Cause::UTurn) - 0.1).abs() < 0.01);
    assert!((share(false, Cause::UTurn) - 0.1).abs() < 0.01);
}

#[test]
fn doors_have_their_shares_and_groups_come_together() {
    let truth = exact(Site::default());
    let main = truth.persons.iter().filter(|person| person.door_in == 0).count() as f64;
    assert!((main / truth.persons.len() as f64 - 0.7).abs() < 0.03);
    let groups: std::collections::BTreeSet<u64> =
        truth.persons.iter().map(|person| person.group).collect();
    // 0.6 + 2 x 0.25 + 3 x 0.1 + 4 x 0.05 = 1.6 persons a group
    let size = truth.persons.len() as f64 / groups.len() as f64;
    assert!((size - 1.6).abs() < 0.05, "{size}");
}

#[test]
fn a_day_stays_the_same_when_more_days_are_asked_for() {
    let (short, long) = (Site { days: 3, ..Site::default() }, Site::default());
    let (short, long) = (short.truth(), long.truth());
    assert_eq!(short.crossings, long.crossings[..short.crossings.len()]);
    assert_ne!(long.persons, Site { seed: 2, ..Site::default() }.truth().persons);
}

#[test]
fn long_dwell_in_the_evening_when_the_dwell_swings() {
    let truth = exact(Site { open: None, dwell_swing: 0.5, ..Site::default() });
    let mean = |from: i64, to: i64| {
        let hour = |time_us: i64| (time_us / 3_600_000_000) % 24;
        let some = truth.persons.iter().filter(|p| (from..to).contains(&hour(p.enter_us)));
        let dwells: Vec<f64> = some.map(|p| (p.exit_us - p.enter_us) as f64).collect();
        dwells.iter().sum::<f64>() / dwells.len() as f64
    };
    assert!(mean(18, 22) > 1.5 * mean(9, 12));
}

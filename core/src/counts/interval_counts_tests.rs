use super::{IntervalCounts, IntervalCountsOptions, interval_counts};
use crate::{Readings, RegularCountsOptions, regular_counts};
use proptest::prelude::*;
use std::collections::BTreeMap;

const HOUR: i64 = 3_600_000_000;
/// 2024-01-01T00:00:00Z, a Monday.
const MONDAY: i64 = 1_704_067_200_000_000;

type Row = (i64, Option<i64>, Option<i64>);

fn found(rows: &[Row], options: &IntervalCountsOptions) -> IntervalCounts {
    let time: Vec<i64> = rows.iter().map(|row| MONDAY + row.0).collect();
    let entries: Vec<Option<i64>> = rows.iter().map(|row| row.1).collect();
    let exits: Vec<Option<i64>> = rows.iter().map(|row| row.2).collect();
    let sensor = vec!["gate"; rows.len()];
    let readings = Readings::new(&sensor, &time, &entries, &exits).unwrap();
    let result = interval_counts(&readings, options).unwrap();
    nothing_is_lost(rows, &result);
    result
}

/// Every row is the end of an interval or is listed, once.
fn nothing_is_lost(rows: &[Row], result: &IntervalCounts) {
    let (counts, dropped) = (&result.interval_counts, &result.dropped_readings);
    let mut at: BTreeMap<i64, i64> = BTreeMap::new();
    for row in rows {
        *at.entry(MONDAY + row.0).or_default() += 1;
    }
    for time in &dropped.time.0 {
        *at.entry(*time).or_default() -= 1;
    }
    let mut ends: Vec<i64> = counts.start.0.iter().chain(&counts.end.0).copied().collect();
    ends.sort_unstable();
    ends.dedup();
    for time in ends {
        *at.entry(time).or_default() -= 1;
    }
    assert!(at.values().all(|&left| left == 0), "{at:?}");
}

fn entries(result: &IntervalCounts) -> Vec<Option<i64>> {
    result.interval_counts.entries.iter().collect()
}

fn labels(result: &IntervalCounts) -> Vec<&str> {
    let labels = &result.interval_counts.entries_label;
    (0..labels.len()).map(|row| labels.name(row)).collect()
}

fn reasons(result: &IntervalCounts) -> Vec<&str> {
    let reason = &result.dropped_readings.reason;
    (0..reason.len()).map(|row| reason.name(row)).collect()
}

fn hourly(totals: &[i64]) -> Vec<Row> {
    totals
        .iter()
        .enumerate()
        .map(|(hour, &total)| (hour as i64 * HOUR, Some(total), None))
        .collect()
}

fn of(totals: &[i64]) -> IntervalCounts {
    found(&hourly(totals), &IntervalCountsOptions::default())
}

#[test]
fn a_register_that_starts_again_at_a_power_of_two_or_ten_loses_nobody() {
    for modulus in [1 << 16, 1 << 24, 1 << 32, 1_000_000, 100_000_000] {
        let result = of(&[modulus - 130, modulus - 70, modulus - 10, 45, 110]);
        assert_eq!(entries(&result), [60, 60, 55, 65].map(Some), "{modulus}");
        assert_eq!(labels(&result), ["normal", "normal", "rollover", "normal"]);
    }
}

#[test]
fn a_modulus_of_its_own_is_told_by_the_option() {
    let totals = [700, 760, 820, 30, 90];
    assert_eq!(labels(&of(&totals))[2], "reset");
    let options = IntervalCountsOptions { modulus: Some(850), ..Default::default() };
    let result = found(&hourly(&totals), &options);
    assert_eq!(entries(&result), [60, 60, 60, 60].map(Some));
}

#[test]
fn a_register_that_runs_down_counts_all_the_same() {
    let result = of(&[5_000, 4_950, 4_890, 4_840]);
    assert_eq!(entries(&result), [50, 60, 50].map(Some));
    assert_eq!(labels(&result), ["reversed"; 3]);
    // And through 0, to the top of six digits.
    let result = of(&[120, 60, 10, 999_955, 999_900]);
    assert_eq!(entries(&result), [60, 50, 55, 55].map(Some));
    assert_eq!(labels(&result), ["reversed", "reversed", "rollover", "reversed"]);
}

#[test]
fn after_a_reset_the_register_is_the_least_that_passed() {
    // 60 an hour; the reset hides what passed before it, and 20 passed after.
    let result = of(&[812_300, 812_360, 812_420, 20, 80, 140]);
    assert_eq!(labels(&result), ["normal", "normal", "reset", "normal", "normal"]);
    let counts = &result.interval_counts;
    assert_eq!(counts.entries_low.at(2), Some(20));
    let (value, high) = (counts.entries.at(2).unwrap(), counts.entries_high.at(2).unwrap());
    assert_eq!(value, 60, "the flow of the other hours");
    assert!(high > 60 && high < 300, "{high}");
}

#[test]
fn a_jump_tells_nothing_and_is_not_guessed() {
    let result = of(&[1_000, 1_060, 7_500_000, 7_500_060, 7_500_120]);
    assert_eq!(entries(&result), [Some(60), None, Some(60), Some(60)]);
    assert_eq!(labels(&result)[1], "jump");
}

#[test]
fn an_alien_reading_is_left_out_and_its_interval_kept_whole() {
    let result = of(&[1_000, 1_060, 7_500_000, 1_180, 1_240]);
    assert_eq!(entries(&result), [60, 120, 60].map(Some));
    assert_eq!(reasons(&result), ["alien"]);
}

#[test]
fn of_two_counters_under_one_name_one_is_followed() {
    let (mut rows, mut a) = (Vec::new(), 1_000);
    for hour in 0..40 {
        a += 60;
        rows.push((hour * HOUR, Some(a), None));
        if hour % 3 == 1 {
            rows.push((hour * HOUR + HOUR / 2, Some(88_000_000), None));
        }
    }
    let result = found(&rows, &IntervalCountsOptions::default());
    assert_eq!(entries(&result), vec![Some(60); 39]);
    assert_eq!(reasons(&result), vec!["alien"; 13]);
}

#[test]
fn an_excursion_to_another_counter_is_left_out_as_a_whole() {
    let mut totals: Vec<i64> = (0..60).map(|hour| 1_000 + 60 * hour).collect();
    for (hour, total) in totals.iter_mut().enumerate().skip(20).take(12) {
        *total = 9_000_000 + 5 * hour as i64;
    }
    let result = of(&totals);
    assert_eq!(entries(&result).iter().flatten().sum::<i64>(), 59 * 60);
    assert_eq!(reasons(&result), ["alien"; 12]);
}

#[test]
fn marks_nulls_and_negative_numbers_are_not_values() {
    let marks = [Some(-1), Some(65_535), Some(4_294_967_295), None, Some(-999), Some(i64::MAX)];
    let mut rows = hourly(&[1_000, 1_060, 0, 0, 0, 0, 0, 0, 1_480, 1_540]);
    for (row, mark) in rows[2..8].iter_mut().zip(marks) {
        row.1 = mark;
    }
    let result = found(&rows, &IntervalCountsOptions::default());
    assert_eq!(entries(&result), [60, 420, 60].map(Some));
    assert_eq!(reasons(&result), ["no_value"; 6]);
    // A register that really passes 65535 is believed.
    let result = of(&[65_415, 65_475, 65_535, 65_595]);
    assert_eq!(entries(&result), [60, 60, 60].map(Some));
}

#[test]
fn of_two_readings_of_one_instant_the_later_delivery_is_taken_unless_it_is_absurd() {
    let sensor = ["gate"; 5];
    let time = [0, 1, 1, 2, 3].map(|hour| MONDAY + hour * HOUR);
    let take = |second: i64| {
        let totals = [1_000, 1_058, second, 1_120, 1_180].map(Some);
        let readings = Readings::new(&sensor, &time, &totals, &[None; 5])
            .unwrap()
            .with_kind(&["REGULAR", "REGULAR", "RECOVR AUD", "REGULAR", "REGULAR"])
            .unwrap();
        interval_counts(&readings, &IntervalCountsOptions::default()).unwrap()
    };
    let result = take(1_063);
    assert_eq!(entries(&result), [63, 57, 60].map(Some));
    assert_eq!(reasons(&result), ["superseded"]);
    assert_eq!(result.dropped_readings.entries_total.at(0), Some(1_058));
    assert_eq!(entries(&take(8_000_000)), [58, 62, 60].map(Some));
}

#[test]
fn a_long_gap_keeps_its_total_and_is_marked() {
    let rows = [
        (0, Some(0), None),
        (HOUR, Some(60), None),
        (50 * HOUR, Some(3_000), None),
        (51 * HOUR, Some(3_060), None),
    ];
    let result = found(&rows, &IntervalCountsOptions::default());
    assert_eq!(entries(&result), [60, 2_940, 60].map(Some));
    assert_eq!(result.interval_counts.coarse, [false, true, false]);
}

#[test]
fn a_register_that_is_silent_for_a_while_keeps_its_total() {
    let rows: Vec<Row> = (0..6)
        .map(|hour| {
            let exits = (hour != 2 && hour != 3).then_some(10 * hour);
            (hour * HOUR, Some(60 * hour), exits)
        })
        .collect();
    let result = found(&rows, &IntervalCountsOptions::default());
    assert_eq!(entries(&result), [60, 180, 60].map(Some));
    assert_eq!(result.interval_counts.exits.iter().collect::<Vec<_>>(), [10, 30, 10].map(Some));
    assert_eq!(reasons(&result), ["incomplete"; 2]);
    // Silent to the end: the other register goes on, and nothing is said of this one.
    let rows: Vec<Row> = (0..6)
        .map(|hour| (hour * HOUR, Some(60 * hour), (hour < 3).then_some(10 * hour)))
        .collect();
    let result = found(&rows, &IntervalCountsOptions::default());
    assert_eq!(entries(&result), [Some(60); 5]);
    let exits: Vec<Option<i64>> = result.interval_counts.exits.iter().collect();
    assert_eq!(exits, [Some(10), Some(10), None, None, None]);
    assert_eq!(result.interval_counts.exits_label.name(3), "missing");
}

#[test]
fn what_is_no_series_gives_no_interval() {
    assert_eq!(reasons(&found(&[], &IntervalCountsOptions::default())), [""; 0]);
    assert_eq!(reasons(&of(&[5])), ["alone"]);
    let nulls = [(0, None, None), (HOUR, None, None)];
    assert_eq!(reasons(&found(&nulls, &IntervalCountsOptions::default())), ["no_value"; 2]);
    let zeros = of(&[0, 0, 0]);
    assert_eq!(entries(&zeros), [Some(0); 2]);
    let year = [(0, Some(7), None), (365 * 24 * HOUR, Some(7), None)];
    assert_eq!(entries(&found(&year, &IntervalCountsOptions::default())), [Some(0)]);
}

/// Persons of each hour: a course of the day with noise, a quiet night and now and then a crowd.
fn truth() -> impl Strategy<Value = Vec<i64>> {
    let hour = (0_u32..1000, 0_u32..1000);
    (1_i64..300, prop::collection::vec(hour, 60..200)).prop_map(|(level, noise)| {
        let course = |hour: usize| [0, 0, 1, 4, 9, 10, 7, 2][hour % 24 / 3];
        noise
            .iter()
            .enumerate()
            .map(|(hour, &(a, crowd))| {
                let usual = level * course(hour) * i64::from(500 + a) / 10_000;
                if crowd < 5 { (12 * usual + 20).min(4_000) } else { usual }
            })
            .collect()
    })
}

fn integrate(truth: &[i64], from: i64) -> Vec<Row> {
    let mut total = from;
    let mut totals = vec![total];
    for persons in truth {
        total += persons;
        totals.push(total);
    }
    hourly(&totals)
}

fn whole(result: &IntervalCounts) -> i64 {
    result.interval_counts.entries.iter().flatten().sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_series_without_a_fault_comes_back_as_it_was(truth in truth(), from in 0_i64..1_000_000) {
        let result = found(&integrate(&truth, from), &IntervalCountsOptions::default());
        prop_assert_eq!(entries(&result), truth.into_iter().map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn a_register_that_runs_backwards_comes_back_as_it_was(truth in truth()) {
        let rows: Vec<Row> = integrate(&truth, 0)
            .into_iter()
            .map(|(time, total, none)| (time, total.map(|total| 40_000_000 - total), none))
            .collect();
        prop_assume!(truth.iter().sum::<i64>() > 500);
        let result = found(&rows, &IntervalCountsOptions::default());
        prop_assert_eq!(whole(&result), truth.iter().sum::<i64>());
    }

    #[test]
    fn duplicates_and_order_change_nothing(truth in truth(), seed in any::<u64>()) {
        let rows = integrate(&truth, 77_000);
        let plain = found(&rows, &IntervalCountsOptions::default());
        let mut shuffled = rows.clone();
        shuffled.extend(rows.iter().step_by(5));
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let again = found(&shuffled, &IntervalCountsOptions::default());
        prop_assert_eq!(&again.interval_counts, &plain.interval_counts);
        prop_assert!(reasons(&again).iter().all(|reason| *reason == "duplicate"));
    }

    #[test]
    fn rows_that_were_lost_cost_no_person(truth in truth(), lost in 0.0_f64..0.8, seed in any::<u64>()) {
        let rows = integrate(&truth, 77_000);
        let mut state = seed | 1;
        let last = rows.len() - 1;
        let kept: Vec<Row> = rows
            .into_iter()
            .enumerate()
            .filter(|(at, _)| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *at == 0 || *at == last || (state >> 40) as f64 / (1_u64 << 24) as f64 >= lost
            })
            .map(|(_, row)| row)
            .collect();
        let result = found(&kept, &IntervalCountsOptions::default());
        prop_assert_eq!(whole(&result), truth.iter().sum::<i64>());
    }

    #[test]
    fn alien_readings_cost_no_person(
        truth in truth(),
        aliens in prop::collection::btree_map(1_usize..59, 50_000_000_i64..900_000_000, 1..8),
    ) {
        let mut rows = integrate(&truth, 77_000);
        for (&at, &total) in &aliens {
            rows[at].1 = Some(total);
        }
        let result = found(&rows, &IntervalCountsOptions::default());
        prop_assert_eq!(whole(&result), truth.iter().sum::<i64>());
        prop_assert_eq!(reasons(&result), vec!["alien"; aliens.len()]);
    }

    #[test]
    fn a_reset_costs_no_more_than_its_interval(truth in truth(), at in 5_usize..55, part in 0.0_f64..1.0) {
        let mut rows = integrate(&truth, 3_456_789);
        let since = (truth[at - 1] as f64 * part) as i64;
        let before = rows[at].1.unwrap();
        for row in &mut rows[at..] {
            row.1 = row.1.map(|total| total - before + since);
        }
        let result = found(&rows, &IntervalCountsOptions::default());
        let counts = &result.interval_counts;
        for (hour, &persons) in truth.iter().enumerate().filter(|(hour, _)| *hour != at - 1) {
            prop_assert_eq!(counts.entries.at(hour), Some(persons));
        }
        if counts.entries_label.name(at - 1) == "reset" {
            prop_assert_eq!(counts.entries_low.at(at - 1), Some(since));
        } else {
            prop_assert_eq!(counts.entries.at(at - 1), None);
        }
    }

    #[test]
    fn counts_integrated_again_give_the_same_counts(truth in truth(), jump in 20_usize..40) {
        let mut rows = integrate(&truth, 5_000);
        for row in &mut rows[jump..] {
            row.1 = row.1.map(|total| total + 3_000_000);
        }
        let once = found(&rows, &IntervalCountsOptions::default());
        let counts: Vec<i64> = once.interval_counts.entries.iter().map(|c| c.unwrap_or(0)).collect();
        let twice = found(&integrate(&counts, 5_000), &IntervalCountsOptions::default());
        prop_assert_eq!(entries(&twice), counts.into_iter().map(Some).collect::<Vec<_>>());
    }
}

#[test]
fn the_result_is_counts_for_other_operations() {
    let result = of(&[1_000, 1_060, 7_500_000, 7_500_060]);
    let bins =
        regular_counts(&result.interval_counts.counts(), &RegularCountsOptions::default()).unwrap();
    assert_eq!(bins.entries.iter().collect::<Vec<_>>(), [Some(60), None, Some(60)]);
}

#[test]
fn times_without_a_zone_are_read_by_the_wall_clock_of_the_option() {
    use crate::table::FromBatch;
    use arrow_array::{Int64Array, RecordBatch, StringArray};
    use std::sync::Arc;
    let columns: [(&str, arrow_array::ArrayRef); 3] = [
        ("sensor", Arc::new(StringArray::from(vec!["gate"; 2]))),
        ("time", Arc::new(StringArray::from(vec!["2024-01-01 00:00", "2024-01-01 04:00"]))),
        ("entries_total", Arc::new(Int64Array::from(vec![10, 25]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let readings = Readings::from_batch(&batch).unwrap();
    let zone = Some("+08:00".to_owned());
    let options = IntervalCountsOptions { time_zone: zone, ..Default::default() };
    let result = interval_counts(&readings, &options).unwrap();
    assert_eq!(result.interval_counts.start.0, [MONDAY - 8 * HOUR]);
    let refused = interval_counts(&readings, &IntervalCountsOptions::default()).unwrap_err();
    assert_eq!(refused.code(), "KELIU_NAIVE_TIME");
}

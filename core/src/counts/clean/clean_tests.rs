use super::*;
use crate::watch::Watch;

fn grid(bins: usize) -> Grid {
    let slot: Vec<u16> = (0..bins).map(|bin| (bin % 168) as u16).collect();
    let day: Vec<i32> = (0..bins).map(|bin| (bin / 24) as i32).collect();
    Grid::new(168, &slot, &day, &vec![3600; bins])
}

/// Uniform draw in [0, 1) from a counter (splitmix64, Steele, Lea and Flood 2014).
fn draw(stream: u64, counter: usize) -> f64 {
    let mut z =
        (stream << 32 | counter as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(stream);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A shop's week: quiet nights, a peak in the afternoon, busier on Saturday.
fn usual(bin: usize) -> f64 {
    let (hour, day) = (bin % 24, bin / 24 % 7);
    if !(8..21).contains(&hour) {
        return 0.0;
    }
    let shape = 40.0 + 160.0 * (1.0 - (hour as f64 - 15.0).abs() / 8.0);
    if day == 5 { 1.5 * shape } else { shape }
}

fn periodic(bins: usize) -> Vec<u32> {
    (0..bins).map(|bin| usual(bin) as u32).collect()
}

/// The week with a common day factor and noise of its own.
fn noisy(stream: u64, bins: usize) -> Vec<u32> {
    (0..bins)
        .map(|bin| {
            let day = 0.8 + 0.4 * draw(7, bin / 24);
            let own = 0.85 + 0.3 * draw(stream, bin);
            (usual(bin) * day * own * (0.5 + 0.2 * stream as f64)) as u32
        })
        .collect()
}

fn entries(counts: &[u32]) -> SensorCounts<'_> {
    SensorCounts { entries: counts, exits: None, open: None }
}

fn run(sensors: Vec<SensorCounts<'_>>) -> Vec<SensorRepairs> {
    let grid = grid(sensors[0].entries.len());
    clean_panel(&Panel { grid: &grid, sensors }, &CleanSettings::default(), &Watch::none())
        .expect("nobody cancels")
}

fn bins_with(repairs: &[Repair], flag: Flags) -> Vec<usize> {
    repairs.iter().filter(|r| r.flags.any(flag)).map(|r| r.bin as usize).collect()
}

fn total(counts: &[u32], repairs: &[Repair]) -> f64 {
    let mut values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    for repair in repairs {
        values[repair.bin as usize] = repair.value;
    }
    values.iter().filter(|v| !v.is_nan()).sum()
}

#[test]
fn a_gap_in_a_periodic_series_is_filled_exactly() {
    let truth = periodic(6 * 168);
    let mut counts = truth.clone();
    counts[400..450].fill(MISSING_COUNT);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert_eq!(repairs.len(), 50);
    for repair in repairs {
        let want = f64::from(truth[repair.bin as usize]);
        assert!((repair.value - want).abs() < 1e-9);
        assert!(repair.low <= repair.value && repair.value <= repair.high);
        assert_eq!(repair.flags, Flags::MISSING.with(Flags::FILLED));
        assert_eq!(repair.method, Method::ProfileLevel);
    }
}

#[test]
fn a_donor_restores_a_day_the_profile_cannot_know() {
    // Two doors share every day's factor; the one with the gap follows the other.
    let bins = 8 * 168;
    let day: Vec<f64> = (0..bins).map(|bin| 0.5 + draw(3, bin / 24)).collect();
    let truth: Vec<u32> = (0..bins).map(|bin| (20.0 * usual(bin) * day[bin]) as u32).collect();
    let donor: Vec<u32> = (0..bins).map(|bin| (30.0 * usual(bin) * day[bin]) as u32).collect();
    let mut counts = truth.clone();
    let gap = 600..672;
    counts[gap.clone()].fill(MISSING_COUNT);
    let filled = |sensors| {
        let repairs: Vec<SensorRepairs> = run(sensors);
        let error: f64 = repairs[0]
            .entries
            .iter()
            .map(|r| (r.value - f64::from(truth[r.bin as usize])).abs())
            .sum();
        error / truth[gap.clone()].iter().map(|c| f64::from(*c)).sum::<f64>()
    };
    let alone = filled(vec![entries(&counts)]);
    let together = filled(vec![entries(&counts), entries(&donor)]);
    assert!(together < 0.03, "{together}");
    assert!(alone > 5.0 * together, "{alone} against {together}");
}

#[test]
fn clean_counts_are_left_alone() {
    let sensors: Vec<Vec<u32>> = (1..6).map(|s| noisy(s, 8 * 168)).collect();
    let repairs = run(sensors.iter().map(|s| entries(s)).collect());
    assert!(repairs.iter().all(|r| r.entries.is_empty() && r.exits.is_empty()), "{repairs:?}");
}

#[test]
fn a_dead_afternoon_is_found_and_filled() {
    let sensors: Vec<Vec<u32>> = (1..4).map(|s| noisy(s, 8 * 168)).collect();
    let mut counts = sensors[0].clone();
    counts[804..812].fill(0);
    let repairs = run(vec![entries(&counts), entries(&sensors[1]), entries(&sensors[2])]);
    let dead = bins_with(&repairs[0].entries, Flags::DEAD);
    assert!((804..812).all(|bin| dead.contains(&bin)), "{dead:?}");
    let truth: f64 = sensors[0].iter().map(|c| f64::from(*c)).sum();
    assert!((total(&counts, &repairs[0].entries) / truth - 1.0).abs() < 0.002);
    assert!(repairs[1].entries.is_empty() && repairs[2].entries.is_empty());
}

#[test]
fn a_site_silent_together_is_closed() {
    let mut sensors: Vec<Vec<u32>> = (1..5).map(|s| noisy(s, 8 * 168)).collect();
    for counts in &mut sensors {
        counts[24 * 30..24 * 31].fill(0);
    }
    let repairs = run(sensors.iter().map(|s| entries(s)).collect());
    for (counts, repair) in sensors.iter().zip(&repairs) {
        assert!(bins_with(&repair.entries, Flags::DEAD).is_empty());
        assert!(!bins_with(&repair.entries, Flags::CLOSED).is_empty());
        let raw: f64 = counts.iter().map(|c| f64::from(*c)).sum();
        assert!((total(counts, &repair.entries) - raw).abs() < 1e-9);
    }
}

#[test]
fn a_lone_sensor_at_zero_for_a_whole_business_day_is_closed() {
    let mut counts = noisy(2, 8 * 168);
    counts[24 * 30..24 * 31].fill(0);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert!(bins_with(repairs, Flags::DEAD).is_empty());
    assert!(bins_with(repairs, Flags::CLOSED).contains(&(24 * 30 + 12)));
    assert!(repairs.iter().all(|r| r.value.abs() < 1e-15 && r.method == Method::Raw));
}

#[test]
fn both_directions_share_the_evidence_of_an_outage() {
    // About 2 an hour each way: 4 hours of zeros carry too little for one direction alone.
    let quiet = |stream: u64| -> Vec<u32> {
        (0..8 * 168)
            .map(|bin| if usual(bin) > 0.0 { 1 + (draw(stream, bin) * 3.0) as u32 } else { 0 })
            .collect()
    };
    let (mut ins, mut outs) = (quiet(1), quiet(2));
    ins[804..808].fill(0);
    let alone = run(vec![entries(&ins)]);
    assert!(bins_with(&alone[0].entries, Flags::DEAD).is_empty());
    outs[804..808].fill(0);
    let both = run(vec![SensorCounts { entries: &ins, exits: Some(&outs), open: None }]);
    assert_eq!(bins_with(&both[0].entries, Flags::DEAD), [804, 805, 806, 807]);
    assert_eq!(bins_with(&both[0].exits, Flags::DEAD), [804, 805, 806, 807]);
}

#[test]
fn a_frozen_value_is_found_after_its_first_true_reading() {
    let mut counts = noisy(3, 8 * 168);
    let held = counts[802];
    counts[802..812].fill(held);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert_eq!(bins_with(repairs, Flags::STUCK), (803..812).collect::<Vec<_>>());
}

#[test]
fn a_lone_huge_bin_is_a_spike_and_a_crowd_is_not() {
    let mut counts = noisy(3, 8 * 168);
    counts[807] = 5000;
    // A crowd: three times the daily maximum, coming and going.
    for (bin, people) in [(973, 400), (974, 900), (975, 1000), (976, 700), (977, 300)] {
        counts[bin] = people;
    }
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert_eq!(bins_with(repairs, Flags::SPIKE), [807]);
    assert_eq!(repairs.len(), 1);
    assert!(repairs[0].value < 400.0);
}

#[test]
fn opening_hours_are_respected() {
    let counts = periodic(4 * 168);
    let open: Vec<f32> =
        (0..counts.len()).map(|bin| if usual(bin) > 0.0 { 1.0 } else { 0.0 }).collect();
    let mut holed = counts.clone();
    holed[24 * 10..24 * 11].fill(MISSING_COUNT);
    let repairs =
        &run(vec![SensorCounts { entries: &holed, exits: None, open: Some(&open) }])[0].entries;
    for repair in repairs {
        let bin = repair.bin as usize;
        if open[bin] > 0.0 {
            assert!((repair.value - f64::from(counts[bin])).abs() < 1e-9);
        } else {
            assert_eq!((repair.method, repair.value.to_bits()), (Method::Closed, 0));
            assert!(repair.flags.any(Flags::CLOSED));
        }
    }
    assert_eq!(repairs.len(), 24);
}

#[test]
fn a_stretch_beyond_the_limit_becomes_null_with_its_flag() {
    let mut counts = noisy(2, 12 * 168);
    let other = noisy(3, 12 * 168);
    counts[500..500 + 15 * 24].fill(0);
    let repairs = run(vec![entries(&counts), entries(&other)]);
    let dead = bins_with(&repairs[0].entries, Flags::DEAD);
    assert!(dead.len() >= 15 * 24);
    for repair in &repairs[0].entries {
        assert_eq!(repair.method, Method::None);
        assert!(repair.value.is_nan() && repair.flags.any(Flags::UNFILLED));
    }
}

#[test]
fn a_sensor_off_for_years_does_not_pass_for_an_empty_one() {
    let mut counts = noisy(4, 40 * 168);
    counts[6 * 168 + 5..38 * 168].fill(0);
    let other = noisy(2, 40 * 168);
    let repairs = run(vec![entries(&counts), entries(&other)]);
    assert!(bins_with(&repairs[0].entries, Flags::DEAD).len() > 30 * 168);
    assert!(repairs[1].entries.is_empty());
}

#[test]
fn nothing_is_invented_before_the_first_or_after_the_last_record() {
    let mut counts = periodic(4 * 168);
    counts[..30].fill(MISSING_COUNT);
    counts[600..].fill(MISSING_COUNT);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert_eq!(repairs.len(), 30 + 72);
    assert!(repairs.iter().all(|r| r.method == Method::None && r.value.is_nan()));
}

#[test]
fn short_series_give_sensible_answers() {
    assert!(run(vec![entries(&[5])])[0].entries.is_empty());
    assert!(run(vec![entries(&[])])[0].entries.is_empty());
    let lone = run(vec![entries(&[MISSING_COUNT, MISSING_COUNT])]);
    assert!(lone[0].entries.iter().all(|r| r.method == Method::None));
    // One hole between two readings: something between them, with a wide interval.
    let three = &run(vec![entries(&[10, MISSING_COUNT, 20])])[0].entries;
    assert_eq!(three.len(), 1);
    assert!((10.0..=20.0).contains(&three[0].value), "{three:?}");
    assert!(three[0].low < 8.0 && three[0].high > 25.0, "{three:?}");
    // One day with a hole.
    let mut day = periodic(24);
    day[14] = MISSING_COUNT;
    let repairs = &run(vec![entries(&day)])[0].entries;
    assert!((50.0..300.0).contains(&repairs[0].value), "{repairs:?}");
}

#[test]
fn zeros_of_a_door_nobody_uses_stay() {
    let mut counts = vec![0; 10 * 168];
    for bin in (100..10 * 168).step_by(131) {
        counts[bin] = 1;
    }
    assert!(run(vec![entries(&counts)])[0].entries.is_empty());
    assert!(run(vec![entries(&vec![0; 500])])[0].entries.is_empty());
}

#[test]
fn cleaning_what_was_cleaned_finds_nothing_more() {
    let mut sensors: Vec<Vec<u32>> = (1..5).map(|s| noisy(s, 8 * 168)).collect();
    sensors[0][804..860].fill(0);
    sensors[1][500] = 9000;
    sensors[2][300..330].fill(MISSING_COUNT);
    let repairs = run(sensors.iter().map(|s| entries(s)).collect());
    for (counts, repair) in sensors.iter_mut().zip(&repairs) {
        for r in &repair.entries {
            counts[r.bin as usize] = (r.value + 0.5) as u32;
        }
    }
    let again = run(sensors.iter().map(|s| entries(s)).collect());
    assert!(again.iter().all(|r| r.entries.is_empty()), "{again:?}");
}

#[test]
fn the_order_of_sensors_does_not_matter() {
    let mut sensors: Vec<Vec<u32>> = (1..6).map(|s| noisy(s, 8 * 168)).collect();
    sensors[0][804..812].fill(MISSING_COUNT);
    sensors[3][500..520].fill(0);
    let forward = run(sensors.iter().map(|s| entries(s)).collect());
    let mut backward = run(sensors.iter().rev().map(|s| entries(s)).collect());
    backward.reverse();
    for (a, b) in forward.iter().zip(&backward) {
        assert_eq!(a.entries.len(), b.entries.len());
        for (x, y) in a.entries.iter().zip(&b.entries) {
            assert_eq!(
                (x.bin, x.flags, x.method, x.value.to_bits()),
                (y.bin, y.flags, y.method, y.value.to_bits())
            );
        }
    }
}

#[test]
fn garbage_in_one_sensor_moves_no_other_total_by_two_percent() {
    let mut sensors: Vec<Vec<u32>> = (1..6).map(|s| noisy(s, 8 * 168)).collect();
    sensors[0][804..804 + 168].fill(MISSING_COUNT);
    sensors[2][400..424].fill(0);
    let honest = run(sensors.iter().map(|s| entries(s)).collect());
    let garbage: [Vec<u32>; 3] = [
        (0..8 * 168).map(|bin| (draw(99, bin) * 4e9) as u32).collect(),
        vec![u32::MAX - 1; 8 * 168],
        (0..8 * 168).map(|bin| if bin % 2 == 0 { 0 } else { MISSING_COUNT }).collect(),
    ];
    for bad in &garbage {
        let mut spoiled = sensors.clone();
        spoiled[1].clone_from(bad);
        let repairs = run(spoiled.iter().map(|s| entries(s)).collect());
        for at in [0, 2, 3, 4] {
            let (a, b) = (
                total(&sensors[at], &honest[at].entries),
                total(&sensors[at], &repairs[at].entries),
            );
            assert!((a / b - 1.0).abs() < 0.02, "sensor {at}: {a} against {b}");
        }
    }
}

#[test]
fn more_sensors_than_a_block_are_all_cleaned() {
    let mut sensors: Vec<Vec<u32>> = (1..8).map(|s| noisy(s, 4 * 168)).collect();
    for counts in &mut sensors {
        counts[300] = MISSING_COUNT;
    }
    let grid = grid(4 * 168);
    let settings = CleanSettings { block: 2, ..CleanSettings::default() };
    let panel = Panel { grid: &grid, sensors: sensors.iter().map(|s| entries(s)).collect() };
    let repairs = clean_panel(&panel, &settings, &Watch::none()).expect("nobody cancels");
    assert_eq!(repairs.len(), 7);
    assert!(repairs.iter().all(|r| r.entries.len() == 1 && r.entries[0].value.is_finite()));
}

#[test]
fn without_detection_faults_stay_and_without_filling_gaps_become_null() {
    let mut counts = noisy(3, 8 * 168);
    counts[804..860].fill(0);
    counts[300] = MISSING_COUNT;
    let grid = grid(counts.len());
    let panel = Panel { grid: &grid, sensors: vec![entries(&counts)] };
    let no_detection = CleanSettings { detect: false, ..CleanSettings::default() };
    let repairs = clean_panel(&panel, &no_detection, &Watch::none()).expect("nobody cancels");
    assert_eq!(bins_with(&repairs[0].entries, Flags::FILLED), [300]);
    let no_filling = CleanSettings { fill: false, ..CleanSettings::default() };
    let repairs = clean_panel(&panel, &no_filling, &Watch::none()).expect("nobody cancels");
    assert!(repairs[0].entries.len() > 50);
    assert!(repairs[0].entries.iter().all(|r| r.value.is_nan() && r.method == Method::None));
}

#[test]
fn equal_counts_of_an_event_are_not_a_frozen_sensor() {
    // Eleven people in each of three bins of a quiet night: unusual, but not for being equal.
    let mut counts = noisy(3, 8 * 168);
    counts[24 * 30 + 2..24 * 30 + 5].fill(11);
    assert!(run(vec![entries(&counts)])[0].entries.is_empty());
}

#[test]
fn a_sensor_frozen_at_a_low_value_through_a_busy_day_is_stuck() {
    let mut counts = noisy(4, 8 * 168);
    counts[24 * 30 + 12..24 * 30 + 18].fill(1);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert_eq!(bins_with(repairs, Flags::STUCK), (24 * 30 + 12..24 * 30 + 18).collect::<Vec<_>>());
}

#[test]
fn a_stuck_night_makes_no_dead_nights() {
    let mut counts = noisy(3, 3 * 168);
    counts[24 * 9..24 * 9 + 7].fill(300);
    let repairs = &run(vec![entries(&counts)])[0].entries;
    assert!(bins_with(repairs, Flags::DEAD).is_empty(), "{repairs:?}");
    assert_eq!(bins_with(repairs, Flags::STUCK), (24 * 9..24 * 9 + 7).collect::<Vec<_>>());
    assert!(repairs.iter().all(|r| r.value < 20.0), "{repairs:?}");
}

#[test]
fn a_tenth_between_dead_stretches_does_not_lower_what_is_filled() {
    let truth = noisy(3, 8 * 168);
    let other = noisy(4, 8 * 168);
    let mut counts = truth.clone();
    let outage = 24 * 30 + 10..24 * 30 + 19;
    counts[outage.clone()].fill(0);
    counts[24 * 30 + 14] = truth[24 * 30 + 14] / 10;
    let repairs = &run(vec![entries(&counts), entries(&other)])[0].entries;
    let dead = bins_with(repairs, Flags::DEAD);
    assert_eq!(dead.len(), 8, "{dead:?}");
    let filled: f64 = repairs.iter().map(|r| r.value).sum();
    let lost: f64 = dead.iter().map(|bin| f64::from(truth[*bin])).sum();
    assert!((filled / lost - 1.0).abs() < 0.2, "{filled} against {lost}");
}

#[test]
fn the_persons_of_a_hole_in_one_lump_go_back_to_their_bins() {
    let truth = periodic(8 * 168);
    for lost in [0, MISSING_COUNT] {
        let mut counts = truth.clone();
        let hole = 24 * 30 + 10..24 * 30 + 15;
        let late: u32 = truth[hole.clone()].iter().sum();
        counts[hole.clone()].fill(lost);
        counts[hole.end] += late;
        let repairs = &run(vec![entries(&counts)])[0].entries;
        assert_eq!(bins_with(repairs, Flags::LUMP), (hole.start..=hole.end).collect::<Vec<_>>());
        for repair in repairs {
            assert!((repair.value - f64::from(truth[repair.bin as usize])).abs() <= 1.0);
            assert!(repair.low <= repair.value && repair.value <= repair.high);
            assert_eq!(repair.method, Method::KnownTotal);
        }
        let whole: f64 = repairs.iter().map(|r| r.value).sum();
        assert_eq!(whole, f64::from(counts[hole.end]));
    }
}

#[test]
fn a_crowd_after_an_outage_is_no_lump() {
    let mut counts = noisy(3, 8 * 168);
    counts[24 * 30 + 10..24 * 30 + 15].fill(0);
    // Five hours of about 250 are lost; what follows is an ordinary hour, or ten times all of them.
    for crowd in [250, 20_000] {
        counts[24 * 30 + 15] = crowd;
        let repairs = &run(vec![entries(&counts)])[0].entries;
        assert!(bins_with(repairs, Flags::LUMP).is_empty());
        assert!(!bins_with(repairs, Flags::DEAD).is_empty());
    }
}

#[test]
fn both_directions_come_in_one_lump() {
    let (ins, outs) = (periodic(8 * 168), periodic(8 * 168));
    let mut counts = [ins.clone(), outs.iter().map(|c| c / 40).collect::<Vec<u32>>()];
    let hole = 24 * 30 + 10..24 * 30 + 14;
    for counts in &mut counts {
        let late: u32 = counts[hole.clone()].iter().sum();
        counts[hole.clone()].fill(0);
        counts[hole.end] += late;
    }
    let repairs =
        &run(vec![SensorCounts { entries: &counts[0], exits: Some(&counts[1]), open: None }])[0];
    for repairs in [&repairs.entries, &repairs.exits] {
        assert_eq!(bins_with(repairs, Flags::LUMP), (hole.start..=hole.end).collect::<Vec<_>>());
    }
}

#[test]
fn a_spike_beside_the_edge_of_the_record_may_be_the_end_of_a_crowd() {
    let mut counts = noisy(3, 8 * 168);
    let highest = *counts.iter().max().expect("a count");
    counts[0] = highest + highest / 5;
    assert!(bins_with(&run(vec![entries(&counts)])[0].entries, Flags::SPIKE).is_empty());
    counts[0] = 0;
    counts[24 * 30 + 2] = highest + highest / 5;
    assert_eq!(bins_with(&run(vec![entries(&counts)])[0].entries, Flags::SPIKE), [24 * 30 + 2]);
}

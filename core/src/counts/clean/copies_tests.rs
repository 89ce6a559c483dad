use super::*;

fn grid(bins: usize) -> Grid {
    let slot: Vec<u16> = (0..bins).map(|bin| (bin % 168) as u16).collect();
    let day: Vec<i32> = (0..bins).map(|bin| (bin / 24) as i32).collect();
    Grid::new(168, &slot, &day, &vec![3600; bins])
}

/// Scattered counts between 100 and 355 (splitmix64; Steele, Lea and Flood 2014).
fn scattered(bins: usize) -> Vec<u32> {
    (0..bins as u64)
        .map(|bin| {
            let z = bin.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            100 + ((z >> 31) % 256) as u32
        })
        .collect()
}

#[test]
fn a_day_written_twice_is_found_whole() {
    let mut counts = scattered(1344);
    counts.copy_within(240..264, 480);
    let found = twins(&grid(1344), &counts, &[200.0; 1344]);
    assert_eq!(found, [Twins { earlier: 240, later: 480, length: 24 }]);
}

#[test]
fn a_week_of_habit_is_no_copy() {
    // Every week the same, and every day the same: nothing was written twice.
    let week: Vec<u32> = scattered(168).into_iter().cycle().take(168 * 3).collect();
    assert!(twins(&grid(week.len()), &week, &vec![200.0; week.len()]).is_empty());
    let day: Vec<u32> = scattered(24).into_iter().cycle().take(24 * 4).collect();
    assert!(twins(&grid(day.len()), &day, &vec![200.0; day.len()]).is_empty());
}

#[test]
fn quiet_counts_repeat_by_chance() {
    // Zeros, ones and twos: a day of them stands in many places.
    let counts: Vec<u32> = scattered(168 * 30).iter().map(|count| count % 3).collect();
    assert!(twins(&grid(counts.len()), &counts, &vec![1.0; counts.len()]).is_empty());
}

#[test]
fn four_hours_are_too_few_to_tell() {
    let mut counts = scattered(1344);
    counts.copy_within(240..244, 480);
    assert!(twins(&grid(1344), &counts, &[200.0; 1344]).is_empty());
}

#[test]
fn a_series_without_scatter_repeats_a_day_by_its_first_hour() {
    // Every day is a multiple of one shape: two days with one factor are no copy.
    let shape: Vec<f64> = (0..24).map(|hour| f64::from(400 - 20 * (hour - 12_i32).abs())).collect();
    let counts: Vec<u32> = (0..1344)
        .map(|bin| (shape[bin % 24] * f64::from(10 + scattered(56)[bin / 24]) / 200.0) as u32)
        .collect();
    let mut counts = counts;
    counts.copy_within(240..264, 480);
    let expected: Vec<f64> = (0..1344).map(|bin| shape[bin % 24]).collect();
    assert!(twins(&grid(1344), &counts, &expected).is_empty());
}

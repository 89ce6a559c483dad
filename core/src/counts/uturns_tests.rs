use super::{Stream, excess, matched};
use proptest::prelude::*;

fn stream(times: &[i64]) -> Stream {
    let mut stream = Stream::default();
    for &us in times {
        stream.push(us, 1);
    }
    stream.sorted()
}

fn pairs(entries: &[i64], exits: &[i64], least: i64, window: i64) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    matched(&stream(entries), &stream(exits), least, window, |entry, exit, persons| {
        found.extend(std::iter::repeat_n((entry, exit), persons as usize));
    });
    found
}

/// The most pairs there can be, by trying for each entry every free exit and none.
fn most(entries: &[i64], exits: &[i64], least: i64, window: i64, taken: u32) -> usize {
    let Some((entry, rest)) = entries.split_first() else { return 0 };
    let mut best = most(rest, exits, least, window, taken);
    for (place, exit) in exits.iter().enumerate() {
        if taken & (1 << place) == 0 && (least..=window).contains(&(exit - entry)) {
            best = best.max(1 + most(rest, exits, least, window, taken | 1 << place));
        }
    }
    best
}

#[test]
fn the_first_exit_is_left_to_who_needs_it() {
    // 0 can take 3 or 4, 1 only 4 or 5: first come, first served pairs all.
    assert_eq!(pairs(&[0, 1], &[4, 5], 0, 4), [(0, 4), (1, 5)]);
    assert_eq!(pairs(&[0], &[5], 0, 4), []);
    assert_eq!(pairs(&[5], &[3], 0, 4), []);
    assert_eq!(pairs(&[5], &[3], -4, 4), [(5, 3)]);
}

#[test]
fn several_persons_of_one_instant_are_matched_one_by_one() {
    let mut entries = Stream::default();
    entries.push(0, 5);
    let mut exits = Stream::default();
    exits.push(1, 2);
    exits.push(2, 7);
    let mut found = Vec::new();
    matched(&entries.sorted(), &exits.sorted(), 0, 4, |entry, exit, persons| {
        found.push((entry, exit, persons));
    });
    assert_eq!(found, [(0, 1, 2), (0, 2, 3)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn greedy_pairs_are_as_many_as_there_can_be(
        entries in prop::collection::vec(0_i64..25, 0..7),
        exits in prop::collection::vec(0_i64..25, 0..7),
        both: bool,
    ) {
        let window = 4;
        let least = if both { -window } else { 0 };
        let found = pairs(&entries, &exits, least, window);
        prop_assert_eq!(found.len(), most(&entries, &exits, least, window, 0));
        for (entry, exit) in &found {
            prop_assert!((least..=window).contains(&(exit - entry)));
        }
        let used = |mut all: Vec<i64>, mut used: Vec<i64>| {
            all.sort_unstable();
            used.sort_unstable();
            used.iter().all(|time| {
                all.iter().position(|other| other == time).map(|place| all.remove(place)).is_some()
            })
        };
        prop_assert!(used(entries, found.iter().map(|pair| pair.0).collect()));
        prop_assert!(used(exits, found.iter().map(|pair| pair.1).collect()));
    }
}

#[test]
fn the_excess_by_hand() {
    // Exits 2 s, 4 s, 5 s and 20 s after the entry; w = 4: 2 near, 2 far, u = 2 - 4/16 x 2 = 1.5, variance 1/4 (2 x 5/4 + 1).
    let seconds = [2, 4, 5, 20, 21].map(|s| s * 1_000_000);
    let mut found = Vec::new();
    excess(&stream(&[0]), &stream(&seconds), 4, &mut |us, estimate, variance| {
        found.push((us, estimate, variance));
    });
    assert_eq!(found, [(0, 1.5, 0.875)]);
}

/// A uniform number in 0..1 from a counter (splitmix64).
fn uniform(counter: u64) -> f64 {
    let mut z = counter.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
}

#[test]
fn the_excess_counts_turns_and_not_coincidences() {
    // 1,000 hours with 100 in and 100 out at random, and 10 turns of 1 to 3 s each.
    let (hours, day_s) = (1_000_u64, 3_600.0);
    let (mut total, mut square, mut chance) = (0.0, 0.0, 0.0);
    for hour in 0..hours {
        let at = |which: u64| ((uniform(hour * 1_000 + which) * day_s).floor() as i64) * 1_000_000;
        let mut entries: Vec<i64> = (0..100).map(at).collect();
        let mut exits: Vec<i64> = (100..200).map(at).collect();
        for turn in 0..10 {
            let start = at(200 + turn);
            entries.push(start);
            exits.push(start + 1_000_000 * (1 + (turn as i64) % 3));
        }
        let mut sum = (0.0, 0.0);
        excess(&stream(&entries), &stream(&exits), 4, &mut |_, estimate, variance| {
            sum = (sum.0 + estimate, sum.1 + variance);
        });
        total += sum.0;
        square += (sum.0 - 10.0) * (sum.0 - 10.0) / sum.1;
        chance += pairs(&entries, &exits, 0, 4_000_000).len() as f64;
    }
    let mean = total / hours as f64;
    // The sd of one hour is about 5, of the mean 0.15; matching alone finds twice as many.
    assert!((mean - 10.0).abs() < 0.5, "{mean}");
    // The variance claimed is that of chance and a quarter more for near pairs without far ones.
    assert!((0.6..1.0).contains(&(square / hours as f64)), "{}", square / hours as f64);
    assert!(chance / hours as f64 > 15.0, "{}", chance / hours as f64);
}

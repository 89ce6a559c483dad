use super::{Family, Group, apart, inject, stretch};
use crate::case::{Faulty, Kind, What};
use crate::time::{DAY_US, HOUR_US};
use crate::windows::{BINS, Truth, exits_of};
use keliu_simulator::Random;

/// Hour `h` of day `d` holds `10 h + d` persons: every count says where it came from.
fn truth() -> Truth {
    let entries: Vec<i64> = (0..BINS as i64).map(|bin| 10 * (bin % 24) + bin / 24).collect();
    let monday = 19_723 * DAY_US;
    Truth {
        start_us: (0..BINS as i64).map(|bin| monday + bin * HOUR_US).collect(),
        exits: exits_of(&entries, 1),
        entries,
    }
}

fn of(family: Family, severity: u8) -> Faulty {
    inject(family, &truth(), None, severity, 7)
}

fn touched(faulty: &Faulty) -> Vec<usize> {
    (0..faulty.mask.len()).filter(|bin| faulty.mask[*bin]).collect()
}

/// Counts of the hours by the first row of each; nothing where there is none.
fn first(faulty: &Faulty) -> Vec<Option<i64>> {
    let row = |start: &i64| faulty.rows.iter().find(|row| row.start_us == *start);
    faulty.label_us.iter().map(|start| row(start).and_then(|row| row.entries)).collect()
}

#[test]
fn a_fault_follows_from_truth_severity_and_seed_alone() {
    for &family in Family::ALL {
        for severity in 1..=3 {
            let one = of(family, severity);
            assert_eq!(one, of(family, severity), "{}", family.name());
            let other = inject(family, &truth(), None, severity, 8);
            // What has no place to choose is the same for every seed.
            let fixed = match family {
                Family::Clean | Family::C15 | Family::C24 => true,
                Family::C14 => severity < 3,
                Family::C23 => severity > 1,
                Family::C13 => severity == 2,
                Family::C16 => severity == 3,
                _ => false,
            };
            assert_eq!(
                (&one.rows, &one.text) == (&other.rows, &other.text),
                fixed,
                "{} {severity}",
                family.name()
            );
        }
    }
}

#[test]
fn hours_outside_the_mask_hold_the_truth() {
    let rows = [Family::C1, Family::C2, Family::C3, Family::C4, Family::C5, Family::C6, Family::C7];
    let more = [Family::C8, Family::C9, Family::C10, Family::C11, Family::C12, Family::C21];
    let last = [Family::C22, Family::LateRows, Family::Block];
    for family in rows.into_iter().chain(more).chain(last) {
        for severity in 1..=3 {
            let faulty = of(family, severity);
            let recorded = first(&faulty);
            for bin in (0..BINS).filter(|bin| !faulty.mask[*bin]) {
                let name = family.name();
                assert_eq!(recorded[bin], Some(faulty.truth.entries[bin]), "{name} {bin}");
            }
        }
    }
}

#[test]
fn stretches_have_the_length_of_their_severity() {
    let equal = [Family::C1, Family::C2, Family::C3, Family::C11, Family::C12, Family::Block];
    for family in equal {
        for (severity, length) in [(1, 6), (2, 24), (3, 168)] {
            let bins = touched(&of(family, severity));
            assert_eq!(bins.len(), length);
            assert_eq!(bins[length - 1] - bins[0], length - 1, "one stretch");
        }
    }
}

#[test]
fn a_gap_has_no_rows_and_a_dead_sensor_says_nobody() {
    let gap = of(Family::C1, 2);
    assert_eq!(gap.rows.len(), BINS - 24);
    assert!(touched(&gap).into_iter().all(|bin| first(&gap)[bin].is_none()));
    let dead = of(Family::C2, 2);
    assert!(touched(&dead).into_iter().all(|bin| first(&dead)[bin] == Some(0)));
    let frozen = of(Family::C3, 2);
    let bins = touched(&frozen);
    let held = frozen.truth.entries[bins[0]];
    assert!(bins.into_iter().all(|bin| first(&frozen)[bin] == Some(held)));
}

#[test]
fn a_lump_holds_everybody_who_came_while_it_was_silent() {
    let faulty = of(Family::C10, 2);
    let bins = touched(&faulty);
    assert_eq!(bins.len(), 13, "twelve silent hours and the one that brings them");
    let (last, silent) = bins.split_last().expect("not empty");
    let recorded = first(&faulty);
    assert!(silent.iter().all(|bin| recorded[*bin] == Some(0)));
    let persons: i64 = bins.iter().map(|bin| faulty.truth.entries[*bin]).sum();
    assert_eq!(recorded[*last], Some(persons));
}

#[test]
fn rows_that_came_late_leave_a_gap_before_their_lump() {
    let faulty = of(Family::LateRows, 2);
    let bins = touched(&faulty);
    let (last, missing) = bins.split_last().expect("not empty");
    let recorded = first(&faulty);
    assert_eq!(missing.len(), 12);
    assert!(missing.iter().all(|bin| recorded[*bin].is_none()));
    let persons: i64 = bins.iter().map(|bin| faulty.truth.entries[*bin]).sum();
    assert_eq!(recorded[*last], Some(persons));
}

#[test]
fn a_block_stands_at_an_earlier_place_too() {
    let faulty = of(Family::Block, 2);
    let bins = touched(&faulty);
    let recorded = first(&faulty);
    let apart = (24..=bins[0]).filter(|apart| {
        bins.iter().all(|bin| recorded[*bin] == Some(faulty.truth.entries[bin - apart]))
    });
    // Hour `h` of day `d` holds `10 h + d`, so one place of the window, and no other, holds the block.
    assert_eq!(apart.count(), 1);
}

#[test]
fn duplicates_repeat_rows_and_revisions_end_with_the_truth() {
    let twice = of(Family::C11, 1);
    assert_eq!(twice.rows.len(), BINS + 6);
    assert!(twice.rows[BINS..].iter().all(|row| twice.rows[..BINS].contains(row)));
    let revised = of(Family::C12, 1);
    for (row, bin) in revised.rows[BINS..].iter().zip(touched(&revised)) {
        assert_eq!(row.start_us, revised.truth.start_us[bin]);
        assert_eq!(row.entries, Some(revised.truth.entries[bin]));
        let part = revised.rows[bin].entries.expect("a partial count");
        assert!(part <= revised.truth.entries[bin] * 9 / 10 + 1);
    }
}

#[test]
fn spikes_are_eight_to_forty_times_the_mean() {
    let faulty = of(Family::C7, 3);
    let bins = touched(&faulty);
    assert_eq!(bins.len(), 20);
    let mean = faulty.truth.entries.iter().sum::<i64>() as f64 / BINS as f64;
    for bin in bins {
        let extra = faulty.rows[bin].entries.expect("a count") - faulty.truth.entries[bin];
        assert!((8.0 * mean - 1.0..=40.0 * mean).contains(&(extra as f64)));
    }
}

#[test]
fn half_a_level_is_half_of_the_persons() {
    let faulty = of(Family::C4, 3);
    let bins = touched(&faulty);
    assert_eq!(bins.len(), 14 * 24);
    let change = faulty.change.expect("a change to propose");
    assert_eq!((change.from, change.to, change.what), (bins[0], bins[0] + 336, What::Level(0.5)));
    for bin in bins {
        let half = faulty.truth.entries[bin] / 2;
        assert!((half..=half + 1).contains(&faulty.rows[bin].entries.expect("a count")));
    }
}

#[test]
fn exchanged_directions_lose_nobody() {
    let faulty = of(Family::C16, 1);
    let bins = touched(&faulty);
    assert_eq!(bins.len(), 7 * 24);
    for bin in 0..BINS {
        let pair = [Some(faulty.truth.entries[bin]), Some(faulty.truth.exits[bin])];
        let row = [faulty.rows[bin].entries, faulty.rows[bin].exits];
        let expected = if faulty.mask[bin] { [pair[1], pair[0]] } else { pair };
        assert_eq!(row, expected);
    }
}

#[test]
fn whoever_enters_leaves_within_three_hours() {
    let truth = truth();
    let mut inside = 0;
    for bin in 0..BINS {
        inside += truth.entries[bin] - truth.exits[bin];
        let recent: i64 = truth.entries[bin.saturating_sub(2)..=bin].iter().sum();
        assert!((0..=recent).contains(&inside), "{inside} inside after {bin}");
    }
}

/// Sums of a register between its faults equal the truth.
#[test]
fn a_register_counts_the_truth() {
    let wrapped = of(Family::C18, 3);
    assert_eq!(wrapped.kind, Kind::Register);
    assert_eq!(wrapped.rows.len(), BINS + 1);
    let value = |n: usize| wrapped.rows[n].entries.expect("a reading");
    for bin in 0..BINS {
        assert_eq!((value(bin + 1) - value(bin)).rem_euclid(1 << 16), wrapped.truth.entries[bin]);
        assert_eq!(value(bin + 1) < value(bin), wrapped.mask[bin], "a wrap is in the mask");
    }
    let down = of(Family::C19, 1);
    let bins = touched(&down);
    assert_eq!(bins.len(), 72);
    for bin in 0..BINS {
        let sign = if down.mask[bin] { -1 } else { 1 };
        let step = down.rows[bin + 1].entries.zip(down.rows[bin].entries).map(|(b, a)| b - a);
        assert_eq!(step, Some(sign * down.truth.entries[bin]));
    }
}

#[test]
fn a_reset_hides_the_persons_before_it_within_its_hour() {
    let faulty = of(Family::C17, 2);
    let bins = touched(&faulty);
    assert_eq!(bins.len(), 4);
    for bin in bins {
        let after = faulty.rows[bin + 1].entries.expect("a reading");
        assert_eq!(after + faulty.hidden[bin], faulty.truth.entries[bin]);
    }
}

#[test]
fn an_alien_reading_differs_in_one_bit_and_touches_two_hours() {
    let faulty = of(Family::C20, 2);
    let start = faulty.rows[0].entries.expect("a reading");
    let mut sum = start;
    let mut aliens = 0;
    for bin in 0..BINS {
        sum += faulty.truth.entries[bin];
        let written = faulty.rows[bin + 1].entries.expect("a reading");
        if written != sum {
            aliens += 1;
            assert_eq!((written ^ sum).count_ones(), 1);
            assert!(faulty.mask[bin] && faulty.mask[(bin + 1).min(BINS - 1)]);
        }
    }
    assert_eq!(aliens, 3);
}

#[test]
fn lost_readings_leave_the_first_and_the_last() {
    let faulty = of(Family::LostRows, 3);
    assert_eq!(faulty.rows.len(), BINS + 1 - 168);
    let ends = faulty.rows[BINS - 168].entries.zip(faulty.rows[0].entries);
    let persons: i64 = faulty.truth.entries.iter().sum();
    assert_eq!(ends.map(|(last, first)| last - first), Some(persons));
    assert_eq!(touched(&faulty).len(), 169, "the hours between two readings that are left");
}

#[test]
fn clock_changes_keep_every_person_once() {
    let spring = of(Family::C14, 1);
    assert_eq!(spring.rows.len(), BINS - 1);
    let autumn = of(Family::C14, 2);
    assert_eq!(autumn.rows.len(), BINS + 1);
    let quarters = of(Family::C14, 3);
    assert_eq!(quarters.rows.len(), 4 * (BINS + 1));
    for faulty in [&spring, &autumn, &quarters] {
        let written: i64 = faulty.rows.iter().filter_map(|row| row.entries).sum();
        assert_eq!(written, faulty.truth.entries.iter().sum::<i64>());
        let real = &faulty.truth.start_us;
        assert!(real.windows(2).all(|pair| pair[1] - pair[0] == HOUR_US), "real hours");
        // The same day of the week: 1970-01-01 was a Thursday, and the truth starts on a Monday.
        assert_eq!((faulty.label_us[0] / DAY_US + 3) % 7, 0);
    }
    let twice = autumn.label_us.windows(2).position(|pair| pair[0] == pair[1]).expect("doubled");
    assert!(touched(&autumn).is_empty(), "no sensor is to blame");
    assert_eq!(autumn.bin_of(autumn.label_us[twice]), Some(twice), "the first of two");
    assert_eq!(autumn.bin_of(autumn.label_us[twice] + HOUR_US), Some(twice + 2));
}

#[test]
fn an_hour_before_the_counting_day_starts_belongs_to_the_day_before() {
    let faulty = of(Family::C15, 3);
    let day = faulty.day.as_ref().expect("days of its own");
    for (bin, &start) in faulty.truth.start_us.iter().enumerate() {
        let early = start % DAY_US < 6 * HOUR_US;
        assert_eq!(day[bin], start / DAY_US - i64::from(early));
    }
    assert_eq!(faulty.truth.start_us[0] % DAY_US, 15 * HOUR_US, "the first day is partial");
}

#[test]
fn a_clock_that_is_ahead_writes_later_hours() {
    let faulty = of(Family::C13, 3);
    for bin in 0..BINS {
        let ahead = if faulty.mask[bin] { 7 } else { 0 };
        assert_eq!(faulty.rows[bin].start_us, faulty.truth.start_us[bin] + ahead * HOUR_US);
    }
    assert_eq!(touched(&faulty).len(), 14 * 24);
}

#[test]
fn wrong_units_hold_all_persons() {
    let numbers = |severity| -> Vec<i64> {
        let text = of(Family::C23, severity).text.expect("a file");
        let text = String::from_utf8(text).expect("plain text");
        let number = |line: &str| line.rsplit(',').next().and_then(|cell| cell.parse().ok());
        text.lines().skip(1).map(|line| number(line).expect("a number")).collect()
    };
    let persons: i64 = truth().entries.iter().sum();
    let five = numbers(1);
    assert_eq!((five.len(), five.iter().sum::<i64>()), (12 * BINS, persons));
    assert_eq!(numbers(3)[BINS - 1], persons);
    let today: i64 = truth().entries[24..48].iter().sum();
    assert_eq!(numbers(2)[47], today);
}

#[test]
fn files_begin_as_their_encoding_says() {
    let bytes = |severity| of(Family::C24, severity).text.expect("a file");
    assert!(bytes(1).starts_with(b"\xef\xbb\xbfsensor,start,end,entries\r\n"));
    assert!(bytes(2).starts_with(&[0xff, 0xfe]));
    let last = String::from_utf8(bytes(3)).expect("plain text");
    assert!(last.starts_with("sensor;start;end;entries\ndoor;2024-01-01 00:00:00;"));
    assert!(last.ends_with("\ndoor;2016-0"), "the last line is cut short");
    assert!(last.contains("door;29/01/2024 00:00:00;29/01/2024 01:00:00;28,0\n"));
}

#[test]
fn compound_cases_differ_and_are_of_both_kinds() {
    let all: Vec<Faulty> = (1..=12).map(|number| of(Family::Compound, number)).collect();
    assert!(all.iter().any(|one| one.kind == Kind::Intervals));
    assert!(all.iter().any(|one| one.kind == Kind::Register));
    assert!(all.iter().all(|one| one.mask.contains(&true)));
    assert!((1..12).all(|at| all[at].rows != all[0].rows));
}

#[test]
fn places_are_inside_and_apart() {
    for seed in 0..200 {
        let random = Random::new(seed);
        let place = stretch(random, 30, 10);
        assert!(place.len() == 10 && place.end <= 30);
        assert_eq!(stretch(random, 10, 20), 0..10, "no longer than there is");
        let taken = apart(random, 5..45, 8);
        assert_eq!(taken.len(), 8);
        assert!(taken.windows(2).all(|pair| pair[1] - pair[0] > 1), "{taken:?}");
        assert!(taken.iter().all(|bin| (5..45).contains(bin)));
    }
}

#[test]
fn every_family_has_a_group_and_a_name_of_its_own() {
    let mut names: Vec<&str> = Family::ALL.iter().map(|family| family.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Family::ALL.len());
    let of_group = |group| Family::ALL.iter().filter(|family| family.group() == group).count();
    assert_eq!((of_group(Group::Clean), of_group(Group::Compound)), (1, 1));
}

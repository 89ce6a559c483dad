use super::*;

fn bins(entries: &[i64], exits: &[i64]) -> Bins {
    Bins {
        entries: entries.to_vec(),
        exits: exits.to_vec(),
        covered_us: vec![10; entries.len()],
        flags: vec![0; entries.len()],
    }
}

fn one(correction: Correction, start: i64, end: i64, value: f64) -> Accepted {
    Accepted { correction, start, end, value, low: value, high: value }
}

#[test]
fn a_swap_takes_the_bins_that_lie_in_it_by_half() {
    let accepted = [one(Correction::Swap, 15, 34, 0.0)];
    let adjusted =
        adjusted(&bins(&[1, 2, 3, 4], &[5, 6, 7, UNSEEN]), &[0, 10, 20, 30, 40], &accepted)
            .expect("a swap");
    assert_eq!(Adjusted::rounded(&adjusted.entries), [1, 6, 7, 4]);
    assert_eq!(Adjusted::rounded(&adjusted.exits), [5, 2, 3, UNSEEN]);
    assert_eq!(adjusted.touched, [false, true, true, false]);
}

#[test]
fn a_factor_divides_and_a_part_of_a_bin_takes_its_part() {
    let gain = Accepted { low: 1.5, high: 2.5, ..one(Correction::Gain, 15, i64::MAX, 2.0) };
    let adjusted = adjusted(&bins(&[10, 30, 20], &[UNSEEN, 0, 4]), &[0, 10, 20, 30], &[gain])
        .expect("a factor");
    // Half of the second bin was doubled: 30 = 1.5 x 20.
    assert_eq!(
        adjusted.entries.iter().map(|[value, ..]| *value).collect::<Vec<f64>>(),
        [10.0, 20.0, 10.0]
    );
    assert_eq!(adjusted.entries[2], [10.0, 8.0, 20.0 / 1.5]);
    assert_eq!(Adjusted::rounded(&adjusted.exits), [UNSEEN, 0, 2]);
}

#[test]
fn a_clock_alone_leaves_the_bins() {
    assert_eq!(
        adjusted(&bins(&[1], &[1]), &[0, 10], &[one(Correction::Zone, 0, 10, 3600.0)]),
        None
    );
}

#[test]
fn a_stretch_by_a_wrong_clock_is_found_at_the_right_time() {
    // The clock is 10 µs ahead from 10 on: the factor from 20 on by that clock begins at 10.
    let accepted =
        [one(Correction::Clock, 10, i64::MAX, 1e-5), one(Correction::Gain, 20, i64::MAX, 2.0)];
    let adjusted =
        adjusted(&bins(&[2, 2, 2], &[0, 0, 0]), &[0, 10, 20, 30], &accepted).expect("a factor");
    assert_eq!(Adjusted::rounded(&adjusted.entries), [2, 1, 1]);
}

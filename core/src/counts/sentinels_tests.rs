use super::*;

fn rows(entries: &[i64]) -> Vec<Interval> {
    let row = |(at, entries): (usize, &i64)| Interval {
        start: at as i64,
        end: at as i64 + 1,
        entries: *entries,
        exits: UNSEEN,
        flags: 0,
    };
    entries.iter().enumerate().map(row).collect()
}

fn shown(entries: &[i64]) -> Vec<Option<i64>> {
    let all = rows(entries);
    let out = taken_out(Cow::Borrowed(&all)).into_owned();
    out.iter().map(|row| if is(row.entries) { None } else { recorded(row.entries) }).collect()
}

#[test]
fn a_number_below_zero_is_kept_and_counts_nothing() {
    let kept = read(-999);
    assert!(kept < 0 && is(kept));
    assert_eq!(recorded(kept), Some(-999));
    assert_eq!((read(7), recorded(7), recorded(UNSEEN)), (7, Some(7), None));
    assert_eq!([stored(kept), stored(-5), stored(i64::MIN), stored(3)], [kept, UNSEEN, UNSEEN, 3]);
}

#[test]
fn a_large_number_is_judged_by_the_others() {
    assert_eq!(shown(&[10, 65_535, 30]), [Some(10), None, Some(30)]);
    // A station that counts 60,000 a day may count 65,535.
    assert_eq!(shown(&[60_000, 65_535, 58_000]), [Some(60_000), Some(65_535), Some(58_000)]);
    assert_eq!(shown(&[4_294_967_295, 4_294_967_295]), [None, None]);
    // 65,536 is no number of that kind, however large.
    assert_eq!(shown(&[10, 65_536]), [Some(10), Some(65_536)]);
}

use super::Distinct;
use crate::accumulate::{ByteReader, Writer};
use crate::table::{Ids, LabelBuilder};
use std::borrow::Cow;

fn numbers(of: &[u64]) -> Distinct {
    let rows: Vec<u32> = (0..of.len() as u32).collect();
    Distinct::of(&Ids::Numbers(Cow::Borrowed(of)), &rows)
}

fn names(of: &[&str]) -> Distinct {
    let mut labels = LabelBuilder::with_capacity(of.len());
    for name in of {
        labels.push(name);
    }
    let rows: Vec<u32> = (0..of.len() as u32).collect();
    Distinct::of(&Ids::Names(labels.finish()), &rows)
}

fn bytes(distinct: &Distinct) -> Vec<u8> {
    let mut out = Writer::default();
    distinct.write(&mut out);
    out.into_bytes()
}

#[test]
fn ids_count_once_in_any_order_and_any_part() {
    let whole = numbers(&[7, 3, u64::MAX, 3, 0, 7]);
    assert_eq!(whole.len(), 4);
    let mut parts = numbers(&[3, 3]);
    parts.join(numbers(&[]));
    parts.join(numbers(&[u64::MAX, 7, 0, 3]));
    assert_eq!(parts, whole);
    assert_eq!(bytes(&parts), bytes(&whole));
}

#[test]
fn a_number_and_a_word_are_two_ids() {
    let mut both = names(&["b", "a", "b", "7"]);
    both.join(numbers(&[7]));
    assert_eq!(both.len(), 4);
}

#[test]
fn what_is_written_is_read_back_and_disorder_is_refused() {
    let mut whole = names(&["b", "", "a"]);
    whole.join(numbers(&[0, 5, u64::MAX]));
    let written = bytes(&whole);
    assert_eq!(Distinct::read(&mut ByteReader::new(&written)).ok(), Some(whole));
    let refused = |numbers: &[u128], names: &[&str]| {
        let mut out = Writer::default();
        out.unsigned(numbers.len() as u128);
        for &step in numbers {
            out.unsigned(step);
        }
        out.unsigned(names.len() as u128);
        for name in names {
            out.text(name);
        }
        Distinct::read(&mut ByteReader::new(&out.into_bytes())).is_err()
    };
    assert!(refused(&[5, 0], &[]));
    assert!(refused(&[5, u128::from(u64::MAX)], &[]));
    assert!(refused(&[], &["b", "a"]));
    assert!(!refused(&[0, 5], &["a", "b"]));
}

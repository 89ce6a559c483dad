use super::Number::{Absent, Fraction, Unreadable, Whole};
use super::{DecimalMark, Number, Numbers};
use proptest::prelude::*;

fn read(cell: &str) -> Number {
    Numbers::default().read(1, cell)
}

#[test]
fn figures_are_read_as_people_write_them() {
    for (cell, number) in [
        ("0", Whole(0)),
        (" 12 ", Whole(12)),
        ("94.0", Whole(94)),
        ("94,00", Whole(94)),
        ("1,204", Whole(1204)),
        ("1.204", Whole(1204)),
        ("1 204", Whole(1204)),
        ("1\u{a0}204", Whole(1204)),
        ("1\u{202f}204\u{202f}000", Whole(1_204_000)),
        ("1'204", Whole(1204)),
        ("1,204.0", Whole(1204)),
        ("1.204,0", Whole(1204)),
        ("1,204,567", Whole(1_204_567)),
        ("-1", Whole(-1)),
        ("−999", Whole(-999)),
        ("+5", Whole(5)),
        ("4294967295", Whole(4_294_967_295)),
        ("0006470600", Whole(6_470_600)),
        ("", Absent),
        ("N/A", Absent),
        ("nan", Absent),
        ("NULL", Absent),
        ("-", Absent),
        ("无", Absent),
        ("2.5", Fraction),
        ("0,125", Fraction),
        ("1,2,3", Unreadable),
        ("12 34", Unreadable),
        ("1E+05", Unreadable),
        ("=1+1", Unreadable),
        ("1.", Unreadable),
        ("99999999999999999999", Unreadable),
        ("twelve", Unreadable),
    ] {
        assert_eq!(read(cell), number, "{cell:?}");
    }
}

#[test]
fn a_told_mark_decides_what_could_be_either() {
    assert_eq!(Numbers::new(DecimalMark::Point).read(1, "1.204"), Fraction);
    assert_eq!(Numbers::new(DecimalMark::Comma).read(1, "1.204"), Whole(1204));
    assert_eq!(Numbers::new(DecimalMark::Point).read(1, "1,204"), Whole(1204));
    assert_eq!(Numbers::new(DecimalMark::Comma).read(1, "1,204"), Fraction);
}

#[test]
fn cells_that_contradict_each_other_leave_a_question() {
    let question = |cells: &[&str]| {
        let mut numbers = Numbers::default();
        cells.iter().zip(1..).for_each(|(cell, row)| {
            numbers.read(row, cell);
        });
        numbers.question()
    };
    assert_eq!(question(&["94.0", "1,204", "7"]), None);
    assert_eq!(question(&["94,0", "1.204"]), None);
    let question_of_both = question(&["94.0", "1.204"]).unwrap();
    assert_eq!(question_of_both.option, "decimal_mark");
    assert!(question_of_both.what.contains("\"1.204\" at row 2"));
    assert!(question(&["94.0", "94,0"]).is_some());
}

proptest! {
    #[test]
    fn every_count_in_every_dress_is_itself(value in 0_i64..=1_000_000_000_000) {
        let grouped = |mark: &str| {
            let figures = value.to_string();
            let mut text = String::new();
            for (at, figure) in figures.char_indices() {
                if at > 0 && (figures.len() - at) % 3 == 0 {
                    text.push_str(mark);
                }
                text.push(figure);
            }
            text
        };
        for cell in [
            value.to_string(),
            format!("{value}.0"),
            format!("{value},00"),
            format!("  {value}\u{a0}"),
            grouped("\u{202f}"),
            grouped("'"),
            format!("{}.0", grouped(",")),
            format!("{},0", grouped(".")),
        ] {
            prop_assert_eq!(read(&cell), Whole(value), "{}", cell);
        }
    }

    #[test]
    fn no_cell_brings_it_down(cell in "\\PC{0,40}") {
        read(&cell);
    }
}

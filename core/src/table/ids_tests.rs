use super::*;

fn names(words: &[&str]) -> Ids<'static> {
    let mut labels = LabelBuilder::with_capacity(words.len());
    for word in words {
        labels.push(word);
    }
    Ids::Names(labels.finish())
}

#[test]
fn names_get_keys_in_the_order_of_their_letters() {
    assert_eq!(names(&["c", "a", "b", "a"]).keys().as_ref(), [2, 0, 1, 0]);
    assert_eq!(Ids::Numbers(Cow::Borrowed(&[9, 3])).keys().as_ref(), [9, 3]);
}

#[test]
fn a_column_of_numbers_that_meets_a_word_becomes_one_of_words() {
    let mut column = IdBuilder::like(&Ids::default(), 2);
    column.push(&Id::Number(7));
    column.push(&Id::Name("a".to_owned()));
    column.push(&Id::Number(8));
    let column = column.finish();
    let found: Vec<_> = (0..3).map(|row| column.label(row)).collect();
    assert_eq!(found, ["7", "a", "8"]);
}

#[test]
fn rows_are_copied_in_the_kind_of_the_input() {
    for ids in [names(&["x", "y"]), Ids::Numbers(Cow::Borrowed(&[1, u64::MAX]))] {
        let mut column = IdBuilder::like(&ids, 2);
        (0..2).for_each(|row| column.push_row(&ids, row));
        assert_eq!(column.finish(), ids);
    }
}

use super::{LONGEST_CELL, LONGEST_RECORD, MOST_COLUMNS, Next, Records, sniff};

fn all(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(text, delimiter);
    let mut found = Vec::new();
    loop {
        match records.next() {
            Next::Record(line, record) => {
                found.push((line, record.cells().map(str::to_owned).collect()));
            }
            Next::Refused(line, what, _) => found.push((line, vec![format!("refused: {what}")])),
            Next::End => return found,
        }
    }
}

fn line(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn lines_are_numbered_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "", "c,\"d", "e\"", "f,g"].join(end);
        let quoted = format!("d{end}e");
        let expected = [
            line(1, &["a", "b"]),
            line(3, &["c", &quoted]),
            line(if end == "\r" { 4 } else { 5 }, &["f", "g"]),
        ];
        assert_eq!(all(&text, b',')[..2], expected[..2], "{end:?}");
        assert_eq!(all(&text, b',')[2].1, expected[2].1, "{end:?}");
        if end != "\r" {
            assert_eq!(all(&text, b',')[2].0, 5, "{end:?}");
        }
    }
}

#[test]
fn what_is_beyond_the_limits_is_refused_alone() {
    let long_cell = format!("a,{}\nb,c\n", "x".repeat(LONGEST_CELL + 1));
    assert_eq!(
        all(&long_cell, b','),
        [line(1, &["refused: a cell longer than 64 KiB"]), line(2, &["b", "c"])]
    );
    let fits = format!("a,{}\n", "x".repeat(LONGEST_CELL));
    assert_eq!(all(&fits, b',')[0].1.len(), 2);
    let many = format!("{}\nb,c\n", ",".repeat(MOST_COLUMNS));
    assert_eq!(
        all(&many, b','),
        [line(1, &["refused: more than 4,096 columns"]), line(2, &["b", "c"])]
    );
    // A quote that never closes swallows the rest of the file, and is refused as one record.
    let open = format!("a,\"{}\n", "x,1\n".repeat(LONGEST_RECORD / 4 + 10));
    assert_eq!(all(&open, b','), [line(1, &["refused: a record longer than 1 MiB"])]);
}

#[test]
fn the_delimiter_is_the_one_that_lines_agree_on() {
    assert_eq!(sniff("a;b;c\n1,5;2;3\n").0, b';');
    assert_eq!(sniff("a,b\n\"x;y\",2\n").0, b',');
    assert_eq!(sniff("a\tb\n1\t2\n").0, b'\t');
    assert_eq!(sniff("a|b\n1|2\n").0, b'|');
    assert_eq!(sniff("sep=;\na;b\n").0, b';');
    assert_eq!(sniff("title\na;b\n1;2\n").0, b';');
}

use super::{ByteReader, Writer};
use crate::error::Error;

#[test]
fn numbers_return_as_written() {
    let numbers = [
        0,
        1,
        -1,
        63,
        64,
        -64,
        -65,
        i128::from(i64::MAX),
        i128::from(i64::MIN),
        i128::MAX,
        i128::MIN,
    ];
    let mut writer = Writer::default();
    for number in numbers {
        writer.signed(number);
    }
    writer.text("客流");
    let bytes = writer.into_bytes();
    let mut reader = ByteReader::new(&bytes);
    for number in numbers {
        assert_eq!(reader.signed().unwrap(), number);
    }
    assert_eq!(reader.text().unwrap(), "客流");
    reader.end().unwrap();
}

#[test]
fn small_numbers_take_one_byte() {
    let mut writer = Writer::default();
    writer.signed(-64);
    writer.unsigned(127);
    assert_eq!(writer.into_bytes(), [0x7f, 0x7f]);
}

#[test]
fn lies_about_lengths_are_refused() {
    let refused = |bytes: &[u8]| {
        let mut reader = ByteReader::new(bytes);
        matches!(reader.count(1), Err(Error::StateInvalid { .. }))
    };
    assert!(refused(&[0xff, 0xff, 0xff, 0xff, 0x7f]), "34 thousand million items in no bytes");
    assert!(refused(&[0xff; 40]), "a number that never ends");
    assert!(refused(&[]), "nothing at all");
    assert!(ByteReader::new(&[2, 0xff, 0xfe]).text().is_err(), "not UTF-8");
    assert!(ByteReader::new(&[1]).end().is_err(), "bytes too many");
}

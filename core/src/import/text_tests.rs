use super::{BROKEN, TextEncoding, decode, is_binary};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

const TEXT: &str = "传感器,时间,进店人数\n北门,2026-03-01 10:00,12\n東口 🚪,2026-03-01 11:00,7\n";

fn utf16(text: &str, low_first: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn every_encoding_gives_the_same_text() {
    let ascii_rich = format!("{TEXT}{}", "a,2026-03-01 12:00,1\n".repeat(20));
    let gb = GB18030.encode(&ascii_rich).0.into_owned();
    let cases: [(Vec<u8>, TextEncoding); 8] = [
        (ascii_rich.clone().into_bytes(), TextEncoding::Utf8),
        ([b"\xef\xbb\xbf".as_slice(), ascii_rich.as_bytes()].concat(), TextEncoding::Utf8),
        // Two marks: a program added one to a file that had one.
        (
            [b"\xef\xbb\xbf\xef\xbb\xbf".as_slice(), ascii_rich.as_bytes()].concat(),
            TextEncoding::Utf8,
        ),
        (utf16(&ascii_rich, true, true), TextEncoding::Utf16Le),
        (utf16(&ascii_rich, false, true), TextEncoding::Utf16Be),
        (utf16(&ascii_rich, true, false), TextEncoding::Utf16Le),
        (utf16(&ascii_rich, false, false), TextEncoding::Utf16Be),
        (gb, TextEncoding::Gb18030),
    ];
    for (bytes, encoding) in cases {
        let decoded = decode(&bytes, TextEncoding::Auto);
        assert_eq!((decoded.encoding, decoded.broken), (encoding, false));
        assert_eq!(decoded.text, ascii_rich);
        assert_eq!(decode(&bytes, encoding).text, ascii_rich, "as told");
    }
    assert_eq!(UTF_16LE.name(), "UTF-16LE");
    assert_eq!(UTF_16BE.name(), "UTF-16BE");
}

#[test]
fn broken_bytes_are_marked_and_never_replaced() {
    let decoded = decode(b"a,\xff\xfeb\nc,\xe4\xbd", TextEncoding::Utf8);
    assert_eq!(decoded.text, format!("a,{BROKEN}{BROKEN}b\nc,{BROKEN}"));
    assert!(decoded.broken);
    let decoded = decode(b"\xb1\xb1\xc3\xc5,\xff,1\n\xb1\xb1\xc3\xc5,2\n", TextEncoding::Gb18030);
    assert_eq!(decoded.text, format!("北门,{BROKEN},1\n北门,2\n"));
    // An odd byte at the end of UTF-16 is half a character.
    let mut odd = utf16("ab", true, true);
    odd.push(0x41);
    assert_eq!(decode(&odd, TextEncoding::Auto).text, format!("ab{BROKEN}"));
    assert!(decode(b"a\0b", TextEncoding::Auto).broken, "a zero is no character of a table");
}

#[test]
fn a_western_code_page_is_not_taken_for_chinese() {
    // "Café Süd, Grüße, Ærø": letters above ASCII stand alone.
    let western = b"Caf\xe9 S\xfcd,Gr\xfc\xdfe,\xc6r\xf8\n";
    let decoded = decode(western, TextEncoding::Auto);
    assert_eq!((decoded.encoding, decoded.broken), (TextEncoding::Utf8, true));
    assert_eq!(decode(western, TextEncoding::Windows1252).text, "Café Süd,Grüße,Ærø\n");
    // Mostly UTF-8 with one broken byte stays UTF-8.
    let mut chinese = "北门,南门,东门,西门\n".as_bytes().to_vec();
    chinese.push(0xff);
    assert_eq!(decode(&chinese, TextEncoding::Auto).encoding, TextEncoding::Utf8);
}

#[test]
fn what_is_no_text_is_told() {
    assert!(is_binary(b"PK\x03\x04rest").is_some());
    assert!(is_binary(b"\x1f\x8b\x08").is_some());
    assert_eq!(is_binary(b"sensor,time"), None);
}

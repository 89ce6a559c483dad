//! Bytes as text. What cannot be decoded is marked, so that the row in which it stands is refused; it never
//! becomes a replacement character.

use super::file_options::TextEncoding;
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Stands where bytes could not be decoded: a noncharacter, which no text holds.
pub(super) const BROKEN: char = '\u{fffe}';

/// The text of a file and how it was written.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: TextEncoding,
    /// Why this encoding.
    pub(super) evidence: &'static str,
    /// True if some byte could not be decoded, or is a NUL: each record is then looked through.
    pub(super) broken: bool,
}

/// How much of a file is looked at to tell a text from something else.
const LOOKED_AT: usize = 4096;

/// True if the bytes are no text in any encoding: a spreadsheet, an archive, an image.
pub(super) fn is_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "an archive, such as a workbook of a spreadsheet"),
        (b"\xd0\xcf\x11\xe0", "an old workbook of a spreadsheet"),
        (b"\x1f\x8b", "compressed by gzip"),
        (b"PAR1", "a Parquet file"),
        (b"%PDF", "a PDF"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

pub(super) fn decode(bytes: &[u8], declared: TextEncoding) -> Decoded<'_> {
    let (encoding, evidence) = match declared {
        TextEncoding::Auto => sniff(bytes),
        given => (given, "as told"),
    };
    let bytes = without_mark(bytes, encoding);
    let decoder = match encoding {
        TextEncoding::Auto | TextEncoding::Utf8 => {
            if let Ok(text) = std::str::from_utf8(bytes) {
                let broken = bytes.contains(&0);
                return Decoded { text: Cow::Borrowed(text), encoding, evidence, broken };
            }
            UTF_8
        }
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Windows1252 => WINDOWS_1252,
    };
    let (text, broken) = decode_with(bytes, decoder);
    let broken = broken || text.as_bytes().contains(&0);
    let text = match text.trim_start_matches('\u{feff}') {
        all if all.len() == text.len() => text,
        rest => rest.to_owned(),
    };
    Decoded { text: Cow::Owned(text), encoding, evidence, broken }
}

/// Without byte order marks, of which careless programs write several.
fn without_mark(mut bytes: &[u8], encoding: TextEncoding) -> &[u8] {
    let mark: &[u8] = match encoding {
        TextEncoding::Auto | TextEncoding::Utf8 => b"\xef\xbb\xbf",
        TextEncoding::Utf16Le => b"\xff\xfe",
        TextEncoding::Utf16Be => b"\xfe\xff",
        TextEncoding::Gb18030 => b"\x84\x31\x95\x33",
        TextEncoding::Windows1252 => return bytes,
    };
    while let Some(rest) = bytes.strip_prefix(mark) {
        bytes = rest;
    }
    bytes
}

fn decode_with(bytes: &[u8], encoding: &'static Encoding) -> (String, bool) {
    const PIECE: usize = 1 << 16;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + PIECE);
    let (mut at, mut broken) = (0, false);
    loop {
        // The buffer grows by pieces: a bound for the worst case would be three times the file.
        text.reserve(PIECE);
        let (result, read) =
            decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (text, broken),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(_, _) => {
                broken = true;
                text.reserve(PIECE);
                text.push(BROKEN);
            }
        }
    }
}

fn sniff(bytes: &[u8]) -> (TextEncoding, &'static str) {
    for (mark, encoding) in [
        (b"\xef\xbb\xbf".as_slice(), TextEncoding::Utf8),
        (b"\xff\xfe", TextEncoding::Utf16Le),
        (b"\xfe\xff", TextEncoding::Utf16Be),
        (b"\x84\x31\x95\x33", TextEncoding::Gb18030),
    ] {
        if bytes.starts_with(mark) {
            return (encoding, "byte order mark");
        }
    }
    // In UTF-16 every other byte of figures, commas and Latin letters is zero.
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| {
        start.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() >= 2 && (even + odd) * 5 >= start.len() {
        if odd >= 8 * even {
            return (TextEncoding::Utf16Le, "every other byte is zero");
        }
        if even >= 8 * odd {
            return (TextEncoding::Utf16Be, "every other byte is zero");
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        let evidence = if bytes.is_ascii() { "plain ASCII" } else { "valid UTF-8" };
        return (TextEncoding::Utf8, evidence);
    }
    if looks_like_gb18030(bytes) {
        return (TextEncoding::Gb18030, "not UTF-8, and its bytes pair up as Chinese characters");
    }
    (TextEncoding::Utf8, "neither valid UTF-8 nor Chinese text")
}

/// True if bytes above ASCII mostly stand in pairs of the plane of common Chinese characters, or in fours as rare
/// ones are written, and form more of them than of sequences of UTF-8. In a Western code page such bytes stand alone
/// between ASCII letters.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut pairs, mut others, mut sequences, mut at) = (0_u64, 0_u64, 0_u64, 0);
    let common = |byte: u8| (0xa1..=0xfe).contains(&byte);
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let quarter = |at: usize| {
            let pair = (bytes.get(at), bytes.get(at + 1));
            matches!(pair, (Some(0x81..=0xfe), Some(b'0'..=b'9')))
        };
        if bytes[at] < 0x80 {
            at += 1;
        } else if quarter(at) && quarter(at + 2) {
            pairs += 1;
            at += 4;
        } else if common(bytes[at]) && common(next) {
            pairs += 1;
            at += 2;
        } else {
            others += 1;
            at += 1;
        }
    }
    for piece in bytes.utf8_chunks() {
        sequences += piece.valid().chars().filter(|letter| !letter.is_ascii()).count() as u64;
    }
    pairs > sequences && others * 4 <= pairs
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

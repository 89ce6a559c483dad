//! Well-known text (OGC 06-103r4, section 7) of the three shapes that floors are made of. The parser is small and
//! does not recurse, so that no text can exhaust the stack.

use super::Shape;
use crate::geometry::Position;

/// The shape of a text, or nothing where it is none of the three or not well formed.
pub(super) fn parse(text: &str) -> Option<Shape> {
    let mut words = Words { rest: strip_reference_system(text), numbers: 0 };
    let kind = words.word()?.to_ascii_uppercase();
    // Heights and measures are read over: floors are flat.
    let bare = kind.trim_end_matches(['Z', 'M']);
    let dimension = words.peek_word().map(str::to_ascii_uppercase);
    if matches!(dimension.as_deref(), Some("Z" | "M" | "ZM")) {
        words.word();
    }
    let shape = match bare {
        "POLYGON" => Shape::Polygons(vec![words.list(|words| words.list(Words::position))?]),
        "MULTIPOLYGON" => {
            Shape::Polygons(words.list(|words| words.list(|words| words.list(Words::position)))?)
        }
        "LINESTRING" => Shape::Line(words.list(Words::position)?),
        _ => return None,
    };
    words.rest.trim().is_empty().then_some(shape)
}

/// `SRID=4326;POLYGON (…)` is how a spatial database writes it.
fn strip_reference_system(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(';') {
        Some((system, rest)) if system.to_ascii_uppercase().starts_with("SRID=") => rest,
        _ => text,
    }
}

struct Words<'t> {
    rest: &'t str,
    /// Numbers of the first position; all others must have as many, since one with more is two positions
    /// between which a comma was forgotten.
    numbers: usize,
}

impl<'t> Words<'t> {
    fn peek_word(&self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let end = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
        (end > 0).then(|| &rest[..end])
    }

    fn word(&mut self) -> Option<&'t str> {
        let word = self.peek_word()?;
        self.rest = &self.rest.trim_start()[word.len()..];
        Some(word)
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(sign)?;
        Some(())
    }

    /// `(item, item, …)`.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.sign('(')?;
        let mut items = vec![item(self)?];
        while self.sign(',').is_some() {
            items.push(item(self)?);
        }
        self.sign(')')?;
        Some(items)
    }

    fn number(&mut self) -> Option<f64> {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')'))
            .unwrap_or(rest.len());
        self.rest = &rest[end..];
        rest[..end].parse().ok()
    }

    /// Two numbers, and up to two more that are read over.
    fn position(&mut self) -> Option<Position> {
        let (x, y) = (self.number()?, self.number()?);
        let mut numbers = 2;
        while numbers < 4 && !self.rest.trim_start().starts_with([',', ')']) {
            self.number()?;
            numbers += 1;
        }
        if self.numbers == 0 {
            self.numbers = numbers;
        }
        (self.numbers == numbers).then_some(Position { x, y })
    }
}

//! Text columns as codes into a list of distinct names.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A column of repeated names: `names[codes[row]]`. Names are distinct, in order of first appearance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels<'a> {
    /// One code per row.
    pub codes: Cow<'a, [i32]>,
    /// The distinct names.
    pub names: Vec<String>,
}

impl Labels<'_> {
    /// The name in a row.
    pub fn name(&self, row: usize) -> &str {
        &self.names[self.codes[row] as usize]
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

/// Builds [`Labels`] name by name.
///
/// Names come from outside, so look-up is by an ordered map, which nobody can flood; a small table of recent
/// names in front of it makes the common case (the same few names again) one comparison.
#[derive(Debug)]
pub(crate) struct LabelBuilder {
    known: BTreeMap<String, i32>,
    recent: Vec<Option<(String, i32)>>,
    names: Vec<String>,
    codes: Vec<i32>,
}

impl LabelBuilder {
    const RECENT: usize = 4096;

    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            known: BTreeMap::new(),
            recent: vec![None; Self::RECENT],
            names: Vec::new(),
            codes: Vec::with_capacity(rows),
        }
    }

    pub(crate) fn push(&mut self, name: &str) {
        let code = self.code(name);
        self.codes.push(code);
    }

    /// The code of a name, new or known, without adding a row.
    pub(crate) fn code(&mut self, name: &str) -> i32 {
        let slot = Self::slot(name);
        if let Some((recent, code)) = &self.recent[slot]
            && recent == name
        {
            return *code;
        }
        let code = if let Some(&code) = self.known.get(name) {
            code
        } else {
            let code = self.names.len() as i32;
            self.known.insert(name.to_owned(), code);
            self.names.push(name.to_owned());
            code
        };
        self.recent[slot] = Some((name.to_owned(), code));
        code
    }

    fn slot(name: &str) -> usize {
        // FNV-1a over the bytes: only a place in the table of recent names depends on it, never a result.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for &byte in name.as_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        (hash >> 32) as usize % Self::RECENT
    }

    /// The codes of the rows so far.
    #[cfg(feature = "import")]
    pub(crate) fn codes(&self) -> &[i32] {
        &self.codes
    }

    /// Leaves out the rows whose place holds false; their names stay known.
    #[cfg(feature = "import")]
    pub(crate) fn keep(&mut self, kept: &[bool]) {
        let mut marks = kept.iter();
        self.codes.retain(|_| *marks.next().unwrap_or(&true));
    }

    pub(crate) fn finish(self) -> Labels<'static> {
        Labels { codes: Cow::Owned(self.codes), names: self.names }
    }
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;

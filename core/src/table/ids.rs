//! Ids of tracks: numbers as they came, or words.

use super::labels::{LabelBuilder, Labels};
use std::borrow::Cow;

/// A column of ids. Numbers stay numbers, since 10⁸ of them as text would cost more than all that is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ids<'a> {
    /// Numbers.
    Numbers(Cow<'a, [u64]>),
    /// Words.
    Names(Labels<'a>),
}

impl Default for Ids<'_> {
    fn default() -> Self {
        Self::Numbers(Cow::Borrowed(&[]))
    }
}

impl Ids<'_> {
    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Names(names) => names.len(),
        }
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id in a row, as text.
    pub fn label(&self, row: usize) -> Cow<'_, str> {
        match self {
            Self::Numbers(numbers) => Cow::Owned(numbers[row].to_string()),
            Self::Names(names) => Cow::Borrowed(names.name(row)),
        }
    }

    /// A number per row that sorts as the ids do: the number itself, or the place of the name among all names.
    pub(crate) fn keys(&self) -> Cow<'_, [u64]> {
        match self {
            Self::Numbers(numbers) => Cow::Borrowed(numbers),
            Self::Names(labels) => {
                let mut sorted: Vec<usize> = (0..labels.names.len()).collect();
                sorted.sort_unstable_by(|&a, &b| labels.names[a].cmp(&labels.names[b]));
                let mut rank = vec![0; sorted.len()];
                for (place, &code) in sorted.iter().enumerate() {
                    rank[code] = place as u64;
                }
                labels.codes.iter().map(|&code| rank[code as usize]).collect()
            }
        }
    }

    /// The id in a row, to be kept when the table is gone.
    pub(crate) fn id(&self, row: usize) -> Id {
        match self {
            Self::Numbers(numbers) => Id::Number(numbers[row]),
            Self::Names(names) => Id::Name(names.name(row).to_owned()),
        }
    }
}

/// One id. Numbers come before words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    Number(u64),
    Name(String),
}

/// Builds a result column of ids in the kind of the input.
#[derive(Debug)]
pub(crate) enum IdBuilder {
    Numbers(Vec<u64>),
    Names(LabelBuilder),
}

impl IdBuilder {
    /// A column of the same kind as `like`.
    pub(crate) fn like(like: &Ids<'_>, rows: usize) -> Self {
        match like {
            Ids::Numbers(_) => Self::Numbers(Vec::with_capacity(rows)),
            Ids::Names(_) => Self::Names(LabelBuilder::with_capacity(rows)),
        }
    }

    /// Adds the id that stands in a row of the input.
    pub(crate) fn push_row(&mut self, ids: &Ids<'_>, row: usize) {
        match (self, ids) {
            (Self::Numbers(out), Ids::Numbers(numbers)) => out.push(numbers[row]),
            (out, ids) => out.push(&ids.id(row)),
        }
    }

    /// Adds an id. A column of numbers that meets a word becomes one of words.
    pub(crate) fn push(&mut self, id: &Id) {
        if let (Self::Numbers(numbers), Id::Name(_)) = (&*self, id) {
            let mut names = LabelBuilder::with_capacity(numbers.len() + 1);
            for number in numbers {
                names.push(&number.to_string());
            }
            *self = Self::Names(names);
        }
        match (self, id) {
            (Self::Numbers(numbers), Id::Number(number)) => numbers.push(*number),
            (Self::Names(names), Id::Number(number)) => names.push(&number.to_string()),
            (Self::Names(names), Id::Name(name)) => names.push(name),
            (Self::Numbers(_), Id::Name(_)) => {} // turned into names above
        }
    }

    pub(crate) fn finish(self) -> Ids<'static> {
        match self {
            Self::Numbers(numbers) => Ids::Numbers(Cow::Owned(numbers)),
            Self::Names(names) => Ids::Names(names.finish()),
        }
    }
}

#[cfg(test)]
#[path = "ids_tests.rs"]
mod tests;

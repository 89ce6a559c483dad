//! Sets of ids that are added up: how many different tracks there were.

use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::table::Ids;

/// Different ids. Numbers and words are never the same id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Distinct {
    numbers: Vec<u64>,
    names: Vec<String>,
}

impl Distinct {
    /// The different ids of some rows.
    pub(super) fn of(ids: &Ids<'_>, rows: &[u32]) -> Self {
        let mut distinct = Self::default();
        match ids {
            Ids::Numbers(numbers) => {
                distinct.numbers = rows.iter().map(|&row| numbers[row as usize]).collect();
                distinct.numbers.sort_unstable();
                distinct.numbers.dedup();
            }
            Ids::Names(names) => {
                let mut codes: Vec<i32> =
                    rows.iter().map(|&row| names.codes[row as usize]).collect();
                codes.sort_unstable();
                codes.dedup();
                distinct.names =
                    codes.into_iter().map(|code| names.names[code as usize].clone()).collect();
                distinct.names.sort_unstable();
            }
        }
        distinct
    }

    pub(super) fn len(&self) -> u64 {
        (self.numbers.len() + self.names.len()) as u64
    }

    pub(super) fn join(&mut self, other: Self) {
        union(&mut self.numbers, other.numbers);
        union(&mut self.names, other.names);
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.unsigned(self.numbers.len() as u128);
        let mut last = 0;
        for &number in &self.numbers {
            // Ids of one camera follow each other: differences are short.
            out.unsigned(u128::from(number - last));
            last = number;
        }
        out.unsigned(self.names.len() as u128);
        for name in &self.names {
            out.text(name);
        }
    }

    pub(super) fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let broken = || Error::StateInvalid { reason: "ids are not in order".to_owned() };
        let mut distinct = Self::default();
        for place in 0..input.count(1)? {
            let step = u64::try_from(input.unsigned()?).map_err(|_| broken())?;
            let last = distinct.numbers.last().copied().unwrap_or(0);
            if place > 0 && step == 0 {
                return Err(broken());
            }
            distinct.numbers.push(last.checked_add(step).ok_or_else(broken)?);
        }
        for _ in 0..input.count(1)? {
            let name = input.text()?;
            if distinct.names.last().is_some_and(|last| *last >= name) {
                return Err(broken());
            }
            distinct.names.push(name);
        }
        Ok(distinct)
    }
}

fn union<T: Ord>(mine: &mut Vec<T>, other: Vec<T>) {
    if mine.is_empty() {
        *mine = other;
    } else if !other.is_empty() {
        mine.extend(other);
        // Two sorted runs: the stable sort finds them and merges.
        mine.sort();
        mine.dedup();
    }
}

#[cfg(test)]
#[path = "distinct_tests.rs"]
mod tests;

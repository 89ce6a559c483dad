//! States that can be computed in parts, merged, stored as bytes, and finished.
//!
//! A one-shot call, a thread pool, a live dashboard and a distributed engine run the same code: pieces are
//! updated, merged in the order of the pieces, and finished. Bytes are little-endian; numbers are written
//! with seven bits a byte, so small numbers, which most are, take one or two bytes.

use crate::error::{Error, Result};
use crate::watch::Watch;

/// A result in the making.
pub(crate) trait Accumulate: Sized + Send {
    /// What a piece of input looks like: a view, or a pair of the view that is cut into pieces and one that every
    /// piece is given whole.
    type Input<'a>;
    /// What decides how the state is made; states with different options do not merge.
    type Options;
    /// The finished result.
    type Output;

    /// The state of no input.
    fn new(options: &Self::Options) -> Result<Self>;

    /// Refuses input that cannot be cut into parts.
    fn check_part(_input: &Self::Input<'_>) -> Result<()> {
        Ok(())
    }

    /// Adds a piece of input.
    fn update(
        &mut self,
        input: &Self::Input<'_>,
        options: &Self::Options,
        watch: &Watch<'_>,
    ) -> Result<()>;

    /// Adds what another state holds; where order matters `other` comes later.
    fn merge(&mut self, other: Self) -> Result<()>;

    /// The result.
    fn finish(self, options: &Self::Options, watch: &Watch<'_>) -> Result<Self::Output>;

    /// The state as bytes.
    fn write(&self, out: &mut Writer);

    /// The state from bytes, every length checked before anything is allocated for it.
    fn read(input: &mut ByteReader<'_>) -> Result<Self>;
}

/// Writes a state.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn unsigned(&mut self, mut value: u128) {
        while value >= 0x80 {
            self.bytes.push((value as u8) | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Small numbers of either sign stay small (zigzag).
    pub(crate) fn signed(&mut self, value: i128) {
        self.unsigned(((value << 1) ^ (value >> 127)) as u128);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.unsigned(text.len() as u128);
        self.raw(text.as_bytes());
    }
}

/// Reads a state, trusting nothing.
#[derive(Debug)]
pub(crate) struct ByteReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn invalid(reason: impl Into<String>) -> Error {
    Error::StateInvalid { reason: reason.into() }
}

impl<'a> ByteReader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn raw(&mut self, length: usize) -> Result<&'a [u8]> {
        let left = self.bytes.len() - self.at;
        if length > left {
            return Err(invalid(format!(
                "{length} bytes expected at byte {}, {left} left",
                self.at
            )));
        }
        let bytes = &self.bytes[self.at..self.at + length];
        self.at += length;
        Ok(bytes)
    }

    pub(crate) fn unsigned(&mut self) -> Result<u128> {
        let mut value: u128 = 0;
        for shift in (0..128).step_by(7) {
            let byte = self.raw(1)?[0];
            let part = u128::from(byte & 0x7f);
            if shift == 126 && part > 3 {
                break;
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(invalid(format!("a number before byte {} is too long", self.at)))
    }

    pub(crate) fn signed(&mut self) -> Result<i128> {
        let value = self.unsigned()?;
        Ok(((value >> 1) as i128) ^ -((value & 1) as i128))
    }

    /// A number that must fit the type asked for.
    pub(crate) fn number<T: TryFrom<i128>>(&mut self) -> Result<T> {
        let value = self.signed()?;
        T::try_from(value)
            .map_err(|_| invalid(format!("{value} before byte {} is out of range", self.at)))
    }

    /// How many items follow, each of at least `least` bytes: a count that cannot be true is refused here,
    /// before memory is set aside for it.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize> {
        let count = self.unsigned()?;
        let left = (self.bytes.len() - self.at) as u128;
        if count.saturating_mul(least.max(1) as u128) > left {
            return Err(invalid(format!(
                "{count} items announced at byte {}, {left} bytes left",
                self.at
            )));
        }
        Ok(count as usize)
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        let length = self.count(1)?;
        let bytes = self.raw(length)?;
        std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|_| invalid(format!("text before byte {} is not UTF-8", self.at)))
    }

    pub(crate) fn end(&self) -> Result<()> {
        let left = self.bytes.len() - self.at;
        if left == 0 { Ok(()) } else { Err(invalid(format!("{left} bytes too many"))) }
    }
}

#[cfg(test)]
#[path = "accumulate_tests.rs"]
mod tests;

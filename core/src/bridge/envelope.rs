//! Computing in parts: states as bytes that say what they are.
//!
//! A state starts with a magic word, the version of its format, the operation and its options. States merge
//! only where all of them agree, so a dashboard cannot add hours of one definition to hours of another.

use super::{Case, Inputs, Output, guarded, options};
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::operations::{Folding, Operation, find};
use crate::watch::Watch;
use arrow_array::RecordBatch;
use serde_json::Value;

const MAGIC: &[u8; 5] = b"KELIU";
/// Raised whenever the bytes of any state change their meaning.
const FORMAT: u128 = 1;

fn head(operation: &Operation, options: &Value) -> Writer {
    let mut out = Writer::default();
    out.raw(MAGIC);
    out.unsigned(FORMAT);
    out.text(operation.name);
    out.text(&options.to_string());
    out
}

/// Closes a state with the FNV-1a hash of its bytes: a flipped bit would otherwise give another total.
fn sealed(out: Writer) -> Vec<u8> {
    let mut bytes = out.into_bytes();
    let hash = hash(&bytes);
    bytes.extend_from_slice(&hash.to_le_bytes());
    bytes
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo, 1991): against accidents, not against intent.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Opens a state: its options, and the reader placed after the head.
fn open<'a>(operation: &Operation, bytes: &'a [u8]) -> Result<(Value, ByteReader<'a>)> {
    let Some((bytes, seal)) = bytes.split_last_chunk::<8>() else {
        return Err(Error::StateInvalid { reason: format!("it has {} bytes", bytes.len()) });
    };
    let mut reader = ByteReader::new(bytes);
    if reader.raw(MAGIC.len()).ok() != Some(MAGIC.as_slice()) {
        return Err(Error::StateInvalid { reason: "it does not start as a state does".to_owned() });
    }
    if u64::from_le_bytes(*seal) != hash(bytes) {
        return Err(Error::StateInvalid {
            reason: "its checksum does not fit its bytes".to_owned(),
        });
    }
    let format = reader.unsigned()?;
    if format != FORMAT {
        return Err(Error::StateMismatch {
            reason: format!("format {format}, this version reads {FORMAT}"),
        });
    }
    let name = reader.text()?;
    if name != operation.name {
        return Err(Error::StateMismatch {
            reason: format!("a state of `{name}` given to `{}`", operation.name),
        });
    }
    let options = serde_json::from_str(&reader.text()?).map_err(|cause| Error::StateInvalid {
        reason: format!("its options are not JSON: {cause}"),
    })?;
    Ok((options, reader))
}

fn not_foldable(operation: &Operation, partition: &str) -> Error {
    Error::NotFoldable { operation: operation.name.to_owned(), partition: partition.to_owned() }
}

/// Turns a part of the rows into a state.
///
/// # Errors
/// Those of [`call`](super::call), and `KELIU_NOT_FOLDABLE`.
pub fn partial(
    name: &str,
    tables: &[(String, RecordBatch)],
    options: &Value,
    case: Case,
    watch: &Watch<'_>,
) -> Result<Vec<u8>> {
    let operation = find(name)?;
    guarded(operation.name, || {
        let partial = match operation.folding {
            Folding::Parts { partial, .. } => partial,
            Folding::Whole(partition) => return Err(not_foldable(operation, partition)),
        };
        let options = options::resolve(operation, options, case)?;
        let tables = options.rename(tables)?;
        let inputs = Inputs::new(operation, &tables)?;
        let mut out = head(operation, &options.values);
        partial(&inputs, &options.values, watch, &mut out)?;
        Ok(sealed(out))
    })
    .map_err(|error| options::in_case(error, case))
}

/// Merges states into one; where order matters, a later state comes later in the list.
///
/// # Errors
/// `KELIU_STATE_INVALID` for bytes that are no state, `KELIU_STATE_MISMATCH` for states that do not belong
/// together.
pub fn merge(name: &str, states: &[&[u8]]) -> Result<Vec<u8>> {
    let operation = find(name)?;
    guarded(operation.name, || {
        let merge = match operation.folding {
            Folding::Parts { merge, .. } => merge,
            Folding::Whole(partition) => return Err(not_foldable(operation, partition)),
        };
        let mut opened =
            states.iter().map(|bytes| open(operation, bytes)).collect::<Result<Vec<_>>>()?;
        let Some((options, _)) = opened.first() else {
            return Err(Error::StateInvalid { reason: "no state was given".to_owned() });
        };
        let options = options.clone();
        if let Some((other, _)) = opened.iter().find(|(other, _)| *other != options) {
            return Err(Error::StateMismatch { reason: format!("options {options} and {other}") });
        }
        let mut readers: Vec<ByteReader<'_>> = opened.drain(..).map(|(_, reader)| reader).collect();
        let mut out = head(operation, &options);
        merge(&options, &mut readers, &mut out)?;
        readers.iter().try_for_each(ByteReader::end)?;
        Ok(sealed(out))
    })
}

/// Turns a state into the result.
///
/// # Errors
/// As [`merge`], and what the operation itself refuses.
pub fn finish(name: &str, state: &[u8], watch: &Watch<'_>) -> Result<Output> {
    let operation = find(name)?;
    guarded(operation.name, || {
        let finish = match operation.folding {
            Folding::Parts { finish, .. } => finish,
            Folding::Whole(partition) => return Err(not_foldable(operation, partition)),
        };
        let (options, mut reader) = open(operation, state)?;
        let output = finish(&options, &mut reader, watch)?;
        reader.end()?;
        output.stamped(operation, &options)
    })
}

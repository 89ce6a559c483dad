//! The four verbs of the door over bytes and text: all that a face without Arrow of its own has to pass on.

use super::ipc::{Encoded, decode, encode_output};
use super::{Case, call, finish, guarded, merge, partial};
use crate::error::{Error, Result};
use crate::watch::Watch;
use bytes::Bytes;

/// A call as it comes over a language boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// call, partial, merge or finish.
    pub verb: String,
    /// The operation.
    pub operation: String,
    /// Tables as IPC streams by name, or states.
    pub tables: Vec<(String, Bytes)>,
    /// A JSON object, or null.
    pub options: String,
    /// How the caller writes the names of options.
    pub case: Case,
}

impl Request {
    /// Runs the verb and gives the byte strings of its result: one per table, the main one first, or the bytes
    /// of a state.
    ///
    /// # Errors
    /// Every code of the catalogue; a panic anywhere, reading and writing included, becomes `KELIU_INTERNAL`.
    pub fn answer(self, watch: &Watch<'_>) -> Result<Vec<Vec<u8>>> {
        let operation = self.operation.clone();
        guarded(&operation, || self.run(watch))
    }

    fn run(self, watch: &Watch<'_>) -> Result<Vec<Vec<u8>>> {
        let Self { verb, operation, tables, options, case } = self;
        let internal = |message| Error::Internal { operation: operation.clone(), message };
        match verb.as_str() {
            "merge" => {
                let states: Vec<&[u8]> = tables.iter().map(|(_, bytes)| bytes.as_ref()).collect();
                return Ok(vec![merge(&operation, &states)?]);
            }
            "finish" => {
                let state = tables.first().map_or(&[][..], |(_, bytes)| bytes.as_ref());
                return Ok(parts(encode_output(&finish(&operation, state, watch)?)?));
            }
            _ => {}
        }
        let options = serde_json::from_str(&options).map_err(|cause| Error::OptionType {
            option: "options".to_owned(),
            found: format!("not JSON: {cause}"),
            expected: "an object of named options".to_owned(),
        })?;
        let tables = tables
            .into_iter()
            .map(|(table, bytes)| decode(&table, bytes).map(|batch| (table, batch)))
            .collect::<Result<Vec<_>>>()?;
        match verb.as_str() {
            "call" => Ok(parts(encode_output(&call(&operation, &tables, &options, case, watch)?)?)),
            "partial" => Ok(vec![partial(&operation, &tables, &options, case, watch)?]),
            other => Err(internal(format!("there is no verb {other}"))),
        }
    }
}

fn parts(encoded: Encoded) -> Vec<Vec<u8>> {
    match encoded {
        Encoded::Table(bytes) | Encoded::Bytes(bytes) => vec![bytes],
        Encoded::Tables(tables) => tables.into_iter().map(|(_, bytes)| bytes).collect(),
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;

//! The browser's side of the one door: bytes and text in, bytes out, no operation named, nothing computed.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

use bytes::Bytes;
use js_sys::{Array, JsString, Uint8Array};
use keliu::Watch;
use keliu::bridge::Case;
use keliu::bridge::wire::Request;
use keliu::error::{Error, Result};
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs a verb (call, partial, merge, finish) and gives the byte strings of the result, or the code and the
/// message of an error as two texts: the JavaScript facade makes the exception.
#[wasm_bindgen]
pub fn send(
    verb: String,
    operation: String,
    names: Vec<String>,
    tables: Vec<Uint8Array>,
    options: String,
) -> Array {
    let copies = names.into_iter().zip(&tables).map(|(name, bytes)| Ok((name, copied(bytes)?)));
    let answer = copies.collect::<Result<Vec<_>>>().and_then(|tables| {
        Request { verb, operation, tables, options, case: Case::Camel }.answer(&Watch::none())
    });
    match answer {
        Ok(parts) => parts.iter().map(|bytes| Uint8Array::from(bytes.as_slice())).collect(),
        Err(error) => {
            [error.code().to_owned(), error.to_string()].into_iter().map(JsString::from).collect()
        }
    }
}

/// The bytes in linear memory. Room is asked for first: an allocation that fails would trap.
fn copied(bytes: &Uint8Array) -> Result<Bytes> {
    let length = bytes.length();
    let mut copy = Vec::new();
    copy.try_reserve_exact(length as usize).map_err(|_| Error::LimitTable {
        table: "input".to_owned(),
        what: "bytes, more than memory is left for",
        found: u64::from(length),
        limit: u64::from(u32::MAX),
    })?;
    copy.resize(length as usize, 0);
    bytes.copy_to(&mut copy);
    Ok(Bytes::from(copy))
}

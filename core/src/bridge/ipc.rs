//! Tables as Arrow IPC streams: how they come from JavaScript and go back.

use super::Output;
use super::preflight::{Limits, check_stream};
use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::StreamWriter;
use arrow_select::concat::concat_batches;
use bytes::Bytes;

/// Reads a table from an IPC stream, in place where it is one batch.
///
/// The bytes pass a check of their own first: the reader below trusts lengths that a broken or hostile stream
/// gets wrong.
///
/// # Errors
/// `KELIU_BYTES_INVALID` with the offset and the reason.
pub fn decode(table: &str, bytes: Bytes) -> Result<RecordBatch> {
    let invalid = |offset: usize, reason: String| Error::BytesInvalid {
        table: table.to_owned(),
        offset: offset as u64,
        reason,
    };
    check_stream(&bytes, &Limits::default())
        .map_err(|refusal| invalid(refusal.offset, refusal.reason))?;
    let length = bytes.len();
    let mut buffer = Buffer::from(bytes);
    let mut decoder = StreamDecoder::new();
    let mut batches = Vec::new();
    while !buffer.is_empty() {
        let batch = decoder
            .decode(&mut buffer)
            .map_err(|cause| invalid(length - buffer.len(), cause.to_string()))?;
        match batch {
            Some(batch) => batches.push(batch),
            None => break,
        }
    }
    match (batches.len(), decoder.schema()) {
        (1, _) => batches.pop().ok_or_else(|| invalid(0, "no batch".to_owned())),
        (_, Some(schema)) => {
            concat_batches(&schema, &batches).map_err(|cause| invalid(0, cause.to_string()))
        }
        (_, None) => Err(invalid(0, "it has no schema".to_owned())),
    }
}

/// Writes a table as an IPC stream of one batch, uncompressed.
///
/// # Errors
/// `KELIU_INTERNAL` where arrow cannot write it, which no result of an operation causes.
pub fn encode(batch: &RecordBatch) -> Result<Vec<u8>> {
    let internal = |cause: arrow_schema::ArrowError| Error::Internal {
        operation: "ipc".to_owned(),
        message: cause.to_string(),
    };
    let size = batch.columns().iter().map(|column| column.get_buffer_memory_size()).sum::<usize>();
    let mut writer = StreamWriter::try_new(Vec::with_capacity(size + 4096), batch.schema_ref())
        .map_err(internal)?;
    writer.write(batch).map_err(internal)?;
    writer.into_inner().map_err(internal)
}

/// A result as bytes: the first byte string is the main table, or the bytes themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoded {
    /// One IPC stream.
    Table(Vec<u8>),
    /// Several named IPC streams.
    Tables(Vec<(&'static str, Vec<u8>)>),
    /// Bytes that are no table.
    Bytes(Vec<u8>),
}

/// Writes a result as bytes.
///
/// # Errors
/// As [`encode`].
pub fn encode_output(output: &Output) -> Result<Encoded> {
    Ok(match output {
        Output::Table(batch) => Encoded::Table(encode(batch)?),
        Output::Tables(tables) => {
            let encoded = tables.iter().map(|(name, batch)| Ok((*name, encode(batch)?)));
            Encoded::Tables(encoded.collect::<Result<_>>()?)
        }
        Output::Bytes(bytes) => Encoded::Bytes(bytes.clone()),
    })
}

#[cfg(test)]
#[path = "ipc_tests.rs"]
mod tests;

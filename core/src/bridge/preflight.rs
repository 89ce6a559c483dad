//! Inspects the bytes of an Arrow IPC stream before arrow-ipc reads them.
//!
//! arrow-ipc 59 takes lengths, type codes and buffer positions on trust: five bytes make it ask for
//! gigabytes, and a wrong bit in the metadata panics. Whatever passes [`check_stream`] is read by
//! arrow-ipc, and put together by arrow-select, to a table or to an error, with memory and time in
//! proportion to the length of the bytes. The values themselves (offsets in order, keys within the
//! dictionary, UTF-8) stay arrow's to validate: it does so for every array that it builds.
//!
//! The metadata is verified by the same generated code that arrow-ipc reads it with, so the two cannot
//! understand it differently.

mod batch;
mod dictionary;
mod schema;
mod totals;

use arrow_ipc::{Message, MessageHeader, MetadataVersion};
use flatbuffers::VerifierOptions;

use dictionary::Dictionaries;
use schema::Column;
use totals::Totals;

const CONTINUATION: u32 = 0xFFFF_FFFF;
/// Length of the continuation marker and of the metadata length after it.
const PREFIX: usize = 8;
/// Metadata and bodies are padded to this (Arrow columnar format, "Encapsulated message format").
const ALIGNMENT: usize = 8;

/// What a stream may hold at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) columns: usize,
    /// Columns and all the fields nested in them.
    pub(crate) fields: usize,
    /// A plain column has depth 1.
    pub(crate) depth: usize,
    /// Rows of all batches together.
    pub(crate) rows: u64,
    /// Metadata of one message.
    pub(crate) metadata_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { columns: 4_096, fields: 16_384, depth: 16, rows: 1 << 31, metadata_bytes: 16 << 20 }
    }
}

/// What an accepted stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StreamShape {
    pub(crate) batches: usize,
    pub(crate) rows: u64,
}

/// Why a stream is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Where the message at fault begins.
    pub(crate) offset: usize,
    pub(crate) reason: String,
}

impl Refusal {
    fn new(offset: usize, reason: impl Into<String>) -> Self {
        Self { offset, reason: reason.into() }
    }
}

/// Reads the whole stream without decoding it.
///
/// # Errors
/// The first thing for which arrow-ipc could panic, hang or allocate out of proportion, that this library does not
/// support (compression, big-endian values, column types), or by which rows could be lost in silence (a stream without its
/// end marker, bytes after the end).
pub(crate) fn check_stream(bytes: &[u8], limits: &Limits) -> Result<StreamShape, Refusal> {
    if bytes.starts_with(b"ARROW1") {
        return Err(Refusal::new(0, "this is the Arrow IPC file format; write the stream format"));
    }
    let mut totals = Totals::for_length(bytes.len());
    let mut columns: Option<Vec<Column>> = None;
    let mut dictionaries = Dictionaries::default();
    let mut shape = StreamShape { batches: 0, rows: 0 };
    let mut position = 0;
    while let Some(frame) = Frame::read(bytes, position, limits)? {
        position = frame.body_start + frame.body.len();
        let message = frame.message;
        match (message.header_type(), &columns) {
            (MessageHeader::Schema, None) => {
                let header = message
                    .header_as_schema()
                    .ok_or_else(|| frame.refuse("empty schema message"))?;
                let read =
                    schema::columns(header, limits).map_err(|reason| frame.refuse(reason))?;
                dictionaries = Dictionaries::of(&read).map_err(|reason| frame.refuse(reason))?;
                columns = Some(read);
            }
            (MessageHeader::Schema, Some(_)) => {
                return Err(frame.refuse("a second schema in one stream"));
            }
            (MessageHeader::DictionaryBatch, Some(_)) => {
                let header = message
                    .header_as_dictionary_batch()
                    .ok_or_else(|| frame.refuse("empty dictionary message"))?;
                dictionaries.check(header, &frame, &mut totals)?;
            }
            (MessageHeader::RecordBatch, Some(columns)) => {
                let header = message
                    .header_as_record_batch()
                    .ok_or_else(|| frame.refuse("empty record batch message"))?;
                let rows = batch::check(header, columns, &frame, &mut dictionaries, &mut totals)?;
                shape.rows = shape.rows.saturating_add(rows);
                if shape.rows > limits.rows {
                    return Err(frame.refuse(format!("more than {} rows", limits.rows)));
                }
                shape.batches += 1;
            }
            (MessageHeader::DictionaryBatch | MessageHeader::RecordBatch, None) => {
                return Err(frame.refuse("a batch comes before the schema"));
            }
            (other, _) => {
                return Err(frame.refuse(format!("message of unsupported kind {other:?}")));
            }
        }
    }
    if columns.is_none() {
        return Err(Refusal::new(0, "the stream has no schema"));
    }
    Ok(shape)
}

/// One message: its metadata, verified, and its body.
struct Frame<'a> {
    start: usize,
    metadata_bytes: usize,
    message: Message<'a>,
    body: &'a [u8],
    body_start: usize,
}

impl<'a> Frame<'a> {
    /// `None` at the end marker.
    fn read(bytes: &'a [u8], start: usize, limits: &Limits) -> Result<Option<Self>, Refusal> {
        let refuse = |reason: String| Refusal::new(start, reason);
        let Some(([marker, length], rest)) = words(bytes.get(start..).unwrap_or_default()) else {
            let cut = bytes.len().saturating_sub(start);
            return Err(refuse(format!(
                "the stream is cut: {cut} bytes where a message or the end marker should be"
            )));
        };
        if marker != CONTINUATION {
            let reason =
                "no continuation marker: not an Arrow IPC stream, or one written before Arrow 0.15";
            return Err(refuse(reason.to_owned()));
        }
        if length == 0 {
            if rest.is_empty() {
                return Ok(None);
            }
            return Err(refuse(format!("{} bytes follow the end of the stream", rest.len())));
        }
        let length = length as usize;
        if length > rest.len() {
            return Err(refuse(format!(
                "the stream is cut: metadata of {length} bytes, {} are left",
                rest.len()
            )));
        }
        if length > limits.metadata_bytes {
            return Err(refuse(format!(
                "metadata of {length} bytes, the limit is {}",
                limits.metadata_bytes
            )));
        }
        if !length.is_multiple_of(ALIGNMENT) {
            return Err(refuse(format!("metadata of {length} bytes is not padded to {ALIGNMENT}")));
        }
        let (metadata, rest) = rest.split_at(length);
        let message = verify(metadata, limits).map_err(refuse)?;
        if !matches!(message.version(), MetadataVersion::V4 | MetadataVersion::V5) {
            return Err(refuse(format!(
                "metadata version {:?}, supported are V4 and V5",
                message.version()
            )));
        }
        let body = usize::try_from(message.bodyLength())
            .ok()
            .and_then(|body_bytes| rest.get(..body_bytes));
        let Some(body) = body else {
            let announced = message.bodyLength();
            return Err(refuse(format!(
                "the stream is cut: body of {announced} bytes, {} are left",
                rest.len()
            )));
        };
        if !body.len().is_multiple_of(ALIGNMENT) {
            return Err(refuse(format!(
                "body of {} bytes is not padded to {ALIGNMENT}",
                body.len()
            )));
        }
        Ok(Some(Self {
            start,
            metadata_bytes: length,
            message,
            body,
            body_start: start + PREFIX + length,
        }))
    }

    fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal::new(self.start, reason)
    }
}

fn words(bytes: &[u8]) -> Option<([u32; 2], &[u8])> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    let (second, rest) = rest.split_first_chunk::<4>()?;
    Some(([u32::from_le_bytes(*first), u32::from_le_bytes(*second)], rest))
}

/// Flatbuffers may refer to one table or string from many places, which lets a few bytes unfold into millions of tables;
/// Arrow writers never share. The bounds keep the work in proportion to the bytes: the verifier counts each table's
/// shared vtable and each offset, which for real schemas makes 2 to 3 times the length.
fn verify<'a>(metadata: &'a [u8], limits: &Limits) -> Result<Message<'a>, String> {
    let options = VerifierOptions {
        // Message, Schema, the fields, and a field's own type, dictionary encoding and index type.
        max_depth: limits.depth + 6,
        max_tables: metadata.len() / 4,
        max_apparent_size: metadata.len() * 8,
        ignore_missing_null_terminator: false,
    };
    arrow_ipc::root_as_message_with_opts(&options, metadata).map_err(|error| {
        // The verifier's message runs over many lines; the first says what is wrong.
        let text = error.to_string();
        format!(
            "broken metadata: {}",
            text.lines().next().unwrap_or_default().trim_end_matches('.')
        )
    })
}

#[cfg(test)]
#[path = "preflight_tests.rs"]
mod tests;

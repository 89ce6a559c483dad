//! Messages of any content, to be put together to streams that no writer would write.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_ipc::writer::DictionaryHandling;
use arrow_ipc::{
    BodyCompressionArgs, DictionaryBatchArgs, FieldNode, Message, MessageArgs, MessageHeader,
    MetadataVersion, RecordBatchArgs,
};
use arrow_schema::{DataType, Field, Schema};
use flatbuffers::{FlatBufferBuilder, UnionWIPOffset, WIPOffset};

use super::streams::{messages, write};

pub(super) const END: [u8; 8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

/// The parts of a batch message; the default is two numbers of 32 bits.
pub(super) struct Parts {
    pub(super) rows: i64,
    pub(super) nodes: Vec<(i64, i64)>,
    pub(super) buffers: Vec<(i64, i64)>,
    pub(super) view_counts: Vec<i64>,
    pub(super) compressed: bool,
    pub(super) dictionary: Option<(i64, bool)>,
}

impl Default for Parts {
    fn default() -> Self {
        let (nodes, buffers) = (vec![(2, 0)], vec![(0, 0), (0, 8)]);
        Self {
            rows: 2,
            nodes,
            buffers,
            view_counts: Vec::new(),
            compressed: false,
            dictionary: None,
        }
    }
}

impl Parts {
    pub(super) fn message(&self, body: &[u8]) -> Vec<u8> {
        let mut builder = FlatBufferBuilder::new();
        let nodes: Vec<_> =
            self.nodes.iter().map(|&(length, nulls)| FieldNode::new(length, nulls)).collect();
        let buffers: Vec<_> =
            self.buffers.iter().map(|&(from, bytes)| arrow_ipc::Buffer::new(from, bytes)).collect();
        let compression = BodyCompressionArgs::default();
        let parts = RecordBatchArgs {
            length: self.rows,
            nodes: Some(builder.create_vector(&nodes)),
            buffers: Some(builder.create_vector(&buffers)),
            compression: self
                .compressed
                .then(|| arrow_ipc::BodyCompression::create(&mut builder, &compression)),
            variadicBufferCounts: Some(builder.create_vector(&self.view_counts)),
        };
        let values = arrow_ipc::RecordBatch::create(&mut builder, &parts);
        let Some((id, is_delta)) = self.dictionary else {
            return message(builder, MessageHeader::RecordBatch, values.as_union_value(), body);
        };
        let dictionary = DictionaryBatchArgs { id, data: Some(values), isDelta: is_delta };
        let dictionary = arrow_ipc::DictionaryBatch::create(&mut builder, &dictionary);
        message(builder, MessageHeader::DictionaryBatch, dictionary.as_union_value(), body)
    }
}

pub(super) fn message(
    mut builder: FlatBufferBuilder<'_>,
    header_type: MessageHeader,
    header: WIPOffset<UnionWIPOffset>,
    body: &[u8],
) -> Vec<u8> {
    let parts = MessageArgs {
        version: MetadataVersion::V5,
        header_type,
        header: Some(header),
        bodyLength: body.len() as i64,
        custom_metadata: None,
    };
    let root = Message::create(&mut builder, &parts);
    builder.finish(root, None);
    let mut metadata = builder.finished_data().to_vec();
    metadata.resize(metadata.len().next_multiple_of(8), 0);
    [&END[..4], &(metadata.len() as u32).to_le_bytes(), &metadata, body].concat()
}

/// A stream of one column with the given messages after its schema.
pub(super) fn stream_of(data_type: DataType, messages_after: &[Vec<u8>]) -> Vec<u8> {
    let schema = Schema::new(vec![Field::new("c", data_type, true)]);
    let empty = write(&[RecordBatch::new_empty(Arc::new(schema))], DictionaryHandling::Resend);
    [&empty[..messages(&empty)[0].end], &messages_after.concat(), &END].concat()
}

pub(super) fn dictionary_of(values: DataType) -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(values))
}

/// Values of a dictionary: empty texts and a last one of the given length.
pub(super) fn texts(id: i64, count: usize, text_bytes: usize, is_delta: bool) -> Vec<u8> {
    let offsets_end = (4 * (count + 1)).next_multiple_of(8);
    let mut body = vec![0; offsets_end + text_bytes];
    body[4 * count..4 * (count + 1)].copy_from_slice(&(text_bytes as u32).to_le_bytes());
    let offsets = (0, 4 * (count as i64 + 1));
    let parts = Parts {
        rows: count as i64,
        nodes: vec![(count as i64, 0)],
        buffers: vec![(0, 0), offsets, (offsets_end as i64, text_bytes as i64)],
        dictionary: Some((id, is_delta)),
        ..Parts::default()
    };
    parts.message(&body)
}

/// A batch of two keys, both 0.
pub(super) fn keys() -> Vec<u8> {
    Parts { buffers: vec![(0, 0), (0, 2)], ..Parts::default() }.message(&[0; 8])
}

/// A batch of two keys, the second under a null.
pub(super) fn null_key(key: u8) -> Vec<u8> {
    let parts = Parts { nodes: vec![(2, 1)], buffers: vec![(0, 1), (8, 2)], ..Parts::default() };
    parts.message(&[1, 0, 0, 0, 0, 0, 0, 0, 0, key, 0, 0, 0, 0, 0, 0])
}

//! Record batches and dictionaries: nodes and buffers against the layout of their columns.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use arrow_ipc::{Buffer, DictionaryBatch, FieldNode, RecordBatch, Type};
use flatbuffers::{Vector, VectorIter};

use super::schema::{Column, Flat, Layout};
use super::{Budget, Frame, Refusal};

const VIEW_BYTES: usize = 16;
/// Strings up to this length stand in the view itself.
const MAX_INLINE_BYTES: u32 = 12;
/// What arrow-ipc spends on a buffer or a field apart from its content, in the unit of [`Budget`].
const OVERHEAD: u64 = 64;

/// The dictionaries of a stream by id.
#[derive(Default)]
pub(super) struct Dictionaries {
    by_id: BTreeMap<i64, Dictionary>,
    /// Columns of the schema: arrow-ipc searches all of them for each dictionary message.
    columns: u64,
}

struct Dictionary {
    value_type: Type,
    values: Column,
    /// Metadata and bodies of the messages that it is made of; `None` before the first.
    bytes: Option<u64>,
    /// Data buffers of its views, which every batch that uses it lists anew.
    view_buffers: u64,
}

impl Dictionaries {
    pub(super) fn of(columns: &[Column]) -> Result<Self, String> {
        let mut by_id = BTreeMap::new();
        for column in columns {
            let Layout::Dictionary { id, values, value_type, .. } = column.layout else { continue };
            let fresh = || Dictionary {
                value_type,
                values: Column { name: format!("dictionary {id}"), layout: Layout::Flat(values) },
                bytes: None,
                view_buffers: 0,
            };
            if by_id.entry(id).or_insert_with(fresh).value_type != value_type {
                return Err(format!(
                    "columns share dictionary {id} with values of different types"
                ));
            }
        }
        Ok(Self { by_id, columns: columns.len() as u64 })
    }

    /// A message replaces the dictionary, or appends to it (`isDelta`), which arrow-ipc does by copying both.
    pub(super) fn check(
        &mut self,
        message: DictionaryBatch<'_>,
        frame: &Frame<'_>,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let id = message.id();
        let header =
            message.data().ok_or_else(|| frame.refuse(format!("dictionary {id} has no values")))?;
        budget.spend(self.columns * OVERHEAD, frame.start)?;
        let dictionary = self
            .by_id
            .get(&id)
            .ok_or_else(|| frame.refuse(format!("dictionary {id} is not in the schema")))?;
        check(header, std::slice::from_ref(&dictionary.values), frame, self, budget)?;

        let own_bytes = (frame.metadata_bytes + frame.body.len()) as u64;
        let own_buffers = header
            .variadicBufferCounts()
            .map_or(0, |counts| counts.iter().sum::<i64>().unsigned_abs());
        let (mut bytes, mut view_buffers) = (own_bytes, own_buffers);
        if message.isDelta() {
            let before = dictionary.bytes.ok_or_else(|| {
                frame.refuse(format!("dictionary {id} is extended before it is given"))
            })?;
            bytes += before;
            view_buffers += dictionary.view_buffers;
            budget.spend(bytes, frame.start)?;
        }
        if let Some(dictionary) = self.by_id.get_mut(&id) {
            dictionary.bytes = Some(bytes);
            dictionary.view_buffers = view_buffers;
        }
        Ok(())
    }
}

/// Returns the number of rows.
pub(super) fn check(
    header: RecordBatch<'_>,
    columns: &[Column],
    frame: &Frame<'_>,
    dictionaries: &Dictionaries,
    budget: &mut Budget,
) -> Result<u64, Refusal> {
    if let Some(compression) = header.compression() {
        let codec = compression.codec();
        return Err(
            frame.refuse(format!("buffers are compressed ({codec:?}); write uncompressed IPC"))
        );
    }
    let rows = u64::try_from(header.length())
        .map_err(|_| frame.refuse(format!("a batch of {} rows", header.length())))?;
    let (Some(nodes), Some(buffers)) = (header.nodes(), header.buffers()) else {
        return Err(frame.refuse("a batch without lists of nodes and buffers"));
    };
    let mut walk = Walk {
        nodes: nodes.iter(),
        buffers: buffers.iter(),
        view_counts: header.variadicBufferCounts().as_ref().map(Vector::iter),
        end: 0,
        frame,
        dictionaries,
        budget,
    };
    for column in columns {
        walk.column(column, rows..=rows)?;
    }
    let unused =
        walk.nodes.len() + walk.buffers.len() + walk.view_counts.map_or(0, |counts| counts.len());
    if unused > 0 {
        return Err(frame.refuse(format!(
            "{unused} nodes or buffers more than the columns of the schema have"
        )));
    }
    Ok(rows)
}

struct Walk<'a, 'f> {
    nodes: VectorIter<'a, FieldNode>,
    buffers: VectorIter<'a, Buffer>,
    view_counts: Option<VectorIter<'a, i64>>,
    /// Where the last buffer ended in the body.
    end: usize,
    frame: &'f Frame<'a>,
    dictionaries: &'f Dictionaries,
    budget: &'f mut Budget,
}

impl<'a> Walk<'a, '_> {
    fn column(&mut self, column: &Column, allowed: RangeInclusive<u64>) -> Result<(), Refusal> {
        let node = self.nodes.next().ok_or_else(|| self.missing(column, "node"))?;
        let (Ok(length), Ok(nulls)) =
            (u64::try_from(node.length()), u64::try_from(node.null_count()))
        else {
            let (length, nulls) = (node.length(), node.null_count());
            return Err(self.refuse(column, &format!("length {length} and null count {nulls}")));
        };
        if !allowed.contains(&length) || nulls > length {
            let least = allowed.start();
            return Err(self.refuse(
                column,
                &format!("length {length} with {nulls} nulls where {least} are due"),
            ));
        }
        match &column.layout {
            Layout::Flat(flat) => self.flat(column, *flat, length, nulls),
            Layout::Dictionary { id, index_bytes, .. } => {
                let buffers =
                    self.dictionaries.by_id.get(id).map_or(0, |dictionary| dictionary.view_buffers);
                self.budget.spend(buffers.saturating_mul(OVERHEAD), self.frame.start)?;
                self.validity(column, length, nulls)?;
                self.slots(column, length, *index_bytes).map(drop)
            }
            Layout::List { offset_bytes, item } => {
                self.validity(column, length, nulls)?;
                self.offsets(column, length, *offset_bytes)?;
                self.column(item, 0..=u64::MAX)
            }
            Layout::FixedSizeList { size, item } => {
                self.validity(column, length, nulls)?;
                self.column(item, length.saturating_mul(*size)..=u64::MAX)
            }
            Layout::Struct(children) => {
                self.validity(column, length, nulls)?;
                children.iter().try_for_each(|child| self.column(child, length..=length))
            }
        }
    }

    fn flat(
        &mut self,
        column: &Column,
        flat: Flat,
        length: u64,
        nulls: u64,
    ) -> Result<(), Refusal> {
        if flat == Flat::Null {
            return Ok(());
        }
        self.validity(column, length, nulls)?;
        match flat {
            Flat::Null => Ok(()),
            Flat::Boolean => self.buffer(column, length.div_ceil(8)).map(drop),
            Flat::Fixed(width) => self.buffer(column, length.saturating_mul(width)).map(drop),
            Flat::Bytes(offset_bytes) => {
                self.offsets(column, length, offset_bytes)?;
                self.buffer(column, 0).map(drop)
            }
            Flat::View => self.views(column, length),
        }
    }

    /// arrow-ipc reads the bitmap only where nulls are counted; writers leave it empty otherwise.
    fn validity(&mut self, column: &Column, length: u64, nulls: u64) -> Result<(), Refusal> {
        let needed = if nulls > 0 { length.div_ceil(8) } else { 0 };
        let bitmap = self.buffer(column, needed)?;
        if !bitmap.is_empty() && (bitmap.len() as u64) < length.div_ceil(8) {
            return Err(self.refuse(
                column,
                &format!("validity bitmap of {} bytes for {length} values", bitmap.len()),
            ));
        }
        Ok(())
    }

    /// An empty column may have no offsets at all.
    fn offsets(&mut self, column: &Column, length: u64, width: u64) -> Result<(), Refusal> {
        let needed = if length == 0 { 0 } else { length.saturating_add(1) };
        self.slots(column, needed, width).map(drop)
    }

    /// Buffers that arrow-data reads as a slice of integers, for which it demands a whole number of them.
    fn slots(&mut self, column: &Column, count: u64, width: u64) -> Result<&'a [u8], Refusal> {
        let bytes = self.buffer(column, count.saturating_mul(width))?;
        if !(bytes.len() as u64).is_multiple_of(width) {
            return Err(self.refuse(
                column,
                &format!("buffer of {} bytes for values of {width}", bytes.len()),
            ));
        }
        Ok(bytes)
    }

    fn views(&mut self, column: &Column, length: u64) -> Result<(), Refusal> {
        let count = self.view_counts.as_mut().and_then(Iterator::next);
        let count = count
            .and_then(|count| u64::try_from(count).ok())
            .ok_or_else(|| self.missing(column, "data buffer count"))?;
        let views = self.slots(column, length, VIEW_BYTES as u64)?;
        let (views, _) = views.as_chunks::<VIEW_BYTES>();
        let named: u64 = views
            .iter()
            .map(|&[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]))
            .filter(|&bytes| bytes > MAX_INLINE_BYTES)
            .map(u64::from)
            .sum();
        self.budget.spend(named, self.frame.start)?;
        // Ends with a refusal where the list of buffers does, however large the count.
        (0..count).try_for_each(|_| self.buffer(column, 0).map(drop))
    }

    /// The next buffer. Buffers follow one another without overlap, so that copies made of them (arrow aligns what is not
    /// aligned) are no larger than the body.
    fn buffer(&mut self, column: &Column, least_bytes: u64) -> Result<&'a [u8], Refusal> {
        let buffer = self.buffers.next().ok_or_else(|| self.missing(column, "buffer"))?;
        let (from, bytes) = (buffer.offset(), buffer.length());
        let wrong =
            |what: &str| self.refuse(column, &format!("buffer at {from} of {bytes} bytes {what}"));
        let range = usize::try_from(from).ok().zip(usize::try_from(bytes).ok());
        let range = range.and_then(|(from, bytes)| Some(from..from.checked_add(bytes)?));
        let body = self.frame.body;
        let Some((range, content)) =
            range.and_then(|range| Some((range.clone(), body.get(range)?)))
        else {
            return Err(wrong(&format!("is not within the body of {}", body.len())));
        };
        if (content.len() as u64) < least_bytes {
            return Err(wrong(&format!("where at least {least_bytes} are needed")));
        }
        if !content.is_empty() {
            if !range.start.is_multiple_of(super::ALIGNMENT) {
                return Err(wrong("is not aligned"));
            }
            if range.start < self.end {
                return Err(wrong("overlaps the one before"));
            }
            self.end = range.end;
        }
        Ok(content)
    }

    fn refuse(&self, column: &Column, what: &str) -> Refusal {
        self.frame.refuse(format!("column {:?}: {what}", column.name))
    }

    fn missing(&self, column: &Column, what: &str) -> Refusal {
        self.refuse(column, &format!("{what} is missing from the batch"))
    }
}

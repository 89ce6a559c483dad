//! Record batches: nodes and buffers against the layout of their columns.

use std::ops::RangeInclusive;

use arrow_ipc::{Buffer, FieldNode, RecordBatch};
use flatbuffers::{Vector, VectorIter};

use super::dictionary::Dictionaries;
use super::schema::{Column, Flat, Layout};
use super::totals::Totals;
use super::{Frame, Refusal};

const VIEW_BYTES: usize = 16;
/// Strings up to this length stand in the view itself.
const MAX_INLINE_BYTES: u32 = 12;

/// Returns the number of rows.
pub(super) fn check(
    header: RecordBatch<'_>,
    columns: &[Column],
    frame: &Frame<'_>,
    dictionaries: &mut Dictionaries,
    totals: &mut Totals,
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
        totals,
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
    dictionaries: &'f mut Dictionaries,
    totals: &'f mut Totals,
}

impl<'a> Walk<'a, '_> {
    /// Returns the length.
    fn column(&mut self, column: &Column, allowed: RangeInclusive<u64>) -> Result<u64, Refusal> {
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
            Layout::Flat(flat) => self.flat(column, *flat, length, nulls)?,
            Layout::Dictionary { id, index, .. } => {
                self.validity(column, length, nulls)?;
                let keys = self.slots(column, length, index.bytes)?;
                let keys = &keys[..(length * index.bytes) as usize];
                let used = self.dictionaries.use_by(*id, keys, *index, self.totals);
                used.map_err(|reason| self.refuse(column, &reason))?;
            }
            Layout::List { offset_bytes, item } => {
                self.validity(column, length, nulls)?;
                self.offsets(column, length, *offset_bytes)?;
                let items = self.column(item, 0..=u64::MAX)?;
                if *offset_bytes == 4 {
                    self.totals.list(items).map_err(|reason| self.refuse(column, &reason))?;
                }
            }
            Layout::FixedSizeList { size, item } => {
                self.validity(column, length, nulls)?;
                self.column(item, length.saturating_mul(*size)..=u64::MAX)?;
            }
            Layout::Struct(children) => {
                self.validity(column, length, nulls)?;
                for child in children {
                    self.column(child, length..=length)?;
                }
            }
        }
        Ok(length)
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
        self.totals.spend(named).map_err(|reason| self.refuse(column, &reason))?;
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

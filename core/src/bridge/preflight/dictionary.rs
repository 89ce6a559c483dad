//! The dictionaries of a stream, and what putting its batches together makes of them.

use std::collections::BTreeMap;

use arrow_ipc::{DictionaryBatch, Type};

use super::schema::{Column, Flat, Index, Layout};
use super::totals::{OVERHEAD, Totals};
use super::{Frame, Refusal, batch};

/// The dictionaries of a stream by id.
#[derive(Default)]
pub(super) struct Dictionaries {
    by_id: BTreeMap<i64, Dictionary>,
    /// Columns of the schema: arrow-ipc searches all of them for each dictionary message.
    columns: u64,
}

struct Dictionary {
    value_type: Type,
    layout: Flat,
    /// `None` before the first message; it replaces the dictionary, or appends to it.
    content: Option<Content>,
    in_use: bool,
    /// While in use, so that batches put together need the contents of every use.
    changed: bool,
    /// A key, which only one under a null can be, overflows when it is moved behind the values of earlier batches.
    stray_key: bool,
    /// Of all uses by a column of a batch.
    used: Content,
}

#[derive(Debug, Clone, Copy, Default)]
struct Content {
    values: u64,
    /// Metadata and bodies of the messages that it is made of.
    bytes: u64,
    /// Data buffers of views, which every batch that uses the dictionary lists anew.
    view_buffers: u64,
}

impl Content {
    fn and(self, more: Self) -> Self {
        Self {
            values: self.values.saturating_add(more.values),
            bytes: self.bytes.saturating_add(more.bytes),
            view_buffers: self.view_buffers.saturating_add(more.view_buffers),
        }
    }
}

impl Dictionaries {
    pub(super) fn of(columns: &[Column]) -> Result<Self, String> {
        let mut by_id = BTreeMap::new();
        for column in columns {
            let Layout::Dictionary { id, values: layout, value_type, .. } = column.layout else {
                continue;
            };
            let unread = || Dictionary {
                value_type,
                layout,
                content: None,
                in_use: false,
                changed: false,
                stray_key: false,
                used: Content::default(),
            };
            if by_id.entry(id).or_insert_with(unread).value_type != value_type {
                return Err(format!(
                    "columns share dictionary {id} with values of different types"
                ));
            }
        }
        Ok(Self { by_id, columns: columns.len() as u64 })
    }

    pub(super) fn check(
        &mut self,
        message: DictionaryBatch<'_>,
        frame: &Frame<'_>,
        totals: &mut Totals,
    ) -> Result<(), Refusal> {
        let id = message.id();
        let header =
            message.data().ok_or_else(|| frame.refuse(format!("dictionary {id} has no values")))?;
        totals.spend(self.columns * OVERHEAD).map_err(|reason| frame.refuse(reason))?;
        let unknown = || frame.refuse(format!("dictionary {id} is not in the schema"));
        let layout = Layout::Flat(self.by_id.get(&id).ok_or_else(unknown)?.layout);
        let column = Column { name: format!("dictionary {id}"), layout };
        let values = batch::check(header, &[column], frame, self, totals)?;

        let counts = header.variadicBufferCounts();
        let view_buffers = counts.map_or(0, |counts| counts.iter().sum::<i64>().unsigned_abs());
        let bytes = (frame.metadata_bytes + frame.body.len()) as u64;
        let mut content = Content { values, bytes, view_buffers };
        let dictionary = self.by_id.get_mut(&id).ok_or_else(unknown)?;
        if message.isDelta() {
            let before = dictionary.content.ok_or_else(|| {
                frame.refuse(format!("dictionary {id} is extended before it is given"))
            })?;
            content = content.and(before);
            totals.keep(content.bytes).map_err(|reason| frame.refuse(reason))?;
        }
        if dictionary.in_use && !dictionary.changed {
            dictionary.changed = true;
            totals.keep(dictionary.used.bytes).map_err(|reason| frame.refuse(reason))?;
        }
        dictionary.content = Some(content);
        Ok(())
    }

    /// A column of a batch names values by the given keys.
    pub(super) fn use_by(
        &mut self,
        id: i64,
        keys: &[u8],
        index: Index,
        totals: &mut Totals,
    ) -> Result<(), String> {
        let Some(dictionary) = self.by_id.get_mut(&id) else { return Ok(()) };
        dictionary.in_use = true;
        let before = dictionary.used.values;
        // Beyond the last key arrow-select gives the values new keys instead of moving the old ones.
        if (1..=index.last).contains(&before) {
            dictionary.stray_key |= largest_key(keys, index) > index.last - before;
        }
        if dictionary.changed && dictionary.stray_key {
            return Err(
                "keys under nulls that are too large for a dictionary that changes".to_owned()
            );
        }
        let Some(content) = dictionary.content else { return Ok(()) };
        dictionary.used = dictionary.used.and(content);
        // arrow-select panics where the values of a column, or of all its batches for views, outnumber the keys.
        let together = dictionary.changed && dictionary.layout == Flat::View;
        let values = if together { dictionary.used.values } else { content.values };
        if values.saturating_sub(1) > index.last {
            let last = index.last;
            return Err(format!("{values} values in dictionaries whose keys end at {last}"));
        }
        totals.spend(content.view_buffers.saturating_mul(OVERHEAD))?;
        totals.keep(if dictionary.changed { content.bytes } else { 0 })
    }
}

/// Negative keys, which moving cannot make overflow, do not count.
fn largest_key(keys: &[u8], index: Index) -> u64 {
    let width = index.bytes as usize;
    let key = |bytes: &[u8]| {
        let mut word = [0; 8];
        word[..width].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    };
    keys.chunks_exact(width).map(key).filter(|&key| key <= index.last).max().unwrap_or(0)
}

//! What adds up over a whole stream.

/// What arrow spends on a buffer or a field apart from its content, in the unit of [`Totals::spend`].
pub(super) const OVERHEAD: u64 = 64;
/// A copy that lives as long as the batches weighs more than bytes that are only looked at.
const KEPT: u64 = 8;
/// Work per byte of the stream.
const MULTIPLE: u64 = 64;
/// Done within 0.1 s: lets a short stream change its dictionaries as often as it likes.
const FLOOR: u64 = 256 << 20;

/// What arrow may spend beyond reading every byte a few times, in bytes touched, and lengths that it adds up in 32 bits.
///
/// Appending to a dictionary copies all of it, batches with different dictionaries are put together by copying all of
/// them, and string views may name the same bytes again and again, so that a short stream could ask for hours of work and
/// all of the memory. An honest stream stays within a small multiple of its own length.
pub(super) struct Totals {
    work_left: u64,
    list_items_left: u64,
}

impl Totals {
    pub(super) fn for_length(bytes: usize) -> Self {
        let work_left = (bytes as u64).saturating_mul(MULTIPLE).max(FLOOR);
        Self { work_left, list_items_left: i32::MAX as u64 }
    }

    pub(super) fn spend(&mut self, bytes: u64) -> Result<(), String> {
        self.work_left = self.work_left.checked_sub(bytes).ok_or(
            "dictionaries or string views ask for far more work than the length of the stream warrants",
        )?;
        Ok(())
    }

    pub(super) fn keep(&mut self, bytes: u64) -> Result<(), String> {
        self.spend(bytes.saturating_mul(KEPT))
    }

    /// Lists put together have offsets of 32 bits.
    pub(super) fn list(&mut self, items: u64) -> Result<(), String> {
        self.list_items_left = self
            .list_items_left
            .checked_sub(items)
            .ok_or("more list items than offsets of 32 bits can count")?;
        Ok(())
    }
}

//! The regular time grid of a panel, indexed once by slot of the week.

/// One common regular grid: slot of the week, local day and exposure of every bin.
///
/// Slot 0 is the first bin of Monday in local time; `slots` is a multiple of 7 (168 for hours, 672 for
/// quarter-hours, 7 for days). Other values are treated as one day type.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    pub(crate) bins: usize,
    pub(crate) slots: usize,
    pub(crate) usual_s: u32,
    pub(crate) per_day: usize,
    pub(crate) slot: Vec<u16>,
    pub(crate) day: Vec<i32>,
    /// Length of the bin over the usual length (daylight saving days of a daily grid: 23/24, 25/24).
    pub(crate) length: Vec<f32>,
    /// Bins in order of (slot, time); `slot_start[s]..slot_start[s + 1]` are those of slot `s`.
    pub(crate) by_slot: Vec<u32>,
    pub(crate) slot_start: Vec<u32>,
}

impl Grid {
    /// Builds the index. `slot`, `day` and `length_s` have one entry per bin; a slot beyond `slots` is
    /// folded into the last one, so that no input can index outside.
    pub(crate) fn new(slots: usize, slot: &[u16], day: &[i32], length_s: &[u32]) -> Self {
        let slots = slots.clamp(1, 10_080);
        let bins = slot.len().min(day.len()).min(length_s.len());
        let last = u16::try_from(slots - 1).unwrap_or(u16::MAX);
        let slot: Vec<u16> = slot[..bins].iter().map(|s| (*s).min(last)).collect();
        let mut slot_start = vec![0_u32; slots + 1];
        for s in &slot {
            slot_start[usize::from(*s) + 1] += 1;
        }
        for s in 0..slots {
            slot_start[s + 1] += slot_start[s];
        }
        let mut next = slot_start.clone();
        let mut by_slot = vec![0_u32; bins];
        for (bin, s) in slot.iter().enumerate() {
            let at = &mut next[usize::from(*s)];
            by_slot[*at as usize] = u32::try_from(bin).unwrap_or(u32::MAX);
            *at += 1;
        }
        let mut sorted_s = length_s[..bins].to_vec();
        sorted_s.sort_unstable();
        let usual = sorted_s.get(bins / 2).copied().unwrap_or(1).max(1);
        let length = length_s[..bins]
            .iter()
            .map(|s| (f64::from((*s).max(1)) / f64::from(usual)) as f32)
            .collect();
        let per_day = if slots.is_multiple_of(7) { slots / 7 } else { slots };
        Self {
            bins,
            slots,
            usual_s: usual,
            per_day,
            slot,
            day: day[..bins].to_vec(),
            length,
            by_slot,
            slot_start,
        }
    }

    /// Number of bins.
    pub(crate) fn bins(&self) -> usize {
        self.bins
    }

    /// Length of the usual bin in seconds.
    pub(crate) fn usual_s(&self) -> u32 {
        self.usual_s
    }

    /// Bins of one slot in time order.
    pub(crate) fn bins_of(&self, slot: usize) -> &[u32] {
        &self.by_slot[self.slot_start[slot] as usize..self.slot_start[slot + 1] as usize]
    }

    /// Usual bins in `hours`.
    pub(crate) fn bins_in(&self, hours: f64) -> f64 {
        hours * 3600.0 / f64::from(self.usual_s)
    }
}

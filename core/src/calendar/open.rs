//! Real opening intervals, and how much of a bin they cover.

/// Sorted, disjoint intervals of instants during which a site is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "every field is in microseconds and says so")]
pub struct OpenIntervals {
    start_us: Vec<i64>,
    end_us: Vec<i64>,
    /// Open time before each interval.
    before_us: Vec<i64>,
}

impl OpenIntervals {
    /// Intervals `[start, end)` in any order; those that overlap or touch are joined.
    ///
    /// An interval that ends at or before its start covers nothing and is left out: refusing it, with its row, is the
    /// business of the reader of the table.
    pub fn from_pairs(intervals: &[(i64, i64)]) -> Self {
        let mut sorted: Vec<(i64, i64)> =
            intervals.iter().copied().filter(|(start, end)| start < end).collect();
        sorted.sort_unstable();
        let mut open = Self::default();
        let mut total_us: i64 = 0;
        for (start, end) in sorted {
            match open.end_us.last_mut() {
                Some(last) if start <= *last => {
                    total_us = total_us.saturating_add(end.saturating_sub(*last).max(0));
                    *last = (*last).max(end);
                }
                _ => {
                    open.start_us.push(start);
                    open.end_us.push(end);
                    open.before_us.push(total_us);
                    total_us = total_us.saturating_add(end.saturating_sub(start));
                }
            }
        }
        open
    }

    /// One set of intervals for each site, from the columns of the table `hours`; `site` counts from 0 to `sites - 1`.
    ///
    /// A site without a row is never open.
    pub fn per_site(site: &[u32], start_us: &[i64], end_us: &[i64], sites: usize) -> Vec<Self> {
        let mut intervals: Vec<Vec<(i64, i64)>> = vec![Vec::new(); sites];
        for ((&site, &start), &end) in site.iter().zip(start_us).zip(end_us) {
            if let Some(of_site) =
                usize::try_from(site).ok().and_then(|site| intervals.get_mut(site))
            {
                of_site.push((start, end));
            }
        }
        intervals.iter().map(|of_site| Self::from_pairs(of_site)).collect()
    }

    /// The intervals in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (i64, i64)> + '_ {
        self.start_us.iter().copied().zip(self.end_us.iter().copied())
    }

    /// Whether there is no open time at all.
    pub fn is_empty(&self) -> bool {
        self.start_us.is_empty()
    }

    /// Whether an instant is open.
    pub fn is_open(&self, instant_us: i64) -> bool {
        let after = self.start_us.partition_point(|&start| start <= instant_us);
        after > 0 && instant_us < self.end_us[after - 1]
    }

    /// Open time within `[start_us, end_us)`, in microseconds.
    ///
    /// *Cost*: O(log intervals).
    pub fn open_us(&self, start_us: i64, end_us: i64) -> i64 {
        if start_us >= end_us { 0 } else { self.open_before(end_us) - self.open_before(start_us) }
    }

    /// Share of `[start_us, end_us)` that is open, 0 to 1; 0 for an empty span.
    pub fn open_share(&self, start_us: i64, end_us: i64) -> f64 {
        if start_us >= end_us {
            return 0.0;
        }
        self.open_us(start_us, end_us) as f64 / end_us.saturating_sub(start_us) as f64
    }

    fn open_before(&self, instant_us: i64) -> i64 {
        let after = self.start_us.partition_point(|&start| start < instant_us);
        if after == 0 {
            return 0;
        }
        let last = after - 1;
        self.before_us[last]
            .saturating_add(instant_us.min(self.end_us[last]).saturating_sub(self.start_us[last]))
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;

//! Which zones the same visitors come to.

use super::zone_metrics::ZonePairs;
use crate::stats::discovery::{adjusted, overlap_p_value};
use crate::stats::proportion::wilson;

/// Visitors of each zone, and of each pair of zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CrossVisits {
    /// Visitors by zone, in the order of the zones.
    pub(super) visitors: Vec<u64>,
    /// Different tracks of all zones together.
    pub(super) total: u64,
    /// Visitors of the zones `a < b` at `a * zones + b`.
    both: Vec<u64>,
}

impl CrossVisits {
    /// Counts the visits of `zones` zones, each as (track, zone).
    pub(super) fn new(mut visits: Vec<(u64, u32)>, zones: usize) -> Self {
        visits.sort_unstable();
        visits.dedup();
        let (mut visitors, mut both) = (vec![0; zones], vec![0; zones * zones]);
        let mut total = 0;
        for track in visits.chunk_by(|a, b| a.0 == b.0) {
            total += 1;
            for (place, &(_, first)) in track.iter().enumerate() {
                visitors[first as usize] += 1;
                for &(_, second) in &track[place + 1..] {
                    both[first as usize * zones + second as usize] += 1;
                }
            }
        }
        Self { visitors, total, both }
    }

    /// One row per pair of zones with visitors; `names` are the zones in their order, `of` the visitors in all.
    pub(super) fn pairs(&self, names: &[String], of: u64, z: f64) -> ZonePairs {
        let zones = self.visitors.len();
        let mut table = ZonePairs::default();
        table.zone_a.names = names.to_vec();
        table.zone_b.names = names.to_vec();
        for first in 0..zones {
            for second in first + 1..zones {
                let (a, b) = (self.visitors[first], self.visitors[second]);
                if a == 0 || b == 0 {
                    continue;
                }
                let both = self.both[first * zones + second];
                table.zone_a.codes.to_mut().push(first as i32);
                table.zone_b.codes.to_mut().push(second as i32);
                table.visitors_a.push(a);
                table.visitors_b.push(b);
                table.both.push(both);
                table.visitors.push(of);
                let support = both as f64 / of as f64;
                let (low, high) = wilson(support, of as f64, z);
                table.support.push(support);
                table.support_low.push(low);
                table.support_high.push(high);
                table.lift.push(both as f64 * of as f64 / (a as f64 * b as f64));
                table.p_value.push(overlap_p_value(both, a, b, of));
            }
        }
        table.q_value = adjusted(&table.p_value);
        table
    }
}

//! Whole persons that keep to the bounds of the fractions they come from.

use super::Flows;

/// Persons in units of 2^-20: sums of them are exact.
const UNITS: f64 = 1_048_576.0;
const UNIT_BITS: u32 = 20;

/// Flows and occupancy in whole persons.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WholeFlows {
    /// Persons who entered in each bin.
    pub entries: Vec<i64>,
    /// Persons who left in each bin.
    pub exits: Vec<i64>,
    /// Occupancy at the end of each bin.
    pub level: Vec<i64>,
}

/// Rounds the persons who have entered, and those who have left, up to each bin.
///
/// Rounding keeps the order of numbers and commutes with adding whole ones: where the sum of entries is at least the
/// sum of exits and a whole bound, so are the rounded sums. All whole bounds survive, no count turns negative, and
/// each bin moves by less than one person. The sums live on a grid of 2^-20, on which they are first made to differ
/// by the occupancy exactly.
///
/// *Source*: ours; cumulative rounding.
pub fn whole_persons(start: i64, flows: &Flows, low: &[f64], high: &[f64]) -> WholeFlows {
    let bins = flows.level.len();
    let mut whole = WholeFlows {
        entries: Vec::with_capacity(bins),
        exits: Vec::with_capacity(bins),
        level: Vec::with_capacity(bins),
    };
    let origin = i128::from(start) << UNIT_BITS;
    let (mut counted, mut entered, mut left) = (0_i128, 0_i128, 0_i128);
    let mut last = [0_i128; 2];
    for bin in 0..bins {
        counted += units(flows.entries[bin]);
        let mut level = units(flows.level[bin]).max(units(low[bin]));
        if high[bin] < f64::INFINITY {
            level = level.min(units(high[bin]));
        }
        let change = level - origin;
        entered = entered.max(counted).max(left + change);
        left = entered - change;
        let sums = [round(entered), round(left)];
        whole.entries.push((sums[0] - last[0]) as i64);
        whole.exits.push((sums[1] - last[1]) as i64);
        whole.level.push((i128::from(start) + sums[0] - sums[1]) as i64);
        last = sums;
    }
    whole
}

fn units(persons: f64) -> i128 {
    (persons * UNITS).round() as i128
}

fn round(units: i128) -> i128 {
    (units + (1 << (UNIT_BITS - 1))) >> UNIT_BITS
}

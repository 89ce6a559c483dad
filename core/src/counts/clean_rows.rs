//! Rows of the result: bins with what replaces some of them.

use super::bins::Bins;
use super::clean::{Method, Repair, SensorRepairs};
use super::clean_counts::CleanCounts;
use super::grid::Grid;
use super::proposals::apply::Adjusted;
use super::sentinels;
use crate::table::{Dates, Flags, Instants, Labels, Nullable};
use std::borrow::Cow;

/// How a value came about, as the column `method` says it; the order is that of [`Method`].
pub(super) const METHODS: [&str; 8] = [
    "raw",
    "profile",
    "profile_level",
    "profile_level_donors",
    "closed",
    "none",
    "scaled",
    "known_total",
];
const SCALED: i32 = 6;

/// One sensor after cleaning: its bins and what replaces some of them.
pub(super) struct Cleaned {
    pub(super) bins: Bins,
    /// The bins after accepted swaps and factors.
    pub(super) adjusted: Option<Adjusted>,
    pub(super) repairs: SensorRepairs,
    pub(super) closed: Vec<bool>,
}

impl CleanCounts {
    pub(super) fn with_capacity(rows: usize) -> Self {
        let labels = || Labels { codes: Cow::Owned(Vec::with_capacity(rows)), names: Vec::new() };
        Self {
            sensor: labels(),
            start: Instants(Vec::with_capacity(rows)),
            end: Instants(Vec::with_capacity(rows)),
            local_start: labels(),
            day: Dates(Vec::with_capacity(rows)),
            entries: Nullable::with_capacity(rows),
            exits: Nullable::with_capacity(rows),
            entries_raw: Nullable::with_capacity(rows),
            exits_raw: Nullable::with_capacity(rows),
            entries_low: Nullable::with_capacity(rows),
            entries_high: Nullable::with_capacity(rows),
            exits_low: Nullable::with_capacity(rows),
            exits_high: Nullable::with_capacity(rows),
            coverage: Vec::with_capacity(rows),
            flags: Vec::with_capacity(rows),
            method: labels(),
        }
    }

    pub(super) fn push_sensor(&mut self, sensor: usize, grid: &Grid, cleaned: &Cleaned) {
        let (n, from) = (grid.bins(), self.flags.len());
        let Cleaned { bins, adjusted, repairs, closed } = cleaned;
        self.sensor.codes.to_mut().extend(std::iter::repeat_n(sensor as i32, n));
        self.start.0.extend_from_slice(&grid.cuts[..n]);
        self.end.0.extend_from_slice(&grid.cuts[1..=n]);
        self.local_start.codes.to_mut().extend(0..n as i32);
        self.day.0.extend_from_slice(&grid.day);
        for bin in 0..n {
            let length = grid.cuts[bin + 1] - grid.cuts[bin];
            self.coverage.push(bins.covered_us[bin] as f64 / length as f64);
            let closed = closed.get(bin).copied().unwrap_or(false);
            let touched = adjusted.as_ref().is_some_and(|adjusted| adjusted.touched[bin]);
            self.flags.push(
                bins.flags[bin]
                    | if closed { Flags::CLOSED.0 } else { 0 }
                    | if touched { Flags::ADJUSTED.0 } else { 0 },
            );
        }
        let methods = self.method.codes.to_mut();
        methods.extend(std::iter::repeat_n(Method::Raw as i32, n));
        let (coverage, flags, methods) =
            (&self.coverage[from..], &mut self.flags[from..], &mut methods[from..]);
        Direction {
            side: Flags::ENTRIES,
            raw: &mut self.entries_raw,
            value: &mut self.entries,
            low: &mut self.entries_low,
            high: &mut self.entries_high,
        }
        .push(
            &Seen {
                counts: &bins.entries,
                adjusted: adjusted.as_ref().map(|adjusted| adjusted.entries.as_slice()),
            },
            &repairs.entries,
            coverage,
            flags,
            methods,
        );
        Direction {
            side: Flags::EXITS,
            raw: &mut self.exits_raw,
            value: &mut self.exits,
            low: &mut self.exits_low,
            high: &mut self.exits_high,
        }
        .push(
            &Seen {
                counts: &bins.exits,
                adjusted: adjusted.as_ref().map(|adjusted| adjusted.exits.as_slice()),
            },
            &repairs.exits,
            coverage,
            flags,
            methods,
        );
    }
}

/// One direction as recorded, and as accepted corrections make it.
struct Seen<'a> {
    counts: &'a [i64],
    adjusted: Option<&'a [[f64; 3]]>,
}

impl Seen<'_> {
    /// Value and interval of a bin; nothing where no record covers it.
    fn at(&self, bin: usize) -> Option<[f64; 3]> {
        match self.adjusted {
            Some(adjusted) => (!adjusted[bin][0].is_nan()).then(|| adjusted[bin]),
            None => (self.counts[bin] >= 0).then(|| [self.counts[bin] as f64; 3]),
        }
    }
}

/// The columns of one direction.
struct Direction<'a> {
    side: Flags,
    raw: &'a mut Nullable<i64>,
    value: &'a mut Nullable<f64>,
    low: &'a mut Nullable<f64>,
    high: &'a mut Nullable<f64>,
}

impl Direction<'_> {
    /// Adds the bins of one sensor; `coverage`, `flags` and `methods` are those of its rows.
    fn push(
        self,
        seen: &Seen<'_>,
        repairs: &[Repair],
        coverage: &[f64],
        flags: &mut [u32],
        methods: &mut [i32],
    ) {
        let from = self.raw.len();
        // Before the first and after the last record nothing is estimated, not even the rest of a bin.
        let bins = seen.counts.len();
        let first = (0..bins).position(|bin| seen.at(bin).is_some());
        let last = (0..bins).rposition(|bin| seen.at(bin).is_some());
        let at_edge = |bin: usize, flags: u32| {
            Flags(flags).any(Flags::PARTIAL) && (Some(bin) == first || Some(bin) == last)
        };
        for (bin, &count) in seen.counts.iter().enumerate() {
            self.raw.push(sentinels::recorded(count));
            let mut estimate = seen.at(bin);
            if let Some([value, ..]) = estimate
                && Flags(flags[bin]).any(Flags::PARTIAL)
                && !at_edge(bin, flags[bin])
            {
                estimate = Some(scaled_up(value, coverage[bin]));
                flags[bin] |= Flags::FILLED.with(self.side).0;
                methods[bin] = methods[bin].max(SCALED);
            }
            self.value.push(estimate.map(|[value, ..]| value));
            self.low.push(estimate.map(|[_, low, _]| low));
            self.high.push(estimate.map(|[.., high]| high));
        }
        for repair in repairs {
            let bin = repair.bin as usize;
            // Equal values that spreading made are no sensor's fault.
            let of_spreading = Flags(flags[bin]).any(Flags::SPREAD)
                && repair.flags.any(Flags::STUCK.with(Flags::SPIKE).with(Flags::COPIED));
            if seen.at(bin).is_some() && (of_spreading || at_edge(bin, flags[bin])) {
                continue;
            }
            let filled = repair.flags.any(Flags::FILLED);
            let mut estimate =
                (repair.method != Method::None).then_some([repair.value, repair.low, repair.high]);
            let mut found = repair.flags;
            if let Some([count, ..]) = seen.at(bin)
                && found.any(Flags::MISSING)
            {
                // Records cover less than half of the bin: what they counted is kept, the rest is estimated.
                found = found.without(Flags::MISSING);
                let rest = 1.0 - coverage[bin];
                estimate = estimate.map(|estimate| estimate.map(|persons| count + rest * persons));
            }
            flags[bin] |= if filled { found.with(self.side) } else { found }.0;
            methods[bin] = methods[bin].max(repair.method as i32);
            self.value.set(from + bin, estimate.map(|[value, ..]| value));
            self.low.set(from + bin, estimate.map(|[_, low, _]| low));
            self.high.set(from + bin, estimate.map(|[.., high]| high));
        }
    }
}

/// The count of a part of a bin scaled up to the whole, with the 90 % interval of the part nobody saw.
///
/// The rest is Poisson about its expectation m, widened by the 30 % by which neighboring parts of an hour of
/// street counts differ: sd² = m + (0.3 m)².
fn scaled_up(count: f64, coverage: f64) -> [f64; 3] {
    /// 95 % quantile of the normal law.
    const Z: f64 = 1.645;
    let rest = count * (1.0 - coverage) / coverage;
    let spread = Z * (rest + 0.09 * rest * rest).sqrt();
    [count + rest, count + (rest - spread).max(0.0), count + rest + spread]
}

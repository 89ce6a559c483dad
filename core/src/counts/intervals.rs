//! The records of each sensor in order of time, each interval once: the state that counts are gridded from.

use super::grid::{Duplicates, Extent, Grid, GridOptions, Overlaps};
use super::rows::{check_rows, rows_by_sensor};
use super::sentinels;
use crate::calendar::{Localizer, SECOND_US};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{Counts, Flags};
use crate::time::utc_label;
use crate::watch::Watch;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one sensor counted in one interval; a negative count stands for "not observed", see `sentinels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) entries: i64,
    pub(crate) exits: i64,
    pub(crate) flags: u32,
}

/// The place of "not observed" among counts, which are never negative.
pub(crate) const UNSEEN: i64 = -1;

impl Interval {
    pub(crate) fn seen(&self) -> bool {
        self.entries >= 0 || self.exits >= 0
    }

    /// Takes in a later record of the same interval.
    fn absorb(&mut self, later: &Self, policy: Duplicates) {
        let choose = |earlier: i64, later: i64| match (earlier, later, policy) {
            (_, UNSEEN, _) | (0.., ..0, _) | (0.., _, Duplicates::First) => earlier,
            (..0, _, _) | (_, _, Duplicates::Last) => later,
            (_, _, Duplicates::Max) => earlier.max(later),
            (_, _, Duplicates::Sum) => earlier.saturating_add(later),
        };
        let differ = |earlier: i64, later: i64| earlier >= 0 && later >= 0 && earlier != later;
        let mut flags = Flags(self.flags | later.flags);
        // Rows that are added up are no repetition: the device splits its interval over rows.
        if policy != Duplicates::Sum {
            flags = flags.with(Flags::REPEATED);
            if differ(self.entries, later.entries) || differ(self.exits, later.exits) {
                flags = flags.with(Flags::CONFLICT);
            }
        }
        self.flags = flags.0;
        self.entries = choose(self.entries, later.entries);
        self.exits = choose(self.exits, later.exits);
    }

    fn label(&self) -> String {
        format!("{} to {}", utc_label(self.start), utc_label(self.end))
    }
}

/// Sorts by time and keeps each interval once; the order of rows decides which record is the later one.
pub(super) fn in_order(mut rows: Vec<Interval>, policy: Duplicates) -> Vec<Interval> {
    let key = |row: &Interval| (row.start, row.end);
    if rows.is_sorted_by(|a, b| key(a) < key(b)) {
        return rows;
    }
    rows.sort_by_key(key);
    rows.dedup_by(|later, kept| {
        let same = key(later) == key(kept);
        if same {
            kept.absorb(later, policy);
        }
        same
    });
    rows
}

/// Makes intervals disjoint, or says which two are not.
pub(crate) fn disjoint<'a>(
    sensor: &str,
    rows: &'a [Interval],
    policy: Overlaps,
) -> Result<Cow<'a, [Interval]>> {
    let mut seen = rows.iter().filter(|row| row.seen());
    let mut last: Option<&Interval> = None;
    let clash = seen.find_map(|row| {
        let clash = last.filter(|last| row.start < last.end).map(|last| (last, row));
        last = Some(row);
        clash
    });
    let Some((first, second)) = clash else { return Ok(Cow::Borrowed(rows)) };
    if policy == Overlaps::Error {
        let (first, second) = (first.label(), second.label());
        return Err(Error::IntervalsOverlap { sensor: sensor.to_owned(), first, second });
    }
    let mut covered_to = i64::MIN;
    let mut trimmed = Vec::with_capacity(rows.len());
    for row in rows {
        if !row.seen() || row.start >= covered_to {
            covered_to = if row.seen() { row.end } else { covered_to };
            trimmed.push(*row);
        } else if row.end > covered_to {
            // The share of the rest, rounded to whole persons with the half up.
            let (rest, length) =
                (i128::from(row.end - covered_to), i128::from(row.end - row.start));
            let share = |count: i64| {
                if count < 0 {
                    count
                } else {
                    ((2 * i128::from(count) * rest + length) / (2 * length)) as i64
                }
            };
            let flags = Flags(row.flags).with(Flags::TRIMMED).0;
            trimmed.push(Interval {
                start: covered_to,
                end: row.end,
                entries: share(row.entries),
                exits: share(row.exits),
                flags,
            });
            covered_to = row.end;
        }
    }
    // A record that lost its beginning may now start after one that observed nothing.
    trimmed.sort_by_key(|row| (row.start, row.end));
    Ok(Cow::Owned(trimmed))
}

/// All sensors with their intervals: it grows with distinct intervals, not with rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intervals {
    pub(crate) policy: Duplicates,
    pub(crate) sensors: BTreeMap<String, Vec<Interval>>,
    /// Lengths of all rows, repeated ones too, so that a split of the rows cannot change the grid.
    pub(crate) extent: Extent,
}

impl Intervals {
    pub(crate) fn empty(policy: Duplicates) -> Self {
        Self { policy, sensors: BTreeMap::new(), extent: Extent::default() }
    }

    pub(crate) fn extent(&self) -> Extent {
        Extent { sensors: self.sensors.len(), ..self.extent.clone() }
    }

    /// The grid that covers this state.
    pub(crate) fn grid(&self, options: &GridOptions) -> Result<Grid> {
        Grid::cover(&self.extent(), options)
    }

    /// Reads the rows of a table.
    pub(crate) fn collect(
        counts: &Counts<'_>,
        options: &GridOptions,
        watch: &Watch<'_>,
    ) -> Result<Self> {
        check_rows("counts", counts.len())?;
        let times = Instants::of(counts, options)?;
        let pieces = rows_by_sensor(&counts.sensor.codes, counts.sensor.names.len());
        let collected = parallel::map(pieces.sensors(), watch, |sensor| {
            let mut extent = Extent::default();
            let mut one = Vec::with_capacity(pieces.rows(sensor).len());
            for &row in pieces.rows(sensor) {
                let row = row as usize;
                let (start, end) = (times.start[row], times.end[row]);
                extent.add(start, end);
                one.push(Interval {
                    start,
                    end,
                    entries: counts.entries.at(row).map_or(UNSEEN, sentinels::read),
                    exits: counts.exits.at(row).map_or(UNSEEN, sentinels::read),
                    flags: if times.shifted.as_ref().is_some_and(|shifted| shifted[row]) {
                        Flags::SHIFTED.0
                    } else {
                        0
                    },
                });
            }
            Ok((in_order(one, options.duplicates), extent))
        })?;
        let mut whole = Self::empty(options.duplicates);
        for (name, (intervals, extent)) in counts.sensor.names.iter().zip(collected) {
            if !intervals.is_empty() {
                whole.extent.join(&extent);
                whole.sensors.insert(name.clone(), intervals);
            }
        }
        Ok(whole)
    }

    /// Adds what another state holds; its records count as later ones.
    pub(crate) fn join(&mut self, other: Self) {
        self.extent.join(&other.extent);
        for (name, mut later) in other.sensors {
            let earlier = self.sensors.entry(name).or_default();
            earlier.append(&mut later);
            *earlier = in_order(std::mem::take(earlier), self.policy);
        }
    }
}

/// Starts and ends as instants.
struct Instants<'a> {
    start: Cow<'a, [i64]>,
    end: Cow<'a, [i64]>,
    shifted: Option<Vec<bool>>,
}

impl<'a> Instants<'a> {
    fn of(counts: &'a Counts<'_>, options: &GridOptions) -> Result<Self> {
        let end: Cow<'a, [i64]> = if let Some(end) = &counts.end {
            Cow::Borrowed(&end.us)
        } else {
            let interval_s = options.interval_s.ok_or_else(|| Error::OptionRange {
                option: "interval_s".to_owned(),
                found: "not given".to_owned(),
                expected:
                    "the length of a record in seconds, because table `counts` has no column `end`"
                        .to_owned(),
            })?;
            let length = interval_s * SECOND_US;
            counts.start.us.iter().map(|start| start.saturating_add(length)).collect()
        };
        let times = if counts.start.zoned {
            Self { start: Cow::Borrowed(&counts.start.us), end, shifted: None }
        } else {
            if options.time_zone.is_none() {
                return Err(Error::NaiveTime {
                    table: "counts".to_owned(),
                    column: "start".to_owned(),
                });
            }
            localize(counts, &end, options)?
        };
        match (0..times.start.len()).find(|&row| times.end[row] <= times.start[row]) {
            Some(row) => Err(Error::IntervalReversed {
                table: "counts".to_owned(),
                row,
                start: utc_label(times.start[row]),
                end: utc_label(times.end[row]),
            }),
            None => Ok(times),
        }
    }
}

/// Reads times without a zone as the wall clock of `time_zone`.
fn localize(counts: &Counts<'_>, end: &[i64], options: &GridOptions) -> Result<Instants<'static>> {
    let start = counts.start.us.as_ref();
    let all = || start.iter().chain(end);
    let (Some(&first), Some(&last)) = (all().min(), all().max()) else {
        return Ok(Instants {
            start: Cow::Owned(Vec::new()),
            end: Cow::Owned(Vec::new()),
            shifted: None,
        });
    };
    let localizer = Localizer::new(&options.zone()?, first, last)?;
    let codes: Vec<u32> = counts.sensor.codes.iter().map(|&code| code as u32).collect();
    let local = localizer.localize_intervals(start, end, &codes, counts.sensor.names.len());
    let mut shifted = vec![false; start.len()];
    local.shifted.iter().for_each(|&row| shifted[row] = true);
    Ok(Instants {
        start: Cow::Owned(local.start_us),
        end: Cow::Owned(local.end_us),
        shifted: Some(shifted),
    })
}

#[cfg(test)]
#[path = "intervals_tests.rs"]
mod tests;

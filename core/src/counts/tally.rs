//! Sums of bins that do not depend on the order of rows.

use super::rows::{check_rows, rows_by_sensor};
use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::parallel;
use crate::table::{CountBins, Flags};
use crate::watch::Watch;
use std::collections::BTreeMap;

/// Persons in units of 2^-32: whole numbers add up the same in any order.
const UNITS: f64 = 4_294_967_296.0;

/// A number of persons in units.
pub(crate) fn person_parts(persons: f64) -> i128 {
    (persons * UNITS).round() as i128
}

/// Units as a number of persons.
pub(crate) fn persons(parts: i128) -> f64 {
    parts as f64 / UNITS
}

/// Value, lower and upper bound of one direction, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sums {
    bins: u64,
    parts: [i128; 3],
}

impl Sums {
    /// The sums, or nothing where no bin had a value.
    pub(crate) fn sums(&self) -> Option<[i128; 3]> {
        (self.bins > 0).then_some(self.parts)
    }

    fn add(&mut self, value: Option<[f64; 3]>) {
        if let Some(value) = value {
            self.bins += 1;
            for (sum, part) in self.parts.iter_mut().zip(value) {
                *sum += person_parts(part);
            }
        }
    }

    fn join(&mut self, other: &Self) {
        self.bins += other.bins;
        for (sum, part) in self.parts.iter_mut().zip(other.parts) {
            *sum = sum.saturating_add(part);
        }
    }

    fn write(&self, out: &mut Writer) {
        out.unsigned(u128::from(self.bins));
        self.parts.iter().for_each(|&part| out.signed(part));
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let bins = u64::try_from(input.unsigned()?).unwrap_or(u64::MAX);
        Ok(Self { bins, parts: [input.signed()?, input.signed()?, input.signed()?] })
    }
}

/// What a set of bins adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Time in which the sensor counted and its count was kept; closed time is measured too.
    pub(crate) measured_us: i128,
    pub(crate) entries: Sums,
    pub(crate) exits: Sums,
    imputed: i128,
}

impl Tally {
    pub(crate) fn add(&mut self, bins: &CountBins<'_>, row: usize) {
        let bin = Bin::of(bins, row);
        self.measured_us += bin.measured_us;
        self.entries.add(bin.entries);
        self.exits.add(bin.exits);
        self.imputed += bin.imputed[0] + bin.imputed[1];
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.measured_us = self.measured_us.saturating_add(other.measured_us);
        self.entries.join(&other.entries);
        self.exits.join(&other.exits);
        self.imputed = self.imputed.saturating_add(other.imputed);
    }

    /// Share of the persons that was estimated.
    pub(crate) fn imputed_share(&self) -> Option<f64> {
        let all = self.entries.parts[0].saturating_add(self.exits.parts[0]);
        (all > 0).then(|| self.imputed as f64 / all as f64)
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.signed(self.measured_us);
        self.entries.write(out);
        self.exits.write(out);
        out.signed(self.imputed);
    }

    pub(crate) fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        Ok(Self {
            measured_us: input.signed()?,
            entries: Sums::read(input)?,
            exits: Sums::read(input)?,
            imputed: input.signed()?,
        })
    }
}

/// One bin as tallies see it.
pub(crate) struct Bin {
    pub(crate) length_us: i64,
    pub(crate) measured_us: i128,
    pub(crate) entries: Option<[f64; 3]>,
    pub(crate) exits: Option<[f64; 3]>,
    /// Parts of persons that were estimated: entries, exits.
    pub(crate) imputed: [i128; 2],
    pub(crate) flags: Flags,
}

impl Bin {
    pub(crate) fn of(bins: &CountBins<'_>, row: usize) -> Self {
        let flags = bins.flags_at(row);
        let length_us = bins.end.us[row] - bins.start.us[row];
        let (entries, exits) = (bins.entries.at(row), bins.exits.at(row));
        let kept = if flags.any(Flags::CLOSED) {
            1.0
        } else if flags.any(Flags::MISSING)
            || (entries.is_none() && exits.is_none())
            || (flags.any(Flags::FILLED) && !flags.any(Flags::PARTIAL))
        {
            0.0
        } else {
            bins.coverage_at(row)
        };
        let imputed = [(entries, Flags::ENTRIES), (exits, Flags::EXITS)].map(
            |(value, replaced)| match value {
                Some([value, ..]) if flags.any(Flags::FILLED) && flags.any(replaced) => {
                    person_parts(value * (1.0 - kept))
                }
                _ => 0,
            },
        );
        Self {
            length_us,
            measured_us: (length_us as f64 * kept).round() as i128,
            entries,
            exits,
            imputed,
            flags,
        }
    }
}

/// Runs `work` on the rows of each sensor and returns its results by name.
///
/// # Errors
/// The first that `work` returns; `KELIU_LIMIT_TABLE` over 2³² rows.
pub(crate) fn split_by_sensor<T: Send>(
    bins: &CountBins<'_>,
    watch: &Watch<'_>,
    work: impl Fn(&[u32]) -> Result<T> + Sync + Send,
) -> Result<Vec<(String, T)>> {
    check_rows("clean_counts", bins.len())?;
    let pieces = rows_by_sensor(&bins.sensor.codes, bins.sensor.names.len());
    let results = parallel::map(pieces.sensors(), watch, |sensor| {
        let rows = pieces.rows(sensor);
        if rows.is_empty() { Ok(None) } else { work(rows).map(Some) }
    })?;
    let named = bins.sensor.names.iter().zip(results);
    Ok(named.filter_map(|(name, result)| Some((name.clone(), result?))).collect())
}

/// Writes a map of keys to tallies.
pub(crate) fn write(tallies: &BTreeMap<i64, Tally>, out: &mut Writer) {
    out.unsigned(tallies.len() as u128);
    let mut last = 0;
    for (&key, tally) in tallies {
        out.signed(i128::from(key) - i128::from(last));
        tally.write(out);
        last = key;
    }
}

/// Reads what [`write`] wrote.
pub(crate) fn read(input: &mut ByteReader<'_>) -> Result<BTreeMap<i64, Tally>> {
    let mut tallies = BTreeMap::new();
    let mut last = 0i64;
    for _ in 0..input.count(11)? {
        let step: i64 = input.number()?;
        last = last
            .checked_add(step)
            .ok_or_else(|| Error::StateInvalid { reason: "a key is out of range".to_owned() })?;
        tallies.insert(last, Tally::read(input)?);
    }
    Ok(tallies)
}

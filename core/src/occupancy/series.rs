//! The counts of one site: its doors added up on their common grid.

use crate::calendar::HOUR_US;
use crate::error::{Error, Result};
use crate::table::{CountBins, Direction, Flags};
use crate::time::utc_label;

/// Half the width of a 90 % interval in standard deviations.
pub(super) const Z90: f64 = 1.644_853_626_951_472_2;

/// Counts are taken on a grid of 2^-20 persons, so that sums over a site are exact in any order.
const UNITS: f64 = 1_048_576.0;

/// The code of a sensor and its rows, in the order of time.
pub(super) type Rows = (usize, Vec<u32>);

/// A sensor with its rows in the order of time.
#[derive(Debug, Clone)]
pub(super) struct Door {
    /// Its code in the table.
    pub(super) sensor: usize,
    pub(super) rows: Vec<u32>,
    /// The bin of the site that each row fills.
    pub(super) bins: Vec<u32>,
    /// Persons counted: those who entered, those who left; nothing for a direction that it never counts.
    pub(super) persons: [Option<f64>; 2],
}

/// Counts of a site, bin by bin; the fields of one bin stand at one index.
#[derive(Debug, Clone, Default)]
pub(super) struct Series {
    pub(super) doors: Vec<Door>,
    pub(super) start: Vec<i64>,
    pub(super) end: Vec<i64>,
    /// Entries and exits as they are reconciled: the counts, and what is estimated of a direction not counted.
    pub(super) flow: [Vec<f64>; 2],
    /// Entries and exits as given; not a number where no door has a value.
    pub(super) given: [Vec<f64>; 2],
    /// Variance that comes on top of that of counting: of filled counts, and of flow that nobody saw.
    pub(super) variance: Vec<f64>,
    /// Persons of the flow who were estimated.
    pub(super) imputed: Vec<f64>,
    pub(super) coverage: Vec<f64>,
    pub(super) flags: Vec<u32>,
}

impl Series {
    /// Adds up the doors of a site.
    ///
    /// # Errors
    /// `KELIU_BINS_REPEATED`, `KELIU_GRIDS_DIFFER`, `KELIU_DIRECTION_MISSING`.
    pub(super) fn of(
        site: &str,
        bins: &CountBins<'_>,
        doors: Vec<Rows>,
        causal: bool,
    ) -> Result<Self> {
        let mut series = Self::default();
        series.lay_grid(site, bins, &doors)?;
        series.place(bins, doors);
        for (side, direction) in ["entries", "exits"].into_iter().enumerate() {
            if series.doors.iter().all(|door| door.persons[side].is_none()) {
                return Err(Error::DirectionMissing { site: site.to_owned(), direction });
            }
        }
        series.add_up(bins);
        if !causal {
            series.estimate_uncounted();
        }
        Ok(series)
    }

    pub(super) fn len(&self) -> usize {
        self.start.len()
    }

    /// From the first start to the last end.
    pub(super) fn span(&self) -> (i64, i64) {
        (self.start[0], self.end[self.len() - 1])
    }

    /// The union of the bins of all doors, which must not overlap.
    fn lay_grid(&mut self, site: &str, bins: &CountBins<'_>, doors: &[Rows]) -> Result<()> {
        let mut grid: Vec<(i64, i64, usize)> = Vec::new();
        for (sensor, rows) in doors {
            let of_row = |row: u32| (bins.start.us[row as usize], bins.end.us[row as usize]);
            for pair in rows.windows(2) {
                let ((_, end), (start, until)) = (of_row(pair[0]), of_row(pair[1]));
                if start < end {
                    return Err(Error::BinsRepeated {
                        sensor: bins.sensor.names[*sensor].clone(),
                        period: label((start, end.min(until))),
                    });
                }
            }
            let more = rows.iter().map(|&row| of_row(row)).map(|(from, to)| (from, to, *sensor));
            let mut place = 0;
            let known = more.clone().all(|(start, end, _)| {
                while grid.get(place).is_some_and(|bin| bin.0 < start) {
                    place += 1;
                }
                grid.get(place).is_some_and(|bin| (bin.0, bin.1) == (start, end))
            });
            if !known {
                grid.extend(more);
                // Two sorted runs: the stable sort merges them.
                grid.sort_by_key(|&(start, end, _)| (start, end));
                grid.dedup_by_key(|&mut (start, end, _)| (start, end));
            }
        }
        if let Some(pair) = grid.windows(2).find(|pair| pair[1].0 < pair[0].1) {
            let name = |place: usize| bins.sensor.names[pair[place].2].clone();
            return Err(Error::GridsDiffer {
                site: site.to_owned(),
                first_sensor: name(0),
                first: label((pair[0].0, pair[0].1)),
                second_sensor: name(1),
                second: label((pair[1].0, pair[1].1)),
            });
        }
        self.start = grid.iter().map(|bin| bin.0).collect();
        self.end = grid.iter().map(|bin| bin.1).collect();
        Ok(())
    }

    /// Finds the bin of each row and what each door counts at all.
    fn place(&mut self, bins: &CountBins<'_>, doors: Vec<Rows>) {
        for (sensor, rows) in doors {
            let mut bin = 0;
            let mut persons = [None; 2];
            let places = rows
                .iter()
                .map(|&row| {
                    let row = row as usize;
                    while self.start[bin] < bins.start.us[row] {
                        bin += 1;
                    }
                    for (sum, direction) in persons.iter_mut().zip([&bins.entries, &bins.exits]) {
                        if let Some([value, ..]) = direction.at(row) {
                            *sum = Some(sum.unwrap_or(0.0) + on_grid(value));
                        }
                    }
                    bin as u32
                })
                .collect();
            self.doors.push(Door { sensor, rows, bins: places, persons });
        }
    }

    fn add_up(&mut self, bins: &CountBins<'_>) {
        let n = self.len();
        self.flow = [vec![0.0; n], vec![0.0; n]];
        self.given = [vec![f64::NAN; n], vec![f64::NAN; n]];
        (self.variance, self.imputed) = (vec![0.0; n], vec![0.0; n]);
        (self.coverage, self.flags) = (vec![0.0; n], vec![0; n]);
        let mut active = vec![0_u32; n];
        let mut seen = vec![0_u32; n];
        let doors = std::mem::take(&mut self.doors);
        for door in &doors {
            let rates = rates(door, bins);
            // Nulls before the first value say that the door was not watched yet.
            let has_value = |row: u32| {
                let row = row as usize;
                bins.entries.at(row).is_some() || bins.exits.at(row).is_some()
            };
            let Some(first) = door.rows.iter().position(|&row| has_value(row)) else { continue };
            let mut expected = door.bins[first] as usize;
            for (&row, &bin) in door.rows[first..].iter().zip(&door.bins[first..]) {
                let (row, bin) = (row as usize, bin as usize);
                for (missed, doors) in active.iter_mut().enumerate().take(bin).skip(expected) {
                    *doors += 1;
                    self.variance[missed] += self.unseen(missed, rates[0] + rates[1]);
                }
                expected = bin + 1;
                active[bin] += 1;
                self.flags[bin] |= bins.flags_at(row).0;
                let mut whole = true;
                for (side, direction) in [&bins.entries, &bins.exits].into_iter().enumerate() {
                    if let Some(value) = direction.at(row) {
                        self.add(bin, side, value, filled_share(bins, row, side));
                    } else if door.persons[side].is_some() {
                        self.variance[bin] += self.unseen(bin, rates[side]);
                        whole = false;
                    }
                }
                if whole {
                    seen[bin] += 1;
                    self.coverage[bin] += bins.coverage_at(row);
                }
            }
        }
        self.doors = doors;
        for bin in 0..n {
            self.coverage[bin] /= f64::from(active[bin].max(1));
            let known = self.given.iter().any(|given| !given[bin].is_nan());
            let flags = Flags(self.flags[bin]).without(Flags::MISSING);
            let found = match (known, seen[bin] < active[bin]) {
                (false, _) => Flags::MISSING,
                (true, true) => Flags::PARTIAL,
                (true, false) => Flags(0),
            };
            self.flags[bin] = flags.with(found).0;
        }
    }

    fn add(&mut self, bin: usize, side: usize, [value, low, high]: [f64; 3], filled: f64) {
        let given = &mut self.given[side][bin];
        *given = if given.is_nan() { on_grid(value) } else { *given + on_grid(value) };
        self.flow[side][bin] += on_grid(value);
        self.imputed[bin] += filled * value;
        let spread = (high - low).max(0.0) / (2.0 * Z90);
        self.variance[bin] += spread * spread;
    }

    /// Variance of a flow that nobody saw: that of chance, and that of a door of which only the mean is known.
    fn unseen(&self, bin: usize, per_hour: f64) -> f64 {
        let mean = per_hour * (self.end[bin] - self.start[bin]) as f64 / HOUR_US as f64;
        mean + mean * mean
    }

    /// Completes the direction that a door never counts, from the doors that count both.
    ///
    /// A door with one direction is a way in, or a sensor that does not see the way out. The site tells which: if the
    /// counts lack more than half of what the door would add, it does not see. The door then gets the part of the
    /// flow of the other doors that it has of the direction it counts.
    fn estimate_uncounted(&mut self) {
        let total = |side: usize, of_all: bool| -> f64 {
            let both = |door: &&Door| of_all || door.persons.iter().all(Option::is_some);
            let doors = self.doors.iter().filter(both);
            doors.filter_map(|door| door.persons[side]).fold(0.0, |sum, one| sum + one)
        };
        let totals = [0, 1].map(|side| [total(side, false), total(side, true)]);
        for side in 0..2 {
            let other = 1 - side;
            let blind = self.doors.iter().filter(|door| door.persons[side].is_none());
            let counted: f64 = blind.filter_map(|door| door.persons[other]).fold(0.0, |a, b| a + b);
            let (reference, flow) = (totals[other][0], totals[side][0]);
            if counted <= 0.0 || reference <= 0.0 {
                continue;
            }
            let part = counted / reference;
            let lacking = totals[other][1] - totals[side][1];
            if lacking <= 0.5 * part * flow {
                continue;
            }
            let replaced = [Flags::ENTRIES, Flags::EXITS][side];
            for bin in 0..self.len() {
                let estimate = on_grid(self.flow[side][bin] * part);
                if estimate > 0.0 {
                    self.flow[side][bin] += estimate;
                    self.imputed[bin] += estimate;
                    self.variance[bin] += estimate * (1.0 + part);
                    self.flags[bin] |= Flags::FILLED.with(replaced).0;
                }
            }
        }
    }
}

/// Persons per hour in either direction, while the door counted.
fn rates(door: &Door, bins: &CountBins<'_>) -> [f64; 2] {
    let hours = |direction: &Direction<'_>| -> f64 {
        let counted = door.rows.iter().filter(|&&row| direction.at(row as usize).is_some());
        let us = |row: &u32| bins.end.us[*row as usize] - bins.start.us[*row as usize];
        counted.map(|row| us(row) as f64 / HOUR_US as f64).sum()
    };
    let rate = |persons: Option<f64>, hours: f64| persons.map_or(0.0, |sum| sum / hours);
    [rate(door.persons[0], hours(&bins.entries)), rate(door.persons[1], hours(&bins.exits))]
}

/// Share of a value that is an estimate.
fn filled_share(bins: &CountBins<'_>, row: usize, side: usize) -> f64 {
    let flags = bins.flags_at(row);
    if !flags.any(Flags::FILLED) || !flags.any([Flags::ENTRIES, Flags::EXITS][side]) {
        0.0
    } else if flags.any(Flags::PARTIAL) {
        1.0 - bins.coverage_at(row)
    } else {
        1.0
    }
}

fn on_grid(persons: f64) -> f64 {
    (persons * UNITS).round() / UNITS
}

fn label((start, end): (i64, i64)) -> String {
    format!("{} to {}", utc_label(start), utc_label(end))
}

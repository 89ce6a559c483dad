//! Counts of each flow, period by period.

use super::{Measured, Network};
use crate::calendar::{LocalClock, Period as Calendar};
use crate::error::{Error, Result};
use crate::table::CountBins;
use crate::time::utc_label;
use std::collections::BTreeMap;

/// Half the width of a 90 % interval in standard errors.
const HALF_90: f64 = 1.644_853_626_951_472_6;

/// One period and what was counted in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Period {
    pub(crate) start_us: i64,
    pub(crate) end_us: i64,
    pub(crate) sums: Vec<Sums>,
    /// The longest time of which any sensor has bins, with values or without.
    pub(crate) expected_us: i64,
}

/// What was counted of one flow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sums {
    pub(crate) persons: f64,
    /// Squared errors of the estimated bins.
    variance: f64,
    /// Time of which the count is known.
    pub(crate) known_us: f64,
    /// Time that has bins.
    rows_us: i64,
}

impl Period {
    pub(crate) fn coverage(&self, flow: usize) -> f64 {
        (self.sums[flow].known_us / self.expected_us as f64).min(1.0)
    }

    /// True if the flow has a count in this period.
    pub(crate) fn counted(&self) -> Vec<bool> {
        self.sums.iter().map(|sums| sums.known_us > 0.0).collect()
    }

    /// The count of the whole period, from the time of which it is known.
    fn scaled(&self, flow: usize) -> Option<f64> {
        let coverage = self.coverage(flow);
        (coverage > 0.0).then(|| self.sums[flow].persons / coverage)
    }

    /// What is known of a flow that nobody counted.
    pub(crate) fn unknown(&self) -> Measured {
        let known: Vec<f64> = (0..self.sums.len()).filter_map(|flow| self.scaled(flow)).collect();
        let total: f64 = known.iter().sum();
        let value = total / (known.len() as f64).max(1.0);
        Measured { value, variance: (total * total).max(1.0) }
    }

    /// Flows with their variances: chance (Poisson), the relative error of the sensor, what was estimated; a flow
    /// that was counted in part of the time is extrapolated, and what is added is as uncertain as it is large; of
    /// a flow that was not counted nothing is known but that it is no larger than all others together.
    pub(crate) fn measured(&self, network: &Network) -> Vec<Measured> {
        let unknown = self.unknown();
        (0..self.sums.len())
            .map(|flow| {
                let Some(value) = self.scaled(flow) else { return unknown };
                let coverage = self.coverage(flow);
                let added = value * (1.0 - coverage);
                let relative = network.links[flow / 2].cv * value;
                let chance = (self.sums[flow].persons.max(1.0) + self.sums[flow].variance)
                    / (coverage * coverage);
                Measured { value, variance: chance + relative * relative + added * added }
            })
            .collect()
    }
}

/// Adds bins up, rows in order of time for each sensor.
///
/// # Errors
/// `KELIU_BINS_REPEATED`, `KELIU_BIN_SPANS_PERIODS`, `KELIU_TIME_OUT_OF_RANGE`.
pub(crate) fn sums(
    bins: &CountBins<'_>,
    rows_of_link: &[Vec<u32>],
    clock: &mut LocalClock,
    calendar: Option<(Calendar, &str)>,
) -> Result<Vec<Period>> {
    let flows = 2 * rows_of_link.len();
    let Some(span) = bins.span() else { return Ok(Vec::new()) };
    let mut periods: BTreeMap<i64, Period> = BTreeMap::new();
    for (link, rows) in rows_of_link.iter().enumerate() {
        let mut until: Option<i64> = None;
        let mut current = (i64::MAX, i64::MIN);
        for &row in rows {
            let row = row as usize;
            let (start, end) = (bins.start.us[row], bins.end.us[row]);
            if until.is_some_and(|until| start < until) {
                return Err(Error::BinsRepeated {
                    sensor: bins.sensor.name(row).to_owned(),
                    period: utc_label(start),
                });
            }
            until = Some(end);
            if !(current.0..current.1).contains(&start) {
                current = match calendar {
                    Some((calendar, _)) => clock.bounds(calendar, start)?,
                    None => span,
                };
            }
            if end > current.1 {
                return Err(Error::BinSpansPeriods {
                    table: "clean_counts".to_owned(),
                    row,
                    start: utc_label(start),
                    end: utc_label(end),
                    period: calendar.map_or("", |(_, name)| name).to_owned(),
                });
            }
            let period = periods.entry(current.0).or_insert_with(|| Period {
                start_us: current.0,
                end_us: current.1,
                sums: vec![Sums::default(); flows],
                expected_us: 0,
            });
            for (direction, column) in [&bins.entries, &bins.exits].into_iter().enumerate() {
                let sums = &mut period.sums[2 * link + direction];
                sums.rows_us += end - start;
                period.expected_us = period.expected_us.max(sums.rows_us);
                let coverage = bins.coverage_at(row);
                let Some([value, low, high]) = column.at(row).filter(|_| coverage > 0.0) else {
                    continue;
                };
                let error = (high - low).max(0.0) / (2.0 * HALF_90);
                sums.persons += value;
                sums.variance += error * error;
                sums.known_us += (end - start) as f64 * coverage;
            }
        }
    }
    Ok(periods.into_values().collect())
}

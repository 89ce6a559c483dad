//! Persons per interval, from a file.

use super::columns::Named;
use super::device::Want;
use super::file_options::FileOptions;
use super::growth::{Growth, day_start_question, look, unit_question};
use super::read::{Request, read};
use super::settle::{Settled, cadence, exchange_days, interval_question, settle};
use super::sheet::{Reading, unreadable};
use crate::calendar::SECOND_US;
use crate::error::Result;
use crate::table::{Document, Instants, Labels, Nullable, OptionalLabels, table, tables};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Which numbers a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountUnit {
    /// Persons per interval, unless the numbers only grow, or only grow within each day: then the file is refused until this is said.
    #[default]
    Auto,
    /// Persons per interval, whatever the numbers look like.
    Interval,
    /// Persons so far today: totals at the end of each interval, which start again every day.
    DayTotal,
}

/// Options of [`read_counts`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReadCountsOptions {
    /// What is known of the file.
    #[serde(flatten)]
    pub file: FileOptions,
    /// Column of the start of an interval. By default found by its name.
    pub start_column: Option<String>,
    /// Column of the end of an interval. By default found by its name.
    pub end_column: Option<String>,
    /// Length of an interval in seconds where the file has no ends, 1 to 2678400. By default the step between most times of a sensor.
    pub interval_s: Option<i64>,
    /// Which numbers the file holds.
    pub unit: CountUnit,
}

impl ReadCountsOptions {
    /// Refuses what no file can have.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.file.validate()?;
        let longest = 31.0 * 86_400.0;
        self.interval_s
            .map_or(Ok(()), |given| crate::check::within("interval_s", given as f64, 1.0, longest))
    }

    fn request(&self) -> Request<'_> {
        let named = Named {
            start: self.start_column.as_deref(),
            end: self.end_column.as_deref(),
            ..Named::of(&self.file)
        };
        Request { options: &self.file, named, start_option: "start_column", want: Want::Counts }
    }
}

table! {
    /// One row per sensor and interval of the file, as the file has them: duplicates and impossible numbers too.
    pub struct CountRows = "read_counts", sorted by "row of the file" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the interval; it belongs to the interval.
        start: Instants, "", "开始时间";
        /// End of the interval; it does not belong to the interval.
        end: Instants, "", "结束时间";
        /// Persons who entered; null where the file has none.
        entries: Nullable<i64>, "persons", "进店人次";
        /// Persons who left; null where the file has none.
        exits: Nullable<i64>, "persons", "出店人次";
        /// Site, station or device, where the file names one beside the sensor.
        site: OptionalLabels, "", "门店";
        /// Line of the file, or number of its JSON document or XML record, from 1.
        row: Vec<u64>, "", "行号";
    }
}

table! {
    /// One row per row of the file that could not be read.
    pub struct RefusedRows = "refused_rows", sorted by "row" {
        /// Line of the file, or number of its JSON document or XML record, from 1.
        row: Vec<u64>, "", "行号";
        /// Column at fault; empty where it is the whole row.
        column: Labels<'static>, "", "列";
        /// What stands there, cut to 60 characters.
        found: Labels<'static>, "", "原值";
        /// What would be accepted.
        expected: Labels<'static>, "", "应为";
    }
}

tables! {
    /// The counts of a file, and what was not read.
    pub struct ReadCounts {
        /// The counts.
        read_counts: CountRows;
        /// Rows that could not be read, where `on_error` lists them.
        refused_rows: RefusedRows;
    }
    report = summary;
}

#[doc = include_str!("read_counts.md")]
pub fn read_counts(file: &Document<'_>, options: &ReadCountsOptions) -> Result<ReadCounts> {
    run(file, options, &Watch::none())
}

pub(crate) fn run(
    document: &Document<'_>,
    options: &ReadCountsOptions,
    watch: &Watch<'_>,
) -> Result<ReadCounts> {
    options.validate()?;
    let file = document.name().unwrap_or("file");
    let mut reading = read(document, &options.request(), watch)?;
    if let Some(question) = reading.questions.drain(..).next() {
        return Err(question.into_error(file));
    }
    exchange_days(&mut reading);
    let restart = restart(&reading, options, file)?;
    let codes = reading.rows.sensor.codes();
    let mut interval_us = options.interval_s.map(|seconds| seconds * SECOND_US);
    if interval_us.is_none() && reading.rows.end.is_empty() && reading.rows.len() > 0 {
        let (step, evidence) = cadence(&reading.rows, codes);
        interval_us = Some(step.ok_or_else(|| interval_question(&evidence).into_error(file))?);
    }
    let Settled { sensor, site, row, start, end, entries, exits, refused, .. } =
        settle(reading, &options.file, file, interval_us, restart)?;
    Ok(ReadCounts {
        read_counts: CountRows {
            sensor,
            start: Instants(start),
            end: Instants(end),
            entries,
            exits,
            site,
            row,
        },
        refused_rows: RefusedRows {
            row: refused.row,
            column: refused.column,
            found: refused.found,
            expected: refused.expected,
        },
    })
}

/// The time of day at which totals of the day start again; none where the numbers are persons per interval.
fn restart(reading: &Reading, options: &ReadCountsOptions, file: &str) -> Result<Option<i64>> {
    if options.unit == CountUnit::Interval {
        return Ok(None);
    }
    let told = options.file.day_start_us()?;
    let found = look(reading, &options.file)?;
    if options.unit == CountUnit::DayTotal {
        return match found {
            _ if told.is_some() => Ok(told),
            Growth::DayTotals(None, evidence) => {
                Err(day_start_question(&evidence).into_error(file))
            }
            Growth::DayTotals(at, _) => Ok(at),
            _ => Ok(Some(0)),
        };
    }
    match reading.totals {
        Some(true) if matches!(found, Growth::DayTotals(..)) && reading.has_header() => {}
        Some(true) => {
            let reason = "it holds totals that only grow, not persons per interval";
            let expected = "read_readings for totals, or unit = \"interval\"";
            return Err(unreadable(file, reason, expected));
        }
        Some(false) => return Ok(None),
        None => {}
    }
    unit_question(&found).map_or(Ok(None), |question| Err(question.into_error(file)))
}

fn summary(result: &ReadCounts) -> String {
    let rows = &result.read_counts;
    let span = match (rows.start.0.iter().min(), rows.end.0.iter().max()) {
        (Some(&from), Some(&to)) => format!(" from {} to {}", utc_label(from), utc_label(to)),
        _ => String::new(),
    };
    format!(
        "{} intervals of {} sensors{span}; {} rows refused",
        rows.start.0.len(),
        rows.sensor.names.len(),
        result.refused_rows.row.len()
    )
}

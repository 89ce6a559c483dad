//! Totals that only grow, from a file.

use super::columns::Named;
use super::device::Want;
use super::file_options::FileOptions;
use super::read::{Request, read};
use super::settle::{Settled, settle};
use super::sheet::unreadable;
use crate::error::Result;
use crate::table::{Document, Instants, Labels, Nullable, OptionalLabels, table, tables};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`read_readings`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReadReadingsOptions {
    /// What is known of the file.
    #[serde(flatten)]
    pub file: FileOptions,
    /// Column of the time of a reading. By default found by its name.
    pub time_column: Option<String>,
    /// Column of the kind of a reading. By default found by its name.
    pub kind_column: Option<String>,
}

impl ReadReadingsOptions {
    /// Refuses what no file can have.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.file.validate()
    }

    fn request(&self) -> Request<'_> {
        let named = Named {
            start: self.time_column.as_deref(),
            kind: self.kind_column.as_deref(),
            ..Named::of(&self.file)
        };
        Request { options: &self.file, named, start_option: "time_column", want: Want::Totals }
    }
}

table! {
    /// One row per sensor and reading of the file, as the file has them: duplicates and impossible numbers too.
    pub struct ReadingRows = "read_readings", sorted by "row of the file" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// When the register was read.
        time: Instants, "", "读数时间";
        /// Total of persons who entered; null where the file has none.
        entries_total: Nullable<i64>, "persons", "累计进店";
        /// Total of persons who left; null where the file has none.
        exits_total: Nullable<i64>, "persons", "累计出店";
        /// Kind of the reading as the file names it, such as REGULAR, RECOVR AUD or realTime.
        kind: OptionalLabels, "", "类型";
        /// Site, station or device, where the file names one beside the sensor.
        site: OptionalLabels, "", "门店";
        /// Line of the file, or number of its JSON document or XML record, from 1.
        row: Vec<u64>, "", "行号";
    }
}

table! {
    /// One row per row of the file that could not be read.
    pub struct RefusedReadings = "refused_readings", sorted by "row" {
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
    /// The readings of a file, and what was not read.
    pub struct ReadReadings {
        /// The readings.
        read_readings: ReadingRows;
        /// Rows that could not be read, where `on_error` lists them.
        refused_readings: RefusedReadings;
    }
    report = summary;
}

#[doc = include_str!("read_readings.md")]
pub fn read_readings(file: &Document<'_>, options: &ReadReadingsOptions) -> Result<ReadReadings> {
    run(file, options, &Watch::none())
}

pub(crate) fn run(
    document: &Document<'_>,
    options: &ReadReadingsOptions,
    watch: &Watch<'_>,
) -> Result<ReadReadings> {
    options.validate()?;
    let file = document.name().unwrap_or("file");
    let mut reading = read(document, &options.request(), watch)?;
    if let Some(question) = reading.questions.drain(..).next() {
        return Err(question.into_error(file));
    }
    if reading.totals == Some(false) {
        let reason = "it holds persons per interval, not totals that only grow";
        return Err(unreadable(file, reason, "read_counts for persons per interval"));
    }
    let Settled { sensor, site, kind, row, start, entries, exits, refused, .. } =
        settle(reading, &options.file, file, None, None)?;
    Ok(ReadReadings {
        read_readings: ReadingRows {
            sensor,
            time: Instants(start),
            entries_total: entries,
            exits_total: exits,
            kind,
            site,
            row,
        },
        refused_readings: RefusedReadings {
            row: refused.row,
            column: refused.column,
            found: refused.found,
            expected: refused.expected,
        },
    })
}

fn summary(result: &ReadReadings) -> String {
    let rows = &result.read_readings;
    let span = match (rows.time.0.iter().min(), rows.time.0.iter().max()) {
        (Some(&from), Some(&to)) => format!(" from {} to {}", utc_label(from), utc_label(to)),
        _ => String::new(),
    };
    format!(
        "{} readings of {} sensors{span}; {} rows refused",
        rows.time.0.len(),
        rows.sensor.names.len(),
        result.refused_readings.row.len()
    )
}

//! What a caller may say about a file; whatever is not said is found out or asked for.

use crate::calendar::{TimeZone, parse_day_start};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// What the file itself says.
    #[default]
    Auto,
    /// One row per sensor and interval, or per sensor and reading: CSV, or a JSON list of flat objects.
    Long,
    /// One column per sensor.
    Wide,
    /// Turnstile registers of the New York subway.
    Mta,
    /// AXIS People Counter and AXIS P8815-2, JSON.
    Axis,
    /// Hikvision ISAPI, XML.
    Hikvision,
    /// Xovis data push, JSON.
    Xovis,
}

/// How characters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TextEncoding {
    /// By byte order mark, else by what the bytes can be.
    #[default]
    #[serde(rename = "auto")]
    Auto,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// GB18030, of which GBK and GB2312 are parts.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// The code page of Western European spreadsheets.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What separates whole persons from their fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// What all numbers of the file agree on.
    #[default]
    Auto,
    /// A point; commas part thousands.
    Point,
    /// A comma; points part thousands.
    Comma,
}

/// The order of day, month and year where a date is written in figures and the year is not written first with four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// What all dates of the file agree on.
    #[default]
    Auto,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// What happens to a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// The file is refused with the first such row.
    #[default]
    Refuse,
    /// It is listed in the second table, with what was found and expected, and the others are read.
    Skip,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FileOptions {
    /// How the file is laid out.
    pub format: FileFormat,
    /// How characters are written as bytes.
    pub encoding: TextEncoding,
    /// The character between two cells: ",", ";", "|" or a tab. By default the one that all lines agree on.
    pub delimiter: Option<String>,
    /// What separates whole persons from their fraction.
    pub decimal_mark: DecimalMark,
    /// The order of day, month and year where a date is written in figures and the year is not written first with four.
    pub date_order: DateOrder,
    /// Time zone of times that name none: an IANA name, "UTC" or an offset. By default such times are refused.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the day of the date column starts, from "00:00" to "23:59". By default "00:00", unless the hours run on past midnight under one date: then the file is refused until this is said. Totals of the day start again at it.
    pub day_start: Option<String>,
    /// Name of the sensor in a file that names none. By default the name of the file.
    pub sensor: Option<String>,
    /// Column of the sensor. By default found by its name.
    pub sensor_column: Option<String>,
    /// Column of the day where the time of day has a column of its own. By default found by its name.
    pub date_column: Option<String>,
    /// Column of the time of day, or of its hour. By default found by its name.
    pub hour_column: Option<String>,
    /// Column of the persons who entered. By default found by its name.
    pub entries_column: Option<String>,
    /// Column of the persons who left. By default found by its name.
    pub exits_column: Option<String>,
    /// What happens to a row that cannot be read.
    pub on_error: OnError,
    /// Largest size of the file in bytes. At least 1.
    pub max_bytes: u64,
    /// Largest number of rows of the result. At least 1.
    pub max_rows: u64,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self {
            format: FileFormat::default(),
            encoding: TextEncoding::default(),
            delimiter: None,
            decimal_mark: DecimalMark::default(),
            date_order: DateOrder::default(),
            time_zone: None,
            day_start: None,
            sensor: None,
            sensor_column: None,
            date_column: None,
            hour_column: None,
            entries_column: None,
            exits_column: None,
            on_error: OnError::default(),
            max_bytes: 1 << 30,
            max_rows: 50_000_000,
        }
    }
}

/// The delimiters that files use, the commonest first.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl FileOptions {
    /// Refuses what no file can have.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        self.day_start_us()?;
        self.delimiter_byte()?;
        for (option, found) in [("max_bytes", self.max_bytes), ("max_rows", self.max_rows)] {
            crate::check::within(option, found as f64, 1.0, f64::INFINITY)?;
        }
        Ok(())
    }

    pub(super) fn zone(&self) -> Result<Option<TimeZone>> {
        self.time_zone.as_deref().map(TimeZone::parse).transpose()
    }

    pub(super) fn day_start_us(&self) -> Result<Option<i64>> {
        self.day_start.as_deref().map(parse_day_start).transpose()
    }

    pub(super) fn delimiter_byte(&self) -> Result<Option<u8>> {
        let Some(given) = &self.delimiter else { return Ok(None) };
        match given.as_bytes() {
            [one] if DELIMITERS.contains(one) => Ok(Some(*one)),
            _ => Err(Error::OptionRange {
                option: "delimiter".to_owned(),
                found: format!("{given:?}"),
                expected: "a comma, a semicolon, a tab or a vertical bar".to_owned(),
            }),
        }
    }
}

impl FileFormat {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Long => "long",
            Self::Wide => "wide",
            Self::Mta => "mta",
            Self::Axis => "axis",
            Self::Hikvision => "hikvision",
            Self::Xovis => "xovis",
        }
    }
}

impl TextEncoding {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Windows1252 => "windows-1252",
        }
    }
}

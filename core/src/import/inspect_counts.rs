//! What a file is, and the call that reads it.

use super::columns::Named;
use super::device::Want;
use super::file_options::{FileFormat, FileOptions, OnError};
use super::growth::{Growth, look};
use super::questions::{Certainty, Finding, sample};
use super::read::{Request, read};
use super::settle::{cadence, exchange_days};
use super::sheet::Reading;
use crate::calendar::SECOND_US;
use crate::error::Result;
use crate::table::{Document, LabelBuilder, Labels, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Options of [`inspect_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct InspectCountsOptions {
    /// Time zone of times that name none: an IANA name, "UTC" or an offset. It is written into the call.
    pub time_zone: Option<String>,
    /// Largest size of the file in bytes. At least 1.
    pub max_bytes: u64,
}

impl Default for InspectCountsOptions {
    fn default() -> Self {
        Self { time_zone: None, max_bytes: FileOptions::default().max_bytes }
    }
}

impl InspectCountsOptions {
    /// Refuses an unknown zone and a limit of nothing.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.file().validate()
    }

    fn file(&self) -> FileOptions {
        FileOptions {
            time_zone: self.time_zone.clone(),
            max_bytes: self.max_bytes,
            on_error: OnError::Skip,
            ..FileOptions::default()
        }
    }
}

table! {
    /// One row per property of the file, and per language the call that reads it.
    pub struct InspectCounts = "inspect_counts", sorted by "from the bytes to the call" {
        /// The property; most are options of `read_counts` and `read_readings`.
        property: Labels<'static>, "", "属性";
        /// What it seems to be.
        guess: Labels<'static>, "", "推断";
        /// What in the file says so.
        evidence: Labels<'static>, "", "依据";
        /// How sure that is: certain, likely, or open, which an option must settle.
        certainty: Labels<'static>, "", "确定性";
        /// What else it could be; empty where nothing else is plausible.
        alternatives: Labels<'static>, "", "其他可能";
    }
    report = summary;
}

#[doc = include_str!("inspect_counts.md")]
pub fn inspect_counts(
    file: &Document<'_>,
    options: &InspectCountsOptions,
) -> Result<InspectCounts> {
    run(file, options, &Watch::none())
}

pub(crate) fn run(
    document: &Document<'_>,
    options: &InspectCountsOptions,
    watch: &Watch<'_>,
) -> Result<InspectCounts> {
    options.validate()?;
    let file = options.file();
    let request = Request {
        options: &file,
        named: Named::default(),
        start_option: "start_column",
        want: Want::Either,
    };
    let mut reading = read(document, &request, watch)?;
    exchange_days(&mut reading);
    let mut findings = reading.findings.clone();
    let growth = look(&reading, &file)?;
    let call = Call::of(&reading, options, growth, &mut findings);
    findings.push(call.rust());
    findings.push(call.python());
    findings.push(call.javascript());
    Ok(table_of(&findings))
}

fn table_of(findings: &[Finding]) -> InspectCounts {
    let column = |text: &dyn Fn(&Finding) -> String| {
        let mut labels = LabelBuilder::with_capacity(findings.len());
        for finding in findings {
            labels.push(&text(finding));
        }
        labels.finish()
    };
    InspectCounts {
        property: column(&|finding| finding.property.to_owned()),
        guess: column(&|finding| finding.guess.clone()),
        evidence: column(&|finding| finding.evidence.clone()),
        certainty: column(&|finding| finding.certainty.word().to_owned()),
        alternatives: column(&|finding| finding.alternatives.clone()),
    }
}

/// The call that reads a file: which operation, and the options that the file does not settle itself.
#[derive(Debug)]
struct Call {
    readings: bool,
    options: Vec<(&'static str, String)>,
    open: bool,
}

impl Call {
    fn of(
        reading: &Reading,
        inspected: &InspectCountsOptions,
        growth: Growth,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let codes = reading.rows.sensor.codes();
        let mut call = Self { readings: false, options: Vec::new(), open: false };
        findings.push(call.unit(reading, growth));
        for question in &reading.questions {
            call.open = true;
            if let Some(choice) = question.choices.first() {
                call.options.push((question.option, choice.clone()));
            }
        }
        let (step, evidence) = cadence(&reading.rows, codes);
        let seconds = step.map(|step| (step / SECOND_US).to_string());
        if call.readings || !reading.rows.end.is_empty() || seconds.is_some() {
            let guess = seconds.unwrap_or_else(|| "irregular".to_owned());
            findings.push(Finding::new("interval_s", guess, evidence, Certainty::Likely));
        } else {
            findings.push(Finding::new("interval_s", "unknown", evidence, Certainty::Open));
            call.options.push(("interval_s", "3600".to_owned()));
            call.open = true;
        }
        match (reading.rows.zoned, &inspected.time_zone) {
            (Some((true, _)), _) => {
                let evidence = "every time names its offset";
                findings.push(Finding::new(
                    "time_zone",
                    "in the file",
                    evidence,
                    Certainty::Certain,
                ));
            }
            (_, Some(zone)) => {
                findings.push(Finding::new("time_zone", zone, "as told", Certainty::Certain));
                call.options.push(("time_zone", zone.clone()));
            }
            _ => {
                let evidence = "the times name no zone";
                let finding = Finding::new("time_zone", "unknown", evidence, Certainty::Open);
                findings.push(finding.or("the zone of the site"));
                call.options.push(("time_zone", "<zone>".to_owned()));
                call.open = true;
            }
        }
        if reading.format == FileFormat::Long && reading.rows.sensor.codes().is_empty() {
            findings.push(Finding::new("rows", "0", "a header without rows", Certainty::Certain));
        }
        let (seconds, minutes) = (reading.rows.second_ends, reading.rows.has_minute_ends());
        if seconds > 0 || minutes {
            let (guess, unit) = if minutes {
                ("all".to_owned(), "minute")
            } else {
                (seconds.to_string(), "second")
            };
            let evidence = format!("ends that name the last {unit} are moved to the next one");
            findings.push(Finding::new("inclusive_ends", guess, evidence, Certainty::Likely));
        }
        let refused = &reading.rows.refused.row;
        if let Some(first) = refused.first() {
            let evidence = format!("the first is row {first}");
            findings.push(Finding::new(
                "refused_rows",
                refused.len().to_string(),
                evidence,
                Certainty::Certain,
            ));
            call.options.push(("on_error", "skip".to_owned()));
        }
        call
    }

    /// Which numbers the file holds, and what the call needs for them.
    fn unit(&mut self, reading: &Reading, growth: Growth) -> Finding {
        let of_the_day = |evidence: String, certainty: Certainty| {
            Finding::new("unit", "day_total", evidence, certainty)
        };
        match (reading.totals, growth) {
            (Some(false), _) => {
                Finding::new("unit", "interval", "the file says so", Certainty::Certain)
            }
            (told, Growth::DayTotals(restart, evidence))
                if told.is_none() || reading.has_header() =>
            {
                self.options.push(("unit", "day_total".to_owned()));
                if restart.is_none() {
                    self.options.push(("day_start", "00:00".to_owned()));
                    self.open = true;
                }
                of_the_day(evidence, Certainty::Likely).or("interval")
            }
            (Some(true), _) => {
                self.readings = true;
                Finding::new("unit", "totals", "the file says so", Certainty::Certain)
            }
            (None, Growth::OneDay(evidence)) => {
                self.options.push(("unit", "day_total".to_owned()));
                self.open = true;
                of_the_day(evidence, Certainty::Open).or("totals, interval")
            }
            (None, Growth::Totals(evidence)) => {
                self.readings = true;
                Finding::new("unit", "totals", evidence, Certainty::Likely).or("interval")
            }
            (None, _) => {
                Finding::new("unit", "interval", "the numbers rise and fall", Certainty::Likely)
            }
        }
    }

    fn certainty(&self) -> Certainty {
        if self.open { Certainty::Open } else { Certainty::Likely }
    }

    fn finding(&self, property: &'static str, text: String) -> Finding {
        let evidence =
            if self.open { "settle what is open first" } else { "reads the file as described" };
        Finding::new(property, text, evidence, self.certainty())
    }

    fn operation(&self) -> &'static str {
        if self.readings { "read_readings" } else { "read_counts" }
    }

    fn rust(&self) -> Finding {
        let options = if self.readings { "ReadReadingsOptions" } else { "ReadCountsOptions" };
        let (mut own, mut file) = (String::new(), String::new());
        for (option, value) in &self.options {
            let (place, value) = match *option {
                "interval_s" => (&mut own, format!("Some({value})")),
                "unit" => (&mut own, "CountUnit::DayTotal".to_owned()),
                "time_zone" | "day_start" => (&mut file, format!("Some({value:?}.to_owned())")),
                "date_order" => (&mut file, format!("DateOrder::{}", capital(value))),
                "decimal_mark" => (&mut file, format!("DecimalMark::{}", capital(value))),
                _ => (&mut file, "OnError::Skip".to_owned()),
            };
            let _ = write!(place, "{option}: {value}, ");
        }
        let file = if file.is_empty() {
            String::new()
        } else {
            format!("file: FileOptions {{ {file}..Default::default() }}, ")
        };
        let inside = if file.is_empty() && own.is_empty() {
            format!("{options}::default()")
        } else {
            format!("{options} {{ {file}{own}..Default::default() }}")
        };
        self.finding(
            "call.rust",
            format!("{}(&Document::new(&bytes), &{inside})?", self.operation()),
        )
    }

    fn python(&self) -> Finding {
        let mut options = String::new();
        for (option, value) in &self.options {
            let _ = write!(options, ", {option}={}", literal(value));
        }
        self.finding("call.python", format!("keliu.{}(bytes{options})", self.operation()))
    }

    fn javascript(&self) -> Finding {
        let inside: Vec<String> = self
            .options
            .iter()
            .map(|(option, value)| format!("{}: {}", camel(option), literal(value)))
            .collect();
        let inside = if inside.is_empty() {
            String::new()
        } else {
            format!(", {{ {} }}", inside.join(", "))
        };
        self.finding("call.javascript", format!("{}(bytes{inside})", camel(self.operation())))
    }
}

fn literal(value: &str) -> String {
    if value.parse::<i64>().is_ok() { value.to_owned() } else { sample(value) }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    words.next().unwrap_or_default().to_owned() + &words.map(capital).collect::<String>()
}

fn summary(result: &InspectCounts) -> String {
    let guess_of = |property: &str| {
        let row = (0..result.property.len()).find(|&row| result.property.name(row) == property);
        row.map_or("", |row| result.guess.name(row))
    };
    let open: Vec<&str> = (0..result.property.len())
        .filter(|&row| result.certainty.name(row) == Certainty::Open.word())
        .map(|row| result.property.name(row))
        .filter(|property| !property.starts_with("call."))
        .collect();
    let open = if open.is_empty() { String::new() } else { format!("; open: {}", open.join(", ")) };
    format!("{}{open}; try: {}", guess_of("format"), guess_of("call.python"))
}

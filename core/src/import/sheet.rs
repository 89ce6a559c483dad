//! Files with a header and one row per record: one row per sensor and time, or one column per sensor.

use super::columns::{Named, Roles, can_be_sensor, is_total, part_direction};
use super::delimited::Record;
use super::file_options::{DateOrder, FileFormat, FileOptions};
use super::moment::{Moment, Moments, read_time_of_day};
use super::nights::Nights;
use super::number::{Number, Numbers};
use super::questions::{Certainty, Finding, Question, sample};
use super::rows::{Row, Rows};
use super::text::BROKEN;
use crate::calendar::DAY_US;
use crate::error::{Error, Result};
use std::fmt::Write;

/// What a call wants of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan<'o> {
    pub(super) options: &'o FileOptions,
    pub(super) named: Named<'o>,
    /// The option that names the column of times.
    pub(super) start_option: &'static str,
    /// The name of the file in messages.
    pub(super) file: &'o str,
    /// The sensor of a file that names none.
    pub(super) sensor: &'o str,
    /// True if some cells cannot be decoded: each record is then looked through.
    pub(super) broken: bool,
}

/// A file as it was read, before its times become instants.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) format: FileFormat,
    pub(super) rows: Rows,
    pub(super) findings: Vec<Finding>,
    pub(super) questions: Vec<Question>,
    /// True if days that can be read either way have the month first.
    pub(super) month_first: bool,
    /// Times of day before this one belong to the day after that of their row.
    pub(super) day_start: i64,
    /// True if the file says that its numbers are totals, false if it says that they are not.
    pub(super) totals: Option<bool>,
}

impl Reading {
    /// True for tables with a header that are not of one device: their numbers can be anything.
    pub(super) fn has_header(&self) -> bool {
        matches!(self.format, FileFormat::Long | FileFormat::Wide)
    }
}

/// One sensor of a wide file and the columns of its two directions.
#[derive(Debug, Clone)]
struct WideSensor {
    name: String,
    entries: Option<usize>,
    exits: Option<usize>,
}

/// Reads records under one header.
#[derive(Debug)]
pub(super) struct Sheet<'o> {
    plan: Plan<'o>,
    header: Vec<String>,
    roles: Roles,
    wide: Vec<WideSensor>,
    left_out: Vec<String>,
    moments: Moments,
    numbers: Numbers,
    rows: Rows,
    nights: Nights,
    day_start: Option<i64>,
    joined: String,
    repeated_headers: u64,
}

impl<'o> Sheet<'o> {
    /// A reader of the records under a header; `first` are the first of them.
    pub(super) fn new(
        plan: Plan<'o>,
        header: &[String],
        first: &[(u64, Vec<String>)],
    ) -> Result<Self> {
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let options = plan.options;
        for (option, name) in plan.named.with_options(plan.start_option) {
            let Some(name) = name else { continue };
            if !header
                .iter()
                .any(|found| super::columns::plain_name(found) == super::columns::plain_name(name))
            {
                return Err(Error::OptionRange {
                    option: option.to_owned(),
                    found: sample(name),
                    expected: format!("a column of the file: {}", listed(&header)),
                });
            }
        }
        let mut roles = Roles::find(&header, &plan.named);
        if options.format == FileFormat::Mta && !roles.mta {
            return Err(unreadable(
                plan.file,
                "it has no columns C/A, UNIT and SCP",
                "turnstile registers",
            ));
        }
        let cells = |column: usize| {
            first.iter().filter_map(move |(_, cells)| cells.get(column)).map(|cell| cell.trim())
        };
        // Beside a column of days, a column of times holds either times of day or whole instants.
        if let (Some(_), Some(start)) = (roles.date, roles.start) {
            let clock = cells(start).find(|cell| !cell.is_empty()).and_then(read_time_of_day);
            if clock.is_some() {
                (roles.hour, roles.start) = (Some(start), None);
            } else {
                roles.date = None;
            }
        }
        let mut wide = Vec::new();
        let mut left_out = Vec::new();
        let counted = roles.has_persons();
        if options.format == FileFormat::Wide || (!counted && roles.sensor.is_empty()) {
            let mut numbers = Numbers::new(options.decimal_mark);
            for (column, name) in header.iter().enumerate() {
                let used = roles.is_time(column) || name.is_empty();
                if used || roles.site == Some(column) || roles.kind == Some(column) {
                    continue;
                }
                let mut readable = cells(column)
                    .map(|cell| numbers.read(0, cell))
                    .filter(|number| *number != Number::Unreadable);
                let number = readable.any(|number| number != Number::Absent) || first.is_empty();
                let blank = cells(column).all(str::is_empty);
                if can_be_sensor(name) && (number || blank) {
                    push_wide(&mut wide, name, column);
                } else {
                    left_out.push(name.clone());
                }
            }
            unpaired(&mut wide, &header);
        }
        if wide.is_empty() && !counted {
            return Err(unreadable(
                plan.file,
                &format!("no column of persons was found among {}", listed(&header)),
                "entries_column or exits_column to name it",
            ));
        }
        let order = match options.date_order {
            // The files of the subway write the month first, whatever their days allow.
            DateOrder::Auto if roles.mta => DateOrder::Mdy,
            order => order,
        };
        let sheet = Self {
            plan,
            moments: Moments::new(order),
            numbers: Numbers::new(options.decimal_mark),
            rows: Rows::new(plan.file, options.on_error, options.max_rows),
            nights: Nights::default(),
            day_start: options.day_start_us()?,
            joined: String::new(),
            repeated_headers: 0,
            header,
            roles,
            wide,
            left_out,
        };
        sheet.refuse_twins()?;
        Ok(sheet)
    }

    /// Refuses two columns of one name where one of them is read.
    fn refuse_twins(&self) -> Result<()> {
        let mut read: Vec<usize> = self.roles.sensor.clone();
        let roles = &self.roles;
        read.extend(
            [roles.start, roles.end, roles.date, roles.hour, roles.entries, roles.exits]
                .iter()
                .flatten(),
        );
        read.extend(self.wide.iter().flat_map(|sensor| [sensor.entries, sensor.exits]).flatten());
        let twin = read.iter().find(|&&column| {
            self.header
                .iter()
                .enumerate()
                .any(|(other, name)| other != column && *name == self.header[column])
        });
        match twin {
            Some(&column) => Err(unreadable(
                self.plan.file,
                &format!("two columns are named {}", sample(&self.header[column])),
                "a name of its own for each column that is read",
            )),
            None => Ok(()),
        }
    }

    fn refuse(&mut self, row: u64, column: usize, found: &str, expected: &str) -> Result<()> {
        let name = self.header.get(column).map_or("", String::as_str);
        self.rows.refused.refuse(row, name, found, expected)
    }

    /// Lists a record that is beyond the limits of a reader.
    pub(super) fn refuse_record(&mut self, row: u64, found: &str, expected: &str) -> Result<()> {
        self.rows.refused.refuse(row, "", found, expected)
    }

    /// Reads one record.
    pub(super) fn row(&mut self, row: u64, record: &Record<'_>) -> Result<()> {
        if record.is_blank() {
            return Ok(());
        }
        let width = self.header.len();
        if record.len() < width || record.cells().skip(width).any(|cell| !cell.trim().is_empty()) {
            let found = format!("a row of {} cells", record.len());
            return self.rows.refused.refuse(
                row,
                "",
                &found,
                &format!("{width} cells, as the header has"),
            );
        }
        if self.plan.broken {
            let broken = record.cells().position(|cell| cell.contains([BROKEN, '\0']));
            if let Some(column) = broken {
                let found = record.get(column).unwrap_or_default();
                let expected = "characters of the encoding; see the option encoding";
                return self.refuse(row, column.min(width - 1), found, expected);
            }
        }
        if record.cells().zip(&self.header).all(|(cell, name)| cell.trim() == name) {
            self.repeated_headers += 1;
            return Ok(());
        }
        let mut joined = std::mem::take(&mut self.joined);
        let done = self.read_row(row, record, &mut joined);
        self.joined = joined;
        done
    }

    fn read_row(&mut self, row: u64, record: &Record<'_>, joined: &mut String) -> Result<()> {
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let sensor = match self.roles.sensor.as_slice() {
            [] => self.plan.sensor,
            [one] => cell(*one),
            several => {
                joined.clear();
                for (at, &column) in several.iter().enumerate() {
                    joined.push_str(if at == 0 { "" } else { "/" });
                    joined.push_str(cell(column));
                }
                joined.as_str()
            }
        };
        if sensor.is_empty() {
            let column = self.roles.sensor.first().copied().unwrap_or_default();
            return self.refuse(row, column, "", "the name of a sensor");
        }
        let Some(start) = self.start(row, record, sensor)? else { return Ok(()) };
        let end = match self.roles.end {
            Some(column) => match self.end(row, cell(column), start) {
                Some(end) => Some(end),
                None => return self.refuse(row, column, cell(column), "the end of an interval"),
            },
            None => None,
        };
        let site = self.roles.site.map(cell).filter(|site| !site.is_empty());
        let kind = self.roles.kind.map(cell).filter(|kind| !kind.is_empty());
        let read = Row { line: row, sensor, site, kind, start, end, entries: None, exits: None };
        if self.wide.is_empty() {
            let Ok(entries) = self.number(row, self.roles.entries, record)? else { return Ok(()) };
            let Ok(exits) = self.number(row, self.roles.exits, record)? else { return Ok(()) };
            return self.rows.push(Row { entries, exits, ..read });
        }
        for at in 0..self.wide.len() {
            let (entries, exits) = (self.wide[at].entries, self.wide[at].exits);
            let Ok(entries) = self.number(row, entries, record)? else { continue };
            let Ok(exits) = self.number(row, exits, record)? else { continue };
            let sensor = self.wide[at].name.as_str();
            self.rows.push(Row { sensor, entries, exits, ..read })?;
        }
        Ok(())
    }

    /// The persons in a cell; the inner error says that the row was refused and listed.
    fn number(
        &mut self,
        row: u64,
        column: Option<usize>,
        record: &Record<'_>,
    ) -> Result<std::result::Result<Option<i64>, ()>> {
        let Some(column) = column else { return Ok(Ok(None)) };
        let cell = record.get(column).unwrap_or_default();
        match self.numbers.read(row, cell) {
            Number::Absent => Ok(Ok(None)),
            Number::Whole(value) => Ok(Ok(Some(value))),
            Number::Fraction | Number::Unreadable => {
                self.refuse(row, column, cell, "a whole number of persons, or nothing")?;
                Ok(Err(()))
            }
        }
    }

    fn start(&mut self, row: u64, record: &Record<'_>, sensor: &str) -> Result<Option<Moment>> {
        let cell = |column: usize| record.get(column).unwrap_or_default();
        if let Some(column) = self.roles.start {
            let moment = self.moments.moment(row, cell(column));
            if moment.is_none() {
                self.refuse(row, column, cell(column), "a time, such as 2026-03-01 10:00")?;
            }
            return Ok(moment);
        }
        let Some(date) = self.roles.date else { return Ok(None) };
        let Some(day) = self.moments.day(row, cell(date)) else {
            self.refuse(row, date, cell(date), "a day, such as 2026-03-01")?;
            return Ok(None);
        };
        let Some(hour) = self.roles.hour else { return Ok(Some(day)) };
        let Some(clock) = read_time_of_day(cell(hour)) else {
            self.refuse(
                row,
                hour,
                cell(hour),
                "a time of day, such as 10:00, or an hour from 0 to 23",
            )?;
            return Ok(None);
        };
        let code = if self.wide.is_empty() { self.rows.sensor.code(sensor) } else { 0 };
        self.nights.see(code as usize, day.us, clock);
        let next_day = self.day_start.is_some_and(|day_start| clock < day_start);
        Ok(Some(Moment { us: day.us + clock + if next_day { DAY_US } else { 0 }, ..day }))
    }

    /// The end of an interval: an instant, or a time of day after the start.
    fn end(&mut self, row: u64, cell: &str, start: Moment) -> Option<Moment> {
        if self.roles.hour.is_none() || self.roles.date.is_none() {
            return self.moments.moment(row, cell);
        }
        let clock = if matches!(cell, "24:00" | "24:00:00") { 0 } else { read_time_of_day(cell)? };
        let end = start.us.div_euclid(DAY_US) * DAY_US + clock;
        Some(Moment { us: if end > start.us { end } else { end + DAY_US }, ..start })
    }

    pub(super) fn finish(self) -> Reading {
        let format = match (self.roles.mta, self.wide.is_empty()) {
            (true, _) => FileFormat::Mta,
            (false, true) => FileFormat::Long,
            (false, false) => FileFormat::Wide,
        };
        let mut findings = self.column_findings();
        let mut questions = Vec::new();
        let (order, evidence) = self.moments.found();
        let question = self.moments.question();
        let certainty = if question.is_some() { Certainty::Open } else { Certainty::Certain };
        let forms = self.moments.seen.len();
        let evidence =
            if forms > 1 { format!("{forms} forms of dates; {evidence}") } else { evidence };
        findings.push(Finding::new("date_order", order, evidence, certainty));
        questions.extend(question);
        let (mark, evidence) = self.numbers.found();
        let question = self.numbers.question();
        let certainty = if question.is_some() { Certainty::Open } else { Certainty::Certain };
        findings.push(Finding::new("decimal_mark", mark, evidence, certainty));
        questions.extend(question);
        if self.roles.hour.is_some() {
            let (finding, question) = self.nights.found(self.day_start);
            findings.push(finding);
            questions.extend(question);
        }
        if self.repeated_headers > 0 {
            let count = self.repeated_headers.to_string();
            let evidence = "rows that repeat the header were left out";
            findings.push(Finding::new("repeated_headers", count, evidence, Certainty::Certain));
        }
        let named = [self.roles.entries, self.roles.exits].into_iter().flatten();
        let totals =
            self.roles.mta || named.map(|column| &self.header[column]).any(|name| is_total(name));
        Reading {
            format,
            month_first: self.moments.month_first(),
            day_start: if self.roles.hour.is_some() { self.day_start.unwrap_or(0) } else { 0 },
            rows: self.rows,
            findings,
            questions,
            totals: totals.then_some(true),
        }
    }

    fn column_findings(&self) -> Vec<Finding> {
        let roles = &self.roles;
        let mut findings = Vec::new();
        let mut add = |property: &'static str, column: Option<usize>| {
            let Some(name) = column.and_then(|column| self.header.get(column)) else { return };
            let evidence = "by its name in the header";
            findings.push(Finding::new(property, name, evidence, Certainty::Likely));
        };
        add(self.plan.start_option, roles.start);
        add("end_column", roles.end);
        add("date_column", roles.date);
        add("hour_column", roles.hour);
        add("entries_column", roles.entries);
        add("exits_column", roles.exits);
        add("kind_column", roles.kind);
        if let [one] = roles.sensor.as_slice() {
            add("sensor_column", Some(*one));
        }
        if roles.mta {
            let evidence = "C/A, UNIT and SCP together name a turnstile";
            findings.push(Finding::new(
                "sensor_column",
                "C/A/UNIT/SCP",
                evidence,
                Certainty::Certain,
            ));
        }
        if !self.wide.is_empty() {
            let evidence = format!(
                "columns of figures: {}",
                listed(&self.wide.iter().map(|sensor| sensor.name.clone()).collect::<Vec<_>>())
            );
            let count = format!("{} columns", self.wide.len());
            findings.push(Finding::new("sensor_column", count, evidence, Certainty::Likely));
            if !self.left_out.is_empty() {
                let evidence = "columns that no sensor is named like, or that hold no figures";
                let names = listed(&self.left_out);
                findings.push(Finding::new("columns_left_out", names, evidence, Certainty::Likely));
            }
        }
        findings
    }
}

/// Adds a column to the sensors of a wide file, to the other direction of its sensor where there is one.
fn push_wide(wide: &mut Vec<WideSensor>, name: &str, column: usize) {
    let (sensor, entering) = part_direction(name).unwrap_or((name, true));
    let place = |one: &WideSensor| if entering { one.entries } else { one.exits };
    if let Some(known) =
        wide.iter_mut().find(|known| known.name == sensor && place(known).is_none())
    {
        if entering {
            known.entries = Some(column);
        } else {
            known.exits = Some(column);
        }
        return;
    }
    let (entries, exits) = if entering { (Some(column), None) } else { (None, Some(column)) };
    wide.push(WideSensor { name: sensor.to_owned(), entries, exits });
}

/// A name that only looks like a direction ("Drive in") keeps its whole name unless both directions are there.
fn unpaired(wide: &mut [WideSensor], header: &[String]) {
    for sensor in wide {
        if let (Some(column), None) | (None, Some(column)) = (sensor.entries, sensor.exits) {
            sensor.name.clone_from(&header[column]);
            (sensor.entries, sensor.exits) = (Some(column), None);
        }
    }
}

/// Names as a list of at most twelve.
pub(super) fn listed(names: &[String]) -> String {
    const LISTED: usize = 12;
    let mut text =
        names.iter().take(LISTED).map(|name| sample(name)).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        let _ = write!(text, " and {} more", names.len() - LISTED);
    }
    text
}

pub(super) fn unreadable(file: &str, reason: &str, expected: &str) -> Error {
    Error::FileUnreadable {
        file: file.to_owned(),
        reason: reason.to_owned(),
        expected: expected.to_owned(),
    }
}

//! keliu itself, through the door that all languages use.

use crate::case::{Answer, Bin, Case, Kind, Method};
use crate::proposals;
use crate::time::{HOUR_US, WEEK};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type,
};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use keliu::bridge::{Case as Letters, Output, call};
use keliu::{Flags, Watch};
use serde_json::{Value, json};
use std::sync::Arc;

/// How the library is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keliu {
    /// With the neighbors.
    Whole,
    /// The sensor alone.
    Alone,
    /// The sensor alone, what is filled taken from its weekly profile without a level.
    ///
    /// The library has no switch for this: its own flags say what is filled, and the value is the median of
    /// the hour of the week over the hours without a flag.
    WithoutLevel,
    /// With the neighbors, proposals asked for and all of them accepted.
    Accepted,
    /// With the neighbors, calibrated by 24 hours of counting by hand.
    Audited,
}

impl Method for Keliu {
    fn name(&self) -> &'static str {
        match self {
            Self::Whole => "keliu",
            Self::Alone => "keliu, no donors",
            Self::WithoutLevel => "keliu, no donors, no level",
            Self::Accepted => "keliu, proposals accepted",
            Self::Audited => "keliu, audited",
        }
    }

    fn clean(&self, case: &Case) -> Result<Answer, String> {
        let mut rows = Rows::target(case)?;
        let labels = std::mem::take(&mut rows.labeled);
        if !matches!(self, Self::Alone | Self::WithoutLevel) {
            rows.add_neighbors(case);
        }
        let counts = rows.batch(case);
        let proposed = match self {
            Self::Accepted => proposals::ask(&counts, &options(case))?,
            _ => None,
        };
        let proposals = proposed.iter().map(|table| proposals::of_target(table, &counts));
        let proposals = proposals.collect::<Result<Vec<_>, _>>()?.concat();
        let mut tables = vec![("counts", counts)];
        let accepted = proposed.as_ref().map(proposals::acceptable).transpose()?;
        tables.extend(accepted.map(|table| ("proposals", table)));
        let clean = run("clean_counts", tables, &options(case))?;
        let mut bins = bins_of(&clean)?;
        if *self == Self::Audited {
            bins = crate::audits::calibrate(case, &clean, &bins)?;
        }
        for (start, end) in labels {
            let inside =
                bins.iter_mut().filter(|bin| bin.start_us < end && bin.start_us + HOUR_US > start);
            inside.for_each(|bin| bin.flagged = true);
        }
        if *self == Self::WithoutLevel {
            refill(&mut bins);
        }
        Ok(Answer { bins, proposals })
    }
}

/// Most persons an hour on four meters of pavement, at 1.5 persons a second and meter: what the owner of these
/// sensors can say, and the default for a turnstile does not.
const STREET_PER_H: f64 = 21_600.0;

/// The name of the sensor under test; neighbors come after it in the alphabet.
pub(crate) const TARGET: &str = "0 door";

/// Counts as columns, the sensor under test first.
#[derive(Debug, Clone, Default)]
struct Rows {
    sensor: Vec<String>,
    start: Vec<i64>,
    end: Vec<i64>,
    entries: Vec<Option<i64>>,
    exits: Vec<Option<i64>>,
    /// Intervals that were not simply the difference of two readings.
    labeled: Vec<(i64, i64)>,
}

impl Rows {
    fn target(case: &Case) -> Result<Self, String> {
        let faulty = &case.faulty;
        let mut rows = Self::default();
        match faulty.kind {
            Kind::Intervals => {
                for row in &faulty.rows {
                    rows.push(TARGET, (row.start_us, row.end_us), [row.entries, row.exits]);
                }
            }
            Kind::Register => rows.read_register(case)?,
            Kind::Text => rows.read_text(case)?,
        }
        Ok(rows)
    }

    fn push(&mut self, sensor: &str, (start, end): (i64, i64), [entries, exits]: [Option<i64>; 2]) {
        self.sensor.push(sensor.to_owned());
        self.start.push(start);
        self.end.push(end);
        self.entries.push(entries);
        self.exits.push(exits);
    }

    fn read_register(&mut self, case: &Case) -> Result<(), String> {
        let rows = &case.faulty.rows;
        let time: Vec<i64> = rows.iter().map(|row| row.start_us).collect();
        let value: Int64Array = rows.iter().map(|row| row.entries).collect();
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("sensor", Arc::new(StringArray::from(vec![TARGET; rows.len()]))),
            ("time", instants(time, true)),
            ("entries_total", Arc::new(value)),
        ];
        let known = json!({"rate_max_per_h": STREET_PER_H});
        let mut tables = run_all("interval_counts", vec![("readings", batch(columns))], &known)?;
        let (counts, dropped) = (tables.remove(0), tables.pop());
        let (start, end) = (times(&counts, "start")?, times(&counts, "end")?);
        let entries = whole(&counts, "entries")?;
        let label = words(&counts, "entries_label")?;
        for row in 0..counts.num_rows() {
            let span = (start[row], end[row]);
            self.push(TARGET, span, [entries[row], None]);
            // An interval over several hours says that readings are lost; a reading left out spoils two hours.
            if label[row] != "normal" || span.1 - span.0 > HOUR_US {
                self.labeled.push(span);
            }
        }
        if let Some(dropped) = dropped {
            let (time, reason) = (times(&dropped, "time")?, words(&dropped, "reason")?);
            let wrong = (0..time.len()).filter(|row| reason[*row] != "duplicate");
            self.labeled.extend(wrong.map(|row| (time[row] - HOUR_US, time[row] + HOUR_US)));
        }
        Ok(())
    }

    fn read_text(&mut self, case: &Case) -> Result<(), String> {
        let bytes = case.faulty.text.as_deref().unwrap_or_default();
        let counts = crate::text_import::read(bytes, case.faulty.declared.interval_s)?;
        let (start, end) = (times(&counts, "start")?, times(&counts, "end")?);
        let entries = whole(&counts, "entries")?;
        for row in 0..counts.num_rows() {
            self.push(TARGET, (start[row], end[row]), [entries[row], None]);
        }
        Ok(())
    }

    /// Neighbors report hours; on a wall clock they write labels too. They cannot stand in one table with rows
    /// whose length is declared to be another.
    fn add_neighbors(&mut self, case: &Case) {
        if case.faulty.declared.interval_s.is_some_and(|length| length != 3600) {
            return;
        }
        let labels = &case.faulty.label_us;
        for (at, neighbor) in case.neighbors.iter().enumerate() {
            let name = format!("neighbor {at:02}");
            for (bin, &entries) in neighbor.entries.iter().enumerate().take(labels.len()) {
                if entries.is_some() {
                    let exits = self.exits.first().copied().flatten().and(entries);
                    self.push(&name, (labels[bin], labels[bin] + HOUR_US), [entries, exits]);
                }
            }
        }
    }

    fn batch(&self, case: &Case) -> RecordBatch {
        let declared = &case.faulty.declared;
        let zoned = declared.wall_clock.is_none();
        let names: Vec<&str> = self.sensor.iter().map(String::as_str).collect();
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("sensor", Arc::new(StringArray::from(names))),
            ("start", instants(self.start.clone(), zoned)),
            ("entries", Arc::new(Int64Array::from(self.entries.clone()))),
        ];
        // A reader of files has given each row its end.
        if declared.interval_s.is_none() || case.faulty.kind == Kind::Text {
            columns.push(("end", instants(self.end.clone(), zoned)));
        }
        if self.exits.iter().any(Option::is_some) {
            columns.push(("exits", Arc::new(Int64Array::from(self.exits.clone()))));
        }
        batch(columns)
    }
}

fn options(case: &Case) -> Value {
    let declared = &case.faulty.declared;
    let mut options = json!({});
    if let Some(zone) = declared.wall_clock {
        options["time_zone"] = json!(zone);
    }
    if let Some(day_start) = declared.day_start {
        options["day_start"] = json!(day_start);
    }
    if let (Some(interval_s), Kind::Intervals) = (declared.interval_s, case.faulty.kind) {
        options["interval_s"] = json!(interval_s);
    }
    options
}

/// Runs an operation and gives its main table.
pub(crate) fn run(
    operation: &str,
    tables: Vec<(&str, RecordBatch)>,
    options: &Value,
) -> Result<RecordBatch, String> {
    Ok(run_all(operation, tables, options)?.swap_remove(0))
}

/// Runs an operation and gives its tables, the main one first.
fn run_all(
    operation: &str,
    tables: Vec<(&str, RecordBatch)>,
    options: &Value,
) -> Result<Vec<RecordBatch>, String> {
    let tables: Vec<(String, RecordBatch)> =
        tables.into_iter().map(|(role, table)| (role.to_owned(), table)).collect();
    let output = call(operation, &tables, options, Letters::Snake, &Watch::none());
    match output.map_err(|error| format!("{}: {error}", error.code()))? {
        Output::Table(batch) => Ok(vec![batch]),
        Output::Tables(tables) => Ok(tables.into_iter().map(|(_, batch)| batch).collect()),
        Output::Bytes(_) => Err(format!("{operation} gave bytes")),
    }
}

pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    )
    .expect("columns of one length")
}

pub(crate) fn instants(us: Vec<i64>, zoned: bool) -> ArrayRef {
    let times = TimestampMicrosecondArray::from(us);
    if zoned { Arc::new(times.with_timezone("UTC")) } else { Arc::new(times) }
}

fn column<'a>(table: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, String> {
    table.column_by_name(name).ok_or_else(|| format!("the table has no column {name}"))
}

pub(crate) fn times(table: &RecordBatch, name: &str) -> Result<Vec<i64>, String> {
    Ok(column(table, name)?.as_primitive::<TimestampMicrosecondType>().values().to_vec())
}

fn whole(table: &RecordBatch, name: &str) -> Result<Vec<Option<i64>>, String> {
    let column = column(table, name)?;
    if let Some(whole) = column.as_primitive_opt::<Int64Type>() {
        return Ok(whole.iter().collect());
    }
    let numbers = column.as_primitive_opt::<Float64Type>();
    let numbers = numbers.ok_or_else(|| format!("column {name} holds no numbers"))?;
    Ok(numbers.iter().map(|number| number.map(|number| number as i64)).collect())
}

pub(crate) fn numbers(table: &RecordBatch, name: &str) -> Result<Vec<Option<f64>>, String> {
    let column = column(table, name)?.as_primitive_opt::<Float64Type>();
    Ok(column.ok_or_else(|| format!("column {name} holds no numbers"))?.iter().collect())
}

pub(crate) fn words(table: &RecordBatch, name: &str) -> Result<Vec<String>, String> {
    let column = column(table, name)?;
    if let Some(plain) = column.as_string_opt::<i32>() {
        return Ok(plain.iter().map(|word| word.unwrap_or_default().to_owned()).collect());
    }
    let coded = column.as_dictionary_opt::<Int32Type>();
    let coded = coded.ok_or_else(|| format!("column {name} holds no text"))?;
    let names = coded.values().as_string::<i32>();
    let name = |key: Option<usize>| key.map(|key| names.value(key).to_owned()).unwrap_or_default();
    Ok(coded.keys_iter().map(name).collect())
}

/// What is no finding of a fault: a site that was closed, an edge of the file, and what else was done.
const NO_FINDING: Flags =
    Flags::CLOSED.with(Flags::PARTIAL).with(Flags::FILLED).with(Flags::ENTRIES).with(Flags::EXITS);

/// The rows of the sensor under test.
pub(crate) fn bins_of(clean: &RecordBatch) -> Result<Vec<Bin>, String> {
    let sensor = words(clean, "sensor")?;
    let start = times(clean, "start")?;
    let [entries, exits, low, high] =
        ["entries", "exits", "entries_low", "entries_high"].map(|name| numbers(clean, name));
    let (entries, exits, low, high) = (entries?, exits?, low?, high?);
    let flags = column(clean, "flags")?.as_primitive::<UInt32Type>().values();
    let day = clean.column_by_name("day").map(|day| day.as_primitive::<Date32Type>().values());
    let rows = (0..clean.num_rows()).filter(|row| sensor[*row] == TARGET);
    Ok(rows
        .map(|row| Bin {
            start_us: start[row],
            entries: entries[row],
            exits: exits[row],
            low: low[row].unwrap_or(f64::NAN),
            high: high[row].unwrap_or(f64::NAN),
            flagged: Flags(flags[row]).without(NO_FINDING) != Flags::default(),
            day: day.map(|day| i64::from(day[row])),
        })
        .collect())
}

/// What was filled, by the median of the hour of the week over the hours without a flag.
fn refill(bins: &mut [Bin]) {
    let slot = |bin: &Bin| bin.start_us.div_euclid(HOUR_US).rem_euclid(WEEK as i64) as usize;
    let mut profile: Vec<Vec<f64>> = vec![Vec::new(); WEEK];
    for bin in bins.iter().filter(|bin| !bin.flagged) {
        profile[slot(bin)].extend(bin.entries);
    }
    for bin in bins.iter_mut().filter(|bin| bin.low < bin.high) {
        let median = crate::naive::quantile(&profile[slot(bin)], 0.5);
        if !median.is_nan() {
            bin.entries = Some(median);
        }
    }
}

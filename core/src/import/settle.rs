//! From the times of a file to instants: the zone, the length of intervals, and what is still open.

use super::file_options::FileOptions;
use super::moment::exchange;
use super::questions::Question;
use super::rows::{RefusedColumns, Rows};
use super::sheet::{Reading, unreadable};
use crate::calendar::{Localizer, MINUTE_US, SECOND_US, TimeZone};
use crate::error::{Error, Result};
use crate::table::{Labels, Nullable, OptionalLabels};
use std::collections::BTreeMap;

/// A file as instants.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) sensor: Labels<'static>,
    pub(super) site: OptionalLabels,
    pub(super) kind: OptionalLabels,
    pub(super) row: Vec<u64>,
    pub(super) start: Vec<i64>,
    /// The ends; empty where neither the file nor the call has them.
    pub(super) end: Vec<i64>,
    pub(super) entries: Nullable<i64>,
    pub(super) exits: Nullable<i64>,
    pub(super) refused: RefusedColumns,
}

/// The zone in which wall-clock times are read: an option, or what must be said.
pub(super) fn zone(
    reading: &Reading,
    options: &FileOptions,
    file: &str,
) -> Result<Option<TimeZone>> {
    match reading.rows.zoned {
        Some((false, _)) => match options.zone()? {
            Some(zone) => Ok(Some(zone)),
            None => Err(Error::NaiveTime { table: file.to_owned(), column: "start".to_owned() }),
        },
        _ => Ok(None),
    }
}

/// The most frequent step between two times of a sensor, where at least half of the steps are of this length.
pub(super) fn cadence(rows: &Rows, sensors: &[i32]) -> (Option<i64>, String) {
    const DISTINCT: usize = 4096;
    let mut last: Vec<Option<i64>> = Vec::new();
    let mut steps: BTreeMap<i64, u64> = BTreeMap::new();
    let mut all = 0_u64;
    for (&start, &code) in rows.start.iter().zip(sensors) {
        let code = code as usize;
        if last.len() <= code {
            last.resize(code + 1, None);
        }
        let Some(before) = last[code].replace(start) else { continue };
        let step = (start - before).abs();
        if step > 0 {
            all += 1;
            if steps.len() < DISTINCT || steps.contains_key(&step) {
                *steps.entry(step).or_default() += 1;
            }
        }
    }
    let Some((&step, &count)) = steps.iter().max_by_key(|(step, count)| (**count, -**step)) else {
        return (None, "no sensor has two times".to_owned());
    };
    let evidence = format!("{count} of {all} steps are {} s", step / SECOND_US);
    let usable = count * 2 >= all && step % SECOND_US == 0 && step <= 31 * 86_400 * SECOND_US;
    (usable.then_some(step), evidence)
}

/// True if the numbers of nearly every sensor only grow with time, which persons per interval do not.
pub(super) fn only_grow(rows: &Rows, sensors: &[i32]) -> Option<String> {
    const LEAST: u64 = 24;
    let mut last: Vec<[Option<(i64, i64)>; 2]> = Vec::new();
    let (mut steps, mut rises, mut falls) = (0_u64, 0_u64, 0_u64);
    for (row, (&start, &code)) in rows.start.iter().zip(sensors).enumerate() {
        let code = code as usize;
        if last.len() <= code {
            last.resize(code + 1, [None, None]);
        }
        for (slot, value) in last[code].iter_mut().zip([rows.entries.at(row), rows.exits.at(row)]) {
            let Some(value) = value else { continue };
            if let Some((then, before)) = slot.replace((start, value)) {
                let change = (value - before).signum() * (start - then).signum();
                steps += 1;
                rises += u64::from(change > 0);
                falls += u64::from(change < 0);
            }
        }
    }
    let grow = steps >= LEAST && rises * 4 >= steps && falls * 50 <= rises;
    grow.then(|| format!("of {steps} steps {rises} go up and {falls} down"))
}

/// Exchanges day and month where the whole file says that the month is first.
fn exchange_days(reading: &mut Reading) {
    if !reading.month_first {
        return;
    }
    let rows = &mut reading.rows;
    for &(row, which) in &rows.either {
        let row = row as usize;
        if which & 1 != 0 {
            rows.start[row] = exchange(rows.start[row], reading.day_start);
        }
        if which & 2 != 0
            && let Some(end) = rows.end.get_mut(row)
        {
            *end = exchange(*end, reading.day_start);
        }
    }
}

/// Makes instants of the times of a file.
pub(super) fn settle(
    mut reading: Reading,
    options: &FileOptions,
    file: &str,
    interval_us: Option<i64>,
) -> Result<Settled> {
    let zone = zone(&reading, options, file)?;
    exchange_days(&mut reading);
    let Reading { mut rows, .. } = reading;
    if rows.has_minute_ends() {
        rows.end.iter_mut().for_each(|end| *end += MINUTE_US);
    }
    let Rows { sensor, site, kind, row, mut start, mut end, entries, exits, refused, .. } = rows;
    let sensor = sensor.finish();
    if end.is_empty()
        && let Some(interval_us) = interval_us
    {
        end = start.iter().map(|start| start + interval_us).collect();
    }
    if let (Some(zone), Some(from)) = (zone, start.iter().min().copied()) {
        let to = start.iter().chain(&end).max().copied().unwrap_or(from);
        let localizer = Localizer::new(&zone, from, to)?;
        let codes: Vec<u32> = sensor.codes.iter().map(|&code| code as u32).collect();
        let sensors = sensor.names.len();
        if end.is_empty() {
            start = localizer.localize(&start, &codes, sensors).utc_us;
        } else {
            let found = localizer.localize_intervals(&start, &end, &codes, sensors);
            (start, end) = (found.start_us, found.end_us);
        }
    }
    if let Some(at) = (0..end.len()).find(|&at| end[at] <= start[at]) {
        let reason = format!("the interval of row {} does not end after it starts", row[at]);
        return Err(unreadable(file, &reason, "an end after each start"));
    }
    Ok(Settled {
        sensor,
        site: site.finish(),
        kind: kind.finish(),
        row,
        start,
        end,
        entries,
        exits,
        refused: refused.finish(),
    })
}

/// The question which numbers a file holds, where they look like totals and the file does not say.
pub(super) fn unit_question(evidence: &str) -> Question {
    Question {
        option: "unit",
        what: format!(
            "its numbers only grow ({evidence}), as totals do, which read_readings reads"
        ),
        choices: vec!["interval".to_owned()],
    }
}

/// The question how long an interval lasts.
pub(super) fn interval_question(evidence: &str) -> Question {
    Question {
        option: "interval_s",
        what: format!(
            "the file has no ends, and its times do not tell how long an interval is ({evidence})"
        ),
        choices: vec!["900".to_owned(), "3600".to_owned()],
    }
}

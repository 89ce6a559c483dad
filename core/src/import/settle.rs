//! From the times of a file to instants: the zone, the length of intervals, and what is still open.

use super::day_totals::{Misread, counts_of};
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

/// The wall clock at a time of a file: the time itself where it names no zone, else that of the zone told, or UTC.
pub(super) fn wall_clock(
    reading: &Reading,
    options: &FileOptions,
) -> Result<impl Fn(i64) -> i64 + use<>> {
    let zoned = reading.rows.zoned.is_some_and(|(zoned, _)| zoned);
    let zone = if zoned { options.zone()? } else { None };
    Ok(move |us| zone.as_ref().map_or(us, |zone| zone.local_us(us)))
}

/// Exchanges day and month where the whole file says that the month is first.
pub(super) fn exchange_days(reading: &mut Reading) {
    if !std::mem::take(&mut reading.month_first) {
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

/// Makes instants of the times of a file. With `restart`, the time of day at which totals of the day start again,
/// these become counts.
pub(super) fn settle(
    mut reading: Reading,
    options: &FileOptions,
    file: &str,
    interval_us: Option<i64>,
    restart: Option<i64>,
) -> Result<Settled> {
    let zone = zone(&reading, options, file)?;
    exchange_days(&mut reading);
    let local = wall_clock(&reading, options)?;
    let Reading { mut rows, .. } = reading;
    if rows.has_minute_ends() {
        rows.end.iter_mut().for_each(|end| *end += MINUTE_US);
    }
    if rows.end.is_empty()
        && let Some(interval_us) = interval_us
    {
        rows.end = rows.start.iter().map(|start| start + interval_us).collect();
    }
    if let Some(restart) = restart {
        let mut changed = counts_of(&mut rows, restart, local);
        let (rises, falls) = (changed.rises, changed.falls);
        if falls * 10 > rises {
            let reason = format!(
                "its numbers fall {falls} times within days and rise {rises} times, which totals of the day do not"
            );
            let expected = "unit = \"interval\" for persons per interval";
            return Err(unreadable(file, &reason, expected));
        }
        changed.misread.sort_unstable();
        for Misread { line, column, found, between: (from, to) } in changed.misread {
            let expected = format!("a total of the day from {from} to {to}");
            rows.refused.refuse(line, column, &found.to_string(), &expected)?;
        }
        rows.keep(&changed.kept);
    }
    let Rows { sensor, site, kind, row, mut start, mut end, entries, exits, refused, .. } = rows;
    let sensor = sensor.finish();
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

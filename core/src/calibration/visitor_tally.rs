//! Entries per site and period, with the hours of staff beside them.

use super::visitor_estimates::VisitorEstimatesOptions;
use crate::calendar::{
    self, LocalClock, OpenIntervals, day_label, month_label, parse_day_start, week_label,
};
use crate::error::{Error, Result};
use crate::table::{CountBins, Duty, Flags, Hours, Sensors, Staff};
use crate::time::utc_label;
use crate::watch::Watch;
use std::collections::BTreeMap;

/// What one site and period add up to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tally {
    pub(super) label: String,
    pub(super) start_us: i64,
    pub(super) end_us: i64,
    /// Entries with the sums of the ends of their intervals.
    pub(super) entries: [f64; 3],
    pub(super) staff_hours: f64,
    imputed: f64,
    measured_us: f64,
    expected_us: f64,
}

impl Tally {
    pub(super) fn coverage(&self) -> f64 {
        if self.expected_us > 0.0 { (self.measured_us / self.expected_us).min(1.0) } else { 1.0 }
    }

    pub(super) fn imputed_share(&self) -> Option<f64> {
        (self.entries[0] > 0.0).then(|| self.imputed / self.entries[0])
    }
}

/// One site: its periods in order, and `(entries, hours of staff)` of each day before opening.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Site<'a> {
    pub(super) name: &'a str,
    pub(super) on_duty: bool,
    pub(super) periods: Vec<Tally>,
    pub(super) early: Vec<(f64, f64)>,
}

/// Sites in the order of their names.
///
/// # Errors
/// `KELIU_BIN_SPANS_PERIODS` for a bin that belongs to two periods, `KELIU_BINS_REPEATED` for a bin given twice.
pub(super) fn tallies<'a>(
    bins: &'a CountBins<'_>,
    staff: Option<&Staff>,
    hours: Option<&Hours>,
    sensors: Option<&'a Sensors>,
    options: &VisitorEstimatesOptions,
    watch: &Watch<'_>,
) -> Result<Vec<Site<'a>>> {
    let Some((from, to)) = bins.span() else { return Ok(Vec::new()) };
    let clock = LocalClock::new(&options.zone()?, parse_day_start(&options.day_start)?, from, to)?;
    let site_of: Vec<&str> = bins
        .sensor
        .names
        .iter()
        .map(|sensor| sensors.map_or(sensor.as_str(), |sensors| sensors.site(sensor)))
        .collect();
    let site = |row: usize| site_of[bins.sensor.codes[row] as usize];
    let mut order: Vec<usize> = (0..bins.len()).collect();
    order.sort_by_key(|&row| {
        (site(row), bins.start.us[row], bins.end.us[row], bins.sensor.name(row))
    });
    let mut sites = Vec::new();
    for rows in order.chunk_by(|&a, &b| site(a) == site(b)) {
        watch.go_on()?;
        let name = site(rows[0]);
        let mut seen: Vec<i32> = rows.iter().map(|&row| bins.sensor.codes[row]).collect();
        seen.sort_unstable();
        seen.dedup();
        let reader = Reader {
            bins,
            duty: staff.and_then(|staff| staff.of_site(name)),
            open: hours.and_then(|hours| hours.of_site(name)).map(OpenIntervals::from_pairs),
            doors: seen.len() as f64,
        };
        sites.push(reader.read(name, rows, clock.clone(), options)?);
    }
    Ok(sites)
}

/// What is known of one site.
struct Reader<'a, 'b> {
    bins: &'a CountBins<'b>,
    duty: Option<&'a Duty>,
    open: Option<OpenIntervals>,
    doors: f64,
}

impl Reader<'_, '_> {
    fn read<'n>(
        &self,
        name: &'n str,
        rows: &[usize],
        mut clock: LocalClock,
        options: &VisitorEstimatesOptions,
    ) -> Result<Site<'n>> {
        let period = options.period.calendar();
        let mut periods: Vec<Tally> = Vec::new();
        let mut early: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        // Staff count once however many doors were counted: time up to here is accounted for.
        let (mut reach, mut early_reach) = (i64::MIN, i64::MIN);
        let mut counted: BTreeMap<i32, i64> = BTreeMap::new();
        for &row in rows {
            let (start, end) = (self.bins.start.us[row], self.bins.end.us[row]);
            let before = counted.insert(self.bins.sensor.codes[row], end);
            if before.is_some_and(|before| start < before) {
                let sensor = self.bins.sensor.name(row).to_owned();
                return Err(Error::BinsRepeated { sensor, period: utc_label(start) });
            }
            let Some(entries) = self.bins.entries.at(row) else { continue };
            if self.is_early(start, end, &mut clock) {
                if !self.bins.flags_at(row).any(Flags::FILLED) {
                    let day = early.entry(clock.at(start).day).or_default();
                    day.0 += entries[0];
                    day.1 += self.staff_hours(start, end, &mut early_reach);
                }
                continue;
            }
            if self.open_us(start, end) == 0 {
                continue;
            }
            let (from, until) = clock.bounds(period, start)?;
            if end > until {
                return Err(Error::BinSpansPeriods {
                    table: "clean_counts".to_owned(),
                    row,
                    start: utc_label(start),
                    end: utc_label(end),
                    period: match period {
                        calendar::Period::Week => "week",
                        calendar::Period::Month => "month",
                        _ => "day",
                    }
                    .to_owned(),
                });
            }
            if periods.last().is_none_or(|last| last.start_us != from) {
                let day = clock.at(start).day;
                periods.push(Tally {
                    label: match period {
                        calendar::Period::Week => week_label(day),
                        calendar::Period::Month => month_label(day),
                        _ => day_label(day),
                    },
                    start_us: from,
                    end_us: until,
                    expected_us: self.open_us(from, until) as f64 * self.doors,
                    ..Tally::default()
                });
            }
            let Some(tally) = periods.last_mut() else { continue };
            tally.staff_hours += self.staff_hours(start, end, &mut reach);
            for (sum, persons) in tally.entries.iter_mut().zip(entries) {
                *sum += persons;
            }
            let measured = self.measured(row);
            tally.measured_us += measured * self.open_us(start, end) as f64;
            if self.bins.flags_at(row).any(Flags::ENTRIES) {
                tally.imputed += entries[0] * (1.0 - measured);
            }
        }
        let early = early.into_values().filter(|(_, hours)| *hours > 0.0).collect();
        Ok(Site { name, on_duty: self.duty.is_some(), periods, early })
    }

    fn open_us(&self, start: i64, end: i64) -> i64 {
        self.open.as_ref().map_or(end - start, |open| open.open_us(start, end))
    }

    /// Whether a bin lies between the start of a counting day and its first opening.
    fn is_early(&self, start: i64, end: i64, clock: &mut LocalClock) -> bool {
        let Some(open) = &self.open else { return false };
        let day = clock.at(start).day;
        let (begin, next) = (clock.day_begin(day), clock.day_begin(day + 1));
        open.open_us(begin, end) == 0 && open.open_us(end, next) > 0
    }

    /// Hours of staff of the part of a bin that lies after what has been accounted for.
    fn staff_hours(&self, start: i64, end: i64, reach: &mut i64) -> f64 {
        let from = start.max(*reach);
        *reach = end.max(*reach);
        self.duty.filter(|_| from < end).map_or(0.0, |duty| duty.hours(from, end))
    }

    /// Share of a bin whose entries were counted and kept.
    fn measured(&self, row: usize) -> f64 {
        let flags = self.bins.flags_at(row);
        let replaced = flags.any(Flags::ENTRIES) && !flags.any(Flags::PARTIAL);
        if flags.any(Flags::CLOSED) {
            1.0
        } else if flags.any(Flags::MISSING) || replaced {
            0.0
        } else {
            self.bins.coverage_at(row)
        }
    }
}

//! Totals per period of the local calendar.

use super::tally::{Tally, persons, split_by_sensor};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::calendar::{self, LocalClock, TimeZone, parse_day_start};
use crate::error::{Error, Result};
use crate::table::{CountBins, Instant, Labels, Nullable, OptionalLabels, table};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The period that bins are added up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Hours of the local day.
    Hour,
    /// Counting days.
    #[default]
    Day,
    /// ISO weeks, Monday first.
    Week,
    /// Months.
    Month,
    /// The 168 hours of the week, all weeks together.
    HourOfWeek,
}

impl Period {
    const fn calendar(self) -> calendar::Period {
        match self {
            Self::Hour => calendar::Period::Hour,
            Self::Day => calendar::Period::Day,
            Self::Week => calendar::Period::Week,
            Self::Month => calendar::Period::Month,
            Self::HourOfWeek => calendar::Period::HourOfWeek,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Hour | Self::HourOfWeek => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// What is added up together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Each sensor by itself.
    #[default]
    Sensor,
    /// All sensors together.
    All,
}

/// Options of [`count_totals`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CountTotalsOptions {
    /// The period that bins are added up to.
    pub period: Period,
    /// What is added up together.
    pub group: Group,
    /// Time zone of hours, days, weeks and months: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
    /// Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    pub day_start: String,
}

impl Default for CountTotalsOptions {
    fn default() -> Self {
        Self {
            period: Period::default(),
            group: Group::default(),
            time_zone: None,
            day_start: "00:00".to_owned(),
        }
    }
}

impl CountTotalsOptions {
    /// Refuses an unknown zone and a day start that no clock shows.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        parse_day_start(&self.day_start)?;
        Ok(())
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per sensor (or all sensors together) and period.
    pub struct CountTotals = "count_totals", sorted by "sensor, period" {
        /// Name of the sensor; null where all sensors are added up together.
        sensor: OptionalLabels, "", "传感器";
        /// The period: 2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09, 2026-03, or Mon 10:00.
        period: Labels<'static>, "", "周期";
        /// Start of the period; null for an hour of the week.
        start: Nullable<Instant>, "", "开始时间";
        /// End of the period; null for an hour of the week.
        end: Nullable<Instant>, "", "结束时间";
        /// Persons who entered; null where no bin has a value.
        entries: Nullable<f64>, "persons", "进店人次";
        /// Sum of the lower bounds of entries.
        entries_low: Nullable<f64>, "persons", "进店下限";
        /// Sum of the upper bounds of entries.
        entries_high: Nullable<f64>, "persons", "进店上限";
        /// Persons who left; null where no bin has a value.
        exits: Nullable<f64>, "persons", "出店人次";
        /// Sum of the lower bounds of exits.
        exits_low: Nullable<f64>, "persons", "出店下限";
        /// Sum of the upper bounds of exits.
        exits_high: Nullable<f64>, "persons", "出店上限";
        /// Time in which somebody counted; with all sensors together, summed over them.
        measured_s: Vec<f64>, "s", "实测时长";
        /// Length of the period, times the sensors that are added up.
        expected_s: Vec<f64>, "s", "应测时长";
        /// Measured over expected time, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// Share of the persons that was estimated, 0 to 1; null where there are no persons.
        imputed_share: Nullable<f64>, "", "补数占比";
    }
}

#[doc = include_str!("count_totals.md")]
pub fn count_totals(
    clean_counts: &CountBins<'_>,
    options: &CountTotalsOptions,
) -> Result<CountTotals> {
    run(clean_counts, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    options: &CountTotalsOptions,
    watch: &Watch<'_>,
) -> Result<CountTotals> {
    let mut state = TotalsState::new(options)?;
    state.update(bins, options, watch)?;
    state.finish(options, watch)
}

/// Tallies per sensor and period, and the span of each sensor: what hours of the week are expected to cover.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TotalsState {
    sensors: BTreeMap<String, SensorTotals>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct SensorTotals {
    span: Option<(i64, i64)>,
    periods: BTreeMap<i64, Tally>,
}

impl Accumulate for TotalsState {
    type Input<'a> = CountBins<'a>;
    type Options = CountTotalsOptions;
    type Output = CountTotals;

    fn new(options: &CountTotalsOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        bins: &CountBins<'_>,
        options: &CountTotalsOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let Some((from, to)) = bins.span() else { return Ok(()) };
        let clock =
            LocalClock::new(&options.zone()?, parse_day_start(&options.day_start)?, from, to)?;
        let period = options.period.calendar();
        let tallied = split_by_sensor(bins, watch, |rows| {
            let mut clock = clock.clone();
            let mut totals = SensorTotals::default();
            let mut current: Option<(i64, i64, i64)> = None; // start, end and key of the period of the last row
            for &row in rows {
                let (start, end) = (bins.start.us[row as usize], bins.end.us[row as usize]);
                totals.span = Some(
                    totals.span.map_or((start, end), |(from, to)| (from.min(start), to.max(end))),
                );
                let (_, until, key) = match current {
                    Some(known) if (known.0..known.1).contains(&start) => known,
                    _ => {
                        let bounds = clock.bounds(period, start)?;
                        let found = (bounds.0, bounds.1, period.key(&clock.at(start)));
                        current = Some(found);
                        found
                    }
                };
                if end > until {
                    return Err(Error::BinSpansPeriods {
                        table: "clean_counts".to_owned(),
                        row: row as usize,
                        start: utc_label(start),
                        end: utc_label(end),
                        period: options.period.name().to_owned(),
                    });
                }
                totals.periods.entry(key).or_default().add(bins, row as usize);
            }
            Ok(totals)
        })?;
        for (name, totals) in tallied {
            self.sensors.entry(name).or_default().join(&totals);
        }
        Ok(())
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        for (name, totals) in &other.sensors {
            self.sensors.entry(name.clone()).or_default().join(totals);
        }
        Ok(())
    }

    fn finish(self, options: &CountTotalsOptions, _watch: &Watch<'_>) -> Result<CountTotals> {
        let mut result = CountTotals::default();
        let spans = self.sensors.values().filter_map(|totals| totals.span);
        let Some((from, to)) = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
            return Ok(result);
        };
        let mut names = Names::new(
            options.zone()?,
            parse_day_start(&options.day_start)?,
            options.period,
            from,
            to,
        )?;
        let groups: Vec<(Option<String>, Vec<SensorTotals>)> = match options.group {
            Group::Sensor => {
                self.sensors.into_iter().map(|(name, totals)| (Some(name), vec![totals])).collect()
            }
            Group::All => vec![(None, self.sensors.into_values().collect())],
        };
        for (name, members) in groups {
            let code = name.map_or(-1, |name| {
                result.sensor.names.push(name);
                result.sensor.names.len() as i32 - 1
            });
            let mut periods: BTreeMap<i64, Tally> = BTreeMap::new();
            for member in &members {
                member
                    .periods
                    .iter()
                    .for_each(|(&key, tally)| periods.entry(key).or_default().join(tally));
            }
            for (key, tally) in periods {
                let expected_us = names.expected_us(key, &members)?;
                let label = names.of(key)?;
                if tally.measured_us > expected_us {
                    let sensor = result.sensor.names.last().map_or("all sensors", String::as_str);
                    return Err(Error::BinsRepeated {
                        sensor: sensor.to_owned(),
                        period: names.labels[label.0 as usize].clone(),
                    });
                }
                result.push(code, label, &tally, expected_us);
            }
        }
        result.period.names = names.labels;
        Ok(result)
    }

    fn write(&self, out: &mut Writer) {
        out.unsigned(self.sensors.len() as u128);
        for (name, totals) in &self.sensors {
            out.text(name);
            let (from, to) = totals.span.unwrap_or_default();
            out.signed(i128::from(from));
            out.signed(i128::from(to));
            super::tally::write(&totals.periods, out);
        }
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let mut state = Self::default();
        for _ in 0..input.count(4)? {
            let name = input.text()?;
            let (from, to): (i64, i64) = (input.number()?, input.number()?);
            calendar::check_instants(&[from, to])?;
            let periods = super::tally::read(input)?;
            state.sensors.insert(name, SensorTotals { span: Some((from, to)), periods });
        }
        Ok(state)
    }
}

impl SensorTotals {
    fn join(&mut self, other: &Self) {
        if let Some((start, end)) = other.span {
            self.span =
                Some(self.span.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
        }
        other
            .periods
            .iter()
            .for_each(|(&key, tally)| self.periods.entry(key).or_default().join(tally));
    }
}

/// Labels and bounds of periods, and how much time each should have.
struct Names {
    clock: LocalClock,
    period: Period,
    labels: Vec<String>,
    code_of: BTreeMap<i64, (i32, Option<(i64, i64)>)>,
    /// Time of each hour of the week between the ends of one sensor's data, per span.
    week_us: BTreeMap<(i64, i64), Vec<i64>>,
}

impl Names {
    fn new(zone: TimeZone, day_start_us: i64, period: Period, from: i64, to: i64) -> Result<Self> {
        let clock = LocalClock::new(&zone, day_start_us, from, to)?;
        Ok(Self {
            clock,
            period,
            labels: Vec::new(),
            code_of: BTreeMap::new(),
            week_us: BTreeMap::new(),
        })
    }

    /// The code of the label of a period, and its bounds.
    fn of(&mut self, key: i64) -> Result<(i32, Option<(i64, i64)>)> {
        if let Some(&known) = self.code_of.get(&key) {
            return Ok(known);
        }
        let (label, bounds) = match self.period {
            Period::HourOfWeek => (calendar::hour_of_week_label(key), None),
            Period::Hour => (self.clock.zone().iso_label(key), Some(self.bounds(key)?)),
            Period::Day => {
                (calendar::day_label(key), Some(self.bounds(self.clock.day_begin(key))?))
            }
            Period::Week => {
                (calendar::week_label(key), Some(self.bounds(self.clock.day_begin(key))?))
            }
            Period::Month => {
                let first = first_day_of_month(key);
                (calendar::month_label(first), Some(self.bounds(self.clock.day_begin(first))?))
            }
        };
        self.labels.push(label);
        let known = (self.labels.len() as i32 - 1, bounds);
        self.code_of.insert(key, known);
        Ok(known)
    }

    fn bounds(&mut self, instant_us: i64) -> Result<(i64, i64)> {
        self.clock.bounds(self.period.calendar(), instant_us)
    }

    fn expected_us(&mut self, key: i64, members: &[SensorTotals]) -> Result<i128> {
        if self.period != Period::HourOfWeek {
            let (_, bounds) = self.of(key)?;
            let length = bounds.map_or(0, |(start, end)| i128::from(end - start));
            let counting =
                members.iter().filter(|member| member.periods.contains_key(&key)).count();
            return Ok(length * counting as i128);
        }
        let mut expected = 0;
        for span in members.iter().filter_map(|member| member.span) {
            if !self.week_us.contains_key(&span) {
                let week = self.week_of(span)?;
                self.week_us.insert(span, week);
            }
            let hour = usize::try_from(key).ok().and_then(|hour| self.week_us[&span].get(hour));
            // Keys of our own making are below 168; those of a state come from outside.
            expected += i128::from(*hour.ok_or_else(|| Error::StateInvalid {
                reason: format!("hour {key} of the week"),
            })?);
        }
        Ok(expected)
    }

    /// Time of each of the 168 hours of the week inside a span.
    fn week_of(&mut self, (from, to): (i64, i64)) -> Result<Vec<i64>> {
        let mut week = vec![0; 168];
        let mut at = from;
        while at < to {
            let (_, end) = self.clock.bounds(calendar::Period::HourOfWeek, at)?;
            let hour = calendar::Period::HourOfWeek.key(&self.clock.at(at));
            week[usize::try_from(hour).unwrap_or(0) % 168] += end.min(to) - at;
            at = end.max(at + 1);
        }
        Ok(week)
    }
}

/// The day number of the first day of a month, which is numbered 12 x year + month - 1.
fn first_day_of_month(key: i64) -> i64 {
    let month = u32::try_from(key.rem_euclid(12) + 1).unwrap_or(1);
    let first =
        chrono::NaiveDate::from_ymd_opt(key.div_euclid(12) as i32, month, 1).unwrap_or_default();
    i64::from(first.to_epoch_days())
}

impl CountTotals {
    fn push(
        &mut self,
        sensor: i32,
        (label, bounds): (i32, Option<(i64, i64)>),
        tally: &Tally,
        expected_us: i128,
    ) {
        self.sensor.codes.push(sensor);
        self.period.codes.to_mut().push(label);
        self.start.push(bounds.map(|(start, _)| Instant(start)));
        self.end.push(bounds.map(|(_, end)| Instant(end)));
        let push = |[value, low, high]: [&mut Nullable<f64>; 3], sums: Option<[i128; 3]>| {
            value.push(sums.map(|sums| persons(sums[0])));
            low.push(sums.map(|sums| persons(sums[1])));
            high.push(sums.map(|sums| persons(sums[2])));
        };
        push(
            [&mut self.entries, &mut self.entries_low, &mut self.entries_high],
            tally.entries.sums(),
        );
        push([&mut self.exits, &mut self.exits_low, &mut self.exits_high], tally.exits.sums());
        let second = |us: i128| us as f64 / 1e6;
        self.measured_s.push(second(tally.measured_us));
        self.expected_s.push(second(expected_us));
        self.coverage.push(if expected_us > 0 {
            tally.measured_us as f64 / expected_us as f64
        } else {
            0.0
        });
        self.imputed_share.push(tally.imputed_share());
    }
}

#[cfg(test)]
#[path = "count_totals_tests.rs"]
mod tests;

//! The hours of the week that carry most of the traffic.

use super::tally::{Bin, person_parts, persons, split_by_sensor};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::calendar::{self, HOUR_US, LocalClock, TimeZone};
use crate::error::{Error, Result};
use crate::table::{CountBins, Labels, Nullable, table};
use crate::time::utc_label;
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which direction of flow is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountDirection {
    /// Persons who enter.
    #[default]
    Entries,
    /// Persons who leave.
    Exits,
}

/// Options of [`power_hours`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PowerHoursOptions {
    /// Share of the week's traffic that the power hours reach together, 0 to 1.
    pub share: f64,
    /// Which direction of flow is meant.
    pub direction: CountDirection,
    /// Time zone of the hours: an IANA name, "UTC" or an offset. By default UTC.
    pub time_zone: Option<String>,
}

impl Default for PowerHoursOptions {
    fn default() -> Self {
        Self { share: 0.8, direction: CountDirection::default(), time_zone: None }
    }
}

impl PowerHoursOptions {
    /// Refuses an unknown zone and a share outside 0 to 1.
    ///
    /// # Errors
    /// `KELIU_TIME_ZONE_UNKNOWN`, `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        self.zone()?;
        crate::check::within("share", self.share, 0.0, 1.0)
    }

    fn zone(&self) -> Result<TimeZone> {
        TimeZone::parse(self.time_zone.as_deref().unwrap_or("UTC"))
    }
}

table! {
    /// One row per sensor and hour of the week that was counted.
    pub struct PowerHours = "power_hours", sorted by "sensor, rank" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// The hour of the week: Mon 10:00.
        hour: Labels<'static>, "", "时段";
        /// Hours since Monday 00:00 on the wall clock, 0 to 167.
        slot: Vec<u64>, "h", "周内小时";
        /// Place of the hour, 1 being the busiest.
        rank: Vec<u64>, "", "名次";
        /// Mean flow in this hour.
        persons_per_h: Vec<f64>, "persons/h", "平均客流";
        /// Share of the mean week's traffic, 0 to 1.
        share: Vec<f64>, "", "占比";
        /// Share of this hour and all busier ones together, 0 to 1.
        cumulative_share: Vec<f64>, "", "累计占比";
        /// Share of the persons of this hour that was estimated, 0 to 1; null without persons.
        imputed_share: Nullable<f64>, "", "补数占比";
        /// True for the power hours.
        power: Vec<bool>, "", "黄金时段";
    }
}

#[doc = include_str!("power_hours.md")]
pub fn power_hours(
    clean_counts: &CountBins<'_>,
    options: &PowerHoursOptions,
) -> Result<PowerHours> {
    run(clean_counts, options, &Watch::none())
}

pub(crate) fn run(
    bins: &CountBins<'_>,
    options: &PowerHoursOptions,
    watch: &Watch<'_>,
) -> Result<PowerHours> {
    let mut state = WeekState::new(options)?;
    state.update(bins, options, watch)?;
    state.finish(options, watch)
}

/// Persons and counted time per sensor and hour of the week.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeekState {
    sensors: BTreeMap<String, BTreeMap<u8, Slot>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Slot {
    parts: i128,
    imputed: i128,
    counted_us: i128,
}

impl Slot {
    fn join(&mut self, other: Self) {
        self.parts = self.parts.saturating_add(other.parts);
        self.imputed = self.imputed.saturating_add(other.imputed);
        self.counted_us = self.counted_us.saturating_add(other.counted_us);
    }

    fn per_hour(self) -> f64 {
        persons(self.parts) * HOUR_US as f64 / self.counted_us as f64
    }
}

impl Accumulate for WeekState {
    type Input<'a> = CountBins<'a>;
    type Options = PowerHoursOptions;
    type Output = PowerHours;

    fn new(options: &PowerHoursOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self::default())
    }

    fn update(
        &mut self,
        bins: &CountBins<'_>,
        options: &PowerHoursOptions,
        watch: &Watch<'_>,
    ) -> Result<()> {
        let Some((from, to)) = bins.span() else { return Ok(()) };
        let clock = LocalClock::new(&options.zone()?, 0, from, to)?;
        let direction = match options.direction {
            CountDirection::Entries => &bins.entries,
            CountDirection::Exits => &bins.exits,
        };
        let counted = split_by_sensor(bins, watch, |rows| {
            let mut clock = clock.clone();
            let mut week: BTreeMap<u8, Slot> = BTreeMap::new();
            for &row in rows {
                let row = row as usize;
                let Some([value, ..]) = direction.at(row) else { continue };
                let (start, end) = (bins.start.us[row], bins.end.us[row]);
                let (_, until) = clock.bounds(calendar::Period::HourOfWeek, start)?;
                if end > until {
                    return Err(Error::BinSpansPeriods {
                        table: "clean_counts".to_owned(),
                        row,
                        start: utc_label(start),
                        end: utc_label(end),
                        period: "hour".to_owned(),
                    });
                }
                let slot = clock.at(start).slot(3_600) as u8;
                let [entries, exits] = Bin::of(bins, row).imputed;
                let imputed = match options.direction {
                    CountDirection::Entries => entries,
                    CountDirection::Exits => exits,
                };
                let counted_us = i128::from(end - start);
                let one = Slot { parts: person_parts(value), imputed, counted_us };
                week.entry(slot).or_default().join(one);
            }
            Ok(week)
        })?;
        self.merge(Self { sensors: counted.into_iter().collect() })
    }

    fn merge(&mut self, other: Self) -> Result<()> {
        for (name, week) in other.sensors {
            let mine = self.sensors.entry(name).or_default();
            for (slot, one) in week {
                mine.entry(slot).or_default().join(one);
            }
        }
        Ok(())
    }

    fn finish(self, options: &PowerHoursOptions, _watch: &Watch<'_>) -> Result<PowerHours> {
        let mut result = PowerHours::default();
        result.hour.names = (0..168).map(calendar::hour_of_week_label).collect();
        for (code, (name, week)) in self.sensors.into_iter().enumerate() {
            result.sensor.names.push(name);
            let whole: f64 = week.values().map(|slot| slot.per_hour()).sum();
            let imputed =
                |one: &Slot| (one.parts > 0).then(|| one.imputed as f64 / one.parts as f64);
            let mut ranked: Vec<(u8, f64, Option<f64>)> =
                week.into_iter().map(|(slot, one)| (slot, one.per_hour(), imputed(&one))).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let mut reached = 0.0;
            for (rank, (slot, per_hour, imputed)) in ranked.into_iter().enumerate() {
                let share = if whole > 0.0 { per_hour / whole } else { 0.0 };
                result.power.push(reached < options.share && share > 0.0);
                reached += share;
                result.sensor.codes.to_mut().push(code as i32);
                result.hour.codes.to_mut().push(i32::from(slot));
                result.slot.push(u64::from(slot));
                result.rank.push(rank as u64 + 1);
                result.persons_per_h.push(per_hour);
                result.share.push(share);
                result.cumulative_share.push(reached);
                result.imputed_share.push(imputed);
            }
        }
        Ok(result)
    }

    fn write(&self, out: &mut Writer) {
        out.unsigned(self.sensors.len() as u128);
        for (name, week) in &self.sensors {
            out.text(name);
            out.unsigned(week.len() as u128);
            for (&slot, one) in week {
                out.unsigned(u128::from(slot));
                out.signed(one.parts);
                out.signed(one.imputed);
                out.signed(one.counted_us);
            }
        }
    }

    fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let broken =
            || Error::StateInvalid { reason: "an hour of the week breaks its rules".to_owned() };
        let mut state = Self::default();
        for _ in 0..input.count(2)? {
            let name = input.text()?;
            let mut week = BTreeMap::new();
            for _ in 0..input.count(4)? {
                let slot = u8::try_from(input.unsigned()?).map_err(|_| broken())?;
                let (parts, imputed) = (input.signed()?, input.signed()?);
                let one = Slot { parts, imputed, counted_us: input.signed()? };
                if slot >= 168
                    || one.counted_us <= 0
                    || one.parts < 0
                    || !(0..=one.parts).contains(&one.imputed)
                {
                    return Err(broken());
                }
                week.insert(slot, one);
            }
            state.sensors.insert(name, week);
        }
        Ok(state)
    }
}

#[cfg(test)]
#[path = "power_hours_tests.rs"]
mod tests;

//! Counts with their faults found and filled.

use super::bins::Bins;
use super::clean::{CleanSettings, MISSING_COUNT, Panel, SensorCounts, clean_panel};
use super::clean_rows::{Cleaned, METHODS};
use super::grid::{Grid, GridOptions};
use super::intervals::{Interval, Intervals};
use super::proposals::apply::{self, Adjusted};
use crate::calendar::{OpenIntervals, OpeningHours, SECOND_US};
use crate::check;
use crate::error::Result;
use crate::expectation;
use crate::parallel;
use crate::table::{
    self, CountBins, Counts, Dates, Flags, Hours, Instants, Labels, Nullable, Numbers, Proposals,
    Sensors, Times, table,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Options of [`clean_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CleanCountsOptions {
    /// The grid.
    #[serde(flatten)]
    pub grid: GridOptions,
    /// Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed". By default the site is always open; the table hours says it per site and day.
    pub open_hours: Option<String>,
    /// Looks for dead and stuck sensors and for spikes; false fills missing bins only.
    pub detect: bool,
    /// Fills what is missing or faulty; false leaves it null.
    pub fill: bool,
    /// Longest stretch that is filled, in seconds; a longer one stays null. At least 0.
    pub max_fill_s: i64,
    /// Evidence, as a natural logarithm, above which a run of zeros is a dead sensor. At least 0.
    pub zero_evidence: f64,
    /// Evidence, as a natural logarithm, above which a run of one value is a stuck sensor. At least 0.
    pub stuck_evidence: f64,
    /// A count is a spike from this multiple of the usual daily maximum and of the expected count. At least 1.
    pub spike_ratio: f64,
}

impl Default for CleanCountsOptions {
    fn default() -> Self {
        let settings = CleanSettings::default();
        Self {
            grid: GridOptions::default(),
            open_hours: None,
            detect: settings.detect,
            fill: settings.fill,
            max_fill_s: settings.max_fill_s as i64,
            zero_evidence: settings.zero_evidence,
            stuck_evidence: settings.stuck_evidence,
            spike_ratio: settings.spike_ratio,
        }
    }
}

impl CleanCountsOptions {
    /// Refuses what [`GridOptions`] refuses, unreadable opening hours, and thresholds out of range.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.grid.validate()?;
        self.weekly_hours()?;
        check::within("max_fill_s", self.max_fill_s as f64, 0.0, f64::INFINITY)?;
        check::within("zero_evidence", self.zero_evidence, 0.0, f64::INFINITY)?;
        check::within("stuck_evidence", self.stuck_evidence, 0.0, f64::INFINITY)?;
        check::within("spike_ratio", self.spike_ratio, 1.0, f64::INFINITY)
    }

    fn weekly_hours(&self) -> Result<Option<OpeningHours>> {
        self.open_hours.as_deref().map(OpeningHours::parse).transpose()
    }

    fn settings(&self) -> CleanSettings {
        CleanSettings {
            detect: self.detect,
            fill: self.fill,
            max_fill_s: self.max_fill_s as u64,
            zero_evidence: self.zero_evidence,
            stuck_evidence: self.stuck_evidence,
            spike_ratio: self.spike_ratio,
            ..CleanSettings::default()
        }
    }
}

table! {
    /// One row per sensor and bin: the clean value beside the raw one.
    pub struct CleanCounts = "clean_counts", sorted by "sensor, start" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Start of the bin on the local clock, with its offset.
        local_start: Labels<'static>, "", "当地时间";
        /// Counting day to which the bin belongs.
        day: Dates, "", "营业日";
        /// Persons who entered, repaired where flagged; null where unknown.
        entries: Nullable<f64>, "persons", "进店人次";
        /// Persons who left, repaired where flagged; null where unknown.
        exits: Nullable<f64>, "persons", "出店人次";
        /// Persons who entered as recorded; null where no record covers the bin.
        entries_raw: Nullable<i64>, "persons", "进店原始值";
        /// Persons who left as recorded; null where no record covers the bin.
        exits_raw: Nullable<i64>, "persons", "出店原始值";
        /// Lower end of the 90 % interval of entries; the value itself where it was measured.
        entries_low: Nullable<f64>, "persons", "进店下限";
        /// Upper end of the 90 % interval of entries; the value itself where it was measured.
        entries_high: Nullable<f64>, "persons", "进店上限";
        /// Lower end of the 90 % interval of exits; the value itself where it was measured.
        exits_low: Nullable<f64>, "persons", "出店下限";
        /// Upper end of the 90 % interval of exits; the value itself where it was measured.
        exits_high: Nullable<f64>, "persons", "出店上限";
        /// Share of the bin that records cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
        /// What was found and done, one bit each.
        flags: Vec<u32>, "", "标记";
        /// How the value came about.
        method: Labels<'static>, "", "方法";
    }
    report = summary;
}

#[doc = include_str!("clean_counts.md")]
pub fn clean_counts(
    counts: &Counts<'_>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    proposals: Option<&Proposals>,
    options: &CleanCountsOptions,
) -> Result<CleanCounts> {
    run(counts, hours, sensors, proposals, options, &Watch::none())
}

pub(crate) fn run(
    counts: &Counts<'_>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    proposals: Option<&Proposals>,
    options: &CleanCountsOptions,
    watch: &Watch<'_>,
) -> Result<CleanCounts> {
    options.validate()?;
    let mut state = Intervals::collect(counts, &options.grid, watch)?;
    if let Some(proposals) = proposals {
        apply::set_clocks(&mut state, proposals, &options.grid)?;
    }
    let grid = state.grid(&options.grid)?;
    let mut result = CleanCounts::with_capacity(grid.bins() * state.sensors.len());
    result.method.names = METHODS.map(str::to_owned).to_vec();
    result.local_start.names =
        grid.cuts.iter().take(grid.bins()).map(|&start| grid.zone.iso_label(start)).collect();
    result.sensor.names = state.sensors.keys().cloned().collect();
    if grid.bins() == 0 {
        return Ok(result);
    }
    let cleaner = Cleaner::new(&grid, hours, proposals, options)?;
    // Sites are cleaned one after the other and blocks of sensors within them: memory is bounded by a block.
    // Rows come out by sensor all the same, because blocks are kept until their turn comes.
    let (names, mut intervals): (Vec<String>, Vec<Vec<Interval>>) =
        state.sensors.into_iter().unzip();
    let mut waiting: Vec<Option<Cleaned>> = names.iter().map(|_| None).collect();
    let mut written = 0;
    for (site, members) in sites(&names, sensors) {
        let open = cleaner.open_share(site)?;
        for block in members.chunks(cleaner.settings.block.max(1)) {
            let records: Vec<(&str, &[Interval])> =
                block.iter().map(|&i| (names[i].as_str(), intervals[i].as_slice())).collect();
            let done = cleaner.clean(&records, open.as_deref(), watch)?;
            for (&i, one) in block.iter().zip(done) {
                waiting[i] = Some(one);
                intervals[i] = Vec::new(); // laid on the grid: the records themselves are not needed again
            }
            while let Some(one) = waiting.get_mut(written).and_then(Option::take) {
                result.push_sensor(written, &grid, &one);
                written += 1;
            }
        }
    }
    Ok(result)
}

/// Sensors by site, sites in the order of their first sensor. Without a list all sensors are one site.
pub(super) fn sites<'n>(
    names: &'n [String],
    sensors: Option<&'n Sensors>,
) -> Vec<(Option<&'n str>, Vec<usize>)> {
    let Some(sensors) = sensors else { return vec![(None, (0..names.len()).collect())] };
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        members.entry(sensors.site(name)).or_default().push(i);
    }
    let mut sites: Vec<_> =
        members.into_iter().map(|(site, members)| (Some(site), members)).collect();
    sites.sort_by_key(|(_, members)| members[0]);
    sites
}

pub(super) struct Cleaner<'a> {
    grid: &'a Grid,
    pub(super) index: expectation::Grid,
    weekly: Option<OpenIntervals>,
    hours: Option<&'a Hours>,
    proposals: Option<&'a Proposals>,
    options: &'a CleanCountsOptions,
    settings: CleanSettings,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(
        grid: &'a Grid,
        hours: Option<&'a Hours>,
        proposals: Option<&'a Proposals>,
        options: &'a CleanCountsOptions,
    ) -> Result<Self> {
        let length_s: Vec<u32> = grid
            .cuts
            .windows(2)
            .map(|cut| ((cut[1] - cut[0]) / SECOND_US).clamp(1, i64::from(u32::MAX)) as u32)
            .collect();
        let weekly = match options.weekly_hours()? {
            Some(weekly) => {
                Some(weekly.intervals(&grid.zone, grid.cuts[0], grid.cuts[grid.bins()])?)
            }
            None => None,
        };
        Ok(Self {
            grid,
            index: expectation::Grid::new(grid.slots, &grid.slot, &grid.day, &length_s),
            weekly,
            hours,
            proposals,
            options,
            settings: options.settings(),
        })
    }

    /// Share of each bin in which a site is open; nothing where its hours are not known.
    pub(super) fn open_share(&self, site: Option<&str>) -> Result<Option<Vec<f32>>> {
        let shares = |open: &OpenIntervals| {
            self.grid.cuts.windows(2).map(|cut| open.open_share(cut[0], cut[1]) as f32).collect()
        };
        let Some(hours) = self.hours else { return Ok(self.weekly.as_ref().map(shares)) };
        let listed = match site {
            Some(site) => hours.of_site(site),
            None => hours.only_site()?,
        };
        match listed {
            Some(listed) => Ok(Some(shares(&OpenIntervals::from_pairs(listed)))),
            None => Ok(self.weekly.as_ref().map(shares)),
        }
    }

    pub(super) fn clean(
        &self,
        sensors: &[(&str, &[Interval])],
        open: Option<&[f32]>,
        watch: &Watch<'_>,
    ) -> Result<Vec<Cleaned>> {
        let grid = &self.options.grid;
        let laid = parallel::map(sensors.len(), watch, |i| {
            let bins = Bins::lay(sensors[i].0, sensors[i].1, self.grid, grid)?;
            let accepted = self.proposals.map_or(&[][..], |all| all.of_sensor(sensors[i].0));
            let adjusted = apply::adjusted(&bins, &self.grid.cuts, accepted);
            let series = match &adjusted {
                Some(adjusted) => [&adjusted.entries, &adjusted.exits]
                    .map(|side| self.series(&bins, &Adjusted::rounded(side))),
                None => [&bins.entries, &bins.exits].map(|side| self.series(&bins, side)),
            };
            Ok((bins, adjusted, series))
        })?;
        let silent = vec![MISSING_COUNT; self.grid.bins()];
        let panel = Panel {
            grid: &self.index,
            // A direction that the sensor never reports is left out: there is nothing to clean or to fill.
            sensors: laid
                .iter()
                .map(|(_, _, [entries, exits])| match (entries, exits) {
                    (Some(entries), exits) => {
                        SensorCounts { entries, exits: exits.as_deref(), open }
                    }
                    (None, Some(exits)) => SensorCounts { entries: exits, exits: None, open },
                    (None, None) => SensorCounts { entries: &silent, exits: None, open },
                })
                .collect(),
        };
        let closed: Vec<bool> =
            open.map_or_else(Vec::new, |open| open.iter().map(|&share| share <= 0.0).collect());
        let repairs = clean_panel(&panel, &self.settings, watch)?;
        Ok(laid
            .into_iter()
            .zip(repairs)
            .map(|((bins, adjusted, [entries, _]), mut repairs)| {
                if entries.is_none() {
                    std::mem::swap(&mut repairs.entries, &mut repairs.exits);
                }
                Cleaned { bins, adjusted, repairs, closed: closed.clone() }
            })
            .collect())
    }

    /// One direction as the cleaning model takes it; nothing where the sensor never reports it.
    ///
    /// A bin that records cover for half or more is scaled up to the whole; one covered for less is missing.
    pub(super) fn series(&self, bins: &Bins, counts: &[i64]) -> Option<Vec<u32>> {
        if counts.iter().all(|&count| count < 0) {
            return None;
        }
        let largest = i64::from(MISSING_COUNT - 1);
        let length = |bin: usize| self.grid.cuts[bin + 1] - self.grid.cuts[bin];
        Some(
            (0..counts.len())
                .map(|bin| match (counts[bin], bins.covered_us[bin], length(bin)) {
                    (..0, ..) => MISSING_COUNT,
                    (count, covered, length) if covered >= length => count.min(largest) as u32,
                    (count, covered, length) if 2 * covered >= length => {
                        let whole = count as f64 * (length as f64 / covered as f64);
                        whole.round().min(largest as f64) as u32
                    }
                    _ => MISSING_COUNT,
                })
                .collect(),
        )
    }
}

impl CleanCounts {
    /// The bins as input of another operation, without copying.
    pub fn bins(&self) -> CountBins<'_> {
        CountBins {
            sensor: Labels {
                codes: Cow::Borrowed(&self.sensor.codes),
                names: self.sensor.names.clone(),
            },
            start: Times { us: Cow::Borrowed(&self.start.0), zoned: true },
            end: Times { us: Cow::Borrowed(&self.end.0), zoned: true },
            entries: table::Direction::of(
                &self.entries,
                Some([&self.entries_low, &self.entries_high]),
            ),
            exits: table::Direction::of(&self.exits, Some([&self.exits_low, &self.exits_high])),
            coverage: Some(Numbers { values: Cow::Borrowed(&self.coverage), nulls: None }),
            flags: Some(Cow::Borrowed(&self.flags)),
        }
    }
}

fn summary(result: &CleanCounts) -> String {
    let count = |flag: Flags| result.flags.iter().filter(|&&flags| Flags(flags).any(flag)).count();
    let total =
        |column: &Nullable<f64>| column.iter().flatten().fold(0.0, |sum, persons| sum + persons);
    // A number that stands for nothing is shown, not counted.
    let raw = |column: &Nullable<i64>| {
        let counted = column.iter().zip(&result.flags);
        let counted = counted.filter(|(_, flags)| !Flags(**flags).any(Flags::SENTINEL));
        counted.filter_map(|(count, _)| count).map(i128::from).sum::<i128>()
    };
    let found = [
        (Flags::MISSING, "missing"),
        (Flags::DEAD, "dead"),
        (Flags::STUCK, "stuck"),
        (Flags::SPIKE, "spike"),
        (Flags::LUMP, "lump"),
        (Flags::COPIED, "copied"),
        (Flags::SENTINEL, "sentinel"),
    ];
    let found = found.map(|(flag, word)| format!("{} {word}", count(flag))).join(", ");
    let direction = |name: &str, columns: [&Nullable<f64>; 3], counts: &Nullable<i64>| {
        // A direction that no record tells is not reported as nobody.
        let [value, low, high] = columns.map(total);
        let known = columns[0].valid.contains(&true);
        known.then(|| format!("; {name} {} -> {value:.0} ({low:.0} to {high:.0})", raw(counts)))
    };
    let entries = [&result.entries, &result.entries_low, &result.entries_high];
    let exits = [&result.exits, &result.exits_low, &result.exits_high];
    format!(
        "clean_counts: {} bins of {} sensors; {found}, {} closed; {} filled, {} left without a value{}{}",
        result.flags.len(),
        result.sensor.names.len(),
        count(Flags::CLOSED),
        count(Flags::FILLED),
        count(Flags::UNFILLED),
        direction("entries", entries, &result.entries_raw).unwrap_or_default(),
        direction("exits", exits, &result.exits_raw).unwrap_or_default(),
    )
}

#[cfg(test)]
#[path = "clean_counts_tests.rs"]
mod tests;

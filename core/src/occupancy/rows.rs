//! Rows of the results.

use super::bounds::Known;
use super::occupancy::OccupancyResult;
use super::series::Z90;
use super::site::Site;
use crate::calendar::{HOUR_US, LocalClock};
use crate::table::{CountBins, Flags};

/// Adds sites to the result, in the order of their names.
#[derive(Debug, Default)]
pub(super) struct Writer {
    result: OccupancyResult,
}

impl Writer {
    pub(super) fn finish(self) -> OccupancyResult {
        self.result
    }

    pub(super) fn push(&mut self, site: &Site, bins: &CountBins<'_>, clock: LocalClock) {
        let code = self.result.occupancy.site.names.len() as i32;
        let result = &mut self.result;
        for labels in [
            &mut result.occupancy.site,
            &mut result.occupancy_days.site,
            &mut result.occupancy_sensors.site,
        ] {
            labels.names.push(site.name.clone());
        }
        self.push_bins(site, code);
        self.push_days(site, code, clock);
        self.push_doors(site, bins, code);
    }

    fn push_bins(&mut self, site: &Site, code: i32) {
        let rows = &mut self.result.occupancy;
        let series = &site.series;
        rows.site.codes.to_mut().extend(std::iter::repeat_n(code, series.len()));
        rows.start.0.extend_from_slice(&series.start);
        rows.end.0.extend_from_slice(&series.end);
        rows.entries.extend_from_slice(&site.whole.entries);
        rows.exits.extend_from_slice(&site.whole.exits);
        rows.occupancy.extend_from_slice(&site.whole.level);
        rows.coverage.extend_from_slice(&series.coverage);
        for bin in 0..series.len() {
            let given = |side: usize| Some(series.given[side][bin]).filter(|sum| !sum.is_nan());
            rows.entries_raw.push(given(0));
            rows.exits_raw.push(given(1));
            let present = site.whole.level[bin] as f64;
            let [low, high] = site.interval[bin];
            rows.occupancy_low.push(low.min(present));
            rows.occupancy_high.push(high.max(present));
            rows.imputed_share.push(share(series.imputed[bin], passages(site, bin)).unwrap_or(0.0));
            let mut flags = Flags(series.flags[bin]);
            if site.bounds.known[bin] != Known::Nothing {
                flags = flags.with(Flags::ANCHORED);
            }
            if bin >= site.open_from {
                flags = flags.with(Flags::UNANCHORED);
            }
            rows.flags.push(flags.0);
        }
    }

    fn push_days(&mut self, site: &Site, code: i32, mut clock: LocalClock) {
        let series = &site.series;
        let mut bin = 0;
        while bin < series.len() {
            let day = clock.at(series.start[bin]).day;
            let mut sums = Day::default();
            while bin < series.len() && clock.at(series.start[bin]).day == day {
                sums.add(site, bin);
                bin += 1;
            }
            let rows = &mut self.result.occupancy_days;
            rows.site.codes.to_mut().push(code);
            rows.day.0.push(day as i32);
            rows.entries.push(sums.persons[0]);
            rows.exits.push(sums.persons[1]);
            let change = (sums.persons[0] - sums.persons[1]) as f64;
            rows.drift.push(sums.counted[0] - sums.counted[1] - change);
            let [entries, exits] =
                [0, 1].map(|side| share(sums.corrected[side], sums.counted[side]));
            rows.factor.push(match (entries, exits) {
                (Some(entries), Some(exits)) if exits > 0.0 => Some((entries / exits).sqrt()),
                _ => None,
            });
            let counted = sums.counted[0] + sums.counted[1];
            rows.changed_share.push(share(sums.changed, counted));
            rows.anchors.push(sums.anchors);
            rows.peak.push(sums.peak);
            rows.person_hours.push(sums.person_us / HOUR_US as f64);
            rows.mean.push(sums.person_us / sums.us);
            rows.coverage.push(sums.covered_us / sums.us);
            rows.imputed_share.push(share(sums.imputed, counted));
        }
    }

    fn push_doors(&mut self, site: &Site, bins: &CountBins<'_>, code: i32) {
        let rows = &mut self.result.occupancy_sensors;
        let doors = &site.series.doors;
        let persons = |place: usize| doors[place].persons.iter().flatten().fold(0.0, |a, b| a + b);
        let all: f64 = (0..doors.len()).map(persons).sum();
        let blamed = |place: usize| site.blame.as_ref().map(|blame| blame[place]);
        let drifts: f64 = (0..doors.len()).filter_map(blamed).map(|one| one.drift.abs()).sum();
        for (place, door) in doors.iter().enumerate() {
            let name = rows.sensor.names.len() as i32;
            rows.site.codes.to_mut().push(code);
            rows.sensor.codes.to_mut().push(name);
            rows.sensor.names.push(bins.sensor.names[door.sensor].clone());
            let [entries, exits] = door.persons;
            rows.entries.push(entries);
            rows.exits.push(exits);
            rows.traffic_share.push(share(persons(place), all));
            let drift = blamed(place);
            let bounds = drift.map(|one| [-Z90, 0.0, Z90].map(|z| one.drift + z * one.error));
            rows.drift.push(bounds.map(|[_, drift, _]| drift));
            rows.drift_low.push(bounds.map(|[low, ..]| low));
            rows.drift_high.push(bounds.map(|[.., high]| high));
            rows.correction_share.push(drift.and_then(|one| share(one.drift.abs(), drifts)));
            let factors = exits.filter(|&exits| exits > 0.0).zip(bounds);
            let factors =
                factors.map(|(exits, bounds)| bounds.map(|drift| (1.0 + drift / exits).max(0.0)));
            rows.exits_factor.push(factors.map(|[_, factor, _]| factor));
            rows.exits_factor_low.push(factors.map(|[low, ..]| low));
            rows.exits_factor_high.push(factors.map(|[.., high]| high));
        }
    }
}

/// What the bins of a day add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Day {
    persons: [i64; 2],
    counted: [f64; 2],
    corrected: [f64; 2],
    changed: f64,
    imputed: f64,
    anchors: u64,
    peak: i64,
    us: f64,
    person_us: f64,
    covered_us: f64,
}

impl Day {
    fn add(&mut self, site: &Site, bin: usize) {
        let series = &site.series;
        let corrected = [site.flows.entries[bin], site.flows.exits[bin]];
        let whole = [site.whole.entries[bin], site.whole.exits[bin]];
        for side in 0..2 {
            self.persons[side] += whole[side];
            self.counted[side] += series.flow[side][bin];
            self.corrected[side] += corrected[side];
            self.changed += (corrected[side] - series.flow[side][bin]).abs();
        }
        self.imputed += series.imputed[bin];
        self.anchors += u64::from(matches!(site.bounds.known[bin], Known::Number | Known::Range));
        let after = site.whole.level[bin];
        let before = after - whole[0] + whole[1];
        self.peak = self.peak.max(after);
        let us = (series.end[bin] - series.start[bin]) as f64;
        self.us += us;
        // Within a bin the occupancy is taken to go straight from one end to the other.
        self.person_us += us * (before + after) as f64 / 2.0;
        self.covered_us += us * series.coverage[bin];
    }
}

fn passages(site: &Site, bin: usize) -> f64 {
    site.series.flow[0][bin] + site.series.flow[1][bin]
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

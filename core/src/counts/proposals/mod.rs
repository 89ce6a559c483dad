//! What is found in a signal but never applied unasked: steps of the level, lost halves, wrong clocks, exchanged
//! directions.

pub(super) mod apply;
mod clock;
mod daily;
mod drift;
mod found;
mod group;
mod lag;
mod loss;
mod segments;
mod shape;
mod shift;
mod site;
mod swap;

use self::found::{Found, Kind};
use self::site::{Door, Site, days_of};
use super::clean_counts::Cleaner;
use super::clean_rows::Cleaned;
use super::grid::Grid;
use crate::error::Result;
use crate::parallel;
use crate::stats::random::Draws;
use crate::watch::Watch;

/// Seed of the bootstrap: fixed, so that the same data give the same intervals.
const SEED: u64 = 6_305;

/// One proposal, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    /// The sensor, an index of the block.
    pub(super) sensor: usize,
    pub(super) kind: Kind,
    /// First bin, and the first bin after it; none until the end of the data.
    pub(super) start: usize,
    pub(super) end: Option<usize>,
    /// Value with its 90 % interval.
    pub(super) value: Option<[f64; 3]>,
    pub(super) evidence: f64,
    pub(super) reason: String,
}

/// Searches the sensors of one block of a site, in the order of their names.
pub(super) fn search(
    grid: &Grid,
    cleaner: &Cleaner<'_>,
    sensors: &[(&str, &Cleaned)],
    open: Option<&[f32]>,
    caution: f64,
    watch: &Watch<'_>,
) -> Result<Vec<Proposal>> {
    let days = days_of(&grid.day);
    let searched = parallel::map(sensors.len(), watch, |at| {
        let (name, done) = sensors[at];
        Ok(Door::of(name, done, cleaner, open))
    })?;
    let site = Site { grid, index: &cleaner.index, days: &days, doors: searched };
    let logs = parallel::map(site.doors.len(), watch, |door| {
        Ok(daily::daily_logs(&site, &site.doors[door]))
    })?;
    let departures: Vec<Vec<f64>> = logs.iter().map(|logs| daily::departures(logs)).collect();
    let donors: Vec<Vec<usize>> =
        (0..logs.len()).map(|door| daily::donors_of(&departures, door)).collect();
    let scan = loss::Scan::of(&site);
    let adjusted = parallel::map(site.doors.len(), watch, |door| {
        if donors[door].is_empty() {
            return Ok(logs[door].clone());
        }
        let mut adjusted = daily::adjusted(&logs, door, &donors[door]);
        // Again: what the common days hid of the week shows once they are taken away.
        daily::without_week(&site, &mut adjusted);
        Ok(adjusted)
    })?;
    let compared: Vec<&[f64]> = (0..adjusted.len())
        .filter(|door| !donors[*door].is_empty())
        .map(|door| adjusted[door].as_slice())
        .collect();
    let site_drift = drift::drift_of_site(&compared);
    let steps = parallel::map(site.doors.len(), watch, |door| {
        let draws = Draws::new(SEED, &site.doors[door].name);
        let with_donors = !donors[door].is_empty();
        let drift = if with_donors { site_drift } else { drift::SiteDrift::default() };
        Ok(shift::steps(&adjusted[door], with_donors, caution, drift, draws))
    })?;
    let contrasts: Vec<f64> = (0..adjusted.len())
        .map(|door| {
            if donors[door].is_empty() {
                f64::NAN
            } else {
                drift::largest_contrast(&adjusted[door])
            }
        })
        .collect();
    let asymmetries = parallel::map(site.doors.len(), watch, |door| {
        Ok(swap::asymmetry(&site, &site.doors[door]))
    })?;
    let fits = parallel::map(site.doors.len(), watch, |door| {
        Ok(clock::fits(&site, &site.doors[door], &site.doors[door].usual, true))
    })?;
    let groups = parallel::map(site.doors.len(), watch, |door| {
        let group = group::Group::of(&site, door);
        let tried = lag::lags(f64::from(site.index.usual_s()), false);
        let usual = &site.doors[door].usual;
        let apart = group.as_ref().and_then(|group| group.offset(usual, &tried, caution)).is_some();
        Ok((group, apart))
    })?;
    let found = parallel::map(site.doors.len(), watch, |door| {
        let others = |told: bool| {
            let apart = groups.iter().enumerate().filter(|(other, _)| *other != door);
            apart.filter(|(_, (_, apart))| !told || *apart).count()
        };
        // Where more than one in four of the others seems wrong as well, the places differ, not the clocks.
        let alike = 4 * others(true) <= others(false);
        let group = groups[door].0.as_ref();
        let mut found = clock::clocks(&site, &fits, &donors[door], group, alike, door, caution);
        let own = shift::own_steps(&logs, &steps, &donors, door);
        let own =
            if donors[door].is_empty() { own } else { drift::beyond_others(own, &contrasts, door) };
        let causes = shape::causes(&site, door, &donors[door], &own);
        let dated: Vec<_> = own.iter().copied().zip(causes).collect();
        let common: Vec<f64> =
            logs[door].iter().zip(&adjusted[door]).map(|(log, left)| log - left).collect();
        let factors = shift::factors(&site, door, &dated, &common, donors[door].len());
        let losses = loss::losses(&site, &scan, door, &donors[door], caution)
            .into_iter()
            .filter(|loss| !own.iter().any(|step| shift::explains(&site, step, loss)));
        let levels: Vec<Found> = found::in_turn(factors, losses)
            .into_iter()
            // Hours by a wrong clock look lost and doubled: first the clock, then the level.
            .filter(|level| !found.iter().any(|clock| clock.overlaps(level)))
            .collect();
        found.extend(levels);
        found.extend(swap::swaps(&site, &asymmetries, door, caution));
        found.sort_by_key(|found| (found.start, found.kind));
        Ok(found)
    })?;
    Ok(found.iter().flatten().map(|found| written(&site, found)).collect())
}

/// A finding in the words of the result.
fn written(site: &Site<'_>, found: &Found) -> Proposal {
    let label = |bin: usize| site.grid.zone.iso_label(site.grid.cuts[bin]);
    let stretch = match found.end {
        Some(end) => format!("From {} to {}", label(found.start), label(end)),
        None => format!("From {} on", label(found.start)),
    };
    let value = found.value.map_or(0.0, |[value, ..]| value);
    let compared = match found.donors {
        0 => "of its own counts before".to_owned(),
        1 => "of what one other sensor lets expect".to_owned(),
        several => format!("of what {several} other sensors let expect"),
    };
    let what = match found.kind {
        Kind::Gain | Kind::PartialLoss => {
            format!("the sensor counts {:.1} % {compared}", 100.0 * value)
        }
        Kind::Clock | Kind::Zone => {
            let way = if value > 0.0 { "ahead" } else { "behind" };
            format!("the clock of the sensor is {:.0} s {way}", value.abs())
        }
        Kind::Swap => "entries and exits are exchanged".to_owned(),
        Kind::Identity => "the name stands for another device".to_owned(),
    };
    let note = if found.note.is_empty() { String::new() } else { format!(", {}", found.note) };
    Proposal {
        sensor: found.door,
        kind: found.kind,
        start: found.start,
        end: found.end,
        value: found.value,
        evidence: found.evidence,
        reason: format!("{stretch} {what}{note}."),
    }
}

//! Corrections that are found in counts and proposed, never applied unasked.

use super::clean_counts::{CleanCountsOptions, Cleaner, sites};
use super::grid::GridOptions;
use super::intervals::{Interval, Intervals};
use super::proposals::{Proposal, search};
use crate::check;
use crate::error::Result;
use crate::table::{
    Correction, Counts, Hours, Instant, Instants, Labels, Nullable, ProposalRow, Proposals,
    Sensors, table,
};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Sensors of a site that are compared with each other at once.
const BLOCK: usize = 192;

/// Options of [`count_proposals`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CountProposalsOptions {
    /// The grid.
    #[serde(flatten)]
    pub grid: GridOptions,
    /// Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed". By default the site is always open; the table hours says it per site and day.
    pub open_hours: Option<String>,
    /// Multiplies the evidence that every proposal needs: more than 1 proposes less, less than 1 proposes more. 0.1 to 100.
    pub caution: f64,
}

impl Default for CountProposalsOptions {
    fn default() -> Self {
        Self { grid: GridOptions::default(), open_hours: None, caution: 1.0 }
    }
}

impl CountProposalsOptions {
    /// Refuses what [`GridOptions`] refuses, unreadable opening hours, and a caution out of range.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`, `KELIU_TIME_ZONE_UNKNOWN`.
    pub fn validate(&self) -> Result<()> {
        self.cleaning().validate()?;
        check::within("caution", self.caution, 0.1, 100.0)
    }

    /// Cleaning without filling: an estimate is no witness.
    fn cleaning(&self) -> CleanCountsOptions {
        CleanCountsOptions {
            grid: self.grid.clone(),
            open_hours: self.open_hours.clone(),
            fill: false,
            ..CleanCountsOptions::default()
        }
    }
}

table! {
    /// One row per proposed correction. Nothing is applied until a row is passed to `clean_counts`.
    pub struct CountProposals = "count_proposals", sorted by "sensor, start, kind" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// What is proposed: `swap`, `clock`, `zone`, `gain`, `partial_loss` or `identity`.
        kind: Labels<'static>, "", "类型";
        /// Start of the stretch, by the sensor's own clock; it belongs to the stretch.
        start: Instants, "", "开始时间";
        /// End of the stretch; it does not belong to it. Null until the end of the data.
        end: Nullable<Instant>, "", "结束时间";
        /// Factor by which the sensor counts too much or too little (`gain`, `partial_loss`), or seconds by which its clock is ahead (`clock`, `zone`); null for `swap` and `identity`.
        value: Nullable<f64>, "", "数值";
        /// Lower end of the 90 % interval of the value.
        low: Nullable<f64>, "", "下限";
        /// Upper end of the 90 % interval of the value.
        high: Nullable<f64>, "", "上限";
        /// How strongly the data speak for it: a natural logarithm of a likelihood ratio.
        evidence: Vec<f64>, "", "证据";
        /// One sentence that says what was seen.
        reason: Labels<'static>, "", "理由";
    }
    report = summary;
}

#[doc = include_str!("count_proposals.md")]
pub fn count_proposals(
    counts: &Counts<'_>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &CountProposalsOptions,
) -> Result<CountProposals> {
    run(counts, hours, sensors, options, &Watch::none())
}

pub(crate) fn run(
    counts: &Counts<'_>,
    hours: Option<&Hours>,
    sensors: Option<&Sensors>,
    options: &CountProposalsOptions,
    watch: &Watch<'_>,
) -> Result<CountProposals> {
    options.validate()?;
    let state = Intervals::collect(counts, &options.grid, watch)?;
    let grid = state.grid(&options.grid)?;
    let mut result = CountProposals::default();
    result.kind.names = Correction::ALL.map(|kind| kind.name().to_owned()).to_vec();
    if grid.bins() == 0 {
        return Ok(result);
    }
    let cleaning = options.cleaning();
    let cleaner = Cleaner::new(&grid, hours, None, &cleaning)?;
    let (names, intervals): (Vec<String>, Vec<Vec<Interval>>) = state.sensors.into_iter().unzip();
    let mut found: Vec<Proposal> = Vec::new();
    for (site, members) in sites(&names, sensors) {
        let open = cleaner.open_share(site)?;
        for block in members.chunks(BLOCK) {
            let records: Vec<(&str, &[Interval])> =
                block.iter().map(|&i| (names[i].as_str(), intervals[i].as_slice())).collect();
            let done = cleaner.clean(&records, open.as_deref(), watch)?;
            let sensors: Vec<_> =
                block.iter().zip(&done).map(|(&i, one)| (names[i].as_str(), one)).collect();
            let proposals =
                search(&grid, &cleaner, &sensors, open.as_deref(), options.caution, watch)?;
            found.extend(
                proposals.into_iter().map(|one| Proposal { sensor: block[one.sensor], ..one }),
            );
        }
    }
    found.sort_by_key(|one| (one.sensor, one.start, one.kind));
    for one in found {
        let name = &names[one.sensor];
        if result.sensor.names.last() != Some(name) {
            result.sensor.names.push(name.clone());
        }
        result.sensor.codes.to_mut().push(result.sensor.names.len() as i32 - 1);
        result.kind.codes.to_mut().push(one.kind as i32);
        result.start.0.push(grid.cuts[one.start]);
        result.end.push(one.end.map(|end| Instant(grid.cuts[end])));
        result.value.push(one.value.map(|[value, ..]| value));
        result.low.push(one.value.map(|[_, low, _]| low));
        result.high.push(one.value.map(|[.., high]| high));
        result.evidence.push(one.evidence);
        // Reasons name dates and sensors: no two are alike.
        result.reason.codes.to_mut().push(result.reason.names.len() as i32);
        result.reason.names.push(one.reason);
    }
    Ok(result)
}

impl CountProposals {
    /// The rows that `accept` picks, as input of `clean_counts`.
    ///
    /// # Errors
    /// `KELIU_PROPOSALS_OVERLAP` where two of them contradict each other, `KELIU_VALUE_RANGE` for identity,
    /// which no correction of counts can settle.
    pub fn accepted(&self, accept: impl Fn(usize) -> bool) -> Result<Proposals> {
        let rows = (0..self.start.0.len()).filter(|row| accept(*row));
        Proposals::from_rows(rows.map(|row| ProposalRow {
            sensor: self.sensor.name(row),
            kind: self.kind.name(row),
            start: self.start.0[row],
            end: self.end.at(row).map(|end| end.0),
            value: self.value.at(row),
            low: self.low.at(row),
            high: self.high.at(row),
        }))
    }
}

fn summary(result: &CountProposals) -> String {
    let count = |kind: &str| {
        result.kind.codes.iter().filter(|&&code| result.kind.names[code as usize] == kind).count()
    };
    let kinds = result.kind.names.iter().map(|kind| (kind, count(kind)));
    let told: Vec<String> = kinds
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    format!(
        "count_proposals: {} of {} sensors{}{}; none is applied",
        result.start.0.len(),
        result.sensor.names.len(),
        if told.is_empty() { "" } else { ": " },
        told.join(", "),
    )
}

#[cfg(test)]
#[path = "count_proposals_tests.rs"]
mod tests;

//! What each group must keep, and by how much it is missed.

use crate::faults::{Family, Group};
use crate::table::{Judged, Table};
use std::fmt;

/// A figure and its limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Family, severity and figure.
    pub what: String,
    /// What came out.
    pub figure: f64,
    /// What it must keep.
    pub limit: f64,
    /// True if the figure must not be larger, false if it must not be smaller.
    pub at_most: bool,
}

impl Bar {
    /// True if the limit is kept.
    pub fn kept(&self) -> bool {
        if self.at_most { self.figure <= self.limit } else { self.figure >= self.limit }
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.kept() { "kept" } else { "MISSED" };
        let (order, by) = if self.at_most { ("<=", "above") } else { (">=", "below") };
        write!(f, "{word} {}: {:.4} {order} {:.4}", self.what, self.figure, self.limit)?;
        if self.kept() {
            return Ok(());
        }
        write!(f, ", {:.4} {by}", (self.figure - self.limit).abs())
    }
}

/// Error of the total at the three severities, median and 90 % quantile.
const IMPUTABLE_TOTAL: [(f64, f64); 3] = [(0.10, 0.3), (0.25, 0.8), (0.8, 2.0)];
const IMPUTABLE_DAY: [f64; 3] = [0.15, 0.5, 1.5];
/// What is printed as 0.00 %.
const NOTHING: f64 = 0.005;
/// Families whose repair is proposed: what counts is the result once it is accepted.
const PROPOSED: [Family; 2] = [Family::C13, Family::C16];

/// The limits of the groups and what a table says of them. `method` is judged; `accepted` is the same with
/// proposals accepted; `naive` are the opponents.
pub fn bars(table: &Table, method: &str, accepted: &str, naive: &[&str]) -> Vec<Bar> {
    let mut all = Bars { table, naive, list: Vec::new() };
    for (family, severity) in table.rows() {
        let column = if PROPOSED.contains(&family) { accepted } else { method };
        if let Some(cell) = table.cell(family, severity, column) {
            all.judge(family, severity, cell);
        }
    }
    for &family in Family::ALL {
        all.detection(family, method);
    }
    all.list
}

struct Bars<'a> {
    table: &'a Table,
    naive: &'a [&'a str],
    list: Vec<Bar>,
}

impl Bars<'_> {
    fn judge(&mut self, family: Family, severity: u8, cell: &Judged) {
        let name = match family.group() {
            Group::Clean | Group::Compound => family.name().to_owned(),
            _ => format!("{} severity {severity}", family.name()),
        };
        let at = usize::from(severity) - 1;
        let flagged =
            1000.0 * cell.share(|score| score.flagged, |score| score.bins).unwrap_or_default();
        match family.group() {
            Group::Clean => {
                self.most(&name, "total, median", cell.total(0.5), 0.05);
                self.most(&name, "days, median", cell.day(), 0.2);
                self.most(&name, "flagged of 1,000", flagged, 1.0);
            }
            // A file in the wrong unit is refused or read right.
            Group::Exact if family == Family::C23 => {
                let wrong =
                    |score: &&crate::score::Score| !score.refused && score.total.abs() > 0.05;
                let wrong = cell.scores.iter().filter(wrong).count() as f64;
                self.most(&name, "share taken wrongly", wrong / cell.scores.len() as f64, 0.0);
            }
            Group::Exact => {
                self.most(&name, "total, median", cell.total(0.5), NOTHING);
                self.most(&name, "total, p90", cell.total(0.9), 0.05);
                self.most(&name, "days, median", cell.day(), 0.02);
            }
            Group::Imputable => {
                let (median, p90) = IMPUTABLE_TOTAL[at];
                self.most(&name, "total, median", cell.total(0.5), median);
                self.most(&name, "total, p90", cell.total(0.9), p90);
                self.most(&name, "days, median", cell.day(), IMPUTABLE_DAY[at]);
                if severity == 3 {
                    let row = (family, severity);
                    let best = self.table.best(row, self.naive, |cell| cell.total(0.5));
                    self.most(&name, "total against the best naive", cell.total(0.5), best);
                }
            }
            Group::Advisory => {
                let changed = cell.share(|score| score.changed, |score| score.bins);
                let changed = 1000.0 * changed.unwrap_or_default();
                self.most(&name, "changed unasked of 1,000", changed, 1.0);
            }
            Group::Compound => {
                self.most(&name, "total, median", cell.total(0.5), 1.5);
                self.most(&name, "total, p90", cell.total(0.9), 4.0);
                self.most(&name, "days, median", cell.day(), 2.5);
            }
        }
    }

    /// Recall and precision of a family, over all its severities together: a method that flags one clean hour
    /// in a thousand, which it may, could not be precise about six hours of fault alone.
    fn detection(&mut self, family: Family, method: &str) {
        let (severities, recall, precision) = match family.group() {
            _ if PROPOSED.contains(&family) || family == Family::C23 => return,
            Group::Exact => (1..=3, 0.99, 0.99),
            Group::Imputable => (2..=3, 0.95, 0.9),
            _ => return,
        };
        let pooled = |severities: std::ops::RangeInclusive<u8>| {
            let cells = severities.filter_map(|one| self.table.cell(family, one, method));
            Judged { scores: cells.flat_map(|cell| cell.scores.iter().copied()).collect() }
        };
        let (name, all) = (family.name(), pooled(1..=3));
        let Some(found) = pooled(severities).recall() else { return };
        self.least(name, "recall", found, recall);
        // Nothing flagged is no wrong flag.
        self.least(name, "precision", all.precision().unwrap_or(1.0), precision);
    }

    fn most(&mut self, name: &str, what: &str, figure: f64, limit: f64) {
        self.list.push(Bar { what: format!("{name}, {what}"), figure, limit, at_most: true });
    }

    fn least(&mut self, name: &str, what: &str, figure: f64, limit: f64) {
        self.list.push(Bar { what: format!("{name}, {what}"), figure, limit, at_most: false });
    }
}

/// With proposals accepted and neighbors of the same site: what is left of the error, what was proposed, and
/// false alarms.
pub fn site_bars(table: &Table, accepted: &str, nothing: &str) -> Vec<Bar> {
    let mut all = Bars { table, naive: &[], list: Vec::new() };
    for (family, severity) in table.rows() {
        let cell = |method| table.cell(family, severity, method);
        let (Some(accepted), Some(nothing)) = (cell(accepted), cell(nothing)) else { continue };
        let name = format!("{} severity {severity}, same site", family.name());
        let proposed =
            accepted.share(|score| usize::from(score.proposed), |score| usize::from(score.change));
        if let Some(proposed) = proposed {
            all.least(&name, "proposed", proposed, 0.6);
        }
        let alarms: usize = accepted.scores.iter().map(|score| score.false_proposals).sum();
        // A window is eight of the thirteen weeks of a quarter.
        let alarms = alarms as f64 / accepted.scores.len() as f64 * 13.0 / 8.0;
        all.most(&name, "false proposals a quarter", alarms, 1.0);
        // The counts of another place hold nothing that could be restored.
        if family.group() == Group::Advisory && family != Family::C22 {
            let left = accepted.day() / nothing.day().max(1e-9);
            all.most(&name, "days, share of doing nothing", left, 0.4);
        }
    }
    all.list
}

/// After counting by hand: what is left of the error.
pub fn audit_bars(table: &Table, audited: &str, nothing: &str) -> Vec<Bar> {
    let mut all = Bars { table, naive: &[], list: Vec::new() };
    for (family, severity) in table.rows() {
        let cell = |method| table.cell(family, severity, method);
        if let (Some(audited), Some(nothing)) = (cell(audited), cell(nothing)) {
            let name = format!("{} severity {severity}, audited", family.name());
            let left = audited.day() / nothing.day().max(1e-9);
            all.most(&name, "days, share of doing nothing", left, 0.4);
        }
    }
    all.list
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;

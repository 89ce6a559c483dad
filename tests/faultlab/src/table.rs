//! All cases through all methods, and the table of what came out.

use crate::case::{Case, Method};
use crate::faults::{Family, Group, inject, inject_window};
use crate::naive::quantile;
use crate::score::{Score, judge};
use crate::windows::Window;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Compound cases of a window: three in ten of all.
const COMPOUND: u8 = 36;

/// The cases of some windows, in a fixed order; `list` begins their names.
pub fn cases(list: &str, windows: &[Window], families: &[Family]) -> Vec<Case> {
    let mut cases = Vec::new();
    for &family in families {
        let severities = match family.group() {
            Group::Clean => 1..=1,
            Group::Compound => 1..=COMPOUND,
            _ => 1..=3,
        };
        for severity in severities {
            for (at, window) in windows.iter().enumerate() {
                let faulty = match family {
                    Family::Compound => inject(family, &window.truth, None, severity, window.seed),
                    _ => inject_window(family, window, severity),
                };
                cases.push(Case {
                    id: format!("{list}-{at:02}-{}-{severity}", family.name()),
                    family,
                    severity: if family == Family::Compound { 1 } else { severity },
                    faulty,
                    neighbors: window.neighbors.clone(),
                });
            }
        }
    }
    cases
}

/// The scores of one method in one family at one severity.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// One score per case.
    pub scores: Vec<Score>,
}

impl Judged {
    /// A quantile of a part of the scores.
    pub fn at(&self, share: f64, part: fn(&Score) -> f64) -> f64 {
        quantile(&self.scores.iter().map(part).collect::<Vec<f64>>(), share)
    }

    /// Quantile of the error of the total, without its sign.
    pub fn total(&self, share: f64) -> f64 {
        self.at(share, |score| score.total.abs())
    }

    /// Median error of the days.
    pub fn day(&self) -> f64 {
        self.at(0.5, |score| score.day)
    }

    /// Sum of one part over the sum of another; nothing where the other is 0.
    pub fn share(&self, part: fn(&Score) -> usize, of: fn(&Score) -> usize) -> Option<f64> {
        let sum = |part: fn(&Score) -> usize| self.scores.iter().map(part).sum::<usize>() as f64;
        (sum(of) > 0.0).then(|| sum(part) / sum(of))
    }

    /// Share of the faulty hours that were found.
    pub fn recall(&self) -> Option<f64> {
        self.share(|score| score.found, |score| score.injected)
    }

    /// Share of the flagged hours that were faulty.
    pub fn precision(&self) -> Option<f64> {
        self.share(|score| score.right, |score| score.flagged)
    }

    /// Cases that the method refused.
    pub fn refused(&self) -> usize {
        self.scores.iter().filter(|score| score.refused).count()
    }
}

/// Scores by family, severity and method.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the methods in the order of their columns.
    pub methods: Vec<String>,
    /// What they did.
    pub cells: BTreeMap<(Family, u8, usize), Judged>,
}

impl Table {
    /// Runs every method over every case, on all cores; the result does not depend on how many there are.
    pub fn run(cases: &[Case], methods: &[&dyn Method]) -> Self {
        let scores: Vec<Vec<Score>> = cases
            .par_iter()
            .map(|case| methods.iter().map(|method| judge(*method, case)).collect())
            .collect();
        let mut table = Self {
            methods: methods.iter().map(|method| method.name().to_owned()).collect(),
            cells: BTreeMap::new(),
        };
        for (case, scores) in cases.iter().zip(scores) {
            for (method, score) in scores.into_iter().enumerate() {
                let cell = table.cells.entry((case.family, case.severity, method)).or_default();
                cell.scores.push(score);
            }
        }
        table
    }

    /// One cell.
    pub fn cell(&self, family: Family, severity: u8, method: &str) -> Option<&Judged> {
        let method = self.methods.iter().position(|name| name == method)?;
        self.cells.get(&(family, severity, method))
    }

    /// Families and severities in order.
    pub fn rows(&self) -> Vec<(Family, u8)> {
        let mut rows: Vec<(Family, u8)> =
            self.cells.keys().map(|(family, severity, _)| (*family, *severity)).collect();
        rows.dedup();
        rows
    }

    /// The smallest of a figure among some methods.
    pub fn best(
        &self,
        (family, severity): (Family, u8),
        names: &[&str],
        figure: impl Fn(&Judged) -> f64,
    ) -> f64 {
        let cells = names.iter().filter_map(|name| self.cell(family, severity, name));
        cells.map(figure).fold(f64::INFINITY, f64::min)
    }

    /// The table of errors, as Markdown: median of the error of the total and of the days in %.
    pub fn errors(&self) -> String {
        let mut text = String::from("| family | s |");
        let mut line = String::from("|---|---|");
        for method in &self.methods {
            let _ = write!(text, " {method} |");
            line.push_str("---|");
        }
        let _ = write!(text, "\n{line}\n");
        for (family, severity) in self.rows() {
            let _ = write!(text, "| {} {} | {severity} |", family.name(), family.text());
            for method in 0..self.methods.len() {
                let cell = self.cells.get(&(family, severity, method));
                let shown = cell.map_or(String::from("-"), |cell| {
                    format!("{} / {}", short(cell.total(0.5)), short(cell.day()))
                });
                let refused = cell.map_or(0, Judged::refused);
                let refused =
                    if refused > 0 { format!(" ({refused} refused)") } else { String::new() };
                let _ = write!(text, " {shown}{refused} |");
            }
            text.push('\n');
        }
        text
    }

    /// Everything about one method, as Markdown; `naive` are its opponents.
    pub fn details(&self, method: &str, naive: &[&str]) -> String {
        let mut text = String::from(
            "| family | s | total median | p90 | bias | day | hour | recall | precision | cover | flagged of 1,000 | unhelpful of changed | cost | x best naive | refused | proposed | false proposals | ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        );
        for (family, severity) in self.rows() {
            let Some(cell) = self.cell(family, severity, method) else { continue };
            let best = self.best((family, severity), naive, |cell| cell.total(0.5));
            let ratio = if best > 0.0 { short(cell.total(0.5) / best) } else { "-".to_owned() };
            let share = |share: Option<f64>| {
                share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
            };
            let flagged = cell.share(|score| score.flagged, |score| score.bins);
            let figures = [
                short(cell.total(0.5)),
                short(cell.total(0.9)),
                short(cell.at(0.5, |score| score.total)),
                short(cell.day()),
                short(cell.at(0.5, |score| score.hour)),
                share(cell.recall()),
                share(cell.precision()),
                share(cell.share(|score| score.covered, |score| score.intervals)),
                short(1000.0 * flagged.unwrap_or_default()),
                share(cell.share(|score| score.unhelpful, |score| score.changed)),
                short(cell.at(0.5, |score| score.hour + score.harm)),
                ratio,
                cell.refused().to_string(),
                share(
                    cell.share(
                        |score| usize::from(score.proposed),
                        |score| usize::from(score.change),
                    ),
                ),
                cell.scores.iter().map(|score| score.false_proposals).sum::<usize>().to_string(),
                format!("{:.1}", 1000.0 * cell.at(0.5, |score| score.seconds)),
            ];
            let _ = writeln!(text, "| {} | {severity} | {} |", family.name(), figures.join(" | "));
        }
        text
    }
}

/// A number with as many places as it deserves.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        0.0 => "0".to_owned(),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;

//! What is known of the number of persons inside, at the edges of the bins.

use super::series::Series;
use crate::error::{Error, Result};
use crate::table::Anchor;
use crate::time::utc_label;
use std::collections::BTreeMap;

/// What is known at an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing but the capacity.
    Nothing,
    /// A range.
    Range,
    /// The number, because nobody has come since the site was empty.
    Quiet,
    /// The number.
    Number,
}

impl Known {
    /// Whether the number itself is known.
    pub(super) fn exactly(self) -> bool {
        matches!(self, Self::Quiet | Self::Number)
    }
}

/// What the site is known to keep to.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules<'a> {
    pub(super) capacity: Option<i64>,
    /// Instants at which at most so many are inside.
    pub(super) nights: Vec<i64>,
    pub(super) night_cap: i64,
    /// Openings in the order of time; nothing where they are not known.
    pub(super) openings: Option<&'a [(i64, i64)]>,
    /// Whether the site is empty once it is closed, and how long after.
    pub(super) close_empty: bool,
    pub(super) close_after_us: i64,
    pub(super) anchors: &'a [Anchor],
}

/// Bounds of the occupancy at the end of each bin, and before the first.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    pub(super) start: i64,
    pub(super) start_known: bool,
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
    pub(super) known: Vec<Known>,
}

/// An anchor that was given, or several of one edge.
#[derive(Debug, Clone, Copy)]
struct Given {
    low: i64,
    high: i64,
    first: Anchor,
}

impl Bounds {
    /// Bounds of a site; edge 0 is the start of its first bin, edge i the end of bin i - 1.
    ///
    /// # Errors
    /// `KELIU_ANCHOR_OUTSIDE`, `KELIU_ANCHORS_CONFLICT`.
    pub(super) fn of(site: &str, series: &Series, rules: &Rules<'_>) -> Result<Self> {
        let n = series.len();
        let most = rules.capacity.unwrap_or(i64::MAX);
        let given = given_edges(site, series, rules, most)?;
        let mut bounds = Self {
            start: 0,
            start_known: false,
            low: vec![0.0; n],
            high: vec![limit(most); n],
            known: vec![Known::Nothing; n],
        };
        bounds.keep_nights(series, rules);
        bounds.empty_at_closing(series, rules, &given);
        for (&edge, one) in &given {
            if edge == 0 {
                (bounds.start, bounds.start_known) = (one.low, one.low == one.high);
            } else {
                bounds.low[edge - 1] = one.low as f64;
                bounds.high[edge - 1] = limit(one.high);
                bounds.known[edge - 1] =
                    if one.low == one.high { Known::Number } else { Known::Range };
            }
        }
        Ok(bounds)
    }

    fn keep_nights(&mut self, series: &Series, rules: &Rules<'_>) {
        for &night in &rules.nights {
            let edge = nearest_edge(series, night);
            if edge > 0 && rules.night_cap < rules.capacity.unwrap_or(i64::MAX) {
                self.high[edge - 1] = rules.night_cap as f64;
                self.known[edge - 1] =
                    if rules.night_cap == 0 { Known::Number } else { Known::Range };
            }
        }
    }

    fn empty_at_closing(
        &mut self,
        series: &Series,
        rules: &Rules<'_>,
        given: &BTreeMap<usize, Given>,
    ) {
        let Some(openings) = rules.openings.filter(|_| rules.close_empty) else { return };
        let (from, to) = series.span();
        let first = openings.partition_point(|&(_, closing)| closing <= from);
        let opens_at = openings.get(first).map_or(i64::MAX, |&(opening, _)| opening);
        if opens_at >= from && !openings.is_empty() && !given.contains_key(&0) {
            self.start_known = true;
            self.stay_empty(0, opens_at, series, given);
        }
        for (place, &(_, closing)) in openings.iter().enumerate().skip(first) {
            if closing > to {
                break;
            }
            let reopens = openings.get(place + 1).map_or(i64::MAX, |&(opening, _)| opening);
            let counted =
                |anchor: &Anchor| (closing..reopens).contains(&anchor.time_us) && anchor.low > 0;
            if rules.anchors.iter().any(counted) {
                continue; // a headcount after closing knows better
            }
            let mut edge = closing_edge(series, closing, reopens, rules.close_after_us);
            if edge.is_some_and(|edge| given.contains_key(&edge)) {
                edge = edge.map(|edge| edge + 1).filter(|&edge| {
                    edge <= series.len()
                        && series.end[edge - 1] <= reopens
                        && !given.contains_key(&edge)
                });
            }
            if let Some(edge) = edge {
                self.fix(edge, Known::Number);
                self.stay_empty(edge, reopens, series, given);
            }
        }
    }

    /// Nobody is inside until somebody is counted.
    fn stay_empty(
        &mut self,
        edge: usize,
        until: i64,
        series: &Series,
        given: &BTreeMap<usize, Given>,
    ) {
        for bin in edge..series.len() {
            let counted = series.flow[0][bin] + series.flow[1][bin] > 0.0;
            if series.end[bin] > until || counted || given.contains_key(&(bin + 1)) {
                break;
            }
            self.fix(bin + 1, Known::Quiet);
        }
    }

    fn fix(&mut self, edge: usize, known: Known) {
        self.low[edge - 1] = 0.0;
        self.high[edge - 1] = 0.0;
        self.known[edge - 1] = known;
    }
}

fn limit(most: i64) -> f64 {
    if most == i64::MAX { f64::INFINITY } else { most as f64 }
}

/// The edge that stands for "empty after closing": the last one until `after_us` after closing; where there is none,
/// the end of the bin in which the site closes.
fn closing_edge(series: &Series, closing: i64, reopens: i64, after_us: i64) -> Option<usize> {
    let latest = closing.saturating_add(after_us).min(reopens);
    let edge = series.end.partition_point(|&end| end <= latest);
    let ended = edge > 0 && series.end[edge - 1] >= closing;
    // An edge at a hole in the counts reaches to the next start.
    if ended || (edge < series.len() && series.start[edge] >= closing) {
        return Some(edge);
    }
    (edge < series.len() && series.end[edge] <= reopens).then_some(edge + 1)
}

/// The edge nearest to an instant of the span; of two equally near the later.
fn nearest_edge(series: &Series, time_us: i64) -> usize {
    let bin = series.end.partition_point(|&end| end <= time_us);
    if bin == series.len() || time_us <= series.start[bin] {
        return bin;
    }
    if time_us - series.start[bin] < series.end[bin] - time_us { bin } else { bin + 1 }
}

/// The anchors that were given, by edge: those of one instant must be true together, those of near instants give
/// the range they span.
fn given_edges(
    site: &str,
    series: &Series,
    rules: &Rules<'_>,
    most: i64,
) -> Result<BTreeMap<usize, Given>> {
    let (from, to) = series.span();
    let conflict = |first: String, second: String| Error::AnchorsConflict {
        site: site.to_owned(),
        first,
        second,
    };
    let mut together: Vec<Given> = Vec::new();
    for &anchor in rules.anchors {
        if !(from..=to).contains(&anchor.time_us) {
            return Err(Error::AnchorOutside {
                site: site.to_owned(),
                row: anchor.row,
                time: utc_label(anchor.time_us),
                found: format!("counts from {} to {}", utc_label(from), utc_label(to)),
            });
        }
        if anchor.low > most {
            return Err(conflict(say(anchor), format!("the capacity of {most}")));
        }
        match together.last_mut() {
            Some(last) if last.first.time_us == anchor.time_us => {
                if anchor.low > last.high || anchor.high < last.low {
                    return Err(conflict(say(last.first), say(anchor)));
                }
                last.low = last.low.max(anchor.low);
                last.high = last.high.min(anchor.high);
            }
            _ => {
                together.push(Given {
                    low: anchor.low,
                    high: anchor.high.min(most),
                    first: anchor,
                });
            }
        }
    }
    let mut edges: BTreeMap<usize, Given> = BTreeMap::new();
    for one in together {
        let slot = edges.entry(nearest_edge(series, one.first.time_us)).or_insert(one);
        slot.low = slot.low.min(one.low);
        slot.high = slot.high.max(one.high);
    }
    Ok(edges)
}

fn say(anchor: Anchor) -> String {
    let range = match (anchor.low, anchor.high) {
        (low, high) if low == high => low.to_string(),
        (low, i64::MAX) => format!("{low} or more"),
        (low, high) => format!("{low} to {high}"),
    };
    format!("row {} of table `anchors` ({range} at {})", anchor.row, utc_label(anchor.time_us))
}

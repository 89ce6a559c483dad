//! Entries and exits on an even grid, day by day, and the exits that a law of dwell lets expect.

use super::series::{Day, Series};
use crate::calendar::{DAY_US, LocalClock};
use crate::stats::lifetime::Lifetime;
use std::ops::Range;

/// Share of exits that no entry explains: keeps one stray exit from deciding everything. Between 0.1 % and
/// 3 % the fit of simulated sites moves by less than its own error.
const STRAY: f64 = 0.01;
/// A silence this long after the last flow of a day means that the site is closed.
const SILENCE_US: i64 = 2 * 3_600_000_000;
/// Bins are put together while they stay below this part of the mean dwell: finer ones say no more.
const FINE: f64 = 12.0;
/// Where those inside at the start came is unknown: their exits are left out for this many mean dwells.
const UNKNOWN_START: f64 = 4.0;
/// Those who come in the last bin before closing stay at least this part of a bin.
const LEAST_LEFT: f64 = 0.5;
const HALF_HOUR_S: u32 = 1800;
/// Dwells longer than a kernel that leaves out this share do not move a fit.
const TAIL: f64 = 1e-6;

/// How a day ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closing {
    /// Local time of closing after the midnight of the day, or nothing for the last flow of the day.
    pub(crate) clock_us: Option<i64>,
    /// Exits this long before closing are no sign of how long persons want to stay.
    pub(crate) margin_us: i64,
}

/// Flows of all usable days.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Flow {
    pub(crate) width_s: f64,
    pub(crate) start_us: Vec<i64>,
    pub(crate) entries: Vec<f64>,
    pub(crate) exits: Vec<f64>,
    pub(crate) days: Vec<FlowDay>,
    /// Time from the middle of each bin until everybody has to leave; infinite where nothing closes.
    pub(crate) left_s: Vec<f64>,
    /// The half hour of the local day in which each bin lies, 0 to 47.
    pub(crate) half_hour: Vec<usize>,
    /// Exits per bin that no entry explains.
    pub(crate) stray: f64,
}

/// The bins of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FlowDay {
    /// The first bin whose entries can leave on this day.
    pub(crate) look: usize,
    /// Bins whose exits are judged.
    pub(crate) judged: Range<usize>,
}

/// When a day begins and ends for the fit, in bins of the series.
#[derive(Debug, Clone, Copy)]
struct Edges {
    opens: bool,
    first: usize,
    until: usize,
    /// When those still inside leave: in bins of the series, with fractions.
    closed: Option<f64>,
}

impl Flow {
    /// The flows of a site whose bins are `width_us` long and whose mean dwell is `mean_s`.
    pub(crate) fn new(
        series: &Series,
        width_us: i64,
        mean_s: f64,
        closing: Closing,
        clock: &LocalClock,
    ) -> Self {
        let together = (mean_s * 1e6 / FINE / width_us as f64).floor().max(1.0) as usize;
        let mut flow =
            Self { width_s: (width_us as f64 / 1e6) * together as f64, ..Self::default() };
        let days: Vec<&Day> = series.complete().collect();
        let mut place = 0;
        for run in series.runs() {
            let offset = flow.entries.len();
            let base = run.start;
            for chunk in run.clone().collect::<Vec<_>>().chunks(together) {
                flow.start_us.push(series.start_us[chunk[0]]);
                flow.entries.push(chunk.iter().map(|&bin| series.entries[bin]).sum());
                flow.exits.push(chunk.iter().map(|&bin| series.exits[bin]).sum());
            }
            let members = days[place..].iter().take_while(|day| day.bins.end <= run.end).count();
            let of_run = &days[place..place + members];
            let mut look = base;
            let mut began_empty = false;
            flow.left_s.resize(flow.entries.len(), f64::INFINITY);
            for (at, edges) in edges(series, of_run, closing, clock) {
                let mut from = edges.first;
                if edges.opens {
                    look = edges.first;
                    began_empty = series.before(edges.first) <= 0.5;
                    if !began_empty {
                        from += (UNKNOWN_START * mean_s * 1e6 / width_us as f64).ceil() as usize;
                    }
                }
                let coarse = |bin: usize| offset + (bin - base) / together;
                let start = coarse(from + together - 1);
                let judged = start..coarse(edges.until).max(start);
                let look = coarse(look);
                // Where persons are inside at both ends, those at the start stand for those at the end.
                if let Some(closed) = edges.closed.filter(|_| began_empty) {
                    let closed = offset as f64 + (closed - base as f64) / together as f64;
                    let end = coarse(days[place + at].bins.end - 1) + 1;
                    for bin in look..end {
                        let left = (closed - bin as f64 - 0.5).max(LEAST_LEFT);
                        flow.left_s[bin] = left * flow.width_s;
                    }
                }
                flow.days.push(FlowDay { look, judged });
            }
            place += members;
        }
        let mut clock = clock.clone();
        let middle_us = width_us * together as i64 / 2;
        flow.half_hour = flow
            .start_us
            .iter()
            .map(|start| (clock.at(start + middle_us).second_of_day() / HALF_HOUR_S) as usize)
            .collect();
        flow.days.retain(|day| !day.judged.is_empty());
        let judged: f64 = flow.days.iter().map(|day| day.judged.len() as f64).sum();
        let left: f64 =
            flow.days.iter().flat_map(|day| day.judged.clone()).map(|bin| flow.exits[bin]).sum();
        flow.stray = if judged > 0.0 { STRAY * left / judged } else { 0.0 };
        flow
    }

    /// The probability that a person leaves `k` bins after the bin of entry, entry being even within it:
    /// p(k) = (G((k+1)D) - 2 G(kD) + G((k-1)D)) / D with G the integral of the distribution function.
    pub(crate) fn kernel(&self, life: &Lifetime) -> Vec<f64> {
        let width = self.width_s;
        let longest = (DAY_US as f64 / 1e6 / width).ceil() as usize + 1;
        let mut kernel = Vec::new();
        let (mut before, mut here) = (0.0, 0.0);
        for k in 0..longest {
            let x = (k + 1) as f64 * width;
            let after = life.integral(x);
            kernel.push(((after - 2.0 * here + before) / width).max(0.0) * (1.0 - STRAY));
            (before, here) = (here, after);
            if 1.0 - life.cdf(x) < TAIL {
                break;
            }
        }
        kernel
    }

    /// Exits expected in the bins of a day, from `day.look` on; entries further back than the kernel are gone.
    pub(crate) fn expected(&self, day: &FlowDay, kernel: &[f64], out: &mut Vec<f64>) -> usize {
        let look = day.look.max((day.judged.start + 1).saturating_sub(kernel.len()));
        out.clear();
        out.resize(day.judged.end - look, self.stray);
        for (at, &persons) in self.entries[look..day.judged.end].iter().enumerate() {
            if persons > 0.0 {
                for (sum, share) in out[at..].iter_mut().zip(kernel) {
                    *sum += persons * share;
                }
            }
        }
        look
    }
}

/// First and last bins of the days of one run, for days with any flow.
fn edges(
    series: &Series,
    days: &[&Day],
    closing: Closing,
    clock: &LocalClock,
) -> Vec<(usize, Edges)> {
    let flows = |bin: &usize| series.entries[*bin] > 0.0 || series.exits[*bin] > 0.0;
    let busy: Vec<Option<(usize, usize)>> = days
        .iter()
        .map(|day| Some((day.bins.clone().find(flows)?, day.bins.clone().rev().find(flows)?)))
        .collect();
    let mut found = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let Some((first, last)) = busy[at] else { continue };
        let silent =
            |last: usize, first: usize| series.start_us[first] - series.end_us[last] >= SILENCE_US;
        let after = busy.get(at + 1).copied().flatten();
        let before = at.checked_sub(1).and_then(|before| busy[before]);
        let opens = before.is_none_or(|(_, last)| silent(last, first));
        let closes = after.is_none_or(|(first, _)| silent(last, first));
        let at_us = match closing.clock_us {
            Some(clock_us) => clock.first_reaching(day.number * DAY_US + clock_us),
            None => series.end_us[last],
        };
        let until_us = at_us - closing.margin_us;
        let emptied = closes.then(|| match closing.clock_us {
            Some(_) => {
                let bin = day.bins.start;
                let length_us = series.end_us[bin] - series.start_us[bin];
                bin as f64 + (at_us - series.start_us[bin]) as f64 / length_us as f64
            }
            // Those whom closing sends away leave in the last bin with any flow: in its middle, on average.
            None => last as f64 + 0.5,
        });
        let until = if closes {
            day.bins.clone().find(|&bin| series.end_us[bin] > until_us).unwrap_or(day.bins.end)
        } else {
            day.bins.end
        };
        let first = if opens { first } else { day.bins.start };
        found.push((at, Edges { opens, first, until: until.max(first), closed: emptied }));
    }
    found
}

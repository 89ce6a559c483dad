//! One site from its counts to its occupancy.

use super::blame::{Blame, blame};
use super::bounds::{Bounds, Rules};
use super::interval::{Doubt, Run};
use super::occupancy::{OccupancyMethod, OccupancyOptions};
use super::reconcile::{
    Flows, LeastSquares, Problem, Relative, WholeFlows, follow, reconcile, whole_persons,
};
use super::series::{Rows, Series};
use super::trust::{Stretch, Trust, known_edges, stretches};
use crate::error::Result;
use crate::table::{Anchor, CountBins};

/// What is known of the times of a site.
#[derive(Debug, Clone, Default)]
pub(super) struct Schedule {
    /// Openings in the order of time; nothing where they are not known.
    pub(super) openings: Option<Vec<(i64, i64)>>,
    /// Instants at which the night cap holds.
    pub(super) nights: Vec<i64>,
}

/// A site with everything that its rows say.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) name: String,
    pub(super) series: Series,
    pub(super) bounds: Bounds,
    /// Corrected flows before rounding.
    pub(super) flows: Flows,
    pub(super) whole: WholeFlows,
    pub(super) interval: Vec<[f64; 2]>,
    /// First bin after which no occupancy is known.
    pub(super) open_from: usize,
    pub(super) blame: Option<Vec<Blame>>,
}

impl Site {
    /// Reconciles one site; `doors` are its sensors with their rows in the order of time.
    ///
    /// # Errors
    /// What [`Series::of`] and [`Bounds::of`] refuse.
    pub(super) fn of(
        name: String,
        bins: &CountBins<'_>,
        doors: Vec<Rows>,
        schedule: &dyn Fn((i64, i64)) -> Result<Schedule>,
        anchors: &[Anchor],
        options: &OccupancyOptions,
    ) -> Result<Self> {
        let series = Series::of(&name, bins, doors, options.causal)?;
        let Schedule { openings, nights } = schedule(series.span())?;
        let rules = Rules {
            capacity: options.capacity,
            nights,
            night_cap: options.night_cap.unwrap_or(i64::MAX),
            openings: openings.as_deref(),
            close_empty: options.close_empty,
            close_after_us: options.close_after_us(),
            anchors,
        };
        let bounds = Bounds::of(&name, &series, &rules)?;
        let known = known_edges(&bounds);
        let open_from = known.last().copied().unwrap_or(0);
        let stretches = stretches(&series, &bounds);
        let runs = runs(&series, &known, &stretches, options);
        let flows = flows(&series, &bounds, &runs, options);
        let whole = whole_persons(bounds.start, &flows, &bounds.low, &bounds.high);
        let doubt = Doubt {
            series: &series,
            bounds: &bounds,
            level: &flows.level,
            scale_error: options.scale_error,
            causal: options.causal,
        };
        let mut interval = Vec::with_capacity(series.len());
        for run in &runs {
            doubt.run(run, &mut interval);
        }
        let blame = blame(&series, bins, &stretches, &Trust::of(&stretches, options.leak()));
        Ok(Self { name, series, bounds, flows, whole, interval, open_from, blame })
    }
}

/// Runs of bins from one known occupancy to the next, each with what is known of the counts.
fn runs(
    series: &Series,
    known: &[usize],
    stretches: &[Stretch],
    options: &OccupancyOptions,
) -> Vec<Run> {
    let whole = Trust::of(stretches, options.leak());
    let mut runs: Vec<Run> = Vec::with_capacity(known.len() + 1);
    let mut trust = whole;
    let (mut from, mut ended) = (0, usize::MAX);
    let ends = known.iter().map(|&edge| (edge, true)).chain([(series.len(), false)]);
    for (to, closed) in ends {
        if to <= from {
            continue;
        }
        if options.causal {
            // Live, a run knows the stretches that ended before it.
            let before = stretches.partition_point(|stretch| stretch.bins.1 <= from);
            if before != ended {
                trust = Trust::of(&stretches[..before], options.leak());
                ended = before;
            }
        }
        runs.push(Run { from, to, closed, trust });
        from = to;
    }
    runs
}

fn flows(series: &Series, bounds: &Bounds, runs: &[Run], options: &OccupancyOptions) -> Flows {
    let n = series.len();
    let leak = options.leak();
    let mut factors = vec![1.0; n];
    for run in runs.iter().filter(|run| options.causal || !run.closed) {
        // Where no later anchor tells, the counts are taken to drift as they did.
        factors[run.from..run.to].fill(run.trust.factor);
    }
    let mut problem = Problem {
        start: bounds.start as f64,
        entries: series.flow[0].clone(),
        exits: series.flow[1].clone(),
        leak: vec![leak; n],
        low: bounds.low.clone(),
        high: bounds.high.clone(),
    };
    if options.causal {
        return follow(&problem, &factors);
    }
    for (bin, factor) in factors.iter().enumerate() {
        problem.entries[bin] *= factor;
        problem.exits[bin] /= factor;
        if bin > 0 && series.start[bin] > series.end[bin - 1] {
            problem.leak[bin] += leak; // for the time between the bins
        }
    }
    match options.method {
        OccupancyMethod::Relative => reconcile::<Relative>(&problem),
        OccupancyMethod::LeastSquares => reconcile::<LeastSquares>(&problem),
    }
}

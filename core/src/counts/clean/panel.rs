//! The order of work over a panel: blocks of series one after the other (bounded memory), series of a
//! block in parallel.

use std::ops::Range;

use crate::counts::clean::copies::{self, Twins};
use crate::counts::clean::lumps;
use crate::counts::clean::spikes;
use crate::counts::clean::suspects::{self, Kind, Suspect};
use crate::counts::clean::verdict::{self, Direction, Witness};
use crate::counts::clean::{
    CleanSettings, MISSING_COUNT, Panel, REPLACED, Repair, SensorRepairs, fill,
};
use crate::error::Result;
use crate::expectation::Grid;
use crate::expectation::donors::DonorBook;
use crate::expectation::model::{SeriesModel, departures_of, exposure, profile_of};
use crate::parallel;
use crate::table::Flags;
use crate::watch::Watch;

/// One direction of one sensor.
#[derive(Clone, Copy)]
struct Input<'a> {
    sensor: usize,
    counts: &'a [u32],
    open: Option<&'a [f32]>,
}

/// What the first pass leaves behind.
struct First {
    /// Profile of the usable bins; empty when there is none.
    profile: Vec<f64>,
    suspects: Vec<Suspect>,
    /// First to last record.
    recorded: Range<usize>,
    /// Missing bins between them, or suspects: work for the second pass.
    work: bool,
}

/// Cleans a panel; one result per sensor, in the order given. The result depends on neither the number
/// of threads nor, up to `block` series, the order of the sensors.
pub(crate) fn clean_panel(
    panel: &Panel<'_>,
    settings: &CleanSettings,
    watch: &Watch<'_>,
) -> Result<Vec<SensorRepairs>> {
    let mut results = Vec::with_capacity(panel.sensors.len());
    let mut inputs: Vec<Input<'_>> = Vec::new();
    for (sensor, counts) in panel.sensors.iter().enumerate() {
        if inputs.len() >= settings.block.max(1) {
            results.extend(clean_block(panel.grid, &inputs, settings, watch)?);
            inputs.clear();
        }
        inputs.push(Input { sensor, counts: counts.entries, open: counts.open });
        if let Some(exits) = counts.exits {
            inputs.push(Input { sensor, counts: exits, open: counts.open });
        }
    }
    results.extend(clean_block(panel.grid, &inputs, settings, watch)?);
    Ok(results)
}

fn clean_block(
    grid: &Grid,
    inputs: &[Input<'_>],
    settings: &CleanSettings,
    watch: &Watch<'_>,
) -> Result<Vec<SensorRepairs>> {
    let passed = parallel::map(inputs.len(), watch, |i| Ok(first_pass(grid, inputs[i], settings)))?;
    let (firsts, departures): (Vec<First>, Vec<Vec<f32>>) = passed.into_iter().unzip();
    let needed = firsts.iter().any(|first| first.work);
    // Correlations are the costliest step and serve the second pass alone.
    let book =
        DonorBook::new(if needed { &departures } else { &[] }, grid.bins(), grid.per_day, watch)?;
    let mut sensors: Vec<Range<usize>> = Vec::new();
    for (i, input) in inputs.iter().enumerate() {
        match sensors.last_mut() {
            Some(range) if inputs[range.start].sensor == input.sensor => range.end = i + 1,
            _ => sensors.push(i..i + 1),
        }
    }
    let block =
        Block { grid, inputs, firsts: &firsts, departures: &departures, book: &book, settings };
    parallel::map(sensors.len(), watch, |s| Ok(block.second_pass(sensors[s].clone())))
}

/// Usable counts: recorded, open, outside `masked`.
fn observed(grid: &Grid, input: Input<'_>, masked: &[Range<usize>]) -> Vec<f64> {
    let mut observed: Vec<f64> = (0..grid.bins())
        .map(|bin| {
            let count = input.counts[bin];
            if count == MISSING_COUNT || exposure(grid, input.open, bin) <= 0.0 {
                f64::NAN
            } else {
                f64::from(count)
            }
        })
        .collect();
    for range in masked {
        observed[range.clone()].fill(f64::NAN);
    }
    observed
}

fn first_pass(grid: &Grid, input: Input<'_>, settings: &CleanSettings) -> (First, Vec<f32>) {
    let counts = input.counts;
    let exposed = |bin: usize| exposure(grid, input.open, bin) > 0.0;
    let first = counts.iter().position(|c| *c != MISSING_COUNT);
    let last = counts.iter().rposition(|c| *c != MISSING_COUNT);
    let recorded = first.unwrap_or(0)..last.map_or(0, |l| l + 1);
    let missing = counts.contains(&MISSING_COUNT);
    let runs = suspects::equal_runs(counts, exposed);
    let long = if settings.detect { suspects::long_zero_runs(grid, &runs) } else { Vec::new() };
    let mut usable = observed(grid, input, &long);
    let Some(mut profile) = profile_of(grid, input.open, &usable) else {
        let first = First { profile: Vec::new(), suspects: Vec::new(), recorded, work: missing };
        return (first, vec![f32::NAN; grid.bins()]);
    };
    let mut suspects = Vec::new();
    if settings.detect {
        let expected: Vec<f64> =
            (0..grid.bins()).map(|bin| profile[bin] * exposure(grid, input.open, bin)).collect();
        suspects = suspects::suspect_runs(counts, &expected, &runs, exposed);
        suspects.extend(suspects::suspect_spikes(grid, &usable, &expected, settings.spike_ratio));
        suspects.extend(
            lumps::candidates(grid, counts, &expected, settings.max_fill_s)
                .into_iter()
                .map(|bins| Suspect { kind: Kind::Lump, bins }),
        );
        for twins in copies::twins(grid, counts, &expected) {
            let [earlier, later] = twins.blocks();
            suspects.push(Suspect { kind: Kind::Twin(twins.later), bins: earlier });
            suspects.push(Suspect { kind: Kind::Twin(twins.earlier), bins: later });
        }
        suspects.sort_by_key(|s| (s.bins.start, s.bins.end));
        for suspect in &suspects {
            usable[suspect.bins.clone()].fill(f64::NAN);
        }
        let kept = suspects.len();
        let refit = suspects
            .iter()
            .any(|s| s.kind == Kind::Zero)
            .then(|| profile_of(grid, input.open, &usable));
        if let Some(refit) = refit.flatten() {
            // Zeros that only another suspect made surprising, such as a stuck night in a short history.
            let mean = |bin: usize| refit[bin] * exposure(grid, input.open, bin);
            suspects.retain(|s| s.kind != Kind::Zero || suspects::silent_by(counts, &s.bins, mean));
            if suspects.len() < kept {
                let masked: Vec<Range<usize>> = suspects.iter().map(|s| s.bins.clone()).collect();
                usable = observed(grid, input, &masked);
                profile = refit;
            }
        }
    }
    let departures = departures_of(grid, input.open, &usable, &profile);
    let work = missing || !suspects.is_empty();
    (First { profile, suspects, recorded, work }, departures)
}

struct Block<'a> {
    grid: &'a Grid,
    inputs: &'a [Input<'a>],
    firsts: &'a [First],
    departures: &'a [Vec<f32>],
    book: &'a DonorBook,
    settings: &'a CleanSettings,
}

impl Block<'_> {
    /// Judges and fills both directions of one sensor.
    fn second_pass(&self, range: Range<usize>) -> SensorRepairs {
        if !range.clone().any(|i| self.firsts[i].work) {
            return SensorRepairs::default();
        }
        let (mut states, lumps) = self.judge(range.clone());
        let mut done = range
            .zip(&mut states)
            .zip(&lumps)
            .map(|((i, state), lumps)| self.fill(i, state, lumps));
        SensorRepairs {
            entries: done.next().unwrap_or_default(),
            exits: done.next().unwrap_or_default(),
        }
    }

    fn model(&self, i: usize, usable: &[f64], profile: &[f64]) -> SeriesModel {
        let (common, donated) = self.book.common_departure(self.departures, i);
        SeriesModel::new(
            self.grid,
            self.inputs[i].open,
            usable,
            profile,
            (&common, donated),
            self.book,
        )
    }

    /// Fault flags per bin and direction, and the stretches whose persons came in one lump.
    fn judge(&self, range: Range<usize>) -> (Vec<Vec<u32>>, Vec<Vec<Range<usize>>>) {
        let mut states: Vec<Vec<u32>> = range.clone().map(|_| vec![0; self.grid.bins()]).collect();
        let mut lumps: Vec<Vec<Range<usize>>> = range.clone().map(|_| Vec::new()).collect();
        if range.clone().all(|i| self.firsts[i].suspects.is_empty()) {
            return (states, lumps);
        }
        let models: Vec<Option<(SeriesModel, Vec<f64>)>> = range
            .clone()
            .map(|i| {
                let first = &self.firsts[i];
                let masked: Vec<Range<usize>> =
                    first.suspects.iter().map(|s| s.bins.clone()).collect();
                let usable = observed(self.grid, self.inputs[i], &masked);
                (!first.profile.is_empty())
                    .then(|| (self.model(i, &usable, &first.profile), usable))
            })
            .collect();
        let directions: Vec<Option<Direction<'_>>> = range
            .clone()
            .zip(&models)
            .map(|(i, model)| {
                model.as_ref().map(|(model, usable)| Direction {
                    counts: self.inputs[i].counts,
                    model,
                    usable,
                })
            })
            .collect();
        self.judge_lumps(&range, &directions, &mut states, &mut lumps);
        for (at, i) in range.clone().enumerate() {
            let Some(direction) = &directions[at] else { continue };
            let other_at = 1 - at.min(1);
            let other = directions.get(other_at).and_then(Option::as_ref);
            let suspects = &self.firsts[i].suspects;
            let in_lump = |bin: usize| lumps[at].iter().any(|bins| bins.contains(&bin));
            let ratio = self.settings.spike_ratio;
            for bin in spikes::spikes(self.grid, direction, suspects, in_lump, ratio) {
                states[at][bin] |= Flags::SPIKE.0;
            }
            for suspect in suspects {
                if matches!(suspect.kind, Kind::Zero | Kind::Equal)
                    && suspect.bins.clone().all(in_lump)
                {
                    continue;
                }
                match suspect.kind {
                    Kind::Zero => {
                        let flag = self.judge_zeros(&range, direction, other, &suspect.bins);
                        if flag == 0 {
                            continue;
                        }
                        mark(&mut states[at], direction.counts, &suspect.bins, flag, |c| c == 0);
                        if let Some(other) = other {
                            // The evidence was shared, so is the verdict, where the other is silent too.
                            if silent(other.counts, &suspect.bins) {
                                mark(
                                    &mut states[other_at],
                                    other.counts,
                                    &suspect.bins,
                                    flag,
                                    |c| c == 0,
                                );
                            }
                        }
                    }
                    Kind::Equal => {
                        let bins =
                            verdict::stuck_bins(direction, other, &suspect.bins, self.settings);
                        mark(&mut states[at], direction.counts, &bins, Flags::STUCK.0, |_| true);
                    }
                    Kind::Twin(other) if other > suspect.bins.start => {
                        let length = suspect.bins.len();
                        let twins = Twins { earlier: suspect.bins.start, later: other, length };
                        let mut bins = copies::copy_of(direction, &twins);
                        let seconds = bins.len() as u64 * u64::from(self.grid.usual_s());
                        if seconds > self.settings.max_fill_s {
                            // Too long to be estimated: the counts of another time are more than nothing.
                            bins.end = bins.start;
                        }
                        mark(&mut states[at], direction.counts, &bins, Flags::COPIED.0, |_| true);
                    }
                    Kind::Twin(_) | Kind::Spike | Kind::LoneSpike | Kind::Lump => {}
                }
            }
        }
        (states, lumps)
    }

    /// Marks the holes whose persons came in one lump; a sensor uploads both directions at once.
    fn judge_lumps(
        &self,
        range: &Range<usize>,
        directions: &[Option<Direction<'_>>],
        states: &mut [Vec<u32>],
        lumps: &mut [Vec<Range<usize>>],
    ) {
        for (at, direction) in directions.iter().enumerate() {
            let Some(direction) = direction else { continue };
            let suspects = self.firsts[range.start + at].suspects.iter();
            let holes = suspects.filter(|s| s.kind == Kind::Lump).map(|s| s.bins.clone());
            lumps[at].extend(holes.filter(|bins| lumps::is_lump(direction, bins, false)));
        }
        let found: Vec<(usize, Range<usize>)> = lumps
            .iter()
            .enumerate()
            .flat_map(|(at, bins)| bins.iter().map(move |bins| (at, bins.clone())))
            .collect();
        for (at, direction) in directions.iter().enumerate() {
            let Some(direction) = direction else { continue };
            for (_, bins) in found.iter().filter(|(other, _)| *other != at) {
                if !lumps[at].contains(bins) && lumps::is_lump(direction, bins, true) {
                    lumps[at].push(bins.clone());
                }
            }
            for bins in &lumps[at] {
                states[at][bins.clone()].fill(Flags::LUMP.0);
            }
        }
    }

    fn judge_zeros(
        &self,
        own: &Range<usize>,
        direction: &Direction<'_>,
        other: Option<&Direction<'_>>,
        bins: &Range<usize>,
    ) -> u32 {
        let mut evidence = verdict::evidence_of_zeros(direction, bins.clone());
        if let Some(other) = other.filter(|other| silent(other.counts, bins)) {
            evidence += verdict::evidence_of_zeros(other, bins.clone());
        }
        if evidence <= self.settings.zero_evidence {
            return 0;
        }
        let witnesses = (0..self.inputs.len())
            .filter(|i| !own.contains(i) && !self.firsts[*i].profile.is_empty())
            .map(|i| Witness { counts: self.inputs[i].counts, profile: &self.firsts[i].profile });
        verdict::zero_flag(self.grid, direction, bins, witnesses)
    }

    /// Fills one direction given its fault flags.
    fn fill(&self, i: usize, state: &mut [u32], lumps: &[Range<usize>]) -> Vec<Repair> {
        let (input, first) = (self.inputs[i], &self.firsts[i]);
        let mut any_missing = false;
        for (bin, flag) in state.iter_mut().enumerate() {
            if input.counts[bin] == MISSING_COUNT {
                any_missing = true;
                *flag |= Flags::MISSING.0;
                if exposure(self.grid, input.open, bin) <= 0.0 {
                    *flag |= Flags::CLOSED.0;
                }
            }
        }
        if !any_missing && state.iter().all(|flag| *flag == 0) {
            return Vec::new();
        }
        let faulty = |flag: &u32| flag & (REPLACED & !Flags::MISSING.0 | Flags::CLOSED.0) != 0;
        let mut usable = observed(self.grid, input, &[]);
        for (count, flag) in usable.iter_mut().zip(state.iter()) {
            if faulty(flag) {
                *count = f64::NAN;
            }
        }
        if !first.profile.is_empty() {
            let mean = |bin: usize| first.profile[bin] * exposure(self.grid, input.open, bin);
            for bins in suspects::flickers(self.grid, state, &usable, mean) {
                usable[bins].fill(f64::NAN);
            }
        }
        let refit;
        let profile = if state.iter().any(faulty) {
            refit = profile_of(self.grid, input.open, &usable).unwrap_or_default();
            &refit
        } else {
            &first.profile
        };
        let model = (!profile.is_empty()).then(|| self.model(i, &usable, profile));
        let recorded = &first.recorded;
        let series = fill::Series { grid: self.grid, counts: input.counts, recorded, lumps };
        fill::repairs(&series, state, model.as_ref(), self.settings)
    }
}

fn silent(counts: &[u32], bins: &Range<usize>) -> bool {
    let mut zeros = false;
    for count in &counts[bins.clone()] {
        match *count {
            0 => zeros = true,
            MISSING_COUNT => {}
            _ => return false,
        }
    }
    zeros
}

fn mark(
    state: &mut [u32],
    counts: &[u32],
    bins: &Range<usize>,
    flag: u32,
    holds: impl Fn(u32) -> bool,
) {
    for bin in bins.clone() {
        if counts[bin] != MISSING_COUNT && holds(counts[bin]) {
            state[bin] |= flag;
        }
    }
}

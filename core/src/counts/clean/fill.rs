//! Values for missing and faulty bins.

use std::ops::Range;

use crate::counts::clean::{CleanSettings, Method, REPLACED, Repair};
use crate::expectation::Grid;
use crate::expectation::model::SeriesModel;
use crate::math::pow;
use crate::stats::distribution::quantile;
use crate::table::Flags;

/// Discounted expectation around a gap below which its level says nothing.
const LEVEL_SUPPORT: f64 = 1.0;

/// The level is less sure far from the edges of a gap: dispersion grows by this share, half of it
/// within the first day. Measured: 90 % intervals of 7 to 28-day gaps held 0.86 of the truth without.
const FAR_ALPHA: f64 = 0.25;

/// Repairs of one direction. `state`: flags per bin (0 = keep the reading); `recorded`: first to last
/// record, outside of which nothing is invented; `model`: `None` when there is nothing to go on.
pub(super) fn repairs(
    grid: &Grid,
    state: &[u32],
    counts: &[u32],
    recorded: &Range<usize>,
    model: Option<&SeriesModel>,
    settings: &CleanSettings,
) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let to_fill =
        |flag: u32| flag & REPLACED != 0 && flag & (Flags::CLOSED.0 | Flags::UNFILLED.0) == 0;
    let mut bin = 0;
    while bin < state.len() {
        if state[bin] == 0 {
            bin += 1;
            continue;
        }
        let start = bin;
        let mut end = bin;
        // A gap runs through closed bins: a night inside it ends nothing.
        while bin < state.len() && state[bin] != 0 {
            bin += 1;
            if to_fill(state[bin - 1]) {
                end = bin;
            }
        }
        let first = (start..end).find(|b| to_fill(state[*b])).unwrap_or(end);
        let seconds = (end - first) as u64 * u64::from(grid.usual_s());
        let model = model.filter(|_| settings.fill && seconds <= settings.max_fill_s);
        let expected = model.map(|m| m.expected(first, end.max(first))).unwrap_or_default();
        for at in start..bin {
            let flag = state[at];
            repairs.push(if flag & Flags::CLOSED.0 != 0 {
                closed(at, flag, counts[at])
            } else if let (Some(model), true) = (model, recorded.contains(&at) && to_fill(flag)) {
                filled(model, at, flag, expected[at - first], grid, (first, end), settings)
            } else {
                none(at, flag)
            });
        }
    }
    repairs
}

fn bin_index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn closed(at: usize, flag: u32, count: u32) -> Repair {
    let (method, value) = if flag & Flags::MISSING.0 == 0 {
        (Method::Raw, f64::from(count))
    } else {
        (Method::Closed, 0.0)
    };
    Repair { bin: bin_index(at), flags: Flags(flag), method, value, low: value, high: value }
}

fn none(at: usize, flag: u32) -> Repair {
    Repair {
        bin: bin_index(at),
        flags: Flags(flag).with(Flags::UNFILLED),
        method: Method::None,
        value: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
    }
}

fn filled(
    model: &SeriesModel,
    at: usize,
    flag: u32,
    value: f64,
    grid: &Grid,
    gap: (usize, usize),
    settings: &CleanSettings,
) -> Repair {
    let tail = 0.5 * (1.0 - settings.coverage.clamp(0.0, 0.999_999));
    let edge = (at - gap.0 + 1).min(gap.1 - at) as f64 / grid.bins_in(24.0);
    let alpha = model.alpha(at, value) * (1.0 + FAR_ALPHA * (1.0 - pow(0.5, edge)));
    let method = if model.donated[at] {
        Method::ProfileLevelDonors
    } else if model.level.support(gap.0, gap.1) >= LEVEL_SUPPORT {
        Method::ProfileLevel
    } else {
        Method::Profile
    };
    Repair {
        bin: bin_index(at),
        flags: Flags(flag).with(Flags::FILLED),
        method,
        value,
        low: quantile(tail, value, alpha).min(value),
        high: quantile(1.0 - tail, value, alpha).max(value),
    }
}

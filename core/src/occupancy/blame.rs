//! Which door makes the counts drift.

use super::series::{Door, Series};
use super::trust::{Stretch, Trust};
use crate::table::CountBins;

/// Standard deviation of the drift per passage of one door before anything is known of it.
const PRIOR_SPREAD: f64 = 0.05;
/// With more doors than this the share of each is not computed: the work grows with the third power.
const MOST_DOORS: usize = 256;

/// The drift of one door: persons it made up (above 0) or lost, with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Blame {
    pub(super) drift: f64,
    pub(super) error: f64,
}

/// The drift of each door, from how the drift of a stretch goes with the traffic of each.
///
/// *Method*: drift of a stretch = sum over doors of `d_k` times the passages of door k, plus chance of variance v per
/// passage; ridge regression with the prior `d_k ~ N(0, 0.05²)` (Hoerl & Kennard, 1970). Doors whose traffic goes up
/// and down together cannot be told apart: their intervals are wide. Nothing where no stretch is known.
pub(super) fn blame(
    series: &Series,
    bins: &CountBins<'_>,
    stretches: &[Stretch],
    trust: &Trust,
) -> Option<Vec<Blame>> {
    let doors = series.doors.len();
    if stretches.is_empty() || doors > MOST_DOORS {
        return None;
    }
    let passages: Vec<Vec<f64>> =
        series.doors.iter().map(|door| of_stretches(door, bins, stretches)).collect();
    let mut matrix = vec![vec![0.0; doors]; doors];
    let mut right = vec![0.0; doors];
    for (i, of_i) in passages.iter().enumerate() {
        for (place, stretch) in stretches.iter().enumerate() {
            let weight = of_i[place] / (trust.variance * stretch.passages());
            right[i] += weight * stretch.drift();
            for (j, of_j) in passages.iter().enumerate().take(i + 1) {
                matrix[i][j] += weight * of_j[place];
            }
        }
        matrix[i][i] += 1.0 / (PRIOR_SPREAD * PRIOR_SPREAD);
    }
    let root = cholesky(matrix);
    let drift = back(&root, &forward(&root, right));
    let results = (0..doors).map(|door| {
        let mut unit = vec![0.0; doors];
        unit[door] = 1.0;
        let variance = forward(&root, unit).iter().fold(0.0, |sum, one| sum + one * one);
        let all: f64 = series.doors[door].persons.iter().flatten().fold(0.0, |sum, one| sum + one);
        Blame { drift: drift[door] * all, error: variance.sqrt() * all }
    });
    Some(results.collect())
}

/// Passages of a door in each stretch.
fn of_stretches(door: &Door, bins: &CountBins<'_>, stretches: &[Stretch]) -> Vec<f64> {
    let mut sums = vec![0.0; stretches.len()];
    let mut place = 0;
    for (&row, &bin) in door.rows.iter().zip(&door.bins) {
        while place < stretches.len() && stretches[place].bins.1 <= bin as usize {
            place += 1;
        }
        if place == stretches.len() {
            break;
        }
        if stretches[place].bins.0 <= bin as usize {
            for direction in [&bins.entries, &bins.exits] {
                sums[place] += direction.at(row as usize).map_or(0.0, |[value, ..]| value);
            }
        }
    }
    sums
}

/// The lower triangle whose product with its transpose is a positive definite matrix (Cholesky, 1910).
fn cholesky(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for i in 0..matrix.len() {
        for j in 0..=i {
            let mut rest = matrix[i][j];
            for (a, b) in matrix[i][..j].iter().zip(&matrix[j][..j]) {
                rest -= a * b;
            }
            matrix[i][j] = if i == j { rest.sqrt() } else { rest / matrix[j][j] };
        }
    }
    matrix
}

fn forward(root: &[Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    for i in 0..root.len() {
        for j in 0..i {
            right[i] -= root[i][j] * right[j];
        }
        right[i] /= root[i][i];
    }
    right
}

fn back(root: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x = right.to_vec();
    for i in (0..root.len()).rev() {
        for j in i + 1..root.len() {
            x[i] -= root[j][i] * x[j];
        }
        x[i] /= root[i][i];
    }
    x
}

//! Symmetric equations of some hundred unknowns.

/// A pivot below this share of its diagonal element is a redundant equation, not a small one.
const REDUNDANT: f64 = 1e-11;

/// M = L Lᵀ of a symmetric matrix without negative eigenvalues; equations that follow from earlier ones are
/// found by their pivot and take no part in solutions (Golub and Van Loan 2013, 4.2.8).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cholesky {
    size: usize,
    /// Row by row, the lower triangle.
    lower: Vec<f64>,
    kept: Vec<bool>,
}

impl Cholesky {
    /// Takes the matrix row by row; only its lower triangle is read.
    pub(crate) fn new(mut matrix: Vec<f64>, size: usize) -> Self {
        let mut kept = vec![true; size];
        for column in 0..size {
            let diagonal = matrix[column * size + column];
            let above: f64 = (0..column).map(|k| square(matrix[column * size + k])).sum();
            let pivot = diagonal - above;
            kept[column] = pivot > REDUNDANT * diagonal;
            let root = if kept[column] { pivot.sqrt() } else { 1.0 };
            matrix[column * size + column] = root;
            for row in column + 1..size {
                let value = if kept[column] {
                    let inner: f64 = (0..column)
                        .map(|k| matrix[row * size + k] * matrix[column * size + k])
                        .sum();
                    (matrix[row * size + column] - inner) / root
                } else {
                    0.0
                };
                matrix[row * size + column] = value;
            }
            if !kept[column] {
                matrix[column * size..column * size + column].fill(0.0);
            }
        }
        Self { size, lower: matrix, kept }
    }

    /// How many equations are independent.
    pub(crate) fn rank(&self) -> usize {
        self.kept.iter().filter(|kept| **kept).count()
    }

    /// L⁻¹ `right` in place, for the first equations only where `right` is shorter: values whose covariance is
    /// M become uncorrelated with variance 1.
    pub(crate) fn whiten(&self, right: &mut [f64]) {
        let size = self.size;
        for row in 0..right.len().min(size) {
            let (known, rest) = right.split_at_mut(row);
            let lower = &self.lower[row * size..row * size + row];
            let inner: f64 = lower.iter().zip(known).map(|(a, b)| a * *b).sum();
            rest[0] =
                if self.kept[row] { (rest[0] - inner) / self.lower[row * size + row] } else { 0.0 };
        }
    }

    /// Solves M x = `right` in place; unknowns of redundant equations become 0.
    pub(crate) fn solve(&self, right: &mut [f64]) {
        let size = self.size;
        for row in 0..size {
            let inner: f64 = (0..row).map(|k| self.lower[row * size + k] * right[k]).sum();
            right[row] = if self.kept[row] {
                (right[row] - inner) / self.lower[row * size + row]
            } else {
                0.0
            };
        }
        for row in (0..size).rev() {
            let inner: f64 = (row + 1..size).map(|k| self.lower[k * size + row] * right[k]).sum();
            right[row] = if self.kept[row] {
                (right[row] - inner) / self.lower[row * size + row]
            } else {
                0.0
            };
        }
    }
}

fn square(value: f64) -> f64 {
    value * value
}

#[cfg(test)]
#[path = "cholesky_tests.rs"]
mod tests;

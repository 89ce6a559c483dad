//! Shares of a number of cases, with their intervals.

/// The interval of a share of `cases`, which may be an effective number and is above 0 (Wilson 1927).
///
/// It stays within 0 to 1 and has a width at both ends.
pub(crate) fn wilson(share: f64, cases: f64, z: f64) -> (f64, f64) {
    let square = z * z / cases;
    let middle = share + square / 2.0;
    let half = z * ((share * (1.0 - share) + square / 4.0) / cases).sqrt();
    let whole = 1.0 + square;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

#[cfg(test)]
#[path = "proportion_tests.rs"]
mod tests;

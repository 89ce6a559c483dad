//! Work spread over threads, with results that do not show it.
//!
//! Pieces are cut by the data, never by the number of threads, and come back in their order, so a sum over
//! them has one order too.

use crate::error::Result;
use crate::watch::Watch;

/// Applies `work` to `0..pieces` and returns the results in order; the first error by index wins.
///
/// # Errors
/// What `work` returns, or `KELIU_CANCELED`.
pub(crate) fn map<T: Send>(
    pieces: usize,
    watch: &Watch<'_>,
    work: impl Fn(usize) -> Result<T> + Sync + Send,
) -> Result<Vec<T>> {
    watch.restart();
    let one = |piece: usize| {
        watch.go_on()?;
        let result = work(piece)?;
        watch.step(pieces as u64)?;
        Ok(result)
    };
    // Collecting into Result would keep whichever error came first in time: collect all, then look in order.
    let results: Vec<Result<T>>;
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        results = (0..pieces).into_par_iter().map(one).collect();
    }
    #[cfg(not(feature = "parallel"))]
    {
        results = (0..pieces).map(one).collect();
    }
    results.into_iter().collect()
}

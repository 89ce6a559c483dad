//! Progress and cancellation: the two things a running call exchanges with its caller.

use crate::error::{Error, Result};
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Receives `(done, total)` of each stage of the work in turn and returns `false` to cancel.
pub type Report<'a> = dyn Fn(u64, u64) -> bool + Sync + 'a;

/// What a long operation asks between two pieces of work: go on, or stop?
///
/// It is an argument of the call, never an option of an operation, and cannot change a result.
#[derive(Default)]
pub struct Watch<'a> {
    report: Option<&'a Report<'a>>,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl<'a> Watch<'a> {
    /// Nobody watches: the call runs to its end.
    pub const fn none() -> Self {
        Self { report: None, done: AtomicU64::new(0), stopped: AtomicBool::new(false) }
    }

    /// Calls `report` after each piece of work, from whichever thread finished it.
    pub const fn new(report: &'a Report<'a>) -> Self {
        Self { report: Some(report), done: AtomicU64::new(0), stopped: AtomicBool::new(false) }
    }

    /// Fails once the caller has asked to stop, so that work in other threads ends too.
    ///
    /// # Errors
    /// `KELIU_CANCELED`.
    pub(crate) fn go_on(&self) -> Result<()> {
        if self.stopped.load(Ordering::Relaxed) { Err(Error::Canceled {}) } else { Ok(()) }
    }

    /// Starts the next stage of the work: its pieces are counted from 0.
    pub(crate) fn restart(&self) {
        self.done.store(0, Ordering::Relaxed);
    }

    /// Says that one of `total` pieces of this stage is done.
    ///
    /// # Errors
    /// `KELIU_CANCELED` when the caller wants to stop.
    pub(crate) fn step(&self, total: u64) -> Result<()> {
        let Some(report) = self.report else { return Ok(()) };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !report(done.min(total), total) {
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.go_on()
    }
}

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("watched", &self.report.is_some()).finish_non_exhaustive()
    }
}

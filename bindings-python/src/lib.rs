//! Python's face: the four verbs of the door, and the one way in which a call waits for its result.

mod table;

use keliu::bridge::{self, Case, Output};
use keliu::{Error, Watch};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use table::Batch;

/// How often a waiting call looks for Ctrl-C: well under the 200 ms at which waiting is felt.
const LOOK: std::time::Duration = std::time::Duration::from_millis(50);

/// How far a call has come, and whether it should stop.
#[derive(Default)]
struct Course {
    /// Total and done, 32 bits each, so that they belong together.
    pieces: AtomicU64,
    stop: AtomicBool,
}

fn raise(py: Python<'_>, error: &Error) -> PyErr {
    let class = format!("{}Error", error.category().name());
    let text = error.to_string();
    let raised = || py.import("keliu.errors")?.getattr(class)?.call1((error.code(), text));
    raised().map_or_else(|failure| failure, PyErr::from_value)
}

/// Runs `work` in a thread of its own while the calling thread, detached from the interpreter, waits for it.
/// So no worker ever touches Python, and Ctrl-C returns at once: the work ends at its next piece, unseen.
fn watched(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Watch<'_>) -> keliu::Result<Output> + Send + 'static,
) -> PyResult<Output> {
    let course = Arc::new(Course::default());
    let (give, mut take) = sync_channel(1);
    let seen = Arc::clone(&course);
    std::thread::Builder::new().name("keliu".to_owned()).spawn(move || {
        let report = |done: u64, total: u64| {
            seen.pieces.store(total << 32 | done & 0xffff_ffff, Relaxed);
            !seen.stop.load(Relaxed)
        };
        give.send(work(&Watch::new(&report))).unwrap_or_default(); // nobody waits after Ctrl-C
    })?;
    loop {
        let waiting = &mut take;
        let result = py.detach(move || waiting.recv_timeout(LOOK));
        let pieces = course.pieces.load(Relaxed);
        let place = (pieces & 0xffff_ffff, pieces >> 32);
        let told = progress.filter(|_| pieces > 0).map(|tell| tell.call1(place)).transpose();
        if let Err(stop) = told.and_then(|_| py.check_signals()) {
            course.stop.store(true, Relaxed);
            return Err(stop);
        }
        match result {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let (operation, message) = ("call".to_owned(), "its thread ended".to_owned());
                return Err(raise(py, &Error::Internal { operation, message }));
            }
            Ok(result) => return result.map_err(|error| raise(py, &error)),
        }
    }
}

/// `call` and `partial` take tables, `merge` and `finish` take states.
#[pyfunction]
#[pyo3(signature = (verb, name, tables, states, options, progress=None))]
fn run<'py>(
    py: Python<'py>,
    verb: String,
    name: String,
    tables: Vec<(String, Py<Batch>)>,
    states: Vec<Vec<u8>>,
    options: &str,
    progress: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let options = serde_json::from_str(options).unwrap_or_default();
    let tables: Vec<_> =
        tables.into_iter().map(|(name, table)| (name, table.get().0.clone())).collect();
    let output = watched(py, progress, move |watch| {
        let states: Vec<&[u8]> = states.iter().map(Vec::as_slice).collect();
        match verb.as_str() {
            "call" => bridge::call(&name, &tables, &options, Case::Snake, watch),
            "partial" => {
                bridge::partial(&name, &tables, &options, Case::Snake, watch).map(Output::Bytes)
            }
            "merge" => bridge::merge(&name, &states).map(Output::Bytes),
            _ => bridge::finish(&name, states.first().copied().unwrap_or_default(), watch),
        }
    })?;
    match output {
        Output::Table(batch) => Ok(Bound::new(py, Batch(batch))?.into_any()),
        Output::Tables(tables) => {
            let named = PyDict::new(py);
            tables.into_iter().try_for_each(|(name, batch)| named.set_item(name, Batch(batch)))?;
            Ok(named.into_any())
        }
        Output::Bytes(bytes) => Ok(pyo3::types::PyBytes::new(py, &bytes).into_any()),
    }
}

/// The native module; what it offers is described in `_keliu.pyi`.
#[pymodule(gil_used = false)]
mod _keliu {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::{run, table::Batch};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", keliu::VERSION)
    }
}

//! Node's side of the one door: bytes and text in, bytes out, no operation named, nothing computed.
//!
//! Both functions give the byte strings of the result, or the code and the message of an error as a value: the
//! JavaScript facade makes the exception, in the class of its category and with the stack of the caller.

#![expect(clippy::needless_pass_by_value, reason = "napi hands over owned values")]

use bytes::Bytes;
use keliu::Watch;
use keliu::bridge::Case;
use keliu::bridge::wire::Request;
use keliu::error::{Error, Result};
use napi::bindgen_prelude::{AsyncTask, Either, Uint8Array};
use napi::{Env, Task};
use napi_derive::napi;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

type Parts = Vec<Vec<u8>>;

/// Why there is no result.
#[napi(object)]
#[derive(Debug, Clone)]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// The words.
    pub message: String,
}

type Outcome = Either<Vec<Uint8Array>, Failure>;

fn outcome(answer: Result<Parts>) -> Outcome {
    match answer {
        Ok(parts) => Either::A(parts.into_iter().map(Uint8Array::new).collect()),
        Err(error) => {
            Either::B(Failure { code: error.code().to_owned(), message: error.to_string() })
        }
    }
}

/// Runs a verb (call, partial, merge, finish) in this thread; the bytes are read where they lie.
#[napi]
pub fn send(
    verb: String,
    operation: String,
    names: Vec<String>,
    tables: Vec<Uint8Array>,
    options: String,
) -> Outcome {
    let tables = names.into_iter().zip(tables.into_iter().map(Bytes::from_owner)).collect();
    let request = Request { verb, operation, tables, options, case: Case::Camel };
    outcome(request.answer(&Watch::none()))
}

/// What a running call exchanges with its caller.
#[napi]
#[derive(Debug, Clone, Default)]
pub struct Control {
    state: Arc<(AtomicBool, AtomicU64, AtomicU64)>,
}

#[napi]
impl Control {
    /// Nothing is done, nobody wants to stop.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the call to end with `KELIU_CANCELED`.
    #[napi]
    pub fn stop(&self) {
        self.state.0.store(true, Relaxed);
    }

    /// Pieces of work done, and all of them.
    #[napi]
    pub fn progress(&self) -> Vec<f64> {
        let (_, done, total) = &*self.state;
        let total = total.load(Relaxed);
        [done.load(Relaxed).min(total), total].map(|count| count as f64).to_vec()
    }
}

/// A request on its way through the thread pool.
#[derive(Debug)]
pub struct Work {
    request: Option<Request>,
    control: Control,
}

impl Task for Work {
    type Output = Result<Parts>;
    type JsValue = Outcome;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        let (stop, done, total) = &*self.control.state;
        let report = |now, all| {
            total.store(all, Relaxed);
            done.store(now, Relaxed);
            !stop.load(Relaxed)
        };
        Ok(match self.request.take() {
            Some(request) if !stop.load(Relaxed) => request.answer(&Watch::new(&report)),
            _ => Err(Error::Canceled {}),
        })
    }

    fn resolve(&mut self, _: Env, answer: Self::Output) -> napi::Result<Outcome> {
        Ok(outcome(answer))
    }
}

/// As `send`, in a thread of the pool. The bytes are copied first: JavaScript may write to them meanwhile.
#[napi]
pub fn send_async(
    verb: String,
    operation: String,
    names: Vec<String>,
    tables: Vec<Uint8Array>,
    options: String,
    control: &Control,
) -> AsyncTask<Work> {
    let copies = tables.iter().map(|bytes| Bytes::copy_from_slice(bytes));
    let tables = names.into_iter().zip(copies).collect();
    let request = Some(Request { verb, operation, tables, options, case: Case::Camel });
    AsyncTask::new(Work { request, control: control.clone() })
}

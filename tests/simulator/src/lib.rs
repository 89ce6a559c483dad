//! A seeded store whose truth is known: what visitors did. What sensors get wrong is the fault lab's.
//!
//! Every number is a hash of the seed and of its own place, so a sensor or a day stays the same when more
//! of them are asked for, and the same on every platform.

mod random;
mod records;
mod site;
mod store;

pub use random::Random;
pub use records::Records;
pub use site::{Cause, Crossing, Door, Person, Site, SiteTruth};
pub use store::{Store, Truth};

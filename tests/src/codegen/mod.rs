//! The generator of everything that is written in more than one language but declared once, in the core.

pub mod javascript;
pub mod model;

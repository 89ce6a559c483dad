//! What the core declares, in the form that every facade needs: operations, their options, their tables.

use keliu::operations::{OPERATIONS, Operation};
use serde_json::Value;

/// The plain kinds an option can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionKind {
    /// True or false.
    Truth,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A text.
    Text,
    /// One of these words, each with what it means.
    Words(Vec<(String, String)>),
}

/// One option of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSpec {
    /// Its name in `snake_case`.
    pub name: String,
    /// What it holds, or what its list holds.
    pub kind: OptionKind,
    /// True if it is a list.
    pub list: bool,
    /// True if it may be left empty (`null`, `None`).
    pub nullable: bool,
    /// Its default as JSON.
    pub default: Value,
    /// One or two sentences: meaning, unit, range.
    pub doc: String,
}

/// The options of an operation, in the order of their declaration.
///
/// # Panics
/// With the rule that was broken, for an option that cannot be written in every language.
pub fn options(operation: &Operation) -> Vec<OptionSpec> {
    let _ = operation;
    Vec::new()
}

/// Every operation.
pub fn operations() -> impl Iterator<Item = (&'static Operation, Vec<OptionSpec>)> {
    OPERATIONS.iter().map(|operation| (operation, options(operation)))
}

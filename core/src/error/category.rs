//! What kind of mistake an error is.

/// What kind of mistake an error reports; each face has one class per category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// A table lacks a column, or a column has a type that cannot be read.
    Schema,
    /// An option is unknown, has the wrong type, or is out of its range.
    Options,
    /// A value in a table, or a byte string from outside, breaks a rule.
    Data,
    /// The answer would be larger than a limit allows, or the caller canceled.
    Limit,
    /// A fault in this library, never in the input.
    Internal,
}

impl Category {
    /// The word used in documentation and in the names of the error classes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Schema => "Schema",
            Self::Options => "Options",
            Self::Data => "Data",
            Self::Limit => "Limit",
            Self::Internal => "Internal",
        }
    }
}

/// One row of the catalogue of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeInfo {
    /// The stable code, such as `KELIU_COLUMN_MISSING`.
    pub code: &'static str,
    /// The category, which decides the exception class in the other languages.
    pub category: Category,
    /// One sentence that says when it occurs.
    pub summary: &'static str,
}

//! What a table is: its columns with type, unit and meaning, declared once.

use crate::error::Result;
use arrow_array::RecordBatch;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text: names and words.
    Text,
    /// An instant in UTC with microseconds.
    Time,
    /// A day of the local calendar.
    Date,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A set of flags, one bit each.
    Flags,
    /// True or false.
    Truth,
    /// Bytes of any kind, such as a file.
    Bytes,
    /// An id: a whole number from 0, or text.
    Id,
    /// A shape in meters: well-known text or GeoArrow.
    Shape,
}

impl ColumnKind {
    /// The word used in documentation and in the generated code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Time => "time",
            Self::Date => "date",
            Self::Whole => "whole",
            Self::Number => "number",
            Self::Flags => "flags",
            Self::Truth => "truth",
            Self::Bytes => "bytes",
            Self::Id => "id",
            Self::Shape => "shape",
        }
    }
}

/// Whether a column must be there, and whether it may hold nulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The column is there and has a value in every row.
    Required,
    /// The column is there; a null says that nothing was observed.
    Nullable,
    /// The column may be absent, and where present may hold nulls.
    Optional,
}

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Must it be there, may it be null.
    pub presence: Presence,
    /// Its unit; empty where there is none.
    pub unit: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// One sentence that says what it means.
    pub doc: &'static str,
}

/// One table: the contract that all faces read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSpec {
    /// Its name.
    pub name: &'static str,
    /// One sentence that says what a row is.
    pub doc: &'static str,
    /// The order of rows: what is accepted of an input, what is promised of an output.
    pub order: &'static str,
    /// Its columns, in order.
    pub columns: &'static [ColumnSpec],
}

impl TableSpec {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A table that can be read from Arrow, without copying where types fit.
pub trait FromBatch<'a>: Sized {
    /// The contract.
    const SPEC: &'static TableSpec;

    /// Checks the columns and their values and returns the typed view.
    ///
    /// # Errors
    /// A code of the Schema or Data category that names the column and the row.
    fn from_batch(batch: &'a RecordBatch) -> Result<Self>;
}

/// A result that becomes an Arrow table; its columns move, they are not copied.
pub trait IntoBatch: Sized {
    /// The contract.
    const SPEC: &'static TableSpec;

    /// One line that says what was found or done, where the operation has something to say.
    fn report(&self) -> Option<String> {
        None
    }

    /// The Arrow table.
    ///
    /// # Errors
    /// `KELIU_INTERNAL` if the columns differ in length, which no operation produces.
    fn into_batch(self) -> Result<RecordBatch>;
}

/// What an operation gives: one table, or several of which the first is the main one.
pub trait IntoTables: Sized {
    /// The contracts, the main table first.
    const SPECS: &'static [&'static TableSpec];

    /// One line that says what was found or done, where the operation has something to say.
    fn report(&self) -> Option<String>;

    /// The Arrow tables, in the order of the contracts.
    ///
    /// # Errors
    /// `KELIU_INTERNAL` if the columns of a table differ in length, which no operation produces.
    fn into_tables(self) -> Result<Vec<(&'static str, RecordBatch)>>;
}

impl<T: IntoBatch> IntoTables for T {
    const SPECS: &'static [&'static TableSpec] = &[T::SPEC];

    fn report(&self) -> Option<String> {
        IntoBatch::report(self)
    }

    fn into_tables(self) -> Result<Vec<(&'static str, RecordBatch)>> {
        Ok(vec![(T::SPEC.name, self.into_batch()?)])
    }
}

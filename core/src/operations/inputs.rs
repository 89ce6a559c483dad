//! The tables that a call brings.

use super::Operation;
use crate::error::{Error, Result};
use arrow_array::RecordBatch;

/// The tables of one call, by name.
#[derive(Debug)]
pub struct Inputs<'a> {
    operation: &'static Operation,
    tables: &'a [(String, RecordBatch)],
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        tables: &'a [(String, RecordBatch)],
    ) -> Result<Self> {
        let inputs = Self { operation, tables };
        for (name, _) in tables {
            if !operation.tables.iter().any(|role| role.name == name) {
                return Err(Error::OptionUnknown {
                    operation: operation.name.to_owned(),
                    option: name.clone(),
                    known: operation.tables.iter().map(|role| role.name.to_owned()).collect(),
                    nearest: crate::nearest::nearest(
                        name,
                        operation.tables.iter().map(|role| role.name),
                    ),
                });
            }
        }
        Ok(inputs)
    }

    pub(crate) fn optional(&self, name: &str) -> Option<&'a RecordBatch> {
        self.tables.iter().find(|(table, _)| table == name).map(|(_, batch)| batch)
    }

    pub(crate) fn required(&self, name: &str) -> Result<&'a RecordBatch> {
        self.optional(name).ok_or_else(|| Error::TableMissing {
            operation: self.operation.name.to_owned(),
            table: name.to_owned(),
            expected: self
                .operation
                .tables
                .iter()
                .map(|role| role.name)
                .collect::<Vec<_>>()
                .join(", "),
        })
    }
}

//! A file as it was read from a disk or received from a device: its bytes and, where known, its name.

use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;

static DOCUMENT: TableSpec = TableSpec {
    name: "document",
    doc: "A file: one row with its bytes.",
    order: "one row",
    columns: &[
        ColumnSpec {
            name: "bytes",
            kind: ColumnKind::Bytes,
            presence: Presence::Required,
            unit: "",
            zh: "内容",
            doc: "The content of the file, not decompressed and not decoded; a text is taken as UTF-8.",
        },
        ColumnSpec {
            name: "name",
            kind: ColumnKind::Text,
            presence: Presence::Optional,
            unit: "",
            zh: "文件名",
            doc: "The name of the file, for messages and for files that name no sensor.",
        },
    ],
};

/// A file as a device exports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) name: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// A file of these bytes.
    ///
    /// # Examples
    /// ```
    /// let file = keliu::Document::new(b"sensor,start,entries\nnorth,2026-03-01T10:00Z,12\n");
    /// assert_eq!(file.named("march.csv").name(), Some("march.csv"));
    /// ```
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, name: None }
    }

    /// The same file with its name.
    #[must_use]
    pub const fn named(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The content.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The name, where it is known.
    pub const fn name(&self) -> Option<&'a str> {
        self.name
    }
}

/// The first value of a column as bytes: nothing where the type holds no bytes.
fn first(array: &ArrayRef) -> Option<&[u8]> {
    Some(match array.data_type() {
        DataType::Binary => array.as_binary::<i32>().value(0),
        DataType::LargeBinary => array.as_binary::<i64>().value(0),
        DataType::BinaryView => array.as_binary_view().value(0),
        DataType::Utf8 => array.as_string::<i32>().value(0).as_bytes(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(0).as_bytes(),
        DataType::Utf8View => array.as_string_view().value(0).as_bytes(),
        _ => return None,
    })
}

impl<'a> FromBatch<'a> for Document<'a> {
    const SPEC: &'static TableSpec = &DOCUMENT;

    fn from_batch(batch: &'a RecordBatch) -> Result<Self> {
        let table = || DOCUMENT.name.to_owned();
        let column = |name: &str| batch.column_by_name(name);
        let Some(bytes) = column("bytes") else {
            return Err(Error::ColumnMissing {
                table: table(),
                column: "bytes".to_owned(),
                found: batch
                    .schema_ref()
                    .fields()
                    .iter()
                    .map(|field| field.name().clone())
                    .collect(),
                nearest: None,
            });
        };
        if batch.num_rows() > 1 {
            return Err(Error::FileUnreadable {
                file: table(),
                reason: format!("the table has {} rows", batch.num_rows()),
                expected: "one row: one call per file".to_owned(),
            });
        }
        if batch.num_rows() == 0 || bytes.is_null(0) {
            return Err(Error::UnexpectedNull {
                table: table(),
                column: "bytes".to_owned(),
                row: 0,
            });
        }
        let wrong = |column: &str, array: &ArrayRef, expected: &str| Error::ColumnType {
            table: table(),
            column: column.to_owned(),
            found: array.data_type().to_string(),
            expected: expected.to_owned(),
        };
        let content = first(bytes).ok_or_else(|| wrong("bytes", bytes, "binary or text"))?;
        let name = match column("name") {
            Some(name) if name.is_valid(0) && name.data_type() != &DataType::Null => {
                let text = first(name).and_then(|bytes| std::str::from_utf8(bytes).ok());
                Some(text.ok_or_else(|| wrong("name", name, "text"))?)
            }
            _ => None,
        };
        Ok(Self { bytes: content, name })
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;

//! Options as they come from outside: the case of their names, unknown names, wrong types.

use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::operations::{Operation, Role, describe};
use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the names of options are written by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `time_zone`: Rust and Python.
    Snake,
    /// `timeZone`: JavaScript.
    Camel,
}

impl Case {
    /// A canonical name as the caller writes it.
    pub fn render(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_owned(),
            Self::Camel => {
                let mut words = name.split('_');
                let first = words.next().unwrap_or_default().to_owned();
                words.fold(first, |mut camel, word| {
                    let mut letters = word.chars();
                    camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
                    camel.push_str(letters.as_str());
                    camel
                })
            }
        }
    }

    /// The canonical name of what the caller wrote.
    pub(super) fn canonical(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_owned(),
            Self::Camel => {
                let mut snake = String::with_capacity(name.len() + 4);
                for letter in name.chars() {
                    if letter.is_ascii_uppercase() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                snake
            }
        }
    }
}

/// The key under which the caller may name its own columns.
const COLUMNS: &str = "columns";

/// Options whose names are known, completed by their defaults.
pub(crate) struct Resolved {
    pub(crate) values: Value,
    columns: Map<String, Value>,
    operation: &'static Operation,
}

/// Checks the names of options and fills in the defaults.
pub(crate) fn resolve(
    operation: &'static Operation,
    given: &Value,
    case: Case,
) -> Result<Resolved> {
    let mut values = match (operation.defaults)() {
        Value::Object(values) => values,
        _ => Map::new(),
    };
    let none = Map::new();
    let given = match given {
        Value::Null => &none,
        Value::Object(given) => given,
        other => return Err(wrong_type("options", other, "an object of named options")),
    };
    let mut columns = Map::new();
    for (name, value) in given {
        let canonical = case.canonical(name);
        if canonical == COLUMNS {
            columns = match value {
                Value::Null => Map::new(),
                Value::Object(columns) => columns.clone(),
                other => return Err(wrong_type(COLUMNS, other, "an object of column names")),
            };
        } else if let Some(slot) = values.get_mut(&canonical) {
            *slot = value.clone();
        } else {
            let known: Vec<String> =
                values.keys().map(|key| case.render(key)).chain([COLUMNS.to_owned()]).collect();
            let nearest = nearest(name, known.iter().map(String::as_str));
            let option = name.chars().take(80).collect();
            return Err(Error::OptionUnknown {
                operation: operation.name.to_owned(),
                option,
                known,
                nearest,
            });
        }
    }
    Ok(Resolved { values: Value::Object(values), columns, operation })
}

impl Resolved {
    /// Gives the columns of the caller's tables the names of the contract.
    pub(crate) fn rename<'a>(
        &self,
        tables: &'a [(String, RecordBatch)],
    ) -> Result<Cow<'a, [(String, RecordBatch)]>> {
        if self.columns.is_empty() {
            return Ok(Cow::Borrowed(tables));
        }
        let wrong = |found: &Value| {
            let expected = "the name of a column, or an object of names for one table";
            wrong_type(COLUMNS, found, expected)
        };
        let roles = self.operation.tables;
        let mut given: Vec<(&Role, &str, &Value)> = Vec::new();
        for (key, value) in &self.columns {
            if let Value::Object(columns) = value {
                let named = roles.iter().find(|role| role.name == key);
                let role = named
                    .ok_or_else(|| self.unknown_name(key, roles.iter().map(|role| role.name)))?;
                given.extend(columns.iter().map(|(column, found)| (role, column.as_str(), found)));
            } else {
                given.push((&roles[0], key, value));
            }
        }
        // All names of one table are applied at once, so that two columns can change places.
        let mut names: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (role, column, found) in given {
            let Value::String(found) = found else { return Err(wrong(found)) };
            if role.spec.column(column).is_none() {
                return Err(self.unknown_name(column, role.spec.columns.iter().map(|it| it.name)));
            }
            names.entry(role.name).or_default().push((column, found));
        }
        let renamed = tables.iter().map(|(table, batch)| {
            let batch = match names.get(table.as_str()) {
                Some(names) => rename(table, batch, names)?,
                None => batch.clone(),
            };
            Ok((table.clone(), batch))
        });
        Ok(Cow::Owned(renamed.collect::<Result<_>>()?))
    }

    fn unknown_name<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Error {
        let known: Vec<String> = known.map(str::to_owned).collect();
        Error::OptionUnknown {
            operation: self.operation.name.to_owned(),
            option: format!("{COLUMNS}.{}", name.chars().take(80).collect::<String>()),
            nearest: nearest(name, known.iter().map(String::as_str)),
            known,
        }
    }
}

/// A table with columns renamed, `names` being pairs of the new and the old name.
fn rename(table: &str, batch: &RecordBatch, names: &[(&str, &str)]) -> Result<RecordBatch> {
    let schema = batch.schema_ref();
    let mut fields: Vec<Arc<Field>> = schema.fields().iter().map(Arc::clone).collect();
    let mut columns = batch.columns().to_vec();
    let mut taken = vec![false; fields.len()];
    // A column that already has a wanted name gives way: the caller said which one is meant.
    for field in &mut fields {
        if names.iter().any(|(column, _)| column == field.name()) {
            let replaced = format!("{} (replaced)", field.name());
            *field = Arc::new(field.as_ref().clone().with_name(replaced));
        }
    }
    for (column, found) in names {
        let Ok(index) = schema.index_of(found) else {
            let found_names: Vec<String> =
                schema.fields().iter().map(|field| field.name().clone()).collect();
            let nearest = nearest(found, found_names.iter().map(String::as_str));
            return Err(Error::ColumnMissing {
                table: table.to_owned(),
                column: (*found).to_owned(),
                found: found_names,
                nearest,
            });
        };
        let field = Arc::new(schema.field(index).clone().with_name(*column));
        // One column of the caller may stand for two of the contract.
        if std::mem::replace(&mut taken[index], true) {
            fields.push(field);
            columns.push(Arc::clone(batch.column(index)));
        } else {
            fields[index] = field;
        }
    }
    let schema = Schema::new_with_metadata(fields, schema.metadata().clone());
    RecordBatch::try_new(Arc::new(schema), columns).map_err(|cause| Error::Internal {
        operation: COLUMNS.to_owned(),
        message: cause.to_string(),
    })
}

fn wrong_type(option: &str, found: &Value, expected: &str) -> Error {
    Error::OptionType {
        option: option.to_owned(),
        found: describe(found),
        expected: expected.to_owned(),
    }
}

/// The error with the names of options as the caller writes them.
pub(crate) fn in_case(error: Error, case: Case) -> Error {
    match error {
        Error::OptionType { option, found, expected } => {
            Error::OptionType { option: case.render(&option), found, expected }
        }
        Error::OptionRange { option, found, expected } => {
            Error::OptionRange { option: case.render(&option), found, expected }
        }
        other => other,
    }
}

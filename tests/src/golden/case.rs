//! One golden case, and all of them.

use super::column;
use arrow_array::{ArrayRef, RecordBatch};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a case promises.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// These columns, each with its kind and all its rows.
    Columns(Map<String, Value>),
    /// An error.
    Error {
        /// Its code.
        code: String,
        /// A part of its message, where the words matter.
        message: Option<String>,
    },
}

/// One golden case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file.
    pub path: PathBuf,
    /// Folder and name without the ending, such as `regular_counts/typical`.
    pub name: String,
    /// The operation.
    pub operation: String,
    /// Where the truth comes from.
    pub origin: String,
    /// The options in `snake_case`.
    pub options: Value,
    /// The tables by name.
    pub tables: Vec<(String, RecordBatch)>,
    /// The promise; of several tables that of the main one.
    pub expect: Expect,
    /// How far a number may be from a truth that another program or a paper gives in fewer digits, as a share
    /// of the number or of 1, whichever is more. 0, the rule, compares bits.
    pub tolerance: f64,
    /// What the other tables of the result hold, by name.
    pub expect_tables: Map<String, Value>,
}

impl Case {
    /// The kind that the name starts with: `typical`, `empty`, `single_row`, `boundary` or `error`.
    pub fn kind(&self) -> Option<&'static str> {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        ["typical", "empty", "single_row", "boundary", "error"]
            .into_iter()
            .find(|kind| file.starts_with(kind))
    }

    fn read(path: &Path, root: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|cause| cause.to_string())?;
        let Value::Object(fields) =
            serde_json::from_str::<Value>(&text).map_err(|cause| cause.to_string())?
        else {
            return Err("a case is an object".to_owned());
        };
        if let Some(unknown) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("the key `{unknown}` is unknown"));
        }
        let text = |key: &str| {
            let value = fields.get(key).and_then(Value::as_str);
            value.map(str::to_owned).ok_or_else(|| format!("`{key}` is not a text"))
        };
        let operation = text("operation")?;
        let relative = path.strip_prefix(root).unwrap_or(path).with_extension("");
        if !relative.starts_with(&operation) {
            return Err(format!("a case of `{operation}` belongs into its folder"));
        }
        text("note")?;
        let expect = match (fields.get("expect"), fields.get("expect_error")) {
            (Some(Value::Object(columns)), None) if !columns.is_empty() => {
                Expect::Columns(columns.clone())
            }
            (None, Some(Value::String(code))) => {
                let message = fields.get("expect_message").map(|_| text("expect_message"));
                Expect::Error { code: code.clone(), message: message.transpose()? }
            }
            _ => return Err("expected either `expect` with columns or `expect_error`".to_owned()),
        };
        Ok(Self {
            path: path.to_owned(),
            name: relative.to_string_lossy().replace('\\', "/"),
            operation,
            origin: origin(text("origin")?)?,
            options: fields.get("options").cloned().unwrap_or_default(),
            tables: tables(fields.get("tables"))?,
            expect,
            tolerance: tolerance(fields.get("tolerance"), &text("origin")?)?,
            expect_tables: match fields.get("expect_tables") {
                None => Map::new(),
                Some(Value::Object(tables)) => tables.clone(),
                Some(_) => return Err("`expect_tables` is not an object".to_owned()),
            },
        })
    }
}

const KEYS: [&str; 10] = [
    "operation",
    "note",
    "origin",
    "options",
    "tables",
    "expect",
    "tolerance",
    "expect_tables",
    "expect_error",
    "expect_message",
];

fn origin(text: String) -> Result<String, String> {
    let known = matches!(text.as_str(), "by hand" | "keliu")
        || text.starts_with("paper: ")
        || text.starts_with("reference: ");
    if known { Ok(text) } else { Err(format!("the origin `{text}` is of no known kind")) }
}

fn tolerance(value: Option<&Value>, origin: &str) -> Result<f64, String> {
    let Some(value) = value else { return Ok(0.0) };
    let foreign = origin.starts_with("paper: ") || origin.starts_with("reference: ");
    match value.as_f64().filter(|share| foreign && (0.0..=0.01).contains(share)) {
        Some(share) => Ok(share),
        None => {
            Err("a tolerance is 0 to 0.01 and for truths of papers and other programs".to_owned())
        }
    }
}

fn tables(value: Option<&Value>) -> Result<Vec<(String, RecordBatch)>, String> {
    let Some(Value::Object(tables)) = value else {
        return Err("`tables` is not an object".to_owned());
    };
    let one = |(name, columns): (&String, &Value)| {
        let Value::Object(columns) = columns else {
            return Err(format!("table `{name}` is not an object"));
        };
        let mut arrays: Vec<(&String, ArrayRef, bool)> = Vec::new();
        for (column, values) in columns {
            let array =
                column::read(values).map_err(|cause| format!("{name}.{column}: {cause}"))?;
            arrays.push((column, array, true));
        }
        let batch = if arrays.is_empty() {
            RecordBatch::new_empty(arrow_schema::Schema::empty().into())
        } else {
            RecordBatch::try_from_iter_with_nullable(arrays)
                .map_err(|cause| format!("{name}: {cause}"))?
        };
        Ok((name.clone(), batch))
    };
    tables.iter().map(one).collect()
}

/// `tests/golden`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// All cases, by name.
///
/// # Errors
/// The files that cannot be read as cases, one a line.
pub fn load_all() -> Result<Vec<Case>, String> {
    let root = folder();
    let listed = |path: &Path| -> Result<Vec<PathBuf>, String> {
        let entries = fs::read_dir(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        Ok(paths)
    };
    let (mut cases, mut broken) = (Vec::new(), Vec::new());
    for operation in listed(&root)?.into_iter().filter(|path| path.is_dir()) {
        for path in listed(&operation)? {
            if path.extension().is_some_and(|ending| ending == "json") {
                match Case::read(&path, &root) {
                    Ok(case) => cases.push(case),
                    Err(cause) => broken.push(format!("{}: {cause}", path.display())),
                }
            }
        }
    }
    if broken.is_empty() { Ok(cases) } else { Err(broken.join("\n")) }
}

/// Why cases are known to differ, by name: `call` for the call itself, `parts` for the computation in parts.
pub type Known = BTreeMap<String, BTreeMap<String, String>>;

/// Cases that are known to differ, from `tests/golden/known_different.json`.
///
/// # Errors
/// If the file cannot be read.
pub fn known_different() -> Result<Known, String> {
    let text = fs::read_to_string(folder().join("known_different.json"))
        .map_err(|cause| cause.to_string())?;
    serde_json::from_str(&text).map_err(|cause| cause.to_string())
}

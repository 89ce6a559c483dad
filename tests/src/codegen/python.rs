//! The facade of Python: one typed function per operation, the classes of errors, the flags.

use super::model::{
    CATEGORIES, OptionKind, OptionSpec, Page, Words, all_words, category_doc, listed, one_line,
    operations, pascal, wrapped,
};
use keliu::operations::{Operation, Returns, Role};
use keliu::table::{ColumnKind, ColumnSpec, Presence, TableSpec};
use keliu::{CODES, Category, Flags};
use serde_json::Value;
use std::fmt::Write as _;

const FOLDER: &str = "bindings-python/python/keliu";
/// What ruff is told to keep lines to.
const WIDTH: usize = 100;

/// The generated files.
pub fn files() -> Vec<(String, String)> {
    vec![
        (format!("{FOLDER}/_operations.py"), operations_py()),
        (format!("{FOLDER}/errors.py"), errors_py()),
        (format!("{FOLDER}/_flags.py"), flags_py()),
    ]
}

fn head(doc: &str, source: &str) -> String {
    format!("\"\"\"{doc}\"\"\"\n\n# Generated; edit {source} and run `cargo codegen`.\n\n")
}

fn operations_py() -> String {
    let mut functions = String::new();
    let (mut named, mut tables, mut helpers) = (Vec::new(), String::new(), Vec::new());
    let mut types: Vec<String> = all_words().into_keys().collect();
    for (operation, options) in operations() {
        named.push(operation.name.to_owned());
        if matches!(operation.returns, Returns::Tables(_)) {
            types.push(format!("{}Result", pascal(operation.name)));
        }
        let roles = operation
            .tables
            .iter()
            .map(|role| format!("\"{}\", ", role.name))
            .collect::<Vec<_>>()
            .concat();
        let roles = if operation.tables.len() == 1 {
            roles.trim_end()
        } else {
            roles.trim_end_matches(", ")
        };
        let _ = writeln!(tables, "    \"{}\": ({roles}),", operation.name);
        helpers.push(helper(operation));
        functions.push_str(&result_class(operation));
        functions.push_str(&function(operation, &options));
    }
    helpers.sort_unstable();
    helpers.dedup();
    let words = all_words();
    named.sort_unstable();
    types.sort_unstable();
    let exported = types.iter().chain(&named).map(|name| format!("    \"{name}\",\n"));
    let all = exported.collect::<Vec<_>>().concat();
    let aliases: String = words.values().map(alias).collect();
    let several =
        operations().any(|(operation, _)| matches!(operation.returns, Returns::Tables(_)));
    let typing = if several { "Final, Literal, NamedTuple" } else { "Final, Literal" };
    let files = operations().any(|(operation, _)| operation.tables.iter().any(is_file));
    let inputs = if files {
        "Columns, FileLike, Progress, TableLike, file_batch"
    } else {
        "Columns, Progress, TableLike"
    };
    let lists = operations().any(|(_, options)| options.iter().any(|option| option.list));
    let sequence = if lists { "from collections.abc import Sequence\n" } else { "" };
    let mut text = head("The operations, one function each.", "core");
    let _ = write!(
        text,
        "from __future__ import annotations\n\n{sequence}from typing import {typing}\n\n\
         from keliu._door import {}\nfrom keliu._input import {inputs}\n\
         from keliu._table import Table\n\n__all__ = [\n{all}]\n\n{aliases}\n\
         TABLES: Final[dict[str, tuple[str, ...]]] = {{\n{tables}}}\n\"\"\"The tables that each operation takes.\"\"\"\n{functions}",
        helpers.join(", ")
    );
    text
}

const fn helper(operation: &Operation) -> &'static str {
    match operation.returns {
        Returns::Table(_) => "one_table",
        Returns::Tables(_) => "several_tables",
        Returns::Bytes(_) => "plain_bytes",
    }
}

/// A type for the words of an option, in one line where it fits.
fn alias(words: &Words) -> String {
    let list: Vec<String> = words.words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let line = format!("{} = Literal[{}]\n", words.name, list.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines = list.iter().map(|word| format!("    {word},\n")).collect::<Vec<_>>().concat();
    format!("{} = Literal[\n{lines}]\n", words.name)
}

/// The named result of an operation that gives several tables.
fn result_class(operation: &Operation) -> String {
    let Returns::Tables(specs) = operation.returns else { return String::new() };
    let mut text = format!("\n\nclass {}Result(NamedTuple):\n", pascal(operation.name));
    let _ = write!(text, "    \"\"\"The tables of `{}`.\"\"\"\n\n", operation.name);
    for spec in specs {
        let doc = wrapped(&escaped(spec.doc.trim()), "    ", WIDTH - 6);
        let _ = write!(text, "    {}: Table\n    \"\"\"{}\"\"\"\n", spec.name, doc.trim());
    }
    text
}

fn function(operation: &Operation, options: &[OptionSpec]) -> String {
    let name = operation.name;
    let mut text = format!("\n\ndef {name}(\n");
    for role in operation.tables.iter().filter(|role| role.required) {
        let _ = writeln!(text, "    {}: {},", role.name, input_type(role));
    }
    text.push_str("    *,\n");
    for role in operation.tables.iter().filter(|role| !role.required) {
        let _ = writeln!(text, "    {}: {} | None = None,", role.name, input_type(role));
    }
    for option in options {
        let _ = writeln!(text, "    {}: {} = {},", option.name, type_of(option), literal(option));
    }
    let result = match operation.returns {
        Returns::Table(_) => "Table".to_owned(),
        Returns::Tables(_) => format!("{}Result", pascal(name)),
        Returns::Bytes(_) => "bytes".to_owned(),
    };
    let _ = write!(
        text,
        "    columns: Columns | None = None,\n    progress: Progress | None = None,\n) -> {result}:\n{}",
        docstring(operation, options)
    );
    let dict = |entries: Vec<(&str, String)>| {
        let lines = entries.iter().map(|(key, value)| format!("            \"{key}\": {value},\n"));
        let lines = lines.collect::<Vec<_>>().concat();
        if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}        }}") }
    };
    let given_as = |role: &Role| {
        if is_file(role) {
            format!("file_batch(\"{0}\", {0})", role.name)
        } else {
            role.name.to_owned()
        }
    };
    let tables = dict(operation.tables.iter().map(|role| (role.name, given_as(role))).collect());
    let given = options.iter().map(|option| (option.name.as_str(), option.name.clone()));
    let given = dict(given.collect());
    let arguments = format!(
        "\n        \"{name}\",\n        {tables},\n        {given},\n        columns,\n        progress,\n    "
    );
    let _ = match operation.returns {
        Returns::Tables(_) => {
            writeln!(
                text,
                "    tables = several_tables({arguments})\n    return {result}(**tables)"
            )
        }
        _ => writeln!(text, "    return {}({arguments})", helper(operation)),
    };
    text
}

/// True if the caller brings a file, not a table.
fn is_file(role: &Role) -> bool {
    role.spec.columns.iter().any(|column| column.kind == ColumnKind::Bytes)
}

fn input_type(role: &Role) -> &'static str {
    if is_file(role) { "FileLike" } else { "TableLike" }
}

fn type_of(option: &OptionSpec) -> String {
    let plain = match &option.kind {
        OptionKind::Truth => "bool",
        OptionKind::Whole => "int",
        OptionKind::Number => "float",
        OptionKind::Text => "str",
        OptionKind::Words(words) => &words.name,
    };
    // A list as default would be shared by all calls; a tuple cannot change.
    let whole = if option.list { format!("Sequence[{plain}]") } else { plain.to_owned() };
    if option.nullable { format!("{whole} | None") } else { whole }
}

fn literal(option: &OptionSpec) -> String {
    python_value(&option.default)
}

/// A JSON value as Python writes it, in the form that ruff leaves alone.
fn python_value(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(python_value).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
        Value::Number(number) if number.as_i64().is_some_and(|whole| whole.abs() >= 100_000) => {
            thousands(&number.to_string())
        }
        other => other.to_string(),
    }
}

/// `100000000` as `100_000_000`.
fn thousands(digits: &str) -> String {
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        let rest = digits.len() - i;
        if i > 0 && rest.is_multiple_of(3) && !text.ends_with('-') {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

fn docstring(operation: &Operation, options: &[OptionSpec]) -> String {
    let indent = "    ";
    let deep = "        ";
    let paragraph = |text: &str| wrapped(&escaped(text), deep, WIDTH);
    let page = Page::of(operation);
    let mut text = wrapped(&escaped(&format!("\"\"\"{}", page.summary())), indent, WIDTH);
    let _ = write!(text, "\n\n{indent}Parameters\n{indent}----------\n");
    for role in operation.tables {
        let columns: Vec<String> = role.spec.columns.iter().map(named_column).collect();
        let doc =
            format!("{} Columns, in {}: {}.", role.spec.doc, role.spec.order, columns.join(", "));
        let _ = writeln!(text, "{indent}{}\n{}", role.name, paragraph(&doc));
    }
    for option in options {
        let mut doc = option.doc.clone();
        if let OptionKind::Words(words) = &option.kind {
            for (word, meaning) in &words.words {
                let _ =
                    write!(doc, " \"{word}\": {}{}", meaning[..1].to_lowercase(), &meaning[1..]);
            }
        }
        let _ = writeln!(text, "{indent}{}\n{}", option.name, paragraph(&doc));
    }
    let own = "The names of the caller's columns, `{\"start\": \"ts\"}` or `{\"counts\": {\"start\": \"ts\"}}`.";
    let told = "Called now and then with the pieces of work done and their total; what it raises ends the call.";
    let _ = writeln!(
        text,
        "{indent}columns\n{}\n{indent}progress\n{}\n",
        paragraph(own),
        paragraph(told)
    );
    let _ = write!(text, "{indent}Returns\n{indent}-------\n");
    match operation.returns {
        Returns::Table(spec) => {
            let _ = writeln!(text, "{indent}Table\n{}", returned(spec));
        }
        Returns::Tables(specs) => {
            let _ = writeln!(text, "{indent}{}Result", pascal(operation.name));
            for spec in specs {
                let _ = writeln!(text, "{deep}{}\n\n{}", spec.name, returned(spec));
            }
        }
        Returns::Bytes(what) => {
            let _ = writeln!(text, "{indent}bytes\n{}", paragraph(what));
        }
    }
    if let Some(errors) = page.section("Errors") {
        let _ = write!(
            text,
            "\n{indent}Raises\n{indent}------\n{indent}KeliuError\n{}\n",
            paragraph(&one_line(&errors.replace('`', "")))
        );
    }
    text + indent + "\"\"\"\n"
}

fn named_column(column: &ColumnSpec) -> String {
    match column.presence {
        Presence::Required => format!("`{}`", column.name),
        Presence::Nullable => format!("`{}` (may be null)", column.name),
        Presence::Optional => format!("`{}` (optional)", column.name),
    }
}

fn returned(spec: &TableSpec) -> String {
    let deep = "        ";
    let mut text =
        wrapped(&escaped(&format!("{} Rows are {}.", spec.doc.trim(), spec.order)), deep, WIDTH);
    text.push('\n');
    for column in spec.columns {
        let mut about = vec![column.kind.name()];
        about.extend((!column.unit.is_empty()).then_some(column.unit));
        about.extend((column.presence != Presence::Required).then_some("may be null"));
        let line = format!(
            "`{}` ({}; {}): {}",
            column.name,
            about.join(", "),
            column.zh,
            column.doc.trim()
        );
        text.push('\n');
        text.push_str(&listed(&escaped(&line), deep, WIDTH));
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
}

fn errors_py() -> String {
    let mut text = head(
        "What can go wrong: one class per category, and a stable code in each error.",
        "core/src/error.rs",
    );
    text.push_str(
        "from __future__ import annotations\n\nfrom typing import Final\n\n\n\
         class KeliuError(Exception):\n    \"\"\"Any error of keliu; `code` says which one, and never changes its meaning.\"\"\"\n\n\
         \x20   def __init__(self, code: str, message: str) -> None:\n        super().__init__(code, message)\n        self.code = code\n\n\
         \x20   def __str__(self) -> str:\n        \"\"\"Return the code and the message, with hints in further lines.\"\"\"\n        return f\"{self.args[0]}: {self.args[1]}\"\n",
    );
    for category in CATEGORIES {
        let also = match category {
            Category::Options => ", ValueError",
            Category::Internal => ", RuntimeError",
            _ => "",
        };
        let _ = write!(
            text,
            "\n\nclass {}Error(KeliuError{also}):\n    \"\"\"{}\n\n",
            category.name(),
            category_doc(category)
        );
        for info in CODES.iter().filter(|info| info.category == category) {
            let line = format!("{}: {}", info.code, info.summary.trim());
            let _ = writeln!(text, "{}", listed(&escaped(&line), "    ", WIDTH));
        }
        text.push_str("    \"\"\"\n");
    }
    text.push_str("\n\nCODES: Final[dict[str, type[KeliuError]]] = {\n");
    for info in CODES {
        let _ = writeln!(text, "    \"{}\": {}Error,", info.code, info.category.name());
    }
    text.push_str("}\n\"\"\"Every code with its class.\"\"\"\n");
    text
}

fn flags_py() -> String {
    let mut text = head("The flags of a count, one bit each.", "core/src/table/flags.rs");
    text.push_str(
        "from __future__ import annotations\n\nfrom enum import IntFlag\n\n\n\
         class Flags(IntFlag):\n    \"\"\"What was found about a count and what was done: the bits of the `flags` column.\"\"\"\n\n",
    );
    for flag in Flags::ALL {
        let line = format!("{} ({})", flag.doc.trim(), flag.zh);
        let _ = writeln!(
            text,
            "    {} = {}\n{}",
            flag.name.to_uppercase(),
            flag.bit,
            wrapped(&escaped(&format!("\"\"\"{line}\"\"\"")), "    ", WIDTH)
        );
    }
    text.push_str(
        "\n    def names(self) -> list[str]:\n        \"\"\"Return the names of the flags that are set, in the order of their bits.\"\"\"\n        \
         return [name.lower() for name, flag in Flags.__members__.items() if self & flag]\n",
    );
    text
}

//! The facades of Node and the browser: the same files in both packages.

mod declarations;
mod errors;

use super::model::{OptionSpec, operations};
use declarations::{operations_dts, promises_dts};
use errors::{errors_dts, errors_js, flags_dts, flags_js};
use keliu::operations::{Operation, Returns};
use keliu::table::TableSpec;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str =
    "// Written by `cargo codegen` from what the core declares: change the core, not this file.\n";

/// Files that are written by hand in the one package and copied to the other.
const SHARED: [&str; 6] =
    ["columns.js", "door.js", "raw.js", "raw.d.ts", "tables.js", "tables.d.ts"];

/// The generated files: their paths from the root of the repository, and their texts.
pub fn files(root: &Path) -> Vec<(String, String)> {
    let all: Vec<_> = operations().collect();
    let generated = [
        ("operations.js", operations_js(&all, "run", "")),
        ("operations.d.ts", operations_dts(&all)),
        ("promises.js", operations_js(&all, "runAsync", "control")),
        ("promises.d.ts", promises_dts(&all)),
        ("specs.js", specs_js(&all)),
        ("errors.js", errors_js()),
        ("errors.d.ts", errors_dts()),
        ("flags.js", flags_js()),
        ("flags.d.ts", flags_dts()),
    ];
    let by_hand = root.join("bindings-node/js");
    let copied = SHARED.into_iter().filter_map(|name| {
        let text = std::fs::read_to_string(by_hand.join(name)).ok()?;
        Some((format!("bindings-wasm/js/{name}"), text))
    });
    let both = generated.into_iter().flat_map(|(name, text)| {
        ["bindings-node", "bindings-wasm"]
            .map(|package| (format!("{package}/js/{name}"), text.clone()))
    });
    both.chain(copied).collect()
}

type Operations = [(&'static Operation, Vec<OptionSpec>)];

fn camel(name: &str) -> String {
    keliu::bridge::Case::Camel.render(name)
}

fn pascal(name: &str) -> String {
    let camel = camel(name);
    let mut letters = camel.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters.as_str().chars())
        .collect()
}

/// Names that the core writes with underscores and JavaScript without.
fn renamed(all: &Operations) -> BTreeSet<String> {
    let options = all.iter().flat_map(|(_, options)| options.iter().map(|o| o.name.clone()));
    let names = all.iter().map(|(operation, _)| operation.name.to_owned());
    options.chain(names).filter(|name| name.contains('_')).collect()
}

/// A sentence of the core with the names of options and operations as JavaScript writes them.
fn in_camel(text: &str, names: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            out.push_str(&if names.contains(&word) { camel(&word) } else { word.clone() });
            word.clear();
            out.push(letter);
        }
    }
    out.pop();
    out.trim().replace("*/", "* /")
}

fn comment(indent: &str, lines: &[String]) -> String {
    if let [line] = lines {
        return format!("{indent}/** {line} */\n");
    }
    let body: String =
        lines
            .iter()
            .map(|line| {
                if line.is_empty() {
                    format!("{indent} *\n")
                } else {
                    format!("{indent} * {line}\n")
                }
            })
            .collect();
    format!("{indent}/**\n{body}{indent} */\n")
}

fn required(operation: &Operation) -> Vec<String> {
    operation.tables.iter().filter(|role| role.required).map(|role| camel(role.name)).collect()
}

fn operations_js(all: &Operations, run: &str, more: &str) -> String {
    let mut out = format!(
        "{HEAD}import {{ {run} }} from \"./door.js\";\nimport {{ OPERATIONS }} from \"./specs.js\";\n"
    );
    for (operation, _) in all {
        let name = camel(operation.name);
        let tables = required(operation).join(", ");
        let more = if more.is_empty() { String::new() } else { format!(", {more}") };
        let _ = write!(
            out,
            "\nexport function {name}({tables}, options{more}) {{\n  \
             return {run}(OPERATIONS.{name}, [{tables}], options{more});\n}}\n"
        );
    }
    out
}

fn specs_js(all: &Operations) -> String {
    let mut out = format!("{HEAD}export const OPERATIONS = {{\n");
    for (operation, _) in all {
        let folds = operation.partition().is_none();
        let returns = returned(operation)
            .iter()
            .map(|table| format!("\"{}\"", table.name))
            .collect::<Vec<_>>()
            .join(", ");
        let _ = write!(
            out,
            "  {}: {{\n    name: \"{}\",\n    folds: {folds},\n    returns: [{returns}],\n    tables: [\n",
            camel(operation.name),
            operation.name
        );
        for role in operation.tables {
            let columns = role
                .spec
                .columns
                .iter()
                .map(|column| format!("{}: \"{}\"", column.name, column.kind.name()))
                .collect::<Vec<_>>()
                .join(", ");
            let _ = writeln!(
                out,
                "      {{ name: \"{}\", table: \"{}\", required: {}, columns: {{ {columns} }} }},",
                role.name, role.spec.name, role.required
            );
        }
        out.push_str("    ],\n  },\n");
    }
    out.push_str("};\n\n/** Names that messages write with underscores. */\nexport const NAMES = new Set([\n");
    for name in renamed(all) {
        let _ = writeln!(out, "  \"{name}\",");
    }
    out.push_str("]);\n");
    out
}

fn returned(operation: &Operation) -> Vec<&'static TableSpec> {
    match operation.returns {
        Returns::Table(table) => vec![table],
        Returns::Tables(tables) => tables.to_vec(),
        Returns::Bytes(_) => Vec::new(),
    }
}

//! The TypeScript declarations of operations, their options and their rows.

use super::super::model::{OptionKind, OptionSpec};
use super::{HEAD, Operations, camel, comment, in_camel, pascal, renamed, returned};
use keliu::error::{CODES, Category};
use keliu::operations::{Operation, Returns, Role};
use keliu::table::{ColumnKind, ColumnSpec, Presence, TableSpec};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

fn result_type(operation: &Operation) -> String {
    match operation.returns {
        Returns::Table(table) => format!("{}Table", pascal(table.name)),
        Returns::Tables(tables) => {
            let fields: Vec<String> = tables
                .iter()
                .map(|table| format!("{}: {}Table", camel(table.name), pascal(table.name)))
                .collect();
            format!("{{ {} }}", fields.join("; "))
        }
        Returns::Bytes(_) => "Uint8Array".to_owned(),
    }
}

fn input_type(role: &Role) -> &'static str {
    let file = role.spec.columns.iter().any(|column| column.kind == ColumnKind::Bytes);
    if file { "FileLike" } else { "TableLike" }
}

/// The positional arguments; `when` is the word before the type.
fn inputs(operation: &Operation, when: &str) -> Vec<String> {
    let required = operation.tables.iter().filter(|role| role.required);
    required.map(|role| format!("{}: {when}{}", camel(role.name), input_type(role))).collect()
}

pub(super) fn operations_dts(all: &Operations) -> String {
    let names = renamed(all);
    let mut out = format!(
        "{HEAD}import type {{ ColumnNames, FileLike, ResultTable, TableLike }} from \"./tables.js\";\n"
    );
    let mut written = BTreeSet::new();
    for (operation, options) in all {
        out.push_str(&options_interface(operation, options, &names));
        for table in returned(operation).into_iter().filter(|table| written.insert(table.name)) {
            out.push_str(&row_interface(table, &names));
        }
        out.push('\n');
        out.push_str(&comment("", &operation_doc(operation, &names)));
        let tables: Vec<String> = inputs(operation, "");
        let _ = writeln!(
            out,
            "export declare function {}({}, options?: {}Options): {};",
            camel(operation.name),
            tables.join(", "),
            pascal(operation.name),
            result_type(operation)
        );
    }
    let foldable: Vec<&&Operation> =
        all.iter().map(|(operation, _)| operation).filter(|o| o.partition().is_none()).collect();
    out.push_str("\n/** Operations that can be computed in parts, with what they take and give. */\nexport interface Foldable {\n");
    for operation in foldable {
        let _ = writeln!(
            out,
            "  {}: {{ options: {}Options; result: {} }};",
            camel(operation.name),
            pascal(operation.name),
            result_type(operation)
        );
    }
    out.push_str("}\n");
    out
}

fn options_interface(
    operation: &Operation,
    options: &[OptionSpec],
    names: &BTreeSet<String>,
) -> String {
    let mut out = format!(
        "\n/** Options of {{@link {}}}. */\nexport interface {}Options {{\n",
        camel(operation.name),
        pascal(operation.name)
    );
    for role in operation.tables.iter().filter(|role| !role.required) {
        out.push_str(&comment("  ", &[in_camel(role.spec.doc, names)]));
        let given = input_type(role);
        let _ = writeln!(out, "  {}?: {given} | null | undefined;", camel(role.name));
    }
    for option in options {
        let mut doc = vec![in_camel(&option.doc, names)];
        if let OptionKind::Words(words) = &option.kind {
            doc.extend(
                words
                    .words
                    .iter()
                    .map(|(word, what)| format!("- `\"{word}\"`: {}", in_camel(what, names))),
            );
        }
        if !option.default.is_null() {
            doc.push(format!("@defaultValue `{}`", option.default));
        }
        out.push_str(&comment("  ", &doc));
        let _ = writeln!(out, "  {}?: {} | undefined;", camel(&option.name), option_type(option));
    }
    out.push_str(&comment(
        "  ",
        &["Your names of columns: `{ start: \"ts\" }` for the first table, `{ hours: { site: \"shop\" } }` for a table by name.".to_owned()],
    ));
    out.push_str("  columns?: ColumnNames | undefined;\n}\n");
    out
}

fn option_type(option: &OptionSpec) -> String {
    let one = match &option.kind {
        OptionKind::Truth => "boolean".to_owned(),
        OptionKind::Whole | OptionKind::Number => "number".to_owned(),
        OptionKind::Text => "string".to_owned(),
        OptionKind::Words(words) => words
            .words
            .iter()
            .map(|(word, _)| format!("\"{word}\""))
            .collect::<Vec<_>>()
            .join(" | "),
    };
    let list = match (option.list, one.contains('|')) {
        (false, _) => one,
        (true, false) => format!("readonly {one}[]"),
        (true, true) => format!("readonly ({one})[]"),
    };
    if option.nullable { format!("{list} | null") } else { list }
}

fn row_interface(table: &TableSpec, names: &BTreeSet<String>) -> String {
    let name = pascal(table.name);
    let mut out = format!(
        "\n/** {} Rows are {}. */\nexport interface {name}Row {{\n",
        in_camel(table.doc, names),
        in_camel(table.order, names)
    );
    for column in table.columns {
        let unit =
            if column.unit.is_empty() { String::new() } else { format!(" [{}]", column.unit) };
        out.push_str(&comment("  ", &[format!("{}{unit}", in_camel(column.doc, names))]));
        let _ = writeln!(out, "  {}: {};", column.name, column_type(column));
    }
    let _ = write!(
        out,
        "}}\n\n/** The Arrow table of {{@link {name}Row}}. */\nexport type {name}Table = ResultTable<{name}Row>;\n"
    );
    out
}

fn column_type(column: &ColumnSpec) -> String {
    let one = match column.kind {
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Shape => "string",
        ColumnKind::Id => "number | string",
        ColumnKind::Time => "Date",
        ColumnKind::Whole | ColumnKind::Number | ColumnKind::Flags => "number",
        ColumnKind::Truth => "boolean",
        ColumnKind::Bytes => "Uint8Array",
    };
    if column.presence == Presence::Required { one.to_owned() } else { format!("{one} | null") }
}

/// The text of one `# Section` of the documentation.
fn section<'d>(doc: &'d str, title: &str) -> &'d str {
    let start = doc.find(&format!("# {title}\n")).map_or(doc.len(), |at| at + title.len() + 3);
    let rest = &doc[start..];
    rest.find("\n# ").map_or(rest, |end| &rest[..end])
}

fn operation_doc(operation: &Operation, names: &BTreeSet<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let summary = operation.doc.split("\n\n").next().unwrap_or_default();
    lines.push(in_camel(summary, names));
    for title in ["Input", "Output"] {
        let text = in_camel(section(operation.doc, title), names);
        if !text.is_empty() {
            lines.push(String::new());
            lines.extend(format!("{title}: {text}").lines().map(ToOwned::to_owned));
        }
    }
    lines.push(String::new());
    for role in operation.tables.iter().filter(|role| role.required) {
        lines.push(format!("@param {} - {}", camel(role.name), in_camel(role.spec.doc, names)));
    }
    let mut thrown: BTreeMap<Category, Vec<&str>> = BTreeMap::new();
    let errors = section(operation.doc, "Errors");
    for info in CODES.iter().filter(|info| errors.contains(&format!("`{}`", info.code))) {
        thrown.entry(info.category).or_default().push(info.code);
    }
    for (category, codes) in thrown {
        lines.push(format!("@throws {{@link {}Error}} {}", category.name(), codes.join(", ")));
    }
    lines
}

pub(super) fn promises_dts(all: &Operations) -> String {
    let mut options: Vec<String> =
        all.iter().map(|(operation, _)| format!("{}Options", pascal(operation.name))).collect();
    let mut tables: BTreeSet<String> = BTreeSet::new();
    for (operation, _) in all {
        tables
            .extend(returned(operation).iter().map(|table| format!("{}Table", pascal(table.name))));
    }
    options.extend(tables);
    options.sort();
    let mut out = format!(
        "{HEAD}import type {{ {} }} from \"./operations.js\";\n\
         import type {{ AsyncFileLike, AsyncTableLike, Control }} from \"./tables.js\";\n",
        options.join(", ")
    );
    for (operation, _) in all {
        let name = camel(operation.name);
        let tables: Vec<String> = inputs(operation, "Async");
        let _ = write!(
            out,
            "\n/** As `{name}`, off the main thread. */\n\
             export declare function {name}({}, options?: {}Options, control?: Control): Promise<{}>;\n",
            tables.join(", "),
            pascal(operation.name),
            result_type(operation)
        );
    }
    out
}

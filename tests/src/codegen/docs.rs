//! Pages of the documentation: one per operation, the errors, the flags, and the table in the README.

use super::model::{
    CATEGORIES, OptionKind, OptionSpec, Page, category_doc, one_line, operations, pascal,
};
use keliu::bridge::Case;
use keliu::operations::{AREAS, Area, OPERATIONS, Operation, Returns};
use keliu::table::{ColumnSpec, Presence, TableSpec};
use keliu::{CODES, Flags};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Between these lines of a hand-written file stands what is generated.
const README_MARKS: [&str; 2] = ["<!-- operations:start -->", "<!-- operations:end -->"];
const NAVIGATION_MARKS: [&str; 2] = ["# operations:start", "      # operations:end"];

/// The generated pages, and the README where it has the markers.
pub fn files(root: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = operations()
        .map(|(operation, options)| {
            (format!("docs/operations/{}.md", operation.name), page(operation, &options))
        })
        .collect();
    files.push(("docs/errors.md".to_owned(), errors()));
    files.push(("docs/flags.md".to_owned(), flags()));
    for (path, marks, text) in
        [("README.md", README_MARKS, table()), ("mkdocs.yml", NAVIGATION_MARKS, navigation())]
    {
        let whole = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        files.extend(replaced(&whole, marks, &text).map(|text| (path.to_owned(), text)));
    }
    files
}

fn head(title: &str, source: &str) -> String {
    format!("<!-- Generated; edit {source} and run `cargo codegen`. -->\n\n# {title}\n\n")
}

fn page(operation: &Operation, options: &[OptionSpec]) -> String {
    let page = Page::of(operation);
    let source = format!("core/src/{}/{}", operation.layer, operation.name);
    let mut text = head(operation.name, &format!("{source}.md or {source}.rs"));
    let _ = write!(text, "{}\n\n{}", page.summary(), calls(operation, options));
    let _ = write!(text, "\n## Input\n\n{}\n", page.section("Input").unwrap_or_default());
    for role in operation.tables {
        let may = if role.required { "" } else { ", which may be left out" };
        let _ = write!(text, "\n### Table `{}`{may}\n\n{}", role.name, columns(role.spec));
    }
    let _ = write!(text, "\n## Options\n\n{}", option_table(options));
    let _ = write!(text, "\n## Output\n\n{}\n\n", page.section("Output").unwrap_or_default());
    match operation.returns {
        Returns::Table(spec) => text.push_str(&columns(spec)),
        Returns::Tables(specs) => {
            for spec in specs {
                let _ = write!(text, "### Table `{}`\n\n{}\n", spec.name, columns(spec));
            }
        }
        Returns::Bytes(what) => {
            let _ = writeln!(text, "{what}");
        }
    }
    for heading in ["Method", "Source"] {
        if let Some(section) = page.section(heading) {
            let _ = write!(text, "\n## {heading}\n\n{section}\n");
        }
    }
    let _ = write!(text, "\n## In parts\n\n{}\n", folding(operation));
    if let Some(section) = page.section("Errors") {
        let _ = write!(text, "\n## Errors\n\n{}\n", linked(section));
    }
    if let Some(section) = page.section("Examples") {
        let _ = write!(text, "\n## Example in Rust\n\n{}\n", shown(section));
    }
    if let Some(section) = page.section("Cost") {
        let _ = write!(text, "\n## Cost\n\n{section}\n");
    }
    text
}

fn folding(operation: &Operation) -> String {
    match operation.partition() {
        None => format!(
            "Any split of the rows gives the same bits: make states with `partial(\"{0}\", …)`, join them with `merge`, and turn the state into the result with `finish`.",
            operation.name
        ),
        Some(partition) => format!(
            "This operation needs all rows of a {partition} in one call; call it once per {partition}. `partial` refuses it with [`KELIU_NOT_FOLDABLE`](../errors.md)."
        ),
    }
}

/// The same call in four languages, with an option that most callers set.
fn calls(operation: &Operation, options: &[OptionSpec]) -> String {
    let name = operation.name;
    let camel = Case::Camel.render(name);
    let pascal = pascal(name);
    let required: Vec<&str> =
        operation.tables.iter().filter(|role| role.required).map(|role| role.name).collect();
    let zone = options.iter().any(|option| option.name == "time_zone");
    let (python, javascript) = if zone {
        (", time_zone=\"Asia/Shanghai\"", ", { timeZone: \"Asia/Shanghai\" }")
    } else {
        ("", "")
    };
    let rust: String = operation
        .tables
        .iter()
        .map(|role| if role.required { format!("&{}, ", role.name) } else { "None, ".to_owned() })
        .collect();
    let arguments =
        |case: Case| required.iter().map(|name| case.render(name)).collect::<Vec<_>>().join(", ");
    let (snake, camels) = (arguments(Case::Snake), arguments(Case::Camel));
    let tabs = [
        (
            "Rust",
            "rust",
            format!(
                "use keliu::{{{pascal}Options, {name}}};\n\nlet result = {name}({rust}&{pascal}Options::default())?;"
            ),
        ),
        ("Python", "python", format!("import keliu\n\nresult = keliu.{name}({snake}{python})")),
        (
            "Node",
            "javascript",
            format!(
                "import {{ {camel} }} from \"keliu\";\n\nconst result = {camel}({camels}{javascript});"
            ),
        ),
        (
            "Browser",
            "javascript",
            format!(
                "import init, {{ {camel} }} from \"keliu-wasm\";\n\nawait init();\nconst result = {camel}({camels}{javascript});"
            ),
        ),
    ];
    let mut text = String::new();
    for (title, language, code) in tabs {
        let _ = writeln!(text, "=== \"{title}\"\n\n    ```{language}");
        for line in code.lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
        text.push_str("    ```\n\n");
    }
    text.trim_end().to_owned() + "\n"
}

fn option_table(options: &[OptionSpec]) -> String {
    if options.is_empty() {
        return "None.\n".to_owned();
    }
    let mut text = "Names are those of Rust and Python; JavaScript writes `timeZone` for `time_zone`.\n\n| option | type | default | meaning |\n|---|---|---|---|\n".to_owned();
    for option in options {
        let plain = match &option.kind {
            OptionKind::Truth => "true or false",
            OptionKind::Whole => "whole number",
            OptionKind::Number => "number",
            OptionKind::Text => "text",
            OptionKind::Words(_) => "word",
        };
        let kind = if option.list { format!("list of: {plain}") } else { plain.to_owned() };
        let default = match &option.default {
            Value::Null => "not set".to_owned(),
            value => format!("`{value}`"),
        };
        let mut doc = option.doc.clone();
        if let OptionKind::Words(words) = &option.kind {
            for (word, meaning) in &words.words {
                let _ = write!(doc, "<br>`\"{word}\"`: {meaning}");
            }
        }
        let _ = writeln!(text, "| `{}` | {kind} | {default} | {} |", option.name, cell(&doc));
    }
    text
}

fn columns(spec: &TableSpec) -> String {
    let mut text = format!(
        "{} Rows: {}.\n\n| column | type | unit | 中文 | meaning |\n|---|---|---|---|---|\n",
        spec.doc.trim(),
        spec.order
    );
    for column in spec.columns {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            column.name,
            kind(column),
            column.unit,
            column.zh,
            cell(&one_line(column.doc))
        );
    }
    text
}

fn kind(column: &ColumnSpec) -> String {
    let presence = match column.presence {
        Presence::Required => "",
        Presence::Nullable => ", or null",
        Presence::Optional => ", optional",
    };
    format!("{}{presence}", column.kind.name())
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Codes as links to the page of errors.
fn linked(text: &str) -> String {
    let mut linked = text.to_owned();
    for info in CODES {
        let code = format!("`{}`", info.code);
        linked = linked.replace(&code, &format!("[{code}](../errors.md)"));
    }
    linked
}

/// An example without the lines that only its test needs.
fn shown(section: &str) -> String {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in section.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            lines.push(if fenced { "```rust" } else { "```" });
        } else if !(fenced && (line == "#" || line.starts_with("# "))) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn errors() -> String {
    let mut text = head("Errors", "core/src/error.rs");
    text.push_str(
        "Every error has a code that never changes its meaning, a message that says what was found and what was \
         expected, and the class of its category: `SchemaError` in Python and JavaScript, `Category::Schema` in Rust. All classes derive from `KeliuError`.\n",
    );
    for category in CATEGORIES {
        let _ = write!(
            text,
            "\n## {}Error\n\n{}\n\n| code | when |\n|---|---|\n",
            category.name(),
            category_doc(category)
        );
        for info in CODES.iter().filter(|info| info.category == category) {
            let _ = writeln!(text, "| `{}` | {} |", info.code, cell(&one_line(info.summary)));
        }
    }
    text
}

fn flags() -> String {
    let mut text = head("Flags", "core/src/table/flags.rs");
    text.push_str(
        "The column `flags` holds one bit per finding. Python: `keliu.Flags(value).names()`.\n\n\
         | bit | value | name | 中文 | meaning |\n|---|---|---|---|---|\n",
    );
    for flag in Flags::ALL {
        let _ = writeln!(
            text,
            "| {} | {} | `{}` | {} | {} |",
            flag.bit.trailing_zeros(),
            flag.bit,
            flag.name,
            flag.zh,
            cell(&one_line(flag.doc))
        );
    }
    text
}

/// A file with what stands between its marks replaced, or nothing where it has no marks.
fn replaced(whole: &str, [start, end]: [&str; 2], text: &str) -> Option<String> {
    let start = whole.find(start)? + start.len();
    let end = start + whole[start..].find(end)?;
    Some(format!("{}{text}{}", &whole[..start], &whole[end..]))
}

fn table() -> String {
    let mut table = "\n".to_owned();
    for area in AREAS {
        let _ = write!(table, "\n**{}**\n\n| operation | what it gives |\n|---|---|\n", area.title);
        for operation in of_area(area) {
            let name = operation.name;
            let summary = cell(&Page::of(operation).summary());
            let _ = writeln!(table, "| [`{name}`](docs/operations/{name}.md) | {summary} |");
        }
    }
    table + "\n"
}

fn navigation() -> String {
    let mut lines = "\n".to_owned();
    for area in AREAS {
        let _ = writeln!(lines, "      - {}:", area.title);
        for operation in of_area(area) {
            let _ = writeln!(lines, "          - {0}: operations/{0}.md", operation.name);
        }
    }
    lines
}

/// The operations of an area; one whose module is in no area would be in no menu.
fn of_area(area: &Area) -> impl Iterator<Item = &'static Operation> {
    assert!(
        OPERATIONS.iter().all(|one| AREAS.iter().any(|area| area.layer == one.layer)),
        "every operation belongs to an area"
    );
    let layer = area.layer;
    OPERATIONS.iter().filter(move |operation| operation.layer == layer)
}

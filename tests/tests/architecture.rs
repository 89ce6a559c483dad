//! The shape of the code: who may use whom, what may stand where, how long a file may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules at the bottom: they know errors, numbers and each other, but no table and no algorithm.
const LEAVES: [&str; 8] =
    ["error", "math", "nearest", "check", "time", "watch", "accumulate", "parallel"];

/// What each module may use besides the leaves. An edge is added here or not at all.
const EDGES: [(&str, &[&str]); 13] = [
    ("stats", &[]),
    ("geometry", &[]),
    ("table", &["geometry"]),
    ("calendar", &["stats", "table"]),
    ("expectation", &["stats", "table", "calendar"]),
    ("counts", &["stats", "table", "calendar", "expectation"]),
    ("occupancy", &["stats", "table", "calendar", "expectation"]),
    ("calibration", &["stats", "table", "calendar", "expectation"]),
    ("import", &["stats", "geometry", "table", "calendar"]),
    ("visits", &["stats", "geometry", "table", "calendar"]),
    ("heatmap", &["stats", "geometry", "table", "calendar"]),
    ("operations", &["table", "import", "counts", "occupancy", "calibration", "visits", "heatmap"]),
    ("bridge", &["operations", "table"]),
];

/// The version is a constant of the crate root that results carry.
const ROOT: [&str; 1] = ["VERSION"];

const LONGEST_FILE: usize = 500;
const LONGEST_BINDING: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below a folder with one of these endings, as paths from the root of the repository.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let skipped = ["target", "node_modules", "pkg", "__pycache__"];
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !skipped.contains(&name.as_str()) && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let relative = path.strip_prefix(root()).expect("it lies below the root");
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                found.push((relative.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    found
}

fn is_test(path: &str) -> bool {
    path.ends_with("_tests.rs") || path.ends_with("/testing.rs") || path.ends_with("_streams.rs")
}

/// The code of a line, without comment or documentation.
fn code(line: &str) -> &str {
    let line = line.trim_start();
    if line.starts_with("//") { "" } else { line.split(" // ").next().unwrap_or(line) }
}

/// The names that follow `crate::` in a line: of a group `{a::b, c}` each first one.
fn used(line: &str, before: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    };
    let mut names = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(before) {
        let preceded = rest[..at].chars().next_back();
        rest = &rest[at + before.len()..];
        if preceded.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut start) = (0, 0);
                for (at, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => {
                            names.push(word(&group[start..at]));
                            break;
                        }
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            names.push(word(&group[start..at]));
                            start = at + 1;
                        }
                        _ => {}
                    }
                }
            }
            None => names.push(word(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The module of the crate that a file belongs to; nothing for `lib.rs`, where modules are declared.
fn module(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("core/src/")?;
    let first = inside.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first)).filter(|name| *name != "lib")
}

fn allowed(module: &str, name: &str) -> bool {
    let own = name == module;
    if let Some((_, more)) = EDGES.iter().find(|(from, _)| *from == module) {
        own || LEAVES.contains(&name)
            || more.contains(&name)
            || (["bridge", "operations"].contains(&module) && ROOT.contains(&name))
    } else {
        own || LEAVES.contains(&name)
    }
}

fn assert_none(what: &str, offenses: &[String]) {
    assert!(offenses.is_empty(), "{what}:\n{}", offenses.join("\n"));
}

/// Statements of a file, so that a `use` over several lines is seen whole.
fn statements(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let line = code(line);
        let (start, mut statement) = open.take().unwrap_or((number + 1, String::new()));
        statement.push_str(line);
        let import = statement.trim_start().starts_with("use ")
            || statement.trim_start().starts_with("pub use ")
            || statement.trim_start().starts_with("pub(crate) use ");
        if import && !statement.contains(';') {
            open = Some((start, statement));
        } else {
            found.push((start, statement));
        }
    }
    found.extend(open);
    found
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut offenses = Vec::new();
    let mut edges = 0;
    for (path, text) in files("core/src", &[".rs"]) {
        let Some(module) = module(&path).filter(|_| !is_test(&path)) else { continue };
        let known = LEAVES.contains(&module) || EDGES.iter().any(|(from, _)| *from == module);
        if !known {
            offenses.push(format!("{path}: the module `{module}` is in no layer of this test"));
        }
        for (line, statement) in statements(&text) {
            for name in used(&statement, "crate::") {
                edges += 1;
                if !allowed(module, &name) {
                    offenses.push(format!(
                        "{path}:{line}: `{module}` may not use `{name}`: {statement}"
                    ));
                }
            }
        }
    }
    assert!(edges > 50, "only {edges} uses of modules were found: the search is broken");
    assert_none("edges that are not allowed", &offenses);
}

#[test]
fn the_core_knows_no_language() {
    let foreign = ["pyo3", "napi", "wasm_bindgen", "js_sys", "serde_json"];
    let mut offenses = Vec::new();
    for (path, text) in files("core/src", &[".rs"]) {
        // Devices write JSON: reading files reads it too.
        let bridge = ["core/src/bridge/", "core/src/operations", "core/src/import/"]
            .iter()
            .any(|door| path.starts_with(door));
        for (number, line) in text.lines().enumerate() {
            for word in foreign.iter().filter(|word| code(line).contains(**word)) {
                if *word != "serde_json" || !(bridge || is_test(&path)) {
                    offenses.push(format!("{path}:{}: {word}", number + 1));
                }
            }
        }
    }
    assert_none("languages and formats outside the bridge", &offenses);
}

#[test]
fn areas_and_everything_below_read_no_world() {
    let world = [
        "std::env::",
        "std::fs",
        "std::net",
        "std::process",
        "println!",
        "eprintln!",
        "SystemTime",
        "Instant::now",
    ];
    let mut offenses = Vec::new();
    for (path, text) in files("core/src", &[".rs"]) {
        for (number, line) in text.lines().enumerate().filter(|_| !is_test(&path)) {
            for word in world.iter().filter(|word| code(line).contains(**word)) {
                offenses.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    assert_none("clocks, files and environment in the core", &offenses);
}

#[test]
fn files_are_short_and_named_after_their_job() {
    let mut offenses = Vec::new();
    let mut seen = 0;
    for folder in [
        "core",
        "bindings-python",
        "bindings-node",
        "bindings-wasm",
        "benches",
        "examples",
        "tests",
    ] {
        for (path, text) in files(folder, &[".rs", ".py", ".mjs", ".sh"]) {
            seen += 1;
            let lines = text.lines().count();
            let generated = text.lines().take(5).any(|line| line.contains("cargo codegen"));
            if lines > LONGEST_FILE && !generated {
                offenses.push(format!("{path} has {lines} lines, more than {LONGEST_FILE}"));
            }
            for part in path.split('/') {
                let name = part.split('.').next().unwrap_or(part);
                if ["util", "utils", "common", "helper", "helpers", "misc"].contains(&name) {
                    offenses.push(format!("{path}: `{name}` says nothing about what is inside"));
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} files were found: the search is broken");
    assert_none("files", &offenses);
}

#[test]
fn bindings_are_thin_and_know_only_the_door() {
    // Types of the crate root that carry no work of their own.
    let doors =
        ["bridge", "error", "Error", "Category", "CODES", "CodeInfo", "Watch", "Result", "VERSION"];
    let mut offenses = Vec::new();
    for binding in ["bindings-python/src", "bindings-node/src", "bindings-wasm/src"] {
        let sources = files(binding, &[".rs"]);
        assert!(!sources.is_empty(), "{binding} has no sources");
        for (path, text) in sources {
            let lines = text.lines().filter(|line| !code(line).trim().is_empty()).count();
            if lines > LONGEST_BINDING {
                offenses
                    .push(format!("{path} has {lines} lines of code, more than {LONGEST_BINDING}"));
            }
            for (line, statement) in statements(&text) {
                for name in used(&statement, "keliu::") {
                    if !doors.contains(&name.as_str()) {
                        offenses.push(format!("{path}:{line}: uses keliu::{name}: {statement}"));
                    }
                }
            }
            for operation in keliu::operations::OPERATIONS {
                if text.contains(operation.name) {
                    offenses.push(format!("{path} names the operation {}", operation.name));
                }
            }
        }
    }
    assert_none("bindings", &offenses);
}

#[test]
fn the_search_finds_what_it_should() {
    assert_eq!(
        used("use crate::{error::Result, table::{A, B}, counts};", "crate::"),
        ["error", "table", "counts"]
    );
    assert_eq!(
        used("fn f() -> crate::error::Result<()> { crate::time::parse_time(x) }", "crate::"),
        ["error", "time"]
    );
    assert_eq!(used("$crate::error::Result<arrow_crate::X>", "crate::"), ["error"]);
    let text = "use crate::{\n    error,\n    counts,\n};\n// use crate::bridge;\n";
    let names: BTreeSet<String> =
        statements(text).iter().flat_map(|(_, statement)| used(statement, "crate::")).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["counts", "error"]);
    assert!(allowed("counts", "calendar") && !allowed("calendar", "counts"));
    assert!(!allowed("error", "bridge") && !allowed("counts", "operations"));
}

//! Whatever an operation needs to be complete: cases, examples, a benchmark, a page, an entry in the changelog.

use keliu::CODES;
use keliu::operations::{OPERATIONS, Operation};
use keliu_tests::golden::{Case, Expect, load_all};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Codes that no table and no option of a golden case can bring about, with the test that does.
const ELSEWHERE: [(&str, &str, &str, &str); 10] = [
    (
        "KELIU_COLUMN_LENGTH",
        "columns of an Arrow table have one length",
        "core/src/counts/intervals_tests.rs",
        "columns_of_different_length_are_refused",
    ),
    (
        "KELIU_OPERATION_UNKNOWN",
        "a case names an operation that exists",
        "core/src/bridge/bridge_tests.rs",
        "an_unknown_operation_is_answered_with_the_nearest",
    ),
    (
        "KELIU_NOT_FOLDABLE",
        "a case is called, not folded",
        "tests/tests/accumulate.rs",
        "what_cannot_be_folded_says_what_must_stay_together",
    ),
    (
        "KELIU_BYTES_INVALID",
        "tables of a case are written by Arrow",
        "tests/tests/containment.rs",
        "streams_that_crash_or_fill_other_readers_are_refused",
    ),
    (
        "KELIU_STATE_INVALID",
        "a case has no state",
        "tests/tests/containment.rs",
        "a_state_cut_anywhere_is_refused",
    ),
    (
        "KELIU_STATE_MISMATCH",
        "a case has no state",
        "tests/tests/accumulate.rs",
        "states_that_do_not_belong_together_do_not_merge",
    ),
    (
        "KELIU_PARTS_INTERLEAVE",
        "a case is called, not folded",
        "core/src/visits/zone_visits_tests.rs",
        "parts_of_a_track_that_interleave_are_refused",
    ),
    (
        "KELIU_CANCELED",
        "nobody watches a case",
        "tests/tests/accumulate.rs",
        "a_watch_sees_the_work_and_can_end_it",
    ),
    (
        "KELIU_INTERNAL",
        "no input is known to cause it",
        "tests/tests/containment.rs",
        "a_panic_becomes_a_typed_error_and_the_library_lives_on",
    ),
    (
        "KELIU_LIMIT_TABLE",
        "it takes more than 2^32 rows",
        "core/src/counts/rows_tests.rs",
        "a_table_larger_than_codes_reach_is_refused",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// The text of all files below a folder with one of these endings.
fn below(folder: &str, endings: &[&str]) -> String {
    let mut text = String::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() && name != "node_modules" {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                text.push_str(&fs::read_to_string(path).unwrap_or_default());
            }
        }
    }
    text
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| camel + &word[..1].to_uppercase() + &word[1..])
}

/// The name as a word of its own, so that `count_totals` is not found in `count_totals_of`.
fn holds(text: &str, word: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(part)
            && !text[at + word.len()..].chars().next().is_some_and(part)
    })
}

fn cases() -> Vec<Case> {
    load_all().expect("all golden files are cases")
}

/// The codes that the documentation of an operation lists under `# Errors`.
fn documented(operation: &Operation) -> BTreeSet<&'static str> {
    let errors = operation.doc.split("# Errors").nth(1).unwrap_or_default();
    let errors = errors.split("\n# ").next().unwrap_or_default();
    errors.split('`').filter(|word| word.starts_with("KELIU_")).collect()
}

fn errors_of<'a>(cases: &'a [Case], operation: &str) -> BTreeSet<&'a str> {
    let of_operation = cases.iter().filter(|case| case.operation == operation);
    of_operation
        .filter_map(|case| match &case.expect {
            Expect::Error { code, .. } => Some(code.as_str()),
            Expect::Columns(_) => None,
        })
        .collect()
}

fn assert_none(missing: &[String]) {
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

#[test]
fn every_operation_has_every_kind_of_case() {
    let cases = cases();
    let mut missing = Vec::new();
    for operation in OPERATIONS {
        for kind in ["typical", "empty", "single_row", "boundary", "error"] {
            if !cases
                .iter()
                .any(|case| case.operation == operation.name && case.kind() == Some(kind))
            {
                missing.push(format!("tests/golden/{}/{kind}*.json", operation.name));
            }
        }
    }
    for case in &cases {
        if !OPERATIONS.iter().any(|operation| operation.name == case.operation) {
            missing.push(format!("{}: the operation does not exist", case.name));
        }
        if matches!(case.expect, Expect::Error { .. }) != (case.kind() == Some("error")) {
            missing.push(format!("{}: error cases, and only they, are named error_…", case.name));
        }
    }
    assert_none(&missing);
}

#[test]
fn every_option_has_an_error_case() {
    let cases = cases();
    let mut missing = Vec::new();
    for operation in OPERATIONS {
        let defaults = (operation.defaults)();
        for option in defaults.as_object().expect("options are an object").keys() {
            let refused = |case: &&Case| {
                case.operation == operation.name
                    && case.options.get(option).is_some()
                    && matches!(&case.expect, Expect::Error { code, .. }
                        if code.starts_with("KELIU_OPTION_") || code == "KELIU_TIME_ZONE_UNKNOWN")
            };
            if !cases.iter().any(|case| refused(&case)) {
                missing.push(format!(
                    "{}: a case in which the option {option} is refused",
                    operation.name
                ));
            }
        }
    }
    assert_none(&missing);
}

#[test]
fn every_documented_error_has_a_case() {
    let cases = cases();
    let mut missing = Vec::new();
    for operation in OPERATIONS {
        let (documented, shown) = (documented(operation), errors_of(&cases, operation.name));
        if documented.is_empty() {
            missing.push(format!("{}: its documentation lists no errors", operation.name));
        }
        for code in documented {
            if !CODES.iter().any(|info| info.code == code) {
                missing.push(format!("{}: documents {code}, which does not exist", operation.name));
            } else if !shown.contains(code) && !ELSEWHERE.iter().any(|(known, ..)| *known == code) {
                missing.push(format!("{}: documents {code} and has no case of it", operation.name));
            }
        }
    }
    assert_none(&missing);
}

#[test]
fn every_code_is_shown_by_a_case_or_by_a_named_test() {
    let cases = cases();
    let mut missing = Vec::new();
    for info in CODES {
        let shown = cases
            .iter()
            .any(|case| matches!(&case.expect, Expect::Error { code, .. } if code == info.code));
        match (shown, ELSEWHERE.iter().find(|(code, ..)| *code == info.code)) {
            (false, None) => missing.push(format!("a case of {}", info.code)),
            (true, Some(_)) => {
                missing.push(format!("{} has a case: take it off the list", info.code));
            }
            (false, Some((code, _, file, name))) => {
                let source = read(file).unwrap_or_default();
                if !source.contains(&format!("fn {name}(")) || !source.contains(code) {
                    missing.push(format!("{file}: the test {name} of {code}"));
                }
            }
            (true, None) => {}
        }
    }
    for (code, ..) in ELSEWHERE {
        if !CODES.iter().any(|info| info.code == code) {
            missing.push(format!("{code} is on the list and does not exist"));
        }
    }
    assert_none(&missing);
}

#[test]
fn every_operation_has_its_documentation() {
    let mut missing = Vec::new();
    for Operation { name, doc, .. } in OPERATIONS {
        for part in
            ["# Input", "# Output", "# Method", "# Source", "# Errors", "# Examples", "# Cost"]
        {
            if !doc.contains(&format!("\n{part}\n")) {
                missing.push(format!("{name}: the part `{part}` of its documentation"));
            }
        }
        let examples = doc.split("# Examples").nth(1).unwrap_or_default();
        if !examples.contains("```") || !examples.contains("assert") || !holds(examples, name) {
            missing.push(format!("{name}: a doctest that calls it and checks a number"));
        }
        let page = read(&format!("docs/operations/{name}.md")).unwrap_or_default();
        if !page.contains(name) {
            missing.push(format!("docs/operations/{name}.md"));
        }
    }
    assert_none(&missing);
}

#[test]
fn every_operation_has_its_evidence() {
    let faces = [
        ("examples/rust", &[".rs"][..], false),
        ("examples/python", &[".py"], false),
        ("examples/node", &[".mjs"], true),
    ];
    let mut missing = Vec::new();
    // The browser runs the examples of Node, all of them.
    if !read("examples/browser/operations.js").unwrap_or_default().contains("\"../node/*.mjs\"") {
        missing.push("examples/browser/operations.js: the examples of Node".to_owned());
    }
    let benches = below("benches/benches", &[".rs"]);
    let changelog = read("CHANGELOG.md").unwrap_or_default();
    for Operation { name, .. } in OPERATIONS {
        for (folder, endings, in_camel) in faces {
            let name = if in_camel { camel(name) } else { (*name).to_owned() };
            if !holds(&below(folder, endings), &name) {
                missing.push(format!("{folder}: an example of {name}"));
            }
        }
        if !holds(&benches, name) {
            missing.push(format!("benches/benches: a benchmark of {name}"));
        }
        if !holds(&changelog, name) {
            missing.push(format!("CHANGELOG.md: an entry of {name}"));
        }
    }
    assert_none(&missing);
}

#[test]
fn the_search_finds_words() {
    assert!(holds("call count_totals(x)", "count_totals"));
    assert!(!holds("call count_totals_of(x)", "count_totals"));
    assert_eq!(camel("count_totals"), "countTotals");
}

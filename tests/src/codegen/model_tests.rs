use super::{
    OptionKind, Page, Words, kind, listed, one_line, operations, pascal, without_null, words,
    wrapped,
};
use serde_json::json;

#[test]
fn kinds_of_plain_options() {
    let root = json!({});
    let of = |word: &str| kind(&json!({ "type": word }), &root);
    assert_eq!(of("boolean"), Some(OptionKind::Truth));
    assert_eq!(of("integer"), Some(OptionKind::Whole));
    assert_eq!(of("number"), Some(OptionKind::Number));
    assert_eq!(of("string"), Some(OptionKind::Text));
    assert_eq!(of("object"), None);
    assert_eq!(kind(&json!({ "anyOf": [] }), &root), None);
}

#[test]
fn an_option_that_may_be_empty() {
    let whole = json!({ "type": ["integer", "null"], "format": "int64" });
    let (nullable, plain) = without_null(&whole);
    assert!(nullable);
    assert_eq!(kind(&plain, &json!({})), Some(OptionKind::Whole));
    let word = json!({ "anyOf": [{ "$ref": "#/$defs/Spread" }, { "type": "null" }] });
    assert_eq!(without_null(&word), (true, json!({ "$ref": "#/$defs/Spread" })));
    assert_eq!(without_null(&json!({ "type": "string" })), (false, json!({ "type": "string" })));
    let two = json!({ "type": ["integer", "string", "null"] });
    assert_eq!(kind(&without_null(&two).1, &json!({})), None);
}

#[test]
fn words_with_and_without_meaning() {
    let described = json!({ "oneOf": [
        { "type": "string", "const": "last", "description": "The last\none." },
        { "type": "string", "enum": ["max", "sum"] },
    ] });
    let root = json!({ "$defs": { "Duplicates": described } });
    let expected = [("last", "The last one."), ("max", ""), ("sum", "")];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(word, doc)| ((*word).to_owned(), (*doc).to_owned())).collect();
    assert_eq!(words(&described), Some(expected.clone()));
    let named = Words { name: "Duplicates".to_owned(), words: expected };
    let reference = json!({ "$ref": "#/$defs/Duplicates" });
    assert_eq!(kind(&reference, &root), Some(OptionKind::Words(named)));
    assert_eq!(words(&json!({ "oneOf": [{ "type": "object" }] })), None);
}

#[test]
#[should_panic(
    expected = "`time_zone` of `count_totals` cannot be generated: it has no documentation"
)]
fn an_option_without_documentation_is_refused() {
    super::check_doc("option `time_zone` of `count_totals`", "");
}

#[test]
#[should_panic(expected = "says `Option<`, which only a reader of Rust knows")]
fn words_of_rust_are_refused() {
    super::check_doc("option `x` of `y`", "An Option<String> that names the zone.");
}

#[test]
fn every_operation_has_options_that_its_core_knows() {
    for (operation, options) in operations() {
        let defaults = (operation.defaults)();
        let known: Vec<&String> = defaults.as_object().expect("an object").keys().collect();
        let named: Vec<&String> = options.iter().map(|option| &option.name).collect();
        assert_eq!(named, known, "{}", operation.name);
        assert!(!named.is_empty());
    }
}

#[test]
fn every_page_has_its_sections() {
    for (operation, _) in operations() {
        let page = Page::of(operation);
        assert!(page.summary().ends_with('.'), "{}", operation.name);
        for heading in ["Input", "Output", "Method", "Source", "Errors", "Examples", "Cost"] {
            let section = page.section(heading);
            assert!(section.is_some_and(|text| !text.is_empty()), "{}: {heading}", operation.name);
        }
    }
}

#[test]
fn a_section_ends_at_the_next_heading_and_not_in_code() {
    let page = Page(
        "Gives a thing.\n\n# Examples\n\n```\n# let hidden = 1;\nlet shown = 2;\n```\n\n# Cost\n\nO(n).\n",
    );
    assert_eq!(page.section("Examples"), Some("```\n# let hidden = 1;\nlet shown = 2;\n```"));
    assert_eq!(page.section("Cost"), Some("O(n)."));
    assert_eq!(page.section("Method"), None);
    assert_eq!(page.summary(), "Gives a thing.");
}

#[test]
fn lines_keep_to_their_width() {
    assert_eq!(wrapped("one two three", "  ", 9), "  one two\n  three");
    assert_eq!(wrapped("客流 客流", "", 9), "客流 客流"); // 4 + 1 + 4 places
    assert_eq!(wrapped("客流 客流", "", 8), "客流\n客流");
    assert_eq!(listed("one two three", "  ", 9), "  - one\n    two\n    three");
    assert_eq!(one_line(" a\n  b "), "a b");
    assert_eq!(pascal("count_totals"), "CountTotals");
}

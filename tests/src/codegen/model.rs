//! What the core declares, in the form that every facade needs: operations, their options, their pages.

use keliu::Category;
use keliu::operations::{OPERATIONS, Operation};
use serde_json::Value;
use std::collections::BTreeMap;

/// The plain kinds an option can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionKind {
    /// True or false.
    Truth,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A text.
    Text,
    /// One of a few words.
    Words(Words),
}

/// The words of an option, as an enum of the core declares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The name of the enum.
    pub name: String,
    /// Each word with what it means.
    pub words: Vec<(String, String)>,
}

/// One option of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSpec {
    /// Its name in `snake_case`.
    pub name: String,
    /// What it holds, or what its list holds.
    pub kind: OptionKind,
    /// True if it is a list.
    pub list: bool,
    /// True if it may be left empty (`null`, `None`).
    pub nullable: bool,
    /// Its default as JSON.
    pub default: Value,
    /// One or two sentences: meaning, unit, range.
    pub doc: String,
}

/// What an option may hold: the rule that a message quotes.
const RULE: &str = "an option is a bool, i64, u64, f64, String or an enum of plain words, an Option of these, or a Vec of these";

/// Words of Rust that mean nothing to a reader of Python or JavaScript.
const RUST_ONLY: [&str; 8] = ["Option<", "Vec<", "`None`", "`Some", "usize", "[`", "::", "&str"];

/// Every operation with its options, in the order of the documentation.
pub fn operations() -> impl Iterator<Item = (&'static Operation, Vec<OptionSpec>)> {
    OPERATIONS.iter().map(|operation| (operation, options(operation)))
}

/// The options of an operation in alphabetical order.
///
/// # Panics
/// With the rule that was broken, for an option that cannot be written in every language.
pub fn options(operation: &Operation) -> Vec<OptionSpec> {
    let schema = (operation.schema)();
    let defaults = (operation.defaults)();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    properties
        .iter()
        .map(|(name, property)| {
            let place = format!("option `{name}` of `{}`", operation.name);
            let (nullable, plain) = without_null(property);
            let list = plain["type"] == "array";
            let held = if list { &plain["items"] } else { &plain };
            let kind = kind(held, &schema)
                .unwrap_or_else(|| refuse(&place, &format!("{RULE}; its schema is {property}")));
            let doc = one_line(property["description"].as_str().unwrap_or_default());
            check_doc(&place, &doc);
            if let OptionKind::Words(words) = &kind {
                words.words.iter().for_each(|(_, doc)| check_doc(&place, doc));
            }
            let default =
                defaults.get(name).cloned().unwrap_or_else(|| refuse(&place, "it has no default"));
            OptionSpec { name: name.clone(), kind, list, nullable, default, doc }
        })
        .collect()
}

/// A schema without the alternative that it may be null.
fn without_null(schema: &Value) -> (bool, Value) {
    let is_null = |word: &Value| word == "null" || word["type"] == "null";
    for key in ["anyOf", "oneOf"] {
        if let Some(ways) = schema[key].as_array()
            && ways.iter().any(is_null)
            && let [only] = ways.iter().filter(|way| !is_null(way)).collect::<Vec<_>>()[..]
        {
            return (true, only.clone());
        }
    }
    if let Some(types) = schema["type"].as_array()
        && types.iter().any(is_null)
        && let [only] = types.iter().filter(|word| !is_null(word)).collect::<Vec<_>>()[..]
    {
        let mut plain = schema.clone();
        plain["type"] = only.clone();
        return (true, plain);
    }
    (false, schema.clone())
}

fn kind(schema: &Value, root: &Value) -> Option<OptionKind> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/$defs/")?;
        let words = words(&root["$defs"][name])?;
        return Some(OptionKind::Words(Words { name: name.to_owned(), words }));
    }
    match schema["type"].as_str()? {
        "boolean" => Some(OptionKind::Truth),
        "integer" => Some(OptionKind::Whole),
        "number" => Some(OptionKind::Number),
        "string" => Some(OptionKind::Text),
        _ => None,
    }
}

/// The words of an enum: those with documentation stand under `oneOf`, those without under `enum`.
fn words(schema: &Value) -> Option<Vec<(String, String)>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let described = schema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
    let mut words = Vec::new();
    for way in described {
        let doc = one_line(way["description"].as_str().unwrap_or_default());
        match (&way["const"], way["enum"].as_array()) {
            (Value::String(word), _) => words.push((word.clone(), doc)),
            (_, Some(plain)) => {
                for word in plain {
                    words.push((text(word)?, String::new()));
                }
            }
            _ => return None,
        }
    }
    Some(words)
}

/// Every enum that an option uses, by name.
///
/// # Panics
/// Where two enums of one name have different words: a facade has one type of that name.
pub fn all_words() -> BTreeMap<String, Words> {
    let mut all: BTreeMap<String, Words> = BTreeMap::new();
    for (operation, options) in operations() {
        for option in options {
            let OptionKind::Words(words) = option.kind else { continue };
            let known = all.entry(words.name.clone()).or_insert_with(|| words.clone());
            if *known != words {
                let place = format!("option `{}` of `{}`", option.name, operation.name);
                refuse(&place, &format!("another enum is called `{}` too", words.name))
            }
        }
    }
    all
}

/// The categories of errors, in the order of the classes.
pub const CATEGORIES: [Category; 5] =
    [Category::Schema, Category::Options, Category::Data, Category::Limit, Category::Internal];

/// One sentence that says what a category holds.
pub const fn category_doc(category: Category) -> &'static str {
    match category {
        Category::Schema => {
            "A table is missing, lacks a column, or has a column that cannot be read."
        }
        Category::Options => "A name is unknown, or an option has a wrong type or value.",
        Category::Data => "A value in a table, or a byte string from outside, breaks a rule.",
        Category::Limit => "The result would be larger than allowed, or the call was canceled.",
        Category::Internal => "A fault in keliu, never in the input.",
    }
}

/// The parts of an operation's Markdown page: what stands before the first heading, and each section.
#[derive(Debug, Clone, Copy)]
pub struct Page(&'static str);

impl Page {
    /// The page of an operation.
    pub const fn of(operation: &Operation) -> Self {
        Self(operation.doc)
    }

    /// The first sentence or sentences: what the operation gives, and its unit.
    pub fn summary(self) -> String {
        one_line(self.0.split("\n#").next().unwrap_or_default())
    }

    /// The text under a heading, without it.
    pub fn section(self, heading: &str) -> Option<&'static str> {
        let start = self.0.find(&format!("\n# {heading}\n"))? + heading.len() + 4;
        let rest = &self.0[start..];
        let mut fenced = false;
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            fenced ^= line.starts_with("```");
            if line.starts_with("# ") && !fenced {
                break;
            }
            length += line.len();
        }
        Some(rest[..length].trim())
    }
}

/// `clean_counts` as `CleanCounts`.
pub fn pascal(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

/// Text without line breaks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks text into lines that take at most `width` places, `indent` included.
pub fn wrapped(text: &str, indent: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for word in text.split_whitespace() {
        let places = places(word);
        if let Some(line) = lines.last_mut()
            && places < room
        {
            line.push(' ');
            line.push_str(word);
            room -= places + 1;
        } else {
            lines.push(format!("{indent}{word}"));
            room = width.saturating_sub(indent.len() + places);
        }
    }
    lines.join("\n")
}

/// The same as an entry of a list.
pub fn listed(text: &str, indent: &str, width: usize) -> String {
    let deeper = format!("{indent}  ");
    wrapped(text, &deeper, width).replacen(&deeper, &format!("{indent}- "), 1)
}

/// Places that a word takes on a screen: Chinese letters take two.
fn places(word: &str) -> usize {
    word.chars().map(|letter| if letter >= '\u{2e80}' { 2 } else { 1 }).sum()
}

fn check_doc(place: &str, doc: &str) {
    if doc.is_empty() {
        refuse(place, "it has no documentation")
    }
    if let Some(word) = RUST_ONLY.iter().find(|word| doc.contains(**word)) {
        refuse(
            place,
            &format!("its documentation says `{word}`, which only a reader of Rust knows"),
        )
    }
}

#[expect(
    clippy::panic,
    reason = "a declaration that breaks a rule must stop the build, naming the rule"
)]
fn refuse(place: &str, rule: &str) -> ! {
    panic!("{place} cannot be generated: {rule}")
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;

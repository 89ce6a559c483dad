//! The classes of errors and the flags.

use super::HEAD;
use keliu::error::{CODES, Category, Error};
use keliu::table::Flags;
use std::fmt::Write as _;

/// Words of errors that the facades find before the core does, with `{name}` where a value goes.
fn words() -> Vec<(&'static str, String)> {
    const FOUND: usize = 1_000_001;
    const EXPECTED: usize = 1_000_002;
    let field = |name: &str| format!("{{{name}}}");
    let errors = [
        Error::ColumnLength {
            table: field("table"),
            column: field("column"),
            found: FOUND,
            expected: EXPECTED,
        },
        Error::ColumnType {
            table: field("table"),
            column: field("column"),
            found: field("found"),
            expected: field("expected"),
        },
        Error::Canceled {},
    ];
    errors
        .iter()
        .map(|error| {
            let text = error.to_string();
            let text = text.replace(&FOUND.to_string(), "{found}");
            (error.code(), text.replace(&EXPECTED.to_string(), "{expected}"))
        })
        .collect()
}

const CATEGORIES: [(Category, &str); 5] = [
    (Category::Schema, "A table lacks a column, or a column has a type that cannot be read."),
    (Category::Options, "An option is unknown, has the wrong type, or is out of its range."),
    (Category::Data, "A value in a table, or a byte string, breaks a rule."),
    (Category::Limit, "The answer would be larger than a limit allows, or the caller canceled."),
    (Category::Internal, "A fault in the library, never in the input."),
];

pub(super) fn errors_js() -> String {
    let mut out = format!(
        "{HEAD}
/** An error of the library: `code` never changes its meaning. */
export class KeliuError extends Error {{
  constructor(code, message, options) {{
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }}
}}
"
    );
    for (category, doc) in CATEGORIES {
        let _ = writeln!(
            out,
            "\n/** {doc} */\nexport class {}Error extends KeliuError {{}}",
            category.name()
        );
    }
    out.push_str(
        "\n/** Every code with its category and when it occurs. */\nexport const CODES = [\n",
    );
    for info in CODES {
        let _ = writeln!(
            out,
            "  {{ code: \"{}\", category: \"{}\", summary: {:?} }},",
            info.code,
            info.category.name(),
            info.summary.trim()
        );
    }
    let classes: Vec<String> =
        CATEGORIES.iter().map(|(category, _)| format!("{0}: {0}Error", category.name())).collect();
    let _ = write!(
        out,
        "];

const CLASSES = {{ {} }};
const CLASS_OF = new Map(CODES.map(({{ code, category }}) => [code, CLASSES[category]]));

/** The exception for a code, in the class of its category. */
export function failure(code, message, options) {{
  return new (CLASS_OF.get(code) ?? InternalError)(code, message, options);
}}

const WORDS = {{
",
        classes.join(", ")
    );
    for (code, text) in words() {
        let _ = writeln!(out, "  {code}: {text:?},");
    }
    out.push_str(
        "};

/** An error that is found before the core is asked, in the core's words. */
export function problem(code, fields, options) {
  return failure(code, WORDS[code].replace(/\\{(\\w+)\\}/g, (_, field) => String(fields[field])), options);
}
",
    );
    out
}

pub(super) fn errors_dts() -> String {
    let codes: Vec<String> = CODES.iter().map(|info| format!("  | \"{}\"", info.code)).collect();
    let names: Vec<String> =
        CATEGORIES.iter().map(|(category, _)| format!("\"{}\"", category.name())).collect();
    let mut out = format!(
        "{HEAD}
/** The stable codes. */
export type ErrorCode =
{};

/** The kinds of mistake. */
export type ErrorCategory = {};

/** An error of the library: `code` never changes its meaning. */
export declare class KeliuError extends Error {{
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions);
}}
",
        codes.join("\n"),
        names.join(" | ")
    );
    for (category, doc) in CATEGORIES {
        let _ = writeln!(
            out,
            "\n/** {doc} */\nexport declare class {}Error extends KeliuError {{}}",
            category.name()
        );
    }
    out.push_str(
        "
/** Every code with its category and when it occurs. */
export declare const CODES: readonly { readonly code: ErrorCode; readonly category: ErrorCategory; readonly summary: string }[];
",
    );
    out
}

pub(super) fn flags_js() -> String {
    let mut out = format!(
        "{HEAD}\n/** The bits of the column `flags`. */\nexport const FLAGS = Object.freeze({{\n"
    );
    for flag in Flags::ALL {
        let _ = writeln!(out, "  /** {} */\n  {}: {},", flag.doc.trim(), flag.name, flag.bit);
    }
    out.push_str(
        "});

/** The names of the flags that are set, in the order of their bits. */
export function flagNames(bits) {
  return Object.keys(FLAGS).filter((name) => (bits & FLAGS[name]) !== 0);
}
",
    );
    out
}

pub(super) fn flags_dts() -> String {
    let mut out =
        format!("{HEAD}\n/** The bits of the column `flags`. */\nexport declare const FLAGS: {{\n");
    for flag in Flags::ALL {
        let _ = writeln!(
            out,
            "  /** {} ({}) */\n  readonly {}: {};",
            flag.doc.trim(),
            flag.zh,
            flag.name,
            flag.bit
        );
    }
    out.push_str(
        "};

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

/** The names of the flags that are set, in the order of their bits. */
export declare function flagNames(bits: number): FlagName[];
",
    );
    out
}

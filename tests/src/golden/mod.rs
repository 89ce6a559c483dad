//! Golden cases: inputs and true results that every face reads from the same JSON files.
//!
//! A case is one file, `tests/golden/<operation>/<name>.json`:
//!
//! ```json
//! { "operation": "regular_counts", "note": "what it shows", "origin": "by hand",
//!   "options": {"interval_s": 900},
//!   "tables": {"counts": {"sensor": ["utf8", ["a"]], "start": ["ts[us,UTC]", ["2024-01-01T00:00:00Z"]]}},
//!   "expect": {"entries": ["whole", [12]]} }
//! ```
//!
//! or with `"expect_error": "KELIU_…"` and, where the words matter, `"expect_message": "part of the message"`.
//! `expect` may leave out columns, never rows. Numbers are compared on their bits; `"NaN"`, `"Infinity"` and whole
//! numbers beyond 2^53 are text. Names start with the kind of case that the catalogue asks for: `typical`,
//! `empty`, `single_row`, `boundary` or `error`.

mod bless;
mod case;
mod column;
mod compare;
mod split;
mod time;

pub use bless::bless;
pub use case::{Case, Expect, Known, folder, known_different, load_all};
pub use compare::{differences, error_differences};
pub use split::splits;

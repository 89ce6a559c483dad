//! Writes the generated files of the repository; `--check` only says which are stale.

fn main() {}

//! Writes the generated files of the repository; `--check` only says which of them are stale.

#![expect(clippy::print_stdout, reason = "a program for people")]

use keliu_tests::codegen::{root, stale};
use std::process::ExitCode;

fn main() -> std::io::Result<ExitCode> {
    let check = std::env::args().any(|argument| argument == "--check");
    let stale = stale(&root());
    for (path, text) in &stale {
        println!("{} {}", if check { "stale:" } else { "wrote" }, path.display());
        if !check {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, text)?;
        }
    }
    if check && !stale.is_empty() {
        println!("run: cargo codegen");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

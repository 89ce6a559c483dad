//! `keliu-wasm-bindgen INPUT.wasm FOLDER NAME` writes `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm` and
//! `NAME_bg.wasm.d.ts` for the `web` target, which serves browsers and Node alike.
//!
//! It stands in for the `wasm-bindgen` command so that its version is a line of Cargo.lock and no
//! tool has to be installed beside the workspace.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = arguments.as_slice() else {
        return refuse("usage: keliu-wasm-bindgen INPUT.wasm FOLDER NAME");
    };
    match write_bindings(input, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(&message),
    }
}

fn write_bindings(input: &str, folder: &str, name: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .web(true)
        .map_err(|error| format!("{error:#}"))?
        .typescript(true)
        // Without a default path `init()` in a browser would need the address of the .wasm.
        .omit_default_module_path(false)
        // After a trap the state of an instance is unknown; this lets the facade start another one.
        .reset_state_function(true)
        .generate(folder)
        .map_err(|error| format!("{input}: {error:#}"))
}

#[expect(clippy::print_stderr, reason = "a command-line tool says what went wrong on stderr")]
fn refuse(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

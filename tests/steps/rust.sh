# shellcheck shell=bash
# The core and the workspace: form, lints, tests, features, generated files, benchmarks, docs.

about_format() { echo "the form of Rust, Python and shell files, and spelling"; }
step_format() {
  check "cargo fmt" cargo fmt --all --check
  if need venv; then
    check "ruff format" "$venv/bin/ruff" format --check --config "$ruff_config" "${python_folders[@]}"
    check "ruff check" "$venv/bin/ruff" check --config "$ruff_config" "${python_folders[@]}"
    check "typos" "$venv/bin/typos"
  fi
  if need shellcheck; then
    check "shellcheck" shellcheck --external-sources --check-sourced tests/run tests/tools/wasm-toolchain .ci/run
  fi
}

about_lint() { echo "clippy over every package and feature; a warning is an error"; }
step_lint() {
  check "clippy" cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
}

about_features() { echo "each feature of the core compiles alone, and none at all"; }
step_features() {
  local feature
  for feature in "" parallel tz bridge import schema; do
    check "core with ${feature:-no feature}" \
      cargo check --quiet --locked -p keliu --no-default-features --features "$feature"
  done
}

# Where it does no harm, the calls of cargo name the whole workspace: features are then the same in
# each, and no dependency is compiled twice.

# run_rust LABEL CARGO_ARGUMENTS... : by nextest where it is at hand, else by cargo itself. Both
# show the output of passing tests, for a test that skips itself says so there.
run_rust() {
  local label=$1
  shift
  if command -v cargo-nextest >/dev/null; then
    suite nextest "$label" cargo nextest run --locked --success-output immediate --failure-output final "$@"
  else
    suite cargo "$label" cargo test --locked --no-fail-fast "$@" -- --show-output
  fi
}

about_rust() { echo "unit, property, architecture and golden tests of every Rust package, and doctests"; }
step_rust() {
  run_rust "Rust tests" --workspace --tests
  suite cargo "doctests" cargo test --locked --workspace --doc
}

about_goldens() { echo "the same bits without threads, with 1 thread and with 4"; }
step_goldens() {
  run_rust "goldens, serial build" -p keliu-tests --no-default-features --test golden
  RAYON_NUM_THREADS=1 run_rust "goldens, 1 thread" --workspace --test golden
  RAYON_NUM_THREADS=4 run_rust "goldens, 4 threads" --workspace --test golden
}

about_generated() { echo "committed facades, error tables and pages are what the generator writes"; }
step_generated() {
  check "generator" cargo build --locked --workspace --profile test --bin codegen &&
    check "codegen" "$CARGO_TARGET_DIR/debug/codegen" --check
}

about_benches() { echo "every benchmark runs once"; }
step_benches() {
  suite criterion "benchmarks" cargo test --locked --workspace --bench '*'
}

about_rustdoc() { echo "the Rust documentation builds; a warning is an error"; }
step_rustdoc() {
  RUSTDOCFLAGS="-D warnings" check "rustdoc" cargo doc --locked --workspace --lib --no-deps --all-features
}

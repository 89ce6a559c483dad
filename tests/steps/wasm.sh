# shellcheck shell=bash
# The browser's face: compiled as it ships, tested in Node and in a browser without a window.

# Headroom over the measured size; a dependency that doubles the download shows here.
readonly wasm_most_bytes=6000000

provide_wasm_module() {
  need node_packages &&
    check "wasm compiler" tests/tools/wasm-toolchain prepare &&
    check "wasm module" make_wasm_module
}

make_wasm_module() {
  local built=$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm/keliu_wasm.wasm
  # Panic messages would carry this machine's folders into a public file.
  local flags="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/deps --remap-path-prefix=$root=/keliu"
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags tests/tools/wasm-toolchain run \
    cargo build --locked -p keliu-wasm --features "$face_features" --target wasm32-unknown-unknown --profile wasm &&
    cargo run --quiet --locked -p keliu-wasm-bindgen --profile ci -- "$built" bindings-wasm/js/pkg keliu_wasm
}

wasm_is_small() {
  local bytes
  bytes=$(wc -c <bindings-wasm/js/pkg/keliu_wasm_bg.wasm)
  echo "$bytes bytes, $(gzip -9 -c bindings-wasm/js/pkg/keliu_wasm_bg.wasm | wc -c) compressed; at most $wasm_most_bytes"
  ((bytes <= wasm_most_bytes))
}

wasm_names_no_folder() { ! grep -aoE "($HOME|$root)/[^\"]{0,60}" bindings-wasm/js/pkg/keliu_wasm_bg.wasm; }

about_wasm() { echo "wasm: module, size, goldens, errors, containment, in Node"; }
step_wasm() {
  local -a files
  need wasm_module || return
  check "wasm size" wasm_is_small
  tail -n 1 "$log" | sed 's/^/     /'
  check "wasm without builder's paths" wasm_names_no_folder
  mapfile -t files < <(face_tests)
  run_js "wasm's face in Node" wasm "${files[@]}"
}

about_browser() { echo "wasm in Chromium without a window"; }
step_browser() {
  need wasm_module chromium || return
  run_js "wasm's face in Chromium" browser tests/js/browser*.test.mjs
}

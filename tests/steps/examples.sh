# shellcheck shell=bash
# Examples print what the file beside them says: NAME.rs, NAME.py or NAME.mjs against NAME.txt.

about_examples() { echo "every example runs and prints what is committed beside it"; }
step_examples() {
  local file language
  if check "Rust examples" cargo build --locked --workspace --profile test --examples --bin store_report; then
    for file in examples/rust/*.rs; do
      if [[ $file == */lib.rs ]]; then continue; fi
      check "$file" prints "${file%.rs}.txt" "$CARGO_TARGET_DIR/debug/examples/$(basename "$file" .rs)"
    done
    for language in en zh; do
      check "store_report in $language" prints "examples/rust/store_report.$language.txt" \
        "$CARGO_TARGET_DIR/debug/store_report" examples/data/auckland.csv --lang "$language" --out "$tools/store_report"
    done
  fi
  if need wheel; then
    for file in examples/python/*.py; do
      check "$file" prints "${file%.py}.txt" "$venv/bin/python" "$file"
    done
  fi
  if need node_module; then
    for file in examples/node/*.mjs; do
      check "$file" prints "${file%.mjs}.txt" node "$file"
    done
  fi
}

prints() {
  local expected=$1
  shift
  "$@" >"$tools/printed.txt" && diff -u "$expected" "$tools/printed.txt"
}

# shellcheck shell=bash
# Examples print what the file beside them says: NAME.rs, NAME.py or NAME.mjs against NAME.txt.

about_examples() { echo "every example runs and prints what is committed beside it"; }
step_examples() {
  local file
  if check "Rust examples" cargo build --locked --workspace --profile test --examples; then
    for file in examples/rust/*.rs; do
      check "$file" prints "$file" "$CARGO_TARGET_DIR/debug/examples/$(basename "$file" .rs)"
    done
  fi
  if need wheel; then
    for file in examples/python/*.py; do check "$file" prints "$file" "$venv/bin/python" "$file"; done
  fi
  if need node_module; then
    for file in examples/node/*.mjs; do check "$file" prints "$file" node "$file"; done
  fi
}

prints() {
  local file=$1 expected=${1%.*}.txt
  shift
  "$@" >"$tools/printed.txt" && diff -u "$expected" "$tools/printed.txt"
}

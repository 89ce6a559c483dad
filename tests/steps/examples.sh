# shellcheck shell=bash
# Examples print what examples/expected says, the same in every language, and draw the picture of the README.

about_examples() { echo "every example runs and prints what is committed, in three languages alike"; }
step_examples() {
  local file name renew=${KELIU_RENEW:-}
  if check "Rust examples" cargo build --locked -p keliu-examples --profile test --bins --examples; then
    for file in examples/rust/*.rs; do
      name=$(basename "$file" .rs)
      check "$file" prints "$name" "$CARGO_TARGET_DIR/debug/examples/$name"
    done
    reports "Rust" "$CARGO_TARGET_DIR/debug/store_report"
  fi
  # The other languages have to agree with what Rust has just said.
  renew=
  if need wheel; then
    for file in examples/python/*.py; do
      [[ $file == */store_report.py ]] && continue
      check "$file" prints "$(basename "$file" .py)" "$venv/bin/python" "$file"
    done
    reports "Python" "$venv/bin/python" examples/python/store_report.py
  fi
  if need node_module; then
    for file in examples/node/*.mjs; do
      [[ $file == */store_report.mjs ]] && continue
      check "$file" prints "$(basename "$file" .mjs)" node "$file"
    done
    reports "Node" node examples/node/store_report.mjs
  fi
}

reports() {
  local language=$1
  shift
  check "store report, $language" prints store_report "$@" examples/data/auckland.csv
  check "store report in Chinese, $language" prints store_report.zh "$@" examples/data/auckland.csv --lang zh
  check "store report's picture, $language" draws "$@"
}

prints() {
  local expected=examples/expected/$1.txt
  shift
  "$@" >"$tools/printed.txt" || return
  if [[ $renew ]]; then cp "$tools/printed.txt" "$expected"; fi
  diff -u "$expected" "$tools/printed.txt"
}

draws() {
  rm -rf "$tools/store_report"
  "$@" examples/data/auckland.csv --out "$tools/store_report" || return
  if [[ $renew ]]; then cp "$tools/store_report/store_report.svg" docs/images; fi
  cmp docs/images/store_report.svg "$tools/store_report/store_report.svg"
}

# shellcheck shell=bash
# Runs a command as one check or as a suite of tests, counts what passed, and tells it at the end.

passed=0
failed=0
skipped_data=0
skipped_tool=0
failures=()
step_times=()
current=""
log=""

readonly logs=$root/.tools/logs

in_ci() { [[ ${CI:-} == true ]]; }

run_step() {
  current=$1
  local began=$SECONDS
  printf '\n== %s: %s\n' "$current" "$("about_$current")"
  # A step returns early when what it needs is missing; that has been counted where it was found.
  "step_$current" || true
  step_times+=("$(printf '%6d s  %s' $((SECONDS - began)) "$current")")
}

# check LABEL COMMAND... : one thing that holds or does not.
check() {
  local label=$1
  shift
  if logged "$label" "$@"; then
    passed=$((passed + 1))
  else
    fail "$label"
  fi
}

# suite RUNNER LABEL COMMAND... : many tests, counted from the runner's own summary.
suite() {
  local runner=$1 label=$2 status=0 good bad skipped data
  shift 2
  logged "$label" "$@" || status=$?
  read -r good bad skipped < <("count_$runner" "$log")
  data=$(count_data_skips "$log")
  # Rust has no notion of a test that skips itself: such a test has passed for its runner.
  if [[ $runner == nextest || $runner == cargo ]]; then good=$((good - data)); else skipped=$((skipped - data)); fi
  passed=$((passed + good))
  skipped_data=$((skipped_data + data))
  printf '     %s: %d passed, %d failed, %d without their data\n' "$label" "$good" "$bad" "$data"
  if ((bad > 0)); then
    failed=$((failed + bad))
    failures+=("$current: $label ($bad)")
  elif ((status != 0)); then
    fail "$label" "the runner ended with $status"
  elif ((good + data == 0)); then
    fail "$label" "no test ran"
  fi
  if ((skipped > 0)) && in_ci && [[ $runner == pytest || $runner == node ]]; then
    fail "$label" "$skipped skipped for another reason than absent data"
  fi
  ((bad == 0 && status == 0))
}

# Sets `log`, shows the command's time, and its output where it fails.
logged() {
  local label=$1 began=$SECONDS status=0
  shift
  mkdir -p "$logs"
  log=$logs/$current-$(tr -cs 'A-Za-z0-9\n' '-' <<<"$label").log
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    printf '   ok      %s (%d s)\n' "$label" $((SECONDS - began))
  else
    printf '   FAILED  %s (%d s), from the end of %s:\n' "$label" $((SECONDS - began)) "${log#"$root"/}"
    tail -n 120 "$log" | sed 's/^/     | /'
  fi
  return "$status"
}

fail() {
  failed=$((failed + 1))
  failures+=("$current: $1${2:+: $2}")
  if [[ -n ${2:-} ]]; then printf '   FAILED  %s: %s\n' "$1" "$2"; fi
  return 1
}

# missing WHAT HOW : a tool that this machine lacks. Only a laptop may go on without it.
missing() {
  printf '   missing %s: %s\n' "$1" "$2"
  if in_ci; then
    fail "$1" "missing"
  else
    skipped_tool=$((skipped_tool + 1))
  fi
  return 1
}

# Each prints: passed failed skipped.
count_nextest() {
  awk '/^ *Summary \[/ {
    for (i = 2; i <= NF; i++) { n[$i] = $(i - 1) }
    for (word in n) { bare = word; sub(/,$/, "", bare)
      if (bare == "passed") good += n[word]
      if (bare == "failed" || bare == "timed" || bare == "exec") bad += n[word]
      if (bare == "skipped") skip += n[word] } }
    END { print good + 0, bad + 0, skip + 0 }' "$1"
}
count_cargo() {
  awk '/^test result: / { for (i = 2; i <= NF; i++) {
      if ($i == "passed;") good += $(i - 1)
      if ($i == "failed;") bad += $(i - 1)
      if ($i == "ignored;") skip += $(i - 1) } }
    END { print good + 0, bad + 0, skip + 0 }' "$1"
}
count_pytest() {
  awk '/^=+ .* in [0-9.]+s/ { last = $0 }
    END { count = split(last, word, /[ ,=]+/)
      for (i = 2; i <= count; i++) {
        if (word[i] == "passed" || word[i] == "xfailed") good += word[i - 1]
        if (word[i] == "failed" || word[i] ~ /^errors?$/) bad += word[i - 1]
        if (word[i] == "skipped") skip += word[i - 1] }
      print good + 0, bad + 0, skip + 0 }' "$1"
}
count_node() {
  awk '$1 == "#" && $2 == "pass" { good += $3 }
    $1 == "#" && ($2 == "fail" || $2 == "cancelled") { bad += $3 }
    $1 == "#" && ($2 == "skipped" || $2 == "todo") { skip += $3 }
    END { print good + 0, bad + 0, skip + 0 }' "$1"
}
# A benchmark in test mode runs once and says so.
count_criterion() { awk '/^Success$/ || /: test \(bench\).*ok$/ { good++ } END { print good + 0, 0, 0 }' "$1"; }

# How the runners show a test that names KELIU_TEST_DATA as its reason to skip: pytest groups them,
# node marks its lines, a Rust test prints a line of its own.
count_data_skips() {
  awk '/^SKIPPED \[[0-9]+\].*KELIU_TEST_DATA/ { match($0, /[0-9]+/); n += substr($0, RSTART, RLENGTH); next }
    /^ *ok .*# SKIP.*KELIU_TEST_DATA/ || /^ *skipped: .*KELIU_TEST_DATA/ { n++ }
    END { print n + 0 }' "$1"
}

report() {
  printf '\n== seconds per step\n'
  printf '%s\n' "${step_times[@]}"
  printf '%6d s  in all\n' "$SECONDS"
  if ((${#failures[@]} > 0)); then
    printf '\n== failed\n'
    printf '  %s\n' "${failures[@]}"
  fi
  printf '\nskipped for want of real data (KELIU_TEST_DATA): %d\n' "$skipped_data"
  if ((skipped_tool > 0)); then printf 'steps left out for want of a tool: %d\n' "$skipped_tool"; fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0))
}

# shellcheck shell=bash
# Node's face: the native module beside its JavaScript, and its tests.

provide_node_module() {
  need node_packages && check "native module" make_node_module
}

make_node_module() {
  local platform
  platform=$(node -p 'process.platform + "-" + process.arch') &&
    cargo build --locked -p keliu-node --profile ci --features "$face_features" &&
    cp "$CARGO_TARGET_DIR/ci/$(library_name keliu_node)" "bindings-node/js/keliu.$platform.node"
}

library_name() {
  case $(uname -s) in
    Darwin) echo "lib$1.dylib" ;;
    MINGW* | MSYS*) echo "$1.dll" ;;
    *) echo "lib$1.so" ;;
  esac
}

# The same files test Node's face and the browser's; KELIU_FACE says which one they load.
run_js() {
  local label=$1 face=$2
  shift 2
  # Without a name node would look for tests of its own choice.
  if [[ ! -f ${1:-} ]]; then
    fail "$label" "no test file"
    return
  fi
  KELIU_FACE=$face suite node "$label" node --test --test-reporter=tap "$@"
}

# Those that drive a browser have a step of their own.
face_tests() { find tests/js -maxdepth 1 -name '*.test.mjs' ! -name 'browser*' | sort; }

about_node() { echo "Node: native module, goldens, errors, containment"; }
step_node() {
  local -a files
  need node_module || return
  mapfile -t files < <(face_tests)
  run_js "node's face" node "${files[@]}"
}

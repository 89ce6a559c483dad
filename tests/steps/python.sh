# shellcheck shell=bash
# Python's face: the wheel as a stranger would install it, its tests, and types on both sides.

readonly ruff_config=bindings-python/pyproject.toml
readonly python_folders=(bindings-python/python tests/python examples/python)

provide_wheel() {
  need venv && check "wheel" make_wheel
}

# The quick profile: a test needs the release build's behavior, not its speed.
make_wheel() {
  local out=$tools/wheel
  rm -rf "$out"
  "$venv/bin/maturin" build --locked --profile ci --features "$face_features" --manifest-path bindings-python/Cargo.toml \
    --interpreter "$venv/bin/python" --out "$out" &&
    "$venv/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$out"/*.whl
}

about_python() { echo "Python: wheel, goldens, exchange with other libraries, containment"; }
step_python() {
  need wheel || return
  suite pytest "pytest" "$venv/bin/python" -m pytest -c bindings-python/pyproject.toml --rootdir . -rs tests/python
}

about_types() { echo "mypy strict, the stub against the module, and TypeScript strict"; }
step_types() {
  if need wheel; then
    check "mypy" env MYPYPATH=examples/python "$venv/bin/mypy" --strict --config-file bindings-python/pyproject.toml "${python_folders[@]}"
    check "stubtest" "$venv/bin/python" -m mypy.stubtest keliu._keliu
  fi
  if need node_packages node_module; then
    check "tsc" node tests/js/node_modules/typescript/bin/tsc --project tests/js
  fi
}

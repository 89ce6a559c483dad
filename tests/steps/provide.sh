# shellcheck shell=bash
# What more than one step needs, made once per run and kept in ignored folders between runs.

readonly tools=$root/.tools
readonly venv=$tools/venv
# The faces under test know one operation more, which panics, to show that their hosts survive it.
readonly face_features=keliu/panic-hook

declare -A provided=()

# need THING... : makes each thing unless it is there; false when one cannot be had.
need() {
  local thing
  for thing in "$@"; do
    if [[ -z ${provided[$thing]:-} ]]; then
      if "provide_$thing"; then provided[$thing]=yes; else provided[$thing]=no; fi
    elif [[ ${provided[$thing]} == no ]]; then
      printf '   left out: it needs "%s", which could not be had (above)\n' "$thing"
    fi
    [[ ${provided[$thing]} == yes ]] || return 1
  done
}

# install PACKAGE... by apt, where this account may.
install() {
  local -a as_root=()
  command -v apt-get >/dev/null || return 1
  if [[ $(id -u) != 0 ]]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  # A stale list names packages that the mirror has replaced.
  if [[ -z ${provided[package_lists]:-} ]]; then
    "${as_root[@]}" apt-get update -qq || return 1
    provided[package_lists]=yes
  fi
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

provide_venv() {
  local python=${KELIU_PYTHON:-python3}
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    { missing "Python 3.11" "install it, or name one in KELIU_PYTHON"; return; }
  if cmp -s tests/requirements.txt "$venv/requirements.txt"; then return; fi
  check "Python environment" make_venv "$python"
}

make_venv() {
  rm -rf "$venv"
  "$1" -m venv "$venv" || { echo "Debian keeps the venv module in the package python3-venv"; return 1; }
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement tests/requirements.txt &&
    cp tests/requirements.txt "$venv/requirements.txt"
}

provide_node_packages() {
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null ||
    { missing "Node.js 20" "install it together with npm"; return; }
  if ! cmp -s tests/js/package-lock.json tests/js/node_modules/.lock; then
    check "node packages" make_node_packages || return
  fi
  link_node_packages
}

make_node_packages() {
  npm ci --prefix tests/js && cp tests/js/package-lock.json tests/js/node_modules/.lock
}

# The faces and examples find `apache-arrow` and each other as an installed package would, and all
# of them get the same copy, for an Arrow table of one copy is a stranger to another.
link_node_packages() {
  local folder package name
  for folder in bindings-node bindings-wasm examples/node examples/browser tests/js; do
    if [[ ! -d $folder ]]; then continue; fi
    mkdir -p "$folder/node_modules"
    if [[ $folder != tests/js ]]; then ln -sfn "$root/tests/js/node_modules/apache-arrow" "$folder/node_modules/apache-arrow"; fi
    for package in bindings-node bindings-wasm; do
      if [[ ! -f $package/package.json || $folder == "$package" ]]; then continue; fi
      name=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).name' "$package/package.json")
      mkdir -p "$(dirname "$folder/node_modules/$name")"
      ln -sfn "$root/$package" "$folder/node_modules/$name"
    done
  done
}

provide_chromium() {
  local name
  if [[ -z ${KELIU_CHROMIUM:-} ]]; then
    if ! find_chromium >/dev/null; then
      logged "installing Chromium" install chromium || true
    fi
    KELIU_CHROMIUM=$(find_chromium) ||
      { missing "Chromium" "install the system's package, or name a browser in KELIU_CHROMIUM"; return; }
    export KELIU_CHROMIUM
  fi
  # Without a font of its own the browser draws Chinese labels as boxes.
  if [[ -z $(fc-list :lang=zh 2>/dev/null) ]]; then
    logged "installing fonts" install fontconfig fonts-dejavu-core fonts-wqy-microhei ||
      { missing "a Chinese font" "install fonts-wqy-microhei or fonts-noto-cjk"; return; }
  fi
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then return; fi
  done
  return 1
}

provide_shellcheck() {
  command -v shellcheck >/dev/null || logged "installing shellcheck" install shellcheck ||
    missing "shellcheck" "install the system's package"
}

# shellcheck shell=bash
# The site.

about_docs() { echo "the site builds without a broken link"; }
step_docs() {
  need venv || return
  check "mkdocs" "$venv/bin/mkdocs" build --strict --quiet --config-file mkdocs.yml --site-dir "$tools/site"
}

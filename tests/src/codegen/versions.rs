//! One version everywhere: that of the workspace, written into the manifests of other languages.

use std::path::Path;

const MANIFESTS: [&str; 2] = ["bindings-node/package.json", "bindings-wasm/package.json"];

/// The manifests with the version of the workspace; those that do not exist are left out.
pub fn files(root: &Path) -> Vec<(String, String)> {
    MANIFESTS
        .into_iter()
        .filter_map(|path| {
            Some((path.to_owned(), with_version(&std::fs::read_to_string(root.join(path)).ok()?)))
        })
        .collect()
}

/// The manifest with the value of its own `"version"`, which is the first one in the file.
fn with_version(manifest: &str) -> String {
    let key = "\"version\": \"";
    let Some(start) = manifest.find(key).map(|at| at + key.len()) else {
        return manifest.to_owned();
    };
    let rest = manifest[start..].find('"').map_or("", |end| &manifest[start + end..]);
    format!("{}{}{rest}", &manifest[..start], keliu::VERSION)
}

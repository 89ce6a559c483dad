//! The generator of everything that is written in more than one language but declared once, in the core.

pub mod docs;
pub mod javascript;
pub mod model;
pub mod python;
pub mod versions;

use std::path::{Path, PathBuf};

/// Every generated file: its path from the root of the repository, and its text.
///
/// # Panics
/// For a declaration that cannot be written in every language, naming the rule.
pub fn files(root: &Path) -> Vec<(String, String)> {
    [python::files(), javascript::files(root), docs::files(root), versions::files(root)].concat()
}

/// Those of [`files`] that are not on disk as they should be.
pub fn stale(root: &Path) -> Vec<(PathBuf, String)> {
    files(root)
        .into_iter()
        .map(|(path, text)| (root.join(path), text))
        .filter(|(path, text)| std::fs::read_to_string(path).ok().as_ref() != Some(text))
        .collect()
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

//! The facades of Node and the browser.

/// The generated files: their paths from the root of the repository, and their texts.
pub fn files() -> Vec<(String, String)> {
    Vec::new()
}

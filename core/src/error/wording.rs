//! Parts of messages.

use std::fmt;

/// Names as a list of at most this many: a table may have thousands of columns, a message may not.
const LISTED: usize = 12;

pub(super) fn list(names: &[String]) -> List<'_> {
    List(names)
}

pub(super) struct List<'a>(&'a [String]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        for (i, name) in self.0.iter().take(LISTED).enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(name)?;
        }
        if self.0.len() > LISTED {
            write!(f, " and {} more", self.0.len() - LISTED)?;
        }
        Ok(())
    }
}

pub(super) fn nearest_line(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("\n  nearest: {name}"))
}

pub(super) fn try_column(column: &str, nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| {
        format!("   nearest: {name}\n  try: columns = {{\"{column}\": \"{name}\"}}")
    })
}

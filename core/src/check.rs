//! One-line checks that options are built of.

use crate::error::{Error, Result};

/// Refuses a number outside `least..=most`, NaN included.
pub(crate) fn within(option: &str, found: f64, least: f64, most: f64) -> Result<()> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let expected =
        if most.is_finite() { format!("{least} to {most}") } else { format!("at least {least}") };
    Err(Error::OptionRange { option: option.to_owned(), found: found.to_string(), expected })
}

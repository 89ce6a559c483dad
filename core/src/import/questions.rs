//! What a file leaves open, and what was found out about it.

use crate::error::Error;

/// Two readings of a file, and the option that says which one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) option: &'static str,
    pub(super) what: String,
    pub(super) choices: Vec<String>,
}

impl Question {
    pub(super) fn into_error(self, file: &str) -> Error {
        let settle: Vec<String> = self
            .choices
            .iter()
            .map(|choice| match choice.parse::<i64>() {
                Ok(number) => format!("{} = {number}", self.option),
                Err(_) => format!("{} = \"{choice}\"", self.option),
            })
            .collect();
        Error::FileAmbiguous { file: file.to_owned(), what: self.what, settle: settle.join(" or ") }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// The file says so, or it can be read in no other way.
    Certain,
    /// Other readings are possible and far less plausible.
    Likely,
    /// The file does not say; an option must.
    Open,
}

impl Certainty {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Open => "open",
        }
    }
}

/// One property of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) property: &'static str,
    pub(super) guess: String,
    pub(super) evidence: String,
    pub(super) certainty: Certainty,
    pub(super) alternatives: String,
}

impl Finding {
    pub(super) fn new(
        property: &'static str,
        guess: impl Into<String>,
        evidence: impl Into<String>,
        certainty: Certainty,
    ) -> Self {
        Self {
            property,
            guess: guess.into(),
            evidence: evidence.into(),
            certainty,
            alternatives: String::new(),
        }
    }

    pub(super) fn or(self, alternatives: impl Into<String>) -> Self {
        Self { alternatives: alternatives.into(), ..self }
    }
}

/// A cell as it is shown in a message: short, on one line, in quotes.
pub(super) fn sample(cell: &str) -> String {
    const SHOWN: usize = 60;
    let visible = |letter: char| if letter.is_control() { '·' } else { letter };
    let mut text: String = cell.chars().take(SHOWN).map(visible).collect();
    if cell.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    format!("\"{}\"", text.replace(super::text::BROKEN, "·"))
}

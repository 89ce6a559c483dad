//! XML as the texts of its leaves, element by element; a file may hold several documents after each other.

use super::sheet::unreadable;
use crate::error::{Error, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of a document.
const DEEPEST: usize = 64;

/// One record: the paths of its leaves below it, and their texts.
pub(super) type Leaves = Vec<(String, String)>;

/// The text of a leaf by the end of its path.
pub(super) fn leaf<'l>(leaves: &'l Leaves, path: &str) -> Option<&'l str> {
    leaves.iter().find(|(found, _)| found == path).map(|(_, text)| text.trim())
}

/// Gives each element of one of these names with its leaves, in turn; names are compared without a prefix.
pub(super) fn each(
    file: &str,
    text: &str,
    records: &[&str],
    mut take: impl FnMut(u64, &str, &Leaves) -> Result<()>,
) -> Result<()> {
    let broken = |cause: String| -> Error {
        unreadable(file, &format!("its XML is broken: {cause}"), "complete XML documents")
    };
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut record: Option<usize> = None;
    let (mut leaves, mut content, mut count) = (Leaves::new(), String::new(), 0);
    loop {
        match reader.read_event().map_err(|cause| broken(cause.to_string()))? {
            Event::Start(start) => {
                if path.len() >= DEEPEST {
                    return Err(broken(format!("elements are nested more than {DEEPEST} deep")));
                }
                path.push(local_name(&start));
                content.clear();
                if record.is_none()
                    && path.last().is_some_and(|name| records.contains(&name.as_str()))
                {
                    record = Some(path.len());
                    leaves.clear();
                    count += 1;
                }
            }
            Event::End(_) => {
                if let Some(depth) = record {
                    if path.len() == depth {
                        record = None;
                        take(count, path.last().map_or("", String::as_str), &leaves)?;
                    } else if !content.trim().is_empty() {
                        leaves.push((path[depth..].join("/"), std::mem::take(&mut content)));
                    }
                }
                content.clear();
                path.pop();
            }
            Event::Text(piece) => content.push_str(&piece.xml10_content()),
            Event::CData(piece) => content.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.into_inner();
                content.push_str(
                    entity(&name).ok_or_else(|| broken(format!("the entity &{name};")))?.as_str(),
                );
            }
            Event::DocType(_) => return Err(broken("it declares a document type".to_owned())),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if path.is_empty() => return Ok(()),
            Event::Eof => return Err(broken("it ends within an element".to_owned())),
        }
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    let name = start.name();
    let local = name.local_name();
    local.as_ref().to_owned()
}

/// The five entities of XML, and characters by their number.
fn entity(name: &str) -> Option<String> {
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| *letter != '\0')?
        }
    };
    Some(letter.to_string())
}

#[cfg(test)]
#[path = "xml_tests.rs"]
mod tests;

use super::{Leaves, each, leaf};

fn records(text: &str) -> Result<Vec<Leaves>, String> {
    let mut found = Vec::new();
    each("file", text, &["r"], |_, _, leaves| {
        found.push(leaves.clone());
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(found)
}

#[test]
fn leaves_are_found_by_their_path() {
    let found = records("<?xml version=\"1.0\"?><x:a xmlns:x=\"u\"><x:r><b><c>1 &amp; 2</c></b><d><![CDATA[<3>]]></d><e/></x:r></x:a>").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(leaf(&found[0], "b/c"), Some("1 & 2"));
    assert_eq!(leaf(&found[0], "d"), Some("<3>"));
    assert_eq!(leaf(&found[0], "e"), None);
    assert_eq!(records("<r><a>&#65;&#x42;</a></r>").unwrap()[0][0].1, "AB");
}

#[test]
fn hostile_and_broken_documents_are_refused() {
    for text in [
        "<r><a>1</b></r>",
        "<r><a>1",
        "<!DOCTYPE r [<!ENTITY a \"b\">]><r>&a;</r>",
        "<r>&unknown;</r>",
        "<r>&#0;</r>",
    ] {
        assert!(records(text).is_err(), "{text}");
    }
    let deep = "<a>".repeat(100_000);
    assert!(records(&deep).unwrap_err().contains("nested more than 64"));
}

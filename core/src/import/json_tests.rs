use super::{Node, each};

fn documents(text: &str) -> Result<Vec<(u64, Node)>, String> {
    let mut found = Vec::new();
    each("file", text, |row, document| {
        found.push((row, document));
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(found)
}

#[test]
fn entries_keep_their_order_and_their_repetitions() {
    let found = documents(r#"{"b": 1, "a": 2.5, "b": null} [true]"#).unwrap();
    let scalar = |text: &str| Node::Scalar(text.to_owned());
    let entry = |name: &str, node: Node| (name.to_owned(), node);
    let object = Node::Object(vec![
        entry("b", scalar("1")),
        entry("a", scalar("2.5")),
        entry("b", Node::Null),
    ]);
    assert_eq!(found, [(1, object), (2, Node::List(vec![scalar("true")]))]);
}

#[test]
fn nesting_without_end_is_refused_before_it_is_followed() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(documents(&deep(64)).is_ok());
    assert!(documents(&deep(65)).unwrap_err().contains("nested more than 64"));
    assert!(documents(&"[".repeat(100_000)).unwrap_err().contains("nested"));
    assert!(
        documents(&format!("{{\"{}\": 1}}", "[".repeat(100_000))).is_ok(),
        "brackets in a text"
    );
}

#[test]
fn a_broken_document_is_refused_with_its_place() {
    assert!(documents("{\"a\": 1}\n{\"a\": }").unwrap_err().contains("line 2"));
    assert!(documents("{\"a\": [1, 2").is_err());
}

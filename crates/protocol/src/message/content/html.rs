//! Telling HTML from text.

/// Whether a text is HTML: it has an element that begins and ends, or a line break. What a person
/// types with `<` in it is neither.
pub fn looks_like_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    tags(&text).any(|tag| match tag.strip_prefix('/') {
        Some(tag) => !tag_name(tag).is_empty() && text.contains(&format!("<{}", tag_name(tag))),
        None => matches!(tag_name(tag), "br" | "hr"),
    })
}

/// What stands between `<` and `>`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('<').skip(1);
    after.filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
}

/// The name that a tag begins with; empty where it is none.
pub fn tag_name(tag: &str) -> &str {
    let end = tag
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    tag.get(..end)
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
        .unwrap_or_default()
}

//! Telling HTML from text.

/// Whether a text is HTML: it has an element that begins and ends, or a line break. What a person
/// types with `<` in it is neither.
pub fn looks_like_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let begun = begun(&text);
    tags(&text).any(|tag| match tag.strip_prefix('/') {
        Some(tag) => !tag_name(tag).is_empty() && begun.contains(&tag_name(tag)),
        None => matches!(tag_name(tag), "br" | "hr"),
    })
}

/// Names of elements that begin, as many as a text of a person's would have. Gathered once and
/// bounded: looking for the beginning of every end would take hours for a hostile text.
fn begun(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for name in after_brackets(text).map(tag_name) {
        if names.len() < NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What stands between `<` and `>`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    after_brackets(text).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
}

/// What follows each `<`, up to the next.
fn after_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1)
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

const NAMES: usize = 64;

//! Telling HTML from text.

/// Whether a text is HTML: it has an element that begins and ends, or a line break. What a person
/// types with `<` in it is neither.
pub fn looks_like_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut begun: Vec<&str> = Vec::new();
    text.split('<').skip(1).any(|tag| {
        let is_closed = tag.contains('>');
        match tag.strip_prefix('/') {
            Some(end) => is_closed && begun.contains(&tag_name(end)),
            None => {
                let name = tag_name(tag);
                if !name.is_empty() && !begun.contains(&name) && begun.len() < MOST_NAMES {
                    begun.push(name);
                }
                is_closed && matches!(name, "br" | "hr")
            }
        }
    })
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

/// HTML has fewer elements; a hostile text may have any number.
const MOST_NAMES: usize = 128;

//! Telling HTML from text.

/// Whether a text is HTML: it has an element that begins and ends, or one that has no end. What a
/// person types with `<` in it is neither.
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
                is_closed && matches!(name, "br" | "hr" | "img" | "input")
            }
        }
    })
}

/// Whether a text has an entity of HTML that editors write for what a person types. A person may type
/// one too, so this alone says nothing of a visitor's text.
pub(super) fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let Some((name, _)) = rest.split_once(';') else {
            return false;
        };
        match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(hex) => is_number(hex, |byte| byte.is_ascii_hexdigit()),
                None => is_number(number, |byte| byte.is_ascii_digit()),
            },
            None => matches!(name, "amp" | "lt" | "gt" | "quot" | "apos" | "nbsp"),
        }
    })
}

/// Up to seven digits, as the largest character has.
fn is_number(text: &str, is_digit: impl Fn(u8) -> bool) -> bool {
    (1..=7).contains(&text.len()) && text.bytes().all(is_digit)
}

/// The name that a tag begins with; empty where it is none.
fn tag_name(tag: &str) -> &str {
    let end = tag
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    tag.get(..end)
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
        .unwrap_or_default()
}

/// HTML has fewer elements; a hostile text may have any number.
const MOST_NAMES: usize = 128;

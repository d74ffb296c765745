//! HTML as elements, where the browser has no sanitizer of its own.
//!
//! Nothing here is given to an HTML parser: elements are made one by one of a list of names, with no
//! attribute but a link's address, and text is only ever put into text nodes. Whatever this reads in
//! another way than a browser would costs looks, never safety, and a page's Trusted Types have
//! nothing to say to it.

use web_sys::{Document, Element, Node};

use super::html::{ELEMENTS, UNWRAPPED};

/// A message has not so many elements inside each other; a hostile one may have any number.
const DEEPEST: usize = 32;

/// What has no end tag.
const VOID: &str = "area base br col embed hr img input link meta param source track wbr";

/// What ends a paragraph that nobody ended.
const BLOCKS: &str = "blockquote div h1 h2 h3 h4 h5 h6 hr ol p pre table ul";

/// Puts what is allowed of `html` into `place`.
pub(super) fn build(place: &Element, html: &str) {
    let Some(document) = place.owner_document() else {
        return;
    };
    let mut open: Vec<(&'static str, Element)> = Vec::new();
    let mut rest = html;
    while let Some((text, tag, after)) = next(rest) {
        rest = after;
        put(
            inside(place, &open),
            &document.create_text_node(&decode(text)),
        );
        let name = tag.name.to_ascii_lowercase();
        let known = one_of(ELEMENTS, &name);
        if tag.ends {
            let begun = open.iter().rposition(|(begun, _)| *begun == name);
            open.truncate(begun.unwrap_or(open.len()));
        } else if let Some(name) = known {
            while open.last().is_some_and(|(last, _)| is_ended(last, name)) {
                open.pop();
            }
            if open.len() < DEEPEST
                && let Some(element) = make(&document, name, tag.href)
            {
                put(inside(place, &open), &element);
                if one_of(VOID, name).is_none() {
                    open.push((name, element));
                }
            }
        } else if !name.is_empty()
            && one_of(UNWRAPPED, &name).is_none()
            && one_of(VOID, &name).is_none()
        {
            rest = behind(rest, &name);
        }
    }
    put(
        inside(place, &open),
        &document.create_text_node(&decode(rest)),
    );
}

fn inside<'a>(place: &'a Element, open: &'a [(&str, Element)]) -> &'a Element {
    open.last().map_or(place, |(_, element)| element)
}

fn put(place: &Element, node: &Node) {
    // Fails only for what cannot be inside of what, which these can.
    let _ = place.append_child(node);
}

fn make(document: &Document, name: &str, href: Option<&str>) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    if let ("a", Some(href)) = (name, href) {
        element.set_attribute("href", &decode(href)).ok()?;
    }
    Some(element)
}

fn one_of(names: &'static str, name: &str) -> Option<&'static str> {
    names.split_ascii_whitespace().find(|known| *known == name)
}

/// Whether the beginning of `new` is the end of `last`.
fn is_ended(last: &str, new: &str) -> bool {
    match last {
        "p" => one_of(BLOCKS, new).is_some(),
        "li" => new == "li",
        "td" | "th" => matches!(new, "td" | "th" | "tr"),
        "tr" => new == "tr",
        _ => false,
    }
}

struct Tag<'a> {
    ends: bool,
    /// Empty for a comment.
    name: &'a str,
    href: Option<&'a str>,
}

/// The text before the next tag, the tag, and what follows it.
fn next(html: &str) -> Option<(&str, Tag<'_>, &str)> {
    let mut from = 0;
    loop {
        let at = from + html.get(from..)?.find('<')?;
        let (text, tag) = html.split_at_checked(at)?;
        let inner = tag.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix(['!', '?']) {
            let (_, after) = comment.split_once(if comment.starts_with("--") {
                "-->"
            } else {
                ">"
            })?;
            return Some((
                text,
                Tag {
                    ends: false,
                    name: "",
                    href: None,
                },
                after,
            ));
        }
        let named = inner.strip_prefix('/').unwrap_or(inner);
        if named.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let ends = named.len() < inner.len();
            let (name, rest) = cut(named, |end| end == '/' || end == '>' || is_space(end));
            let (href, after) = attributes(rest)?;
            return Some((text, Tag { ends, name, href }, after));
        }
        from = at + 1;
    }
}

/// The address among a tag's attributes, and what follows the tag.
fn attributes(mut rest: &str) -> Option<(Option<&str>, &str)> {
    let mut href = None;
    loop {
        rest = rest.trim_start_matches(|gap| gap == '/' || gap == '=' || is_space(gap));
        if let Some(after) = rest.strip_prefix('>') {
            return Some((href, after));
        }
        if rest.is_empty() {
            return None;
        }
        let (name, after) = cut(rest, |end| matches!(end, '/' | '>' | '=') || is_space(end));
        rest = after.trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start();
            let (value, after) = match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split_once(value.get(..1)?)?,
                None => cut(value, |end| end == '>' || is_space(end)),
            };
            rest = after;
            if href.is_none() && name.eq_ignore_ascii_case("href") {
                href = Some(value);
            }
        }
    }
}

/// What follows the end of an element that is left away with its content. One that nobody ended is
/// left away alone.
fn behind<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("</") {
        let named = after.get(..name.len());
        if named.is_some_and(|named| named.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    html
}

fn cut(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(end).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn is_space(character: char) -> bool {
    character.is_ascii_whitespace()
}

/// Text as it is meant. A name that is not known here stays as it was written.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        rest = after;
        match after
            .split_once(';')
            .and_then(|(name, after)| Some((character(name)?, after)))
        {
            Some((character, after)) => {
                decoded.push(character);
                rest = after;
            }
            None => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        let (_, character) = NAMED.iter().find(|(known, _)| *known == name)?;
        return Some(*character);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// What editors write; all others are letters that stand for themselves.
const NAMED: [(&str, char); 16] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("copy", '©'),
];

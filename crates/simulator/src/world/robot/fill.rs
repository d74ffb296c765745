//! Places in a text for what is known of the visitor: `{name}`, `{transData.plan}`.

use frontdesk_protocol::looks_like_html;
use serde_json::Value;

use crate::world::html;

/// The text with everything in its place; what is not known is left out.
pub(super) fn fill(text: &str, name: &str, data: &Value) -> String {
    let is_html = looks_like_html(text);
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Place(place) => {
                let value = value(place, name, data).unwrap_or_default();
                // The visitor's own words must not become tags of the robot's.
                filled.push_str(&if is_html { html::escape(&value) } else { value });
            }
        }
    }
    filled
}

/// Places that nothing is known for.
pub(super) fn unknown_places(text: &str) -> Vec<&str> {
    parts(text)
        .filter_map(|part| match part {
            Part::Place("name") => None,
            Part::Place(place) if place.starts_with(DATA) => None,
            Part::Place(place) => Some(place),
            Part::Text(_) => None,
        })
        .collect()
}

enum Part<'a> {
    Text(&'a str),
    Place(&'a str),
}

/// Braces around anything but a word with dots are only braces.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let inside = |from: usize| {
            let (place, after) = rest.get(from + 1..)?.split_once('}')?;
            is_place(place).then_some((place, after))
        };
        if let Some((place, after)) = rest.starts_with('{').then(|| inside(0)).flatten() {
            rest = after;
            return Some(Part::Place(place));
        }
        let next = rest
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|at| *at > 0 && inside(*at).is_some());
        let (before, after) = rest.split_at(next.unwrap_or(rest.len()));
        rest = after;
        Some(Part::Text(before))
    })
}

fn is_place(place: &str) -> bool {
    !place.is_empty()
        && place
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-'))
}

fn value(place: &str, name: &str, data: &Value) -> Option<String> {
    if place == "name" {
        return Some(name.to_owned());
    }
    let mut path = place.strip_prefix(DATA)?.split('.');
    match path.try_fold(data, |value, key| value.get(key))? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

const DATA: &str = "transData.";

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> Value {
        serde_json::json!({ "plan": "gold", "bike": { "gears": 9 }, "html": "<b>x</b>" })
    }

    #[test]
    fn places_are_filled_and_other_braces_stay() {
        for (text, filled) in [
            ("Hi {name}!", "Hi Ann!"),
            ("{transData.plan}: {transData.bike.gears}", "gold: 9"),
            ("{transData.none}{transData.bike}.", "."),
            ("{ name } {} { {name}", "{ name } {} { Ann"),
            ("{{name}}", "{Ann}"),
            ("é{name", "é{name"),
        ] {
            assert_eq!(fill(text, "Ann", &data()), filled, "{text}");
        }
    }

    #[test]
    fn in_html_values_are_escaped() {
        let filled = fill("<p>{transData.html}</p>", "", &data());
        assert_eq!(filled, "<p>&lt;b&gt;x&lt;/b&gt;</p>");
        assert_eq!(fill("{transData.html}", "", &data()), "<b>x</b>");
    }

    #[test]
    fn places_that_nothing_is_known_for_are_named() {
        assert_eq!(
            unknown_places("{name} {transData.a} {nmae} {transdata.a} {a b}"),
            ["nmae", "transdata.a"]
        );
    }
}

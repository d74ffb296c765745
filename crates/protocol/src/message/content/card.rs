//! Cards. No document says what is in them, so what commonly is gets found by its usual names.

use crate::lenient::{ParseJson, Value};

/// One card, with what could be found in it. All of it is hostile and nothing is checked: the address
/// may be a script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub title: Option<String>,
    /// More about it.
    pub text: Option<String>,
    /// Where it leads: any text.
    pub url: Option<String>,
    /// Its picture, an address or an id.
    pub picture: Option<String>,
}

impl Card {
    /// One object or a list of them; `None` when no card has anything to show.
    pub(crate) fn parse(content: &str, json: &impl ParseJson) -> Option<Vec<Self>> {
        Self::all(json.parse_json(content)?)
    }

    /// The same of a value.
    pub(crate) fn all(value: Value) -> Option<Vec<Self>> {
        let list = value.named(&LISTS).cloned().unwrap_or(value);
        let cards: Vec<Self> = match list {
            Value::List(list) => list.iter().filter_map(Self::of).collect(),
            one => Self::of(&one).into_iter().collect(),
        };
        (!cards.is_empty()).then_some(cards)
    }

    fn of(value: &Value) -> Option<Self> {
        let card = Self {
            title: value.text_named(&["title", "name", "header"]),
            text: value.text_named(&["description", "text", "content", "body", "summary"]),
            url: value.text_named(&["redirectUrl", "url", "link", "href"]),
            picture: value.text_named(&["mediaFileId", "imageUrl", "image", "picUrl", "picture"]),
        };
        (card != Self::default()).then_some(card)
    }
}

const LISTS: [&str; 4] = ["cards", "items", "elements", "articles"];

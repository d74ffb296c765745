//! A card that leads to a page: the content of WEBCARD is JSON in a string.

use crate::lenient::ParseJson;

wire! {
    /// A card with a picture that leads to a page. Upstream carries it only to addresses on the
    /// tenant's trust list. It is written as JSON into the content.
    ///
    /// All of it is hostile and nothing is checked: the address may be a script.
    pub struct WebCard {
        /// What it is about.
        pub title: Option<String> => "title",
        /// More about it.
        pub description: Option<String> => "description",
        /// The picture's id.
        pub file_id: Option<String> => "mediaFileId",
        /// What the picture is; `img` in the example.
        pub file_type: Option<String> => "mediaFileType",
        /// Where it leads: any text.
        pub url: Option<String> => "redirectUrl" | "url" | "link",
    }
}

impl WebCard {
    /// `None` for what is no object or holds nothing to show.
    pub(crate) fn parse(content: &str, json: &impl ParseJson) -> Option<Self> {
        let value = json.parse_json(content)?;
        let shown =
            |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        Self::from_value(value).filter(|card| shown(&card.title) || shown(&card.url))
    }

    /// A bare address, or a card; `None` unless it leads to a page on the web.
    pub(crate) fn link(content: &str, json: &impl ParseJson) -> Option<Self> {
        let card = Self::parse(content, json).unwrap_or_else(|| Self {
            url: Some(content.trim().to_owned()),
            ..Self::default()
        });
        let is_web = card.url.as_deref().is_some_and(is_of_the_web);
        is_web.then_some(card)
    }
}

/// Whether an address is one of `http` or `https`.
fn is_of_the_web(url: &str) -> bool {
    let Some((scheme, rest)) = url.trim().split_once("://") else {
        return false;
    };
    let is_web = ["https", "http"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let is_strange = |character: char| character.is_whitespace() || character.is_control();
    is_web && !rest.is_empty() && !rest.contains(is_strange)
}

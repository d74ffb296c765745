//! A card that leads to a page: the content of WEBCARD is JSON in a string.

use crate::lenient::ParseJson;

wire! {
    /// A card with a picture that leads to a page. Upstream carries it only to addresses on the
    /// tenant's trust list. It is written as JSON into the content.
    pub struct WebCard {
        /// What it is about.
        pub title: Option<String> => "title",
        /// More about it.
        pub description: Option<String> => "description",
        /// The picture's id.
        pub file_id: Option<String> => "mediaFileId",
        /// What the picture is; `img` in the example.
        pub file_type: Option<String> => "mediaFileType",
        /// Where it leads.
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

    /// A bare address.
    pub(crate) fn link(content: &str) -> Option<Self> {
        let url = content.trim();
        let web = url.starts_with("https://") || url.starts_with("http://");
        (web && !url.contains(char::is_whitespace)).then(|| Self {
            url: Some(url.to_owned()),
            ..Self::default()
        })
    }
}

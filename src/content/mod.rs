//! A message's content as something to show. All of it is hostile: text is only ever put into text
//! nodes, HTML only through the browser's own sanitizer or as elements made one by one, and an address
//! only where it does no harm.

mod html;
mod markup;

use frontdesk_protocol::{Card, Content, DownlinkMessage, MediaType, SourceType};
use leptos::prelude::*;

use crate::json;
use crate::locale::{Locale, fill};
use crate::ui::dom;

/// Shows what came down.
pub fn content(media: Option<&str>, content: &str, locale: &Locale) -> AnyView {
    let message = DownlinkMessage {
        media: media.map(MediaType::from),
        content: Some(content.to_owned()),
        source: Some(SourceType::Agent),
        ..DownlinkMessage::default()
    };
    let texts = locale.texts();
    match message.content(&json::parse) {
        Content::Text(content) => text(content),
        Content::Html(html) => html::rich(html, fill(texts.unsupported, "HTML")),
        Content::Image(_) => named(texts.content_picture),
        Content::Audio(_) => named(texts.content_sound),
        Content::Video(_) => named(texts.content_video),
        Content::Emoticon(_) => named(texts.content_sticker),
        Content::Document(_) => named(texts.content_file),
        Content::File(file) if file.name.trim().is_empty() => named(texts.content_file),
        Content::File(file) => {
            let size = file.size.map(|size| locale.size(size));
            dom::div()
                .class("file")
                .child(
                    dom::p()
                        .class("text name")
                        .attr("dir", "auto")
                        .child(file.name),
                )
                .child(dom::p().class("state").child(size))
                .into_any()
        }
        Content::Place(place) => {
            let at = format!("{}, {}", place.latitude, place.longitude);
            text(if place.description.trim().is_empty() {
                at
            } else {
                format!("{}\n{at}", place.description)
            })
        }
        Content::WebCard(web) => card(Card {
            title: web.title,
            text: web.description,
            url: web.url,
            picture: None,
        }),
        Content::Card(cards) => {
            let cards: Vec<_> = cards.into_iter().map(card).collect();
            cards.into_any()
        }
        Content::Unknown { media, .. } => {
            let kind = media.map_or_else(String::new, |media| media.as_str().to_owned());
            let sentence = fill(texts.unsupported, &kind);
            dom::p()
                .class("text unsupported")
                .child(sentence)
                .into_any()
        }
    }
}

/// Shows plain text, with its line breaks.
pub fn text(text: String) -> AnyView {
    dom::p().class("text").dir("auto").child(text).into_any()
}

/// Something that has no picture here yet.
fn named(kind: &'static str) -> AnyView {
    dom::p().class("text unsupported").child(kind).into_any()
}

/// A card that may lead somewhere.
fn card(card: Card) -> AnyView {
    let url = card.url.filter(|url| html::is_safe(url));
    let title = card.title.or_else(|| url.clone()).unwrap_or_default();
    let title = match url {
        Some(url) => dom::a()
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer nofollow")
            .child(title)
            .into_any(),
        None => dom::b().child(title).into_any(),
    };
    dom::div()
        .class("card")
        .attr("dir", "auto")
        .child(title)
        .child(card.text.map(text))
        .into_any()
}

//! A message's content as something to show. All of it is hostile: text is only ever put into text
//! nodes, HTML only through the browser's own sanitizer or as elements made one by one, and an address
//! only where it does no harm.

mod file;
mod html;
mod markup;

use frontdesk_protocol::{Card, Content, DownlinkMessage, FileType, MediaFile};
use leptos::prelude::*;

use crate::json;
use crate::locale::{Locale, fill};
use crate::ui::dom;
pub use file::{File, Kind};

/// Shows what came down; `show` shows a file. `own` is name and size of a file of the visitor's: not
/// every kind of message holds them.
pub fn content(
    message: &DownlinkMessage,
    own: Option<(&str, u64)>,
    locale: &Locale,
    show: &dyn Fn(File) -> AnyView,
) -> AnyView {
    let texts = locale.texts();
    let file = |kind: Kind, key: &str, ext: Option<&FileType>, name: &str, size: Option<u64>| {
        let (name, size) = own.map_or((name, size), |(name, size)| (name, Some(size)));
        let name = match name.trim() {
            "" => kind.name(texts),
            name => name,
        };
        match File::of(kind, message, key, ext) {
            Some(file) => show(File {
                name: name.to_owned(),
                size,
                ..file
            }),
            None => named(kind.name(texts)),
        }
    };
    let media = |kind: Kind, it: &MediaFile| file(kind, &it.key, it.file_type.as_ref(), "", None);
    match message.content(&json::parse) {
        Content::Text(content) => text(content),
        Content::Html(html) => html::rich(html, fill(texts.unsupported, "HTML")),
        Content::Image(it) => media(Kind::Picture, &it),
        Content::Audio(it) => media(Kind::Sound, &it),
        Content::Video(it) => media(Kind::Video, &it),
        Content::Emoticon(it) => media(Kind::Sticker, &it),
        Content::Document(it) => media(Kind::File, &it),
        Content::File(it) => {
            let ext = FileType::from(it.ext.as_str());
            file(Kind::File, &it.key, Some(&ext), &it.name, it.size)
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
        Content::Unknown { media, raw } => {
            let kind = media.map_or_else(String::new, |media| media.as_str().to_owned());
            let sentence = named(fill(texts.unsupported, &kind));
            // A message may say of a kind that nobody knows that it is a file.
            match &message.media_file_type {
                Some(ext) => (sentence, file(Kind::File, &raw, Some(ext), "", None)).into_any(),
                None => sentence,
            }
        }
    }
}

/// Shows plain text, with its line breaks.
pub fn text(text: String) -> AnyView {
    dom::p().class("text").dir("auto").child(text).into_any()
}

/// Something that cannot be shown.
fn named(kind: impl Into<String>) -> AnyView {
    let kind: String = kind.into();
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

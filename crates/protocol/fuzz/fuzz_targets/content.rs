//! A message's content: any text under any media type, and what is composed of any parts.
#![no_main]

use frontdesk_protocol::{
    Content, DownlinkMessage, FileContent, FileType, MediaFile, MediaType, Place, Questions,
    SourceType, WebCard, looks_like_html,
};
use fuzzing::{is_composed, is_written, look_at, parse_json};
use libfuzzer_sys::fuzz_target;

// The first line is the media type, the rest the content; its lines are the parts of what is
// composed.
fuzz_target!(|input: &str| {
    let (media, text) = input.split_once('\n').unwrap_or(("", input));
    for source in [SourceType::Agent, SourceType::Customer] {
        look_at(&DownlinkMessage {
            // A word that is blank is not read, and so not written either.
            media: Some(MediaType::from(media)).filter(|media| !media.as_str().is_empty()),
            content: Some(text.to_owned()),
            questions: Some(text)
                .filter(|text| !text.trim().is_empty())
                .map_or(Questions::None, |text| Questions::Text(text.to_owned())),
            source: Some(source),
            ..DownlinkMessage::default()
        });
    }
    assert!(text.contains('<') || !looks_like_html(text));
    let mut parts = text.split('\n');
    let mut part = || parts.next().unwrap_or_default();
    let [first, second, third] = [part(), part(), part()];
    file(first, second, third, text.len() as u64);
    media_file(second, third);
    place(first, second, third);
    web_card(first, second, third);
});

fn file(name: &str, key: &str, ext: &str, size: u64) {
    let file = FileContent {
        name: name.to_owned(),
        size: Some(size),
        key: key.to_owned(),
        ext: ext.to_owned(),
    };
    let spoiled = |part: &str| part.contains(',') || part.trim().is_empty();
    match file.compose() {
        Ok(composed) => assert_eq!(
            content(MediaType::File, composed),
            Content::File(FileContent {
                name: name.replace(',', " ").trim().to_owned(),
                size: Some(size),
                key: key.trim().to_owned(),
                ext: ext.trim().to_owned(),
            })
        ),
        Err(_) => assert!(spoiled(key) || spoiled(ext), "{file:?}"),
    }
}

fn media_file(key: &str, ext: &str) {
    let image = MediaFile {
        key: key.trim().to_owned(),
        file_type: Some(FileType::from(ext)),
    };
    if let Ok(composed) = image.compose() {
        assert_eq!(
            content(MediaType::FileImage, composed),
            Content::Image(image)
        );
    }
}

fn place(latitude: &str, longitude: &str, description: &str) {
    if let Ok(place) = Place::new(latitude, longitude, description) {
        is_composed(&place);
    }
}

fn web_card(title: &str, description: &str, url: &str) {
    let card = WebCard {
        title: Some(title.to_owned()),
        description: Some(description.to_owned()),
        url: Some(url.to_owned()),
        ..WebCard::default()
    };
    if !title.trim().is_empty() || !url.trim().is_empty() {
        is_written(&card);
    }
}

fn content(media: MediaType, content: String) -> Content {
    let message = DownlinkMessage {
        media: Some(media),
        content: Some(content),
        ..DownlinkMessage::default()
    };
    message.content(&parse_json)
}

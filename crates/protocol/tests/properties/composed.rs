//! What is composed is read back as it was, and any content is read as something.

use frontdesk_protocol::*;
use proptest::prelude::*;

use super::any_json::any_json;
use super::samples::{Sample, text, word};
use super::vocabulary::WORDS;

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

fn content(media: MediaType, content: &str) -> Content {
    let message = DownlinkMessage {
        media: Some(media),
        content: Some(content.to_owned()),
        source: Some(SourceType::Agent),
        ..DownlinkMessage::default()
    };
    message.content(&parse_json)
}

/// Degrees, as people write them.
fn degrees(most: i32) -> impl Strategy<Value = String> {
    (
        -most + 1..most,
        prop::option::of("[0-9]{0,8}"),
        prop::sample::select(vec!["", "+"]),
    )
        .prop_map(|(whole, fraction, sign)| {
            let sign = if whole < 0 { "" } else { sign };
            match fraction {
                Some(fraction) => format!("{sign}{whole}.{fraction}"),
                None => format!("{sign}{whole}"),
            }
        })
}

proptest! {
    #[test]
    fn a_file_of_any_name_is_read_as_it_was_composed(
        name in text(),
        size in any::<u64>(),
        key in "[A-Za-z0-9/_. -]{1,40}",
        ext in "[A-Za-z0-9]{1,8}",
    ) {
        let file = FileContent { name, size: Some(size), key, ext };
        let read = content(MediaType::File, &file.compose().unwrap_or_default());
        let expected = FileContent {
            name: file.name.replace(',', " ").trim().to_owned(),
            key: file.key.trim().to_owned(),
            ..file.clone()
        };
        if file.key.trim().is_empty() {
            prop_assert!(file.compose().is_err());
        } else {
            prop_assert_eq!(read, Content::File(expected));
        }
    }

    #[test]
    fn a_key_or_extension_with_a_comma_or_without_anything_is_refused(
        before in "[a-z ]{0,3}", after in "[a-z ]{0,3}", blank in "[ \t]{0,3}",
    ) {
        let comma = format!("{before},{after}");
        for (key, ext) in [(&comma, "txt"), (&blank, "txt"), (&"k".to_owned(), &comma), (&"k".to_owned(), &blank)] {
            let file = FileContent { name: String::new(), size: None, key: key.clone(), ext: ext.to_owned() };
            prop_assert!(file.compose().is_err(), "{:?}", file);
            let image = MediaFile { key: key.clone(), file_type: Some(FileType::from(ext)) };
            prop_assert!(image.compose().is_err(), "{:?}", image);
        }
        let image = MediaFile { key: "k".to_owned(), file_type: None };
        prop_assert!(image.compose().is_err());
    }

    #[test]
    fn an_image_and_a_video_are_read_as_they_were_composed(key in "[^,]{1,40}", ext in word()) {
        let file = MediaFile { key: key.trim().to_owned(), file_type: Some(FileType::from(ext.as_str())) };
        prop_assume!(!file.key.is_empty() && !ext.contains(','));
        let composed = file.compose().unwrap();
        prop_assert_eq!(content(MediaType::FileImage, &composed), Content::Image(file.clone()));
        prop_assert_eq!(content(MediaType::FileVideo, &composed), Content::Video(file));
    }

    #[test]
    fn a_place_of_any_description_is_read_as_it_was_composed(
        latitude in degrees(90), longitude in degrees(180), description in text(),
    ) {
        let place = Place::new(&latitude, &longitude, &description).unwrap();
        prop_assert_eq!(&place.latitude, &latitude);
        prop_assert_eq!(&place.description, description.trim());
        let composed = place.compose();
        prop_assert_eq!(content(MediaType::Locate, &composed), Content::Place(place.clone()));
        prop_assert_eq!(content(MediaType::Location, &composed), Content::Place(place));
    }

    #[test]
    fn coordinates_beyond_the_globe_are_refused(beyond in 91..10_000_000_000_u64, text in text()) {
        for latitude in [beyond.to_string(), format!("-{beyond}.0"), "90.0001".to_owned()] {
            prop_assert!(Place::new(&latitude, "0", &text).is_err(), "{}", latitude);
        }
        let longitude = beyond + 90;
        for longitude in [longitude.to_string(), format!("-{longitude}.5"), "180.01".to_owned()] {
            prop_assert!(Place::new("0", &longitude, &text).is_err(), "{}", longitude);
        }
    }

    #[test]
    fn a_web_card_goes_through_json_in_a_string(card in WebCard::sample()) {
        let shown = [&card.title, &card.url].into_iter().flatten().any(|text| !text.trim().is_empty());
        let composed = serde_json::to_string(&card).unwrap();
        let read = content(MediaType::WebCard, &composed);
        if shown {
            prop_assert_eq!(read, Content::WebCard(card));
        } else {
            prop_assert_eq!(read, Content::Unknown { media: Some(MediaType::WebCard), raw: composed });
        }
    }

    #[test]
    fn any_content_of_any_media_type_is_read_as_something_that_lacks_nothing(
        media in prop::option::of(prop_oneof![prop::sample::select(WORDS.as_slice()), word()]),
        raw in prop_oneof![
            text(),
            any_json().prop_map(|json| json.to_string()),
            "(?s).{0,12},[0-9]{0,3},.{0,8},.{0,4}",
            "[-0-9.]{0,4}/[-0-9.]{0,4}/.{0,12}",
            "<[a-z/]{0,3}>(?s).{0,12}</[a-z]{0,2}>",
        ],
        source in Option::<SourceType>::sample(),
        media_file_type in Option::<FileType>::sample(),
    ) {
        let message = DownlinkMessage {
            media: media.as_deref().map(MediaType::from),
            content: Some(raw.clone()),
            source,
            media_file_type,
            ..DownlinkMessage::default()
        };
        match message.content(&parse_json) {
            Content::Text(text) | Content::Html(text) => {
                let is_json = message.media == Some(MediaType::RichText) && parse_json(&raw).is_some();
                prop_assert!(is_json || text == raw, "{} of {}", text, raw);
            }
            Content::Unknown { media, raw: kept } => prop_assert_eq!((media, kept), (message.media, raw)),
            Content::Image(file) | Content::Audio(file) | Content::Video(file)
            | Content::Emoticon(file) | Content::Document(file) => prop_assert!(!file.key.trim().is_empty()),
            Content::File(file) => prop_assert!(!file.key.trim().is_empty()),
            Content::Place(place) => prop_assert_eq!(
                Place::new(&place.latitude, &place.longitude, &place.description),
                Ok(place)
            ),
            Content::WebCard(card) => prop_assert!(card.title.is_some() || card.url.is_some()),
            Content::Card(cards) => prop_assert!(!cards.is_empty()),
        }
    }
}

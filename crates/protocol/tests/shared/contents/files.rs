//! FILE, FILE_IMAGE, FILE_VIDEO, and the media types whose content is an id.

use frontdesk_protocol::{
    Card, Content, DownlinkMessage, FileContent, FileType, MediaFile, MediaType,
};

use super::{content, media_file, unknown};
use crate::format::{parse_json, test};

/// One media type whose content is an id, with or without an extension.
fn is_by_id(media: &str, made: impl Fn(MediaFile) -> Content) {
    let id = "7d9fbcdd-e306-4b84-9831-163fb760cca9";
    let made_of = |key: &str, ext: Option<&str>| made(media_file(key, ext));
    for (text, expected) in [
        (id.to_owned(), made_of(id, None)),
        (format!(" {id}\n"), made_of(id, None)),
        (format!("{id},"), made_of(id, None)),
        (format!("{id}, png "), made_of(id, Some("png"))),
        (format!("{id},Jpg"), made_of(id, Some("jpg"))),
        (
            format!("a,b,{id},JPG"),
            made_of(&format!("a,b,{id}"), Some("jpg")),
        ),
    ] {
        assert_eq!(content(media, &text), expected, "{text}");
    }
    for nothing in ["", " ", ",", ",png", " , png"] {
        assert_eq!(content(media, nothing), unknown(media, nothing));
    }
}

/// What follows a comma, and is no extension that anybody knows.
fn keeps_commas(media: &str, made: impl Fn(MediaFile) -> Content) {
    for id in ["a,b", "a,b,c.d", "a, exe"] {
        assert_eq!(content(media, id), made(media_file(id, None)), "{id}");
    }
}

#[test]
fn what_is_an_id_alone_may_contain_commas() {
    keeps_commas("IMAGE", Content::Image);
    keeps_commas("AUDIO", Content::Audio);
    keeps_commas("VIDEO", Content::Video);
    keeps_commas("EMOTICONS", Content::Emoticon);
    keeps_commas("DOCUMENT", Content::Document);
    let image = Content::Image(media_file("a", Some("exe")));
    assert_eq!(content("FILE_IMAGE", "a, exe"), image);
    let video = Content::Video(media_file("a", Some("mkv")));
    assert_eq!(content("FILE_VIDEO", "a,mkv"), video);
}

#[test]
fn emoticons_may_be_json_and_are_a_card_without_an_id() {
    let sticker = |id: &str, ext: Option<&str>| Content::Emoticon(media_file(id, ext));
    for (json, expected) in [
        (r#"{"id": 7}"#, sticker("7", None)),
        (r#"{"id": "", "fileId": " a,b "}"#, sticker("a,b", None)),
        (
            r#" {"mediaFileId": "a", "mediaFileType": "GIF"}"#,
            sticker("a", Some("gif")),
        ),
        (
            r#"[{"name": "x"}, {"key": "a", "ext": "png"}]"#,
            sticker("a", Some("png")),
        ),
        (
            r#"{"title": "a"}"#,
            Content::Card(vec![Card {
                title: Some("a".to_owned()),
                ..Card::default()
            }]),
        ),
        ("{}", unknown("EMOTICONS", "{}")),
        ("[7]", unknown("EMOTICONS", "[7]")),
        // Stickers are also written so.
        ("[smile]", sticker("[smile]", None)),
        ("{", sticker("{", None)),
    ] {
        assert_eq!(content("EMOTICONS", json), expected, "{json}");
    }
}

#[test]
fn image_is_an_id() {
    is_by_id("IMAGE", Content::Image);
}

#[test]
fn audio_is_an_id() {
    is_by_id("AUDIO", Content::Audio);
}

#[test]
fn video_is_an_id() {
    is_by_id("VIDEO", Content::Video);
}

#[test]
fn emoticons_is_an_id() {
    is_by_id("EMOTICONS", Content::Emoticon);
}

#[test]
fn document_is_an_id() {
    is_by_id("DOCUMENT", Content::Document);
}

#[test]
fn file_image_is_a_key_and_an_extension() {
    is_by_id("FILE_IMAGE", Content::Image);
}

#[test]
fn file_video_is_a_key_and_an_extension() {
    is_by_id("FILE_VIDEO", Content::Video);
}

#[test]
fn what_a_file_is_comes_from_the_content_or_else_from_the_message() {
    let mut message = DownlinkMessage {
        media: Some(MediaType::Image),
        media_file_type: Some(FileType::Gif),
        content: Some("key".to_owned()),
        ..DownlinkMessage::default()
    };
    let image = Content::Image(media_file("key", Some("gif")));
    assert_eq!(message.content(&parse_json), image);
    message.content = Some("key,png".to_owned());
    let image = Content::Image(media_file("key", Some("png")));
    assert_eq!(message.content(&parse_json), image);
}

#[test]
fn file_is_read_from_the_right() {
    let key = "7d9fbcdd-e306-4b84-9831-163fb760cca9";
    for (name, size, ext, bytes) in [
        ("test_txt.txt", "6", "txt", Some(6)),
        ("a, b,c.pdf", "1024", "pdf", Some(1024)),
        ("", "6", "txt", Some(6)),
        ("账单.pdf", " 6 ", " pdf ", Some(6)),
        ("a", "", "txt", None),
        ("a", "6 KB", "txt", None),
        ("a", "-1", "txt", None),
        ("a", "6", "", Some(6)),
        ("a", "18446744073709551616", "txt", None),
    ] {
        let text = format!("{name},{size},{key},{ext}");
        let file = FileContent {
            name: name.to_owned(),
            size: bytes,
            key: key.to_owned(),
            ext: ext.trim().to_owned(),
        };
        assert_eq!(content("FILE", &text), Content::File(file), "{text}");
    }
}

#[test]
fn file_may_lack_its_name_and_size_and_not_its_key() {
    let file = |size, key: &str| {
        Content::File(FileContent {
            name: String::new(),
            size,
            key: key.to_owned(),
            ext: "txt".to_owned(),
        })
    };
    assert_eq!(content("FILE", "k,txt"), file(None, "k"));
    assert_eq!(content("FILE", "6,k,txt"), file(Some(6), "k"));
    for nothing in ["", "k", "a,6,,txt", "a,6, ,txt", ",", ",,,"] {
        assert_eq!(content("FILE", nothing), unknown("FILE", nothing));
    }
}

//! What a visitor says, by its type: parsed, checked and written anew.

use frontdesk_protocol::limits::Limit;
use frontdesk_protocol::{
    Content, DownlinkMessage, FileContent, FileType, MediaFile, MediaType, SourceType, WebCard,
};
use url::Url;

use crate::record::json;
use crate::refusal::Refusal;

/// Content that keeps to its type.
pub(super) struct Checked {
    pub(super) content: String,
    /// The file that it names, which must be one that the visitor has sent.
    pub(super) file: Option<String>,
}

/// Checks what is said; a text may have so many bytes.
pub(super) fn check(media: &MediaType, content: String, limit: Limit) -> Result<Checked, Refusal> {
    if content.is_empty() {
        return Err(Refusal::invalid("content", "is empty"));
    }
    if *media == MediaType::Text {
        limit.check(&content)?;
        return Ok(Checked {
            content,
            file: None,
        });
    }
    let message = DownlinkMessage {
        media: Some(media.clone()),
        content: Some(content),
        source: Some(SourceType::Customer),
        ..DownlinkMessage::default()
    };
    match (media, message.content(&json)) {
        (MediaType::File, Content::File(content)) => file(content),
        (MediaType::FileImage, Content::Image(content))
        | (MediaType::FileVideo, Content::Video(content)) => media_file(media, &content),
        (MediaType::Locate, Content::Place(place)) => Ok(Checked {
            content: place.compose(),
            file: None,
        }),
        (MediaType::WebCard, Content::WebCard(card)) => web_card(&card),
        (MediaType::File, _) => Err(form("name,size,objectKey,ext")),
        (MediaType::FileImage | MediaType::FileVideo, _) => Err(form("objectKey,ext")),
        (MediaType::Locate, _) => Err(form("latitude/longitude/description in degrees")),
        (MediaType::WebCard, _) => Err(form("JSON with title and redirectUrl")),
        _ => Err(Refusal::invalid(
            "mediaType",
            "is none of TEXT, FILE, FILE_IMAGE, FILE_VIDEO, LOCATE and WEBCARD",
        )),
    }
}

fn file(content: FileContent) -> Result<Checked, Refusal> {
    let file_type = FileType::from(content.ext.as_str());
    if !FileType::OF_VISITORS.contains(&file_type) {
        return Err(Refusal::invalid("content", "has an ext that is not sent"));
    }
    let content = FileContent {
        ext: file_type.as_str().to_owned(),
        ..content
    };
    Ok(Checked {
        content: content.compose()?,
        file: Some(content.key),
    })
}

fn media_file(media: &MediaType, content: &MediaFile) -> Result<Checked, Refusal> {
    let file_type = content.file_type.as_ref();
    if !file_type.is_some_and(|file_type| {
        FileType::OF_VISITORS.contains(file_type) && file_type.uplink_media() == *media
    }) {
        return Err(Refusal::invalid("content", "has an ext of another type"));
    }
    Ok(Checked {
        content: content.compose()?,
        file: Some(content.key.clone()),
    })
}

fn web_card(card: &WebCard) -> Result<Checked, Refusal> {
    let secure = card.url.as_deref().is_some_and(|text| {
        let odd = |character: char| character.is_whitespace() || character.is_control();
        !text.contains(odd) && Url::parse(text).is_ok_and(|url| url.scheme() == "https")
    });
    if !secure {
        return Err(Refusal::invalid("redirectUrl", "is no https address"));
    }
    let file = card.file_id.clone().filter(|id| !id.is_empty());
    let content = serde_json::to_string(card).map_err(|_| form("JSON"))?;
    Ok(Checked { content, file })
}

fn form(form: &str) -> Refusal {
    Refusal::invalid("content", format!("is not {form}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(media: &str, content: &str) -> Result<(String, Option<String>), String> {
        check(
            &media.into(),
            content.to_owned(),
            Limit::bytes("content", 5),
        )
        .map(|checked| (checked.content, checked.file))
        .map_err(|refusal| format!("{refusal:?}"))
    }

    #[test]
    fn each_type_is_written_anew_with_the_file_it_names() {
        let key = || Some("k1".to_owned());
        for (media, content, written, file) in [
            ("TEXT", "hello", "hello", None),
            ("FILE", "a,b.txt,5,k1,TXT", "a b.txt,5,k1,txt", key()),
            ("FILE_IMAGE", "k1,JPG", "k1,jpg", key()),
            ("FILE_VIDEO", " k1 , mp4", "k1,mp4", key()),
            ("LOCATE", "1.5/-2/a/b", "1.5/-2/a/b", None),
            (
                "WEBCARD",
                r#"{"title":"t","link":"https://a.example/","mediaFileId":"k1","x":1}"#,
                r#"{"title":"t","mediaFileId":"k1","redirectUrl":"https://a.example/"}"#,
                key(),
            ),
        ] {
            assert_eq!(
                checked(media, content),
                Ok((written.to_owned(), file)),
                "{media}"
            );
        }
    }

    #[test]
    fn what_does_not_keep_to_its_type_is_refused() {
        for (media, content) in [
            ("TEXT", ""),
            ("TEXT", "longer"),
            ("FILE", "k1"),
            ("FILE", "a,5,k1,exe"),
            ("FILE_IMAGE", "k1,mp4"),
            ("FILE_IMAGE", "k1"),
            ("FILE_IMAGE", "a,k1,jpg"),
            ("FILE_VIDEO", "k1,jpg"),
            ("LOCATE", "here"),
            ("LOCATE", "91/0/x"),
            ("WEBCARD", "text"),
            ("WEBCARD", r#"{"title":"t"}"#),
            (
                "WEBCARD",
                r#"{"title":"t","redirectUrl":"http://a.example/"}"#,
            ),
            (
                "WEBCARD",
                r#"{"title":"t","redirectUrl":"javascript:alert(1)"}"#,
            ),
            ("IMAGE", "k1"),
            ("HOLOGRAM", "k1"),
        ] {
            assert!(checked(media, content).is_err(), "{media} {content}");
        }
    }
}

//! What a visitor's message must hold beside its text (seed 000 §1.2 and its examples).

use frontdesk_protocol::{Content, DownlinkMessage, FileType, MediaType, ResultCode, SourceType};

use super::files::{Shelf, same_kind};
use super::{Outcome, World};
use crate::server::json::inside;

impl World {
    /// Refuses a type that is not for visitors, a file that this visitor has not sent, a card that
    /// leads to somewhere unknown, and a place that is none. What no document describes is passed,
    /// and so is everything where there is no session: that is for [`World::chat`] to say.
    pub(crate) fn check(
        &self,
        user: &str,
        media: &MediaType,
        content: &str,
    ) -> Result<(), Outcome> {
        if !self
            .visitor(user)
            .is_some_and(|known| known.phase.is_live() || known.offline)
        {
            return Ok(());
        }
        let message = DownlinkMessage {
            media: Some(media.clone()),
            content: Some(content.to_owned()),
            source: Some(SourceType::Customer),
            ..DownlinkMessage::default()
        };
        if !OF_VISITORS.contains(media) {
            return Err(refused(
                "mediaType must be TEXT, IMAGE, AUDIO, VIDEO, FILE, FILE_IMAGE, FILE_VIDEO, \
                 WEBCARD or LOCATE.",
            ));
        }
        match (media, message.content(&inside)) {
            (MediaType::File, Content::File(file)) => {
                self.check_file(user, &file.key, Some(file.ext.as_str().into()), media)
            }
            (MediaType::FileImage, Content::Image(file)) => {
                self.check_file(user, &file.key, file.file_type, media)
            }
            (MediaType::FileVideo, Content::Video(file)) => {
                self.check_file(user, &file.key, file.file_type, media)
            }
            (MediaType::File | MediaType::FileImage | MediaType::FileVideo, _) => Err(refused(
                "content must be objectKey,ext; with FILE name,size,objectKey,ext.",
            )),
            (MediaType::WebCard, Content::WebCard(card)) => {
                self.check_redirect(card.url.as_deref())
            }
            (MediaType::WebCard, _) => Err(refused(
                "content must be JSON with title, description, mediaFileId, mediaFileType and \
                 redirectUrl.",
            )),
            (MediaType::Locate, Content::Place(_)) => Ok(()),
            (MediaType::Locate, _) => Err(refused(
                "content must be latitude/longitude/description, in degrees.",
            )),
            _ => Ok(()),
        }
    }

    fn check_file(
        &self,
        user: &str,
        key: &str,
        kind: Option<FileType>,
        media: &MediaType,
    ) -> Result<(), Outcome> {
        let Some(file) = self.file(Shelf::Visitor(user), key) else {
            return Err(refused("there is no file of this objectKey."));
        };
        if !kind.is_some_and(|kind| same_kind(&kind, &file.kind)) {
            return Err(refused("ext is not what the file is."));
        }
        if *media != MediaType::File && *media != file.kind.uplink_media() {
            return Err(refused("mediaType is not for a file of this type."));
        }
        Ok(())
    }

    fn check_redirect(&self, url: Option<&str>) -> Result<(), Outcome> {
        let host = url.and_then(host_of).ok_or_else(untrusted)?;
        let mut trusted = self.config.services.trusted_redirects.iter();
        let is_trusted = |known: &String| {
            let known = known.to_ascii_lowercase();
            host == known || host.ends_with(&format!(".{known}"))
        };
        if trusted.any(is_trusted) {
            Ok(())
        } else {
            Err(untrusted())
        }
    }
}

/// The host of a web address, in lower case.
fn host_of(url: &str) -> Option<String> {
    let url: http::Uri = url.trim().parse().ok()?;
    let web = matches!(url.scheme_str(), Some("https" | "http"));
    // `https://example.com@elsewhere.example` is not at example.com, and looks as if it were.
    let authority = url
        .authority()
        .filter(|name| !name.as_str().contains('@'))?;
    web.then(|| authority.host().to_ascii_lowercase())
}

fn untrusted() -> Outcome {
    Outcome::refused(
        ResultCode::Other("3".to_owned()),
        "The redirection address is not in the trust list, contact operation staff to add it.",
    )
}

fn refused(why: &'static str) -> Outcome {
    Outcome::refused(ResultCode::Failure, why)
}

/// What visitors may send (seed 000 §1.5).
const OF_VISITORS: [MediaType; 9] = [
    MediaType::Text,
    MediaType::Image,
    MediaType::Audio,
    MediaType::Video,
    MediaType::File,
    MediaType::FileImage,
    MediaType::FileVideo,
    MediaType::WebCard,
    MediaType::Locate,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_without_a_user_have_a_host() {
        for (url, host) in [
            (
                "https://Shop.Example.com:8443/a?b",
                Some("shop.example.com"),
            ),
            ("http://example.com", Some("example.com")),
            ("https://example.com@evil.test/", None),
            ("javascript:alert(1)", None),
            ("ftp://example.com/", None),
            ("/returns", None),
            ("", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }
}

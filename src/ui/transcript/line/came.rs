//! What has a content of the wire: everything that came down, and the visitor's own files once they
//! are up.

use frontdesk_conversation::Line;
use frontdesk_protocol::{DownlinkMessage, FileType, MediaType, SourceType};
use leptos::prelude::*;

use crate::content;
use crate::ui::desk::Desk;
use crate::ui::media;

/// `own` is name and size of the visitor's own file: not every kind of message holds them.
pub(super) fn came(
    desk: Desk,
    line: &Line,
    media: Option<&str>,
    content: &str,
    own: Option<(&str, u64)>,
) -> AnyView {
    let message = DownlinkMessage {
        media: media.map(MediaType::from),
        content: Some(content.to_owned()),
        source: Some(SourceType::Agent),
        content_type: line.is_local_file.then(|| "1".to_owned()),
        media_file_type: line.file_type.as_deref().map(FileType::from),
        ..DownlinkMessage::default()
    };
    content::content(&message, own, &desk.locale(), &|file| {
        media::media(desk, file)
    })
}

//! `downloadFileStream`: a file on its way down, to those alone whose it is.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::limits::Limit;
use frontdesk_protocol::{DownloadFile, DownloadRequest, FileType};

use super::body::Body;
use super::carry::{Carried, handed_down};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::record::Way;
use crate::refusal::{Reason, Refusal};

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<DownloadRequest>,
) -> Carried {
    visitor.owns(&[Id::Kind(&request.channel)])?;
    let of_library = request.is_of_library();
    let id = field::text(FILE_ID, request.file_id)?;
    let Some(file_type) = request.file_type.filter(is_extension) else {
        return Err(Refusal::invalid("fileType", "is no extension of a file").into());
    };
    let session = &visitor.session;
    let Some(way) = session.store().has_file(&session.who, &id).await? else {
        return Err(Reason::File.into());
    };
    let request = DownloadRequest {
        file_id: Some(id),
        channel: web(),
        file_type: Some(file_type),
        // What a visitor sent is not in the library, whatever a widget makes of its own message.
        multi_media: (of_library && way == Way::Came)
            .then_some(request.multi_media)
            .flatten(),
    };
    let behalf = visitor.on_behalf();
    handed_down(
        app.upstream()
            .fetch::<DownloadFile>(&behalf, &request)
            .await?,
    )
}

fn is_extension(file_type: &FileType) -> bool {
    let text = file_type.as_str();
    (1..=EXTENSION_CHARS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

const FILE_ID: Limit = Limit::bytes("fileId", 1024);
const EXTENSION_CHARS: usize = 16;

//! `downloadFileStream` (seed 003 §9).

use axum::extract::State;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_protocol::{DownloadRequest, DownloadResponse, FileType, ResultCode};

use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;
use crate::world::files::{Found, Shelf, same_kind};

/// Answers a file of an agent's, of the library, or of the caller's own. Another visitor's file is
/// as unknown as one that was never there.
pub(super) async fn download_file(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<DownloadRequest>,
) -> Result<Json<DownloadResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    let id = mandatory(request.file_id.as_ref(), "fileId")?;
    let kind = request.file_type.as_ref();
    mandatory(kind.map(FileType::as_str), "fileType")?;
    let (shelf, id) = match request.local_id() {
        Some(local) => (Shelf::Agents, local),
        None if request.is_of_library() => (Shelf::Library, id),
        None => (Shelf::Visitor(&caller.user), id),
    };
    let found = app.world(|world, _| world.file(shelf, id));
    Ok(Json(match found {
        Some(file) if kind.is_some_and(|kind| same_kind(kind, &file.kind)) => success(&file),
        Some(_) => refused("fileType is not what the file is."),
        None => refused("there is no file of this fileId."),
    }))
}

fn success(file: &Found) -> DownloadResponse {
    DownloadResponse {
        stream: Some(STANDARD.encode(&file.bytes)),
        code: Some(ResultCode::Success),
        description: Some("download file success.".to_owned()),
        ..DownloadResponse::default()
    }
}

fn refused(why: &str) -> DownloadResponse {
    DownloadResponse {
        code: Some(ResultCode::Failure),
        description: Some(why.to_owned()),
        ..DownloadResponse::default()
    }
}

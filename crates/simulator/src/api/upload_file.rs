//! `uploadFileStream` (seed 003 §8).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{FileType, ResultCode, UploadRequest, UploadResponse};

use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::files::decode;
use crate::world::{Caller, Outcome};

/// Keeps the file for the visitor who sent it.
pub(super) async fn upload_file(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<UploadRequest>,
) -> Result<Json<UploadResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    mandatory(request.file_type.as_ref().map(FileType::as_str), "fileType")?;
    let stream = mandatory(request.stream.as_ref(), "fileStream")?;
    let kind = request
        .file_type
        .filter(|kind| FileType::OF_VISITORS.contains(kind))
        .ok_or_else(wrong_type);
    let decoded = kind.and_then(|kind| Ok((kind, decode(stream, app.config.services.files)?)));
    Ok(Json(match decoded {
        Ok((kind, bytes)) => UploadResponse {
            object_key: Some(app.world(|world, _| world.store_upload(&caller.user, kind, bytes))),
            code: Some(ResultCode::Success),
            description: Some("upload file success.".to_owned()),
        },
        Err(outcome) => UploadResponse {
            object_key: None,
            code: Some(outcome.code),
            description: Some(outcome.description.to_owned()),
        },
    }))
}

fn wrong_type() -> Outcome {
    Outcome::refused(
        ResultCode::Failure,
        "fileType must be one of jpg, jpeg, png, bmp, mp3, aac, mp4, txt, csv, pdf.",
    )
}

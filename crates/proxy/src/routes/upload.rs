//! `uploadFileStream`: a file on its way up.

use axum::extract::State;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_protocol::{Answer, Endpoint, FileType, UploadFile, UploadRequest};
use http::header::HeaderMap;

use super::body::Body;
use super::carry::Carried;
use super::command::Command;
use super::ids::{Id, web};
use super::sniff;
use super::visitor::Visitor;
use crate::app::App;
use crate::rates::Place;
use crate::record::Way;
use crate::refusal::{Reason, Refusal};
use crate::seal::Instant;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Extension(place): Extension<Place>,
    headers: HeaderMap,
    Body(request): Body<UploadRequest>,
) -> Carried {
    visitor.owns(&[Id::Kind(&request.channel)])?;
    let file_type = file_type(request.file_type)?;
    let stream = stream(&file_type, request.stream, app.limits().upload_bytes)?;
    let request = UploadRequest {
        file_type: Some(file_type),
        stream: Some(stream),
        channel: web(),
    };
    let command = Command::new(UploadFile::PATH, None, &request, &headers)?;
    let caller = visitor.clone();
    let work = async move {
        // As long as the file is in memory, whether or not anybody waits.
        let _place = place;
        let behalf = visitor.on_behalf();
        let whole = app
            .upstream()
            .command::<UploadFile>(&behalf, &request)
            .await?;
        // Before anybody is told the key: it is good for something at once.
        if let Some(key) = &whole.answer.object_key
            && whole.answer.is_success()
        {
            let (session, ids) = (&visitor.session, [key.clone()]);
            let allowed =
                session
                    .store()
                    .allow_files(&session.who, &ids, Way::Sent, Instant::now());
            if allowed.await.is_err() {
                tracing::error!("a visitor sent a file and the store cannot be told so");
            }
        }
        Ok(whole)
    };
    Ok(Json(command.carry(&caller, work).await?))
}

fn file_type(file_type: Option<FileType>) -> Result<FileType, Refusal> {
    file_type
        .filter(|file_type| FileType::OF_VISITORS.contains(file_type))
        .ok_or_else(|| {
            let known = FileType::OF_VISITORS.each_ref().map(FileType::as_str);
            Refusal::invalid("fileType", format!("is none of {}", known.join(", ")))
        })
}

/// Base64 of at most so many bytes that are of this type; the length is looked at before anything is
/// decoded.
fn stream(file_type: &FileType, stream: Option<String>, most: u32) -> Result<String, Refusal> {
    let stream = stream.unwrap_or_default();
    let too_large = || {
        Refusal::in_words(
            Reason::TooLarge,
            format!("The file is longer than {most} bytes."),
        )
    };
    if stream.len().div_ceil(4) > (most as usize).div_ceil(3) {
        return Err(too_large());
    }
    match STANDARD.decode(&stream) {
        Ok(bytes) if bytes.is_empty() => Err(Refusal::invalid("fileStream", "is empty")),
        Ok(bytes) if bytes.len() > most as usize => Err(too_large()),
        Ok(bytes) => sniff::check(file_type, &bytes).map(|()| stream),
        Err(_) => Err(Refusal::invalid("fileStream", "is not base64")),
    }
}

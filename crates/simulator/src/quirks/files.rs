//! Files behind an address: what a download answers in place of the file.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::Quirk;
use super::turn::Turn;
use crate::server::App;
use crate::server::paths::FILE_STORE;
use crate::world::random::Random;

/// Where the files are fetched; like the vendor's, an address is known only to whom it was told.
pub(crate) fn router() -> Router<App> {
    Router::new().route(&format!("{FILE_STORE}/{{id}}"), get(fetch))
}

/// The newest files that were answered by an address.
#[derive(Debug, Default)]
pub(super) struct Files(Mutex<VecDeque<(String, Vec<u8>)>>);

impl Files {
    /// Puts an address in place of the file where it is its turn.
    pub(super) fn transform(&self, fields: &mut Map<String, Value>, origin: &str, turn: &Turn<'_>) {
        if turn.one_of(&[Quirk::Base64Lines, Quirk::FileUrl]) != Some(Quirk::FileUrl) {
            return;
        }
        let Some(file) = fields
            .get("fileStream")
            .and_then(Value::as_str)
            .and_then(|stream| STANDARD.decode(stream).ok())
        else {
            return;
        };
        let id =
            Random::new(file.len() as u64 ^ turn.form(Quirk::FileUrl, usize::MAX) as u64).hex();
        fields.remove("fileStream");
        fields.insert(
            "fileUrl".to_owned(),
            format!("{origin}{FILE_STORE}/{id}").into(),
        );
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if files.len() >= MAX_FILES {
            files.pop_front();
        }
        files.push_back((id, file));
    }

    fn of(&self, id: &str) -> Option<Vec<u8>> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, file) = files.iter().find(|(known, _)| known == id)?;
        Some(file.clone())
    }
}

async fn fetch(State(app): State<App>, Path(id): Path<String>) -> Response {
    let Some(file) = app.forms.files.of(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment"),
    ];
    (headers, file).into_response()
}

const MAX_FILES: usize = 16;

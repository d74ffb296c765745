//! The widget's files: read once at the start, from this program or from a folder.

mod encoding;
mod file;
mod load;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::header::HeaderMap;

pub(crate) use file::Age;

use crate::refusal::{Reason, Refusal};
use file::File;

/// The files, by their paths without a leading slash.
pub(crate) struct Assets {
    files: Arc<HashMap<String, File>>,
    /// In a demonstration the folder is read again for each request, so that a widget that was just
    /// built shows without a restart.
    reread: Option<PathBuf>,
}

impl Assets {
    pub(crate) fn new(folder: Option<PathBuf>, demo: bool) -> io::Result<Self> {
        let files = match &folder {
            Some(folder) => load::folder(folder)?,
            None => load::embedded(),
        };
        if files.is_empty() {
            tracing::warn!(
                "the widget's files are not built, so pages get 404 for /frontdesk.js; build them \
                 with `cargo xtask dist`, or name their folder by --static-dir"
            );
        }
        Ok(Self {
            files: Arc::new(files),
            reread: folder.filter(|_| demo),
        })
    }

    /// A file in the form that the browser likes best.
    pub(crate) fn answer(&self, path: &str, age: Age, request: &HeaderMap) -> Response {
        let reread = self
            .reread
            .as_deref()
            .and_then(|folder| load::folder(folder).ok());
        let files = reread.as_ref().unwrap_or(&self.files);
        let age = match age {
            Age::Short if self.reread.is_some() => Age::None,
            age => age,
        };
        match files.get(path) {
            Some(file) => file.answer(age, request),
            None if files.is_empty() => {
                Refusal::in_words(Reason::Route, "The widget's files are not built.")
                    .into_response()
            }
            None => Refusal::from(Reason::Route).into_response(),
        }
    }
}

//! Routes of what is offered beside the conversation.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use frontdesk_protocol::{
    DownloadFile, Endpoint, GetSurveyMode, QueryHistory, QueryPhrases, RobotFeedback, UploadFile,
};

use super::{download_file, feedback, history, phrases, survey_mode, upload_file};
use crate::server::App;

/// What visitors call.
pub(super) fn of_visitors() -> Router<App> {
    Router::new()
        .route(
            UploadFile::PATH,
            // The recorder has bounded the body.
            post(upload_file::upload_file).layer(DefaultBodyLimit::disable()),
        )
        .route(DownloadFile::PATH, post(download_file::download_file))
        .route(GetSurveyMode::PATH, post(survey_mode::survey_mode))
        .route(QueryHistory::PATH, post(history::query_history))
        .route(QueryPhrases::PATH, post(phrases::query_phrases))
        .route(RobotFeedback::PATH, post(feedback::save_feedback))
}

//! Routes of what is offered beside the conversation.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use frontdesk_protocol::{
    CallEvents, CheckCalls, CreateCall, CreateClickToCall, DownloadFile, DropClickToCall, Endpoint,
    GetSurveyMode, LeaveMessage, QueryHistory, QueryPhrases, RobotFeedback, SendAsync, UploadFile,
};

use super::click_to_call::{check, create, drop, events};
use super::{
    create_call, download_file, feedback, history, leave_message, phrases, send, survey_mode,
    upload_file,
};
use crate::server::App;
use crate::server::paths::unversioned;

/// What visitors call.
pub(super) fn of_visitors() -> Router<App> {
    let router = Router::new()
        .route(SendAsync::PATH, post(send::send_later))
        .route(
            UploadFile::PATH,
            // The recorder has bounded the body.
            post(upload_file::upload_file).layer(DefaultBodyLimit::disable()),
        )
        .route(DownloadFile::PATH, post(download_file::download_file))
        .route(GetSurveyMode::PATH, post(survey_mode::survey_mode))
        .route(QueryHistory::PATH, post(history::query_history))
        .route(LeaveMessage::PATH, post(leave_message::leave_message))
        .route(QueryPhrases::PATH, post(phrases::query_phrases));
    let router = versioned(router, RobotFeedback::PATH, post(feedback::save_feedback));
    let router = versioned(router, CheckCalls::PATH, get(check::check_calls));
    let router = versioned(router, CreateClickToCall::PATH, post(create::create_call));
    let router = versioned(router, CallEvents::PATH, get(events::call_events));
    versioned(router, DropClickToCall::PATH, post(drop::drop_call))
}

/// What operators call.
pub(super) fn of_operators() -> Router<App> {
    versioned(
        Router::new(),
        CreateCall::PATH,
        post(create_call::create_call),
    )
}

/// The documents write these paths with `/v1` and without.
fn versioned(router: Router<App>, path: &str, call: MethodRouter<App>) -> Router<App> {
    router
        .route(path, call.clone())
        .route(unversioned(path), call)
}

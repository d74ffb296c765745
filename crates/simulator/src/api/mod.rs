//! The upstream API, a file for each call.

mod apply_token;
mod click_to_call;
mod create_call;
mod download_file;
mod feedback;
mod history;
mod leave_message;
mod phrases;
pub(crate) mod poll;
mod queue;
mod satisfaction;
pub(crate) mod send;
mod services;
mod survey_levels;
mod survey_mode;
mod token_by_ak_sk;
mod upload_file;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use frontdesk_protocol::{
    ApplyToken, Endpoint, Poll, QueryQueueInfo, SaveSatisfaction, Send, TokenByAkSk,
};

use crate::server::json::mandatory;
use crate::server::paths::{API_PREFIX, BARE_PREFIX};
use crate::server::refusal::Refusal;
use crate::server::{App, auth, fault};
use crate::world::Caller;

/// The API: the tenant's token outside, the rest under its prefix.
pub(crate) fn router(app: &App) -> Router<App> {
    let of_visitors = Router::new()
        .route(Send::PATH, post(send::send))
        .route(Poll::PATH, get(poll::poll))
        .route(QueryQueueInfo::PATH, post(queue::query_queue_info))
        .route(
            SaveSatisfaction::PATH,
            post(satisfaction::save_satisfaction),
        )
        .merge(services::of_visitors())
        .route_layer(from_fn_with_state(Arc::clone(app), auth::visitor));
    // Layers run from the last to the first: the gateway, then the tenant, then the visitor.
    let under_prefix = Router::new()
        .route(ApplyToken::PATH, post(apply_token::apply_token))
        .merge(services::of_operators())
        .merge(of_visitors)
        .route_layer(from_fn_with_state(Arc::clone(app), auth::tenant))
        .route_layer(from_fn_with_state(Arc::clone(app), fault::forbidden));
    Router::new()
        .route(TokenByAkSk::PATH, post(token_by_ak_sk::token_by_ak_sk))
        .nest(API_PREFIX, under_prefix.clone())
        .nest(BARE_PREFIX, under_prefix)
        .route_layer(from_fn_with_state(Arc::clone(app), fault::outage))
}

/// An id in the request must be that of the token.
fn is_caller(caller: &Caller, user: &str) -> Result<(), Refusal> {
    if caller.user == user {
        return Ok(());
    }
    Err(Refusal::Visitor(
        "ccmessaging-token belongs to another user.",
    ))
}

/// A mandatory language of the API.
fn locale(field: Option<&String>) -> Result<&str, Refusal> {
    let locale = mandatory(field, "locale")?;
    if LOCALES.contains(&locale) {
        return Ok(locale);
    }
    let known = LOCALES.join(", ");
    Err(Refusal::Request(format!("locale must be one of {known}.")))
}

/// How long a visitor's name may be, which no document says: it is kept for every visitor.
const MAX_NAME_CHARS: usize = 128;

/// Languages of the API.
const LOCALES: [&str; 4] = ["zh", "zh_CN", "en", "en_US"];

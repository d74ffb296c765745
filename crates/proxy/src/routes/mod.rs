//! The public routes: each in a file, all in the [`table`].

mod apply_token;
mod body;
mod carry;
mod click_to_call;
mod command;
mod content;
mod denied;
mod download;
mod feedback;
mod field;
mod files;
mod history;
mod ids;
mod leave_message;
mod openapi;
mod phrases;
mod poll;
mod push;
mod queue;
mod rate;
mod satisfaction;
mod send;
mod sniff;
mod stream;
mod survey_mode;
pub mod table;
mod upload;
mod visitor;

pub(crate) use body::Body;
pub(crate) use carry::{Carried, handed_down};
pub(crate) use field::{optional_text, text};

use axum::Extension;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::Method;
use http::header::{CACHE_CONTROL, HeaderValue};

use crate::app::App;
use crate::origin;
use crate::refusal::{Reason, Refusal};
use crate::request_id;
use crate::serve::harden;
use crate::telemetry;
use table::{ROUTES, Who};

pub(crate) fn router(app: App) -> Router {
    let mut router = Router::new();
    let is_there = |route: &&table::Route| match route.who {
        Who::Demo => app.is_demo(),
        Who::Cloud => app.webhook().is_some(),
        Who::Page | Who::Visitor | Who::World => true,
    };
    for route in ROUTES.iter().filter(is_there) {
        let mut handler = route.handler();
        if route.who == Who::Visitor {
            handler = handler.layer(from_fn_with_state(app.clone(), visitor::admit));
        }
        if route.rate.counts() {
            handler = handler.layer(from_fn_with_state(app.clone(), rate::by_address));
            handler = handler.layer(Extension(route.rate));
        }
        if route.is_api() || route.who == Who::Visitor {
            handler = handler.layer(Extension(route.body));
            handler = handler.layer(from_fn_with_state(app.clone(), while_up));
        }
        router = router.route(&route.path(), handler);
    }
    router
        .method_not_allowed_fallback(async || Refusal::from(Reason::Method))
        .fallback(async || Refusal::from(Reason::Route))
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(from_fn(harden))
        .layer(from_fn_with_state(app.clone(), telemetry::observe))
        .layer(from_fn_with_state(app.clone(), request_id::identify))
        .with_state(app)
}

/// Nothing new is begun once the end has. HEAD, which axum takes for a GET, would take messages from
/// the reader without a cursor.
async fn while_up(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() == Method::HEAD {
        return Refusal::from(Reason::Method).into_response();
    }
    if app.draining().is_on() {
        return Refusal::from(Reason::Draining).into_response();
    }
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

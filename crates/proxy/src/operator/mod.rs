//! The operators' listener: a number is called, and nothing else. It is no visitor's: whoever reaches
//! it dials out at the tenant's cost.

mod number;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use frontdesk_protocol::limits::Limit;
use frontdesk_protocol::{Answer, CreateCall, CreateCallRequest, Endpoint};
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::config::API_PREFIX;
use crate::refusal::{Reason, Refusal};
use crate::request_id::{RequestId, identify};
use crate::routes::{Body, Carried, handed_down, optional_text, text};
use crate::serve::harden;
use crate::sync::to_the_end;
use crate::telemetry::{AUDIT, trace};
use number::{is_number, masked};

/// What an operator's system shows.
pub(crate) struct OperatorKey(SecretString);

impl OperatorKey {
    pub(crate) fn new(key: &SecretString) -> Self {
        Self(format!("Bearer {}", key.expose_secret()).into())
    }

    /// Takes as long for a key that is nearly right as for any other.
    fn fits(&self, request: &Request) -> bool {
        let mut sent = request.headers().get_all(AUTHORIZATION).iter();
        let (Some(one), None) = (sent.next(), sent.next()) else {
            return false;
        };
        let expected = self.0.expose_secret().as_bytes();
        one.as_bytes().ct_eq(expected).into()
    }
}

pub(crate) fn router(app: App) -> Router {
    let path = format!("{API_PREFIX}{}", CreateCall::PATH);
    let handler = post(create_call).layer(from_fn_with_state(app.clone(), admit));
    Router::new()
        .route(&path, handler)
        .method_not_allowed_fallback(async || Refusal::from(Reason::Method))
        .fallback(async || Refusal::from(Reason::Route))
        .layer(from_fn(harden))
        .layer(from_fn_with_state(app.clone(), trace))
        .layer(from_fn_with_state(app.clone(), identify))
        .with_state(app)
}

async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    // Taken out of the configuration, nobody gets through until a restart closes the listener.
    let Some(key) = app.operator_key() else {
        return Refusal::from(Reason::FeatureOff).into_response();
    };
    if !key.fits(&request) {
        tracing::warn!("a call to the operators' listener shows no key or another");
        return Refusal::from(Reason::OperatorKey).into_response();
    }
    if app.draining().is_on() {
        return Refusal::from(Reason::Draining).into_response();
    }
    next.run(request).await
}

async fn create_call(
    State(app): State<App>,
    axum::Extension(id): axum::Extension<RequestId>,
    Body(request): Body<CreateCallRequest>,
) -> Carried {
    let called = text(CALLED, request.called)?;
    if !is_number(&called) {
        return Err(Refusal::invalid("called", "is no number to call").into());
    }
    let data = optional_text(CALL_DATA, request.call_data)?;
    let present = optional_text(CALLER_PRESENT, request.caller_present)?;
    if !present.is_empty() && !is_number(&present) {
        return Err(Refusal::invalid("callerPresent", "is no number").into());
    }
    let shown = masked(&called);
    let request = CreateCallRequest {
        called: Some(called),
        call_data: Some(data).filter(|data| !data.is_empty()),
        caller_present: Some(present).filter(|present| !present.is_empty()),
    };
    let work = async move {
        let answer = app.upstream().create_call(&request).await;
        let outcome = match &answer {
            Ok(whole) if whole.answer.is_success() => "made",
            Ok(_) => "refused",
            Err(not_answered) if not_answered.may_be_carried() => "unknown",
            Err(_) => "refused",
        };
        let request = id.as_str();
        tracing::info!(target: AUDIT, request, called = shown, outcome, "createcall");
        metrics::counter!("frontdesk_operator_calls_total", "outcome" => outcome).increment(1);
        handed_down(answer?)
    };
    let lost = || Err(Reason::OutcomeUnknown.into());
    to_the_end(work).await.unwrap_or_else(lost)
}

/// Seed 003 §16.
const CALLED: Limit = Limit::characters("called", 32);
const CALL_DATA: Limit = Limit::characters("callData", 1024);
const CALLER_PRESENT: Limit = Limit::characters("callerPresent", 32);

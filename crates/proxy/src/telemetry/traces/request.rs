//! The span of a request.

use http::{HeaderMap, Method, StatusCode};
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{FutureExt, SpanBuilder, SpanKind, Status, TraceContextExt};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracer;

use crate::request_id::RequestId;

/// The span of a request, where there is one. Work that goes on does not keep it open.
pub(crate) struct RequestSpan(Option<Context>);

impl RequestSpan {
    pub(super) fn new(span: Option<Context>) -> Self {
        Self(span)
    }

    /// The request's work: calls that it makes are under this span.
    pub(crate) fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        work.with_context(self.0.clone().unwrap_or_else(Context::current))
    }

    pub(crate) fn answered(&mut self, status: StatusCode, refused: Option<&str>) {
        let Some(context) = self.0.take() else {
            return;
        };
        let span = context.span();
        span.set_attribute(KeyValue::new(STATUS, i64::from(status.as_u16())));
        if let Some(refused) = refused {
            span.set_attribute(KeyValue::new("frontdesk.refused", refused.to_owned()));
        }
        if status.is_server_error() {
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

impl Drop for RequestSpan {
    /// The caller has gone away, unless there was an answer.
    fn drop(&mut self) {
        if let Some(context) = self.0.take() {
            let span = context.span();
            span.set_attribute(KeyValue::new("frontdesk.given_up", true));
            span.end();
        }
    }
}

pub(super) fn begin(
    tracer: &SdkTracer,
    method: &Method,
    route: Option<&str>,
    id: Option<&RequestId>,
    caller: Option<&HeaderMap>,
) -> Context {
    let parent = match caller {
        Some(headers) => {
            TraceContextPropagator::new().extract_with_context(&Context::new(), &Caller(headers))
        }
        None => Context::new(),
    };
    let method = known(method);
    let name = match route {
        Some(route) => format!("{method} {route}"),
        None => method.to_owned(),
    };
    let mut attributes = vec![KeyValue::new(METHOD, method)];
    attributes.extend(route.map(|route| KeyValue::new("http.route", route.to_owned())));
    attributes.extend(id.map(|id| KeyValue::new("frontdesk.request", id.as_str().to_owned())));
    let span = SpanBuilder::from_name(name)
        .with_kind(SpanKind::Server)
        .with_attributes(attributes)
        .start_with_context(tracer, &parent);
    parent.with_span(span)
}

/// A caller's `traceparent` and nothing else: `tracestate` would be handed on as it came, and anything
/// may stand in it.
struct Caller<'a>(&'a HeaderMap);

impl Extractor for Caller<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        let mut values = self.0.get_all(TRACEPARENT).iter();
        let (Some(one), None) = (values.next(), values.next()) else {
            return None;
        };
        one.to_str().ok().filter(|_| key == TRACEPARENT)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

/// A method can be any word that a caller likes.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "_OTHER",
    }
}

/// Names of OpenTelemetry's semantic conventions.
pub(super) const METHOD: &str = "http.request.method";
pub(super) const STATUS: &str = "http.response.status_code";

const TRACEPARENT: &str = "traceparent";

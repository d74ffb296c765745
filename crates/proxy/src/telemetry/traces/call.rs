//! The span of a call to the cloud.

use http::{Method, StatusCode};
use opentelemetry::trace::{Span, SpanBuilder, SpanKind, Status};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::trace::{self as sdk, SdkTracer};

use super::request::{METHOD, STATUS};

/// The span of a call, where there is one. Dropped before its end, the call was given up.
pub(crate) struct CallSpan(Option<sdk::Span>);

impl CallSpan {
    pub(super) fn new(span: Option<sdk::Span>) -> Self {
        Self(span)
    }

    /// With the answer's status, where one came, and what it was taken for.
    pub(crate) fn ended(self, status: Option<StatusCode>, outcome: &'static str, failed: bool) {
        let Some(mut span) = self.0 else {
            return;
        };
        if let Some(status) = status {
            span.set_attribute(KeyValue::new(STATUS, i64::from(status.as_u16())));
        }
        span.set_attribute(KeyValue::new("frontdesk.outcome", outcome));
        if failed {
            span.set_attribute(KeyValue::new("error.type", outcome));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

pub(super) fn begin(
    tracer: &SdkTracer,
    name: &'static str,
    class: &'static str,
    method: &Method,
    times_before: u32,
) -> sdk::Span {
    let name = name.trim_start_matches('/');
    let mut attributes = vec![
        KeyValue::new(METHOD, method.as_str().to_owned()),
        KeyValue::new("frontdesk.class", class),
    ];
    if times_before > 0 {
        attributes.push(KeyValue::new(
            "http.request.resend_count",
            i64::from(times_before),
        ));
    }
    SpanBuilder::from_name(name)
        .with_kind(SpanKind::Client)
        .with_attributes(attributes)
        .start_with_context(tracer, &Context::current())
}

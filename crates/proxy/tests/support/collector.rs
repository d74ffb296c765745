//! A collector of spans, OTLP over HTTP, that keeps what it is sent.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use http::HeaderMap;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use prost::Message;

#[derive(Clone, Default)]
pub struct Collector {
    pub url: String,
    sent: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    refuses: Arc<AtomicBool>,
}

/// A span as it came.
#[derive(Debug)]
pub struct Span {
    pub service: String,
    pub name: String,
    pub kind: SpanKind,
    pub trace: Vec<u8>,
    pub id: Vec<u8>,
    pub parent: Vec<u8>,
    pub failed: bool,
    pub state: String,
    attributes: Vec<KeyValue>,
}

impl Collector {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let collector = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            ..Self::default()
        };
        let router = Router::new()
            .route("/v1/traces", post(take))
            .with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        collector
    }

    /// From now on it takes nothing, or takes what comes.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::Relaxed);
    }

    /// The headers of each batch.
    pub fn headers(&self) -> Vec<HeaderMap> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|(headers, _)| headers.clone()).collect()
    }

    /// All bytes that came, as text where they are text.
    pub fn text(&self) -> String {
        let sent = self.sent.lock().unwrap();
        let texts = sent.iter().map(|(_, body)| String::from_utf8_lossy(body));
        texts.collect()
    }

    pub fn spans(&self) -> Vec<Span> {
        let sent = self.sent.lock().unwrap();
        let batches = sent
            .iter()
            .map(|(_, body)| ExportTraceServiceRequest::decode(body.clone()).unwrap());
        batches.flat_map(spans).collect()
    }
}

impl Span {
    /// An attribute's value; nothing where there is none.
    pub fn get(&self, name: &str) -> String {
        text(&self.attributes, name)
    }

    pub fn names(&self) -> Vec<&str> {
        let names = self.attributes.iter().map(|pair| pair.key.as_str());
        names.collect()
    }
}

async fn take(
    State(collector): State<Collector>,
    headers: HeaderMap,
    body: Bytes,
) -> http::StatusCode {
    if collector.refuses.load(Ordering::Relaxed) {
        return http::StatusCode::UNAUTHORIZED;
    }
    collector.sent.lock().unwrap().push((headers, body));
    http::StatusCode::OK
}

fn spans(batch: ExportTraceServiceRequest) -> Vec<Span> {
    let mut spans = Vec::new();
    for of_resource in batch.resource_spans {
        let resource = of_resource.resource.unwrap();
        let service = text(&resource.attributes, "service.name");
        let of_scopes = of_resource.scope_spans.into_iter();
        for span in of_scopes.flat_map(|of_scope| of_scope.spans) {
            assert!(span.end_time_unix_nano >= span.start_time_unix_nano);
            assert!(span.events.is_empty() && span.links.is_empty());
            spans.push(Span {
                service: service.clone(),
                kind: span.kind(),
                failed: span
                    .status
                    .is_some_and(|status| status.code() == StatusCode::Error),
                name: span.name,
                trace: span.trace_id,
                id: span.span_id,
                parent: span.parent_span_id,
                state: span.trace_state,
                attributes: span.attributes,
            });
        }
    }
    spans
}

fn text(attributes: &[KeyValue], name: &str) -> String {
    let pair = attributes.iter().find(|pair| pair.key == name);
    let value = pair.and_then(|pair| pair.value.as_ref());
    match value {
        Some(AnyValue { value: Some(value) }) => match value {
            Value::StringValue(text) => text.clone(),
            Value::IntValue(number) => number.to_string(),
            Value::BoolValue(flag) => flag.to_string(),
            other => panic!("{other:?} is new"),
        },
        _ => String::new(),
    }
}

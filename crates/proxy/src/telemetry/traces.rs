//! Spans for a collector: each request, and each call to the cloud that it waits for.
//!
//! A span holds what the log says of a request, and no more. Nothing of it goes up to the cloud: that
//! is somebody else's, and whose calls belong together is none of its business.
//!
//! The collector may be slow or gone: spans wait in a queue of a fixed length and are sent by a thread
//! of its own; what finds the queue full is lost, and nobody waits for it.

mod call;
mod collector;
mod exporter;
mod request;

use std::time::Duration;

use http::{HeaderMap, Method};
use opentelemetry::trace::{FutureExt, TracerProvider};
use opentelemetry::{Context, Key};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

pub(crate) use call::CallSpan;
pub(crate) use request::RequestSpan;

use super::TracesError;
use crate::config::OtelConfig;
use crate::request_id::RequestId;
use collector::Collector;
use exporter::Counted;

/// Where spans go; as a default, nowhere. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Traces(Option<Open>);

#[derive(Clone)]
struct Open {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Traces {
    /// Must be called inside the runtime, which sends what the thread hands to it.
    ///
    /// # Errors
    /// TLS cannot be set up, or a variable of OpenTelemetry asks for what is not here.
    pub(crate) fn start(config: Option<OtelConfig>) -> Result<Self, TracesError> {
        let Some(config) = config else {
            return Ok(Self::default());
        };
        let collector = Collector::new().map_err(|error| TracesError(error.to_string()))?;
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(collector)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(config.endpoint)
            .build()
            .map_err(|error| TracesError(error.to_string()))?;
        let provider = SdkTracerProvider::builder()
            .with_resource(resource())
            .with_batch_exporter(Counted::new(exporter))
            .build();
        let tracer = provider.tracer(SERVICE);
        Ok(Self(Some(Open { provider, tracer })))
    }

    /// Begins the span of a request. `caller`: the headers of one who may say whose trace it is.
    pub(crate) fn request(
        &self,
        method: &Method,
        route: Option<&str>,
        id: Option<&RequestId>,
        caller: Option<&HeaderMap>,
    ) -> RequestSpan {
        let open = self.0.as_ref();
        RequestSpan::new(open.map(|open| request::begin(&open.tracer, method, route, id, caller)))
    }

    /// Begins the span of a call to the cloud, under that of the request at hand.
    pub(crate) fn call(
        &self,
        name: &'static str,
        class: &'static str,
        method: &Method,
        times_before: u32,
    ) -> CallSpan {
        let open = self.0.as_ref();
        CallSpan::new(open.map(|open| call::begin(&open.tracer, name, class, method, times_before)))
    }

    /// Sends what waits, for so long as the end of service can wait for it. After this there are no
    /// more spans.
    pub(crate) async fn flush(&self) {
        let Some(Open { provider, .. }) = self.0.clone() else {
            return;
        };
        let end = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FLUSH));
        if !matches!(end.await, Ok(Ok(()))) {
            tracing::warn!("the collector did not take the last spans in time");
        }
    }
}

/// Work that goes on in a task of its own and still belongs to the request at hand.
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    work.with_context(Context::current())
}

/// What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say; a name of its own where they give none.
fn resource() -> Resource {
    let resource = Resource::builder().build();
    let name = resource.get(&Key::from_static_str("service.name"));
    let unnamed = name.is_none_or(|name| name.as_str().starts_with("unknown_service"));
    if unnamed {
        return Resource::builder().with_service_name(SERVICE).build();
    }
    resource
}

const SERVICE: &str = env!("CARGO_PKG_NAME");

/// How long the end of service waits for the collector.
const FLUSH: Duration = Duration::from_secs(3);

//! What became of the spans.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter as Exports};

/// Counts what is sent and what is lost, and says once that the collector takes nothing, instead of
/// every few seconds.
#[derive(Debug)]
pub(super) struct Counted {
    exporter: SpanExporter,
    failing: AtomicBool,
}

impl Counted {
    pub(super) fn new(exporter: SpanExporter) -> Self {
        let failing = AtomicBool::new(false);
        Self { exporter, failing }
    }
}

impl Exports for Counted {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len() as u64;
        let outcome = match self.exporter.export(batch).await {
            Ok(()) => {
                if self.failing.swap(false, Ordering::Relaxed) {
                    tracing::info!("the collector takes spans again");
                }
                "sent"
            }
            Err(error) => {
                if !self.failing.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "the collector takes no spans: until it does, they are lost");
                }
                "lost"
            }
        };
        metrics::counter!("frontdesk_spans_total", "outcome" => outcome).increment(spans);
        Ok(())
    }

    fn shutdown_with_timeout(&self, time: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(time)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

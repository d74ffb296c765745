//! Logs, metrics and spans. None ever holds a text, a token, a secret or a query.

mod help;
#[cfg(not(feature = "otel"))]
mod no_traces;
mod requests;
#[cfg(feature = "otel")]
mod traces;

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

#[cfg(not(feature = "otel"))]
pub(crate) use no_traces::{CallSpan, RequestSpan, Traces, carried};
pub(crate) use requests::{observe, trace};
#[cfg(feature = "otel")]
pub(crate) use traces::{CallSpan, RequestSpan, Traces, carried};

/// Sends logs to standard error: for people on a terminal, else as JSON.
pub fn log(filter: Option<&str>) {
    let asked = filter
        .map(str::to_owned)
        .or_else(|| std::env::var("RUST_LOG").ok());
    let filter = self::filter(asked.as_deref().unwrap_or(DEFAULT_FILTER)).unwrap_or_default();
    let terminal = std::io::stderr().is_terminal();
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(terminal);
    // Only a test has logs before this, and then they stay as they are.
    let _ = if terminal {
        logs.try_init()
    } else {
        logs.json().flatten_event(true).try_init()
    };
}

/// The filter, or `None` for what is none. Libraries that log the bytes they carry are kept above
/// the levels at which they do, whatever is asked for.
pub(crate) fn filter(text: &str) -> Option<EnvFilter> {
    let mut filter = EnvFilter::try_new(text).ok()?;
    for library in CARRIERS {
        filter = filter.add_directive(format!("{library}=info").parse().ok()?);
    }
    filter
        .add_directive(format!("{AUDIT}=info").parse().ok()?)
        .into()
}

/// The counters of this process.
#[derive(Clone)]
pub(crate) struct Metrics(PrometheusHandle);

impl Metrics {
    /// There is one recorder in a process, however many proxies a test starts.
    pub(crate) fn install() -> Self {
        static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
        let handle = RECORDER.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder = builder
                .set_buckets(&BUCKETS)
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!(
                    "this process has another recorder of metrics; /metrics stays empty"
                );
            }
            help::describe();
            // From the start, or the first loss would be no rise.
            metrics::counter!(POLLS_LOST).increment(0);
            metrics::counter!(MESSAGES_RECOVERED).increment(0);
            for end in GapEnd::ALL {
                end.count(0);
            }
            handle
        });
        Self(handle.clone())
    }

    pub(crate) fn render(&self) -> String {
        self.0.run_upkeep();
        self.0.render()
    }
}

/// No spans can be sent to the collector.
#[derive(Debug, thiserror::Error)]
#[error("no spans can be sent: {0}")]
pub struct TracesError(String);

/// Answers to polls that got lost between the cloud and here. The cloud hands out each message once,
/// so there may have been messages in them that nobody has seen.
pub(crate) const POLLS_LOST: &str = "frontdesk_polls_lost_total";

/// Messages that history brought before any poll did: those that were lost on their way here, and those
/// that the next poll would have brought.
pub(crate) const MESSAGES_RECOVERED: &str = "frontdesk_messages_recovered_total";

/// What became of a time of which messages may be missing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum GapEnd {
    /// History was asked, and all of it that it knows is journaled.
    Closed,
    /// History did not answer, so often that it is no longer asked.
    GivenUp,
    /// The next conversation began before history could be asked: no agent had come.
    Dropped,
}

impl GapEnd {
    const ALL: [Self; 3] = [Self::Closed, Self::GivenUp, Self::Dropped];

    pub(crate) fn count(self, times: u64) {
        let end = match self {
            Self::Closed => "closed",
            Self::GivenUp => "given-up",
            Self::Dropped => "dropped",
        };
        metrics::counter!("frontdesk_gaps_total", "end" => end).increment(times);
    }
}

/// What is logged whatever the filter: who had somebody called.
pub(crate) const AUDIT: &str = "frontdesk_audit";

const DEFAULT_FILTER: &str = "info";

/// By the beginnings of their names.
const CARRIERS: [&str; 6] = [
    "hyper",
    "hyper_util",
    "hyper_rustls",
    "h2",
    "rustls",
    "opentelemetry",
];

/// Seconds: a quick call, a slow one, a held poll.
const BUCKETS: [f64; 11] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.5, 30.0,
];

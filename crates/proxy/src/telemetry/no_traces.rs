//! Without the feature `otel` there are no spans, and nothing is done for them.

use http::{HeaderMap, Method, StatusCode};

use super::TracesError;
use crate::config::OtelConfig;
use crate::request_id::RequestId;

/// Where spans would go.
#[derive(Clone, Default)]
pub(crate) struct Traces(());

impl Traces {
    #[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
    pub(crate) fn start(_: Option<OtelConfig>) -> Result<Self, TracesError> {
        Ok(Self::default())
    }

    pub(crate) fn request(
        &self,
        _: &Method,
        _: Option<&str>,
        _: Option<&RequestId>,
        _: Option<&HeaderMap>,
    ) -> RequestSpan {
        RequestSpan
    }

    pub(crate) fn call(&self, _: &'static str, _: &'static str, _: &Method, _: u32) -> CallSpan {
        CallSpan
    }

    pub(crate) async fn flush(&self) {}
}

pub(crate) struct RequestSpan;

impl RequestSpan {
    pub(crate) fn around<F: Future>(&self, work: F) -> F {
        work
    }

    pub(crate) fn answered(&mut self, _: StatusCode, _: Option<&str>) {}
}

pub(crate) struct CallSpan;

impl CallSpan {
    pub(crate) fn ended(self, _: Option<StatusCode>, _: &'static str, _: bool) {}
}

pub(crate) fn carried<F: Future>(work: F) -> F {
    work
}

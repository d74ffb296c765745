//! HTTP as a browser does it, and how it fails.

use std::time::Duration;

use bytes::Bytes;
use frontdesk_conversation::{Failure, Refusal};
use frontdesk_protocol::headers::REFUSED;
use http::header::{HeaderMap, RETRY_AFTER};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::timeout;

/// Connections, shared by all visitors. Clones are the same.
#[derive(Clone)]
pub struct Net(Client<HttpConnector, Full<Bytes>>);

impl Net {
    /// Without any connection yet.
    pub fn new() -> Self {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(tcp);
        Self(client)
    }

    /// The head of an answer that is no refusal.
    pub(super) async fn open(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Failure> {
        let answer = self.0.request(request).await.map_err(|error| {
            if error.is_connect() {
                Failure::NotSent
            } else {
                Failure::Lost
            }
        })?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let headers = answer.headers();
        Err(Failure::Refused {
            status: answer.status().as_u16(),
            reason: text(headers, REFUSED).map(Refusal::parse),
            retry_after: text(headers, RETRY_AFTER.as_str())
                .and_then(|seconds| seconds.trim().parse().ok())
                .map(Duration::from_secs),
        })
    }

    /// A whole answer that is no refusal.
    pub(super) async fn ask(
        &self,
        request: Request<Full<Bytes>>,
        limit: Duration,
    ) -> Result<(HeaderMap, Bytes), Failure> {
        let whole = async {
            let (head, body) = self.open(request).await?.into_parts();
            let body = body.collect().await.map_err(|_| Failure::Lost)?;
            Ok((head.headers, body.to_bytes()))
        };
        timeout(limit, whole).await.unwrap_or(Err(Failure::Lost))
    }
}

impl Default for Net {
    fn default() -> Self {
        Self::new()
    }
}

/// A header's text.
pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

const IDLE: Duration = Duration::from_secs(10);

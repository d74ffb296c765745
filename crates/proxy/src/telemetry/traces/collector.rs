//! HTTP to the collector, over the proxy's own runtime and its one TLS.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use opentelemetry_http::{HttpClient, HttpError};
use tokio::runtime::Handle;
use tokio::time::timeout;

/// The way to the collector. It follows no redirects, and reads no proxy variables.
#[derive(Debug)]
pub(super) struct Collector {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    runtime: Handle,
}

impl Collector {
    /// # Errors
    /// TLS cannot be set up, or there is no runtime.
    pub(super) fn new() -> Result<Self, HttpError> {
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(POOL_IDLE)
            .build(https);
        let runtime = Handle::try_current()?;
        Ok(Self { client, runtime })
    }
}

#[async_trait]
impl HttpClient for Collector {
    /// Called on a thread that is no part of the runtime, and waits there.
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let exchange = async move {
            let answer = client.request(request.map(Full::new)).await?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, ANSWER_BYTES).collect().await?.to_bytes();
            Ok(Response::from_parts(head, body))
        };
        // The clock too is the runtime's.
        let timed = async move { timeout(ANSWER, exchange).await? };
        self.runtime.spawn(timed).await?
    }
}

/// How long the collector may take. Meanwhile spans wait.
const ANSWER: Duration = Duration::from_secs(5);

/// The largest answer that is read: it says how many spans were not taken.
const ANSWER_BYTES: usize = 64 * 1024;

/// Longer than the pause between two batches.
const POOL_IDLE: Duration = Duration::from_secs(20);

//! HTTP to the cloud: connections, time limits, size limits. It knows no keys and follows no
//! redirects.

use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderMap;
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Builder, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::timeout;

use super::body::Tracked;
use crate::config::{Timeouts, UpstreamConfig};
use crate::telemetry::{CallSpan, Traces};

/// What kind of call it is: which connections it may take, and how long it may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A token: may be asked for again.
    Token,
    /// It does something: carried twice, it is done twice.
    Command,
    /// A question: may be asked again.
    Query,
    /// A question for a file: its answer is large.
    File,
    /// The long poll.
    Poll,
}

impl Class {
    fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Command => "command",
            Self::Query => "query",
            Self::File => "file",
            Self::Poll => "poll",
        }
    }
}

/// An answer, whole.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// No whole answer came. `sent`: the request may have been understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// No connection.
    Unreachable,
    /// The time was over.
    Late { sent: bool },
    /// The connection broke.
    Cut { sent: bool },
    /// The answer began and did not end.
    Partial,
    /// The answer is larger than is read.
    TooLarge,
}

/// Connections to the cloud. Long polls have their own, so that they never keep a command waiting.
pub(super) struct Http {
    commands: Client<HttpsConnector<HttpConnector>, Tracked>,
    polls: Client<HttpsConnector<HttpConnector>, Tracked>,
    timeouts: Timeouts,
    traces: Traces,
}

impl Http {
    /// # Errors
    /// TLS cannot be set up.
    pub(super) fn new(config: &UpstreamConfig, traces: Traces) -> Result<Self, rustls::Error> {
        let connector = |http1_only: bool| -> Result<_, rustls::Error> {
            let mut tcp = HttpConnector::new();
            tcp.enforce_http(false);
            tcp.set_nodelay(true);
            tcp.set_keepalive(Some(TCP_KEEPALIVE));
            tcp.set_connect_timeout(Some(config.timeouts.connect));
            let https = HttpsConnectorBuilder::new()
                .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
                .https_or_http();
            Ok(if http1_only {
                https.enable_http1().wrap_connector(tcp)
            } else {
                https.enable_all_versions().wrap_connector(tcp)
            })
        };
        let client = builder(config.title_case_headers, PING);
        Ok(Self {
            // Title case exists in HTTP/1.1 alone.
            commands: client.build(connector(config.title_case_headers)?),
            // Over HTTP/2 all polls would share one connection, and the cloud's limit on its streams
            // would hold visitors' polls back.
            polls: client.build(connector(true)?),
            timeouts: config.timeouts,
            traces,
        })
    }

    /// The span of a call that is about to be made, the how-manieth time it may be.
    pub(super) fn span(
        &self,
        name: &'static str,
        class: Class,
        method: &Method,
        times_before: u32,
    ) -> CallSpan {
        self.traces.call(name, class.as_str(), method, times_before)
    }

    pub(super) async fn exchange(
        &self,
        class: Class,
        request: Request<Bytes>,
    ) -> Result<Raw, Broken> {
        let (client, limit) = match class {
            Class::Token => (&self.commands, self.timeouts.token),
            Class::Command | Class::Query | Class::File => (&self.commands, self.timeouts.command),
            Class::Poll => (&self.polls, self.timeouts.poll),
        };
        let most = match class {
            Class::File => FILE_ANSWER_BYTES,
            _ => ANSWER_BYTES,
        };
        let (head, body) = request.into_parts();
        let (body, sent) = Tracked::new(body);
        let whole = async {
            let answer = client.request(Request::from_parts(head, body)).await;
            let (head, body) = match answer {
                Ok(answer) => answer.into_parts(),
                Err(error) if error.is_connect() => return Err(Broken::Unreachable),
                Err(_) => {
                    return Err(Broken::Cut {
                        sent: sent.is_set(),
                    });
                }
            };
            match Limited::new(body, most).collect().await {
                Ok(body) => Ok(Raw {
                    status: head.status,
                    headers: head.headers,
                    body: body.to_bytes(),
                }),
                Err(error) if error.is::<LengthLimitError>() => Err(Broken::TooLarge),
                Err(_) => Err(Broken::Partial),
            }
        };
        timeout(limit, whole).await.unwrap_or_else(|_| {
            Err(Broken::Late {
                sent: sent.is_set(),
            })
        })
    }
}

/// How often a connection over HTTP/2 is asked whether it lives, and how long it may take to say so.
#[derive(Clone, Copy)]
struct Ping {
    interval: Duration,
    timeout: Duration,
}

fn builder(title_case_headers: bool, ping: Ping) -> Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(POOL_IDLE)
        .timer(TokioTimer::new())
        .http1_title_case_headers(title_case_headers)
        // Or every command would go into a connection that is dead, one after the other.
        .http2_keep_alive_interval(ping.interval)
        .http2_keep_alive_timeout(ping.timeout)
        .http2_keep_alive_while_idle(true);
    builder
}

/// The largest answer that is read.
const ANSWER_BYTES: usize = 1024 * 1024;

/// The largest answer with a file. The cloud hands out files up to 2 MB, of base64 a third more, and
/// a tenant may have that raised.
const FILE_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// Shorter than common servers keep an idle connection, so that a command seldom meets one that is
/// being closed.
const POOL_IDLE: Duration = Duration::from_secs(20);

const TCP_KEEPALIVE: Duration = Duration::from_secs(60);

const PING: Ping = Ping {
    interval: Duration::from_secs(10),
    timeout: Duration::from_secs(5),
};

#[cfg(test)]
mod tests;

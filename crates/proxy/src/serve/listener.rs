//! Connections: accepted, limited in number, in time and in size, and let finish.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::connection::{self, TIMES};
use super::connections::Connections;
use super::drain::Draining;

/// A bound listener with what it serves.
pub(super) struct Listener {
    socket: TcpListener,
    router: Router,
    builder: Arc<auto::Builder<TokioExecutor>>,
    places: Connections,
}

impl Listener {
    pub(super) async fn bind(
        address: SocketAddr,
        router: Router,
        places: Connections,
    ) -> io::Result<Self> {
        let socket = TcpListener::bind(address).await?;
        Ok(Self {
            socket,
            router,
            builder: Arc::new(builder()),
            places,
        })
    }

    pub(super) fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves until the end is announced, then lets what is under way finish for so long.
    pub(super) async fn serve(self, mut draining: Draining, drain: Duration) {
        let Self {
            socket,
            router,
            builder,
            places,
        } = self;
        let mut connections = JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            let accepted = tokio::select! {
                () = draining.begun() => break,
                accepted = socket.accept() => accepted,
            };
            match accepted {
                Ok((stream, _)) => {
                    // Closed at once: left in the backlog, it would wait for an answer in vain.
                    let Some(place) = places.enter() else {
                        metrics::counter!("frontdesk_connections_refused_total").increment(1);
                        continue;
                    };
                    let (router, builder) = (router.clone(), builder.clone());
                    let draining = draining.clone();
                    connections.spawn(async move {
                        connection::serve(stream, router, &builder, draining, TIMES).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    // Most often no file handles are left: wait for some to be given back.
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
        drop(socket);
        let finished = async { while connections.join_next().await.is_some() {} };
        if timeout(drain, finished).await.is_err() {
            tracing::warn!("requests were still under way when the time to drain was over");
        }
        connections.shutdown().await;
    }
}

pub(super) fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(TIMES.silent)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HTTP2_PING)
        .keep_alive_timeout(HTTP2_PING_TIME)
        .max_concurrent_streams(HTTP2_STREAMS)
        .max_header_list_size(HTTP2_HEAD_BYTES)
        .max_pending_accept_reset_streams(HTTP2_RESETS)
        .max_local_error_reset_streams(HTTP2_ERRORS);
    builder
}

const HEADERS: usize = 64;
const HEAD_BYTES: usize = 16 * 1024;
const HTTP2_HEAD_BYTES: u32 = 16 * 1024;
const HTTP2_STREAMS: u32 = 64;

/// Streams that the client opens and resets before they are looked at, in a row; beyond them the
/// connection is ended (CVE-2023-44487).
const HTTP2_RESETS: usize = 20;

/// Streams of one connection that are reset for the client's faults; beyond them it is ended
/// (CVE-2025-8671).
const HTTP2_ERRORS: usize = 128;

const HTTP2_PING: Duration = Duration::from_secs(20);
const HTTP2_PING_TIME: Duration = Duration::from_secs(10);
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

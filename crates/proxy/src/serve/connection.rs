//! One connection, from its first byte to its last: nobody holds one who has no use for it.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use http::header::{CONNECTION, HeaderValue, TRANSFER_ENCODING};
use http::{Request, Version};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::time::sleep;
use tower::ServiceExt;

use super::activity::Activity;
use super::drain::Draining;
use super::flowing::flowing;
use crate::rates::Peer;

/// How long a connection is kept that does not do its part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// Without a first request.
    pub(super) silent: Duration,
    /// Without a request in flight or an answer that goes on. Longer than browsers wait between two polls.
    pub(super) idle: Duration,
    /// While what is left of the answers is read, after that.
    pub(super) last: Duration,
    /// While the other side takes nothing of what was sent.
    pub(super) unread: Duration,
}

pub(super) const TIMES: Times = Times {
    silent: Duration::from_secs(10),
    idle: Duration::from_secs(75),
    last: Duration::from_secs(75),
    unread: Duration::from_secs(30),
};

/// Serves a connection to its end, or until the end of service is announced and what is in flight
/// has been answered.
pub(super) async fn serve(
    stream: TcpStream,
    router: Router,
    builder: &auto::Builder<TokioExecutor>,
    mut draining: Draining,
    times: Times,
) {
    prepare(&stream, times);
    let peer = stream.peer_addr().ok().map(|peer| Peer(peer.ip()));
    let activity = Activity::default();
    let requests = activity.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        let (router, in_flight) = (router.clone(), requests.begin());
        let requests = requests.clone();
        let last = is_ambiguous(&request);
        async move {
            let Ok(response) = router.oneshot(request).await;
            let mut response = flowing(response, &requests);
            if last {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            drop(in_flight);
            Ok::<_, Infallible>(response)
        }
    });
    let mut served = std::pin::pin!(builder.serve_connection(TokioIo::new(stream), service));
    let idle = tokio::select! {
        result = &mut served => return ended(result),
        // The limit on reading heads begins once the version is known; until then this one holds.
        () = activity.silent(times.silent) => return tracing::debug!("a connection said nothing"),
        () = draining.begun() => false,
        () = activity.idle(times.idle) => true,
    };
    served.as_mut().graceful_shutdown();
    // Over HTTP/2, an answer can be left unread while the connection lives. At the end of service
    // the listener has a limit of its own.
    let last = async {
        if !idle {
            std::future::pending::<()>().await;
        }
        sleep(times.last).await;
    };
    tokio::select! {
        result = served => ended(result),
        () = last => tracing::debug!("a connection did not take its answers"),
    }
}

/// Whether a server in front may see the request end elsewhere. Where a length stands beside chunks,
/// hyper heeds the chunks and drops the length (RFC 9112 §6.1), so what follows is not looked at.
fn is_ambiguous(request: &Request<Incoming>) -> bool {
    request.version() < Version::HTTP_2 && request.headers().contains_key(TRANSFER_ENCODING)
}

fn ended<E: std::fmt::Display>(result: Result<(), E>) {
    if let Err(error) = result {
        tracing::debug!(%error, "a connection ended early");
    }
}

fn prepare(stream: &TcpStream, times: Times) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    // hyper has no limit on writing: without this, a client that reads nothing stays for ever.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(times.unread)) {
        tracing::debug!(%error, "TCP_USER_TIMEOUT could not be set");
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = times.unread;
}

#[cfg(test)]
mod tests;

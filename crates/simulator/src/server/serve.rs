//! Connections, served so that an answer can be withheld.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// On a response: the connection is closed in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Close;

/// Serves until `stopping` says true, then lets open calls end. Whoever aborts this ends them at
/// once.
pub(crate) async fn serve(
    mut listener: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let stopped = stopping.clone();
    loop {
        tokio::select! {
            (stream, _) = Listener::accept(&mut listener) => {
                connections.spawn(connection(stream, router.clone(), stopped.clone()));
            }
            Some(_) = connections.join_next() => {}
            () = told(&mut stopping) => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn connection(stream: TcpStream, router: Router, mut stopping: watch::Receiver<bool>) {
    // Small answers to waiting polls must not wait for more.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY");
    }
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move {
            let Ok(response) = router.oneshot(request.map(Body::new)).await;
            kept(response)
        }
    });
    let builder = Builder::new(TokioExecutor::new());
    let mut connection =
        std::pin::pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = told(&mut stopping) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error, "connection");
    }
}

async fn told(stopping: &mut watch::Receiver<bool>) {
    // Whoever could say it is gone: that says it, too.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// A service that fails has its connection closed.
fn kept(response: Response) -> Result<Response, Closed> {
    if response.extensions().get::<Close>().is_some() {
        return Err(Closed);
    }
    Ok(response)
}

/// The connection was closed without an answer, on purpose.
#[derive(Debug, thiserror::Error)]
#[error("closed without an answer")]
struct Closed;

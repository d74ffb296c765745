//! The leg between visitor and proxy: a relay that stands between them.
//!
//! It hands every request on, and every answer as it comes (server-sent events without delay), with
//! the headers of both, so that `Host` and `Origin` are what the visitor used. Plain HTTP, on this
//! machine only; upgrades are not handed on. What it refuses, it refuses itself, as a broken
//! intermediary does: in HTML and without any header of the proxy's.

mod forward;
mod inject;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Uri;
use axum::http::uri::{Authority, Scheme};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::forward::Target;
use self::inject::{Relay, relay};
use super::{FaultCounts, FaultSpec, Faults};
use crate::loopback::is_loopback;
use crate::server::serve::serve;

/// A relay with dice of its own.
#[derive(Debug, Clone)]
pub struct RelayConfig {
    /// Where to listen; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The proxy: `http://` and an address of this machine.
    pub to: String,
    /// How often what goes wrong; the rates of the leg `down` count.
    pub faults: FaultSpec,
    /// The seed of the dice.
    pub seed: u64,
    /// How long a delay lasts at most.
    pub longest_delay: Duration,
}

impl RelayConfig {
    /// To that proxy, on a free port, without faults.
    pub fn new(to: impl Into<String>) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            to: to.into(),
            faults: FaultSpec::none(),
            seed: 1,
            longest_delay: Duration::from_secs(3),
        }
    }
}

/// Why a relay did not start.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// It would have been reachable from other machines.
    #[error("the relay listens on this machine only, and {0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The proxy's address is of no use.
    #[error(
        "{to:?} is no proxy for the relay: write http:// and a loopback address, without a path"
    )]
    Target {
        /// What was written.
        to: String,
    },
    /// The address could not be taken.
    #[error("the relay cannot listen on {addr}: {source}")]
    Bind {
        /// Which address.
        addr: SocketAddr,
        /// Why not.
        source: io::Error,
    },
}

/// Starts a relay, in the present runtime.
///
/// # Errors
///
/// [`RelayError`], when an address is not loopback or is taken.
pub async fn start_relay(config: RelayConfig) -> Result<RunningRelay, RelayError> {
    let faults = Faults::new(config.faults, config.seed, config.longest_delay);
    start(config.listen, &config.to, Arc::new(faults)).await
}

/// Starts a relay whose faults somebody else switches, too.
pub(crate) async fn start(
    listen: SocketAddr,
    to: &str,
    faults: Arc<Faults>,
) -> Result<RunningRelay, RelayError> {
    if !listen.ip().is_loopback() {
        return Err(RelayError::NotLoopback(listen));
    }
    let target = authority(to).ok_or_else(|| RelayError::Target { to: to.to_owned() })?;
    let bound = |source| RelayError::Bind {
        addr: listen,
        source,
    };
    let listener = TcpListener::bind(listen).await.map_err(bound)?;
    let addr = listener.local_addr().map_err(bound)?;
    let stopping = watch::Sender::new(false);
    let router = Router::new().fallback(relay).with_state(Arc::new(Relay {
        target: Target::new(target),
        faults: Arc::clone(&faults),
    }));
    Ok(RunningRelay {
        addr,
        faults,
        server: tokio::spawn(serve(listener, router, stopping.subscribe())),
        _stopping: stopping,
    })
}

/// A relay that runs. Dropping it ends it and every connection at once.
#[derive(Debug)]
pub struct RunningRelay {
    /// Where it listens, with the port that was taken.
    pub addr: SocketAddr,
    faults: Arc<Faults>,
    server: JoinHandle<()>,
    /// As long as this is there, it serves.
    _stopping: watch::Sender<bool>,
}

impl RunningRelay {
    /// Its address as a URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Changes what goes wrong and how often. With a seed the dice begin anew, else they go on; those
    /// of a simulator's own relay are the simulator's, for both legs and its quirks.
    pub fn set_faults(&self, faults: FaultSpec, seed: Option<u64>) {
        self.faults.set(faults, seed);
    }

    /// What went wrong so far.
    pub fn faults_done(&self) -> FaultCounts {
        self.faults.done()
    }
}

impl Drop for RunningRelay {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn authority(to: &str) -> Option<Authority> {
    let uri: Uri = to.parse().ok()?;
    let authority = uri.authority()?;
    let is_plain = uri.scheme() == Some(&Scheme::HTTP)
        && uri.path() == "/"
        && uri.query().is_none()
        && !authority.as_str().contains('@');
    (is_loopback(authority.host()) && is_plain).then(|| authority.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_plain_http_on_this_machine() {
        for to in [
            "http://127.0.0.1:8787",
            "http://localhost:1/",
            "http://[::1]:8787",
        ] {
            assert!(authority(to).is_some(), "{to}");
        }
        for to in [
            "https://127.0.0.1:8787",
            "http://192.0.2.1:8787",
            "http://example.com",
            "http://127.0.0.1:8787/desk",
            "http://me@127.0.0.1:8787",
            "127.0.0.1:8787",
            "",
        ] {
            assert_eq!(authority(to), None, "{to}");
        }
    }
}

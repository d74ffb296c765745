//! Starting and stopping.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::faults::relay;
use crate::push::Sender;
use crate::server::serve::serve;
use crate::server::{App, Shared, router};
use crate::{Config, RelayError, RunningRelay, WorldHandle};

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It would have been reachable from other machines.
    #[error(
        "the simulator listens on this machine only, and {0} is not a loopback address: use \
         127.0.0.1 or [::1]"
    )]
    NotLoopback(SocketAddr),
    /// The address could not be taken.
    #[error("cannot listen on {addr}: {source}")]
    Bind {
        /// Which address.
        addr: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The operating system gave no random numbers.
    #[error("no random numbers: {0}")]
    Random(getrandom::Error),
    /// No HTTP client could be made for pushes.
    #[error("cannot push messages: {0}")]
    Push(String),
    /// The relay between visitors and proxy did not start.
    #[error(transparent)]
    Relay(#[from] RelayError),
}

/// Starts the simulator, in the present runtime.
///
/// # Errors
///
/// [`StartError`], when the address is not loopback or is taken.
pub async fn start(mut config: Config) -> Result<Running, StartError> {
    if !config.listen.ip().is_loopback() {
        return Err(StartError::NotLoopback(config.listen));
    }
    let bound = |source| StartError::Bind {
        addr: config.listen,
        source,
    };
    let listener = TcpListener::bind(config.listen).await.map_err(bound)?;
    let addr = listener.local_addr().map_err(bound)?;
    config.listen = addr;
    let seed = getrandom::u64().map_err(StartError::Random)?;
    let shared = Arc::new(Shared::new(config, seed));
    let sender = sender(&shared)?;
    let relay = match &shared.config.weather.down {
        Some(down) => Some(relay::start(down.listen, &down.to, Arc::clone(&shared.faults)).await?),
        None => None,
    };
    Ok(Running {
        addr,
        server: tokio::spawn(serve(listener, router(&shared), shared.stopping())),
        ticker: tokio::spawn(tick(Arc::clone(&shared))),
        pusher: sender.map(|sender| tokio::spawn(sender.run(Arc::clone(&shared)))),
        shared,
        relay,
    })
}

/// A simulator that runs. Dropping it lets it end on its own; [`Running::stop`] waits for that.
pub struct Running {
    /// Where it listens, with the port that was taken.
    pub addr: SocketAddr,
    shared: App,
    server: JoinHandle<()>,
    ticker: JoinHandle<()>,
    pusher: Option<JoinHandle<()>>,
    relay: Option<RunningRelay>,
}

impl Running {
    /// Ends it: held polls are answered empty, open connections are closed.
    pub async fn stop(mut self) {
        self.shared.stop();
        if timeout(STOP_PATIENCE, &mut self.server).await.is_err() {
            self.server.abort();
        }
    }

    /// Its address as a URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The relay between visitors and proxy, where one is configured.
    pub fn relay(&self) -> Option<&RunningRelay> {
        self.relay.as_ref()
    }

    /// A hand in the world behind it.
    pub fn world(&self) -> WorldHandle {
        WorldHandle::new(Arc::clone(&self.shared))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.stop();
        self.ticker.abort();
        if let Some(pusher) = &self.pusher {
            pusher.abort();
        }
    }
}

/// What makes the pushes, where there is a webhook.
fn sender(shared: &App) -> Result<Option<Sender>, StartError> {
    let Some(push) = shared.config.push.clone() else {
        return Ok(None);
    };
    Sender::new(Arc::clone(&shared.config), push)
        .map(Some)
        .map_err(|error| StartError::Push(error.to_string()))
}

async fn tick(shared: App) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        shared.world(|world, now| world.tick(now));
    }
}

const TICK: Duration = Duration::from_millis(100);
const STOP_PATIENCE: Duration = Duration::from_secs(2);

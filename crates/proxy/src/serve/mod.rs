//! From a configuration to a running proxy, and to its end.

mod activity;
mod connection;
mod drain;
mod headers;
mod listener;

use std::io;
use std::net::SocketAddr;

use tokio::task::JoinHandle;

pub(crate) use drain::{DrainSwitch, Draining};
pub(crate) use headers::harden;

use crate::app::{App, BuildError};
use crate::config::Config;
use listener::Listener;

/// A proxy that serves. Dropping it ends it as [`Running::shutdown`] does, without waiting.
#[derive(Debug)]
#[must_use]
pub struct Running {
    address: SocketAddr,
    admin_address: SocketAddr,
    switch: DrainSwitch,
    task: JoinHandle<()>,
}

/// The proxy cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It cannot be made of its configuration.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// A listener cannot be bound.
    #[error("`--{flag}` {address} cannot be listened on: {error}")]
    Bind {
        /// The listener's flag.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
        /// What the machine says.
        error: io::Error,
    },
}

/// Builds, binds and serves.
///
/// # Errors
/// It cannot be built of this configuration, or an address is taken.
pub async fn spawn(config: Config) -> Result<Running, StartError> {
    let (listen, admin_listen, drain) = (config.listen, config.admin_listen, config.drain);
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let (switch, draining) = DrainSwitch::new();
    let app = App::new(config, draining.clone())?;
    let (public, address) = bind("listen", listen, app.router()).await?;
    let (admin, admin_address) = bind("admin-listen", admin_listen, app.admin_router()).await?;
    tracing::info!(%address, "listening");
    tracing::info!(address = %admin_address, "listening for /livez, /readyz and /metrics");

    let sweeper = tokio::spawn(sweep(app.clone()));
    let task = tokio::spawn(async move {
        // The admin listener answers until the last visitor has gone.
        let (until, admin_draining) = DrainSwitch::new();
        let admin = tokio::spawn(admin.serve(admin_draining, drain));
        public.serve(draining, drain).await;
        until.begin();
        let _ = admin.await;
        sweeper.abort();
    });
    Ok(Running {
        address,
        admin_address,
        switch,
        task,
    })
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the admin listener listens.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Accepts nothing more, answers long polls at once, lets the rest finish within `--drain`.
    pub async fn shutdown(self) {
        self.switch.begin();
        let _ = self.task.await;
    }
}

async fn bind(
    flag: &'static str,
    address: SocketAddr,
    router: axum::Router,
) -> Result<(Listener, SocketAddr), StartError> {
    let fault = |error| StartError::Bind {
        flag,
        address,
        error,
    };
    let listener = Listener::bind(address, router).await.map_err(fault)?;
    let bound = listener.address().map_err(fault)?;
    Ok((listener, bound))
}

/// Puts away what nobody uses.
async fn sweep(app: App) {
    let mut minutes = tokio::time::interval(SWEEP);
    loop {
        minutes.tick().await;
        app.store().sweep(crate::seal::Instant::now());
        app.rates().sweep();
    }
}

const SWEEP: std::time::Duration = std::time::Duration::from_secs(60);

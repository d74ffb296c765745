//! From a configuration to a running proxy, and to its end.

mod activity;
mod connection;
mod connections;
mod drain;
mod flowing;
mod headers;
mod listener;
mod open_files;

use std::io;
use std::net::SocketAddr;

use tokio::task::JoinHandle;

pub(crate) use connections::Connections;
pub(crate) use drain::{DrainSwitch, Draining};
pub(crate) use headers::{RESOURCE_POLICY, harden};

use crate::app::{App, BuildError};
use crate::config::Config;
use listener::Listener;

/// A proxy that serves. Dropping it ends it as [`Running::shutdown`] does, without waiting.
#[must_use]
pub struct Running {
    app: App,
    address: SocketAddr,
    admin_address: SocketAddr,
    operator_address: Option<SocketAddr>,
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
    let operator_listen = config.operator.as_ref().map(|operator| operator.listen);
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    open_files::claim(config.limits.connections);
    let (switch, draining) = DrainSwitch::new();
    let app = App::new(config, draining.clone())?;
    let (public, address) = bind("listen", listen, app.router(), app.connections()).await?;
    let few = Connections::new(ADMIN_CONNECTIONS);
    let (admin, admin_address) =
        bind("admin-listen", admin_listen, app.admin_router(), few).await?;
    let operator = match operator_listen {
        Some(listen) => {
            let few = Connections::new(OPERATOR_CONNECTIONS);
            Some(bind("operator-listen", listen, app.operator_router(), few).await?)
        }
        None => None,
    };
    tracing::info!(%address, "listening");
    tracing::info!(address = %admin_address, "listening for /livez, /readyz and /metrics");

    let (operator, operator_address) = operator.unzip();
    if let Some(address) = operator_address {
        tracing::info!(%address, "listening for operators");
    }
    let traces = app.traces().clone();
    let sweeper = tokio::spawn(sweep(app.clone()));
    let task = tokio::spawn(async move {
        // The admin listener answers until the last visitor has gone.
        let (until, admin_draining) = DrainSwitch::new();
        let admin = tokio::spawn(admin.serve(admin_draining, drain));
        let operator = async {
            if let Some(operator) = operator {
                operator.serve(draining.clone(), drain).await;
            }
        };
        tokio::join!(public.serve(draining.clone(), drain), operator);
        until.begin();
        let _ = admin.await;
        sweeper.abort();
        traces.flush().await;
    });
    Ok(Running {
        app,
        address,
        admin_address,
        operator_address,
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

    /// Where the operators' listener listens.
    pub fn operator_address(&self) -> Option<SocketAddr> {
        self.operator_address
    }

    /// Takes secrets and switches from another configuration, and disturbs nobody.
    ///
    /// # Errors
    /// There is no key to seal with; then nothing has changed.
    pub fn reload(&self, config: Config) -> Result<(), BuildError> {
        self.app.reload(config)
    }

    /// Accepts nothing more, answers long polls at once, lets the rest finish within `--drain`.
    pub async fn shutdown(self) {
        let Self {
            switch, task, app, ..
        } = self;
        let sessions = app.sessions().clone();
        // Or the store would stay open.
        drop(app);
        switch.begin();
        let _ = task.await;
        sessions.end().await;
    }
}

async fn bind(
    flag: &'static str,
    address: SocketAddr,
    router: axum::Router,
    places: Connections,
) -> Result<(Listener, SocketAddr), StartError> {
    let fault = |error| StartError::Bind {
        flag,
        address,
        error,
    };
    let listener = Listener::bind(address, router, places)
        .await
        .map_err(fault)?;
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

/// Of the operators' listener.
const OPERATOR_CONNECTIONS: usize = 64;

/// Of the admin listener.
const ADMIN_CONNECTIONS: usize = 256;

const SWEEP: std::time::Duration = std::time::Duration::from_secs(60);
